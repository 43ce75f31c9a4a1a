//! Terraform configurations, plans and states: what they deploy, in the shape the lints read.

mod azapi;
mod azurerm;
mod configuration;
mod files;
mod ids;
mod modules;
mod roots;
mod saved;
mod shape;
mod values;
mod versions;

pub(crate) use configuration::{ConfigurationFile, EvaluationContext, GivenValues};
pub(crate) use files::{beside, is_configuration, is_values, language};
pub(crate) use roots::configure;
pub(crate) use saved::SavedFile;
pub(crate) use shape::{Converted, Standing};

/// What is said of a resource of `azurerm`, with the provider's own words for its arguments.
#[must_use]
pub(crate) fn in_own_words(azure: &str, text: &str) -> String {
    azurerm::in_own_words(azure, text)
}

/// Resources in JSON as blocks of `azurerm`; none where the provider has no argument for a part of them.
pub(crate) fn in_blocks(resources: &[serde_json::Value]) -> Option<String> {
    azurerm::written(resources)
}
