//! The subscription of a plan or a state, and ids with it in the place of what stands for it.

use std::collections::BTreeSet;

use arm_template::STAND_IN_SUBSCRIPTION;
use terraform_config::Saved;

/// The one subscription that the ids of a plan or a state name.
pub(in crate::terraform) fn subscription(saved: &Saved) -> Option<String> {
    let ids = saved.resources.iter().filter_map(|one| one.values.get("id")?.as_str());
    let named: BTreeSet<String> = ids
        .filter_map(|id| id.strip_prefix("/subscriptions/")?.split('/').next())
        .map(str::to_ascii_lowercase)
        .collect();
    (named.len() == 1).then(|| named.into_iter().next()).flatten()
}

/// An id with the subscription in the place of what stands for it.
pub(super) fn with_subscription(id: &str, subscription: Option<&str>) -> Option<String> {
    let rest = id.strip_prefix("/subscriptions/")?.strip_prefix(STAND_IN_SUBSCRIPTION)?;
    Some(format!("/subscriptions/{}{rest}", subscription?))
}
