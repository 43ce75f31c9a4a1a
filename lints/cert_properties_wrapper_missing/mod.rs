#![doc = include_str!("README.md")]

use arm_template::{Node, Span};

use crate::finding::{Applicability, Edit, Severity};
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{CertificateLists, Field, NotEvaluated, Reader};

declare_lint! {
    id: "cert-properties-wrapper-missing",
    summary: "certificate data is at a level where Azure doesn't read it",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidRequestFormat"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::CertificateLists(check),
}

/// An entry with its one property, at the place where it counts and at the other.
struct CertificateEntry<'a> {
    label: &'a str,
    object: &'a Reader,
    property: &'static str,
    proper: &'a Field<String>,
    misplaced: &'a Field<String>,
}

#[expect(clippy::unnecessary_wraps, reason = "every check has an outcome")]
fn check(
    lists: &CertificateLists<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let roots = lists.roots.items().map(|roots| {
        roots.iter().map(|root| CertificateEntry {
            label: root.label(),
            object: &root.object,
            property: "publicCertData",
            proper: &root.data,
            misplaced: &root.misplaced,
        })
    });
    let revoked = lists.revoked.items().map(|revoked| {
        revoked.iter().map(|revoked| CertificateEntry {
            label: revoked.label(),
            object: &revoked.object,
            property: "thumbprint",
            proper: &revoked.thumbprint,
            misplaced: &revoked.misplaced,
        })
    });
    let roots = findings.or_not_evaluated(roots).into_iter().flatten();
    let revoked = findings.or_not_evaluated(revoked).into_iter().flatten();
    for entry in roots.chain(revoked) {
        let outcome = entry.say(lists.virtual_wan, context, findings);
        findings.or_not_evaluated(outcome);
    }
    Ok(())
}

impl CertificateEntry<'_> {
    fn say(
        &self,
        virtual_wan: bool,
        context: &Context<'_>,
        findings: &mut Findings<'_>,
    ) -> Result<(), NotEvaluated> {
        if self.proper.get()?.is_some() || self.misplaced.get()?.is_none() {
            return Ok(());
        }
        let (property, name) = (self.property, shortened(self.label));
        let (message, help, title) = if virtual_wan {
            (
                format!(
                    "{property} of '{name}' is under properties, but Virtual WAN expects it beside the name"
                ),
                format!("write it as {{ \"name\": \"{name}\", \"{property}\": ... }}"),
                "move it beside the name",
            )
        } else {
            (
                format!("{property} of '{name}' is beside the name instead of under properties"),
                format!(
                    "write it as {{ \"name\": \"{name}\", \"properties\": {{ \"{property}\": ... }} }}"
                ),
                "move it under properties",
            )
        };
        let edit =
            if virtual_wan { unwrapped } else { wrapped }(self.object.node(), property, context);
        findings.add(self.misplaced, message).narrow(self.name_span()).help(help).fix(
            title,
            Applicability::Safe,
            edit,
        );
        Ok(())
    }
}

impl CertificateEntry<'_> {
    /// Where the misplaced property's name is written: that is what has to move, wherever its value comes from.
    fn name_span(&self) -> Option<Span> {
        let member = |node: &'_ Node, name: &str| -> Option<arm_template::Member> {
            node.members().iter().find(|member| member.name.eq_ignore_ascii_case(name)).cloned()
        };
        let entry = self.object.node();
        let found = member(entry, self.property)
            .or_else(|| member(&member(entry, "properties")?.value, self.property));
        found.map(|member| member.name_span)
    }
}

/// The edit that puts `properties` around a member that stands beside the name.
fn wrapped(entry: &Node, property: &str, context: &Context<'_>) -> Option<Edit> {
    let object = entry.as_object().filter(|_| entry.origin.is_verbatim())?;
    if object.get("properties").is_some() {
        return None;
    }
    let member =
        object.members().iter().find(|member| member.name.eq_ignore_ascii_case(property))?;
    let (name, value) = (member.name_span, written_at(&member.value, context)?);
    let inside = name.source == value.source && name.end <= value.start;
    let span = inside.then(|| Span::new(name.source, name.start, value.end))?;
    Some(Edit { span, text: format!("\"properties\": {{ {} }}", context.sources.slice(span)) })
}

/// The edit that takes `properties` off the only member in it.
fn unwrapped(entry: &Node, property: &str, context: &Context<'_>) -> Option<Edit> {
    let object = entry.as_object().filter(|_| entry.origin.is_verbatim())?;
    let outer =
        object.members().iter().find(|member| member.name.eq_ignore_ascii_case("properties"))?;
    let [inner] = outer.value.as_object()?.members() else { return None };
    if !inner.name.eq_ignore_ascii_case(property) {
        return None;
    }
    let (whole, value) = (braces(&outer.value, context)?, written_at(&inner.value, context)?);
    let span = |start, end| Span::new(whole.source, start, end);
    let inside = whole.source == value.source
        && whole.start <= inner.name_span.start
        && value.end <= whole.end;
    let kept = context.sources.slice(span(inner.name_span.start, value.end));
    inside.then(|| Edit { span: span(outer.name_span.start, whole.end), text: kept.to_owned() })
}

/// Where a value stands in its document, with the quotes and brackets of an expression.
fn written_at(node: &Node, context: &Context<'_>) -> Option<Span> {
    let at = node.origin.at();
    if context.sources.slice(at).starts_with('"') {
        return Some(at);
    }
    let around = Span::new(at.source, at.start.checked_sub(2)?, at.end + 2);
    let text = context.sources.slice(around);
    (text.starts_with("\"[") && text.ends_with("]\"")).then_some(around)
}

/// Where an object stands in its document.
fn braces(node: &Node, context: &Context<'_>) -> Option<Span> {
    let span = node.origin.is_verbatim().then(|| node.origin.span())?;
    context.sources.slice(span).starts_with('{').then_some(span)
}
