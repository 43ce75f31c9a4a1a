//! Counts as people read them: thousands told apart, and a noun that agrees.

use std::fmt::Display;

/// A count with commas between its thousands, such as `2,500`.
pub(crate) fn grouped(count: impl Display + Copy) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 error`, `2 errors`, `2,500 errors`.
pub(crate) fn counted(count: impl Display + Copy, noun: &str) -> String {
    let count = grouped(count);
    let ending = if count == "1" { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::{counted, grouped};

    #[test]
    fn thousands_are_told_apart() {
        for (count, shown) in [
            (0_u64, "0"),
            (999, "999"),
            (1000, "1,000"),
            (12_345, "12,345"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(count), shown);
        }
    }

    #[test]
    fn nouns_agree() {
        assert_eq!(counted(0_usize, "error"), "0 errors");
        assert_eq!(counted(1_usize, "error"), "1 error");
        assert_eq!(counted(1001_u64, "error"), "1,001 errors");
    }
}
