//! Excerpts without the secrets in them: what is masked is decided by its place.

use std::ops::Range;

use arm_template::{SourceId, Span};

use super::report::Report;

impl Report {
    /// A stretch of a source's text with every byte of a secret replaced, so that lines and columns stay.
    ///
    /// `text` is the source's text: what is about to take its place is masked in the same way.
    #[must_use]
    pub fn masked(&self, source: SourceId, text: &str, stretch: Range<usize>) -> String {
        let mut shown = String::with_capacity(stretch.len());
        let mut at = stretch.start;
        let after = |span: &Span| (span.source, span.end as usize) <= (source, stretch.start);
        let first = self.secrets.partition_point(after);
        for secret in &self.secrets[first..] {
            let start = (secret.start as usize).max(at);
            if secret.source != source || start >= stretch.end {
                break;
            }
            let (start, end) =
                (floor(text, start), ceil(text, (secret.end as usize).min(stretch.end)));
            shown.push_str(&text[at..start]);
            let stars = text[start..end].bytes().map(|byte| match byte {
                b'\n' | b'\r' => char::from(byte),
                _ => '*',
            });
            shown.extend(stars);
            at = end;
        }
        shown.push_str(&text[at..stretch.end]);
        shown
    }
}

/// Stretches in the order of their places, those that overlap put together.
pub(crate) fn merged(mut secrets: Vec<Span>) -> Vec<Span> {
    secrets.sort_unstable_by_key(|span| (span.source, span.start, span.end));
    secrets.dedup_by(|later, earlier| {
        let overlap = later.source == earlier.source && later.start < earlier.end;
        if overlap {
            earlier.end = earlier.end.max(later.end);
        }
        overlap || later == earlier
    });
    secrets
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use arm_template::{SourceId, Span};

    use super::{Report, merged};

    #[test]
    fn stretches_are_masked_wherever_the_excerpt_is_cut() {
        let span = |source, start, end| Span::new(SourceId(source), start, end);
        let secrets = merged(vec![
            span(1, 4, 8),
            span(0, 2, 9),
            span(1, 6, 7),
            span(1, 8, 10),
            span(1, 14, 15),
        ]);
        assert_eq!(secrets.len(), 4);
        let report = Report { secrets, ..Report::default() };
        let text = "0123456\n89abcd\u{e9}f";
        let shown = |start, end| report.masked(SourceId(1), text, start..end);
        assert_eq!(shown(0, text.len()), "0123***\n**abcd**f");
        assert_eq!(shown(5, 9), "**\n*");
        assert_eq!(shown(10, 13), "abc");
        assert_eq!(report.masked(SourceId(2), text, 0..3), "012");
    }
}
