//! The edits that a lint may offer: each writes where a value is written, letter for letter, in the language of the
//! source: JSON, Bicep or Terraform's.

use arm_template::{By, How, Origin, Span};

use super::definition::Context;
use crate::finding::Edit;
use crate::resource::{Field, Gateway, Reader, Sku};
use crate::source::Language;

impl Context<'_> {
    /// The edit that writes another string where this value is written, if it stands there letter for letter.
    #[must_use]
    pub fn replace_string(&self, origin: &Origin, text: &str) -> Option<Edit> {
        let span = origin.is_verbatim().then(|| origin.span())?;
        let text = self.written(span, &serde_json::Value::from(text));
        self.sources.slice(span).starts_with(['"', '\'']).then_some(Edit { span, text })
    }

    /// The edit that writes another word of a closed set, if no parameter passes the value on: its allowed values may
    /// not have the new word.
    #[must_use]
    pub fn replace_word(&self, origin: &Origin, word: &str) -> Option<Edit> {
        let passed = |how: &How| matches!(how, How::Passed(By::Parameter(_)));
        if origin.trail().iter().any(|point| passed(&point.how)) {
            None
        } else {
            self.replace_string(origin, word)
        }
    }

    /// The edits that give a gateway another SKU, in its name and in its tier; both may be written in one place.
    #[must_use]
    pub fn replace_sku(&self, gateway: &Gateway, sku: &Sku) -> Vec<Edit> {
        let tier = (!gateway.sku_tier.is_absent()).then(|| gateway.sku_tier.origin());
        let places: Vec<&Origin> = std::iter::once(gateway.sku.origin()).chain(tier).collect();
        let mut edits: Vec<Edit> =
            places.iter().filter_map(|origin| self.replace_word(origin, sku.word())).collect();
        if edits.len() < places.len() {
            return Vec::new();
        }
        edits.dedup();
        edits
    }

    /// The edit that writes another JSON value where this value is written, if it stands there letter for letter.
    #[must_use]
    pub fn replace_value(&self, origin: &Origin, value: &serde_json::Value) -> Option<Edit> {
        let span = origin.is_verbatim().then(|| origin.span())?;
        if self.is_terraform(span) && (value.is_null() || !self.is_literal(span)) {
            // Blocks have no value, and a list of objects may be what a loop runs over.
            return None;
        }
        let text = match value {
            // What is a string stays one: a parameter's declaration may ask for it.
            serde_json::Value::Bool(_) | serde_json::Value::Number(_)
                if self.sources.slice(span).starts_with(['"', '\'']) =>
            {
                self.written(span, &serde_json::Value::from(value.to_string()))
            }
            _ => self.written(span, value),
        };
        Some(Edit { span, text })
    }

    /// The edit that writes a member at the start of an object, if the object stands there letter for letter.
    #[must_use]
    pub fn add_member(
        &self,
        object: &Origin,
        name: &str,
        value: &serde_json::Value,
    ) -> Option<Edit> {
        let span = object.is_verbatim().then(|| object.span())?;
        if self.is_terraform(span) {
            return None;
        }
        let inside = self.sources.slice(span).strip_prefix('{')?;
        let rest = inside.trim_start();
        let gap = &inside[..inside.len() - rest.len()];
        let at = Span::new(span.source, span.start + 1, span.start + 1);
        let value = self.written(span, value);
        let text = if !self.is_bicep(span) {
            format!("{gap}\"{name}\": {value},")
        } else if gap.contains('\n') {
            format!("{gap}{name}: {value}")
        } else {
            format!("{gap}{name}: {value},")
        };
        (!rest.starts_with('}')).then_some(Edit { span: at, text })
    }

    /// The edit that gives a member of an object this value, written anew where the object has none.
    #[must_use]
    pub fn set_member<T>(
        &self,
        member: &Field<T>,
        name: &str,
        value: &serde_json::Value,
    ) -> Option<Edit> {
        if member.is_absent() {
            self.add_member(member.origin(), name, value)
        } else {
            self.replace_value(member.origin(), value)
        }
    }

    /// The edit that writes `null` where an object is written, which says the same as leaving it out. None inside a
    /// copy loop: all turns share the text.
    #[must_use]
    pub fn take_away(&self, object: &Reader) -> Option<Edit> {
        let origin = &object.node().origin;
        let looped =
            origin.trail().iter().any(|point| matches!(point.how, How::Passed(By::Copy(..))));
        if looped { None } else { self.replace_value(origin, &serde_json::Value::Null) }
    }

    /// The edit that writes other words into a list that stands in the resource itself; none where a comment would be
    /// lost, or where a parameter hands the list on: its allowed values may not have the new words.
    #[must_use]
    pub fn replace_list(&self, list: &Origin, words: &[&str]) -> Option<Edit> {
        let Origin::Written(span) = list else { return None };
        let text = self.sources.slice(*span);
        let quoted: Vec<String> =
            words.iter().map(|word| self.written(*span, &serde_json::Value::from(*word))).collect();
        let is_commented = ["//", "/*", "#"].iter().any(|mark| text.contains(mark));
        let plain = text.starts_with('[') && !is_commented;
        plain.then(|| Edit { span: *span, text: format!("[{}]", quoted.join(", ")) })
    }
}

impl Context<'_> {
    /// The edit that takes an element out of its list together with the comma before it.
    ///
    /// None unless the element and the one before it stand side by side, letter for letter, with only a comma between.
    #[must_use]
    pub fn remove_element(&self, before: &Origin, element: &Origin) -> Option<Edit> {
        let (first, second) = (before.span(), element.span());
        let verbatim = before.is_verbatim() && element.is_verbatim();
        if !verbatim || first.source != second.source || first.end > second.start {
            return None;
        }
        let between = Span::new(first.source, first.end, second.start);
        let span = Span::new(first.source, first.end, second.end);
        let between = self.sources.slice(between);
        // In Bicep a line break parts elements as well.
        let parted = between.trim() == ","
            || self.is_bicep(span) && between.trim().is_empty() && between.contains('\n');
        parted.then(|| Edit { span, text: String::new() })
    }

    fn is_bicep(&self, span: Span) -> bool {
        let name = self.sources.name(span.source);
        crate::source::BicepFile::of(std::path::Path::new(name)).is_some()
    }

    fn is_terraform(&self, span: Span) -> bool {
        let language = self.sources.get(span.source).language;
        matches!(language, Language::Terraform | Language::TerraformJson)
    }

    /// Whether a literal stands there: a string in quotes, a number, a bool or a list.
    fn is_literal(&self, span: Span) -> bool {
        let text = self.sources.slice(span);
        let is_word = ["true", "false"].contains(&text);
        is_word || text.starts_with(|first: char| "\"[-".contains(first) || first.is_ascii_digit())
    }

    /// The value as the source's language writes it.
    fn written(&self, span: Span, value: &serde_json::Value) -> String {
        if self.is_bicep(span) {
            return bicep::literal(value);
        }
        let text = value.to_string();
        if self.is_terraform(span) { text.replace("${", "$${").replace("%{", "%%{") } else { text }
    }
}
