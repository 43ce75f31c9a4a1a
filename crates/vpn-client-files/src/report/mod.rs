//! Reports of a machine, as the scripts beside this file write them: read with places, and described by one schema.

#[macro_use]
mod part;
#[cfg(test)]
mod powershell;
mod script;
mod sections;
#[cfg(test)]
mod tests;

use serde_json::{Value as Json, json};
use traced_values::{Node, Span};

pub use part::{Located, Malformed, Part, UnknownName};
pub use script::{Platform, script};
pub use sections::{
    Adapter, Connection, Event, Interface, Miniport, NameResolution, NameRule, Phonebook,
    PhonebookEntry, PrivateKey, ProfileFolder, Proxy, Reachability, Registry, Route, Sleep,
    StoredCertificate, System,
};

/// What `kind` says in every report.
pub const KIND: &str = "gatelint client report";

/// The version that this reads.
pub const VERSION: i64 = 1;

/// A part of a report that stands for itself: one may fail while the others are whole.
#[derive(Clone, Debug)]
pub enum Section<T> {
    /// What it says, and where.
    Read(Located<T>),
    /// Its name, and why the script couldn't write it or why it can't be read.
    Failed(&'static str, Located<String>),
    /// The name of what isn't there, and where it isn't.
    Missing(&'static str, Span),
}

impl<T> Section<T> {
    /// What it says, if it is there and whole.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Read(read) => Some(&read.value),
            Self::Failed(..) | Self::Missing(..) => None,
        }
    }
}

