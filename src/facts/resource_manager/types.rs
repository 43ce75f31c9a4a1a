//! Which properties and values the resources around a gateway have, and since which version of the API.
//!
//! The table is `types.txt`. `type` and `versions` begin a resource type; each other line is a property: a dot for each
//! level and the name, then `+` the first and `-` the last version that has it; `read`: only the service writes it, and
//! nobody looks inside; `required`, perhaps since a version; `list` and `object`; `more`: it has deeper properties that
//! aren't listed; `open` or `closed` and, behind tabs, the values, each perhaps with `@first..last` version.

use std::sync::{LazyLock, OnceLock};

/// A resource type.
#[derive(Debug)]
pub struct ResourceType {
    /// The full name.
    pub name: &'static str,
    /// The versions of the API that have it, in order.
    pub versions: Vec<&'static str>,
    /// The lines of its properties, which are read when somebody asks for them: few types stand in one file.
    lines: &'static str,
    properties: OnceLock<Vec<Property>>,
}

/// A property of a resource.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "the marks of a line, each by itself")]
pub struct Property {
    /// The name.
    pub name: &'static str,
    /// The versions that have it.
    pub span: VersionSpan,
    /// Whether only the service writes it.
    pub read_only: bool,
    /// The first version in which it has to be there; empty for all.
    pub required: Option<&'static str>,
    /// Whether it is a list; what follows is said of its elements.
    pub list: bool,
    /// Whether it is an object.
    pub object: bool,
    /// Whether it has deeper properties that are not listed.
    pub more: bool,
    /// The values that are known; none where any will do.
    pub values: Vec<AllowedValue>,
    /// Whether other values may do as well.
    pub open: bool,
    /// The properties inside.
    pub properties: Vec<Property>,
}

/// A value of a property.
#[derive(Debug)]
pub struct AllowedValue {
    /// The value.
    pub word: &'static str,
    /// The versions that have it.
    pub span: VersionSpan,
}

/// From which to which version something is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VersionSpan {
    /// The first version; none: from the beginning.
    pub since: Option<&'static str>,
    /// The last version; none: to this day.
    pub until: Option<&'static str>,
}

static TABLE: LazyLock<Vec<ResourceType>> =
    LazyLock::new(|| read(include_str!("types.txt")).expect("the table is made by xtask"));

/// The resource type of this full name, without regard to case.
#[must_use]
pub fn resource_type(name: &str) -> Option<&'static ResourceType> {
    TABLE.iter().find(|known| known.name.eq_ignore_ascii_case(name))
}

/// All resource types.
#[must_use]
pub fn resource_types() -> &'static [ResourceType] {
    &TABLE
}

impl ResourceType {
    /// What stands at the top of a resource.
    pub fn properties(&self) -> &[Property] {
        let read = || properties(self.lines).expect("the table is made by xtask");
        self.properties.get_or_init(read)
    }

    /// Whether the version has been published with this type.
    #[must_use]
    pub fn has_version(&self, version: &str) -> bool {
        self.versions.iter().any(|known| known.eq_ignore_ascii_case(version))
    }

    /// Whether the version is newer than all that are known.
    #[must_use]
    pub fn is_newer(&self, version: &str) -> bool {
        self.versions.last().is_none_or(|last| day(version) > day(last))
    }
}

impl VersionSpan {
    /// Whether the version comes before it.
    #[must_use]
    pub fn is_after(self, version: &str) -> bool {
        self.since.is_some_and(|since| day(version) < day(since))
    }

    /// Whether the version comes behind it.
    #[must_use]
    pub fn is_before(self, version: &str) -> bool {
        self.until.is_some_and(|until| day(until) < day(version))
    }
}

/// The day of a version: a preview has what the version of that day has.
fn day(version: &str) -> &str {
    version.get(..10).unwrap_or(version)
}

/// Reads the table; none when it is none.
fn read(text: &'static str) -> Option<Vec<ResourceType>> {
    let (_, types) = text.split_once("\ntype ")?;
    let read = |part: &'static str| {
        let (name, rest) = part.split_once('\n')?;
        let (versions, lines) = rest.strip_prefix("versions ")?.split_once('\n')?;
        let versions = versions.split(' ').collect();
        Some(ResourceType { name, versions, lines, properties: OnceLock::new() })
    };
    types.split("\ntype ").map(read).collect()
}

