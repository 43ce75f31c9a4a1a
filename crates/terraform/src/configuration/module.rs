//! One instance of a module: what its names lead to.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use traced_values::{By, Origin, ProblemKind, Reason, Span};

use super::instances::{Instance, Instances};
use super::{Engine, Folder, ModuleFault};
use crate::evaluate::{InstanceNames, Names, Reference, Scope};
use crate::fault::{Fault, Outcome};
use crate::files::Files;
use crate::syntax::{Block, Expression, StepKind};
use crate::value::{Entries, Value, ValueKind};

/// One instance of a module.
pub(super) struct Module<'o> {
    pub(super) engine: &'o Engine<'o>,
    pub(super) folder: Rc<Folder>,
    /// Its address: nothing for the root, else `module.hub["west"]`.
    pub(super) address: String,
    /// The same without instance keys.
    path: String,
    depth: usize,
    caller: Option<Caller<'o>>,
    values: RefCell<HashMap<String, LazyValue>>,
    calls: RefCell<HashMap<Arc<str>, Rc<CalledModule<'o>>>>,
}

/// Who calls a module, and in which of its instances.
struct Caller<'o> {
    module: Rc<Module<'o>>,
    name: Arc<str>,
    instance: InstanceNames,
}

/// A value that is worked out once.
enum LazyValue {
    Busy,
    Done(Outcome),
}

/// The instances of a called module; or why there are none.
pub(super) struct CalledModule<'o> {
    pub(super) instances: Instances,
    pub(super) modules: Result<Vec<ModuleHandle<'o>>, Unavailable>,
}

/// Why a called module isn't evaluated.
pub(super) struct Unavailable {
    pub(super) reason: String,
    /// What kind of fault of the configuration that is, if it is one.
    pub(super) fault: Option<ProblemKind>,
    pub(super) at: Span,
}

/// A module that its children can refer to.
#[derive(Clone)]
pub(super) struct ModuleHandle<'o>(pub(super) Rc<Module<'o>>);

impl<'o> Module<'o> {
    pub(super) fn root(engine: &'o Engine<'o>, folder: Rc<Folder>) -> ModuleHandle<'o> {
        ModuleHandle(Rc::new(Self {
            engine,
            folder,
            address: String::new(),
            path: String::new(),
            depth: 0,
            caller: None,
            values: RefCell::default(),
            calls: RefCell::default(),
        }))
    }

    /// An address inside this module.
    pub(super) fn address_of(&self, inner: &str) -> String {
        if self.address.is_empty() { inner.to_owned() } else { format!("{}.{inner}", self.address) }
    }

    /// The value of an expression that may name nothing.
    pub(super) fn constant(&self, expression: &Expression) -> Outcome {
        let nothing = EmptyScope { files: self.engine.options.files };
        Scope::new(&nothing, &self.engine.ledger, None).evaluate(expression)
    }

    /// What is given for a variable by the caller, or from outside.
    pub(super) fn given(&self, name: &str) -> Option<Value> {
        if let Some(caller) = &self.caller {
            let block = caller.module.folder.modules.get(&caller.name)?;
            let argument = block.body.attribute(name)?;
            let handle = ModuleHandle(caller.module.clone());
            let scope = Scope::new(&handle, &self.engine.ledger, Some(&caller.instance));
            return Some(scope.settled(scope.evaluate(&argument.value), argument.value.span));
        }
        let mut values = self.engine.options.values.iter().rev();
        let given = values.find(|value| &*value.name == name)?;
        let nothing = EmptyScope { files: self.engine.options.files };
        let scope = Scope::new(&nothing, &self.engine.ledger, None);
        Some(scope.settled(scope.evaluate(&given.value), given.value.span))
    }

    pub(super) fn once(&self, key: String, at: Span, make: impl FnOnce() -> Outcome) -> Outcome {
        match self.values.borrow().get(&key) {
            Some(LazyValue::Done(outcome)) => return outcome.clone(),
            Some(LazyValue::Busy) => {
                let message = format!("{} depends on itself", self.address_of(&key));
                return Err(Fault::new(ProblemKind::CircularReference, message, at));
            }
            None => {}
        }
        self.values.borrow_mut().insert(key.clone(), LazyValue::Busy);
        let outcome = make();
        self.values.borrow_mut().insert(key, LazyValue::Done(outcome.clone()));
        outcome
    }
}

