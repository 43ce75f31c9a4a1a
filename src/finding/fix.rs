//! Mechanical remedies: edits, and when they may be made unasked.

use arm_template::Span;

/// Whether a fix can be applied without a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Applicability {
    /// Nothing is lost, and nothing else changes its meaning.
    Safe,
    /// The configuration means something else afterwards.
    Unsafe,
}

impl Applicability {
    /// Of a fix that is safe when something holds.
    #[must_use]
    pub fn safe_when(safe: bool) -> Self {
        if safe { Self::Safe } else { Self::Unsafe }
    }

    /// Whether the fix is applied without `--unsafe-fixes`.
    #[must_use]
    pub fn is_safe(self) -> bool {
        self == Self::Safe
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A mechanical remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it can be applied without a look at it.
    pub applicability: Applicability,
    /// The edits, not overlapping.
    pub edits: Vec<Edit>,
}

/// The replacement of a stretch of a source's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The stretch.
    pub span: Span,
    /// What takes its place.
    pub text: String,
}
