//! The resources of a module, as values that other expressions refer to.

use std::sync::Arc;

use traced_values::{Origin, ProblemKind, Span};

use super::instances::Instance;
use super::module::ModuleHandle;
use crate::fault::{Fault, Outcome};
use crate::syntax::{Block, Body, ExpressionKind as Form};
use crate::value::{Entries, ResourceValue, Value, ValueKind};

impl ModuleHandle<'_> {
    /// The instances of a resource, all of their arguments evaluated.
    pub(super) fn resource(&self, mode: &str, kind: &str, name: &str, at: Span) -> Outcome {
        let folder = self.0.folder.clone();
        let pair = (Arc::from(kind), Arc::from(name));
        let blocks = match mode {
            "data" => &folder.data,
            "ephemeral" => &folder.ephemeral,
            _ => &folder.resources,
        };
        let prefix = if mode == "resource" { String::new() } else { format!("{mode}.") };
        let inner = format!("{prefix}{kind}.{name}");
        let Some(block) = blocks.get(&pair) else {
            if folder.is_partial {
                return Ok(self.undeclared(&inner.clone(), at));
            }
            let message = format!("there is no {inner} in this module");
            return Err(Fault::new(ProblemKind::VariableNotFound, message, at));
        };
        self.0.once(inner.clone(), at, || {
            let address = self.0.address_of(&inner);
            let instances = self.0.engine.instances(&block.body, &self.scope(None));
            let origin = Origin::Written(block.head);
            let one = |instance: &Instance| self.one(kind, block, &address, instance, mode);
            Ok(instances.value(one, origin, &address))
        })
    }

    /// One instance of a resource as a value.
    pub(super) fn one(
        &self,
        kind: &str,
        block: &Block,
        address: &str,
        instance: &Instance,
        mode: &str,
    ) -> Value {
        let scope = self.scope(Some(&instance.names));
        let mut entries = self.0.engine.entries(&block.body, &scope, true);
        let address = format!("{address}{}", instance.suffix);
        let provider = self.0.engine.options.provider;
        for attribute in &block.body.attributes {
            if let Form::Call(call) = &attribute.value.kind
                && let ("jsonencode", [document]) = (&*call.name, &call.arguments[..])
                && provider.takes_json(kind, &attribute.name)
            {
                let value = scope.settled(scope.evaluate(document), document.span);
                entries.insert(attribute.name.clone(), value);
            }
        }
        for (name, value) in provider.computed(kind, &address, &entries, block.head) {
            entries.entry(name).or_insert(value);
        }
        for (name, value) in &mut entries {
            value.sensitive |= provider.is_secret(kind, name);
        }
        let entries = opened(&address, entries, &block.body);
        let resource = ResourceValue { address: address.into(), entries: Arc::new(entries) };
        Value::new(ValueKind::Resource(Arc::new(resource)), Origin::Written(block.head))
            .marked(mode == "ephemeral")
    }
}

/// The content of a resource, each of its blocks with the attributes that only the provider knows.
fn opened(address: &str, mut entries: Entries, body: &Body) -> Entries {
    for block in &body.blocks {
        let (kind, content) = match &*block.kind {
            "dynamic" => (block.labels.first(), block.body.blocks_of("content").next()),
            _ => (Some(&block.kind), Some(block)),
        };
        let (Some(kind), Some(content)) = (kind, content) else { continue };
        let Some(list) = entries.get_mut(kind) else { continue };
        let ValueKind::List(items) = &list.kind else { continue };
        let open = |(at, item): (usize, &Value)| match &item.kind {
            ValueKind::Object(inner) => {
                let address = format!("{address}.{kind}[{at}]");
                let entries = opened(&address, (**inner).clone(), &content.body);
                let inner = ResourceValue { address: address.into(), entries: Arc::new(entries) };
                Value { kind: ValueKind::Resource(Arc::new(inner)), ..item.clone() }
            }
            _ => item.clone(),
        };
        list.kind = ValueKind::List(Arc::new(items.iter().enumerate().map(open).collect()));
    }
    entries
}
