//! Stepping into a value: `.name`, `[index]`, and their safe forms.

use super::references::{Found, Referral};
use super::residual::LONGEST;
use super::{Engine, Site, Text};
use crate::deployment::is_deployment;
use crate::expression::{Call, Callee, Expression, ExpressionKind, Form, Link, Part, accessor};
use crate::{By, Node, Object, Origin, ProblemKind, Reason, Span, Value};

/// One step with its index evaluated.
enum Step {
    Name(String),
    Index(i64),
    Unknown(Node),
}

/// Where a chain of steps has come to.
struct Walk<'t> {
    whole: &'t Expression,
    node: Node,
    /// What the chain is as a residual, when its head is a reference that is known only in part.
    residual: Option<String>,
    text: &'t Text<'t>,
    start: u32,
}

impl Engine<'_> {
    pub(crate) fn access(
        &self,
        whole: &Expression,
        head: &Expression,
        links: &[Link],
        text: &Text<'_>,
    ) -> Node {
        let (node, residual, taken) = self.head(head, links, text);
        let mut walk = Walk { whole, node, residual, text, start: whole.start };
        for link in &links[taken..] {
            let (step, secret) = match self.step(link, text) {
                Ok(step) => step,
                Err(node) => return node,
            };
            if link.safe && walk.node.is_null() {
                return walk.node;
            }
            self.take(&mut walk, link, &step);
            if secret {
                walk.node = self.secret(walk.node);
            }
        }
        walk.node
    }

    /// The value at the head of a chain, and how many links it took in.
    fn head(
        &self,
        head: &Expression,
        links: &[Link],
        text: &Text<'_>,
    ) -> (Node, Option<String>, usize) {
        let ExpressionKind::Call(call @ Call { target: Callee::Form(Form::Reference), .. }) =
            &head.kind
        else {
            return (self.evaluate(head, text), None, 0);
        };
        let at = text.span_of(head);
        let site = Site { call, at, source: text.source_of(head), text };
        match self.refer(&site) {
            Referral::Known(node) => (node, None, 0),
            Referral::Found(found) => {
                let residual = Some(found.residual.to_string());
                if let [Link { part: Part::Name(name), .. }, rest @ ..] = links
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

    /// `reference('deployment').outputs.name`, and how many links that takes in.
    fn output(&self, found: &Found, rest: &[Link], at: Span) -> Option<(Node, usize)> {
        let outputs = self.outputs_of(found).ok()?;
        let title = found.instance.title();
        let passed = |title: &str, node: Node| {
            let by = By::Output(title.into());
            Node { value: node.value, origin: Origin::passed(by, at, node.origin) }
        };
        if let Some(Link { part: Part::Name(name), .. }) = rest.first()
            && let Some(output) = outputs.select(name)
        {
            return Some((passed(&format!("{title}.{name}"), output), 2));
        }
        Some((passed(&title, outputs), 1))
    }

    /// The step of a link, and whether where it leads shows a secret.
    fn step(&self, link: &Link, text: &Text<'_>) -> Result<(Step, bool), Node> {
        let index = match &link.part {
            Part::Name(name) => return Ok((Step::Name(name.to_string()), false)),
            Part::Index(index) => index,
        };
        let position = index;
        let node = self.evaluate(position, text);
        let secret = node.holds_secret();
        match &node.value {
            Value::Int(index) if i32::try_from(*index).is_ok() => Ok((Step::Index(*index), secret)),
            Value::Int(index) => Err(self.failed(
                ProblemKind::ArgumentValue,
                format!("an index has 32 bits, which {index} has not"),
                text.span_of(position),
                text.source_of(position),
            )),
            Value::String(name) => Ok((Step::Name(name.to_string()), secret)),
            Value::Unknown(_) => Ok((Step::Unknown(node), secret)),
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

    fn take(&self, walk: &mut Walk<'_>, link: &Link, step: &Step) {
        let written = match step {
            Step::Name(name) => accessor(name),
            Step::Index(index) => format!("[{index}]"),
            Step::Unknown(index) => {
                let residual = index.as_unknown().map_or("", |unknown| &unknown.residual);
                format!("[{residual}]")
            }
        };
        let at = link.at.unwrap_or_else(|| walk.text.span_between(walk.start, link.end));
        let base = walk.residual.clone();
        if let Some(residual) = &mut walk.residual {
            residual.push_str(&written);
        }
        walk.node = self.part(walk, base.as_deref(), link, step, &written, at);
    }

    fn part(
        &self,
        walk: &Walk<'_>,
        base: Option<&str>,
        link: &Link,
        step: &Step,
        written: &str,
        at: Span,
    ) -> Node {
        let node = &walk.node;
        let origin = || Origin::computed("access", at, vec![node.origin.clone()]);
        if let Value::Unknown(whole) = &node.value {
            let residual = self.bounded(format!("{}{written}", whole.residual), walk, link);
            return Node::unknown(whole.reason.clone(), residual, origin());
        }
        let place =
            link.at.unwrap_or_else(|| walk.text.span_between(link_start(link, walk), link.end));
        match (&node.value, step) {
            (Value::Object(_) | Value::Array(_), Step::Unknown(index)) => {
                let base = base
                    .map_or_else(|| self.residual_of_value(node, source(walk, link)), Into::into);
                let residual = self.bounded(format!("{base}{written}"), walk, link);
                let reason = index.as_unknown().map(|index| index.reason.clone());
                Node::unknown(
                    reason.unwrap_or(Reason::Runtime("access".into())),
                    residual,
                    origin(),
                )
            }
            (Value::Object(object), Step::Name(name)) => match node.select(name) {
                Some(part) => part,
                None if node.origin.is_referenced() => self.not_declared(walk, link, origin()),
                None if link.safe => Node { value: Value::Null, origin: origin() },
                None => self.failed(
                    ProblemKind::PropertyNotFound,
                    missing(name, object),
                    place,
                    source(walk, link),
                ),
            },
            (Value::Array(array), Step::Index(index)) => {
                let found = usize::try_from(*index).ok().and_then(|index| node.select_item(index));
                match found {
                    Some(part) => part,
                    // Azure may know of more than the template declares.
                    None if *index >= 0 && node.origin.is_referenced() => {
                        self.not_declared(walk, link, origin())
                    }
                    None if link.safe => Node { value: Value::Null, origin: origin() },
                    None => {
                        let message = format!(
                            "index {index} is outside of the array, which has {} elements",
                            array.items().len()
                        );
                        self.failed(
                            ProblemKind::IndexOutOfRange,
                            message,
                            place,
                            source(walk, link),
                        )
                    }
                }
            }
            // Azure may put a value where the template declares none.
            (Value::Null, _) if node.origin.is_referenced() => {
                self.not_declared(walk, link, origin())
            }
            (value, Step::Name(name)) => {
                let message = format!("'{name}' can't be read: this is {}", value.kind());
                self.failed(ProblemKind::PropertyNotFound, message, place, source(walk, link))
            }
            (value, _) => {
                let message = format!("an index can't be read: this is {}", value.kind());
                self.failed(ProblemKind::ArgumentType, message, place, source(walk, link))
            }
        }
    }

    /// The chain up to this link, with the resource that its head comes from.
    fn residual_of_chain(&self, walk: &Walk<'_>, link: &Link) -> Option<String> {
        let left = self.as_referred(walk.whole, walk.text)?;
        let residual = &left.as_unknown()?.residual;
        let rest = walk.text.literal.get(link.end as usize..walk.whole.end as usize)?;
        residual.strip_suffix(rest).map(str::to_owned)
    }

    /// A part of a referenced resource that the template doesn't declare, and Azure may fill in.
    fn not_declared(&self, walk: &Walk<'_>, link: &Link, origin: Origin) -> Node {
        let residual = walk
            .residual
            .clone()
            .or_else(|| self.residual_of_chain(walk, link))
            .unwrap_or_else(|| source(walk, link).into());
        Node::unknown(Reason::Runtime("reference".into()), residual, origin)
    }

    fn bounded(&self, residual: String, walk: &Walk<'_>, link: &Link) -> String {
        self.charge(0, residual.len() as u64, walk.text.span);
        if residual.len() > LONGEST {
            return source(walk, link).into();
        }
        residual
    }
}

/// The chain as it is written, up to this link.
fn source<'t>(walk: &Walk<'t>, link: &Link) -> &'t str {
    walk.text.literal.get(walk.start as usize..link.end as usize).unwrap_or_default()
}

fn link_start(link: &Link, walk: &Walk<'_>) -> u32 {
    match &link.part {
        Part::Index(index) => index.start,
        // A name has the length it is written with, and the link ends with it.
        Part::Name(name) => link.end.saturating_sub(crate::text_offset(name.len())).max(walk.start),
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
