//! Why a PKCS#12 file can't be opened.

/// Why a PKCS#12 file can't be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Pkcs12Fault {
    /// None of the passwords fits.
    #[error("none of the passwords opens it")]
    WrongPassword,
    /// It is encrypted or signed in a way that isn't known here.
    #[error("it is encrypted with {0}, which is not supported")]
    Unsupported(String),
    /// It is damaged.
    #[error("it is damaged: {0}")]
    Damaged(&'static str),
}
