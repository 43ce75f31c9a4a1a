//! Which of the files around gateways may join one: what lies beside it, and what a chain of full ids leads to.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::loaded::{InputFile, is_certificate, is_named_for_sessions};
use crate::run::request::Request;
use crate::source::{Concern, FullId};

/// What files around gateways have to have in common with one to be read.
pub(crate) struct Relevance {
    /// The folders of files that name a gateway.
    folders: HashSet<PathBuf>,
    /// The full ids in files that are read, also in those that are read for one of these.
    ids: HashSet<FullId>,
    /// Whether the command line says where everything is deployed, so that templates in any folder may join.
    deployed_to: bool,
    /// Whether anything at all may be about a gateway.
    any: bool,
}

impl Relevance {
    /// Of all files that were found, in whatever language.
    pub(crate) fn of(all: &[InputFile], request: &Request) -> Self {
        let wanted = |file: &InputFile| {
            file.named || file.mentions.concern == Concern::Gateway || is_certificate(file)
        };
        let near = all.iter().filter(|file| file.named || file.mentions.gateway);
        let folders = near.filter_map(|file| Some(file.path.as_deref()?.parent()?.to_owned()));
        let mut relevance = Self {
            folders: folders.collect(),
            ids: HashSet::new(),
            deployed_to: request.scope.subscription_id.is_some(),
            any: all.iter().any(wanted),
        };
        let first = (0..all.len()).filter(|at| wanted(&all[*at]) || relevance.holds(&all[*at]));
        let first = first.collect();
        relevance.join(first, all);
        relevance
    }

    /// Takes in the ids of the files at these places, and of all that join them by one; how many ids were looked at for it.
    fn join(&mut self, first: Vec<usize>, all: &[InputFile]) -> usize {
        let mut by_id: HashMap<FullId, Vec<usize>> = HashMap::new();
        for (at, file) in all.iter().enumerate() {
            for id in &file.mentions.full_ids {
                by_id.entry(*id).or_default().push(at);
            }
        }
        // Each file is looked at once, however many ids it shares with others.
        let mut seen = vec![false; all.len()];
        let (mut open, mut looked_at) = (first, 0);
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            looked_at += all[at].mentions.full_ids.len();
            for id in &all[at].mentions.full_ids {
                if self.ids.insert(*id) {
                    open.extend(by_id.remove(id).unwrap_or_default());
                }
            }
        }
        looked_at
    }

    /// Whether anything at all may be about a gateway.
    pub(crate) fn any(&self) -> bool {
        self.any
    }

    /// Whether a file that names no gateway may still join one. Templates deploy into a subscription and resource group
    /// that nobody names, and so meet those of other folders only by full ids; links are followed wherever they lead.
    pub(crate) fn holds(&self, file: &InputFile) -> bool {
        let beside = || {
            let folder = file.path.as_deref().and_then(Path::parent);
            folder.is_none_or(|folder| self.folders.contains(folder))
        };
        // Which gateway the sessions of a scan are of, its index says.
        let of_a_scan = file.path.as_deref().is_some_and(is_named_for_sessions);
        let shares_id = || file.mentions.full_ids.iter().any(|id| self.ids.contains(id));
        self.any && (self.deployed_to || of_a_scan || beside() || shares_id())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Relevance;
    use crate::run::inputs::loaded::InputFile;

    #[test]
    fn files_that_share_many_ids_are_looked_at_once() {
        let ids = |from: usize| {
            let id = |at| {
                format!("/subscriptions/s/resourceGroups/g/providers/A.B/virtualNetworks/{at}\n")
            };
            (from..from + 50).map(id).collect::<String>()
        };
        let file = |text: String| {
            InputFile::new(None, "export.json".to_owned(), true, Ok(text.into_bytes()))
        };
        // Three of the same ids, one that shares a single id with them, one that shares one with that, and one apart.
        let all = [
            file(ids(0)),
            file(ids(0)),
            file(ids(0)),
            file(ids(49)),
            file(ids(98)),
            file(ids(900)),
        ];
        let mut relevance = Relevance {
            folders: HashSet::new(),
            ids: HashSet::new(),
            deployed_to: false,
            any: true,
        };
        assert_eq!(relevance.join(vec![0], &all), 5 * 50);
        assert_eq!(relevance.ids.len(), 50 + 49 + 49);
    }
}
