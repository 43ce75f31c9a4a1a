//! Where Resource Graph is asked: from names on the command line to a scope and conditions.

use crate::source::azure::questions::graph::GraphScope;
use crate::source::azure::questions::query;
use crate::source::azure::resource_id::ResourcePath;
use crate::source::azure::{Scope, Subscription};

/// So many subscriptions in one request; Microsoft advises to stay below. More become a condition on the whole tenant.
const MOST_SUBSCRIPTIONS: usize = 300;

/// Where a question is asked, and what its rows must fulfil besides.
#[derive(Debug)]
pub(crate) struct QueryScope {
    pub(crate) scope: GraphScope,
    pub(crate) conditions: Vec<String>,
}

impl QueryScope {
    /// Where to look for the subscriptions in scope.
    pub(crate) fn of_subscriptions(asked: &Scope, gateways: &[ResourcePath]) -> Self {
        let tenant = asked.tenant.as_deref().filter(|tenant| is_guid(tenant));
        let mut conditions: Vec<String> =
            tenant.iter().map(|tenant| query::any_of("tenantId", &[tenant])).collect();
        let subscriptions = if gateways.is_empty() {
            asked.subscriptions.clone()
        } else {
            subscriptions_of(gateways)
        };
        let (ids, names): (Vec<String>, Vec<String>) =
            subscriptions.into_iter().partition(|text| is_guid(text));
        let scope = if !asked.management_groups.is_empty() {
            GraphScope::ManagementGroups(asked.management_groups.clone())
        } else if ids.is_empty() && names.is_empty() {
            GraphScope::Tenant
        } else if names.is_empty() && ids.len() <= MOST_SUBSCRIPTIONS {
            GraphScope::Subscriptions(ids)
        } else {
            let columns = [("subscriptionId", ids), ("name", names)];
            let given = columns.iter().filter(|(_, values)| !values.is_empty());
            let either: Vec<String> =
                given.map(|(column, values)| query::any_of(column, values)).collect();
            conditions.push(format!("({})", either.join(" or ")));
            GraphScope::Tenant
        };
        Self { scope, conditions }
    }

    /// Where to look for the gateways, now that the ids of subscriptions given by name are known; nowhere if none is.
    pub(crate) fn of_gateways(self, asked: &Scope, found: &[Subscription]) -> Option<Self> {
        if asked.subscriptions.is_empty() || self.scope != GraphScope::Tenant {
            return Some(self);
        }
        let ids: Vec<String> = found.iter().map(|subscription| subscription.id.clone()).collect();
        match ids.len() {
            0 => None,
            1..=MOST_SUBSCRIPTIONS => {
                Some(Self { scope: GraphScope::Subscriptions(ids), conditions: Vec::new() })
            }
            _ => Some(Self {
                scope: GraphScope::Tenant,
                conditions: vec![query::any_of("subscriptionId", &ids)],
            }),
        }
    }
}

fn subscriptions_of(gateways: &[ResourcePath]) -> Vec<String> {
    let mut ids: Vec<String> = gateways.iter().map(ResourcePath::subscription).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Whether this is the id of a subscription or a tenant, and not its name.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123abcd-0000-0000-0000-0123456789AB";

    fn asked(subscriptions: &[&str]) -> Scope {
        Scope {
            subscriptions: subscriptions.iter().map(|text| (*text).to_owned()).collect(),
            ..Scope::default()
        }
    }

    #[test]
    fn ids_and_names_of_subscriptions() {
        assert!(is_guid(ID));
        for name in [
            "Production",
            "0123abcd-0000-0000-0000-0123456789ag",
            "0123abcd_0000-0000-0000-0123456789ab",
        ] {
            assert!(!is_guid(name), "{name}");
        }
    }

    #[test]
    fn a_whole_tenant_names_no_subscription() {
        let ground = QueryScope::of_subscriptions(&Scope::default(), &[]);
        assert_eq!(ground.scope, GraphScope::Tenant);
        assert!(ground.conditions.is_empty());
    }

    #[test]
    fn names_are_a_condition_until_their_ids_are_known() {
        let scope = asked(&[ID, "Production"]);
        let ground = QueryScope::of_subscriptions(&scope, &[]);
        assert_eq!(ground.scope, GraphScope::Tenant);
        assert_eq!(
            ground.conditions,
            [format!("(subscriptionId in~ ('{ID}') or name in~ ('Production'))")]
        );
        let found = [Subscription { id: ID.into(), ..Subscription::default() }];
        let ground = ground.of_gateways(&scope, &found).expect("one subscription is known");
        assert_eq!(ground.scope, GraphScope::Subscriptions(vec![ID.into()]));
        assert!(ground.conditions.is_empty());
    }

    #[test]
    fn more_ids_than_a_request_takes_are_a_condition() {
        let ids: Vec<String> =
            (0..301).map(|number| format!("{number:08x}-0000-0000-0000-000000000000")).collect();
        let scope = Scope { subscriptions: ids, ..Scope::default() };
        let ground = QueryScope::of_subscriptions(&scope, &[]);
        assert_eq!(ground.scope, GraphScope::Tenant);
        assert_eq!(ground.conditions.len(), 1);
    }
}
