//! What is left of an expression whose value can't be known, its parts resolved as far as they are.

mod canonical;
mod fragments;
mod ids;

use std::sync::Arc;

use super::{Engine, ExpressionText, Site};
use crate::deployment::{ExpressionContext, VariableSource};
use crate::expression::{CallExpression, Callee, Expression, ExpressionKind, Form, Mask, Printer};
use crate::{By, How, Node, Origin, Reason, Value};

pub(crate) use canonical::canonical;
pub use canonical::{id_form, same_id};
pub(crate) use fragments::ComposedText;

/// The longest expression that is left of another one; a longer one is left as it is written.
pub(super) const LONGEST: usize = 24_576;
/// What stands for a secret in an expression.
const HIDDEN: &str = "'***'";

impl Engine<'_> {
    /// A call with these arguments; as it is written when that gets too long.
    pub(crate) fn residual_of_call(&self, site: &Site<'_>, arguments: &[Node]) -> Arc<str> {
        if let Some(id) = self.residual_of_id(site, arguments) {
            return id;
        }
        let name = match &site.call.namespace {
            Some(namespace) => format!("{namespace}.{}", site.call.name),
            None => site.call.name.to_string(),
        };
        let shown: Vec<Node> = arguments
            .iter()
            .zip(&site.call.arguments)
            .map(|(argument, written)| self.as_made(argument, written, site.text))
            .chain(arguments.iter().skip(site.call.arguments.len()).cloned())
            .collect();
        self.residual_of(&name, &shown, site.source)
    }

    /// An argument as it is shown: of one that a function made from secrets, there or in a variable, the call, with what
    /// is no secret in it.
    fn as_made(&self, argument: &Node, written: &Expression, text: &ExpressionText<'_>) -> Node {
        let ExpressionKind::Call(call) = &written.kind else { return argument.clone() };
        if self.mask(argument).as_deref() != Some(HIDDEN) {
            return argument.clone();
        }
        match call.target {
            Callee::Function(_) => {}
            Callee::Form(Form::Variables) => {
                return self.variable_as_made(argument, call, text).unwrap_or(argument.clone());
            }
            _ => return argument.clone(),
        }
        let (at, source) = (text.span_of(written), text.source_of(written));
        let site = Site { call, at, source, text };
        let parts: Vec<Node> =
            call.arguments.iter().map(|part| self.evaluate(part, text)).collect();
        let residual = self.residual_of_call(&site, &parts);
        Node::unknown(Reason::Runtime(call.name.clone()), residual, argument.origin.clone())
    }

    fn variable_as_made(
        &self,
        value: &Node,
        call: &CallExpression,
        text: &ExpressionText<'_>,
    ) -> Option<Node> {
        let [Expression { kind: ExpressionKind::Text(name), .. }] = &call.arguments[..] else {
            return None;
        };
        let home = self.deployment(text.env.home);
        let VariableSource::Plain(written) = &home.names.variable(name)?.source else {
            return None;
        };
        let made = |expression: &Expression, text: &ExpressionText<'_>| {
            Some(self.as_made(value, expression, text)).filter(Node::is_unknown)
        };
        self.with_expression(written, &home.own_env(ExpressionContext::Variable), made)
    }

    pub(crate) fn residual_of(&self, function: &str, arguments: &[Node], source: &str) -> Arc<str> {
        let mut printer = self.printer();
        printer.raw(function);
        Self::print_arguments(&mut printer, arguments);
        printer.finish().map_or_else(|| source.into(), Into::into)
    }

    fn print_arguments(printer: &mut Printer<'_>, arguments: &[Node]) {
        printer.raw("(");
        for (place, argument) in arguments.iter().enumerate() {
            printer.comma(place);
            printer.value(argument);
        }
        printer.raw(")");
    }

    /// The value as an expression; a secret's is never shown.
    pub(crate) fn residual_of_value(&self, node: &Node, source: &str) -> Arc<str> {
        let mut printer = self.printer();
        printer.value(node);
        printer.finish().map_or_else(|| source.into(), Into::into)
    }

    pub(crate) fn printer(&self) -> Printer<'_> {
        Printer::new(LONGEST, self)
    }

    /// A loop whose count is not known, as the call of `map()` it amounts to.
    pub(crate) fn residual_of_loop(
        &self,
        name: &str,
        count: &str,
        input: Option<&Node>,
    ) -> Arc<str> {
        let mut printer = self.printer();
        printer.raw(&format!("map(range(0, {count}), lambda("));
        printer.quoted(name);
        printer.raw(", ");
        match input {
            Some(input) => printer.value(input),
            None => printer.raw("null()"),
        }
        printer.raw("))");
        printer.finish().map_or_else(|| count.into(), Into::into)
    }

    /// Whether the value is that of a secure parameter, or made from one.
    pub(crate) fn is_secret(&self, node: &Node) -> bool {
        self.secrets.borrow().hold(node)
    }

    /// The same value, known to be secret from here on.
    pub(crate) fn secret(&self, node: Node) -> Node {
        self.secrets.borrow_mut().add_texts(&node);
        Node { value: node.value, origin: node.origin.kept_secret() }
    }

    /// A value that was made by looking at these: secret when one of them is, or holds a secret.
    pub(crate) fn as_secret_as<'n>(
        &self,
        seen: impl IntoIterator<Item = &'n Node>,
        made: Node,
    ) -> Node {
        let secret = seen.into_iter().any(Node::holds_secret);
        if secret { self.secret(made) } else { made }
    }
}

impl Mask for Engine<'_> {
    fn mask(&self, node: &Node) -> Option<String> {
        if node.is_unknown() || !self.is_secret(node) {
            return None;
        }
        if let Some(name) = passed_parameter(node) {
            return Some(format!("parameters('{name}')"));
        }
        // Of an array or object only those parts are hidden that are secret.
        let whole = matches!(node.value, Value::Array(_) | Value::Object(_));
        (!whole).then(|| HIDDEN.into())
    }
}

fn passed_parameter(node: &Node) -> Option<&str> {
    let Origin::Step(step) = &node.origin else { return None };
    match &step.how {
        How::Passed(By::Parameter(name)) => Some(name),
        _ => None,
    }
}
