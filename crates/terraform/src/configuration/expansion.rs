//! What a configuration comes to: its resources and outputs.

use std::rc::Rc;
use std::sync::Arc;

use traced_values::{Problem, ProblemKind, Span, Unknown};

use super::module::{Module, ModuleHandle};
use super::{Engine, Folder, Options};
use crate::fault::Fault;
use crate::ledger::Ledger;
use crate::value::{Value, ValueKind};

/// What a configuration comes to.
#[derive(Clone, Debug, Default)]
pub struct Expansion {
    /// All instances of all resources and data sources, those of modules included.
    pub resources: Vec<Resource>,
    /// The outputs of the root module.
    pub outputs: Vec<Output>,
    /// Modules that were not evaluated.
    pub unread: Vec<Unread>,
    /// What is wrong, each fault once.
    pub problems: Vec<Problem>,
    /// Where sensitive values are written.
    pub secrets: Vec<Span>,
    /// Whether a limit on modules was reached and told.
    is_cut: bool,
}

/// One instance of a resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its address: `module.hub.azurerm_subnet.gateway["west"]`.
    pub address: Arc<str>,
    /// The address of its module; nothing for the root.
    pub module: Arc<str>,
    /// Its type: `azurerm_subnet`.
    pub kind: Arc<str>,
    /// Whether it is only read, as `data` is.
    pub is_data: bool,
    /// Everything written about it, and what follows from that.
    pub value: Value,
    /// Where its head is written.
    pub head: Span,
    /// Why it may not exist, or exist several times.
    pub unsure: Option<Arc<Unknown>>,
}

/// One output of the root module.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its name.
    pub name: Arc<str>,
    /// Its value.
    pub value: Value,
}

/// A module that was not evaluated.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Its address.
    pub address: Arc<str>,
    /// Why, and what would bring it.
    pub reason: String,
    /// Where its source is written.
    pub span: Span,
}

/// Evaluates a configuration.
#[must_use]
pub fn expand(root: &Rc<Folder>, options: &Options<'_>) -> Expansion {
    let engine = Engine { options, ledger: Ledger::new(options.limits.clone()) };
    let mut expansion = Expansion::default();
    let handle = Module::root(&engine, root.clone());
    for problem in &root.problems {
        expansion.problems.push(problem.clone());
    }
    gather(&engine, &handle, &mut expansion);
    for name in root.outputs.keys() {
        let at = root.outputs[name].head;
        let value = handle.scope(None).settled(handle.output(name, at), at);
        expansion.outputs.push(Output { name: name.clone(), value });
    }
    expansion.problems.extend(engine.ledger.problems());
    expansion
}

fn gather(engine: &Engine<'_>, handle: &ModuleHandle<'_>, expansion: &mut Expansion) {
    let module = &handle.0;
    let scope = handle.scope(None);
    for (name, block) in &module.folder.variables {
        module.validate(&scope, name, block);
        if let Some(value) = module.sensitive_value(name, block) {
            written(&value, &mut expansion.secrets);
        }
    }
    let declared = [(&module.folder.resources, "resource"), (&module.folder.data, "data")];
    for (blocks, mode) in declared {
        for ((kind, name), block) in blocks {
            let prefix = if mode == "data" { "data." } else { "" };
            let address = module.address_of(&format!("{prefix}{kind}.{name}"));
            for instance in engine.instances(&block.body, &scope).all() {
                let value = handle.one(kind, block, &address, &instance, mode);
                let ValueKind::Resource(resource) = &value.kind else { continue };
                for value in resource.entries.values() {
                    sensitive(value, &mut expansion.secrets);
                }
                expansion.resources.push(Resource {
                    address: resource.address.clone(),
                    module: module.address.as_str().into(),
                    kind: kind.clone(),
                    is_data: mode == "data",
                    value: value.clone(),
                    head: block.head,
                    unsure: instance.unsure.clone(),
                });
            }
        }
    }
    for (name, block) in &module.folder.modules {
        let Some(called) = handle.called(name) else { continue };
        match &called.modules {
            Ok(handles) => {
                if let Some(first) = handles.first() {
                    for argument in &block.body.attributes {
                        let known =
                            ["source", "version", "count", "for_each", "providers", "depends_on"];
                        if !known.contains(&&*argument.name)
                            && !first.0.folder.variables.contains_key(&argument.name)
                        {
                            engine.ledger.report(&Fault::new(
                                ProblemKind::ParameterNotFound,
                                format!("the module {name} has no variable '{}'", argument.name),
                                argument.name_span,
                            ));
                        }
                    }
                    expansion.problems.extend(first.0.folder.problems.iter().cloned());
                }
                for handle in handles {
                    gather(engine, handle, expansion);
                }
            }
            Err(unavailable) => {
                let address = module.address_of(&format!("module.{name}"));
                if engine.ledger.has_called_too_much()
                    && std::mem::replace(&mut expansion.is_cut, true)
                {
                    // A limit is said once.
                    continue;
                }
                if let Some(kind) = unavailable.fault {
                    let reason = unavailable.reason.clone();
                    engine.ledger.report(&Fault::new(kind, reason, unavailable.at));
                }
                expansion.unread.push(Unread {
                    address: address.into(),
                    reason: unavailable.reason.clone(),
                    span: unavailable.at,
                });
            }
        }
    }
}

/// The places of the sensitive values inside.
fn sensitive(value: &Value, places: &mut Vec<Span>) {
    if value.sensitive {
        written(value, places);
    } else if let Some(items) = value.as_items() {
        items.iter().for_each(|item| sensitive(item, places));
    } else if let Some(entries) = value.as_entries() {
        entries.values().for_each(|value| sensitive(value, places));
    }
}

/// The places where the plain values inside are written.
fn written(value: &Value, places: &mut Vec<Span>) {
    if let Some(items) = value.as_items() {
        items.iter().for_each(|item| written(item, places));
    } else if let Some(entries) = value.as_entries() {
        entries.values().for_each(|value| written(value, places));
    } else if !value.is_unknown() && !value.is_null() {
        places.push(value.origin.span());
    }
}
