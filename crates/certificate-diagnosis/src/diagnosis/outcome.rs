//! What reading a certificate file or value gave.

use std::ops::Range;

use crate::diagnosis::content::Content;
use crate::diagnosis::flaw::{Flaw, FlawGroup, FlawKind};
use crate::fields::facts::Certificate;
use crate::fields::reading::Salvage;
use crate::input::layer::Layer;
use crate::input::places::Places;

/// Where the bytes come from, which decides what counts as a flaw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadAs {
    /// A certificate file, which may be wrapped in PEM, base64 and so on.
    File,
    /// The value of `publicCertData`, which must be one bare line of base64.
    Value,
}

/// What a certificate file or value is, how it was wrapped, and what is wrong with it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnosis {
    /// What it was read as.
    pub read_as: ReadAs,
    /// How it was wrapped, the outermost layer first.
    pub layers: Vec<Layer>,
    /// What is inside.
    pub content: Content,
    /// Everything that is wrong, in the order of decoding; wrapping is listed for files too.
    pub flaws: Vec<Flaw>,
    /// Where letters `x` stand in a row, in bytes of the input: a hint when the self-signature is bad.
    pub overtyped: Vec<Range<usize>>,
    /// What could still be read of a damaged certificate.
    pub salvage: Option<Salvage>,
    /// For each certificate of the content, the way from its DER bytes to the input.
    pub(crate) places: Vec<(usize, Places)>,
}

impl Diagnosis {
    /// The same file, opened: its certificates are a set. They stand in no place of it.
    #[must_use]
    pub fn opened(mut self, certificates: Vec<Certificate>) -> Self {
        self.content = Content::Bundle { certificates };
        self.flaws.clear();
        self.places.clear();
        self
    }

    /// The certificates inside, in order.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        self.content.certificates()
    }

    /// The certificate, when there is exactly one and nothing else.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.content {
            Content::Certificate(certificate) => Some(certificate),
            _ => None,
        }
    }

    /// What it is, in words that fit after "this is".
    #[must_use]
    pub fn what(&self) -> String {
        self.content.what()
    }

    /// What to do to get a usable certificate; none when this is one.
    #[must_use]
    pub fn way_out(&self) -> Option<&'static str> {
        self.content.way_out()
    }

    /// The flaws that count for what it was read as: all for a value, all but wrapping for a file.
    pub fn counting_flaws(&self) -> impl Iterator<Item = &Flaw> {
        self.flaws.iter().filter(|flaw| self.read_as == ReadAs::Value || !flaw.kind.is_wrapping())
    }

    /// The first flaw that counts: the one to report, so that one fault gives one finding.
    #[must_use]
    pub fn first_flaw(&self) -> Option<&Flaw> {
        self.counting_flaws().next()
    }

    /// Whether it can be used as it is: one certificate, and no flaw that counts.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.certificate().is_some() && self.first_flaw().is_none()
    }

    /// The first flaw that taking off the wrapping doesn't fix.
    #[must_use]
    pub fn first_damage(&self) -> Option<&Flaw> {
        self.flaws.iter().find(|flaw| !flaw.kind.is_wrapping())
    }

    /// The flaws of a group that count.
    pub fn flaws_of(&self, group: FlawGroup) -> impl Iterator<Item = &Flaw> {
        self.counting_flaws().filter(move |flaw| flaw.kind.group() == group)
    }

    /// Whether it has a flaw of a kind.
    #[must_use]
    pub fn has(&self, kind: FlawKind) -> bool {
        self.flaws.iter().any(|flaw| flaw.kind == kind)
    }

    /// Where in the input the DER bytes `range` of the certificate number `certificate` were written.
    #[must_use]
    pub fn place(&self, certificate: usize, range: Range<usize>) -> Option<Range<usize>> {
        let (offset, places) = self.places.get(certificate)?;
        Some(places.in_input(range.start + offset..range.end + offset))
    }
}

impl std::fmt::Debug for Diagnosis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading")
            .field("read_as", &self.read_as)
            .field("layers", &self.layers)
            .field("content", &self.content)
            .field("flaws", &self.flaws)
            .field("salvage", &self.salvage)
            .finish_non_exhaustive()
    }
}
