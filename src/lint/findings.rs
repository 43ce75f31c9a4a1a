//! Taking what a lint says about one thing.

use super::definition::Lint;
use super::place::{HasOrigin, trail};
use crate::finding::{
    Applicability, Edit, Finding, Fix, Related, Secrecy, Severity, Subject, Unevaluated,
};
use crate::resource::NotEvaluated;
use arm_template::Span;
use jiff::civil::Date;

/// Takes what a lint says about one thing.
#[derive(Debug)]
pub struct Findings<'a> {
    pub(super) lint: &'static Lint,
    subject: Option<Subject>,
    found: &'a mut Vec<Finding>,
    unevaluated: &'a mut Vec<Unevaluated>,
}

impl<'a> Findings<'a> {
    /// For a lint that looks at `subject`.
    pub fn new(
        lint: &'static Lint,
        subject: Option<Subject>,
        found: &'a mut Vec<Finding>,
        unevaluated: &'a mut Vec<Unevaluated>,
    ) -> Self {
        Self { lint, subject, found, unevaluated }
    }

    /// Adds a finding at the place where a value is written; its way there becomes related places.
    ///
    /// # Panics
    /// Never: the finding was just put in.
    pub fn add(&mut self, at: impl HasOrigin, message: impl Into<String>) -> &mut Finding {
        let origin = at.place();
        let message = shortened(message.into());
        self.found.push(Finding {
            lint: self.lint.id,
            severity: self.lint.severity,
            confidence: at.confidence(),
            key: message.clone(),
            message,
            subject: self.subject.clone(),
            span: origin.span(),
            related: trail(&origin),
            help: None,
            symptoms: self.lint.symptoms.iter().map(ToString::to_string).collect(),
            date: None,
            fixes: Vec::new(),
            suppressed: None,
            fingerprint: String::new(),
            change: None,
            secrecy: if origin.is_secret() { Secrecy::Touched } else { Secrecy::None },
        });
        self.found.last_mut().expect("just pushed")
    }

    /// Adds a finding whose words are made without reading the secret that they are about: nothing in them is masked.
    ///
    /// # Panics
    /// Never: the finding was just put in.
    pub fn add_about_secret(
        &mut self,
        at: impl HasOrigin,
        message: impl Into<String>,
    ) -> &mut Finding {
        let finding = self.add(at, message);
        finding.secrecy = Secrecy::Careful;
        finding
    }

    /// Says of which resource the following is, where a lint looks at several in one call.
    pub fn on(&mut self, subject: Subject) {
        self.subject = Some(subject);
    }

    /// Says that a part could not be evaluated, and goes on.
    pub fn not_evaluated(&mut self, why: NotEvaluated) {
        self.unevaluated.push(Unevaluated {
            lint: self.lint.id,
            subject: self.subject.clone(),
            reason: why.reason,
            remedy: why.remedy,
            span: why.span,
        });
    }

    /// The value of an outcome, or none, said as not evaluated.
    pub fn or_not_evaluated<T>(&mut self, outcome: Result<T, NotEvaluated>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(why) => {
                self.not_evaluated(why);
                None
            }
        }
    }
}

impl Findings<'_> {
    /// What is known of several outcomes; the others are said as not evaluated.
    pub fn known<T>(
        &mut self,
        outcomes: impl IntoIterator<Item = Result<T, NotEvaluated>>,
    ) -> Vec<T> {
        outcomes.into_iter().filter_map(|outcome| self.or_not_evaluated(outcome)).collect()
    }
}

impl Finding {
    /// Sets the remedy.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Adds another place, and the way of the value there.
    pub fn related(&mut self, at: impl HasOrigin, message: impl Into<String>) -> &mut Self {
        let origin = at.place();
        if origin.is_secret() && self.secrecy == Secrecy::None {
            self.secrecy = Secrecy::Touched;
        }
        self.related.push(Related { message: shortened(message.into()), span: origin.span() });
        self.related.extend(trail(&origin));
        self
    }

    /// Narrows the place to a part of the value, such as one character of a string.
    pub fn narrow(&mut self, span: Option<Span>) -> &mut Self {
        if let Some(span) = span {
            self.span = span;
        }
        self
    }

    /// Sets another severity than the lint's.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Sets the symptoms of this message, instead of all of the lint's.
    pub fn symptoms(&mut self, symptoms: &[&str]) -> &mut Self {
        self.symptoms = symptoms.iter().map(ToString::to_string).collect();
        self
    }

    /// Sets the day on which it comes into force.
    pub fn date(&mut self, date: Date) -> &mut Self {
        self.date = Some(date);
        self
    }

    /// Adds a mechanical remedy, when there is an edit for it.
    pub fn fix(
        &mut self,
        title: impl Into<String>,
        applicability: Applicability,
        edit: impl IntoIterator<Item = Edit>,
    ) -> &mut Self {
        let edits: Vec<Edit> = edit.into_iter().collect();
        if !edits.is_empty() {
            self.fixes.push(Fix { title: title.into(), applicability, edits });
        }
        self
    }

    /// Sets what tells this finding from others on the same resource, where the message changes by the day.
    pub fn key(&mut self, key: impl Into<String>) -> &mut Self {
        self.key = key.into();
        self
    }

    /// Says that it is about another resource than the one that was looked at.
    pub fn about(&mut self, subject: Subject) -> &mut Self {
        self.subject = Some(subject);
        self
    }
}

/// How long a message may be, in characters. A name that fills half of a file would else be repeated by each finding.
const LONGEST: usize = 2000;

/// A text whose middle is left out where it is very long.
fn shortened(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let half = LONGEST / 2;
    let start = text.char_indices().nth(half).map_or(text.len(), |(at, _)| at);
    let end = text.char_indices().rev().nth(half).map_or(0, |(at, _)| at);
    if start >= end { text } else { format!("{} […] {}", &text[..start], &text[end..]) }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn only_very_long_texts_are_cut() {
        assert_eq!(shortened("short".to_owned()), "short");
        let long = format!("a{}z", "\u{e9}".repeat(100_000));
        let cut = shortened(long);
        assert!(cut.starts_with('a') && cut.ends_with('z') && cut.contains("[…]"));
        assert!(cut.len() < 5000);
    }
}
