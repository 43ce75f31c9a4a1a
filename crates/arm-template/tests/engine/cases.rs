//! Inputs that Microsoft's deployment engine answered, read from a file of JSON lines and answered by this crate.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arm_template::{NoLoader, Node, Options, ScopeKind, SourceId, expand, parse};
use serde_json::{Map, Value as Json, json};

use super::answer::{scope, shown};
use super::comparison::{Difference, differences, is_residual, plain, same};

const SCHEMA: &str =
    "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

/// One input with the engine's answer.
pub(crate) struct Case {
    /// Its id, or the expression itself.
    pub(crate) id: String,
    /// What it shows.
    pub(crate) about: String,
    line: Json,
}

/// How the two answers compare.
pub(crate) enum Verdict {
    /// They are the same; or both refuse.
    Agrees,
    /// The engine refuses, with these words.
    OnlyEngineRefuses(String),
    /// We refuse, with these words.
    OnlyWeRefuse(String),
    /// Both answer, but not the same.
    Differs(Vec<Difference>),
    /// We come to no answer at all.
    Panics,
}

impl Verdict {
    /// Whether the answers are the same.
    pub(crate) fn agrees(&self) -> bool {
        matches!(self, Self::Agrees)
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Agrees => f.write_str("agrees"),
            Self::OnlyEngineRefuses(words) => write!(f, "only the engine refuses: {words}"),
            Self::OnlyWeRefuse(words) => write!(f, "only we refuse: {words}"),
            Self::Panics => f.write_str("we panic"),
            Self::Differs(differences) => {
                for (count, difference) in differences.iter().enumerate() {
                    let Difference { place, class, engine, ours } = difference;
                    let between = if count > 0 { "\n    " } else { "" };
                    let engine: String = engine.to_string().chars().take(1000).collect();
                    let ours: String = ours.to_string().chars().take(1000).collect();
                    write!(
                        f,
                        "{between}{place}: {class}\n      engine {engine}\n      ours   {ours}"
                    )?;
                }
                Ok(())
            }
        }
    }
}

/// The cases of a file, one in a line.
///
/// # Errors
/// When a line is no JSON.
pub(crate) fn read(lines: &str) -> Result<Vec<Case>, serde_json::Error> {
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let line: Json = serde_json::from_str(line)?;
            let text = |name: &str| line[name].as_str().map(str::to_owned);
            Ok(Case {
                id: text("id").or_else(|| text("expression")).unwrap_or_default(),
                about: text("about").or_else(|| text("origin")).unwrap_or_default(),
                line,
            })
        })
        .collect()
}

/// Answers a case and compares.
pub(crate) fn judge(case: &Case) -> Verdict {
    catch_unwind(AssertUnwindSafe(|| compared(&case.line))).unwrap_or(Verdict::Panics)
}

fn compared(case: &Json) -> Verdict {
    let expression = case.get("expression");
    let answer = if expression.is_some() { case } else { &case["engine"] };
    let ours = answered(case);
    match (answer["error"].as_str(), ours) {
        (Some(_), Err(_)) => Verdict::Agrees,
        (Some(words), Ok(_)) => Verdict::OnlyEngineRefuses(words.to_owned()),
        (None, Err(words)) => Verdict::OnlyWeRefuse(words),
        (None, Ok(ours)) if expression.is_some() => compared_value(answer, &ours),
        (None, Ok(ours)) => match differences(answer, &ours) {
            differences if differences.is_empty() => Verdict::Agrees,
            differences => Verdict::Differs(differences),
        },
    }
}

fn compared_value(answer: &Json, ours: &Json) -> Verdict {
    let whole = &ours["outputs"]["o"];
    let ours = whole.get("r").unwrap_or(whole);
    let (agrees, class, engine) = if let Some(value) = answer.get("value") {
        (same(value, ours), "value", value)
    } else {
        let residual = answer["residual"].as_str().unwrap_or_default();
        let same = ours.as_str().is_some_and(|ours| plain(residual) == plain(ours));
        (same || !is_residual(ours), "residual", &answer["residual"])
    };
    if agrees {
        return Verdict::Agrees;
    }
    let (engine, ours) = (engine.clone(), ours.clone());
    Verdict::Differs(vec![Difference { place: String::new(), class, engine, ours }])
}

/// What we answer, in the form of the engine's answers; or why we refuse.
fn answered(case: &Json) -> Result<Json, String> {
    let template = match case.get("expression") {
        Some(expression) => json!({
            "$schema": SCHEMA,
            "contentVersion": "1.0.0.0",
            "resources": [],
            "outputs": { "o": { "type": "object", "value": { "r": expression } } },
        }),
        None => case["template"].clone(),
    };
    let template = node(&template, 0)?;
    let given = case["parameters"].as_object().filter(|given| !given.is_empty());
    let parameters = given.map(|given| {
        let values: Map<_, _> =
            given.iter().map(|(name, value)| (name.clone(), json!({ "value": value }))).collect();
        node(&json!({ "contentVersion": "1.0.0.0", "parameters": values }), 1)
    });
    let options = Options {
        scope: scope(kind(case["scope"].as_str())),
        parameters: parameters.transpose()?.into_iter().collect(),
        predicted: true,
        ..Options::default()
    };
    let expansion = expand(&template, &options, &NoLoader);
    match expansion.problems.first() {
        Some(problem) => Err(problem.message.clone()),
        None => Ok(shown(&expansion)),
    }
}

fn node(json: &Json, source: u32) -> Result<Node, String> {
    let parsed = parse(&json.to_string(), SourceId(source));
    match (parsed.node, parsed.problems.first()) {
        (Some(node), _) => Ok(node),
        (None, problem) => Err(problem.map_or("no JSON", |problem| &problem.message).to_owned()),
    }
}

/// What the deployment goes to.
fn kind(name: Option<&str>) -> ScopeKind {
    match name {
        Some("subscription") => ScopeKind::Subscription,
        Some("managementGroup") => ScopeKind::ManagementGroup,
        Some("tenant") => ScopeKind::Tenant,
        _ => ScopeKind::ResourceGroup,
    }
}
