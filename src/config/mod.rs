//! What the settings may change: `gatelint.toml`, its keys, and what they mean.

mod fault;
mod file;
mod find;
mod keys;
mod pattern;
mod reading;
mod rules;
mod schema;
mod settings;
mod thresholds;
mod value;

pub use crate::files::real;
pub use fault::{SettingsError, SettingsFault, nearest};
pub use file::SettingsFile;
pub use find::{FILE_NAME, SettingsSearch, find};
pub use pattern::{PathPattern, name_matches};
pub use rules::{
    AllowRule, ConfiguredSeverity, PathRule, ResourceRule, Rules, SeverityRule, TemplateRule,
};
pub use schema::schema;
pub use settings::{DeploymentScope, Settings};
pub use thresholds::Thresholds;
pub use value::SettingValue;