macro_rules! sections {
    ($($(#[doc = $about:literal])+ $field:ident $key:literal: $type:ty,)+) => {
        /// A report of a machine.
        #[derive(Clone, Debug)]
        pub struct Report {
            /// Where it stands.
            pub span: Span,
            /// Which system it is of.
            pub platform: Option<Located<String>>,
            /// When it was written.
            pub written: Option<Located<String>>,
            /// What it has and this version doesn't know.
            pub unknown: Vec<UnknownName>,
            $($(#[doc = $about])+ pub $field: Section<$type>,)+
        }

        /// The names of all sections.
        pub const SECTIONS: &[&str] = &[$($key),+];

        fn read_sections(node: &Node, platform: Option<Located<String>>, written: Option<Located<String>>) -> Report {
            let mut unknown = Vec::new();
            let mut known = HEAD.to_vec();
            known.extend(SECTIONS);
            part::others(node, &known, "", &mut unknown);
            Report {
                span: node.span(),
                platform,
                written,
                $($field: section(node, $key, &mut unknown),)+
                unknown,
            }
        }

        impl Report {
            /// What failed: the name of each section, and why.
            #[must_use]
            pub fn failures(&self) -> Vec<(&'static str, &Located<String>)> {
                let mut failures = Vec::new();
                $(if let Section::Failed(name, why) = &self.$field {
                    failures.push((*name, why));
                })+
                failures
            }
        }

        fn schemas_of_sections() -> Vec<(&'static str, &'static str, Json, bool)> {
            vec![$(($key, concat!($($about),+), schema_of_section::<$type>(), false)),+]
        }

        fn names_of_sections(names: &mut Vec<String>) {
            $({
                names.push($key.to_owned());
                <$type as Part>::names($key, names);
            })+
        }
    };
}

sections! {
    /// The operating system.
    system "operatingSystem": System,
    /// Values of the registry that Microsoft's article names.
    registry "registry": Registry,
    /// The certificates of the stores for clients and for trust.
    certificates "certificates": Vec<StoredCertificate>,
    /// The VPN connections of the system.
    connections "connections": Vec<Connection>,
    /// The private keys of connections, of Linux and macOS.
    private_keys "privateKeys": Vec<PrivateKey>,
    /// The phone books of Windows.
    phonebooks "phonebooks": Vec<Phonebook>,
    /// Folders of packages and clients.
    profile_folders "profileFolders": Vec<ProfileFolder>,
    /// The network adapters and their drivers.
    adapters "adapters": Vec<Adapter>,
    /// The devices that tunnels of Windows dial with.
    miniports "miniports": Vec<Miniport>,
    /// The network interfaces.
    interfaces "interfaces": Vec<Interface>,
    /// The routes.
    routes "routes": Vec<Route>,
    /// How names are resolved.
    name_resolution "nameResolution": NameResolution,
    /// The proxies.
    proxy "proxy": Proxy,
    /// What could be reached; only there when it was asked for.
    reachability "reachability": Vec<Reachability>,
    /// After how long the machine sleeps.
    sleep "sleep": Sleep,
    /// The last events of the VPN.
    events "events": Vec<Event>,
}

/// What a report has besides its sections.
const HEAD: &[&str] = &["$schema", "kind", "version", "platform", "written"];

/// The report, if it is one.
///
/// # Errors
/// When it is a report of a version that this doesn't know; then the words say so.
#[must_use]
pub fn read(node: &Node) -> Option<Result<Report, String>> {
    if node.get("kind").and_then(Node::as_str) != Some(KIND) {
        return None;
    }
    let version = node.get("version").and_then(Node::as_i64);
    if version != Some(VERSION) {
        let version =
            version.map_or("no version".to_owned(), |version| format!("version {version}"));
        return Some(Err(format!(
            "a report of a client's machine of {version}, and this gatelint reads version {VERSION}: print the script with this gatelint, and run it again"
        )));
    }
    let text = |name: &str| {
        let node = node.get(name)?;
        Some(Located { value: node.as_str()?.to_owned(), span: node.span() })
    };
    Some(Ok(read_sections(node, text("platform"), text("written"))))
}

fn section<T: Part>(node: &Node, name: &'static str, unknown: &mut Vec<UnknownName>) -> Section<T> {
    let Some(value) = node.get(name) else {
        let span = node.span();
        return Section::Missing(name, Span::new(span.source, span.start, span.start));
    };
    if let Some(error) = failure(value) {
        return Section::Failed(name, Located { value: error.to_owned(), span: value.span() });
    }
    match T::read(value, name, unknown) {
        Ok(read) => Section::Read(Located { value: read, span: value.span() }),
        Err(fault) => Section::Failed(name, Located { value: fault.why, span: fault.span }),
    }
}

/// What a section says that failed: `{ "error": "…" }` and nothing else.
fn failure(node: &Node) -> Option<&str> {
    match node.members() {
        [only] if &*only.name == "error" => only.value.as_str(),
        _ => None,
    }
}

fn schema_of_section<T: Part>() -> Json {
    let failed = part::object(vec![(
        "error",
        "Why the script couldn't write this section.",
        json!({ "type": "string" }),
        true,
    )]);
    json!({ "anyOf": [T::schema(), failed] })
}

/// The schema of reports, as `docs/client-report.schema.json` publishes it.
#[must_use]
pub fn schema() -> Json {
    let mut members = vec![
        ("$schema", "The address of this schema.", json!({ "type": "string" }), false),
        ("kind", "What the document is.", json!({ "const": KIND }), true),
        ("version", "The version of the format.", json!({ "const": VERSION }), true),
        (
            "platform",
            "Which system the report is of.",
            json!({ "enum": ["windows", "macos", "linux"] }),
            true,
        ),
        ("written", "When it was written, in UTC.", json!({ "type": "string" }), true),
    ];
    members.extend(schemas_of_sections());
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gatelint:schema:client-report:1",
        "title": "A report of a VPN client's machine, as the scripts of gatelint client-report write it",
    });
    if let Json::Object(object) = part::object(members) {
        for (name, value) in object {
            schema[name] = value;
        }
    }
    schema
}

/// Every name that a report may have, with the names above it: `certificates.thumbprint`.
#[must_use]
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = HEAD.iter().map(|name| (*name).to_owned()).collect();
    names_of_sections(&mut names);
    names
}
