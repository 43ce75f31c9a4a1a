//! Reading typed properties out of a resource's JSON, whichever tool printed it.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arm_template::{Node, Object, Origin, Reason, Span, Unknown, Value};

use crate::resource::reading::cut;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::shape::{Shape, same_name};

/// A value of the wrong shape: the place and what is wrong there.
#[derive(Clone, Debug)]
pub struct Malformed {
    /// The value.
    pub origin: Origin,
    /// The fault.
    pub message: String,
}

/// An object of a resource (or what should be one), with the shape it was printed in.
#[derive(Clone, Debug)]
pub struct Reader {
    node: Node,
    shape: Shape,
    /// Whether the tool that printed the resource may have cut it at its depth.
    cuttable: bool,
    property: Option<&'static str>,
    malformed: Arc<Faults>,
}

/// What was of the wrong shape while a resource was read. Once the estate is made the list is settled, and nothing that
/// is read later, by whichever lint, changes it.
#[derive(Debug, Default)]
struct Faults {
    open: Mutex<Vec<Malformed>>,
    settled: OnceLock<Vec<Malformed>>,
    /// Where the export was first come upon to be cut at its depth.
    cut: OnceLock<Span>,
}

/// A type that a property can be read as.
pub trait FromProperty: Sized {
    /// Whether it is an object or a list, which a text can only stand in for where the export was cut.
    const IS_CONTAINER: bool = false;

    /// The value, or the words for what was expected.
    ///
    /// # Errors
    /// With what was expected, as in "expected a boolean".
    fn read(reader: &Reader) -> Result<Self, String>;
}

impl Reader {
    /// Reads a whole resource.
    #[must_use]
    pub fn new(node: Node, shape: Shape) -> Self {
        let cuttable = shape.cuts_depth() || (shape != Shape::Template && cut::holds_marks(&node));
        Self { node, shape, cuttable, property: None, malformed: Arc::default() }
    }

