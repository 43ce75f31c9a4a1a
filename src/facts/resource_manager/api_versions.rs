//! The versions of the Microsoft.Network API that gatelint has to do with by themselves.

use std::fmt;

use jiff::civil::{Date, date};

/// A version of the API: a day, as `2024-05-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiVersion(pub Date);

impl ApiVersion {
    /// From this version on, every property that gatelint reads is there.
    pub const COMPLETE: Self = version(2024, 5, 1);

    /// From this version on, a GET returns no RADIUS secret.
    pub const WITHOUT_RADIUS_SECRETS: Self = version(2025, 1, 1);

    /// The version in this text: a day, perhaps with `-preview` after it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.trim().get(..10)?;
        day.parse().ok().map(Self)
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

const fn version(year: i16, month: i8, day: i8) -> ApiVersion {
    ApiVersion(date(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::ApiVersion;
    use crate::facts::resource_type;

    #[test]
    fn a_version_is_a_day() {
        let version = ApiVersion::parse("2024-05-01").expect("a version");
        assert_eq!(version, ApiVersion::COMPLETE);
        assert_eq!(version.to_string(), "2024-05-01");
        assert_eq!(ApiVersion::parse("2024-05-01-preview"), Some(version));
        assert_eq!(ApiVersion::parse("latest"), None);
    }

    #[test]
    fn the_versions_are_published() {
        let gateways = resource_type("Microsoft.Network/virtualNetworkGateways").expect("a type");
        for version in [ApiVersion::COMPLETE, ApiVersion::WITHOUT_RADIUS_SECRETS] {
            assert!(gateways.has_version(&version.to_string()), "{version}");
        }
    }
}