/// Reads the lines of a type; none when they are none.
fn properties(lines: &'static str) -> Option<Vec<Property>> {
    let mut top: Vec<Property> = Vec::new();
    for line in lines.lines() {
        let rest = line.trim_start_matches('.');
        let depth = line.len() - rest.len();
        let mut place = &mut top;
        for _ in 1..depth {
            place = &mut place.last_mut()?.properties;
        }
        place.push(property(rest)?);
    }
    Some(top)
}

fn property(line: &'static str) -> Option<Property> {
    let mut columns = line.split('\t');
    let mut marks = columns.next()?.split(' ');
    let mut property = Property { name: marks.next()?, ..Property::default() };
    for mark in marks {
        match mark {
            "read" => property.read_only = true,
            "required" => property.required = Some(""),
            "list" => property.list = true,
            "object" => property.object = true,
            "more" => property.more = true,
            "open" => property.open = true,
            "closed" => property.open = false,
            _ => {
                if let Some(since) = mark.strip_prefix('+') {
                    property.span.since = Some(since);
                } else if let Some(until) = mark.strip_prefix('-') {
                    property.span.until = Some(until);
                } else {
                    property.required = Some(mark.strip_prefix("required=")?);
                }
            }
        }
    }
    property.values = columns.map(word).collect::<Option<_>>()?;
    Some(property)
}

fn word(text: &'static str) -> Option<AllowedValue> {
    let Some((word, span)) = text.split_once('@') else {
        return Some(AllowedValue { word: text, span: VersionSpan::default() });
    };
    let (since, until) = span.split_once("..")?;
    let bound = |text: &'static str| (!text.is_empty()).then_some(text);
    Some(AllowedValue { word, span: VersionSpan { since: bound(since), until: bound(until) } })
}

#[cfg(test)]
mod tests {
    use super::{Property, properties, read, resource_type, resource_types};

    fn find<'a>(all: &'a [Property], path: &[&str]) -> Option<&'a Property> {
        let (first, rest) = path.split_first()?;
        let found = all.iter().find(|property| property.name == *first)?;
        if rest.is_empty() { Some(found) } else { find(&found.properties, rest) }
    }

    #[test]
    fn the_table_is_whole_and_small() {
        assert!(include_str!("types.txt").len() < 400_000);
        assert!(resource_types().len() >= 38, "{}", resource_types().len());
        for known in resource_types() {
            assert!(known.versions.is_sorted(), "{}", known.name);
            assert!(!known.properties().is_empty(), "{}", known.name);
        }
    }

    #[test]
    fn properties_are_found_with_what_is_said_of_them() {
        let network = resource_type("microsoft.network/VIRTUALNETWORKS").expect("networks");
        assert!(network.has_version("2026-03-01") && !network.has_version("2024-05-02"));
        assert!(network.is_newer("2026-04-01") && !network.is_newer("2026-03-01-preview"));
        let subnet = find(network.properties(), &["properties", "subnets", "properties"]);
        assert!(subnet.is_some_and(|subnet| subnet.object && !subnet.list));
        let servers = find(network.properties(), &["properties", "dhcpOptions", "dnsServers"]);
        assert!(servers.is_some_and(|servers| servers.list && !servers.object));
        let state = find(network.properties(), &["properties", "provisioningState"]);
        assert!(state.is_some_and(|state| state.read_only && state.values.is_empty()));
        let gateway = resource_type("Microsoft.Network/virtualNetworkGateways").expect("gateways");
        let ways = ["properties", "vpnClientConfiguration", "vpnAuthenticationTypes"];
        let ways = find(gateway.properties(), &ways).expect("authentication types");
        assert_eq!(ways.span.since, Some("2020-11-01"));
        assert!(ways.span.is_after("2019-11-01") && !ways.span.is_after("2020-11-01"));
        assert!(ways.open && ways.values.iter().any(|value| value.word == "AAD"));
    }

    #[test]
    fn what_is_no_table_is_none() {
        assert!(read(".properties object").is_none());
        assert!(read("# made\ntype A\n.properties object").is_none());
        assert!(properties(".properties objectively").is_none());
        assert!(properties("..properties").is_none());
    }
}
