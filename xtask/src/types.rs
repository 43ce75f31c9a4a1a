//! Makes the compact table of Azure's published types out of the data that they are given in.
//!
//! The data is JSON: `{TYPE: {"versions": […], "paths": {PATH: {…}}}}`, with a path as in a template, `[]` for the elements
//! of a list and `.*` for any key. The table is text, one line a property, with a dot for each level; its reader is
//! `src/facts/resource_manager/types.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value};

/// The table's place in the repository.
const TABLE: &str = "src/facts/resource_manager/types.txt";

/// The most bytes that the table may have: it is in every binary.
const MOST: usize = 400_000;

/// What stands over the table.
const HEAD: &str = "\
# Which properties and values the resources around a gateway have, and since which API version.
# Source: Microsoft's Bicep types, https://github.com/Azure/bicep-types-az (MIT), generated from the public API descriptions.
# Made by `cargo xtask types PATH`; src/facts/resource_manager/types.rs says what the columns mean.
";

/// A property with those below it.
#[derive(Default)]
struct Property {
    facts: Map<String, Value>,
    element: Map<String, Value>,
    children: BTreeMap<String, Property>,
}

/// Makes the table from the data at `path`.
///
/// # Errors
/// When the data can't be read, or is not what it should be.
pub(crate) fn make(root: &Path, path: &str) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|fault| format!("{path}: {fault}"))?;
    let data: Map<String, Value> =
        serde_json::from_str(&text).map_err(|fault| format!("{path}: {fault}"))?;
    let mut table = HEAD.to_owned();
    for (name, of) in &data {
        let versions =
            of["versions"].as_array().ok_or_else(|| format!("{name} has no versions"))?;
        let versions: Vec<&str> = versions.iter().filter_map(Value::as_str).collect();
        let newest = *versions.last().ok_or_else(|| format!("{name} has no versions"))?;
        let paths = of["paths"].as_object().ok_or_else(|| format!("{name} has no paths"))?;
        let _ = writeln!(table, "type {name}\nversions {}", versions.join(" "));
        let mut top = Property::default();
        for (path, facts) in paths {
            let facts = facts.as_object().ok_or_else(|| format!("{name} {path}: no object"))?;
            top.insert(path, facts);
        }
        for (name, property) in &top.children {
            property.write(name, 1, newest, &mut table);
        }
    }
    if table.len() > MOST {
        return Err(format!("the table has {} bytes, more than {MOST}", table.len()));
    }
    std::fs::write(root.join(TABLE), &table).map_err(|fault| format!("{TABLE}: {fault}"))?;
    Ok(format!("{TABLE}: {} types, {} bytes", data.len(), table.len()))
}

impl Property {
    fn insert(&mut self, path: &str, facts: &Map<String, Value>) {
        let mut place = self;
        let names: Vec<&str> = path.split('.').collect();
        let last = names.len() - 1;
        for (at, name) in names.iter().enumerate() {
            let bare = name.trim_end_matches("[]");
            place = place.children.entry(bare.to_owned()).or_default();
            if at == last {
                let of_element = name.ends_with("[]");
                let target = if of_element { &mut place.element } else { &mut place.facts };
                target.clone_from(facts);
            }
        }
    }

    /// Whether it is read-only in the newest version: then a request may have it or not, and nobody looks inside.
    fn is_read_only(&self, newest: &str) -> bool {
        match self.facts.get("readOnly") {
            Some(Value::Bool(read_only)) => *read_only,
            Some(Value::Object(span)) => holds(span, newest) && !span.contains_key("until"),
            _ => false,
        }
    }

    fn write(&self, name: &str, depth: usize, newest: &str, table: &mut String) {
        let text = |facts: &Map<String, Value>, key: &str| {
            facts.get(key).and_then(Value::as_str).map(str::to_owned)
        };
        let mut line = format!("{}{name}", ".".repeat(depth));
        for (key, mark) in [("since", "+"), ("until", "-")] {
            if let Some(version) = text(&self.facts, key) {
                let _ = write!(line, " {mark}{version}");
            }
        }
        if self.is_read_only(newest) {
            let _ = writeln!(table, "{line} read");
            return;
        }
        match self.facts.get("required") {
            Some(Value::Bool(true)) => line.push_str(" required"),
            Some(Value::Object(span)) if !span.contains_key("until") => {
                let since = span.get("since").and_then(Value::as_str).unwrap_or_default();
                let _ = write!(line, " required={since}");
            }
            _ => {}
        }
        let is_list = text(&self.facts, "kind").as_deref() == Some("array");
        let value = if is_list { &self.element } else { &self.facts };
        if is_list {
            line.push_str(" list");
        }
        if text(value, "kind").as_deref() == Some("object") {
            line.push_str(" object");
        }
        if self.facts.contains_key("more") || self.element.contains_key("more") {
            line.push_str(" more");
        }
        if let Some(values) = value.get("values").and_then(Value::as_object) {
            line.push_str(if value.contains_key("open") { " open" } else { " closed" });
            for (word, span) in values {
                let span = |key: &str| span.get(key).and_then(Value::as_str);
                let bounds = match (span("since"), span("until")) {
                    (None, None) => String::new(),
                    (since, until) => {
                        format!("@{}..{}", since.unwrap_or_default(), until.unwrap_or_default())
                    }
                };
                let _ = write!(line, "\t{word}{bounds}");
            }
        }
        let _ = writeln!(table, "{line}");
        for (name, child) in &self.children {
            child.write(name, depth + 1, newest, table);
        }
    }
}

/// Whether a span has a version.
fn holds(span: &Map<String, Value>, version: &str) -> bool {
    let bound = |key: &str| span.get(key).and_then(Value::as_str);
    let lacks = span.get("not").and_then(Value::as_array).into_iter().flatten();
    bound("since").is_none_or(|since| since <= version)
        && bound("until").is_none_or(|until| version <= until)
        && lacks.into_iter().all(|lacking| lacking != version)
}
