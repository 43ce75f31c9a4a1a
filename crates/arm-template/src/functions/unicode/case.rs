//! Characters in upper and lower case, as the invariant culture of .NET has them.

/// The character in upper case, when that is one character too.
pub(crate) fn upper(character: char) -> char {
    // The Turkish letters are left alone by the invariant culture.
    let mut upper = character.to_uppercase();
    match (character, upper.next(), upper.next()) {
        ('\u{131}', ..) => character,
        (_, Some(upper), None) => upper,
        _ => character,
    }
}

/// The character in lower case, when that is one character too.
pub(crate) fn lower(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => character,
    }
}
