//! Which regions have availability zones.

/// The regions with availability zones, by their programmatic names.
///
/// Source: <https://learn.microsoft.com/azure/reliability/regions-list> (as of March 2025, with Austria East and Belgium
/// Central, which opened later); China North 3 from <https://docs.azure.cn/reliability/availability-zones-region-support>.
#[rustfmt::skip]
const WITH_ZONES: [&str; 36] = [
    "australiaeast", "austriaeast", "belgiumcentral", "brazilsouth", "canadacentral", "centralindia", "centralus",
    "chinanorth3", "eastasia", "eastus", "eastus2", "francecentral", "germanywestcentral", "indonesiacentral",
    "israelcentral", "italynorth", "japaneast", "japanwest", "koreacentral", "mexicocentral", "newzealandnorth",
    "northeurope", "norwayeast", "polandcentral", "qatarcentral", "southafricanorth", "southcentralus",
    "southeastasia", "spaincentral", "swedencentral", "switzerlandnorth", "uaenorth", "uksouth", "westeurope",
    "westus2", "westus3",
];

/// The regions that the same page lists without zones.
#[rustfmt::skip]
const WITHOUT_ZONES: [&str; 18] = [
    "australiacentral", "australiacentral2", "australiasoutheast", "brazilsoutheast", "canadaeast", "francesouth",
    "germanynorth", "koreasouth", "northcentralus", "norwaywest", "southafricawest", "southindia", "switzerlandwest",
    "uaecentral", "ukwest", "westcentralus", "westindia", "westus",
];

/// Whether a region has availability zones; none when it is in neither list, as a region that opened since.
///
/// The name may be written with spaces and capitals, as in `West Europe`.
#[must_use]
pub fn has_zones(location: &str) -> Option<bool> {
    let name: String = location.chars().filter(|letter| !letter.is_whitespace()).collect();
    let listed = |list: &[&str]| list.iter().any(|region| region.eq_ignore_ascii_case(&name));
    if listed(&WITH_ZONES) {
        Some(true)
    } else if listed(&WITHOUT_ZONES) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::has_zones;

    #[test]
    fn names_are_read_in_both_spellings() {
        assert_eq!(has_zones("West Europe"), Some(true));
        assert_eq!(has_zones("westus"), Some(false));
        assert_eq!(has_zones("atlantis"), None);
    }
}
