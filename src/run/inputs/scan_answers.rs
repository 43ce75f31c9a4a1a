//! Answers of live scans: from memory, or from the folder that a scan was saved to.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use arm_template::Node;

use super::loaded::{LoadedInputs, Loading, Tag};
use crate::document::Contents;
use crate::files::display;
use crate::resource::{Kind, Resource};

/// Tags the answers of saved scans by the indexes that lie beside them, and drops the indexes.
pub(crate) fn tag(inputs: &mut LoadedInputs) {
    let mut tags: HashMap<PathBuf, Tag> = HashMap::new();
    for document in &inputs.loaded {
        let (Loading::Json(Contents::ScanIndex(index)), Some(path)) =
            (&document.kind, &document.path)
        else {
            continue;
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        for entry in index.get("answers").map_or(&[][..], Node::items) {
            if let Some(file) = entry.get("file").and_then(Node::as_str) {
                let resource = entry.get("resource").and_then(Node::as_str).map(str::to_owned);
                tags.insert(folder.join(file), Tag { resource });
            }
        }
    }
    // The scan's own lists, as of subscriptions, concern no gateway and were never meant to.
    let answers: HashSet<String> = tags.keys().map(|path| display(path)).collect();
    inputs.passed_over.retain(|passed| !answers.contains(&passed.source));
    for document in &mut inputs.loaded {
        if let Some(tag) = document.path.as_ref().and_then(|path| tags.remove(path)) {
            document.answer = Some(tag);
        }
    }
    inputs
        .loaded
        .retain(|document| !matches!(document.kind, Loading::Json(Contents::ScanIndex(_))));
}

/// Resources as they are read.
#[derive(Default)]
pub(crate) struct Resources {
    pub(crate) all: Vec<Resource>,
    of_answers: HashMap<(Kind, String), usize>,
}

impl Resources {
    /// Takes in the resources of a document. Of two answers that hold the same resource the later one is the fuller one.
    pub(crate) fn take(&mut self, resources: Vec<Resource>, is_answer: bool) {
        for resource in resources {
            let key = resource.id.as_ref().map(|id| (resource.kind, id.key().to_owned()));
            match key.filter(|_| is_answer) {
                Some(key) => {
                    let at = *self.of_answers.entry(key).or_insert(self.all.len());
                    if at == self.all.len() {
                        self.all.push(resource);
                    } else {
                        self.all[at] = resource;
                    }
                }
                None => self.all.push(resource),
            }
        }
    }
}
