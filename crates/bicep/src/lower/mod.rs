//! From a program to the template that it deploys, as Microsoft's compiler would write it, with trees in the place of
//! strings.

#![allow(
    clippy::single_match_else,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    clippy::match_same_arms,
    clippy::needless_for_each,
    clippy::semicolon_if_nothing_returned,
    clippy::only_used_in_recursion,
    clippy::self_only_used_in_recursion,
    clippy::elidable_lifetime_names,
    clippy::too_many_lines,
    clippy::too_many_arguments,
    clippy::cast_possible_truncation,
    reason = "the language has many cases, and one match that shows them all reads better than its parts"
)]

mod aliases;
mod checks;
mod declarations;
mod expression;
mod imports;
mod ir;
mod load;
mod model;
mod module_references;
mod modules;
mod parameters;
mod references;
mod resources;
mod runtime;
mod scopes;
mod steps;
mod symbolic;
mod tree;
mod types;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use arm_template::{Node, Problem, ProblemKind, Reason, ScopeKind, Span, Term, Unknown, Value};

use crate::FileKind;
use crate::ast::{Expr, Statement};
use crate::parsed::{MadeTemplate, Source, problem};
use crate::program::{Files, Link, Program};
use imports::Closure;
use ir::{member, object, string};
use model::Model;

/// A template that is made of a program.
#[derive(Debug)]
pub struct Compiled {
    /// What is deployed.
    pub template: Node,
    /// What is wrong with the program.
    pub problems: Vec<Problem>,
    /// Where it is deployed to.
    pub target: ScopeKind,
    /// Whether the file only serves others: it deploys nothing and exports something.
    pub only_exports: bool,
    /// The files of the program: the main one first.
    pub files: Vec<std::path::PathBuf>,
}

/// What a parameters file says.
#[derive(Debug)]
pub struct Assigned {
    /// `{ "parameters": { "name": { "value": … } } }`.
    pub parameters: Node,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
    /// The template that it is for; none of `using none`, and none where it can't be had.
    pub template: Option<Compiled>,
    /// Whether it is for no template, and says so.
    pub for_none: bool,
    /// The file of that template.
    pub used: Option<std::path::PathBuf>,
}

/// Makes a template of a `.bicep` file.
#[must_use]
pub fn compile(main: &Source, files: &dyn Files) -> Compiled {
    let program = Program::load(main, FileKind::Template, files);
    let models: Vec<Model<'_>> =
        (0..program.units.len()).map(|unit| Model::new(&program, unit)).collect();
    Lowering::new(&program, &models, files).compiled(0)
}

/// Works out what a `.bicepparam` file says.
#[must_use]
pub fn assign(main: &Source, files: &dyn Files) -> Assigned {
    let program = Program::load(main, FileKind::Parameters, files);
    let models: Vec<Model<'_>> =
        (0..program.units.len()).map(|unit| Model::new(&program, unit)).collect();
    Lowering::new(&program, &models, files).assigned()
}

struct Lowering<'a> {
    program: &'a Program,
    models: &'a [Model<'a>],
    files: &'a dyn Files,
    templates: RefCell<HashMap<usize, Node>>,
    problems: RefCell<Vec<Problem>>,
    /// How often a variable was replaced by its value; bounds what that may grow to.
    replaced: RefCell<u32>,
    /// How many values the client puts in.
    inputs: RefCell<u32>,
}

/// One template in the making: expressions may come from other files that it imports from.
struct Writer<'l, 'a> {
    lowering: &'l Lowering<'a>,
    /// The file that the template is made of.
    model: &'a Model<'a>,
    closure: Closure,
}

/// Where an expression stands: in which file, and what is declared around it.
#[derive(Clone)]
struct Env<'a> {
    model: &'a Model<'a>,
    frame: Option<Rc<Frame<'a>>>,
    depth: u32,
}

