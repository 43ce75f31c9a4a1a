//! The functions of the template language that need nothing but their arguments and the place of the deployment.

mod argument;
mod array;
mod cidr;
mod collation;
mod comparison;
mod container;
mod date;
mod date_format;
mod date_parts;
mod date_text;
mod duration;
mod encoding;
mod environment;
mod equality;
mod format;
mod hash;
mod json;
mod json_reader;
mod json_text;
mod logical;
mod number_format;
mod number_pattern;
mod numeric;
mod object;
mod place;
mod resource_id;
mod runtime;
mod search;
#[cfg(test)]
mod secrecy;
mod set;
mod stepping;
mod text;
mod uri;
mod uri_parts;
mod zones;

#[cfg(test)]
mod testing;

pub(crate) use resource_id::is_subscription_id;

use std::sync::LazyLock;

use crate::{Node, ProblemKind, Reason, Scope, Span, Value};

/// A call with its arguments evaluated.
pub(crate) struct Call<'a> {
    /// The name as the template writes it.
    pub(crate) name: &'a str,
    /// Where the call is written.
    pub(crate) at: Span,
    /// The arguments. None of them is [`Value::Unknown`] itself, unless the function says that it takes such
    /// ([`Function::takes_unknown`]); values inside arrays and objects may be.
    pub(crate) args: &'a [Node],
    /// Where the deployment goes.
    pub(crate) scope: &'a Scope,
}

/// What a function gives.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A value made by the function.
    Made(Value),
    /// One of the arguments, or a part of one, unchanged: its origin is kept.
    Selected(Node),
    /// A value made by the function, with its whole origin: it rests on more than the arguments.
    Traced(Node),
}

/// Why a function gives nothing.
#[derive(Debug, PartialEq)]
pub(crate) enum Fault {
    /// The author's mistake.
    Problem(ProblemKind, String),
    /// The value can't be known.
    Unknown(Reason),
}

/// A function of the language.
pub(crate) struct Function {
    /// The name in Microsoft's spelling.
    pub(crate) name: &'static str,
    /// The least number of arguments.
    pub(crate) least: usize,
    /// The greatest number of arguments; none: any number.
    pub(crate) most: Option<usize>,
    /// Whether an argument that can't be known may become a part of the result.
    pub(crate) takes_unknown: bool,
    /// The function itself.
    pub(crate) run: Run,
}

type Run = fn(&Call<'_>) -> Result<Outcome, Fault>;

impl Function {
    /// A function that takes exactly so many arguments.
    const fn exactly(name: &'static str, count: usize, run: Run) -> Self {
        Self { name, least: count, most: Some(count), takes_unknown: false, run }
    }

    /// A function that takes from so many to so many arguments.
    const fn between(name: &'static str, least: usize, most: usize, run: Run) -> Self {
        Self { name, least, most: Some(most), takes_unknown: false, run }
    }

    /// A function that takes so many arguments or more.
    const fn at_least(name: &'static str, least: usize, run: Run) -> Self {
        Self { name, least, most: None, takes_unknown: false, run }
    }

    /// The same function, but taking arguments that can't be known.
    const fn taking_unknown(self) -> Self {
        Self { takes_unknown: true, ..self }
    }
}

const FAMILIES: [&[Function]; 21] = [
    array::FUNCTIONS,
    cidr::FUNCTIONS,
    comparison::FUNCTIONS,
    container::FUNCTIONS,
    date::FUNCTIONS,
    encoding::FUNCTIONS,
    environment::FUNCTIONS,
    format::FUNCTIONS,
    hash::FUNCTIONS,
    json::FUNCTIONS,
    logical::FUNCTIONS,
    numeric::FUNCTIONS,
    object::FUNCTIONS,
    place::FUNCTIONS,
    resource_id::FUNCTIONS,
    runtime::FUNCTIONS,
    set::FUNCTIONS,
    stepping::FUNCTIONS,
    text::FUNCTIONS,
    uri::FUNCTIONS,
    zones::FUNCTIONS,
];

/// Every function, ordered by its name in lower case.
static ORDERED: LazyLock<Vec<(String, &'static Function)>> = LazyLock::new(|| {
    let mut ordered: Vec<_> = FAMILIES
        .iter()
        .flat_map(|family| family.iter())
        .map(|function| (function.name.to_ascii_lowercase(), function))
        .collect();
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

    #[test]
    fn every_function_is_found_under_its_name_in_any_case() {
        for function in FAMILIES.iter().flat_map(|family| family.iter()) {
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
