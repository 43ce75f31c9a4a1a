//! What a scan looked at: when, as whom, where, and what it could not read.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// What a scan looked at. Without it, nobody can tell a clean report from one that saw nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedAt {
    /// When the scan was begun.
    pub at: Timestamp,
    /// The identity, without secrets.
    pub identity: String,
    /// The Resource Manager endpoint that was asked.
    pub endpoint: String,
    /// What was asked for, in words; empty for everything that the identity sees.
    pub scopes: Vec<String>,
    /// The subscriptions that were seen.
    pub subscriptions: Vec<SeenSubscription>,
    /// How many resources were read.
    pub resources: usize,
    /// How many requests that took.
    pub requests: usize,
    /// Why Resource Graph refused, when lists were read instead.
    pub refusal: Option<String>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// The folder that the answers were written into.
    pub saved: Option<String>,
}

/// A subscription that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSubscription {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many gateways are in it.
    pub gateways: usize,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its kind and its name or id, such as `virtual network /subscriptions/…`.
    pub what: String,
    /// Why.
    pub why: String,
    /// Whether it is accepted: `--allow-unread` names it, or no check needed it.
    pub accepted: bool,
}

impl Gap {
    /// The kind: the words before the name or id.
    #[must_use]
    pub fn kind(&self) -> &str {
        let end = self.what.find(['"', '/']).unwrap_or(self.what.len());
        self.what[..end].trim_end()
    }

    /// The name or id, without its quotes.
    #[must_use]
    pub fn name(&self) -> &str {
        self.what[self.kind().len()..].trim().trim_matches('"')
    }
}

/// Gaps of one kind and one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps<'a> {
    /// The kind.
    pub kind: &'a str,
    /// Why none of them could be read.
    pub why: &'a str,
    /// Whether all of them are accepted.
    pub accepted: bool,
    /// Their names or ids.
    pub names: Vec<&'a str>,
}

impl LookedAt {
    /// The gaps by kind and reason, the most frequent first.
    #[must_use]
    pub fn gaps_by_reason(&self) -> Vec<Gaps<'_>> {
        let mut groups: BTreeMap<(bool, &str, &str), Vec<&str>> = BTreeMap::new();
        for gap in &self.gaps {
            groups.entry((gap.accepted, gap.kind(), &gap.why)).or_default().push(gap.name());
        }
        let mut gaps: Vec<_> = groups
            .into_iter()
            .map(|((accepted, kind, why), names)| Gaps { kind, why, accepted, names })
            .collect();
        gaps.sort_by_key(|gaps| (gaps.accepted, std::cmp::Reverse(gaps.names.len())));
        gaps
    }

    /// Whether everything was read that anything here depends on.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.gaps.iter().all(|gap| gap.accepted)
    }

    /// What a subscription is called.
    #[must_use]
    pub fn subscription(&self, id: &str) -> Option<&str> {
        let same = |seen: &&SeenSubscription| seen.id.eq_ignore_ascii_case(id);
        self.subscriptions.iter().find(same).map(|seen| seen.name.as_str())
    }

    /// The address of Azure's portal that shows resources of this cloud, when it has one.
    /// Source: <https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure> and
    /// <https://learn.microsoft.com/azure/china/resources-developer-guide>.
    #[must_use]
    pub fn portal(&self) -> Option<&'static str> {
        let host = self.endpoint.trim_start_matches("https://").trim_end_matches('/');
        match host {
            "management.azure.com" => Some("https://portal.azure.com"),
            "management.usgovcloudapi.net" => Some("https://portal.azure.us"),
            "management.chinacloudapi.cn" => Some("https://portal.azure.cn"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Gap;

    #[test]
    fn a_gap_has_a_kind_and_a_name() {
        let gap = |what: &str| Gap { what: what.into(), why: String::new(), accepted: false };
        let network = gap("virtual network /subscriptions/s/virtualNetworks/v");
        assert_eq!(
            (network.kind(), network.name()),
            ("virtual network", "/subscriptions/s/virtualNetworks/v")
        );
        let subscription = gap("subscription \"My Production\"");
        assert_eq!((subscription.kind(), subscription.name()), ("subscription", "My Production"));
        let other = gap("subscriptions beyond Resource Graph's limit");
        assert_eq!(
            (other.kind(), other.name()),
            ("subscriptions beyond Resource Graph's limit", "")
        );
    }
}
