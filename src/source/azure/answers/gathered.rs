//! What a scan has gathered so far.

use std::collections::{BTreeMap, HashSet};

use crate::source::azure::answers::answer::AnswerFileNames;
use crate::source::azure::refusal::RequestError;
use crate::source::azure::requests::client::Reply;
use crate::source::azure::requests::pages::{Pages, Trouble};
use crate::source::azure::resource_id::ResourcePath;
use crate::source::azure::rows;
use crate::source::azure::{Answer, NotRead};

/// The answers, and the ids of the resources in them.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) answers: Vec<Answer>,
    pub(crate) not_read: Vec<NotRead>,
    names: AnswerFileNames,
    /// The resources in the answers, by their ids in lower case.
    found: BTreeMap<String, ResourcePath>,
    /// What was read, or tried, by its id and not as a row.
    by_id: HashSet<String>,
    /// What was asked for by its id.
    asked_for: HashSet<String>,
    /// The lists of children that were asked for, by their paths in lower case.
    pub(crate) lists: HashSet<String>,
}

impl Reading {
    /// Keeps pages of rows or of a list, and says why if some are missing.
    pub(crate) fn pages(&mut self, folder: &str, stem: &str, what: &str, pages: Pages) {
        for reply in pages.replies {
            let name = self.names.page(folder, stem);
            self.keep(name, &reply, None);
        }
        match pages.trouble {
            Some(Trouble::Request(error)) => self.missed(what, &error),
            Some(Trouble::Incomplete(why)) => self.not_read.push(NotRead::because(what, why)),
            None => {}
        }
    }

    /// Keeps one resource that was read by its id, or says why it could not be read.
    pub(crate) fn resource(&mut self, id: &ResourcePath, result: Result<Reply, RequestError>) {
        self.by_id.insert(id.key());
        match result {
            Ok(reply) => {
                let name = self.names.resource("resources", id);
                self.keep(name, &reply, None);
            }
            Err(error) => self.missed(&noun(id), &error),
        }
    }

    /// Keeps an answer about a resource that isn't the resource itself.
    pub(crate) fn about(&mut self, folder: &str, id: &ResourcePath, reply: &Reply) {
        let name = self.names.resource(folder, id);
        self.answers.push(Answer::new(name, reply, Some(id)));
    }

    pub(crate) fn missed(&mut self, what: &str, error: &RequestError) {
        let missed = NotRead::refused(what, error);
        if !self.not_read.contains(&missed) {
            self.not_read.push(missed);
        }
    }

    pub(crate) fn has(&self, id: &ResourcePath) -> bool {
        self.found.contains_key(&id.key())
    }

    pub(crate) fn was_read_by_id(&self, id: &ResourcePath) -> bool {
        self.by_id.contains(&id.key())
    }

    /// Whether it was asked for by its id, as a row or by itself.
    pub(crate) fn was_asked_for(&self, id: &ResourcePath) -> bool {
        self.asked_for.contains(&id.key())
    }

    pub(crate) fn ask_for(&mut self, id: &ResourcePath) {
        self.asked_for.insert(id.key());
    }

    /// The gateways of which an answer has come.
    pub(crate) fn gateways(&self) -> impl Iterator<Item = &ResourcePath> {
        self.found.values().filter(|id| rows::is_gateway(id))
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    fn keep(&mut self, name: String, reply: &Reply, about: Option<&ResourcePath>) {
        self.found.extend(rows::ids(&reply.value).map(|id| (id.key(), id)));
        self.answers.push(Answer::new(name, reply, about));
    }
}

/// What a resource is called in a sentence.
pub(crate) fn noun(id: &ResourcePath) -> String {
    let kind = match id.kind().strip_prefix("microsoft.network/").unwrap_or_default() {
        "virtualnetworkgateways" => "virtual network gateway",
        "virtualnetworks" => "virtual network",
        "publicipaddresses" => "public IP address",
        "routetables" => "route table",
        "networksecuritygroups" => "network security group",
        "localnetworkgateways" => "local network gateway",
        "connections" => "connection",
        "p2svpngateways" => "point-to-site gateway",
        "vpnserverconfigurations" => "VPN server configuration",
        "virtualhubs" => "virtual hub",
        _ => "resource",
    };
    format!("{kind} {}", id.as_str())
}
