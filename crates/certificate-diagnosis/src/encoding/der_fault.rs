//! What can be wrong with DER, and at which byte.

/// The deepest nesting that is followed; a certificate needs about ten.
pub(crate) const DEPTH: usize = 32;

/// So many bytes, in words.
pub(crate) fn bytes(count: usize) -> String {
    format!("{count} byte{}", if count == 1 { "" } else { "s" })
}

/// What is wrong with a DER value, and at which of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DerFault {
    /// A value says that it is longer than what is left of the value around it.
    #[error("tag {tag:02X} at byte {at} says {}, {left} {} left", bytes(*.declared), if *.left == 1 { "is" } else { "are" })]
    Overrun {
        /// The offset of the tag.
        at: usize,
        /// The tag byte.
        tag: u8,
        /// The length that the value's header gives.
        declared: usize,
        /// The bytes that follow the header.
        left: usize,
    },
    /// The data ends inside the header of a value.
    #[error("the data ends at byte {at}, in the middle of a tag and its length")]
    CutHeader {
        /// The offset where the data ends.
        at: usize,
    },
    /// The length has more octets than any real value needs.
    #[error("tag {tag:02X} at byte {at} has a length of {octets} octets")]
    LongLength {
        /// The offset of the tag.
        at: usize,
        /// The tag byte.
        tag: u8,
        /// How many octets the length has.
        octets: u8,
    },
    /// A BER length that DER, and so a certificate, doesn't allow.
    #[error("tag {tag:02X} at byte {at} has an indefinite length, which DER doesn't allow")]
    Indefinite {
        /// The offset of the tag.
        at: usize,
        /// The tag byte.
        tag: u8,
    },
    /// A tag number of more than one byte, which no certificate uses.
    #[error("tag {tag:02X} at byte {at} is of a kind that no certificate uses")]
    LongTag {
        /// The offset of the tag.
        at: usize,
        /// The tag byte.
        tag: u8,
    },
    /// Values nested deeper than is followed.
    #[error("values are nested deeper than {DEPTH} levels at byte {at}")]
    TooDeep {
        /// The offset of the value that is too deep.
        at: usize,
    },
    /// A value of another kind than its place calls for.
    #[error("tag {tag:02X} at byte {at} is in the position of {expected}")]
    Unexpected {
        /// The offset of the tag.
        at: usize,
        /// The tag byte.
        tag: u8,
        /// What belongs there.
        expected: &'static str,
    },
    /// A value is over before one of its parts.
    #[error("{expected} is missing at byte {at}")]
    Missing {
        /// The offset where the part belongs.
        at: usize,
        /// What belongs there.
        expected: &'static str,
    },
    /// A value of the right kind whose content can't be right.
    #[error("{what} at byte {at} can't be read")]
    Unreadable {
        /// The offset of the value.
        at: usize,
        /// What the value should be.
        what: &'static str,
    },
    /// Values after the last one that belongs there.
    #[error("{} too many at byte {at}, after {after}", bytes(*.count))]
    Surplus {
        /// The offset of the first byte too many.
        at: usize,
        /// How many there are.
        count: usize,
        /// What they follow.
        after: &'static str,
    },
}

impl DerFault {
    /// The offset of the byte where the fault shows.
    #[must_use]
    pub fn at(&self) -> usize {
        match self {
            Self::Overrun { at, .. }
            | Self::CutHeader { at }
            | Self::LongLength { at, .. }
            | Self::Indefinite { at, .. }
            | Self::LongTag { at, .. }
            | Self::TooDeep { at }
            | Self::Unexpected { at, .. }
            | Self::Missing { at, .. }
            | Self::Unreadable { at, .. }
            | Self::Surplus { at, .. } => *at,
        }
    }
}
