//! What a resource has that Azure's published types don't, and what it lacks that they require.

use arm_template::{Member, Node, Value};

use crate::facts::{Property, ResourceType, resource_type};
use crate::resource::{NotEvaluated, Resource, Shape};

/// A resource that is held against its type: one that is to be deployed, and not what Azure answered.
pub(crate) struct Judged<'a> {
    /// The type.
    pub(crate) of: &'static ResourceType,
    /// The version of the API; none for the body of a request, which does not say it.
    pub(crate) version: Option<&'a str>,
    node: &'a Node,
}

/// Something that does not fit the type.
pub(crate) enum TypeFault<'a> {
    /// A name that no version has at this level.
    UnknownName {
        member: &'a Member,
        object: Node,
        level: &'static [Property],
        /// Whether it stands at the top of the resource, where templates have names of their own.
        top: bool,
    },
    /// A name that later versions have, or a value.
    Later { name: &'static str, since: &'static str, value: Node },
    /// A value that is none of those known.
    UnknownValue { property: &'static Property, label: String, value: Node, text: String },
    /// An object without names that it has to have.
    Missing { object: Node, label: String, names: Vec<&'static str> },
}

/// What a resource of a template has beside its properties, whatever its type.
pub(crate) const OF_TEMPLATES: [&str; 16] = [
    "type",
    "apiVersion",
    "name",
    "location",
    "tags",
    "dependsOn",
    "condition",
    "copy",
    "comments",
    "scope",
    "resources",
    "metadata",
    "existing",
    "import",
    "asserts",
    "resourceGroup",
];

/// The resource with its type, when it is one to be held against it.
///
/// # Errors
/// When its version can't be known.
pub(crate) fn judged(resource: &Resource) -> Result<Option<Judged<'_>>, NotEvaluated> {
    let Some(of) = resource_type(resource.kind.type_name()) else { return Ok(None) };
    let node = resource.reader.node();
    if resource.existing || resource.kind.type_name().is_empty() {
        return Ok(None);
    }
    if !resource.is_template() {
        return Ok(is_body(resource).then_some(Judged { of, version: None, node }));
    }
    let Some(version) = resource.api_version.get()? else { return Ok(None) };
    let version = version.trim();
    // What is newer than the data may have anything.
    Ok((!of.is_newer(version)).then_some(Judged { of, version: Some(version), node }))
}

/// Whether it is the body of a request: nothing in it was written by the service.
fn is_body(resource: &Resource) -> bool {
    let reader = &resource.reader;
    let by_service = ["id", "etag"].iter().any(|name| reader.find(name).is_some())
        || reader.properties().find("provisioningState").is_some()
        || reader.properties().find("resourceGuid").is_some();
    reader.shape() == Shape::Rest && !by_service
}

impl<'a> Judged<'a> {
    /// Everything that does not fit.
    pub(crate) fn faults(&self) -> Vec<TypeFault<'a>> {
        let mut faults = Vec::new();
        self.object(self.node, self.of.properties(), "", true, &mut faults);
        faults
    }

    fn object(
        &self,
        node: &'a Node,
        level: &'static [Property],
        label: &str,
        top: bool,
        faults: &mut Vec<TypeFault<'a>>,
    ) {
        let Value::Object(object) = &node.value else { return };
        if level.is_empty() {
            return;
        }
        for member in object.members() {
            let same = |property: &&Property| {
                property.name == "*" || property.name.eq_ignore_ascii_case(&member.name)
            };
            let Some(property) = level.iter().find(same) else {
                let object = node.clone();
                faults.push(TypeFault::UnknownName { member, object, level, top });
                continue;
            };
            if member.value.value == Value::Null || property.read_only {
                continue;
            }
            if let (Some(version), Some(since)) = (self.version, property.span.since)
                && property.span.is_after(version)
            {
                let value = node.part(&member.value);
                faults.push(TypeFault::Later { name: property.name, since, value });
                continue;
            }
            let path = match label {
                "" | "properties" => property.name.to_owned(),
                _ if property.name == "properties" => label.to_owned(),
                _ => format!("{label}.{}", property.name),
            };
            self.value(&member.value, property, &path, faults);
        }
        if !top {
            self.required(node, level, label, faults);
        }
    }

    fn value(
        &self,
        node: &'a Node,
        property: &'static Property,
        label: &str,
        faults: &mut Vec<TypeFault<'a>>,
    ) {
        let items: Vec<&'a Node> = match &node.value {
            Value::Array(array) if property.list => array.items().iter().collect(),
            _ if property.list => return,
            _ => vec![node],
        };
        for item in items {
            self.word(item, property, label, faults);
            if !property.more {
                self.object(item, &property.properties, label, false, faults);
            }
        }
    }

    fn word(
        &self,
        node: &'a Node,
        property: &'static Property,
        label: &str,
        faults: &mut Vec<TypeFault<'a>>,
    ) {
        let Some(text) = node.as_str().filter(|text| !text.trim().is_empty()) else { return };
        if property.values.is_empty() {
            return;
        }
        let value = node.clone();
        let same = |word: &&crate::facts::AllowedValue| word.word.eq_ignore_ascii_case(text.trim());
        // Before its first values were listed the property took any text.
        let listed = property.values.iter().map(|word| word.span.since).min().flatten();
        match (property.values.iter().find(same), self.version) {
            (None, _) => {
                let (label, text) = (label.to_owned(), text.to_owned());
                faults.push(TypeFault::UnknownValue { property, label, value, text });
            }
            (Some(word), Some(version))
                if word.span.is_after(version) && word.span.since != listed =>
            {
                let since = word.span.since.unwrap_or_default();
                faults.push(TypeFault::Later { name: word.word, since, value });
            }
            _ => {}
        }
    }

    fn required(
        &self,
        node: &'a Node,
        level: &'static [Property],
        label: &str,
        faults: &mut Vec<TypeFault<'a>>,
    ) {
        // What is named by its id is another resource.
        if node.get("id").is_some() {
            return;
        }
        let holds = |since: &str| match self.version {
            Some(version) => since <= version,
            None => since.is_empty(),
        };
        let names: Vec<&'static str> = level
            .iter()
            .filter(|property| property.required.is_some_and(holds) && !property.read_only)
            .filter(|property| property.name != "properties")
            .map(|property| property.name)
            .filter(|name| node.get(name).is_none_or(|found| found.value == Value::Null))
            .collect();
        if !names.is_empty() {
            let (object, label) = (node.clone(), label.to_owned());
            faults.push(TypeFault::Missing { object, label, names });
        }
    }
}
