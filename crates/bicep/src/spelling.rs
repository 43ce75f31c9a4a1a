//! How Azure spells the types of resources: whatever letter case a program has, the compiler writes Azure's.
//!
//! `resource_types.txt` has the names of <https://github.com/Azure/bicep-types-az> (August 2026), each as its newest version
//! spells it, and with the version where an older one spells it otherwise.

use std::cmp::Ordering;

/// Sorted by what the lines are in small letters, so that one is found in them as they are.
const NAMES: &str = include_str!("resource_types.txt");

/// The type as Azure spells it at that version; as it is written where Azure has none of that name.
pub(crate) fn spelled(kind: &str, version: Option<&str>) -> String {
    let of_version = version.and_then(|version| find(&format!("{kind}@{version}")));
    let line = of_version.or_else(|| find(kind)).unwrap_or(kind);
    line.split('@').next().unwrap_or(line).to_owned()
}

/// The line that is this, letter case aside.
fn find(wanted: &str) -> Option<&'static str> {
    let lower = |text: &str| text.bytes().map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>();
    let wanted = lower(wanted);
    let mut rest = NAMES;
    while !rest.is_empty() {
        let middle = rest.as_bytes()[..rest.len() / 2].iter().rposition(|byte| *byte == b'\n');
        let start = middle.map_or(0, |at| at + 1);
        let (line, after) = rest[start..].split_once('\n').unwrap_or((&rest[start..], ""));
        match lower(line).cmp(&wanted) {
            Ordering::Equal => return Some(line),
            Ordering::Less => rest = after,
            Ordering::Greater => rest = &rest[..start],
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{NAMES, find, spelled};

    #[test]
    fn every_line_is_found() {
        for line in NAMES.lines() {
            assert_eq!(find(&line.to_uppercase()), Some(line), "the lines are sorted");
        }
        for other in ["", "a", "Microsoft.Network", "Microsoft.Network/virtualNetworks2", "zzz"] {
            assert_eq!(find(other), None, "{other}");
        }
    }

    #[test]
    fn types_are_spelled_as_azure_spells_them() {
        assert_eq!(
            spelled("microsoft.network/DNSZONES", Some("2018-05-01")),
            "Microsoft.Network/dnsZones"
        );
        assert_eq!(spelled("My.Own/things", None), "My.Own/things");
        assert_eq!(
            spelled("microsoft.insights/actiongroups", Some("2019-06-01")),
            "microsoft.insights/actionGroups"
        );
    }
}
