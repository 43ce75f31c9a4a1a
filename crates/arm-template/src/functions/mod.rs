//! The functions of the template language that need nothing but their arguments and the place of the deployment.

mod argument;
mod cidr;
mod collections;
mod dates;
mod function;
mod json;
mod logic;
mod members;
mod numbers;
mod resources;
#[cfg(test)]
mod secrecy;
mod strings;
#[cfg(test)]
mod testing;
mod unicode;

pub(crate) use function::{Call, Fault, Function, Outcome};
pub(crate) use resources::resource_id::is_subscription_id;

use std::sync::LazyLock;

const FAMILIES: [&[&[Function]]; 7] = [
    &[cidr::FUNCTIONS, dates::FUNCTIONS],
    &collections::FAMILIES,
    &[json::FUNCTIONS],
    &logic::FAMILIES,
    &[numbers::FUNCTIONS],
    &resources::FAMILIES,
    &strings::FAMILIES,
];

/// Every function, in the order of the families.
fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().copied().flatten().copied().flatten()
}

/// Every function, ordered by its name in lower case.
static ORDERED: LazyLock<Vec<(String, &'static Function)>> = LazyLock::new(|| {
    let mut ordered: Vec<_> =
        all().map(|function| (function.name.to_ascii_lowercase(), function)).collect();
    ordered.sort_by(|one, other| one.0.cmp(&other.0));
    ordered
});

/// The fewest and the most arguments that a function of the template language takes; none of one that decides itself what
/// is evaluated, and of one that isn't there.
#[must_use]
pub fn arguments_of(name: &str) -> Option<(usize, Option<usize>)> {
    find(name).map(|function| (function.least, function.most))
}

/// The function of this name, without regard to case.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    let wanted = name.bytes().map(|byte| byte.to_ascii_lowercase());
    let place = ORDERED.binary_search_by(|(name, _)| name.bytes().cmp(wanted.clone())).ok()?;
    ORDERED.get(place).map(|(_, function)| *function)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scope, Span};

    #[test]
    fn every_function_is_found_under_its_name_in_any_case() {
        for function in all() {
            let upper = function.name.to_ascii_uppercase();
            assert_eq!(find(&upper).map(|found| found.name), Some(function.name));
        }
        assert!(find("nosuch").is_none());
        assert!(find("").is_none());
    }

    #[test]
    fn no_name_is_there_twice() {
        let mut names: Vec<_> = ORDERED.iter().map(|(name, _)| name).collect();
        names.dedup();
        assert_eq!(names.len(), ORDERED.len());
    }

    #[test]
    fn a_call_without_arguments_is_a_fault_and_no_panic() {
        let scope = Scope::default();
        let at = Span::new(crate::SourceId(0), 0, 0);
        for (name, function) in ORDERED.iter() {
            let call = Call { name, at, args: &[], scope: &scope };
            assert!((function.run)(&call).is_err() || function.least == 0, "{name}");
        }
    }
}
