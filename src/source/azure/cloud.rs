//! The Azure clouds: where each is managed, where one signs in, and for which audience.

use std::{str::FromStr, sync::Arc};

use azure_core::{
    cloud::{CloudConfiguration, CustomConfiguration},
    http::Url,
};

use crate::source::azure::ScanError;

/// The cloud to scan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CloudChoice {
    /// Azure.
    #[default]
    Public,
    /// Azure Government.
    UsGovernment,
    /// Azure operated by 21Vianet.
    China,
    /// Another cloud, which is asked at `/metadata/endpoints` where to sign in.
    Custom {
        /// The address of Azure Resource Manager, such as `https://management.local.azurestack.external`.
        arm_endpoint: String,
    },
}

/// A name that is none of the clouds'.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not one of public, usgov and china")]
pub struct UnknownCloud(pub String);

impl FromStr for CloudChoice {
    type Err = UnknownCloud;

    /// Takes the short names and those of the Azure CLI.
    fn from_str(text: &str) -> Result<Self, UnknownCloud> {
        match text.to_ascii_lowercase().as_str() {
            "public" | "azurecloud" | "azurepubliccloud" => Ok(Self::Public),
            "usgov" | "usgovernment" | "azureusgovernment" => Ok(Self::UsGovernment),
            "china" | "azurechinacloud" => Ok(Self::China),
            _ => Err(UnknownCloud(text.to_owned())),
        }
    }
}

/// A cloud, known in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CloudEndpoints {
    /// The address of Azure Resource Manager.
    pub(crate) endpoint: Url,
    /// What a token must be good for.
    pub(crate) scope: String,
    /// Where to sign in.
    pub(crate) authority: Url,
    /// The audience of a federated token, such as GitHub's.
    pub(crate) exchange_audience: &'static str,
}

impl CloudEndpoints {
    pub(crate) fn known(
        endpoint: &str,
        authority: &str,
        exchange_audience: &'static str,
    ) -> Result<Self, ScanError> {
        let endpoint = https("--arm-endpoint", endpoint)?;
        let scope = format!("{}/.default", endpoint.as_str().trim_end_matches('/'));
        Ok(Self {
            scope,
            authority: https("--arm-endpoint", authority)?,
            endpoint,
            exchange_audience,
        })
    }

    /// The same for the SDK's credentials.
    pub(crate) fn configuration(&self) -> Arc<CloudConfiguration> {
        let mut custom = CustomConfiguration::default();
        self.authority.as_str().clone_into(&mut custom.authority_host);
        Arc::new(custom.into())
    }
}

/// The address in a setting, which must be one of `https`.
pub(crate) fn https(setting: &'static str, text: &str) -> Result<Url, ScanError> {
    let problem =
        |problem: &str| ScanError::Setting { setting, problem: format!("{text:?} {problem}") };
    let url = Url::parse(text).map_err(|_| problem("is not a URL"))?;
    match url.scheme() {
        "https" if url.host_str().is_some() && url.username().is_empty() => Ok(url),
        _ => Err(problem("must be an https:// address, because gatelint sends it a token")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_clouds() {
        assert_eq!("AzureUSGovernment".parse(), Ok(CloudChoice::UsGovernment));
        assert_eq!("china".parse(), Ok(CloudChoice::China));
        assert_eq!("public".parse(), Ok(CloudChoice::Public));
        assert_eq!("mars".parse::<CloudChoice>(), Err(UnknownCloud("mars".into())));
    }

    #[test]
    fn plain_http_is_refused() {
        let error = https("--arm-endpoint", "http://management.azure.com").expect_err("http");
        assert!(matches!(error, ScanError::Setting { setting: "--arm-endpoint", .. }));
    }
}
