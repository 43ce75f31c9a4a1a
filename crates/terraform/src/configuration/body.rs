//! The content of a resource as a value: its arguments, its blocks, and what `dynamic` makes.

use std::sync::Arc;

use traced_values::{Origin, ProblemKind};

use super::Engine;
use crate::evaluate::Scope;
use crate::fault::Fault;
use crate::syntax::{Block, Body, ExpressionKind as Form};
use crate::value::{Entries, Value, ValueKind, text_of};

/// Arguments and blocks that are Terraform's own and not the provider's.
const META: [&str; 8] = [
    "count",
    "for_each",
    "provider",
    "providers",
    "depends_on",
    "lifecycle",
    "provisioner",
    "connection",
];

impl Engine<'_> {
    /// The arguments and blocks of a body.
    pub(super) fn entries(&self, body: &Body, scope: &Scope<'_>, top: bool) -> Entries {
        let mut entries = Entries::new();
        for attribute in &body.attributes {
            if top && META.contains(&&*attribute.name) {
                continue;
            }
            let value = scope.settled(scope.evaluate(&attribute.value), attribute.value.span);
            entries.insert(attribute.name.clone(), value);
        }
        let mut lists: Vec<(Arc<str>, Vec<Value>, Origin)> = Vec::new();
        for block in &body.blocks {
            if top && META.contains(&&*block.kind) || entries.contains_key(&block.kind) {
                continue;
            }
            let (kind, made) = if &*block.kind == "dynamic" {
                let Some(kind) = block.labels.first().cloned() else { continue };
                let made = self
                    .dynamic(&kind, block, scope)
                    .unwrap_or_else(|fault| vec![scope.settled(Err(fault), block.head)]);
                (kind, made)
            } else {
                let inner = self.entries(&block.body, scope, false);
                let value = Value::written(ValueKind::Object(Arc::new(inner)), block.span);
                (block.kind.clone(), vec![value])
            };
            match lists.iter_mut().find(|(known, ..)| *known == kind) {
                Some((_, items, _)) => items.extend(made),
                None => lists.push((kind, made, Origin::Written(block.span))),
            }
        }
        for (kind, items, origin) in lists {
            entries.insert(kind, Value::new(ValueKind::List(Arc::new(items)), origin));
        }
        entries
    }

    /// The blocks that a `dynamic` block makes; where that can't be known, one unknown block.
    fn dynamic(
        &self,
        kind: &Arc<str>,
        block: &Block,
        scope: &Scope<'_>,
    ) -> Result<Vec<Value>, Fault> {
        let Some(each) = block.body.attribute("for_each") else {
            let message = "a dynamic block needs for_each";
            return Err(Fault::new(ProblemKind::Structure, message, block.head));
        };
        let Some(content) = block.body.blocks_of("content").next() else {
            let message = "a dynamic block needs a content block";
            return Err(Fault::new(ProblemKind::Structure, message, block.head));
        };
        let iterator = match block.body.attribute("iterator").map(|name| &name.value.kind) {
            Some(Form::Name(name) | Form::Text(name)) => name.clone(),
            _ => kind.clone(),
        };
        let list = scope.evaluate(&each.value)?;
        if let Some(unknown) = list.as_unknown() {
            let residual = unknown.residual.clone();
            return Ok(vec![Value::unknown(unknown.reason.clone(), residual, list.origin.clone())]);
        }
        if list.is_null() {
            let message = "for_each must not be null";
            return Err(Fault::new(ProblemKind::ArgumentValue, message, each.value.span));
        }
        let mut made = Vec::new();
        for (key, value) in Scope::pairs(&list, each.value.span)?.unwrap_or_default() {
            let mut names = scope.instance.cloned().unwrap_or_default();
            let key = match (&list.kind, text_of(&key)) {
                (ValueKind::Map(_) | ValueKind::Object(_), Some(text)) => {
                    Value::text(text, key.origin)
                }
                _ => key,
            };
            names.iterators.push((iterator.clone(), key, value));
            let entries = self.entries(&content.body, &scope.of(&names), false);
            made.push(Value::written(ValueKind::Object(Arc::new(entries)), content.span));
        }
        Ok(made)
    }
}
