//! What a file declares: names, resources with their parents, modules, and how the compiler would write it down.

use std::collections::{HashMap, HashSet};

use arm_template::{ScopeKind, Span};

use crate::ast::{
    self, Decorator, Entry, Expr, ExprKind, For, Imported, Item, Key, Name, Statement, Type,
    TypeKind, TypeProperty,
};
use crate::program::{Link, Program, Unit};

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
    Imported(&'a Link, &'a Name),
    Wildcard(&'a Link),
    Extension,
}

/// A resource, nested ones as well.
pub(super) struct Resource<'a> {
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

pub(super) struct Module<'a> {
    pub(super) declaration: &'a ast::Module,
    pub(super) body: &'a [Entry],
    pub(super) condition: Option<&'a Expr>,
    pub(super) for_loop: Option<&'a For>,
    pub(super) link: Option<&'a Link>,
}

pub(super) struct Model<'a> {
    pub(super) unit: &'a Unit,
    pub(super) number: usize,
    pub(super) names: HashMap<&'a str, Symbol<'a>>,
    /// Names that are declared again.
    pub(super) twice: Vec<&'a Name>,
    pub(super) resources: Vec<Resource<'a>>,
    pub(super) modules: Vec<Module<'a>>,
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
        for statement in &unit.file.statements {
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
                self.modules.push(Module { declaration: module, body, condition, for_loop, link });
                self.name(&module.name, Symbol::Module(number));
            }
            Statement::Import(import) => {
                let link = self.unit.link(&import.path).unwrap_or(&Link::Failed);
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
        let mut resource = Resource {
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

    fn find_inlined(&mut self) {
        let variables: Vec<&'a ast::Variable> = self
            .unit
            .file
            .statements
            .iter()
            .filter_map(|statement| match statement {
                Statement::Variable(variable) => Some(variable),
                _ => None,
            })
            .collect();
        // A variable that uses one that is replaced is replaced as well.
        loop {
            let before = self.inlined.len();
            for variable in &variables {
                if !self.inlined.contains(&*variable.name.text) && self.is_runtime(&variable.value)
                {
                    self.inlined.insert(&variable.name.text);
                }
            }
            if self.inlined.len() == before {
                break;
            }
        }
    }

    /// Whether only the deployment knows the value.
    pub(super) fn is_runtime(&self, expr: &Expr) -> bool {
        let mut found = false;
        walk(expr, &mut |expr| {
            if found {
                return false;
            }
            match &expr.kind {
                ExprKind::Property { base, name, .. } => {
                    let base = match &unparenthesized(base).kind {
                        ExprKind::Index { base, .. } => base,
                        _ => base,
                    };
                    let resource = self.named_resource(base);
                    let known = ["id", "name", "type", "apiVersion"];
                    if resource.is_some() || self.named_module(base) {
                        let deployed = match resource {
                            Some(number) => {
                                !known.contains(&&*name.text) || self.has_runtime_name(number)
                            }
                            None => &*name.text != "name",
                        };
                        found = deployed;
                        return false;
                    }
                }
                ExprKind::Name(name) => {
                    found = match self.names.get(&**name) {
                        Some(Symbol::Resource(_) | Symbol::Module(_)) => true,
                        Some(Symbol::Variable(_)) => self.inlined.contains(&**name),
                        _ => false,
                    };
                }
                ExprKind::Nested(..) => found = self.named_resource(expr).is_some(),
                ExprKind::Call(name, _) | ExprKind::Method(_, name, _) => {
                    if &*name.text == "nameof" {
                        return false;
                    }
                    let declared = self.names.contains_key(&*name.text)
                        && matches!(expr.kind, ExprKind::Call(..));
                    found = !declared && is_runtime_function(&name.text);
                }
                _ => {}
            }
            !found
        });
        found
    }

    /// Whether an existing resource is named by what only the deployment knows.
    pub(super) fn has_runtime_name(&self, number: usize) -> bool {
        let resource = &self.resources[number];
        if !resource.declaration.existing || resource.foreign {
            return false;
        }
        let name = property(resource.body, "name");
        let own = name.is_some_and(|name| self.is_runtime_within(name, number));
        own || resource.parent.is_some_and(|parent| self.has_runtime_name(parent.resource))
            || property(resource.body, "scope")
                .and_then(|scope| self.named_resource(scope))
                .is_some_and(|scope| scope != number && self.has_runtime_name(scope))
    }

    fn is_runtime_within(&self, expr: &Expr, number: usize) -> bool {
        // A resource that names itself is a fault that is said elsewhere.
        let mut itself = false;
        walk(expr, &mut |expr| {
            itself |= self.named_resource(expr) == Some(number);
            true
        });
        !itself && self.is_runtime(expr)
    }

    fn named_module(&self, expr: &Expr) -> bool {
        match &unparenthesized(expr).kind {
            ExprKind::Name(name) => matches!(self.names.get(&**name), Some(Symbol::Module(_))),
            _ => false,
        }
    }

    /// Whether the compiler would write resources down under their symbolic names.
    fn is_symbolic(&self, program: &Program) -> bool {
        let decorated = |decorators: &[Decorator], names: &[&str]| {
            decorators.iter().any(|decorator| names.contains(&&*decorator.name.text))
        };
        self.resources.iter().any(|resource| {
            resource.foreign
                || resource.declaration.existing && property(resource.body, "dependsOn").is_some()
                || decorated(
                    &resource.declaration.decorators,
                    &["onlyIfNotExists", "nullIfNotFound", "retryOn", "waitUntil"],
                )
        }) || self.modules.iter().any(|module| {
            property(module.body, "name").is_none()
                || module.link.is_some_and(|link| has_secure_outputs(program, link))
        }) || self.unit.file.statements.iter().any(|statement| match statement {
            Statement::Type(_)
            | Statement::Function(_)
            | Statement::Import(_)
            | Statement::Extension(_) => true,
            Statement::Variable(variable) => variable.kind.is_some(),
            Statement::Parameter(parameter) => is_rich(&parameter.kind),
            Statement::Output(output) => {
                is_rich(&output.kind) || decorated(&output.decorators, &["secure"])
            }
            _ => false,
        }) || self.reads_whole_loops()
    }

    /// Whether a loop of resources or modules is used as a whole, other than to depend on it.
    fn reads_whole_loops(&self) -> bool {
        let statements = self.unit.file.statements.iter().any(|statement| match statement {
            Statement::Variable(variable) => self.reads_whole_loop(&variable.value),
            Statement::Output(output) => self.reads_whole_loop(&output.value),
            _ => false,
        });
        let bodies = self.resources.iter().map(|resource| resource.body);
        let bodies = bodies.chain(self.modules.iter().map(|module| module.body));
        statements
            || bodies.flatten().any(|entry| match entry {
                Entry::Property(Key::Name(name), _) if &*name.text == "dependsOn" => false,
                Entry::Property(_, value) | Entry::Spread(value) => self.reads_whole_loop(value),
                Entry::Resource(_) => false,
            })
    }

    /// Whether such a loop is used as a whole here.
    fn reads_whole_loop(&self, expr: &Expr) -> bool {
        let is_loop = |name: &str| match self.names.get(name) {
            Some(Symbol::Resource(number)) => self.resources[*number].for_loop.is_some(),
            Some(Symbol::Module(number)) => self.modules[*number].for_loop.is_some(),
            _ => false,
        };
        let is_name = |base: &Expr| matches!(unparenthesized(base).kind, ExprKind::Name(_));
        let mut found = false;
        walk(expr, &mut |expr| {
            match &expr.kind {
                ExprKind::Name(name) => found |= is_loop(name),
                ExprKind::Property { base, .. } | ExprKind::Nested(base, _) => {
                    return !is_name(base);
                }
                ExprKind::Index { base, index, .. } if is_name(base) => {
                    found |= self.reads_whole_loop(index);
                    return false;
                }
                _ => {}
            }
            true
        });
        found
    }
}

/// Whether a module has an output that nobody may see.
pub(super) fn has_secure_outputs(program: &Program, link: &Link) -> bool {
    match link {
        Link::Unit(unit) => program.units[*unit].file.statements.iter().any(|statement| {
            matches!(statement, Statement::Output(output)
                if output.decorators.iter().any(|decorator| &*decorator.name.text == "secure"))
        }),
        Link::Template(document) => {
            let node = program.documents[*document].node.as_ref();
            let outputs = node.and_then(|node| node.get("outputs"));
            outputs.is_some_and(|outputs| {
                outputs.members().iter().any(|output| {
                    output
                        .value
                        .get("type")
                        .and_then(arm_template::Node::as_str)
                        .is_some_and(is_secure)
                })
            })
        }
        Link::Failed | Link::NotRestored(_) => false,
    }
}

pub(super) fn is_secure(kind: &str) -> bool {
    kind.eq_ignore_ascii_case("securestring") || kind.eq_ignore_ascii_case("secureobject")
}

/// Whether a type needs the newer version of the template language.
fn is_rich(kind: &Type) -> bool {
    match &kind.kind {
        TypeKind::Object(..)
        | TypeKind::Array(_)
        | TypeKind::Tuple(_)
        | TypeKind::Union(_)
        | TypeKind::Nullable(_) => true,
        TypeKind::NonNullable(base)
        | TypeKind::Member(base, _)
        | TypeKind::Items(base)
        | TypeKind::Rest(base) => is_rich(base),
        TypeKind::Index(base, _) => is_rich(base),
        TypeKind::Instance(_, arguments) | TypeKind::MemberInstance(_, _, arguments) => {
            arguments.iter().any(is_rich)
        }
        _ => false,
    }
}

/// The functions that only the deployment evaluates.
fn is_runtime_function(name: &str) -> bool {
    name == "reference" || name == "references" || name == "pickZones" || name.starts_with("list")
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

/// The value of a property that is written there.
pub(super) fn property<'a>(body: &'a [Entry], name: &str) -> Option<&'a Expr> {
    body.iter().find_map(|entry| match entry {
        Entry::Property(Key::Name(key), value) if &*key.text == name => Some(value),
        _ => None,
    })
}

