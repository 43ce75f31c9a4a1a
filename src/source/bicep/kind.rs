//! What kind of Bicep file something is.

use std::path::Path;

/// What kind of Bicep file something is, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BicepFile {
    /// `.bicep`: a template or a module.
    Template,
    /// `.bicepparam`: parameters.
    Parameters,
}

impl BicepFile {
    /// The kind of a file; none when it is no Bicep file.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?;
        if ending.eq_ignore_ascii_case("bicep") {
            Some(Self::Template)
        } else if ending.eq_ignore_ascii_case("bicepparam") {
            Some(Self::Parameters)
        } else {
            None
        }
    }
}
