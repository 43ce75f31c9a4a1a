//! How the child resources that stand by themselves join those written inside their parent.

use arm_template::same_name;

use crate::resource::reading::field::Field;
use crate::resource::reading::resource::Resource;

/// How a child that stands by itself relates to the same child in its parent.
#[derive(Clone, Copy)]
pub(crate) enum ChildPlacement {
    /// An exported parent lists its children as well: each counts once.
    Repeats,
    /// What a template deploys after its parent is what remains.
    Replaces,
    /// It may be deployed or not: both may remain.
    MayReplace,
}

impl ChildPlacement {
    /// By where the child was read.
    pub(crate) fn of(child: &Resource) -> Self {
        match (child.is_template(), child.conditional) {
            (false, _) => Self::Repeats,
            (true, false) => Self::Replaces,
            (true, true) => Self::MayReplace,
        }
    }

    /// Puts the child among those of its parent.
    pub(crate) fn place<T>(self, all: &mut Vec<T>, one: T, name: impl Fn(&T) -> &Field<String>) {
        let own = name(&one).value().map(String::as_str);
        let same = |other: &T| match (own, name(other).value()) {
            (Some(own), Some(other)) => same_name(own, other),
            _ => false,
        };
        match (self, all.iter().position(same)) {
            (Self::Repeats, Some(_)) => {}
            (Self::Replaces, Some(at)) => all[at] = one,
            _ => all.push(one),
        }
    }
}
