//! One answer of Azure's, kept as it came.

use std::{collections::HashSet, sync::Arc};

use jiff::Timestamp;

use crate::source::azure::Coverage;
use crate::source::azure::requests::client::Reply;
use crate::source::azure::resource_id::ResourcePath;

/// What a scan read.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The answers, sorted by name. Where two hold the same resource, the later one is the better one.
    pub answers: Vec<Answer>,
    /// What was seen, and what was not.
    pub coverage: Coverage,
}

/// One answer, byte for byte as it came, but for masked secrets.
///
/// Where two answers hold the same resource, the one whose name sorts last is the better one:
/// an answer by id (`resources/…`) is newer and fuller than a row of Resource Graph (`resource-graph/…`).
#[derive(Clone, Debug)]
pub struct Answer {
    /// A stable relative file name with forward slashes, such as `resource-graph/gateways-001.json`.
    pub name: String,
    /// The HTTP method of the request.
    pub method: &'static str,
    /// The request's path, with no more than harmless query parameters.
    pub path: String,
    /// The id of the resource that the answer is about, where it isn't in the answer itself.
    pub resource: Option<String>,
    /// The HTTP status.
    pub status: u16,
    /// When the answer had come.
    pub at: Timestamp,
    /// `x-ms-request-id`, for Microsoft's support.
    pub request_id: Option<String>,
    /// The JSON text.
    pub body: Arc<str>,
}

impl Answer {
    pub(crate) fn new(name: String, reply: &Reply, resource: Option<&ResourcePath>) -> Self {
        Self {
            name,
            method: reply.method,
            path: reply.path.clone(),
            resource: resource.map(|id| id.as_str().to_owned()),
            status: reply.status,
            at: reply.at,
            request_id: reply.request_id.clone(),
            body: reply.text.as_str().into(),
        }
    }
}

/// Gives every answer a file name that is the same in the next scan, fits every file system and is not taken.
#[derive(Debug, Default)]
pub(crate) struct AnswerFileNames {
    taken: HashSet<String>,
}

impl AnswerFileNames {
    /// The next page of a kind: `resource-graph/gateways-001.json`.
    pub(crate) fn page(&mut self, folder: &str, stem: &str) -> String {
        let mut number = 1;
        loop {
            let name = format!("{folder}/{stem}-{number:03}.json");
            if self.taken.insert(name.clone()) {
                return name;
            }
            number += 1;
        }
    }

    /// The file of one resource: `resources/<subscription>/<group>/virtualnetworkgateways/<name>.json`.
    pub(crate) fn resource(&mut self, folder: &str, id: &ResourcePath) -> String {
        let group = id.resource_group().unwrap_or_default();
        let kind = id.kind();
        let kind = kind.split_once('/').map_or(kind.as_str(), |(_, kind)| kind).replace('/', "-");
        let name = id.name().to_lowercase();
        let parts = [id.subscription(), group, kind, name];
        let path: Vec<String> =
            parts.iter().filter(|part| !part.is_empty()).map(|part| safe(part)).collect();
        let stem = format!("{folder}/{}", path.join("/"));
        let mut file = format!("{stem}.json");
        let mut number = 2;
        while !self.taken.insert(file.clone()) {
            file = format!("{stem}~{number}.json");
            number += 1;
        }
        file
    }
}

/// One path segment that Windows, macOS and Linux take, whatever a stranger called his resource.
pub(crate) fn safe(segment: &str) -> String {
    const LONGEST: usize = 100;
    let mut name: String = segment
        .chars()
        .take(LONGEST)
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '(' | ')') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let end = name.trim_end_matches('.').len();
    name.replace_range(end.., &"_".repeat(name.len() - end));
    let stem = name.split('.').next().unwrap_or_default();
    let reserved = matches!(stem, "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")));
    if reserved || name.starts_with('.') || name.is_empty() { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_every_file_system() {
        assert_eq!(safe("vng-hub_(1).x"), "vng-hub_(1).x");
        assert_eq!(safe("rg."), "rg_");
        assert_eq!(safe(".."), "__");
        assert_eq!(safe("con"), "_con");
        assert_eq!(safe("com1.x"), "_com1.x");
        assert_eq!(safe("a/b\\c:d\u{e9}"), "a_b_c_d_");
        assert_eq!(safe(".hidden"), "_.hidden");
        assert_eq!(safe(&"x".repeat(300)).len(), 100);
    }

    #[test]
    fn no_two_answers_share_a_file() {
        let mut names = AnswerFileNames::default();
        assert_eq!(names.page("resource-graph", "gateways"), "resource-graph/gateways-001.json");
        assert_eq!(names.page("resource-graph", "gateways"), "resource-graph/gateways-002.json");
        let id = |name| {
            let text = format!(
                "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/{name}"
            );
            ResourcePath::parse(&text).expect("a well-formed id")
        };
        assert_eq!(
            names.resource("resources", &id("a b")),
            "resources/s/rg/virtualnetworks/a_b.json"
        );
        assert_eq!(
            names.resource("resources", &id("a_b")),
            "resources/s/rg/virtualnetworks/a_b~2.json"
        );
    }
}
