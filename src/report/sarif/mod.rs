//! SARIF 2.1.0, for GitHub code scanning, Azure DevOps and editors.

mod log;
mod uri;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use arm_template::{SourceId, Span};

use self::log::{
    Artifact, ArtifactChange, ArtifactLocation, Configuration, Driver, Fix, FixProperties, Help,
    Inserted, Invocation, Location, Log, LogicalLocation, Message, Notification, PhysicalLocation,
    Region, Replacement, ResultProperties, Rule, RuleProperties, RuleReference, Run, SarifResult,
    Suppression, Tool, UriBase,
};
use super::content::snippet::{covered, excerpt};
use super::content::words::gap;
use super::json::confidence_word;
use crate::finding::{self, Change, Finding, LookedAt, Report, Severity, Subject, SuppressedBy};
use crate::lint::{Category, Lint};
use crate::source::Encoding;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The name that relative references are relative to.
const ROOT: &str = "%SRCROOT%";

/// The SARIF log, indented, with a line break at the end.
///
/// # Panics
/// Never: all that it prints are strings and numbers.
#[must_use]
pub fn sarif(report: &Report) -> String {
    let writer = Writer::of(report);
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [writer.run()] };
    let mut text = serde_json::to_string_pretty(&log).expect("strings and numbers are JSON");
    text.push('\n');
    text
}

/// Where gatelint lives; nothing as long as its settings don't say whose it is.
fn home(repository: &str) -> Option<&str> {
    (!repository.contains("/OWNER/")).then_some(repository)
}

/// What the parts of the log refer to by number.
struct Writer<'a> {
    report: &'a Report,
    rules: Vec<&'static str>,
    artifacts: Vec<SourceId>,
    artifact_index: HashMap<SourceId, usize>,
}

impl<'a> Writer<'a> {
    fn of(report: &'a Report) -> Self {
        let lints = report.findings.iter().map(|finding| finding.lint);
        let rules: BTreeSet<_> =
            lints.chain(report.not_evaluated.iter().map(|entry| entry.lint)).collect();
        let spans = report.findings.iter().flat_map(|finding| {
            let edits = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
            std::iter::once(finding.span)
                .chain(finding.related.iter().map(|related| related.span))
                .chain(edits)
        });
        let sources = spans
            .chain(report.not_evaluated.iter().filter_map(|entry| entry.span))
            .map(|span| span.source);
        let mut artifacts: Vec<_> = sources.collect::<BTreeSet<_>>().into_iter().collect();
        artifacts.sort_by_key(|id| report.sources.name(*id));
        let artifact_index = artifacts.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        Self { report, rules: rules.into_iter().collect(), artifacts, artifact_index }
    }

