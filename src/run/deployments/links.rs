//! Linked templates: they are read from the folders that are given, and from nowhere else.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arm_template::{LoadError, Loader, Member, Node, Parsed, SourceId, TemplateLink, Value};

use super::template_file::TemplateFile;
use crate::document::without_tokens;
use crate::files::{self, Boundary, FileError, canonical, display, tidy};
use crate::resource::{Resource, ResourceId};
use crate::run::request::Request;
use crate::run::sources::add;
use crate::source::{self, Overlay, Sources};

/// The scheme of the addresses that files are given for `deployment().properties.templateLink.uri`.
const SCHEME: &str = "file://";

/// Follows links between files.
pub(crate) struct Links<'a> {
    sources: &'a Mutex<Sources>,
    boundary: Boundary,
    max_bytes: u64,
    overlay: &'a Overlay,
    paths: Mutex<HashMap<SourceId, PathBuf>>,
    read: Mutex<HashMap<PathBuf, (SourceId, Parsed)>>,
    known: HashMap<PathBuf, (SourceId, Node)>,
    followed: Mutex<HashSet<SourceId>>,
    /// Resources that were exported, by their ids in lower case.
    exported: HashMap<String, Node>,
    /// Whether tokens in the templates stand for values that are not known.
    hides_tokens: bool,
}

impl<'a> Links<'a> {
    /// Between the templates that are read and whatever else lies in the folders of the request.
    pub(crate) fn new(
        templates: &[TemplateFile],
        request: &'a Request,
        sources: &'a Mutex<Sources>,
    ) -> Self {
        let mut paths = HashMap::new();
        let mut known = HashMap::new();
        for written in templates {
            if let Some(path) = written.path.as_deref().and_then(|path| canonical(path).ok()) {
                paths.insert(written.source, path.clone());
                known.insert(path, (written.source, written.template.node.clone()));
            }
        }
        Self {
            sources,
            boundary: request.boundary(),
            max_bytes: request.max_bytes,
            overlay: &request.overlay,
            paths: Mutex::new(paths),
            read: Mutex::default(),
            known,
            followed: Mutex::default(),
            exported: HashMap::new(),
            hides_tokens: false,
        }
    }

    /// The same, with resources that `reference()` finds though no template deploys them.
    pub(crate) fn with_exported(mut self, resources: &[Resource]) -> Self {
        let full = resources.iter().filter(|resource| resource.has_full_id());
        self.exported = full
            .filter_map(|resource| Some((resource.id.as_ref()?.key().to_owned(), answer(resource))))
            .collect();
        self
    }

    /// The same, taking texts with tokens for values that are not known.
    pub(crate) fn hiding_tokens(self) -> Self {
        Self { hides_tokens: true, ..self }
    }

    /// The sources that another template links to.
    pub(crate) fn followed(&self) -> HashSet<SourceId> {
        lock(&self.followed).clone()
    }

    /// The documents that were read by following links.
    pub(crate) fn into_roots(self) -> Vec<Node> {
        let read = self.read.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut roots: Vec<_> =
            read.into_values().filter_map(|(id, parsed)| Some((id, parsed.node?))).collect();
        roots.sort_by_key(|(id, _)| *id);
        roots.into_iter().map(|(_, node)| node).collect()
    }

    fn target(&self, from: SourceId, link: TemplateLink<'_>) -> Result<PathBuf, LoadError> {
        let path = match link {
            TemplateLink::Relative(relative) => {
                let paths = lock(&self.paths);
                let base = paths.get(&from).ok_or(LoadError::Remote)?;
                base.parent().unwrap_or(Path::new("/")).join(relative.replace('\\', "/"))
            }
            TemplateLink::Uri(uri) => {
                let rest = uri.strip_prefix(SCHEME).ok_or(LoadError::Remote)?;
                let rest = rest.split(['?', '#']).next().unwrap_or(rest);
                if cfg!(windows) { windows_path(rest).into() } else { rest.into() }
            }
        };
        Ok(tidy(&path))
    }
}

impl Loader for Links<'_> {
    fn address(&self, source: SourceId) -> Option<Arc<str>> {
        let paths = lock(&self.paths);
        let path = paths.get(&source)?;
        Some(address(&display(path)).into())
    }

    fn load(&self, from: SourceId, link: TemplateLink<'_>) -> Result<Parsed, LoadError> {
        let path = self.target(from, link)?;
        if let Some((id, node)) = self.known.get(&path) {
            lock(&self.followed).insert(*id);
            return Ok(Parsed { node: Some(node.clone()), problems: Vec::new() });
        }
        let mut read = lock(&self.read);
        if let Some((id, parsed)) = read.get(&path) {
            lock(&self.followed).insert(*id);
            return Ok(parsed.clone());
        }
        let unread = |error: FileError| match error {
            FileError::Outside => LoadError::Refused(error.to_string()),
            error => not_found(&path, &error.to_string()),
        };
        let real = self.boundary.place(&path).map_err(unread)?;
        let bytes = self.overlay.read(&real, self.max_bytes).map_err(unread)?;
        let here = files::real(Path::new("."));
        let inside = real.strip_prefix(here).unwrap_or(&real);
        let source = source::source(display(inside), bytes).at(&real);
        let text = source.text.clone();
        let id = add(self.sources, source);
        let mut parsed = arm_template::parse(&text, id);
        if self.hides_tokens {
            parsed.node = parsed.node.as_ref().map(without_tokens);
        }
        lock(&self.paths).insert(id, path.clone());
        lock(&self.followed).insert(id);
        read.insert(path, (id, parsed.clone()));
        Ok(parsed)
    }

    fn resource(&self, id: &str) -> Option<Node> {
        self.exported.get(ResourceId::parse(id)?.key()).cloned()
    }
}

/// The address of a whole path as reports write it: `/srv/a`, `C:/a`, `//server/share/a`.
fn address(path: &str) -> String {
    match path.strip_prefix("//") {
        Some(share) => format!("{SCHEME}{share}"),
        None if path.starts_with('/') => format!("{SCHEME}{path}"),
        None => format!("{SCHEME}/{path}"),
    }
}

/// The path of Windows that an address leads to, without its scheme: `/C:/a`, `server/share/a`.
fn windows_path(rest: &str) -> String {
    match rest.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => format!("//{rest}"),
    }
}

/// A resource as the service answers about it: where a tool laid its properties flat, they stand under `properties` too.
fn answer(resource: &Resource) -> Node {
    let node = resource.reader.node();
    if !resource.reader.shape().is_flat() {
        return node.clone();
    }
    let mut members = node.members().to_vec();
    if let Some(first) = members.first().cloned() {
        members.push(Member { name: "properties".into(), value: node.clone(), ..first });
    }
    Node { value: Value::object(members), origin: node.origin.clone() }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn not_found(path: &Path, why: &str) -> LoadError {
    LoadError::NotFound(format!(
        "{}: {why}",
        path.file_name().unwrap_or_default().to_string_lossy()
    ))
}

#[cfg(test)]
mod tests {
    use super::{SCHEME, address, windows_path};

    #[test]
    fn addresses_lead_back_to_their_files() {
        assert_eq!(address("/srv/hub.json"), "file:///srv/hub.json");
        for (path, wanted) in [
            ("C:/infra/hub.json", "file:///C:/infra/hub.json"),
            ("//server/share/hub.json", "file://server/share/hub.json"),
        ] {
            let address = address(path);
            assert_eq!(address, wanted);
            assert_eq!(windows_path(address.strip_prefix(SCHEME).expect("the scheme")), path);
        }
    }
}