impl<'o> ModuleHandle<'o> {
    /// The names of the module, and of one of its instances.
    pub(super) fn scope<'s>(&'s self, instance: Option<&'s InstanceNames>) -> Scope<'s> {
        Scope::new(self, &self.0.engine.ledger, instance)
    }

    /// The instances of a module that this one calls.
    pub(super) fn called(&self, name: &Arc<str>) -> Option<Rc<CalledModule<'o>>> {
        if let Some(called) = self.0.calls.borrow().get(name) {
            return Some(called.clone());
        }
        let folder = self.0.folder.clone();
        let block = folder.modules.get(name)?;
        let instances = self.0.engine.instances(&block.body, &self.scope(None));
        let modules = self.loaded(name, block, instances.all().len()).map(|folder| {
            let module = |instance: Instance| {
                let address = self.0.address_of(&format!("module.{name}{}", instance.suffix));
                ModuleHandle(Rc::new(Module {
                    engine: self.0.engine,
                    folder: folder.clone(),
                    address,
                    path: self.path_of(name),
                    depth: self.0.depth + 1,
                    caller: Some(Caller {
                        module: self.0.clone(),
                        name: name.clone(),
                        instance: instance.names,
                    }),
                    values: RefCell::default(),
                    calls: RefCell::default(),
                }))
            };
            instances.all().into_iter().map(module).collect()
        });
        let called = Rc::new(CalledModule { instances, modules });
        self.0.calls.borrow_mut().insert(name.clone(), called.clone());
        Some(called)
    }

    fn path_of(&self, name: &str) -> String {
        let inner = format!("module.{name}");
        if self.0.path.is_empty() { inner } else { format!("{}.{inner}", self.0.path) }
    }

    fn loaded(
        &self,
        name: &str,
        block: &Block,
        instances: usize,
    ) -> Result<Rc<Folder>, Unavailable> {
        let unavailable = |reason: String, fault, at| Unavailable { reason, fault, at };
        if !self.0.engine.ledger.call(instances) {
            let most = self.0.engine.ledger.limits.calls;
            let reason = format!("more than {most} modules are called; the rest is not evaluated");
            return Err(unavailable(reason, Some(ProblemKind::Limit), block.head));
        }
        if self.0.depth >= self.0.engine.ledger.limits.modules {
            let reason = format!(
                "modules lie more than {} deep within each other",
                self.0.engine.ledger.limits.modules
            );
            return Err(unavailable(reason, Some(ProblemKind::Limit), block.head));
        }
        let missing = Some(ProblemKind::LinkedTemplate);
        let Some(source) = block.body.attribute("source") else {
            return Err(unavailable("the module has no source".into(), missing, block.head));
        };
        let scope = self.scope(None);
        let at = source.value.span;
        let value = scope
            .evaluate(&source.value)
            .map_err(|fault| unavailable(fault.message, missing, at))?;
        let Some(text) = value.as_str() else {
            return Err(unavailable("its source can't be known".into(), None, at));
        };
        let modules = self.0.engine.options.modules;
        modules.load(&self.0.folder.path, text, &self.path_of(name)).map_err(|fault| match fault {
            ModuleFault::Remote(reason) | ModuleFault::Outside(reason) => {
                unavailable(reason, None, at)
            }
            ModuleFault::Missing(reason) => unavailable(reason, missing, at),
        })
    }

    /// What a file that can't be read may declare.
    pub(super) fn undeclared(&self, inner: &str, at: Span) -> Value {
        let address = self.0.address_of(inner);
        let reason = format!("{address} may be declared in a file that can't be read");
        Value::unknown(Reason::Failed(reason.into()), address, Origin::Written(at))
    }

    fn variable(&self, name: &str, at: Span) -> Outcome {
        let folder = self.0.folder.clone();
        let Some(block) = folder.variables.get(name) else {
            if folder.is_partial {
                return Ok(self.undeclared(&format!("var.{name}"), at));
            }
            let message = format!("there is no variable '{name}' in this module");
            return Err(Fault::new(ProblemKind::ParameterNotFound, message, at));
        };
        let value = self.0.once(format!("var.{name}"), at, || self.0.variable(name, block))?;
        let origin = passed(format!("var.{name}"), at, &value);
        Ok(value.from_origin(origin))
    }

    fn local(&self, name: &str, at: Span) -> Outcome {
        let folder = self.0.folder.clone();
        let Some(attribute) = folder.locals.get(name) else {
            if folder.is_partial {
                return Ok(self.undeclared(&format!("local.{name}"), at));
            }
            let message = format!("there is no local value '{name}' in this module");
            return Err(Fault::new(ProblemKind::VariableNotFound, message, at));
        };
        let value = self
            .0
            .once(format!("local.{name}"), at, || self.scope(None).evaluate(&attribute.value))?;
        let origin = passed(format!("local.{name}"), at, &value);
        Ok(value.from_origin(origin))
    }

    /// An output of this module.
    pub(super) fn output(&self, name: &str, at: Span) -> Outcome {
        let folder = self.0.folder.clone();
        let Some(block) = folder.outputs.get(name) else {
            let message = format!("the module {} has no output '{name}'", self.0.address);
            return Err(Fault::new(ProblemKind::PropertyNotFound, message, at));
        };
        let Some(value) = block.body.attribute("value") else {
            let message = format!("the output '{name}' has no value");
            return Err(Fault::new(ProblemKind::Structure, message, block.head));
        };
        let sensitive = ["sensitive", "ephemeral"].iter().any(|mark| {
            block.body.attribute(mark).is_some_and(|mark| {
                matches!(mark.value.kind, crate::syntax::ExpressionKind::Bool(true))
            })
        });
        let made = self
            .0
            .once(format!("output.{name}"), at, || self.scope(None).evaluate(&value.value))?;
        Ok(made.marked(sensitive))
    }

    /// All outputs of this module as an object.
    fn outputs(&self, at: Span) -> Value {
        let folder = self.0.folder.clone();
        let entries: Entries = folder
            .outputs
            .keys()
            .map(|name| {
                let value = self.scope(None).settled(self.output(name, at), at);
                (name.clone(), value)
            })
            .collect();
        Value::new(ValueKind::Object(Arc::new(entries)), Origin::computed("module", at, Vec::new()))
    }

    /// `module.name`, an instance of it, an output of it; and how many steps that takes in.
    fn module_reference(
        &self,
        reference: &Reference<'_>,
        scope: &Scope<'_>,
    ) -> Result<(Value, usize), Fault> {
        let at = reference.span;
        let Some(name) = reference.name(0) else {
            return Err(Fault::new(ProblemKind::Structure, "the name of a module is missing", at));
        };
        let name: Arc<str> = name.into();
        let Some(called) = self.called(&name) else {
            let message = format!("no module '{name}' is called here");
            return Err(Fault::new(ProblemKind::VariableNotFound, message, at));
        };
        let address = self.0.address_of(&format!("module.{name}"));
        let handles = match &called.modules {
            Ok(handles) => handles,
            Err(unavailable) => {
                let reason = Reason::Failed(
                    format!("{address} was not read: {}", unavailable.reason).into(),
                );
                let origin = Origin::Written(at);
                return Ok((Value::unknown(reason, address, origin), 1));
            }
        };
        let output = |handle: &ModuleHandle<'o>, name: &str| {
            let value = handle.output(name, at)?;
            let origin = passed(format!("{}.{name}", handle.0.address), at, &value);
            Ok(value.from_origin(origin))
        };
        match &called.instances {
            Instances::Single => match reference.name(1) {
                Some(name) => Ok((output(&handles[0], name)?, 2)),
                None => Ok((handles[0].outputs(at), 1)),
            },
            Instances::Unsure(instance) => {
                let unknown = instance.unsure.as_ref().expect("it is unsure");
                let origin = Origin::Written(at);
                Ok((Value::unknown(unknown.reason.clone(), address, origin), 1))
            }
            Instances::Counted(_) | Instances::Keyed(_) => {
                let one = match reference.links.get(1).map(|link| &link.step) {
                    Some(StepKind::Key(key)) => chosen(&called.instances, &scope.evaluate(key)?),
                    Some(StepKind::Index(index)) => usize::try_from(*index).ok(),
                    Some(StepKind::Name(name)) => match &called.instances {
                        Instances::Keyed(keys) => keys.iter().position(|(key, _)| **key == **name),
                        _ => None,
                    },
                    _ => None,
                };
                if let Some(handle) = one.and_then(|one| handles.get(one)) {
                    return match reference.name(2) {
                        Some(name) => Ok((output(handle, name)?, 3)),
                        None => Ok((handle.outputs(at), 2)),
                    };
                }
                let values: Vec<Value> = handles.iter().map(|handle| handle.outputs(at)).collect();
                let origin = Origin::computed("module", at, Vec::new());
                let value = match &called.instances {
                    Instances::Keyed(keys) => {
                        let keys = keys.iter().map(|(key, _)| key.clone());
                        Value::new(ValueKind::Object(Arc::new(keys.zip(values).collect())), origin)
                    }
                    _ => Value::new(ValueKind::Tuple(Arc::new(values)), origin),
                };
                Ok((value, 1))
            }
        }
    }
}

