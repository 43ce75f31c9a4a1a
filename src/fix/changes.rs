//! What became of a text over several rounds of edits: which stretches of the first text gave way to which of the last.

use std::ops::Range;

/// A stretch of the first text, and the stretch of the last one that stands in its place, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// In the first text.
    pub before: Range<usize>,
    /// In the last text.
    pub after: Range<usize>,
}

/// The changes after one more round, whose edits are sorted, don't overlap, and say with how many bytes they replace
/// what.
pub(super) fn and_then(changes: &[TextChange], edits: &[(Range<usize>, usize)]) -> Vec<TextChange> {
    let mut both = Vec::with_capacity(changes.len() + edits.len());
    let (mut changes, mut edits) = (changes.iter().peekable(), edits.iter().peekable());
    // How much longer the text became by the changes, and by the edits, up to here.
    let (mut grown, mut growing) = (0_isize, 0_isize);
    loop {
        let start = match (changes.peek(), edits.peek()) {
            (Some(change), Some((edit, _))) => change.after.start.min(edit.start),
            (Some(change), None) => change.after.start,
            (None, Some((edit, _))) => edit.start,
            (None, None) => return both,
        };
        // Changes and edits that touch each other are one change from now on.
        let (mut end, before, after) = (start, grown, growing);
        loop {
            if let Some(change) = changes.next_if(|change| change.after.start <= end) {
                end = end.max(change.after.end);
                grown += signed(change.after.len()) - signed(change.before.len());
            } else if let Some((edit, length)) = edits.next_if(|(edit, _)| edit.start <= end) {
                end = end.max(edit.end);
                growing += signed(*length) - signed(edit.len());
            } else {
                break;
            }
        }
        both.push(TextChange {
            before: moved(start, -before)..moved(end, -grown),
            after: moved(start, after)..moved(end, growing),
        });
    }
}

fn signed(length: usize) -> isize {
    isize::try_from(length).expect("no text is longer than half of the memory")
}

fn moved(at: usize, by: isize) -> usize {
    at.checked_add_signed(by).expect("a text does not begin before its beginning")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{TextChange, and_then};

    fn edited(text: &str, edits: &[(std::ops::Range<usize>, String)]) -> String {
        let mut out = String::new();
        let mut at = 0;
        for (range, new) in edits {
            out.push_str(&text[at..range.start]);
            out.push_str(new);
            at = range.end;
        }
        out + &text[at..]
    }

    proptest! {
        #[test]
        fn what_is_outside_of_the_changes_stayed(
            text in "[a-z]{0,40}",
            rounds in prop::collection::vec(
                prop::collection::vec((0_usize..9, 0_usize..6, "[A-Z]{0,5}"), 0..5),
                0..5,
            ),
        ) {
            let (mut now, mut changes) = (text.clone(), Vec::<TextChange>::new());
            for round in rounds {
                let mut edits = Vec::new();
                let mut at = 0;
                for (gap, length, new) in round {
                    let start = at + gap;
                    if start + length > now.len() {
                        break;
                    }
                    at = start + length;
                    edits.push((start..at, new));
                }
                let lengths: Vec<_> =
                    edits.iter().map(|(range, new)| (range.clone(), new.len())).collect();
                changes = and_then(&changes, &lengths);
                now = edited(&now, &edits);
            }
            let (mut before, mut after) = (0, 0);
            for change in &changes {
                prop_assert_eq!(&text[before..change.before.start], &now[after..change.after.start]);
                (before, after) = (change.before.end, change.after.end);
            }
            prop_assert_eq!(&text[before..], &now[after..]);
        }
    }
}