    /// The value that is read.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// Whether nothing of it can be known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.node.value, Value::Unknown(_))
    }

    /// The shape of the document.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// What was of the wrong shape in the whole resource, each value once, in the order in which they stand.
    #[must_use]
    pub fn malformed(&self) -> &[Malformed] {
        self.malformed.settled.get_or_init(|| {
            let mut open = self.malformed.open.lock().unwrap_or_else(PoisonError::into_inner);
            let mut faults = std::mem::take(&mut *open);
            let place = |fault: &Malformed| fault.origin.span();
            faults.sort_by(|one, other| {
                (place(one), &one.message).cmp(&(place(other), &other.message))
            });
            faults.dedup_by(|one, other| {
                (place(one), &one.message) == (place(other), &other.message)
            });
            faults
        })
    }

    /// Where the export was cut at its depth, as far as that was come upon.
    #[must_use]
    pub fn first_cut(&self) -> Option<Span> {
        self.malformed.cut.get().copied()
    }

    /// The object at a property; where there is none, an empty one at this place.
    #[must_use]
    pub fn object(&self, name: &'static str) -> Reader {
        let Some(found) = self.find(name).filter(|found| !found.is_empty_text()) else {
            return self.nothing();
        };
        let field: Field<Reader> = found.value();
        if field.is_unknown() && !matches!(found.node.value, Value::Unknown(_)) {
            // Already said to be of the wrong shape, or cut.
            return found.unknown_like(&field);
        }
        found
    }

    fn unknown_like(&self, field: &Field<Reader>) -> Reader {
        let reason = field.get().err().map_or_else(String::new, |why| why.reason);
        let unknown = Unknown { reason: Reason::Failed(reason.into()), residual: "".into() };
        self.inner(Node {
            value: Value::Unknown(Arc::new(unknown)),
            origin: self.node.origin.clone(),
        })
    }

    /// Records a value of the wrong shape, as long as the estate is being made.
    pub fn note_malformed(&self, origin: Origin, message: String) {
        if self.malformed.settled.get().is_none() {
            let mut open = self.malformed.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.push(Malformed { origin, message });
        }
    }

    /// The property of this name, in any of the spellings of the tools.
    #[must_use]
    pub fn find(&self, name: &'static str) -> Option<Reader> {
        let node = self.part(find(self.members()?, name, self.shape)?);
        (node.value != Value::Null).then(|| Reader { property: Some(name), ..self.inner(node) })
    }

    /// A part of this value. Where it is left to a default that stands for nothing, in a template that is given no values
    /// and can't do without, it is not known.
    fn part(&self, node: &Node) -> Node {
        let part = self.node.part(node);
        if !part.is_nothing() {
            return part;
        }
        let Some(parameter) = part.origin.open_default() else { return part };
        let residual = format!("parameters('{}')", parameter.replace('\'', "''"));
        let reason = Reason::OpenDefault(Arc::clone(parameter));
        let unknown = Unknown { reason, residual: residual.into() };
        Node { value: Value::Unknown(Arc::new(unknown)), origin: part.origin }
    }

    /// The property of this name, read as `T`.
    #[must_use]
    pub fn field<T: FromProperty>(&self, name: &'static str) -> Field<T> {
        if let Value::Unknown(unknown) = &self.node.value {
            return Field::unknown(
                NotEvaluated::because_of(unknown, self.node.origin.at()),
                self.node.origin.clone(),
            );
        }
        match self.find(name) {
            Some(found) if !(T::IS_CONTAINER && found.is_empty_text()) => found.value(),
            _ => self.missing(name),
        }
    }

    /// Whether it is the text of no letters, which Azure takes for `null` where an object or a list belongs.
    fn is_empty_text(&self) -> bool {
        self.node.as_str().is_some_and(str::is_empty)
    }

    /// This value, read as `T`.
    #[must_use]
    pub fn value<T: FromProperty>(&self) -> Field<T> {
        let origin = self.node.origin.clone();
        if let Value::Unknown(unknown) = &self.node.value {
            return Field::unknown(NotEvaluated::because_of(unknown, origin.at()), origin);
        }
        if self.is_cut(T::IS_CONTAINER) {
            let span = origin.span();
            self.malformed.cut.get_or_init(|| span);
            let why = NotEvaluated::new(cut::REASON, Some(span)).remedy(cut::REMEDY);
            return Field::unknown(why, origin);
        }
        match T::read(self) {
            Ok(value) => Field::known(value, origin),
            Err(expected) => {
                let name = self.property.map_or_else(String::new, |name| format!("{name}: "));
                let message = format!("{name}{expected}, found {}", kind_of(&self.node.value));
                self.note_malformed(origin.clone(), message);
                Field::unknown(
                    NotEvaluated::new("the value has the wrong shape", Some(origin.span())),
                    origin,
                )
            }
        }
    }

    /// A value inside this one.
    #[must_use]
    pub fn inner(&self, node: Node) -> Reader {
        Reader { node, malformed: Arc::clone(&self.malformed), ..*self }
    }

    /// The object that holds the properties: `properties` itself, or this one where a tool lays them flat.
    #[must_use]
    pub fn properties(&self) -> Reader {
        let inner = self.members().and_then(|object| find(object, "properties", self.shape));
        match inner {
            Some(node) if self.part(node).value != Value::Null => {
                self.inner(self.part(node)).whole()
            }
            _ if self.shape.is_flat() => self.clone(),
            _ => self.nothing(),
        }
    }

    /// An empty object at the same place.
    #[must_use]
    pub fn nothing(&self) -> Reader {
        if matches!(self.node.value, Value::Unknown(_)) {
            return self.clone();
        }
        self.inner(Node { value: Value::Object(Arc::default()), origin: self.node.origin.clone() })
    }

    fn missing<T>(&self, name: &str) -> Field<T> {
        let origin = self.node.origin.clone();
        if self.members().is_some() && self.shape.may_drop(name) {
            let mut why = NotEvaluated::new(
                format!("{} omits {name} if its version doesn't support it", self.shape.tool()),
                Some(origin.span()),
            )
            .remedy("export with az resource show, az rest or the portal's JSON view, which omit nothing");
            why.left_out = true;
            return Field::unknown(why, origin);
        }
        Field::absent(origin)
    }

    fn members(&self) -> Option<&Object> {
        match &self.node.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether `ConvertTo-Json` wrote a text in the place of an object or list; what is a text anyway is never cut.
    fn is_cut(&self, is_container: bool) -> bool {
        self.cuttable && is_container && self.node.as_str().is_some()
    }

    /// The same, or an unknown value where only a text is left of an object.
    fn whole(self) -> Self {
        if !self.is_cut(true) {
            return self;
        }
        self.malformed.cut.get_or_init(|| self.node.span());
        let unknown = Unknown { reason: Reason::Failed(cut::REASON.into()), residual: "".into() };
        let origin = self.node.origin.clone();
        self.inner(Node { value: Value::Unknown(Arc::new(unknown)), origin })
    }

    /// The elements, when it is a list.
    fn elements(&self) -> Option<impl Iterator<Item = Reader>> {
        let list = match &self.node.value {
            // Windows PowerShell writes some lists as { "value": […], "Count": n }.
            Value::Object(object) if self.cuttable && object.len() == 2 => {
                object.get("Count").and_then(|_| object.get("value"))?
            }
            _ => &self.node,
        };
        let items = list.as_array()?.items();
        Some(items.iter().map(|item| self.inner(self.part(item))))
    }
}