    fn run(&self) -> Run<'a> {
        let base = UriBase { description: "The folder that gatelint ran in.".into() };
        Run {
            tool: Tool {
                driver: Driver {
                    name: "gatelint",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: home(env!("CARGO_PKG_REPOSITORY")),
                    rules: self.rules.iter().map(|id| rule(id)).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: !self.report.unreadable,
                tool_execution_notifications: self.notifications(),
            }],
            original_uri_base_ids: BTreeMap::from([(ROOT, base)]),
            artifacts: self.artifacts.iter().map(|id| self.artifact(*id)).collect(),
            column_kind: "unicodeCodePoints",
            results: self.report.findings.iter().map(|finding| self.result(finding)).collect(),
        }
    }

    fn notifications(&self) -> Vec<Notification<'a>> {
        let entries = self.report.not_evaluated.iter().map(|entry| {
            let remedy = entry
                .remedy
                .as_deref()
                .map_or_else(String::new, |remedy| format!(" {}", sentence(remedy)));
            let name = entry
                .subject
                .as_ref()
                .map_or_else(String::new, |subject| format!(" on '{}'", subject.name));
            let text =
                format!("{} could not be evaluated{name}: {}.{remedy}", entry.lint, entry.reason);
            Notification {
                level: "warning",
                message: text.into(),
                associated_rule: Some(RuleReference {
                    id: entry.lint,
                    index: self.rule_index(entry.lint),
                }),
                locations: entry
                    .span
                    .map(|span| self.location(span, entry.subject.as_ref()))
                    .into_iter()
                    .collect(),
            }
        });
        let gaps = self.report.looked_at.iter().flat_map(LookedAt::gaps_by_reason);
        let gaps = gaps.map(|gaps| Notification {
            level: if gaps.accepted { "note" } else { "error" },
            message: format!("Not read: {}", gap(&gaps)).into(),
            associated_rule: None,
            locations: Vec::new(),
        });
        entries.chain(gaps).collect()
    }

    fn artifact(&self, id: SourceId) -> Artifact {
        let source = self.report.sources.get(id);
        let encoding = match source.encoding {
            _ if source.binary.is_some() => None,
            Encoding::Utf8 | Encoding::Utf8Bom => Some("UTF-8"),
            Encoding::Utf16Le => Some("UTF-16LE"),
            Encoding::Utf16Be => Some("UTF-16BE"),
        };
        Artifact { location: self.artifact_location(id), encoding }
    }

    fn result(&self, finding: &'a Finding) -> SarifResult<'a> {
        let related = finding.related.iter().enumerate().map(|(at, related)| Location {
            id: Some(at + 1),
            message: Some(Message::from(related.message.as_str())),
            ..self.location(related.span, None)
        });
        SarifResult {
            rule_id: finding.lint,
            rule_index: self.rule_index(finding.lint),
            level: finding.severity.word(),
            message: message(finding).into(),
            locations: [self.location(finding.span, finding.subject.as_ref())],
            related_locations: related.collect(),
            partial_fingerprints: BTreeMap::from([("gatelint/v1", finding.fingerprint.as_str())]),
            baseline_state: self.baseline_state(finding),
            suppressions: finding.suppressed.as_ref().map(suppression).into_iter().collect(),
            fixes: finding
                .fixes
                .iter()
                .filter(|_| finding.shows_edits())
                .map(|fix| self.fix(fix))
                .collect(),
            properties: ResultProperties {
                confidence: confidence_word(finding.confidence),
                help: finding.help.as_deref(),
                symptoms: &finding.symptoms,
            },
        }
    }

    fn baseline_state(&self, finding: &Finding) -> Option<&'static str> {
        let known = finding
            .suppressed
            .as_ref()
            .is_some_and(|suppression| suppression.by == SuppressedBy::Baseline);
        match (known, finding.change, self.report.baseline.is_some()) {
            (true, ..) | (_, Some(Change::Still), _) => Some("unchanged"),
            (false, Some(Change::New), _) | (false, None, true) => Some("new"),
            (false, None, false) => None,
        }
    }

    fn rule_index(&self, id: &str) -> usize {
        self.rules.binary_search(&id).expect("every lint that is named is in the list")
    }

    fn artifact_location(&self, id: SourceId) -> ArtifactLocation {
        let reference = uri::reference(self.report.sources.name(id));
        ArtifactLocation {
            uri: reference.uri,
            uri_base_id: reference.relative.then_some(ROOT),
            index: self.artifact_index[&id],
        }
    }

    fn location(&self, span: Span, subject: Option<&'a Subject>) -> Location<'a> {
        let logical = subject.map(|subject| LogicalLocation {
            name: &subject.name,
            fully_qualified_name: subject
                .id
                .clone()
                .unwrap_or_else(|| format!("{}/{}", subject.kind, subject.name)),
            kind: "resource",
        });
        let region =
            Region { snippet: covered(self.report, span).map(Message::from), ..self.region(span) };
        // The context of a place of several lines would need all of them.
        let one_line = region.end_line == Some(region.start_line);
        let line = excerpt(self.report, span)
            .filter(|line| one_line && !line.cut && line.place != (0..line.text.len()));
        let context_region = line.map(|line| Region {
            start_line: line.line,
            snippet: Some(line.text.into()),
            ..Region::default()
        });
        Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: self.artifact_location(span.source),
                region,
                context_region,
            },
            logical_locations: logical.into_iter().collect(),
            message: None,
        }
    }

    /// Lines and columns of a text; bytes of anything else. Code scanning wants a line in any case.
    fn region(&self, span: Span) -> Region {
        let (start, end) = self.report.sources.positions(span);
        if self.report.sources.get(span.source).binary.is_some() {
            return Region {
                start_line: 1,
                byte_offset: Some(start.offset),
                byte_length: Some(end.offset - start.offset),
                ..Region::default()
            };
        }
        Region {
            start_line: start.line,
            start_column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
            ..Region::default()
        }
    }

    fn fix(&self, fix: &'a finding::Fix) -> Fix<'a> {
        let mut changes: Vec<(SourceId, ArtifactChange<'a>)> = Vec::new();
        for edit in &fix.edits {
            let replacement = Replacement {
                deleted_region: self.region(edit.span),
                inserted_content: Inserted { text: &edit.text },
            };
            match changes.iter_mut().find(|(id, _)| *id == edit.span.source) {
                Some((_, change)) => change.replacements.push(replacement),
                None => changes.push((
                    edit.span.source,
                    ArtifactChange {
                        artifact_location: self.artifact_location(edit.span.source),
                        replacements: vec![replacement],
                    },
                )),
            }
        }
        Fix {
            description: sentence(&fix.title).into(),
            artifact_changes: changes.into_iter().map(|(_, change)| change).collect(),
            properties: FixProperties {
                applicability: fix.applicability.word(),
                safe: fix.applicability.is_safe(),
            },
        }
    }
}

fn rule(id: &'static str) -> Rule {
    let lint = crate::lints::find(id);
    Rule {
        id,
        name: lint.map(|lint| camel_case(lint.id)),
        short_description: lint.map(|lint| sentence(lint.summary).into()),
        full_description: lint.map(|lint| sentence(lint.summary).into()),
        help_uri: lint.map(Lint::url),
        help: lint.map(|lint| Help { text: lint.docs, markdown: lint.docs }),
        default_configuration: lint.map(|lint| Configuration { level: lint.severity.word() }),
        properties: lint.map(rule_properties),
    }
}

fn rule_properties(lint: &Lint) -> RuleProperties {
    let mut tags = vec!["azure", "vpn-gateway", lint.category.word()];
    // Code scanning lists what bears this tag among the security alerts.
    if lint.category != Category::Security {
        tags.push("correctness");
    }
    RuleProperties {
        tags,
        category: lint.category.word(),
        symptoms: lint.symptoms,
        severity: match lint.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "recommendation",
        },
    }
}