struct Frame<'a> {
    name: &'a str,
    binding: Binding<'a>,
    next: Option<Rc<Frame<'a>>>,
}

/// What a name means that is declared around an expression.
#[derive(Clone)]
enum Binding<'a> {
    /// The item of a loop: the element of its source at this index.
    Item {
        source: &'a Expr,
        around: Env<'a>,
        index: Term,
    },
    /// A value that stands in its place.
    Term(Term),
    Lambda,
    /// A parameter of a function.
    Argument,
    /// A resource within the body of another one.
    Resource(usize),
}

impl<'a> Env<'a> {
    fn of(model: &'a Model<'a>) -> Self {
        Self { model, frame: None, depth: 0 }
    }

    fn bind(&self, name: &'a str, binding: Binding<'a>) -> Self {
        let next = self.frame.clone();
        let frame = Some(Rc::new(Frame { name, binding, next }));
        Self { model: self.model, frame, depth: self.depth }
    }

    fn deeper(&self) -> Self {
        Self { depth: self.depth + 1, ..self.clone() }
    }

    fn local(&self, name: &str) -> Option<&Binding<'a>> {
        let mut here = self.frame.as_ref();
        while let Some(frame) = here {
            if frame.name == name {
                return Some(&frame.binding);
            }
            here = frame.next.as_ref();
        }
        None
    }
}

impl<'a> Lowering<'a> {
    fn new(program: &'a Program, models: &'a [Model<'a>], files: &'a dyn Files) -> Self {
        Self {
            program,
            models,
            files,
            templates: RefCell::default(),
            problems: RefCell::new(program.problems.clone()),
            replaced: RefCell::new(0),
            inputs: RefCell::new(0),
        }
    }

    fn problem(&self, kind: ProblemKind, message: impl Into<String>, span: Span) {
        self.note(problem(kind, message, span));
    }

    fn note(&self, found: Problem) {
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&found) {
            problems.push(found);
        }
    }

    fn compiled(&self, unit: usize) -> Compiled {
        let template = self.template(unit);
        let model = &self.models[unit];
        let mut problems = self.problems.take();
        problems.sort_by_key(|problem| problem.span);
        problems.dedup();
        Compiled {
            template,
            problems,
            target: model.target,
            only_exports: only_exports(model),
            files: self
                .program
                .units
                .iter()
                .map(|unit| unit.path.clone())
                .chain(self.program.documents.iter().map(|document| document.path.clone()))
                .collect(),
        }
    }

    /// The template of a file, made once, also for other programs of the same files.
    fn template(&self, unit: usize) -> Node {
        if let Some(made) = self.templates.borrow().get(&unit) {
            return made.clone();
        }
        let make = || self.make(unit);
        let made = match self.files.parsed() {
            Some(parsed) => parsed.template(self.program.units[unit].id, make),
            None => Arc::new(make()),
        };
        made.problems.iter().cloned().for_each(|problem| self.note(problem));
        self.templates.borrow_mut().insert(unit, made.node.clone());
        made.node.clone()
    }

    fn make(&self, unit: usize) -> MadeTemplate {
        let of_others = self.problems.take();
        let model = &self.models[unit];
        self.check(model);
        let closure = Closure::of(self, model);
        let node = Writer { lowering: self, model, closure }.template();
        MadeTemplate { node, problems: self.problems.replace(of_others) }
    }

    /// The template that a module's path leads to; or what stands for one that isn't there.
    fn linked(&self, link: Option<&Link>, at: Span, path: &str) -> Node {
        let left = |reason: Reason| {
            let unknown = Unknown { reason, residual: "null()".into() };
            Node::written(Value::Unknown(Arc::new(unknown)), at)
        };
        match link {
            Some(Link::Unit(unit)) if !self.program.units[*unit].circular => self.template(*unit),
            Some(Link::Template(document)) => {
                let node = self.program.documents[*document].node.clone();
                node.unwrap_or_else(|| {
                    left(Reason::Failed(format!("'{path}' can't be read").into()))
                })
            }
            Some(Link::NotRestored(message)) => left(Reason::Linked(message.clone())),
            _ => left(Reason::Failed(format!("'{path}' can't be read").into())),
        }
    }
}

