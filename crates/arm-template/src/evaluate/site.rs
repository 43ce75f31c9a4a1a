//! A call in its place: what is called, where, and in which string.

use super::{Engine, ExpressionText};
use crate::expression::{CallExpression, Expression};
use crate::{Node, Origin, ProblemKind, Reason, Span};

#[derive(Clone, Copy)]
pub(crate) struct Site<'s> {
    pub(crate) call: &'s CallExpression,
    /// Where the call stands.
    pub(crate) at: Span,
    /// The call as it is written.
    pub(crate) source: &'s str,
    pub(crate) text: &'s ExpressionText<'s>,
}

impl Engine<'_> {
    /// A fault of the call as a whole.
    pub(crate) fn fail(
        &self,
        site: &Site<'_>,
        kind: ProblemKind,
        message: impl Into<String>,
    ) -> Node {
        self.failed(kind, message, site.at, site.source)
    }

    /// A fault of one argument.
    pub(crate) fn fail_at(
        &self,
        site: &Site<'_>,
        argument: &Expression,
        kind: ProblemKind,
        message: impl Into<String>,
    ) -> Node {
        self.failed(kind, message, site.text.span_of(argument), site.source)
    }

    /// The evaluated arguments; or what the call comes to when their number is wrong or one can't be known.
    pub(crate) fn arguments(
        &self,
        site: &Site<'_>,
        least: usize,
        most: Option<usize>,
    ) -> Result<Vec<Node>, Node> {
        self.check_count(site, least, most)?;
        let arguments = self.evaluate_all(site);
        match arguments.iter().find_map(Node::as_unknown) {
            None => Ok(arguments),
            Some(unknown) => Err(self.unknown_call(site, unknown.reason.clone(), &arguments)),
        }
    }

    pub(crate) fn evaluate_all(&self, site: &Site<'_>) -> Vec<Node> {
        site.call.arguments.iter().map(|argument| self.evaluate(argument, site.text)).collect()
    }

    pub(crate) fn check_count(
        &self,
        site: &Site<'_>,
        least: usize,
        most: Option<usize>,
    ) -> Result<(), Node> {
        let count = site.call.arguments.len();
        if count >= least && most.is_none_or(|most| count <= most) {
            return Ok(());
        }
        let takes = match most {
            Some(most) if most == least => format!("{least}"),
            Some(most) => format!("{least} to {most}"),
            None => format!("{least} or more"),
        };
        let plural = if takes == "1" { "argument" } else { "arguments" };
        let message = format!("{}() takes {takes} {plural}, not {count}", site.call.name);
        Err(self.fail(site, ProblemKind::ArgumentCount, message))
    }

    /// What is left of a call whose arguments are not all known.
    pub(crate) fn unknown_call(&self, site: &Site<'_>, reason: Reason, arguments: &[Node]) -> Node {
        let from = arguments.iter().map(|argument| argument.origin.clone()).collect();
        let residual = self.residual_of_call(site, arguments);
        self.charge(0, residual.len() as u64, site.at);
        Node::unknown(reason, residual, Origin::computed(site.call.name.clone(), site.at, from))
    }
}
