//! How a text is laid out: its comments, and what stands between brackets.

use std::ops::Range;

/// What a value doesn't tell of the text that it was read from. Each parser makes it of its own tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The comments with their signs, in the order of the text.
    pub comments: Vec<Range<usize>>,
    /// From an opening bracket to behind its closing one, in the order in which they open.
    pub brackets: Vec<Range<usize>>,
}

/// What a token is to the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A comment.
    Comment,
    /// A bracket that opens an object, a list or a block.
    Opening,
    /// A bracket that closes one.
    Closing,
}

impl Layout {
    /// The layout that tokens make, in the order of the text. Brackets without a partner are left out.
    #[must_use]
    pub fn of(tokens: impl IntoIterator<Item = (Mark, Range<usize>)>) -> Self {
        let mut layout = Self::default();
        let mut open = Vec::new();
        for (mark, place) in tokens {
            match mark {
                Mark::Comment => layout.comments.push(place),
                Mark::Opening => open.push(place.start),
                Mark::Closing => layout.brackets.extend(open.pop().map(|start| start..place.end)),
            }
        }
        layout.brackets.sort_unstable_by_key(|bracket| bracket.start);
        layout
    }
}
