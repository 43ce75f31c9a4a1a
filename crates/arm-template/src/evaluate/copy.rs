//! Copy loops of properties and variables, and what all copy loops share: counts and `copyIndex()`.

use std::sync::Arc;

use super::{Engine, Site};
use crate::deployment::{Env, Loop, LoopKind, property_loops};
use crate::{By, Member, Node, Object, Origin, ProblemKind, Reason, Span, Unknown, Value};

/// How often a loop turns.
pub(crate) enum CopyCount {
    /// How often, and where that comes from.
    Known(i64, Origin),
    Unknown(Arc<Unknown>),
    /// In error; the problem is noted.
    Failed,
}

impl Engine<'_> {
    pub(crate) fn resolve_loops(&self, loops: &[Node], env: &Env, members: &mut Vec<Member>) {
        for declaration in loops {
            let Some(object) = declaration.as_object() else { continue };
            let Some((name, name_span)) = self.loop_name(object, env) else { continue };
            let value = self.resolve_loop(&name, object, declaration.span(), env);
            members.push(Member { name, name_span, value });
        }
    }

    fn loop_name(&self, declaration: &Object, env: &Env) -> Option<(Arc<str>, Span)> {
        let written = declaration.get("name")?;
        match self.resolve(written, env).value {
            Value::String(name) => Some((name, written.span())),
            Value::Unknown(_) => None,
            other => {
                let message = format!("a copy loop's name must be a string, not {}", other.kind());
                self.problem(ProblemKind::Structure, message, written.span());
                None
            }
        }
    }

    /// The array that a loop of properties or variables makes.
    pub(crate) fn resolve_loop(
        &self,
        name: &Arc<str>,
        declaration: &Object,
        at: Span,
        env: &Env,
    ) -> Node {
        let input = declaration.get("input");
        if let Some(inner) = input.and_then(nested_loop) {
            let message = "a copy loop of properties can't stand in the input of another one";
            return self.failed(ProblemKind::Structure, message, inner, "null()");
        }
        match self.copy_count(declaration, at, env) {
            CopyCount::Known(count, counted) => {
                let turn = |index| {
                    let env = env.turn(name, Some(index), LoopKind::Property);
                    let node = input.map_or_else(|| null(at), |input| self.resolve(input, &env));
                    self.charge_copy(&node, at);
                    copied(node, name, index, at)
                };
                let items = (0..count).take_while(|_| !self.meter.is_spent()).map(turn).collect();
                let mut from = vec![Origin::Written(at)];
                from.extend(counted.open_default().is_some().then_some(counted));
                Node { value: Value::array(items), origin: Origin::computed("copy", at, from) }
            }
            CopyCount::Unknown(count) => {
                let turn = env.turn(name, None, LoopKind::Property);
                let input = input.map(|input| self.ledger.quietly(|| self.resolve(input, &turn)));
                let residual = self.residual_of_loop(name, &count.residual, input.as_ref());
                Node::unknown(
                    count.reason.clone(),
                    residual,
                    Origin::computed("copy", at, Vec::new()),
                )
            }
            CopyCount::Failed => {
                let reason = Reason::Failed("the copy loop's count is in error".into());
                Node::unknown(reason, "null()", Origin::computed("copy", at, Vec::new()))
            }
        }
    }

    /// Counts what a loop repeats: a literal is shared in memory, but a reader of the result meets every copy.
    pub(crate) fn charge_copy(&self, node: &Node, at: Span) {
        self.charge(1 + u64::from(node.weight()), 0, at);
    }

    /// The count of a loop: 0 to 800.
    pub(crate) fn copy_count(&self, declaration: &Object, at: Span, env: &Env) -> CopyCount {
        let Some(written) = declaration.get("count") else {
            self.problem(ProblemKind::CopyCount, "the copy loop has no count", at);
            return CopyCount::Failed;
        };
        let count = self.resolve(written, env);
        if let Value::Unknown(unknown) = &count.value {
            return CopyCount::Unknown(unknown.clone());
        }
        let message = match count.as_i64() {
            Some(number) if (0..=self.limits.copies).contains(&number) => {
                return CopyCount::Known(number, count.origin);
            }
            Some(count) => format!(
                "a copy loop's count must be between 0 and {}, not {count}",
                self.limits.copies
            ),
            None => format!("a copy loop's count must be an int, not {}", count.value.kind()),
        };
        self.problem(ProblemKind::CopyCount, message, written.span());
        CopyCount::Failed
    }

    /// `copyIndex()`, `copyIndex(1)`, `copyIndex('name')`, `copyIndex('name', 1)`.
    pub(crate) fn copy_index(&self, site: &Site<'_>) -> Node {
        let arguments = match self.arguments(site, 0, Some(2)) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let (name, offset) = match &arguments[..] {
            [] => (None, 0),
            [Node { value: Value::Int(offset), .. }] => (None, *offset),
            [Node { value: Value::String(name), .. }] => (Some(name), 0),
            [Node { value: Value::String(name), .. }, Node { value: Value::Int(offset), .. }] => {
                (Some(name), *offset)
            }
            _ => {
                let message = "copyIndex() takes a loop's name and an offset, both optional";
                return self.fail(site, ProblemKind::ArgumentType, message);
            }
        };
        if offset < 0 {
            let message =
                format!("the offset of copyIndex() can't be less than 0, and is {offset}");
            return self.fail(site, ProblemKind::ArgumentValue, message);
        }
        let Some(turn) = site.text.env.find_loop(name.map(|name| &**name)) else {
            let message = match name {
                Some(name) => format!("there is no copy loop named '{name}' around this"),
                None if site.text.env.loops.is_some() => {
                    "copyIndex() needs the loop's name in a loop of properties or variables".into()
                }
                None => "copyIndex() stands outside of a copy loop".into(),
            };
            return self.fail(site, ProblemKind::NotAllowedHere, message);
        };
        let origin = Origin::computed("copyIndex", site.at, Vec::new());
        let Some(index) = turn.index else {
            return Node::unknown(
                Reason::Runtime("copyIndex".into()),
                index_residual(turn, offset),
                origin,
            );
        };
        let Some(index) = index.checked_add(offset) else {
            let message = "the offset leaves the range of 64-bit integers";
            return self.fail(site, ProblemKind::Overflow, message);
        };
        Node { value: Value::Int(index), origin }
    }
}

