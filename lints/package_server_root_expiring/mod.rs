#![doc = include_str!("README.md")]

use std::collections::BTreeSet;

use arm_template::Span;
use certificate_diagnosis::Certificate;
use jiff::Timestamp;

use crate::facts::{plain_thumbprint, public_root};
use crate::finding::Severity;
use crate::lint::certificate::day;
use crate::lint::clients::held_against::AGAIN;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{NotEvaluated, Package};

declare_lint! {
    id: "package-server-root-expiring",
    summary: "a root of the gateway's certificate in a package has expired, will expire, or is replaced",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["0x800b0109"],
    since: "0.1.0",
    check: Check::Package(check),
}

fn check(package: &Package, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let today = todays(package, context);
    for (root, span) in package.server_roots() {
        let here = Here { span, root: "the root of the gateway's certificate".to_owned() };
        if !here.has_ended(root.not_after, context, findings) {
            here.is_older(&root.sha1(), &today, findings);
        }
    }
    let mut outcome = Ok(());
    for (span, pin) in package.pinned_roots() {
        let thumbprint = plain_thumbprint(&pin.text);
        let known = named(&thumbprint, package, context);
        let name = known.as_ref().map_or(thumbprint.as_str(), |(name, _)| name.as_str());
        let here = Here {
            span,
            root: format!("the root that the gateway's certificate must chain to, {name},"),
        };
        let ended = known.as_ref().is_some_and(|(_, end)| here.has_ended(*end, context, findings));
        let older = !ended && here.is_older(&thumbprint, &today, findings);
        if known.is_none() && !older {
            outcome = Err(unknown(&thumbprint, span));
        }
    }
    outcome
}

/// A root as a package has it.
struct Here {
    span: Span,
    /// The words for it.
    root: String,
}

impl Here {
    /// Says that it has expired or will soon.
    fn has_ended(
        &self,
        end: Timestamp,
        context: &Context<'_>,
        findings: &mut Findings<'_>,
    ) -> bool {
        const DAY: i64 = 24 * 60 * 60;
        let (root, last) = (&self.root, day(end));
        let left = (end.as_second() - context.moment.timestamp().as_second()).div_euclid(DAY);
        if context.moment.is_after_end(end) {
            findings
                .add(
                    self.span,
                    format!("{root} expired on {last}, so clients no longer trust the gateway"),
                )
                .help(AGAIN);
            return true;
        }
        let soon = left <= context.thresholds.root_expiry_days;
        if soon {
            findings
                .add(self.span, format!("{root} expires on {last}"))
                .severity(Severity::Warning)
                .help(format!("before that day, {AGAIN}"));
        }
        soon
    }

    /// Says that today's package has others.
    fn is_older(
        &self,
        thumbprint: &str,
        today: &BTreeSet<String>,
        findings: &mut Findings<'_>,
    ) -> bool {
        let older = !today.is_empty() && !today.contains(thumbprint);
        if older {
            findings
                .add(self.span, format!("{} is not in today's package", self.root))
                .severity(Severity::Warning)
                .help("give every client today's package: this one stops working when the gateway's certificate is replaced");
        }
        older
    }
}

/// The roots of today's packages of the same gateway, by their thumbprints.
fn todays(package: &Package, context: &Context<'_>) -> BTreeSet<String> {
    let same =
        |today: &&Package| package.servers().any(|(_, server)| today.names_server(&server.text));
    let mut prints = BTreeSet::new();
    for today in context.current_packages.iter().filter(same) {
        prints.extend(today.server_roots().map(|(root, _)| root.sha1()));
        prints.extend(today.pinned_roots().map(|(_, pin)| plain_thumbprint(&pin.text)));
    }
    prints
}

/// The name and the end of a root that only its thumbprint is given of.
fn named(
    thumbprint: &str,
    package: &Package,
    context: &Context<'_>,
) -> Option<(String, Timestamp)> {
    let packages = std::iter::once(package).chain(context.current_packages);
    let mut there = packages.flat_map(Package::server_roots).map(|(root, _)| root);
    let of = |root: &Certificate| (root.subject.short(), root.not_after);
    there
        .find(|root| root.sha1().eq_ignore_ascii_case(thumbprint))
        .map(of)
        .or_else(|| public_root(thumbprint).map(|root| (root.name.to_owned(), root.not_after())))
}

fn unknown(thumbprint: &str, span: Span) -> NotEvaluated {
    const SHA_1: usize = 40;
    let is_print = thumbprint.len() == SHA_1 && thumbprint.bytes().all(|it| it.is_ascii_hexdigit());
    let why = if is_print {
        format!(
            "the profile has only the thumbprint of its root, {thumbprint}, which Microsoft doesn't list"
        )
    } else {
        "the root thumbprint in the profile is not a SHA-1 thumbprint".to_owned()
    };
    NotEvaluated::new(why, Some(span)).remedy("compare it with today's package, with --against")
}
