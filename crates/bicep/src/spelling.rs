//! How Azure spells the types of resources: whatever letter case a program has, the compiler writes Azure's.
//!
//! `resource_types.txt` has the names of <https://github.com/Azure/bicep-types-az> (August 2026), each as its newest version
//! spells it, and with the version where an older one spells it otherwise.

use std::collections::HashMap;
use std::sync::LazyLock;

static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("resource_types.txt").lines();
    lines.map(|line| (line.to_ascii_lowercase(), line.split('@').next().unwrap_or(line))).collect()
});

/// The type as Azure spells it at that version; as it is written where Azure has none of that name.
pub(crate) fn spelled(kind: &str, version: Option<&str>) -> String {
    let lower = kind.to_ascii_lowercase();
    let of_version = version.and_then(|version| NAMES.get(&format!("{lower}@{version}")));
    of_version
        .or_else(|| NAMES.get(&lower))
        .map_or_else(|| kind.to_owned(), |name| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::spelled;

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