/// A loop of properties whose count is not known is left as `map(range(…), lambda(…))`: its index is a lambda variable there.
fn index_residual(turn: &Loop, offset: i64) -> String {
    let name = turn.name.replace('\'', "''");
    match (turn.kind, offset) {
        (LoopKind::Property, 0) => format!("lambdaVariables('{name}')"),
        (LoopKind::Property, _) => format!("add(lambdaVariables('{name}'), {offset})"),
        (LoopKind::Whole, 0) => format!("copyIndex('{name}')"),
        (LoopKind::Whole, _) => format!("copyIndex('{name}', {offset})"),
    }
}

/// Where a loop of properties stands somewhere inside.
fn nested_loop(node: &Node) -> Option<Span> {
    match &node.value {
        Value::Array(array) if array.is_dynamic() => array.items().iter().find_map(nested_loop),
        Value::Object(object) if object.is_dynamic() => {
            object.members().iter().find_map(|member| {
                if property_loops(member).is_some() {
                    return Some(member.name_span);
                }
                nested_loop(&member.value)
            })
        }
        _ => None,
    }
}

fn null(at: Span) -> Node {
    Node::written(Value::Null, at)
}

/// Marks a value as made in a turn of a loop.
pub(crate) fn copied(node: Node, name: &Arc<str>, index: i64, at: Span) -> Node {
    let by = By::Copy(name.clone(), u64::try_from(index).unwrap_or_default());
    Node { value: node.value, origin: Origin::passed(by, at, node.origin) }
}
