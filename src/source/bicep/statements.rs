//! The statements of Bicep files that name other files.

use super::super::source;
use super::kind::BicepFile;

/// What a parameters file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Using {
    /// A file, by its path from the folder of the parameters file.
    File(String),
    /// A module of a registry or a template spec.
    Remote(String),
    /// Nothing by itself: other parameters files extend it.
    None,
}

/// What a Bicep file names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// The modules that it uses.
    pub modules: Vec<String>,
    /// What it is for, if it is a parameters file.
    pub using: Option<Using>,
}

impl Statements {
    /// Those of a file with these bytes.
    #[must_use]
    pub fn of(kind: BicepFile, bytes: Vec<u8>) -> Self {
        let text = source(String::new(), bytes).text;
        match kind {
            BicepFile::Template => {
                Self { modules: modules(&text).map(str::to_owned).collect(), using: None }
            }
            BicepFile::Parameters => Self { modules: Vec::new(), using: using(&text) },
        }
    }
}

/// What a `.bicepparam` file is for; nothing when it doesn't say.
fn using(text: &str) -> Option<Using> {
    let rest = text.lines().find_map(|line| statement(line, "using"))?;
    match quoted(rest) {
        Some(name) if is_remote(name) => Some(Using::Remote(name.to_owned())),
        Some(name) => Some(Using::File(name.to_owned())),
        None => rest.trim_start().starts_with("none").then_some(Using::None),
    }
}

/// The modules that a `.bicep` file uses, as it names them.
fn modules(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| quoted(statement(line, "module")?))
}

/// What follows a keyword at the beginning of a line.
fn statement<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    let rest = line.trim_start_matches(['\u{feff}', ' ', '\t']).strip_prefix(keyword)?;
    rest.starts_with([' ', '\t', '\'']).then_some(rest)
}

fn quoted(text: &str) -> Option<&str> {
    text.split('\'').nth(1).filter(|name| !name.is_empty())
}

/// Whether a name is that of a module of a registry or of a template spec.
#[must_use]
pub fn is_remote(name: &str) -> bool {
    ["br:", "br/", "ts:", "ts/"].iter().any(|scheme| name.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::{Using, modules, using};

    #[test]
    fn parameters_files_say_what_they_are_for() {
        let file = |text: &str| Some(Using::File(text.to_owned()));
        assert_eq!(using("// prod\nusing './main.bicep'\nparam a = 1"), file("./main.bicep"));
        assert_eq!(using("\u{feff}using  'main.bicep' // x"), file("main.bicep"));
        assert_eq!(using("using none"), Some(Using::None));
        assert_eq!(
            using("using 'br:x.azurecr.io/gw:1'"),
            Some(Using::Remote("br:x.azurecr.io/gw:1".to_owned()))
        );
        assert_eq!(using("usingx 'a'\n// using 'b'\nparam a = 'using'"), None);
    }

    #[test]
    fn modules_are_listed() {
        let text = "module gw './gateway.bicep' = {\n}\n  module net 'br/public:avm/net:1' = if (x) {\n// module a 'b'\nparam module string\n";
        assert_eq!(modules(text).collect::<Vec<_>>(), ["./gateway.bicep", "br/public:avm/net:1"]);
    }
}
