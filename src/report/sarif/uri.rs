//! Names of sources as the URI references of RFC 3986.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A URI reference, and whether it is relative to the folder that gatelint ran in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UriReference {
    pub(super) uri: String,
    pub(super) relative: bool,
}

/// The reference of a source's name: a relative path, an absolute one as `file:`, an address as it is.
pub(super) fn reference(name: &str) -> UriReference {
    if name.starts_with("https://") || name.starts_with("http://") || name.starts_with("file://") {
        return UriReference { uri: encoded(name, OF_ADDRESS), relative: false };
    }
    let drive = matches!(name.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    if drive {
        return UriReference {
            uri: format!("file:///{}:{}", &name[..1], encoded(&name[2..], OF_PATH)),
            relative: false,
        };
    }
    if let Some(share) = name.strip_prefix("//") {
        return UriReference {
            uri: format!("file://{}", encoded(share, OF_PATH)),
            relative: false,
        };
    }
    if name.starts_with('/') {
        return UriReference { uri: format!("file://{}", encoded(name, OF_PATH)), relative: false };
    }
    UriReference { uri: encoded(name, OF_PATH), relative: true }
}

/// Everything but unreserved characters and the slash.
const OF_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Of an address also its delimiters and escapes stay.
const OF_ADDRESS: &AsciiSet = &OF_PATH
    .remove(b':')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'%');

fn encoded(text: &str, left: &'static AsciiSet) -> String {
    utf8_percent_encode(text, left).to_string()
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn names_become_references() {
        let uri = |name: &str| reference(name).uri;
        assert_eq!(uri("infra/a b#1?.json"), "infra/a%20b%231%3F.json");
        assert_eq!(uri("100%.json"), "100%25.json");
        assert_eq!(uri("c:d.json"), "c%3Ad.json");
        assert_eq!(uri("über/网关.json"), "%C3%BCber/%E7%BD%91%E5%85%B3.json");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
        assert_eq!(uri("/srv/a b.json"), "file:///srv/a%20b.json");
        assert_eq!(uri("C:/a b.json"), "file:///C:/a%20b.json");
        assert_eq!(uri("//host/share/a.json"), "file://host/share/a.json");
        assert_eq!(uri("https://host/a?b=c%20d"), "https://host/a?b=c%20d");
        assert!(reference("../a.json").relative);
        assert!(!reference("/a.json").relative);
    }
}
