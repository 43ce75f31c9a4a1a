//! What only the deployment knows: properties of resources, and the variables that rest on them.

use super::{Model, Symbol};
use crate::ast::{self, Expr, ExprKind, Statement};
use crate::lower::tree::{property, unparenthesized, walk};

impl<'a> Model<'a> {
    pub(super) fn find_inlined(&mut self) {
        let variables: Vec<&'a ast::Variable> = self
            .unit
            .parsed
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
    pub(crate) fn has_runtime_name(&self, number: usize) -> bool {
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

    pub(super) fn is_runtime_within(&self, expr: &Expr, number: usize) -> bool {
        // A resource that names itself is a fault that is said elsewhere.
        let mut itself = false;
        walk(expr, &mut |expr| {
            itself |= self.named_resource(expr) == Some(number);
            true
        });
        !itself && self.is_runtime(expr)
    }

    pub(super) fn named_module(&self, expr: &Expr) -> bool {
        match &unparenthesized(expr).kind {
            ExprKind::Name(name) => matches!(self.names.get(&**name), Some(Symbol::Module(_))),
            _ => false,
        }
    }
}

/// The functions that only the deployment evaluates.
pub(super) fn is_runtime_function(name: &str) -> bool {
    name == "reference" || name == "references" || name == "pickZones" || name.starts_with("list")
}
