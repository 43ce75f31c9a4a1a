//! The property of a resource that a place in a live answer is the value of.

use std::collections::HashMap;
use std::fmt::Write as _;

use arm_template::{Node, SourceId, Span};

use crate::finding::{Report, Subject};

/// The answers of a scan, each read once.
pub(crate) struct Properties<'a> {
    report: &'a Report,
    read: HashMap<SourceId, Option<Node>>,
}

impl<'a> Properties<'a> {
    pub(crate) fn of(report: &'a Report) -> Self {
        Self { report, read: HashMap::new() }
    }

    /// The way from the resource to the place, such as `properties.vpnClientConfiguration.vpnClientProtocols[1]`. None
    /// where the report is not of a scan, and where the place is the resource itself.
    pub(crate) fn at(&mut self, span: Span, subject: Option<&Subject>) -> Option<String> {
        self.report.looked_at.as_ref()?;
        let id = subject?.id.as_deref()?;
        let source = self.report.sources.get(span.source);
        let document = self
            .read
            .entry(span.source)
            .or_insert_with(|| arm_template::parse(&source.text, span.source).node)
            .as_ref()?;
        let way = way(document, span, id);
        (!way.is_empty()).then_some(way)
    }
}

fn way(document: &Node, span: Span, id: &str) -> String {
    let mut node = document;
    let mut way = String::new();
    loop {
        if node.get("id").and_then(Node::as_str).is_some_and(|own| own.eq_ignore_ascii_case(id)) {
            way.clear();
        }
        let holds = |part: &Node| {
            let own = part.span();
            own.source == span.source && own.start <= span.start && span.end <= own.end
        };
        if let Some(member) = node.members().iter().find(|member| holds(&member.value)) {
            if !way.is_empty() {
                way.push('.');
            }
            way.push_str(&member.name);
            node = &member.value;
        } else if let Some(at) = item(node.items(), span) {
            let _ = write!(way, "[{at}]");
            node = &node.items()[at];
        } else {
            return way;
        }
    }
}

/// The item that holds a place; items stand in their order.
fn item(items: &[Node], span: Span) -> Option<usize> {
    let after = items.partition_point(|item| item.span().start <= span.start);
    let at = after.checked_sub(1)?;
    (span.end <= items[at].span().end).then_some(at)
}