fn find<'a>(object: &'a Object, name: &str, shape: Shape) -> Option<&'a Node> {
    if let Some(node) = object.get(name) {
        return Some(node);
    }
    object
        .members()
        .iter()
        .find(|member| same_name(&member.name, name, shape))
        .map(|member| &member.value)
}

/// The words for a value's type.
#[must_use]
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Int(_) | Value::Float(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
        Value::Unknown(_) | Value::Expression(_) => "an unknown value",
    }
}

impl FromProperty for String {
    fn read(reader: &Reader) -> Result<Self, String> {
        match &reader.node.value {
            Value::String(text) => Ok(text.to_string()),
            Value::Int(number) => Ok(number.to_string()),
            Value::Bool(value) => Ok(value.to_string()),
            _ => Err("expected a string".to_owned()),
        }
    }
}

impl FromProperty for bool {
    fn read(reader: &Reader) -> Result<Self, String> {
        // Resource Manager takes "true" and "false" for booleans: templates in the field rely on it.
        match &reader.node.value {
            Value::Bool(value) => Ok(*value),
            Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Ok(true),
            Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Ok(false),
            _ => Err("expected a boolean".to_owned()),
        }
    }
}

impl FromProperty for i64 {
    fn read(reader: &Reader) -> Result<Self, String> {
        match &reader.node.value {
            Value::Int(number) => Ok(*number),
            Value::String(text) => text.trim().parse().map_err(|_| "expected a number".to_owned()),
            #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
            Value::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                Ok(*number as i64)
            }
            _ => Err("expected a number".to_owned()),
        }
    }
}

impl FromProperty for Reader {
    const IS_CONTAINER: bool = true;

    fn read(reader: &Reader) -> Result<Self, String> {
        match &reader.node.value {
            Value::Object(_) => Ok(reader.clone()),
            _ => Err("expected an object".to_owned()),
        }
    }
}

impl FromProperty for Vec<Reader> {
    const IS_CONTAINER: bool = true;

    fn read(reader: &Reader) -> Result<Self, String> {
        let elements = reader.elements().ok_or("expected an array")?;
        Ok(elements.map(Reader::whole).collect())
    }
}

/// A list of fields: each element is known, or unknown by itself.
impl<T: FromProperty> FromProperty for Vec<Field<T>> {
    const IS_CONTAINER: bool = true;

    fn read(reader: &Reader) -> Result<Self, String> {
        // Azure takes an empty text for no list, and templates write one where there is nothing to list.
        if reader.node.as_str() == Some("") {
            return Ok(Vec::new());
        }
        let elements = reader.elements().ok_or("expected an array")?;
        let there = elements.filter(|element| element.node.value != Value::Null);
        Ok(there.map(|element| element.value()).collect())
    }
}
