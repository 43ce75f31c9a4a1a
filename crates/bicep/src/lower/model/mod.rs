//! What a file declares: names, resources with their parents, modules, and how the compiler would write it down.

mod runtime;
pub(super) mod symbolic;

use std::collections::{HashMap, HashSet};

use arm_template::{ScopeKind, Span};

use super::tree::{property, unparenthesized};
use crate::ast::{self, Entry, Expr, ExprKind, For, Imported, Name, Statement};
use crate::program::{LinkTarget, Program, SourceFile};

/// What a name means in a file.
#[derive(Clone, Copy)]
pub(super) enum Symbol<'a> {
    Parameter(&'a ast::Parameter),
    /// A value of a parameters file.
    Assignment,
    Variable(&'a ast::Variable),
    Function(&'a ast::Function),
    Type(&'a ast::TypeDeclaration),
    Resource(usize),
    Module(usize),
    /// Something of another file, and its name there.
    Imported(&'a LinkTarget, &'a Name),
    Wildcard(&'a LinkTarget),
    Extension,
}

/// A resource, nested ones as well.
pub(super) struct ResourceSymbol<'a> {
    pub(super) declaration: &'a ast::Resource,
    /// The full type and the version.
    pub(super) kind: String,
    pub(super) version: Option<String>,
    pub(super) parent: Option<Parent<'a>>,
    pub(super) body: &'a [Entry],
    pub(super) condition: Option<&'a Expr>,
    pub(super) for_loop: Option<&'a For>,
    /// Its name in the compiled template: `parent::child` of a nested one.
    pub(super) symbol: String,
    pub(super) children: HashMap<&'a str, usize>,
    /// A resource of an extension, not of Azure.
    pub(super) foreign: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Parent<'a> {
    pub(super) resource: usize,
    /// It stands in the parent's body.
    pub(super) nested: bool,
    /// The place in a loop of parents.
    pub(super) index: Option<&'a Expr>,
}

pub(super) struct ModuleSymbol<'a> {
    pub(super) declaration: &'a ast::Module,
    pub(super) body: &'a [Entry],
    pub(super) condition: Option<&'a Expr>,
    pub(super) for_loop: Option<&'a For>,
    pub(super) link: Option<&'a LinkTarget>,
}

pub(super) struct Model<'a> {
    pub(super) unit: &'a SourceFile,
    pub(super) number: usize,
    pub(super) names: HashMap<&'a str, Symbol<'a>>,
    /// Names that are declared again.
    pub(super) twice: Vec<&'a Name>,
    pub(super) resources: Vec<ResourceSymbol<'a>>,
    pub(super) modules: Vec<ModuleSymbol<'a>>,
    pub(super) target: ScopeKind,
    /// Whether resources are written down under their symbolic names.
    pub(super) symbolic: bool,
    /// Variables that are replaced by their value, for it is known at run time only.
    pub(super) inlined: HashSet<&'a str>,
}

impl<'a> Model<'a> {
    pub(super) fn new(program: &'a Program, number: usize) -> Self {
        let unit = &program.units[number];
        let mut model = Self {
            unit,
            number,
            names: HashMap::new(),
            twice: Vec::new(),
            resources: Vec::new(),
            modules: Vec::new(),
            target: ScopeKind::ResourceGroup,
            symbolic: false,
            inlined: HashSet::new(),
        };
        for statement in &unit.parsed.file.statements {
            model.declare(statement);
        }
        for number in 0..model.resources.len() {
            model.find_parent(number);
        }
        model.find_inlined();
        model.symbolic = model.is_symbolic(program);
        model
    }

    pub(super) fn span(&self, span: crate::TextSpan) -> Span {
        self.unit.span(span)
    }

    fn name(&mut self, name: &'a Name, symbol: Symbol<'a>) {
        if !name.text.is_empty() && self.names.insert(&name.text, symbol).is_some() {
            self.twice.push(name);
        }
    }

    fn declare(&mut self, statement: &'a Statement) {
        match statement {
            Statement::TargetScope(assigned) => {
                if let ExprKind::Text(text) = &assigned.value.kind {
                    self.target = match &**text {
                        "subscription" => ScopeKind::Subscription,
                        "managementGroup" => ScopeKind::ManagementGroup,
                        "tenant" => ScopeKind::Tenant,
                        _ => ScopeKind::ResourceGroup,
                    };
                }
            }
            Statement::Parameter(parameter) => {
                self.name(&parameter.name, Symbol::Parameter(parameter))
            }
            Statement::ParameterAssignment(assigned) => {
                self.name(&assigned.name, Symbol::Assignment);
            }
            Statement::Variable(variable) => self.name(&variable.name, Symbol::Variable(variable)),
            Statement::Function(function) => self.name(&function.name, Symbol::Function(function)),
            Statement::Type(declared) => self.name(&declared.name, Symbol::Type(declared)),
            Statement::Resource(resource) => {
                let number = self.resource(resource, None);
                self.name(&resource.name, Symbol::Resource(number));
            }
            Statement::Module(module) => {
                let (for_loop, condition, body) = unwrapped(&module.value);
                let link = self.unit.link(&module.path);
                let number = self.modules.len();
                self.modules.push(ModuleSymbol {
                    declaration: module,
                    body,
                    condition,
                    for_loop,
                    link,
                });
                self.name(&module.name, Symbol::Module(number));
            }
            Statement::Import(import) => {
                let link = self.unit.link(&import.path).unwrap_or(&LinkTarget::Failed);
                match &import.what {
                    Imported::Symbols(symbols) => {
                        for (original, name) in symbols {
                            self.name(name, Symbol::Imported(link, original));
                        }
                    }
                    Imported::All(name) => self.name(name, Symbol::Wildcard(link)),
                    Imported::Missing => {}
                }
            }
            Statement::Extension(extension) => {
                let name = extension.alias.as_ref().unwrap_or(&extension.name);
                self.name(name, Symbol::Extension);
            }
            _ => {}
        }
    }

    fn resource(&mut self, declaration: &'a ast::Resource, within: Option<usize>) -> usize {
        let (for_loop, condition, body) = unwrapped(&declaration.value);
        let written = match &declaration.kind.kind {
            ExprKind::Text(text) => &**text,
            _ => "",
        };
        let (kind, version) = match written.split_once('@') {
            Some((kind, version)) => (kind, Some(version.to_owned())),
            None => (written, None),
        };
        let number = self.resources.len();
        let mut resource = ResourceSymbol {
            declaration,
            kind: kind.to_owned(),
            version,
            parent: None,
            body,
            condition,
            for_loop,
            symbol: declaration.name.text.to_string(),
            children: HashMap::new(),
            foreign: within.is_none()
                && !kind.split('/').next().is_some_and(|part| part.contains('.'))
                && !kind.is_empty(),
        };
        if let Some(parent) = within {
            let around = &self.resources[parent];
            resource.kind = format!("{}/{kind}", around.kind);
            resource.version = resource.version.or_else(|| around.version.clone());
            resource.symbol = format!("{}::{}", around.symbol, resource.symbol);
            resource.foreign = around.foreign;
            resource.parent = Some(Parent { resource: parent, nested: true, index: None });
        }
        if !resource.foreign {
            resource.kind = crate::spelling::spelled(&resource.kind, resource.version.as_deref());
        }
        self.resources.push(resource);
        for entry in body {
            if let Entry::Resource(child) = entry {
                let place = self.resource(child, Some(number));
                self.resources[number].children.insert(&child.name.text, place);
            }
        }
        number
    }

    /// The resource that `parent:` names.
    fn find_parent(&mut self, number: usize) {
        if self.resources[number].parent.is_some() {
            return;
        }
        let Some(written) = property(self.resources[number].body, "parent") else { return };
        let (base, index) = match &unparenthesized(written).kind {
            ExprKind::Index { base, index, .. } => (&**base, Some(&**index)),
            _ => (written, None),
        };
        if let Some(resource) = self.named_resource(base).filter(|found| *found != number) {
            // A circle of parents has no name to put together.
            let mut above = Some(resource);
            while let Some(next) = above {
                if next == number {
                    return;
                }
                above = self.resources[next].parent.map(|parent| parent.resource);
            }
            self.resources[number].parent = Some(Parent { resource, nested: false, index });
        }
    }

    /// The resource that an expression names, without regard to what is declared around it.
    pub(super) fn named_resource(&self, expr: &Expr) -> Option<usize> {
        match &unparenthesized(expr).kind {
            ExprKind::Name(name) => match self.names.get(&**name)? {
                Symbol::Resource(number) => Some(*number),
                _ => None,
            },
            ExprKind::Nested(base, name) => {
                let base = match &unparenthesized(base).kind {
                    ExprKind::Index { base, .. } => base,
                    _ => base,
                };
                let around = self.named_resource(base)?;
                self.resources[around].children.get(&*name.text).copied()
            }
            _ => None,
        }
    }

    /// The resources above, the outermost first.
    pub(super) fn ancestors(&self, number: usize) -> Vec<usize> {
        let mut ancestors = Vec::new();
        let mut above = self.resources[number].parent;
        while let Some(parent) = above {
            ancestors.push(parent.resource);
            above = self.resources[parent.resource].parent;
        }
        ancestors.reverse();
        ancestors
    }

    /// The loop that makes a resource: its own, or that of a resource it stands in.
    pub(super) fn loop_of(&self, number: usize) -> Option<(usize, &'a For)> {
        let mut here = Some(number);
        while let Some(number) = here {
            let resource = &self.resources[number];
            if let Some(for_loop) = resource.for_loop {
                return Some((number, for_loop));
            }
            here = resource.parent.filter(|parent| parent.nested).map(|parent| parent.resource);
        }
        None
    }
}

/// A body without its loop and condition.
fn unwrapped(value: &Expr) -> (Option<&For>, Option<&Expr>, &[Entry]) {
    let mut value = value;
    let mut for_loop = None;
    let mut condition = None;
    if let ExprKind::For(inner) = &value.kind {
        for_loop = Some(&**inner);
        value = &inner.body;
    }
    if let ExprKind::If(test, body) = &value.kind {
        condition = Some(&**test);
        value = body;
    }
    match &value.kind {
        ExprKind::Object(entries) => (for_loop, condition, entries),
        _ => (for_loop, condition, &[]),
    }
}
