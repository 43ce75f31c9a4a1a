//! A password of a PKCS#12 file, as it is tried.

/// A password to try: PKCS#12 tells none from the empty one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Password<'a> {
    /// None at all.
    None,
    /// This text, which may be empty.
    Text(&'a str),
}
