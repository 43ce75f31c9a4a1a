//! Azure resource ids, compared without regard to case.

use std::fmt;

use arm_template::Confidence;

use crate::resource::reading::expression_id;

/// A resource id: `/subscriptions/…/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet`.
///
/// Two ids are equal when they differ only by letter case, a trailing slash, or doubled slashes.
#[derive(Clone)]
pub struct ResourceId {
    text: String,
    key: String,
    /// Whether it rests on a stand-in, or is an expression: it means something in its own deployment only.
    local: bool,
}

impl ResourceId {
    /// The id in this text, or `None` when the text is no resource id: it has to name a provider, a type and a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let segments: Vec<&str> =
            text.trim().split('/').filter(|segment| !segment.is_empty()).collect();
        let providers =
            segments.iter().rposition(|segment| segment.eq_ignore_ascii_case("providers"))?;
        let after = segments.len() - providers - 1;
        let whole = text.trim().starts_with('/') && after >= 3 && after % 2 == 1;
        whole.then(|| Self {
            key: segments.join("/").to_lowercase(),
            text: text.trim().to_owned(),
            local: false,
        })
    }

    /// The id in this text, which is worth as much as its origin.
    #[must_use]
    pub fn parse_with(text: &str, confidence: Confidence) -> Option<Self> {
        Some(Self { local: confidence == Confidence::Low, ..Self::parse(text)? })
    }

    /// What tells a resource from others of its deployment where its id is an expression that can't be evaluated.
    #[must_use]
    pub fn of_expression(expression: &str) -> Option<Self> {
        let text = expression_id::path(expression)?;
        Some(Self { key: text.trim_matches('/').to_lowercase(), text, local: true })
    }

    /// Whether it means something in its own deployment only: it rests on a stand-in for the subscription or resource
    /// group, or is an expression.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.local
    }

    /// The id of a child resource.
    #[must_use]
    pub fn child(&self, kind: &str, name: &str) -> Self {
        let text = format!("{}/{kind}/{name}", self.text.trim_end_matches('/'));
        let key = format!("{}/{}/{}", self.key, kind.to_lowercase(), name.to_lowercase());
        Self { text, key, local: self.local }
    }

    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The id in lower case, for looking it up.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The last name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }

    /// The full type in lower case: `microsoft.network/virtualnetworks/subnets`.
    #[must_use]
    pub fn kind(&self) -> String {
        let mut segments = self.key.rsplit("providers/").next().unwrap_or_default().split('/');
        let mut kind = segments.next().unwrap_or_default().to_owned();
        for part in segments.step_by(2) {
            kind.push('/');
            kind.push_str(part);
        }
        kind
    }

    /// Whether it is of this full type.
    #[must_use]
    pub fn is_kind(&self, kind: &str) -> bool {
        self.kind().eq_ignore_ascii_case(kind)
    }

    /// The id of the parent, for a child resource.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let text = self.text.trim_end_matches('/');
        let cut = text.rmatch_indices('/').nth(1)?.0;
        if text.starts_with(expression_id::HOME) || text.starts_with('[') {
            let text = text[..cut].to_owned();
            return Some(Self { key: text.trim_matches('/').to_lowercase(), text, local: true });
        }
        Some(Self { local: self.local, ..Self::parse(&text[..cut])? })
    }

    /// The subscription's id in lower case.
    #[must_use]
    pub fn subscription(&self) -> Option<&str> {
        self.segment_after("subscriptions")
    }

    /// The resource group's name in lower case.
    #[must_use]
    pub fn resource_group(&self) -> Option<&str> {
        self.segment_after("resourcegroups")
    }

    fn segment_after(&self, name: &str) -> Option<&str> {
        let mut segments = self.key.split('/');
        segments.find(|segment| *segment == name)?;
        segments.next()
    }
}

impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for ResourceId {}

impl std::hash::Hash for ResourceId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl fmt::Debug for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::ResourceId;

    const SUBNET: &str = "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet";

    #[test]
    fn a_child_knows_its_parent_type_and_name() {
        let id = ResourceId::parse(SUBNET).expect("a resource id");
        assert_eq!(id.kind(), "microsoft.network/virtualnetworks/subnets");
        assert_eq!(id.name(), "GatewaySubnet");
        assert_eq!(id.parent().expect("a parent").kind(), "microsoft.network/virtualnetworks");
        assert_eq!((id.subscription(), id.resource_group()), (Some("s"), Some("rg")));
        assert_eq!(id.parent().expect("a parent").child("subnets", "gatewaysubnet"), id);
    }

    #[test]
    fn case_and_slashes_do_not_matter() {
        assert_eq!(
            ResourceId::parse(&SUBNET.to_uppercase()),
            ResourceId::parse(&format!("{SUBNET}/"))
        );
    }

    #[test]
    fn other_text_is_no_id() {
        for text in [
            "",
            "GatewaySubnet",
            "/subscriptions/s",
            "/subscriptions/s/resourceGroups/g",
            "https://example.com/",
        ] {
            assert!(ResourceId::parse(text).is_none(), "{text}");
        }
    }
}
