//! The resource that a finding is about.

/// The resource that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The full resource type, such as `Microsoft.Network/virtualNetworkGateways`.
    pub kind: String,
    /// The name, or what is left of its expression.
    pub name: String,
    /// The resource id, when all of it is known (not resting on a stand-in).
    pub id: Option<String>,
}

impl Subject {
    /// The part of the id behind a segment of this name.
    fn part(&self, name: &str) -> Option<&str> {
        let mut segments = self.id.as_deref()?.split('/');
        segments.find(|segment| segment.eq_ignore_ascii_case(name))?;
        segments.next().filter(|part| !part.is_empty())
    }

    /// The id of the subscription that the resource is in.
    #[must_use]
    pub fn subscription(&self) -> Option<&str> {
        self.part("subscriptions")
    }

    /// The resource group that the resource is in.
    #[must_use]
    pub fn resource_group(&self) -> Option<&str> {
        self.part("resourceGroups")
    }
}
