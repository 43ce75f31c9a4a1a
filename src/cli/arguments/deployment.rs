//! Where a template is deployed, and with which values.

use std::path::PathBuf;

use arm_template::{Cloud, Scope, ScopeKind};
use clap::{Args, ValueEnum};

use crate::config::DeploymentScope;

/// Where a template is deployed, and with which values.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct DeploymentOptions {
    /// A parameters file; may be repeated, later files override earlier ones [default: the files beside the template]
    #[arg(long, value_name = "FILE")]
    pub(crate) parameters: Vec<PathBuf>,
    /// The value of a parameter, as JSON or plain text
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = name_value)]
    pub(crate) values: Vec<(String, String)>,
    /// The target subscription of the deployment
    #[arg(long, value_name = "ID")]
    pub(crate) subscription_id: Option<String>,
    /// The target resource group of the deployment
    #[arg(long, value_name = "NAME")]
    pub(crate) resource_group: Option<String>,
    /// The location of the resource group or deployment
    #[arg(long, value_name = "REGION")]
    pub(crate) location: Option<String>,
    /// The target tenant of the deployment
    #[arg(long, value_name = "ID")]
    pub(crate) tenant_id: Option<String>,
    /// The target management group of the deployment
    #[arg(long, value_name = "NAME")]
    pub(crate) management_group: Option<String>,
    /// The name of the deployment
    #[arg(long, value_name = "NAME")]
    pub(crate) deployment_name: Option<String>,
    /// The target cloud of the deployment [default: public]
    #[arg(long, value_enum)]
    pub(crate) cloud: Option<CloudName>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CloudName {
    /// Azure
    #[default]
    Public,
    /// Azure US Government
    Usgov,
    /// Azure operated by 21Vianet
    China,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScopeName {
    /// A resource group
    ResourceGroup,
    /// A subscription
    Subscription,
    /// A management group
    ManagementGroup,
    /// The tenant
    Tenant,
}

impl From<ScopeName> for ScopeKind {
    fn from(name: ScopeName) -> Self {
        match name {
            ScopeName::ResourceGroup => Self::ResourceGroup,
            ScopeName::Subscription => Self::Subscription,
            ScopeName::ManagementGroup => Self::ManagementGroup,
            ScopeName::Tenant => Self::Tenant,
        }
    }
}

impl DeploymentOptions {
    /// The place that is deployed to, as far as the command line says it, else by the settings; its kind is the
    /// template's.
    pub(crate) fn scope(&self, settings: &DeploymentScope) -> Scope {
        let text = |given: &Option<String>, set: &Option<String>| {
            given.as_deref().or(set.as_deref()).map(Into::into)
        };
        Scope {
            tenant_id: text(&self.tenant_id, &settings.tenant_id),
            management_group: text(&self.management_group, &settings.management_group),
            subscription_id: text(&self.subscription_id, &settings.subscription_id),
            resource_group: text(&self.resource_group, &settings.resource_group),
            location: text(&self.location, &settings.location),
            deployment_name: text(&self.deployment_name, &None),
            cloud: match self.cloud_name(settings) {
                CloudName::Public => Cloud::Public,
                CloudName::Usgov => Cloud::UsGovernment,
                CloudName::China => Cloud::China,
            },
            ..Scope::default()
        }
    }
}

impl DeploymentOptions {
    /// The target cloud of the deployment.
    pub(crate) fn cloud_name(&self, settings: &DeploymentScope) -> CloudName {
        let set = || CloudName::from_str(settings.cloud.as_deref()?, false).ok();
        self.cloud.or_else(set).unwrap_or_default()
    }
}

fn name_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}
