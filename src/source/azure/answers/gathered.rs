//! What a scan has gathered so far.

use std::collections::{BTreeMap, HashSet};

use crate::source::azure::answers::answer::Names;
use crate::source::azure::questions::links;
use crate::source::azure::questions::links::Found;
use crate::source::azure::questions::resource_id::ResourceId;
use crate::source::azure::requests::client::Reply;
use crate::source::azure::requests::pages::{Pages, Trouble};
use crate::source::azure::requests::refusal::RequestError;
use crate::source::azure::{Answer, NotRead};

/// The answers and what was found in them.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) answers: Vec<Answer>,
    pub(crate) not_read: Vec<NotRead>,
    names: Names,
    /// By id in lower case.
    found: BTreeMap<String, Found>,
    /// What was read, or tried, by its id and not as a row.
    by_id: HashSet<String>,
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
    pub(crate) fn resource(&mut self, id: &ResourceId, result: Result<Reply, RequestError>) {
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
    pub(crate) fn about(&mut self, folder: &str, id: &ResourceId, reply: &Reply) {
        let name = self.names.resource(folder, id);
        self.answers.push(Answer::new(name, reply, Some(id)));
    }

    pub(crate) fn missed(&mut self, what: &str, error: &RequestError) {
        let missed = NotRead::refused(what, error);
        if !self.not_read.contains(&missed) {
            self.not_read.push(missed);
        }
    }

    pub(crate) fn has(&self, id: &ResourceId) -> bool {
        self.found.contains_key(&id.key())
    }

    pub(crate) fn was_read_by_id(&self, id: &ResourceId) -> bool {
        self.by_id.contains(&id.key())
    }

    pub(crate) fn get(&self, id: &ResourceId) -> Option<&Found> {
        self.found.get(&id.key())
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Found> {
        self.found.values()
    }

    pub(crate) fn gateways(&self) -> impl Iterator<Item = &Found> {
        self.all().filter(|found| found.is_gateway())
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    fn keep(&mut self, name: String, reply: &Reply, about: Option<&ResourceId>) {
        for found in links::resources(&reply.value).into_iter().filter_map(Found::read) {
            if !found.id.kind().is_empty() {
                self.found.insert(found.id.key(), found);
            }
        }
        self.answers.push(Answer::new(name, reply, about));
    }
}

/// What a resource is called in a sentence.
pub(crate) fn noun(id: &ResourceId) -> String {
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
