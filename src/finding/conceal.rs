//! Keeps secrets out of the words of a report, should a message, a name or a remedy repeat one.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::{Fix, Report};
use crate::source::Sources;
use arm_template::Span;

/// Shorter texts are not looked for: they would be found inside ordinary words.
const SHORTEST: usize = 8;
/// What stands in a secret's place.
const BLOT: &str = "********";

/// The texts that no report may show, the longest first.
#[derive(Debug, Default)]
pub(crate) struct SecretTexts {
    texts: Vec<String>,
    /// Finds the beginnings of all of them at once. Whole texts would take much memory when there are many.
    beginnings: Option<AhoCorasick>,
    /// The texts of each beginning.
    of_beginning: Vec<Vec<usize>>,
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
        Self::looking_for(texts)
    }

    fn looking_for(texts: Vec<String>) -> Self {
        let mut places: HashMap<&[u8], usize> = HashMap::new();
        let mut beginnings = Vec::new();
        let mut of_beginning: Vec<Vec<usize>> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let beginning = &text.as_bytes()[..SHORTEST];
            let place = *places.entry(beginning).or_insert(beginnings.len());
            if place == beginnings.len() {
                beginnings.push(beginning);
                of_beginning.push(Vec::new());
            }
            of_beginning[place].push(at);
        }
        let beginnings = AhoCorasick::new(beginnings).ok();
        Self { texts, beginnings, of_beginning }
    }

    /// Which of them are in a text, some more than once.
    fn found_in<'a>(&'a self, text: &'a str) -> Box<dyn Iterator<Item = usize> + 'a> {
        let Some(beginnings) = &self.beginnings else {
            // Too many to be put together.
            let all = self.texts.iter().enumerate();
            return Box::new(all.filter(|(_, secret)| text.contains(*secret)).map(|(at, _)| at));
        };
        Box::new(beginnings.find_overlapping_iter(text).flat_map(move |found| {
            let rest = &text.as_bytes()[found.start()..];
            let secrets = self.of_beginning[found.pattern().as_usize()].iter().copied();
            secrets.filter(move |at| rest.starts_with(self.texts[*at].as_bytes()))
        }))
    }

    fn blot(&self, text: &mut String) {
        let mut found: Vec<usize> = self.found_in(text).collect();
        found.sort_unstable();
        found.dedup();
        for at in found {
            *text = text.replace(&self.texts[at], BLOT);
        }
    }

    /// Whether the edits of a remedy can be shown.
    pub(crate) fn allow(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|edit| self.found_in(&edit.text).next().is_none())
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

#[cfg(test)]
mod tests {
    use super::SecretTexts;

    #[test]
    fn every_secret_is_blotted_out_the_longest_first() {
        let secrets = ["same beginning, longer", "same beginning", "\u{e9}\u{e9}\u{e9}\u{e9}x"];
        let secrets = SecretTexts::looking_for(secrets.map(str::to_owned).to_vec());
        for (text, shown) in [
            ("a same beginning, longer b", "a ******** b"),
            ("same beginning, same beginning, longer", "********, ********"),
            ("same beginnin", "same beginnin"),
            ("\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}x", "\u{e9}********"),
            ("", ""),
        ] {
            let mut masked = text.to_owned();
            secrets.blot(&mut masked);
            assert_eq!(masked, shown);
        }
    }
}