/// The place of the instance that a key names.
fn chosen(instances: &Instances, key: &Value) -> Option<usize> {
    match (instances, &key.kind) {
        (Instances::Keyed(keys), ValueKind::Text(text)) => {
            keys.iter().position(|(key, _)| key == text)
        }
        (Instances::Counted(_), ValueKind::Number(number)) => {
            usize::try_from(number.to_i64()?).ok()
        }
        _ => None,
    }
}

/// The origin of a value that was handed on by a name.
fn passed(name: String, at: Span, value: &Value) -> Origin {
    Origin::passed(By::Named(name.into()), at, value.origin.clone())
}

impl Names for ModuleHandle<'_> {
    fn refer(&self, reference: &Reference<'_>, scope: &Scope<'_>) -> Result<(Value, usize), Fault> {
        let at = reference.span;
        let known =
            |text: &str| Value::text(text, Origin::computed(reference.root, at, Vec::new()));
        let unsure =
            |what: &str| Value::unknown(Reason::Place(what.into()), what, Origin::Written(at));
        match (reference.root, reference.name(0)) {
            ("var", Some(name)) => Ok((self.variable(name, at)?, 1)),
            ("local", Some(name)) => Ok((self.local(name, at)?, 1)),
            ("module", _) => self.module_reference(reference, scope),
            ("path", Some("module")) => Ok((known(&self.0.folder.path), 1)),
            ("path", Some("root")) => Ok((known("."), 1)),
            ("path", Some("cwd")) => Ok((unsure("path.cwd"), 1)),
            ("terraform" | "tofu", Some("workspace")) => {
                let workspace = self.0.engine.options.workspace.as_deref();
                Ok((workspace.map_or_else(|| unsure("terraform.workspace"), known), 1))
            }
            ("terraform" | "tofu", Some("applying")) => Ok((unsure("terraform.applying"), 1)),
            ("self", _) => Ok((unsure("self"), 0)),
            (mode @ ("data" | "ephemeral"), Some(kind)) => match reference.name(1) {
                Some(name) => Ok((self.resource(mode, kind, name, at)?, 2)),
                None => Err(Fault::new(
                    ProblemKind::Structure,
                    "the name of a data source is missing",
                    at,
                )),
            },
            ("var" | "local" | "path" | "each" | "count" | "terraform" | "tofu" | "data", _) => {
                let message = format!("'{}' needs a name that it has", reference.root);
                Err(Fault::new(ProblemKind::VariableNotFound, message, at))
            }
            ("resource", Some(kind)) => match reference.name(1) {
                Some(name) => Ok((self.resource("resource", kind, name, at)?, 2)),
                None => {
                    Err(Fault::new(ProblemKind::Structure, "the name of a resource is missing", at))
                }
            },
            (kind, Some(name)) => Ok((self.resource("resource", kind, name, at)?, 1)),
            (name, None) => {
                let message = format!(
                    "'{name}' is no value: strings stand in quotes, and a reference has a type and a name"
                );
                Err(Fault::new(ProblemKind::VariableNotFound, message, at))
            }
        }
    }

    fn files(&self) -> &dyn Files {
        self.0.engine.options.files
    }
}

/// A scope without names: of defaults, and of values from outside.
pub(super) struct EmptyScope<'f> {
    files: &'f dyn Files,
}

impl Names for EmptyScope<'_> {
    fn refer(&self, reference: &Reference<'_>, _: &Scope<'_>) -> Result<(Value, usize), Fault> {
        let message =
            format!("'{}' can't be named here: only plain values stand here", reference.root);
        Err(Fault::new(ProblemKind::NotAllowedHere, message, reference.span))
    }

    fn files(&self) -> &dyn Files {
        self.files
    }
}
