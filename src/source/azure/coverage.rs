//! What a scan saw, and what it could not see and why.

use serde::Serialize;

use crate::source::azure::refusal::RequestError;

/// What a scan saw. Without it, "no gateways" could mean "no rights".
#[derive(Clone, Debug, Default, Serialize)]
pub struct Coverage {
    /// The identity that was used, without secrets.
    pub identity: String,
    /// The Azure Resource Manager endpoint that was asked.
    pub endpoint: String,
    /// How the gateways were found.
    pub read_by: ReadBy,
    /// Why Resource Graph refused, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub graph_refusal: Option<String>,
    /// The subscriptions in the scope that the identity sees.
    pub subscriptions: Vec<Subscription>,
    /// How many virtual network gateways were found.
    pub gateways: usize,
    /// How many resources were read, gateways included.
    pub resources: usize,
    /// What could not be read, and why.
    pub not_read: Vec<NotRead>,
    /// How many HTTP requests were sent to any host, repeats included.
    pub requests: usize,
}

impl Coverage {
    /// Whether everything that was asked for was read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.not_read.is_empty()
    }
}

/// How the gateways were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadBy {
    /// Azure Resource Graph.
    #[default]
    ResourceGraph,
    /// Lists of Azure Resource Manager, because Resource Graph refused.
    Lists,
}

/// A subscription that the identity sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Subscription {
    /// Its id.
    pub id: String,
    /// Its display name.
    pub name: String,
    /// The tenant it trusts, if the answer told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// `Enabled`, `Warned`, `PastDue`, `Disabled` or `Deleted`, if the answer told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// How many virtual network gateways were found in it.
    pub gateways: usize,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotRead {
    /// What, such as `subscription "Production"` or `virtual network /subscriptions/…`.
    pub what: String,
    /// Why, in words.
    pub why: String,
    /// The HTTP status, if an answer came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Azure's error code, if it gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `x-ms-request-id`, for Microsoft's support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl NotRead {
    pub(crate) fn because(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into(), status: None, code: None, request_id: None }
    }

    pub(crate) fn refused(what: impl Into<String>, error: &RequestError) -> Self {
        let refusal = error.refusal();
        Self {
            status: error.status(),
            code: refusal.and_then(|refusal| refusal.codes.last().cloned()),
            request_id: refusal.and_then(|refusal| refusal.request_id.clone()),
            ..Self::because(what, error.to_string())
        }
    }
}