/// Whether a file deploys nothing by itself, but has something for others.
fn only_exports(model: &Model<'_>) -> bool {
    let mut exports = false;
    for statement in &model.unit.parsed.file.statements {
        let decorators = match statement {
            Statement::Resource(_) | Statement::Module(_) | Statement::Output(_) => return false,
            Statement::Variable(variable) => &variable.decorators,
            Statement::Type(declared) => &declared.decorators,
            Statement::Function(function) => &function.decorators,
            _ => continue,
        };
        exports |= tree::decorator(decorators, "export").is_some();
    }
    exports
}

impl<'a> Writer<'_, 'a> {
    fn problem(&self, kind: ProblemKind, message: impl Into<String>, span: Span) {
        self.lowering.problem(kind, message, span);
    }

    fn template(&self) -> Node {
        let whole = Span::new(self.model.unit.id, 0, 0);
        let at = self.model.unit.parsed.file.statements.first().map_or(whole, |statement| {
            let span = statement_span(statement);
            self.model.span(span)
        });
        let schema = match self.model.target {
            ScopeKind::Tenant => "2019-08-01/tenantDeploymentTemplate",
            ScopeKind::ManagementGroup => "2019-08-01/managementGroupDeploymentTemplate",
            ScopeKind::Subscription => "2018-05-01/subscriptionDeploymentTemplate",
            ScopeKind::ResourceGroup => "2019-04-01/deploymentTemplate",
        };
        let schema = format!("https://schema.management.azure.com/schemas/{schema}.json#");
        let mut members = vec![member("$schema", at, string(at, schema))];
        if self.model.symbolic {
            members.push(member("languageVersion", at, string(at, "2.0")));
        }
        members.push(member("contentVersion", at, string(at, "1.0.0.0")));
        let mut section = |name: &str, found: Vec<arm_template::Member>| {
            if !found.is_empty() {
                members.push(member(name, at, object(at, found)));
            }
        };
        section("metadata", self.metadata());
        section("definitions", self.definitions());
        section("parameters", self.parameters());
        let (variables, loops) = self.variables();
        let mut variables = variables;
        if !loops.is_empty() {
            variables.insert(0, member("copy", at, ir::array(at, loops)));
        }
        section("variables", variables);
        section("imports", self.extensions());
        section("asserts", self.asserts());
        let functions = self.functions(at);
        if !functions.is_empty() {
            members.push(member("functions", at, ir::array(at, functions)));
        }
        members.push(member("resources", at, self.resources(at)));
        let outputs = self.outputs();
        if !outputs.is_empty() {
            members.push(member("outputs", at, object(at, outputs)));
        }
        object(at, members)
    }

    fn env(&self) -> Env<'a> {
        Env::of(self.model)
    }
}

/// The names of a group of functions, each with its members.
type Namespaces = BTreeMap<String, Vec<arm_template::Member>>;

fn statement_span(statement: &Statement) -> crate::TextSpan {
    match statement {
        Statement::TargetScope(found)
        | Statement::Metadata(found)
        | Statement::Assert(found)
        | Statement::ParameterAssignment(found) => found.span,
        Statement::Parameter(found) => found.span,
        Statement::Variable(found) => found.span,
        Statement::Type(found) => found.span,
        Statement::Function(found) => found.span,
        Statement::Resource(found) => found.span,
        Statement::Module(found) | Statement::Test(found) => found.span,
        Statement::Output(found) => found.span,
        Statement::Import(found) => found.span,
        Statement::Extension(found) | Statement::ExtensionConfig(found) => found.span,
        Statement::Using(found) => found.span,
        Statement::Extends(found) => found.span,
    }
}
