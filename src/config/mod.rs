//! What the settings may change: `gatelint.toml`, its keys, and what they mean.

mod fault;
mod file;
mod keys;
mod pattern;
mod reading;
mod rules;
mod schema;
mod settings;

pub use crate::files::real;
pub use fault::{SettingsError, SettingsFault, nearest};
pub use file::{FILE_NAME, SettingsFile, SettingsSearch, find};
pub use pattern::{PathPattern, name_matches};
pub use reading::SettingValue;
pub use rules::{
    AllowRule, ConfiguredSeverity, PathRule, ResourceRule, Rules, SeverityRule, TemplateRule,
};
pub use schema::schema;
pub use settings::{DeploymentScope, Settings};

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
