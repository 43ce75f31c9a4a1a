//! The full ids of resources in bytes that are not parsed: files join each other by them.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A resource by its full id, or that of the resource which it is a part of, letter case aside: a number of 64 bits
/// stands for the text.
pub type FullId = u64;

/// What every full id begins with.
const SUBSCRIPTIONS: &[u8] = b"/subscriptions/";

/// A letter of that which is rare in texts, and where it stands.
const RARE: (u8, usize) = (b'b', 3);

/// The ids in these bytes, each once.
pub(super) fn full_ids(bytes: &[u8]) -> Vec<FullId> {
    let (letter, place) = RARE;
    let places = memchr::memchr2_iter(letter, letter.to_ascii_uppercase(), bytes);
    let mut ids: Vec<FullId> = places
        .filter_map(|at| {
            let start = at.checked_sub(place)?;
            let behind = start + SUBSCRIPTIONS.len();
            let is_id = bytes.get(start..behind)?.eq_ignore_ascii_case(SUBSCRIPTIONS);
            is_id.then(|| id_behind(&bytes[behind..])).flatten()
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The id whose subscription stands here, behind [`SUBSCRIPTIONS`]: `S/resourceGroups/G/providers/NAMESPACE/TYPE/NAME`.
fn id_behind(bytes: &[u8]) -> Option<FullId> {
    let mut parts = bytes.split(|byte| *byte == b'/');
    let mut hasher = DefaultHasher::new();
    for expected in [None, Some("resourceGroups"), None, Some("providers"), None, None] {
        let part = parts.next()?;
        let is_expected = expected.is_none_or(|word| part.eq_ignore_ascii_case(word.as_bytes()));
        if !is_expected || part.is_empty() || !part.iter().all(|byte| is_of_id(*byte)) {
            return None;
        }
        part.to_ascii_lowercase().hash(&mut hasher);
    }
    let rest = parts.next()?;
    let name = rest.iter().position(|byte| !is_of_id(*byte)).map_or(rest, |end| &rest[..end]);
    name.to_ascii_lowercase().hash(&mut hasher);
    (!name.is_empty()).then(|| hasher.finish())
}

/// Whether an id may have the byte in a part; not what ends a text, or stands in an expression or a placeholder.
fn is_of_id(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"-_.() ".contains(&byte)
}
