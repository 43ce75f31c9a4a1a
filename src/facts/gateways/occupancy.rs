//! When a gateway counts as nearly full.

/// From this share of a limit on there is little left for the next user, and time to act.
///
/// The number is gatelint's own; Azure Advisor warns of gateways with many clients too and names none,
/// <https://learn.microsoft.com/azure/advisor/advisor-reference-performance-recommendations>.
pub const NEARLY_FULL_PERCENT: u128 = 80;
