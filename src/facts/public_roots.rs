//! Roots of public CAs that certificates of Azure's own services lead to, and how long they last.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

/// A root of a public CA.
#[derive(Clone, Copy, Debug)]
pub struct PublicRoot {
    /// Its SHA-1 thumbprint.
    pub thumbprint: &'static str,
    /// Its common name.
    pub name: &'static str,
    /// The last day that it is valid on.
    pub last_day: Date,
}

/// The roots of <https://learn.microsoft.com/azure/security/fundamentals/azure-ca-details>; Microsoft names none of them as the
/// one that gateways use now.
const ROOTS: [PublicRoot; 7] = [
    root("A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436", "DigiCert Global Root CA", date(2031, 11, 10)),
    root("DF3C24F9BFD666761B268073FE06D1CC8D4F82A4", "DigiCert Global Root G2", date(2038, 1, 15)),
    root("7E04DE896A3E666D00E687D33FFAD93BE83D349E", "DigiCert Global Root G3", date(2038, 1, 15)),
    root(
        "D4DE20D05E66FC53FE1A50882C78DB2852CAE474",
        "Baltimore CyberTrust Root",
        date(2025, 5, 12),
    ),
    root(
        "58E8ABB0361533FB80F79B1B6D29D3FF8D5F00F0",
        "D-TRUST Root Class 3 CA 2 2009",
        date(2029, 11, 5),
    ),
    root(
        "999A64C37FF47D9FAB95F14769891460EEC4C3C5",
        "Microsoft ECC Root Certificate Authority 2017",
        date(2042, 7, 18),
    ),
    root(
        "73A5E64A3BFF8316FF0EDCCC618A906E4EAE4D74",
        "Microsoft RSA Root Certificate Authority 2017",
        date(2042, 7, 18),
    ),
];

impl PublicRoot {
    /// The end of its last day, to which it is valid at the latest.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        let end = self.last_day.at(23, 59, 59, 0);
        TimeZone::UTC.to_timestamp(end).expect("the years of certificates are in range")
    }
}

const fn root(thumbprint: &'static str, name: &'static str, last_day: Date) -> PublicRoot {
    PublicRoot { thumbprint, name, last_day }
}

/// The root with a SHA-1 thumbprint, which may be written with spaces, colons and in either case.
#[must_use]
pub fn public_root(thumbprint: &str) -> Option<&'static PublicRoot> {
    let plain = plain_thumbprint(thumbprint);
    ROOTS.iter().find(|root| root.thumbprint == plain)
}

/// A thumbprint in capitals, without what people and programs put between its digits.
#[must_use]
pub fn plain_thumbprint(thumbprint: &str) -> String {
    let digits = thumbprint.chars().filter(|char| !char.is_whitespace() && *char != ':');
    digits.collect::<String>().to_ascii_uppercase()
}
