//! `environment`: the addresses of the clouds.

use std::sync::Arc;

use crate::functions::argument::made;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Cloud, Node, Reason, Unknown, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function::exactly("environment", 0, environment)];

/// What one cloud tells of itself. None: the cloud does not publish it.
struct Addresses {
    name: &'static str,
    gallery: &'static str,
    graph: &'static str,
    portal: &'static str,
    data_lake: Option<&'static str>,
    batch: &'static str,
    media: &'static str,
    sql_management: &'static str,
    resource_manager: &'static str,
    login: &'static str,
    audiences: [&'static str; 2],
    registry: &'static str,
    data_lake_analytics: Option<&'static str>,
    data_lake_store: Option<&'static str>,
    front_door: &'static str,
    key_vault: &'static str,
    sql_server: &'static str,
    storage: &'static str,
}

/// As in the example of the function's documentation.
const PUBLIC: Addresses = Addresses {
    name: "AzureCloud",
    gallery: "https://gallery.azure.com/",
    graph: "https://graph.windows.net/",
    portal: "https://portal.azure.com",
    data_lake: Some("https://datalake.azure.net/"),
    batch: "https://batch.core.windows.net/",
    media: "https://rest.media.azure.net",
    sql_management: "https://management.core.windows.net:8443/",
    resource_manager: "https://management.azure.com/",
    login: "https://login.microsoftonline.com/",
    audiences: ["https://management.core.windows.net/", "https://management.azure.com/"],
    registry: ".azurecr.io",
    data_lake_analytics: Some("azuredatalakeanalytics.net"),
    data_lake_store: Some("azuredatalakestore.net"),
    front_door: "azurefd.net",
    key_vault: ".vault.azure.net",
    sql_server: ".database.windows.net",
    storage: "core.windows.net",
};

/// As the metadata endpoint of Azure Resource Manager lists it (version 2019-05-01).
const US_GOVERNMENT: Addresses = Addresses {
    name: "AzureUSGovernment",
    gallery: "https://gallery.usgovcloudapi.net",
    graph: "https://graph.windows.net",
    portal: "https://portal.azure.us",
    data_lake: None,
    batch: "https://batch.core.usgovcloudapi.net",
    media: "https://rest.media.usgovcloudapi.net",
    sql_management: "https://management.core.usgovcloudapi.net:8443",
    resource_manager: "https://management.usgovcloudapi.net",
    login: "https://login.microsoftonline.us",
    audiences: [
        "https://management.core.usgovcloudapi.net",
        "https://management.usgovcloudapi.net",
    ],
    registry: ".azurecr.us",
    data_lake_analytics: None,
    data_lake_store: None,
    front_door: "",
    key_vault: ".vault.usgovcloudapi.net",
    sql_server: ".database.usgovcloudapi.net",
    storage: "core.usgovcloudapi.net",
};

/// As the metadata endpoint of Azure Resource Manager lists it (version 2019-05-01).
const CHINA: Addresses = Addresses {
    name: "AzureChinaCloud",
    gallery: "https://gallery.chinacloudapi.cn",
    graph: "https://graph.chinacloudapi.cn",
    portal: "https://portal.azure.cn",
    data_lake: None,
    batch: "https://batch.chinacloudapi.cn",
    media: "https://rest.media.chinacloudapi.cn",
    sql_management: "https://management.core.chinacloudapi.cn:8443",
    resource_manager: "https://management.chinacloudapi.cn",
    login: "https://login.chinacloudapi.cn",
    audiences: ["https://management.core.chinacloudapi.cn", "https://management.chinacloudapi.cn"],
    registry: ".azurecr.cn",
    data_lake_analytics: None,
    data_lake_store: None,
    front_door: "",
    key_vault: ".vault.azure.cn",
    sql_server: ".database.chinacloudapi.cn",
    storage: "core.chinacloudapi.cn",
};

const IMAGES: &str = "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json";

fn environment(call: &Call<'_>) -> Result<Outcome, Fault> {
    let cloud = match call.scope.cloud {
        Cloud::Public => &PUBLIC,
        Cloud::UsGovernment => &US_GOVERNMENT,
        Cloud::China => &CHINA,
    };
    made(object(
        call,
        vec![
            ("name", text(call, cloud.name)),
            ("gallery", text(call, cloud.gallery)),
            ("graph", text(call, cloud.graph)),
            ("portal", text(call, cloud.portal)),
            ("graphAudience", text(call, cloud.graph)),
            (
                "activeDirectoryDataLake",
                published(call, cloud.data_lake, "activeDirectoryDataLake"),
            ),
            ("batch", text(call, cloud.batch)),
            ("media", text(call, cloud.media)),
            ("sqlManagement", text(call, cloud.sql_management)),
            ("vmImageAliasDoc", text(call, IMAGES)),
            ("resourceManager", text(call, cloud.resource_manager)),
            ("authentication", call.made(authentication(call, cloud))),
            ("suffixes", call.made(suffixes(call, cloud))),
        ],
    ))
}

fn authentication(call: &Call<'_>, cloud: &Addresses) -> Value {
    let audiences = cloud.audiences.iter().map(|audience| text(call, audience)).collect();
    object(
        call,
        vec![
            ("loginEndpoint", text(call, cloud.login)),
            ("audiences", call.made(Value::array(audiences))),
            ("tenant", text(call, "common")),
            ("identityProvider", text(call, "AAD")),
        ],
    )
}

fn suffixes(call: &Call<'_>, cloud: &Addresses) -> Value {
    let analytics = "suffixes.azureDatalakeAnalyticsCatalogAndJob";
    let store = "suffixes.azureDatalakeStoreFileSystem";
    object(
        call,
        vec![
            ("acrLoginServer", text(call, cloud.registry)),
            (
                "azureDatalakeAnalyticsCatalogAndJob",
                published(call, cloud.data_lake_analytics, analytics),
            ),
            ("azureDatalakeStoreFileSystem", published(call, cloud.data_lake_store, store)),
            ("azureFrontDoorEndpointSuffix", text(call, cloud.front_door)),
            ("keyvaultDns", text(call, cloud.key_vault)),
            ("sqlServerHostname", text(call, cloud.sql_server)),
            ("storage", text(call, cloud.storage)),
        ],
    )
}

fn object(call: &Call<'_>, members: Vec<(&'static str, Node)>) -> Value {
    Value::object(members.into_iter().map(|(name, value)| call.made_member(name, value)).collect())
}

