//! Stepping into a value: `.name`, `[index]`, and their safe forms.

use super::references::{ReferencedResource, Referral};
use super::residual::LONGEST;
use super::{Engine, ExpressionText, Site};
use crate::deployment::is_deployment;
use crate::expression::{
    Access, CallExpression, Callee, Expression, ExpressionKind, Form, Selector, accessor,
};
use crate::{By, Node, Object, Origin, ProblemKind, Reason, Span, Value};

/// One step with its index evaluated.
enum ResolvedSelector {
    Name(String),
    Index(i64),
    Unknown(Node),
}

/// Where a chain of steps has come to.
struct AccessChain<'t> {
    whole: &'t Expression,
    node: Node,
    /// What the chain is as a residual, when its head is a reference that is known only in part.
    residual: Option<String>,
    text: &'t ExpressionText<'t>,
    start: u32,
}

impl Engine<'_> {
    pub(crate) fn access(
        &self,
        whole: &Expression,
        head: &Expression,
        accesses: &[Access],
        text: &ExpressionText<'_>,
    ) -> Node {
        let (node, residual, taken) = self.head(head, accesses, text);
        let mut walk = AccessChain { whole, node, residual, text, start: whole.start };
        for access in &accesses[taken..] {
            let (step, secret) = match self.step(access, text) {
                Ok(step) => step,
                Err(node) => return node,
            };
            if access.safe && walk.node.is_null() {
                return walk.node;
            }
            self.take(&mut walk, access, &step);
            if secret {
                walk.node = self.secret(walk.node);
            }
        }
        walk.node
    }

    /// The value at the head of a chain, and how many accesses it took in.
    fn head(
        &self,
        head: &Expression,
        accesses: &[Access],
        text: &ExpressionText<'_>,
    ) -> (Node, Option<String>, usize) {
        let ExpressionKind::Call(
            call @ CallExpression { target: Callee::Form(Form::Reference), .. },
        ) = &head.kind
        else {
            return (self.evaluate(head, text), None, 0);
        };
        let at = text.span_of(head);
        let site = Site { call, at, source: text.source_of(head), text };
        match self.refer(&site) {
            Referral::Known(node) => (node, None, 0),
            Referral::Found(found) => {
                let residual = Some(found.residual.to_string());
                if let [Access { selector: Selector::Name(name), .. }, rest @ ..] = accesses
                    && name.eq_ignore_ascii_case("outputs")
                    && is_deployment(&found.instance.kind)
                    && let Some((node, taken)) = self.output(&found, rest, at)
                {
                    return (node, None, taken);
                }
                (self.referred(&found, at), residual, 0)
            }
        }
    }

    /// `reference('deployment').outputs.name`, and how many accesses that takes in.
    fn output(
        &self,
        found: &ReferencedResource,
        rest: &[Access],
        at: Span,
    ) -> Option<(Node, usize)> {
        let outputs = self.outputs_of(found).ok()?;
        let title = found.instance.title();
        let passed = |title: &str, node: Node| {
            let by = By::Output(title.into());
            Node { value: node.value, origin: Origin::passed(by, at, node.origin) }
        };
        if let Some(Access { selector: Selector::Name(name), .. }) = rest.first()
            && let Some(output) = outputs.select(name)
        {
            return Some((passed(&format!("{title}.{name}"), output), 2));
        }
        Some((passed(&title, outputs), 1))
    }

    /// The step of an access, and whether where it leads shows a secret.
    fn step(
        &self,
        access: &Access,
        text: &ExpressionText<'_>,
    ) -> Result<(ResolvedSelector, bool), Node> {
        let index = match &access.selector {
            Selector::Name(name) => return Ok((ResolvedSelector::Name(name.to_string()), false)),
            Selector::Index(index) => index,
        };
        let position = index;
        let node = self.evaluate(position, text);
        let secret = node.holds_secret();
        match &node.value {
            Value::Int(index) if i32::try_from(*index).is_ok() => {
                Ok((ResolvedSelector::Index(*index), secret))
            }
            Value::Int(index) => Err(self.failed(
                ProblemKind::ArgumentValue,
                format!("an index has 32 bits, which {index} has not"),
                text.span_of(position),
                text.source_of(position),
            )),
            Value::String(name) => Ok((ResolvedSelector::Name(name.to_string()), secret)),
            Value::Unknown(_) => Ok((ResolvedSelector::Unknown(node), secret)),
            other => {
                let message = format!("an index must be an int or a name, not {}", other.kind());
                Err(self.failed(
                    ProblemKind::ArgumentType,
                    message,
                    text.span_of(position),
                    text.source_of(position),
                ))
            }
        }
    }

    fn take(&self, walk: &mut AccessChain<'_>, access: &Access, step: &ResolvedSelector) {
        let written = match step {
            ResolvedSelector::Name(name) => accessor(name),
            ResolvedSelector::Index(index) => format!("[{index}]"),
            ResolvedSelector::Unknown(index) => {
                let residual = index.as_unknown().map_or("", |unknown| &unknown.residual);
                format!("[{residual}]")
            }
        };
        let at = access.at.unwrap_or_else(|| walk.text.span_between(walk.start, access.end));
        let base = walk.residual.clone();
        if let Some(residual) = &mut walk.residual {
            residual.push_str(&written);
        }
        walk.node = self.part(walk, base.as_deref(), access, step, &written, at);
    }

    fn part(
        &self,
        walk: &AccessChain<'_>,
        base: Option<&str>,
        access: &Access,
        step: &ResolvedSelector,
        written: &str,
        at: Span,
    ) -> Node {
        let node = &walk.node;
        let origin = || Origin::computed("access", at, vec![node.origin.clone()]);
        if let Value::Unknown(whole) = &node.value {
            let residual = self.bounded(format!("{}{written}", whole.residual), walk, access);
            return Node::unknown(whole.reason.clone(), residual, origin());
        }
        let place = access
            .at
            .unwrap_or_else(|| walk.text.span_between(access_start(access, walk), access.end));
        match (&node.value, step) {
            (Value::Object(_) | Value::Array(_), ResolvedSelector::Unknown(index)) => {
                let base = base
                    .map_or_else(|| self.residual_of_value(node, source(walk, access)), Into::into);
                let residual = self.bounded(format!("{base}{written}"), walk, access);
                let reason = index.as_unknown().map(|index| index.reason.clone());
                Node::unknown(
                    reason.unwrap_or(Reason::Runtime("access".into())),
                    residual,
                    origin(),
                )
            }
            (Value::Object(object), ResolvedSelector::Name(name)) => match node.select(name) {
                Some(part) => part,
                None if node.origin.is_referenced() => self.not_declared(walk, access, origin()),
                None if access.safe => Node { value: Value::Null, origin: origin() },
                None => self.failed(
                    ProblemKind::PropertyNotFound,
                    missing(name, object),
                    place,
                    source(walk, access),
                ),
            },
            (Value::Array(array), ResolvedSelector::Index(index)) => {
                let found = usize::try_from(*index).ok().and_then(|index| node.select_item(index));
                match found {
                    Some(part) => part,
                    // Azure may know of more than the template declares.
                    None if *index >= 0 && node.origin.is_referenced() => {
                        self.not_declared(walk, access, origin())
                    }
                    None if access.safe => Node { value: Value::Null, origin: origin() },
                    None => {
                        let message = format!(
                            "index {index} is outside of the array, which has {} elements",
                            array.items().len()
                        );
                        self.failed(
                            ProblemKind::IndexOutOfRange,
                            message,
                            place,
                            source(walk, access),
                        )
                    }
                }
            }
            // Azure may put a value where the template declares none.
            (Value::Null, _) if node.origin.is_referenced() => {
                self.not_declared(walk, access, origin())
            }
            (value, ResolvedSelector::Name(name)) => {
                let message = format!("'{name}' can't be read: this is {}", value.kind());
                self.failed(ProblemKind::PropertyNotFound, message, place, source(walk, access))
            }
            (value, _) => {
                let message = format!("an index can't be read: this is {}", value.kind());
                self.failed(ProblemKind::ArgumentType, message, place, source(walk, access))
            }
        }
    }

    /// The chain up to this access, with the resource that its head comes from.
    fn residual_of_chain(&self, walk: &AccessChain<'_>, access: &Access) -> Option<String> {
        let left = self.as_referred(walk.whole, walk.text)?;
        let residual = &left.as_unknown()?.residual;
        let rest = walk.text.literal.get(access.end as usize..walk.whole.end as usize)?;
        residual.strip_suffix(rest).map(str::to_owned)
    }

    /// A part of a referenced resource that the template doesn't declare, and Azure may fill in.
    fn not_declared(&self, walk: &AccessChain<'_>, access: &Access, origin: Origin) -> Node {
        let residual = walk
            .residual
            .clone()
            .or_else(|| self.residual_of_chain(walk, access))
            .unwrap_or_else(|| source(walk, access).into());
        Node::unknown(Reason::Runtime("reference".into()), residual, origin)
    }

    fn bounded(&self, residual: String, walk: &AccessChain<'_>, access: &Access) -> String {
        self.charge(0, residual.len() as u64, walk.text.span);
        if residual.len() > LONGEST {
            return source(walk, access).into();
        }
        residual
    }
}

/// The chain as it is written, up to this access.
fn source<'t>(walk: &AccessChain<'t>, access: &Access) -> &'t str {
    walk.text.literal.get(walk.start as usize..access.end as usize).unwrap_or_default()
}

fn access_start(access: &Access, walk: &AccessChain<'_>) -> u32 {
    match &access.selector {
        Selector::Index(index) => index.start,
        // A name has the length it is written with, and the access ends with it.
        Selector::Name(name) => {
            access.end.saturating_sub(crate::text_offset(name.len())).max(walk.start)
        }
    }
}

fn missing(name: &str, object: &Object) -> String {
    let few = 8;
    let names: Vec<&str> = object.members().iter().take(few).map(|member| &*member.name).collect();
    let more = if object.len() > few { ", …" } else { "" };
    if names.is_empty() {
        format!("there is no property '{name}': the object is empty")
    } else {
        format!("there is no property '{name}', only {}{more}", names.join(", "))
    }
}
