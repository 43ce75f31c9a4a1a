#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::{Authentication, Gateway, PointToSite};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "p2s-auth-not-entra-only",
    summary: "clients may authenticate without Entra ID",
    severity: Severity::Note,
    category: Category::Security,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::PointToSite(check),
};

fn check(
    _: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let offer = client.offer()?;
    let others: Vec<&Authentication> = offer
        .authentication
        .iter()
        .filter(|way| matches!(way, Authentication::Certificate | Authentication::Radius))
        .collect();
    let [first, ..] = &others[..] else { return Ok(()) };
    let labels: Vec<&str> = others.iter().map(|way| way.label()).collect();
    findings
        .add(
            client.place_of(first),
            format!("clients may authenticate by {}, without Entra ID", labels.join(" and ")),
        )
        .help("where a policy demands it, let clients sign in with Entra ID only, over OpenVPN");
    Ok(())
}
