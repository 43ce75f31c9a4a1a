//! The questions that are put to Resource Graph, in Kusto.

/// The types that belong to a gateway or refer to one, of which there are few.
const GATEWAYS: &[&str] = &[
    "microsoft.network/virtualnetworkgateways",
    "microsoft.network/p2svpngateways",
    "microsoft.network/vpnserverconfigurations",
    "microsoft.network/virtualhubs",
];
const CONNECTIONS: &[&str] =
    &["microsoft.network/connections", "microsoft.network/localnetworkgateways"];

/// The subscriptions in scope, for coverage.
pub(crate) fn subscriptions(conditions: &[String]) -> String {
    format!(
        "resourcecontainers\n| where type =~ 'microsoft.resources/subscriptions'\n{}\
         | project id, name, type, subscriptionId, tenantId, state = tostring(properties.state)\n| order by id asc",
        filters(conditions)
    )
}

/// The gateways in scope and all their connections; `only` narrows the gateways, not the connections.
pub(crate) fn gateways(conditions: &[String], only: Option<&str>) -> String {
    let types: Vec<&str> = GATEWAYS.iter().chain(CONNECTIONS).copied().collect();
    let only = only
        .map(|only| format!("| where {} or {only}\n", any_of("type", CONNECTIONS)))
        .unwrap_or_default();
    format!(
        "resources\n| where {}\n{}{only}\
         | project id, name, type, tenantId, subscriptionId, resourceGroup, location, zones, sku, tags, identity, properties\n\
         | order by id asc",
        any_of("type", &types),
        filters(conditions)
    )
}

/// Resources by their ids.
pub(crate) fn by_id<S: AsRef<str>>(ids: &[S]) -> String {
    format!(
        "resources\n| where {}\n\
         | project id, name, type, tenantId, subscriptionId, resourceGroup, location, zones, sku, tags, properties\n\
         | order by id asc",
        any_of("id", ids)
    )
}

/// `column in~ ('…','…')`: equal to any of the values, whatever the case.
pub(crate) fn any_of<S: AsRef<str>>(column: &str, values: &[S]) -> String {
    let values: Vec<String> = values.iter().map(|value| literal(value.as_ref())).collect();
    format!("{column} in~ ({})", values.join(","))
}

fn filters(conditions: &[String]) -> String {
    conditions.iter().flat_map(|condition| ["| where ", condition, "\n"]).collect()
}

/// A Kusto string literal. What comes from outside must not end it.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => literal.extend(['\\', c]),
            c if c.is_control() => literal.push(' '),
            c => literal.push(c),
        }
    }
    literal.push('\'');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_can_not_be_left() {
        assert_eq!(literal("a' or true or '\\"), r"'a\' or true or \'\\'");
        assert_eq!(literal("a\nb"), "'a b'");
    }

    #[test]
    fn a_narrowed_question_keeps_the_connections() {
        let query = gateways(&[any_of("tenantId", &["t"])], Some("resourceGroup in~ ('rg')"));
        assert!(query.contains("\n| where tenantId in~ ('t')\n"));
        assert!(query.contains(
            "| where type in~ ('microsoft.network/connections','microsoft.network/localnetworkgateways') or resourceGroup in~ ('rg')\n"
        ));
        assert!(query.ends_with("| order by id asc"));
    }
}
