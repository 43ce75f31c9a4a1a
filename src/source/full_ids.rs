//! The full ids of resources in bytes that are not parsed: files join each other by them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// A resource by its full id, or that of the resource which it is a part of, letter case aside: a number of 64 bits
/// stands for the text.
pub type FullId = u64;

/// The full ids in these bytes, each once. An id that an expression puts together is none.
#[must_use]
pub(super) fn full_ids(bytes: &[u8]) -> Vec<FullId> {
    static SUBSCRIPTIONS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(["/subscriptions/"])
            .expect("a word is a pattern")
    });
    let mut ids: Vec<FullId> =
        SUBSCRIPTIONS.find_iter(bytes).filter_map(|found| id_at(&bytes[found.end()..])).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The id whose subscription stands here: `S/resourceGroups/G/providers/NAMESPACE/TYPE/NAME`.
fn id_at(bytes: &[u8]) -> Option<FullId> {
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

#[cfg(test)]
mod tests {
    use super::full_ids;

    const HUB: &str =
        "/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub";

    fn ids(text: &str) -> usize {
        full_ids(text.as_bytes()).len()
    }

    #[test]
    fn parts_of_a_resource_have_its_id_in_any_letter_case() {
        let same = [format!("{HUB}/subnets/GatewaySubnet"), HUB.to_uppercase(), format!("'{HUB}'")];
        for other in same {
            assert_eq!(full_ids(other.as_bytes()), full_ids(HUB.as_bytes()), "{other}");
        }
        assert_eq!(ids(&format!(r#"{{"id": "{HUB}", "other": "{HUB}2"}}"#)), 2);
    }

    #[test]
    fn what_names_no_resource_is_none() {
        for text in [
            "",
            "/subscriptions/",
            "/subscriptions/0000/resourceGroups/rg",
            "/subscriptions/0000/providers/Microsoft.Authorization/roleDefinitions/1",
            "/subscriptions/{0}/resourceGroups/{1}/providers/Microsoft.Network/virtualNetworks/hub",
            "concat('/subscriptions/', parameters('s'), '/resourceGroups/rg/providers/a/b/c')",
        ] {
            assert_eq!(ids(text), 0, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_looked_through(bytes: Vec<u8>) {
            let mut text = b"/subscriptions/a/resourceGroups/".to_vec();
            text.extend(bytes);
            let _ = full_ids(&text);
        }
    }
}
