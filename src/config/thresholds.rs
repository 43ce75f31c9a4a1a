//! Numbers that lints compare with, and their usual values.

/// Numbers that lints compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// A root certificate that ends within this many days is worth a warning.
    pub root_expiry_days: i64,
    /// A client certificate that ends within this many days is worth a warning.
    pub client_expiry_days: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { root_expiry_days: 60, client_expiry_days: 30 }
    }
}