/// `gateway-subnet-nsg` as `GatewaySubnetNsg`, the form of names that the standard asks for.
fn camel_case(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_ascii_uppercase().to_string() + letters.as_str()
        })
    };
    id.split('-').map(capital).collect()
}

fn message(finding: &Finding) -> String {
    let mut text = sentence(&finding.message);
    if let Some(help) = &finding.help {
        text.push(' ');
        text.push_str(&sentence(help));
    }
    if !finding.symptoms.is_empty() {
        text.push_str(" Users see: ");
        text.push_str(&finding.symptoms.join(", "));
        text.push('.');
    }
    // Such a pair would be read as a link.
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text }
}

/// The words as a sentence: a capital letter unless they begin with an identifier, and a full stop.
fn sentence(words: &str) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    let mut text = words.to_owned();
    if first.bytes().all(|letter| letter.is_ascii_lowercase()) {
        text[..first.len().min(1)].make_ascii_uppercase();
    }
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}

fn suppression(suppression: &finding::Suppression) -> Suppression<'_> {
    let kind = if suppression.by == SuppressedBy::Comment { "inSource" } else { "external" };
    Suppression { kind, justification: suppression.reason.as_deref() }
}

#[cfg(test)]
mod tests {
    use super::home;

    #[test]
    fn no_address_is_given_that_leads_nowhere() {
        assert_eq!(home("https://github.com/OWNER/gatelint"), None);
        let home_of_one = "https://github.com/contoso/gatelint";
        assert_eq!(home(home_of_one), Some(home_of_one));
    }
}
