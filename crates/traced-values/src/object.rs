//! Looking up the members of an object: the exact name first, then without regard to case.

use std::borrow::Cow;

use crate::value::NameIndex;
use crate::value::{Array, Member, Node, Object};

/// Up to here a walk over the members is faster than an index.
const FEW: usize = 8;

impl Object {
    /// The member's value, by its exact name or else without regard to case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.member(name).map(|member| &member.value)
    }

    /// The member of this exact name, or else of this name without regard to case.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        if self.members.len() <= FEW {
            let exact = self.members.iter().find(|member| &*member.name == name);
            return exact
                .or_else(|| self.members.iter().find(|member| same_name(&member.name, name)));
        }
        let index = self.index.get_or_init(|| index(&self.members));
        let found = index.get(&*folded(name))?;
        let mut candidates = found.iter().filter_map(|place| self.members.get(*place as usize));
        candidates.clone().find(|member| &*member.name == name).or_else(|| candidates.next())
    }

    /// The members in their order.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Whether an expression, an escaped literal or a copy loop stands somewhere inside (of a document as written).
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        self.dynamic
    }
}

impl Array {
    /// The elements in their order.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        &self.items
    }

    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether an expression, an escaped literal or a copy loop stands somewhere inside (of a document as written).
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        self.dynamic
    }
}

fn index(members: &[Member]) -> NameIndex {
    let mut index = NameIndex::with_capacity(members.len());
    for (place, member) in (0u32..).zip(members) {
        index.entry(folded(&member.name).into()).or_default().push(place);
    }
    index
}

/// The name in one case, for comparing names without regard to case.
#[must_use]
pub fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(name.to_lowercase())
    }
}

/// Whether two names are the same but for case.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || (!(one.is_ascii() && other.is_ascii()) && folded(one) == folded(other))
}
