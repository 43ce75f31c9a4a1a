//! Whether the compiler would write resources down under their symbolic names.

use super::{Model, Symbol};
use crate::ast::{Decorator, Entry, Expr, ExprKind, PropertyKey, Statement, Type, TypeKind};
use crate::lower::tree::{property, unparenthesized, walk};
use crate::program::{LinkTarget, Program};

impl<'a> Model<'a> {
    /// Whether the compiler would write resources down under their symbolic names.
    pub(super) fn is_symbolic(&self, program: &Program) -> bool {
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
        }) || self.unit.parsed.file.statements.iter().any(|statement| match statement {
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
    pub(super) fn reads_whole_loops(&self) -> bool {
        let statements = self.unit.parsed.file.statements.iter().any(|statement| match statement {
            Statement::Variable(variable) => self.reads_whole_loop(&variable.value),
            Statement::Output(output) => self.reads_whole_loop(&output.value),
            _ => false,
        });
        let bodies = self.resources.iter().map(|resource| resource.body);
        let bodies = bodies.chain(self.modules.iter().map(|module| module.body));
        statements
            || bodies.flatten().any(|entry| match entry {
                Entry::Property(PropertyKey::Name(name), _) if &*name.text == "dependsOn" => false,
                Entry::Property(_, value) | Entry::Spread(value) => self.reads_whole_loop(value),
                Entry::Resource(_) => false,
            })
    }

    /// Whether such a loop is used as a whole here.
    pub(super) fn reads_whole_loop(&self, expr: &Expr) -> bool {
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
pub(crate) fn has_secure_outputs(program: &Program, link: &LinkTarget) -> bool {
    match link {
        LinkTarget::Unit(unit) => {
            program.units[*unit].parsed.file.statements.iter().any(|statement| {
                matches!(statement, Statement::Output(output)
                if output.decorators.iter().any(|decorator| &*decorator.name.text == "secure"))
            })
        }
        LinkTarget::Template(document) => {
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
        LinkTarget::Failed | LinkTarget::NotRestored(_) => false,
    }
}

pub(crate) fn is_secure(kind: &str) -> bool {
    kind.eq_ignore_ascii_case("securestring") || kind.eq_ignore_ascii_case("secureobject")
}

/// Whether a type needs the newer version of the template language.
pub(super) fn is_rich(kind: &Type) -> bool {
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
