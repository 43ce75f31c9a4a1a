//! Error codes in all the forms in which Windows, Azure and Microsoft Entra ID show them.

use std::fmt;

use serde::Deserialize;

/// An error code: a 32-bit number, or a name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Code {
    /// A Win32, RAS or HRESULT number.
    Number {
        /// As the user meets it most often: `798`, `0x80090326`, `2148074257`.
        written: String,
        /// Its 32 bits.
        value: u32,
    },
    /// A name: `AADSTS700016`, `InvalidResourceName`, `CERT_E_UNTRUSTEDROOT`; and the numbers of other lists than
    /// Windows's own: `event 6273`, `reason code 16`.
    Name(String),
}

impl Code {
    /// The code as the catalogue writes it.
    #[must_use]
    pub fn written(&self) -> &str {
        match self {
            Self::Number { written, .. } => written,
            Self::Name(name) => name,
        }
    }

    /// The number, when it is one.
    #[must_use]
    pub fn value(&self) -> Option<u32> {
        match self {
            Self::Number { value, .. } => Some(*value),
            Self::Name(_) => None,
        }
    }

    /// Whether it is a name of one word, such as `InvalidResourceName`.
    #[must_use]
    pub fn is_identifier(&self) -> bool {
        matches!(self, Self::Name(name) if !name.contains(' '))
    }

    /// The other forms of the same code, by computation: hexadecimal, signed and unsigned decimal, and Win32 code against HRESULT.
    #[must_use]
    pub fn forms(&self) -> Vec<String> {
        let Self::Number { written, value } = self else { return Vec::new() };
        let signed = value.cast_signed();
        let mut forms = vec![format!("0x{value:X}"), value.to_string()];
        if signed < 0 {
            forms.push(signed.to_string());
        }
        match wrapped(*value) {
            Some(hresult) if hresult > *value => forms.push(format!("0x{hresult:X}")),
            Some(win32) => forms.push(win32.to_string()),
            None => {}
        }
        forms.retain(|form| !form.eq_ignore_ascii_case(written));
        forms
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.written())
    }
}

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let number = if let Some(hex) = written.strip_prefix("0x") {
            u32::from_str_radix(hex, 16).ok()
        } else if written.len() < 8 || !written.starts_with('0') {
            written.parse().ok()
        } else {
            None
        };
        match number {
            Some(value) => Ok(Self::Number { written, value }),
            None if written.starts_with("0x") => {
                Err(format!("{written} is not a number of 32 bits"))
            }
            None => Ok(Self::Name(written)),
        }
    }
}

/// The HRESULT that carries this Win32 code (facility 7), or the Win32 code that this HRESULT carries.
pub(super) fn wrapped(value: u32) -> Option<u32> {
    const FACILITY_WIN32: u32 = 0x8007_0000;
    match value {
        1..=0xFFFF => Some(FACILITY_WIN32 | value),
        _ if value & 0xFFFF_0000 == FACILITY_WIN32 && value != FACILITY_WIN32 => {
            Some(value & 0xFFFF)
        }
        _ => None,
    }
}
