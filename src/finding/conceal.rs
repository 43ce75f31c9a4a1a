//! Keeps secrets out of the words of a report, should a message, a name or a remedy repeat one.

use aho_corasick::AhoCorasick;

use super::{Fix, Report};
use crate::source::Sources;
use arm_template::Span;

/// Shorter texts are not looked for: they would be found inside ordinary words.
const SHORTEST: usize = 8;
/// What stands in a secret's place.
const BLOT: &str = "********";

/// The texts that no report may show.
#[derive(Debug, Default)]
pub(crate) struct SecretTexts {
    texts: Vec<String>,
    /// Finds any of them at once; none where there are no texts, or too many to be put together.
    any: Option<AhoCorasick>,
}

impl SecretTexts {
    fn of(sources: &Sources, secrets: &[Span]) -> Self {
        let mut texts = Vec::new();
        for secret in secrets {
            let written = sources.slice(*secret);
            let inner = written
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'))
                .unwrap_or(written);
            texts.push(inner.to_owned());
            texts.extend(serde_json::from_str::<String>(written));
        }
        // What the quickstart templates let their pipeline fill in is no secret, and stands in names too.
        texts.retain(|text| text.len() >= SHORTEST && !text.starts_with("GEN-"));
        // The longest first, so that a secret is not left in half when another is a part of it.
        texts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        texts.dedup();
        let any = if texts.is_empty() { None } else { AhoCorasick::new(&texts).ok() };
        Self { texts, any }
    }

    fn are_in(&self, text: &str) -> bool {
        match &self.any {
            Some(any) => any.is_match(text),
            None => self.texts.iter().any(|secret| text.contains(secret)),
        }
    }

    fn blot(&self, text: &mut String) {
        if !self.are_in(text) {
            return;
        }
        for secret in &self.texts {
            if text.contains(secret) {
                *text = text.replace(secret, BLOT);
            }
        }
    }

    /// Whether the edits of a remedy can be shown.
    pub(crate) fn allow(&self, fix: &Fix) -> bool {
        !fix.edits.iter().any(|edit| self.are_in(&edit.text))
    }
}

impl Report {
    /// The texts that no report may show.
    pub(crate) fn secret_texts(&self) -> SecretTexts {
        SecretTexts::of(&self.sources, &self.secrets)
    }

    /// Blots secrets out of all words. Edits stay as they are, for they have to be applied;
    /// [`SecretTexts::allow`] says which may be shown.
    pub(super) fn conceal(&mut self) {
        let secrets = self.secret_texts();
        if secrets.texts.is_empty() {
            return;
        }
        for finding in &mut self.findings {
            secrets.blot(&mut finding.message);
            secrets.blot(&mut finding.key);
            finding.related.iter_mut().for_each(|related| secrets.blot(&mut related.message));
            finding.fixes.iter_mut().for_each(|fix| secrets.blot(&mut fix.title));
            finding
                .help
                .iter_mut()
                .chain(&mut finding.symptoms)
                .for_each(|text| secrets.blot(text));
            if let Some(subject) = &mut finding.subject {
                secrets.blot(&mut subject.name);
                subject.id.iter_mut().for_each(|id| secrets.blot(id));
            }
            if let Some(suppression) = &mut finding.suppressed {
                suppression.reason.iter_mut().for_each(|reason| secrets.blot(reason));
            }
        }
        for entry in &mut self.not_evaluated {
            secrets.blot(&mut entry.reason);
            entry.remedy.iter_mut().for_each(|remedy| secrets.blot(remedy));
            if let Some(subject) = &mut entry.subject {
                secrets.blot(&mut subject.name);
                subject.id.iter_mut().for_each(|id| secrets.blot(id));
            }
        }
    }
}
