//! Which of the files around gateways may join one: what lies beside it, and what holds full ids.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::Request;
use super::load::{Raw, is_certificate};
use super::saved;
use crate::source::Concern;

/// What files around gateways have to have in common with one to be read.
pub(super) struct Relevance {
    /// The folders of files that name a gateway.
    folders: HashSet<PathBuf>,
    /// Whether the command line says where everything is deployed, so that templates in any folder may join.
    deployed_to: bool,
    /// Whether anything at all may be about a gateway.
    any: bool,
}

impl Relevance {
    /// Of all files that were found, in whatever language.
    pub(super) fn of(all: &[Raw], request: &Request) -> Self {
        let wanted =
            |raw: &Raw| raw.named || raw.concern == Concern::Gateway || is_certificate(raw);
        let near = all.iter().filter(|raw| raw.named || raw.mentions.gateway);
        let folders = near.filter_map(|raw| Some(raw.path.as_deref()?.parent()?.to_owned()));
        Self {
            folders: folders.collect(),
            deployed_to: request.scope.subscription_id.is_some(),
            any: all.iter().any(wanted),
        }
    }

    /// Whether anything at all may be about a gateway.
    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// Whether a file that names no gateway may still join one. Templates deploy into a subscription and resource group
    /// that nobody names, and so meet those of other folders only by full ids; links are followed wherever they lead.
    pub(super) fn holds(&self, raw: &Raw) -> bool {
        let beside = || {
            let folder = raw.path.as_deref().and_then(Path::parent);
            folder.is_none_or(|folder| self.folders.contains(folder))
        };
        // Which gateway the sessions of a scan are of, its index says.
        let of_a_scan = raw.path.as_deref().is_some_and(saved::is_named_for_sessions);
        self.any && (self.deployed_to || raw.mentions.full_id || of_a_scan || beside())
    }
}