/// An expression without parentheses and `!`.
pub(super) fn unparenthesized(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Parenthesized(inner) | ExprKind::NonNull(inner) => unparenthesized(inner),
        _ => expr,
    }
}

/// Visits an expression and what is in it; `visit` tells whether to go on inside.
pub(super) fn walk(expr: &Expr, visit: &mut dyn FnMut(&Expr) -> bool) {
    if !visit(expr) {
        return;
    }
    match &expr.kind {
        ExprKind::Format(_, holes) => holes.iter().for_each(|hole| walk(hole, visit)),
        ExprKind::Object(entries) => {
            for entry in entries {
                match entry {
                    Entry::Property(key, value) => {
                        if let Key::Format(key) = key {
                            walk(key, visit);
                        }
                        walk(value, visit);
                    }
                    Entry::Spread(value) => walk(value, visit),
                    Entry::Resource(_) => {}
                }
            }
        }
        ExprKind::Array(items) => {
            for item in items {
                match item {
                    Item::Value(value) | Item::Spread(value) => walk(value, visit),
                }
            }
        }
        ExprKind::For(inner) => {
            walk(&inner.source, visit);
            walk(&inner.body, visit);
        }
        ExprKind::If(a, b) | ExprKind::Binary(_, a, b) => {
            walk(a, visit);
            walk(b, visit);
        }
        ExprKind::Ternary(a, b, c) => {
            walk(a, visit);
            walk(b, visit);
            walk(c, visit);
        }
        ExprKind::Index { base, index, .. } => {
            walk(base, visit);
            walk(index, visit);
        }
        ExprKind::Not(inner)
        | ExprKind::Minus(inner)
        | ExprKind::Property { base: inner, .. }
        | ExprKind::Nested(inner, _)
        | ExprKind::NonNull(inner)
        | ExprKind::Parenthesized(inner)
        | ExprKind::Lambda(_, inner) => walk(inner, visit),
        ExprKind::Call(_, arguments) => arguments.iter().for_each(|argument| walk(argument, visit)),
        ExprKind::Method(base, _, arguments) => {
            walk(base, visit);
            arguments.iter().for_each(|argument| walk(argument, visit));
        }
        _ => {}
    }
}

/// The decorator of this name.
pub(super) fn decorator<'a>(decorators: &'a [Decorator], name: &str) -> Option<&'a Decorator> {
    decorators.iter().find(|decorator| &*decorator.name.text == name)
}

/// The first argument of a decorator.
pub(super) fn argument<'a>(decorators: &'a [Decorator], name: &str) -> Option<&'a Expr> {
    decorator(decorators, name)?.arguments.as_ref()?.first()
}

/// The properties of an object type.
pub(super) fn type_property<'a>(
    properties: &'a [TypeProperty],
    name: &str,
) -> Option<&'a TypeProperty> {
    let found = properties.iter().find(|property| &*property.name.text == name);
    found.or_else(|| {
        properties.iter().find(|property| property.name.text.eq_ignore_ascii_case(name))
    })
}
