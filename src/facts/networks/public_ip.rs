//! What a public IP address is when its template leaves something out.

/// From this API version on, a Standard public IP address without `zones` has none; before, it was zone redundant.
///
/// Source: <https://azure.microsoft.com/updates/zone-behavior-change/>, and
/// <https://learn.microsoft.com/azure/virtual-network/ip-services/create-public-ip-template>.
pub const ZONES_NAMED_SINCE: &str = "2020-08-01";

/// Whether an API version, a day as in `2024-05-01` or `2024-05-01-preview`, is older than another.
#[must_use]
pub fn is_older(version: &str, than: &str) -> bool {
    let day =
        |text: &str| text.trim().get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    matches!((day(version), day(than)), (Some(version), Some(than)) if version < than)
}

#[cfg(test)]
mod tests {
    use super::{ZONES_NAMED_SINCE, is_older};

    #[test]
    fn versions_compare_by_their_day() {
        assert!(is_older("2020-05-01", ZONES_NAMED_SINCE));
        assert!(!is_older("2020-08-01", ZONES_NAMED_SINCE));
        assert!(!is_older("2024-05-01-preview", ZONES_NAMED_SINCE));
        assert!(!is_older("latest", ZONES_NAMED_SINCE));
    }
}
