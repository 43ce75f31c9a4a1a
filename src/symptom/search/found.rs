//! A symptom that a query found, and what that rests on.

use crate::symptom::catalogue::Symptom;

/// A symptom that a query found.
#[derive(Debug, Clone, Copy)]
pub struct Match<'a> {
    /// The symptom.
    pub symptom: &'a Symptom,
    /// How sure the match is, from 0 to 1.
    pub score: f64,
    /// What it rests on.
    pub how: MatchedBy,
    /// The code or text of the catalogue that was found.
    pub matched: &'a str,
}

/// What a match rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchedBy {
    /// The query holds the symptom's code, in whatever form.
    Code,
    /// The query is the text.
    Exact,
    /// The query holds the text.
    Text,
    /// The query is a piece of the text.
    Piece,
    /// The query resembles the text.
    Fuzzy,
}

impl MatchedBy {
    /// `code`, `exact`, `text`, `piece` or `fuzzy`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Exact => "exact",
            Self::Text => "text",
            Self::Piece => "piece",
            Self::Fuzzy => "fuzzy",
        }
    }
}

/// A match, and the place of its symptom in the catalogue.
pub(crate) type RankedMatch = (usize, Match<'static>);
