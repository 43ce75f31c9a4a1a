//! Azure resource ids, which are equal whatever their case.

/// The id of a resource below a subscription, checked so that it can stand in a path and in a query.
#[derive(Clone, Debug)]
pub(crate) struct ResourcePath {
    text: String,
}

impl ResourcePath {
    /// Longer than the longest id that Azure's naming rules allow for the types read here.
    const LONGEST: usize = 2048;

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let segments: Vec<&str> = text.strip_prefix('/')?.split('/').collect();
        let well_formed = text.len() <= Self::LONGEST
            && segments.len() >= 2
            && segments[0].eq_ignore_ascii_case("subscriptions")
            && segments.iter().all(|segment| {
                !matches!(*segment, "" | "." | "..")
                    && !segment.chars().any(|c| c.is_control() || "?#%\\".contains(c))
            });
        well_formed.then(|| Self { text: text.to_owned() })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// What two spellings of the same id have in common.
    pub(crate) fn key(&self) -> String {
        self.text.to_lowercase()
    }

    /// The subscription's id in lower case.
    pub(crate) fn subscription(&self) -> String {
        self.segment_after("subscriptions").unwrap_or_default()
    }

    /// The resource group's name in lower case.
    pub(crate) fn resource_group(&self) -> Option<String> {
        self.segment_after("resourcegroups")
    }

    /// The type in lower case, such as `microsoft.network/virtualnetworks/subnets`.
    pub(crate) fn kind(&self) -> String {
        let text = self.text.to_lowercase();
        let Some((_, provider)) = text.rsplit_once("/providers/") else { return String::new() };
        let mut segments = provider.split('/');
        let mut kind = segments.next().unwrap_or_default().to_owned();
        for segment in segments.step_by(2) {
            kind.push('/');
            kind.push_str(segment);
        }
        kind
    }

    pub(crate) fn name(&self) -> &str {
        self.text.rsplit('/').next().unwrap_or_default()
    }

    fn segment_after(&self, key: &str) -> Option<String> {
        let mut segments = self.text.split('/').skip(1);
        while let Some(segment) = segments.next() {
            let value = segments.next()?;
            if segment.eq_ignore_ascii_case(key) {
                return Some(value.to_lowercase());
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBNET: &str = "/subscriptions/ABC/resourceGroups/Rg-Hub/providers/Microsoft.Network/virtualNetworks/Hub/subnets/GatewaySubnet";

    #[test]
    fn the_parts_of_an_id() {
        let id = ResourcePath::parse(SUBNET).expect("a well-formed id");
        assert_eq!(id.subscription(), "abc");
        assert_eq!(id.resource_group().as_deref(), Some("rg-hub"));
        assert_eq!(id.kind(), "microsoft.network/virtualnetworks/subnets");
        assert_eq!(id.name(), "GatewaySubnet");
    }

    #[test]
    fn what_is_no_id() {
        for text in [
            "",
            "/",
            "subscriptions/a",
            "/subscriptions",
            "/x/y",
            "/subscriptions/a/../b",
            "/subscriptions/a?b",
        ] {
            assert!(ResourcePath::parse(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn an_id_without_a_provider_has_no_kind() {
        let id = ResourcePath::parse("/subscriptions/a/resourceGroups").expect("well-formed");
        assert_eq!(id.kind(), "");
        assert_eq!(id.resource_group(), None);
    }
}
