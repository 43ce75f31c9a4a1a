//! The members of an object that is being made, each name once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::unicode::case::upper;
use crate::Member;

/// Members without two of the same name.
#[derive(Default)]
pub(crate) struct Members {
    pub(crate) list: Vec<Member>,
    places: HashMap<Arc<str>, usize>,
    caseless: bool,
}

impl Members {
    /// No members yet; names that differ only in case are the same.
    pub(crate) fn caseless() -> Self {
        Self { caseless: true, ..Self::default() }
    }

    /// The members of an object, to put others to them, in whatever case.
    pub(crate) fn of(members: &[Member]) -> Self {
        let mut all = Self::caseless();
        for member in members {
            all.put(member.clone());
        }
        all
    }

    /// The place of the member of this name.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(&*self.key(name)).copied()
    }

    /// Puts a member in the place of the one of the same name, or at the end.
    pub(crate) fn put(&mut self, member: Member) {
        if let Some(place) = self.place(&member.name) {
            self.list[place] = member;
        } else {
            let key = self.key(&member.name).into();
            self.places.insert(key, self.list.len());
            self.list.push(member);
        }
    }

    /// Puts a value under the name of the member that is there, or a member at the end.
    pub(crate) fn put_value(&mut self, member: &Member) {
        match self.place(&member.name) {
            Some(place) => self.list[place].value = member.value.clone(),
            None => self.put(member.clone()),
        }
    }

    fn key<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.caseless { name.chars().map(upper).collect::<String>().into() } else { name.into() }
    }
}
