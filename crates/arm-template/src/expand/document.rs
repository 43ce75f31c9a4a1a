//! What a document must be to be deployed as a template: the sections it needs, and none that there isn't.

use crate::deployment::{Deployment, Names, definitions_path};
use crate::evaluate::Engine;
use crate::same_name;
use crate::{Node, ProblemKind};

/// The sections of a template.
const SECTIONS: [&str; 15] = [
    "$schema",
    "apiProfile",
    "asserts",
    "contentVersion",
    "definitions",
    "extensions",
    "externalInputs",
    "functions",
    "imports",
    "languageVersion",
    "metadata",
    "outputs",
    "parameters",
    "resources",
    "variables",
];

/// The sections that say what a document is.
const NEEDED: [&str; 2] = ["$schema", "contentVersion"];

/// The types that a bound can be set for.
const BOUNDS: [(&str, &[&str]); 4] = [
    ("minValue", &["int"]),
    ("maxValue", &["int"]),
    ("minLength", &["string", "securestring", "array"]),
    ("maxLength", &["string", "securestring", "array"]),
];

impl Engine<'_> {
    /// What Azure refuses before it reads a single expression.
    pub(super) fn check_document(&self, deployment: &Deployment) {
        if !self.extent.is_everything() {
            return;
        }
        let template = &deployment.template;
        if template.as_object().is_none() {
            let message = format!("a template must be an object, not {}", template.value.kind());
            return self.problem(ProblemKind::Structure, message, template.span());
        }
        // An excerpt that says nowhere what it is was put together by the caller.
        let says =
            |document: &Node, name: &str| document.get(name).is_some_and(|node| !node.is_null());
        let outermost = self.deployment(0);
        let is_document = NEEDED.iter().any(|needed| says(&outermost.template, needed));
        for needed in NEEDED {
            if is_document && !says(template, needed) {
                let message = format!("the template has no '{needed}'");
                self.problem(ProblemKind::Structure, message, template.span());
            }
        }
        for member in template.members() {
            if !SECTIONS.iter().any(|section| same_name(section, &member.name)) {
                let message = format!("a template has no section '{}'", member.name);
                self.problem(ProblemKind::Structure, message, member.name_span);
            }
        }
        if let Some(version) = template.get("languageVersion").filter(|version| !version.is_null())
            && !version.as_str().is_some_and(is_version)
        {
            let message = "there is no such languageVersion: it is 2.0";
            self.problem(ProblemKind::Structure, message, version.span());
        }
        self.check_declarations(template, &deployment.names);
    }

    /// Declarations that contradict themselves or lead nowhere.
    fn check_declarations(&self, template: &Node, names: &Names) {
        for section in ["parameters", "outputs"] {
            for member in template.get(section).map(Node::members).unwrap_or_default() {
                self.check_type(&member.value, names);
            }
        }
        for definition in names.definitions.as_ref().map(Node::members).unwrap_or_default() {
            self.check_type(&definition.value, names);
        }
        for parameter in &names.parameters {
            let declaration = &parameter.declaration;
            let default = declaration.get("defaultValue");
            if names.is_nullable(declaration)
                && let Some(default) = default.filter(|default| !default.is_null())
            {
                let message =
                    format!("parameter '{}' can't be nullable and have a default", parameter.name);
                self.problem(ProblemKind::Structure, message, default.span());
            }
        }
    }

    /// A type's `$ref`, and those of the types inside.
    fn check_type(&self, declaration: &Node, names: &Names) {
        if let Some(reference) = declaration.get("$ref")
            && let Some(path) = reference.as_str()
            && let Some(name) = definitions_path(path).filter(|name| !name.contains('/'))
            && names.definitions.as_ref().is_none_or(|all| all.get(name).is_none())
        {
            let message = format!("the template defines no type '{path}'");
            self.problem(ProblemKind::Structure, message, reference.span());
        }
        let kind = declaration.get("type").and_then(Node::as_str).unwrap_or_default();
        for (bound, kinds) in BOUNDS {
            let fits = kind.is_empty() || kinds.iter().any(|fit| same_name(fit, kind));
            if let Some(written) = declaration.get(bound).filter(|_| !fits) {
                let message = format!("'{bound}' means nothing for the type {kind}");
                self.problem(ProblemKind::Structure, message, written.span());
            }
        }
        for inside in ["items", "additionalProperties"] {
            if let Some(declaration) = declaration.get(inside) {
                self.check_type(declaration, names);
            }
        }
        for declaration in declaration.get("prefixItems").map(Node::items).unwrap_or_default() {
            self.check_type(declaration, names);
        }
        let mapping = declaration.at("discriminator.mapping");
        for member in [declaration.get("properties"), mapping].into_iter().flatten() {
            for member in member.members() {
                self.check_type(&member.value, names);
            }
        }
    }
}

/// `2.0`, or one of the experimental ones.
fn is_version(version: &str) -> bool {
    let plain = version.strip_suffix("-experimental").unwrap_or(version);
    let Some((major, minor)) = plain.split_once('.') else { return false };
    matches!(major, "1" | "2")
        && !minor.is_empty()
        && minor.bytes().all(|digit| digit.is_ascii_digit())
}