fn text(call: &Call<'_>, text: &str) -> Node {
    call.made_text(text)
}

fn published(call: &Call<'_>, address: Option<&str>, path: &str) -> Node {
    match address {
        Some(address) => text(call, address),
        None => call.made(Value::Unknown(Arc::new(Unknown {
            reason: Reason::Runtime("environment".into()),
            residual: format!("environment().{path}").into(),
        }))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Scope;
    use crate::functions::testing::{call_at, json as plain};

    fn of(cloud: Cloud) -> serde_json::Value {
        match call_at(&Scope { cloud, ..Scope::default() }, "environment", &json!([])) {
            Ok(Outcome::Made(value)) => plain(&value),
            other => panic!("environment gives {other:?}"),
        }
    }

    #[test]
    fn suffixes_have_their_dots_as_documented() {
        let suffixes = &of(Cloud::Public)["suffixes"];
        assert_eq!(suffixes["storage"], "core.windows.net");
        assert_eq!(suffixes["keyvaultDns"], ".vault.azure.net");
        assert_eq!(suffixes["sqlServerHostname"], ".database.windows.net");
        assert_eq!(suffixes["acrLoginServer"], ".azurecr.io");
        assert_eq!(of(Cloud::UsGovernment)["suffixes"]["storage"], "core.usgovcloudapi.net");
        assert_eq!(of(Cloud::China)["suffixes"]["keyvaultDns"], ".vault.azure.cn");
    }

    #[test]
    fn every_cloud_has_every_property() {
        let public = of(Cloud::Public);
        assert_eq!(public["authentication"]["loginEndpoint"], "https://login.microsoftonline.com/");
        for cloud in [Cloud::UsGovernment, Cloud::China] {
            let other = of(cloud);
            let names = |value: &serde_json::Value| {
                value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
            };
            assert_eq!(names(&other), names(&public));
            assert_eq!(names(&other["suffixes"]), names(&public["suffixes"]));
            assert_eq!(other["activeDirectoryDataLake"], "[environment().activeDirectoryDataLake]");
        }
    }
}
