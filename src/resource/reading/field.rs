//! A property of a resource: known, absent or unknown, and where it is written.

use std::sync::Arc;

use arm_template::{Confidence, Origin, Reason, Span, Unknown};

use crate::resource::reading::cut;

/// A property's value in three states, with its origin.
///
/// The origin of an absent property is the object that it is missing from.
#[derive(Clone, Debug)]
pub struct Field<T> {
    state: FieldState<T>,
    origin: Origin,
}

#[derive(Clone, Debug)]
enum FieldState<T> {
    Known(T),
    Absent,
    Unknown(Box<NotEvaluated>),
}

/// Why something can't be decided, and what would make it decidable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotEvaluated {
    /// Why: lower case, no full stop.
    pub reason: String,
    /// What would make it decidable.
    pub remedy: Option<String>,
    /// The value that is not known.
    pub span: Option<Span>,
    /// Whether the tool that printed the document may have left the value out; it is absent in most cases.
    pub left_out: bool,
    /// What is left of the expression, where it has one value for all of the deployment.
    pub expression: Option<Arc<str>>,
}

impl NotEvaluated {
    /// A reason at a place.
    #[must_use]
    pub fn new(reason: impl Into<String>, span: Option<Span>) -> Self {
        Self { reason: reason.into(), remedy: None, span, left_out: false, expression: None }
    }

    /// Because of a value that only the deployment can tell.
    #[must_use]
    pub fn because_of(unknown: &Unknown, span: Span) -> Self {
        let mut why = Self::new(unknown.reason.to_string(), Some(span));
        if !matches!(
            unknown.reason,
            Reason::Unrepeatable(_) | Reason::Failed(_) | Reason::Limit(_) | Reason::Unread(_)
        ) {
            why.expression = Some(unknown.residual.clone());
        }
        match &unknown.reason {
            Reason::ParameterWithoutValue(name) | Reason::OpenDefault(name) => {
                why.remedy(format!("set it in a parameters file or with --parameter {name}=…"))
            }
            Reason::KeyVault(name) => why.remedy(format!("set a sample value with --parameter {name}=…")),
            Reason::Token(_) => why.remedy("check the output of the tool, or set the values with --parameter"),
            Reason::Place(_) => why.remedy("specify where the template is deployed: --location, --resource-group, --subscription-id, --tenant-id"),
            Reason::Linked(_) => why.remedy("check the folder that contains the linked template"),
            Reason::Failed(text) if **text == *cut::REASON => why.remedy(cut::REMEDY),
            Reason::Runtime(_) => why.remedy("also check the deployed resource: gatelint scan, or an export of it"),
            _ => why,
        }
    }

    /// Says what would make it decidable.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl<T> Field<T> {
    /// A known value.
    #[must_use]
    pub fn known(value: T, origin: Origin) -> Self {
        Self { state: FieldState::Known(value), origin }
    }

    /// A property that is missing from the object at `origin`.
    #[must_use]
    pub fn absent(origin: Origin) -> Self {
        Self { state: FieldState::Absent, origin }
    }

    /// A value that can't be known.
    #[must_use]
    pub fn unknown(why: NotEvaluated, origin: Origin) -> Self {
        Self { state: FieldState::Unknown(Box::new(why)), origin }
    }

    /// The value, `None` when the property is absent.
    ///
    /// # Errors
    /// When it can't be known.
    pub fn get(&self) -> Result<Option<&T>, NotEvaluated> {
        match &self.state {
            FieldState::Known(value) => Ok(Some(value)),
            FieldState::Absent => Ok(None),
            FieldState::Unknown(why) => Err((**why).clone()),
        }
    }

    /// The value when it is known; for words, not for decisions.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match &self.state {
            FieldState::Known(value) => Some(value),
            FieldState::Absent | FieldState::Unknown(_) => None,
        }
    }

    /// Whether the property is not there. Unknown is not absent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self.state, FieldState::Absent)
    }

    /// Whether the value can't be known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.state, FieldState::Unknown(_))
    }

    /// What is left of the expression, when the value can't be known but is one for all of the deployment.
    #[must_use]
    pub fn expression(&self) -> Option<&str> {
        match &self.state {
            FieldState::Unknown(why) => why.expression.as_deref(),
            _ => None,
        }
    }

    /// Whether it is absent, or not there and of a kind that the printing tool may leave out.
    #[must_use]
    pub fn is_not_there(&self) -> bool {
        match &self.state {
            FieldState::Absent => true,
            FieldState::Unknown(why) => why.left_out,
            FieldState::Known(_) => false,
        }
    }

    /// Where it comes from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where it is written.
    #[must_use]
    pub fn span(&self) -> Span {
        self.origin.span()
    }

    /// How far it can be trusted.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        self.origin.confidence()
    }

    /// The same property with its value changed.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        let state = match self.state {
            FieldState::Known(value) => FieldState::Known(change(value)),
            FieldState::Absent => FieldState::Absent,
            FieldState::Unknown(why) => FieldState::Unknown(why),
        };
        Field { state, origin: self.origin }
    }

    /// A borrowed view of the same property.
    #[must_use]
    pub fn as_ref(&self) -> Field<&T> {
        let state = match &self.state {
            FieldState::Known(value) => FieldState::Known(value),
            FieldState::Absent => FieldState::Absent,
            FieldState::Unknown(why) => FieldState::Unknown(why.clone()),
        };
        Field { state, origin: self.origin.clone() }
    }
}

impl Field<bool> {
    /// Whether it is known to be true; absent counts as false.
    ///
    /// # Errors
    /// When it can't be known.
    pub fn is_on(&self) -> Result<bool, NotEvaluated> {
        Ok(self.get()?.copied().unwrap_or(false))
    }
}

impl<T> Field<Vec<Field<T>>> {
    /// Each element with the place where it is written, or why it can't be known; none when the property is absent.
    pub fn elements(&self) -> impl Iterator<Item = Result<(&Field<T>, &T), NotEvaluated>> {
        let (list, unknown) = match self.items() {
            Ok(items) => (items, None),
            Err(why) => (&[][..], Some(Err(why))),
        };
        let known = list.iter().filter_map(|field| match field.get() {
            Ok(value) => Some(Ok((field, value?))),
            Err(why) => Some(Err(why)),
        });
        known.chain(unknown)
    }
}

impl<T> Field<Vec<T>> {
    /// The elements; none when the property is absent.
    ///
    /// # Errors
    /// When the list can't be known.
    pub fn items(&self) -> Result<&[T], NotEvaluated> {
        Ok(self.get()?.map_or(&[], Vec::as_slice))
    }

    /// The elements that are known; for words, and where the rest does not matter.
    #[must_use]
    pub fn known_items(&self) -> &[T] {
        self.value().map_or(&[], Vec::as_slice)
    }
}

impl<T: PartialEq> Field<Vec<Field<T>>> {
    /// The first element that is known to be this one; for its place, not for decisions.
    #[must_use]
    pub fn known_element(&self, wanted: &T) -> Option<&Field<T>> {
        self.known_items().iter().find(|item| item.value() == Some(wanted))
    }
}
