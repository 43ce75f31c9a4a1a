#![doc = include_str!("README.md")]

use crate::facts::RADIUS_SCORE;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "radius-score-range",
    summary: "the score of a RADIUS server is out of range",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    for server in settings.client.radius.all()? {
        let Some(Some(score)) = findings.or_not_evaluated(server.score.get()) else { continue };
        if !RADIUS_SCORE.contains(score) {
            let (least, most) = (RADIUS_SCORE.start(), RADIUS_SCORE.end());
            findings
                .add(
                    &server.score,
                    format!("score {score} of a RADIUS server is outside {least} to {most}"),
                )
                .help(format!("choose a score from {least} to {most}"));
        }
    }
    Ok(())
}
