//! Where to sign in for a cloud, as the table or the cloud itself says.

use azure_core::http::{Context, Method, PipelineSendOptions, Request, Url};
use serde_json::Value;

use crate::source::azure::cloud::{CloudEndpoints, https};
use crate::source::azure::refusal::{Refusal, RequestError, what_it_is};
use crate::source::azure::requests::client::HttpStack;
use crate::source::azure::requests::{trace, transport};
use crate::source::azure::{CloudChoice, Environment, ScanError};

/// Finds out all that is to know of a cloud. `AZURE_AUTHORITY_HOST` wins over what the table or the cloud itself says.
pub(crate) async fn resolve(
    choice: &CloudChoice,
    environment: &Environment,
    wire: &HttpStack,
) -> Result<CloudEndpoints, ScanError> {
    let mut cloud = match choice {
        CloudChoice::Public => CloudEndpoints::known(
            "https://management.azure.com",
            "https://login.microsoftonline.com",
            "api://AzureADTokenExchange",
        ),
        CloudChoice::UsGovernment => CloudEndpoints::known(
            "https://management.usgovcloudapi.net",
            "https://login.microsoftonline.us",
            "api://AzureADTokenExchangeUSGov",
        ),
        CloudChoice::China => CloudEndpoints::known(
            "https://management.chinacloudapi.cn",
            "https://login.chinacloudapi.cn",
            "api://AzureADTokenExchangeChina",
        ),
        CloudChoice::Custom { arm_endpoint } => discover(arm_endpoint, wire).await,
    }?;
    if let Some(authority) = environment.get("AZURE_AUTHORITY_HOST") {
        let authority =
            if authority.contains("://") { authority } else { format!("https://{authority}") };
        cloud.authority = https("AZURE_AUTHORITY_HOST", &authority)?;
    }
    Ok(cloud)
}

/// Asks an endpoint where to sign in for it.
async fn discover(arm_endpoint: &str, wire: &HttpStack) -> Result<CloudEndpoints, ScanError> {
    let endpoint = https("--arm-endpoint", arm_endpoint)?;
    let wrong = |reason: String| ScanError::Cloud { endpoint: transport::host(&endpoint), reason };
    let metadata = metadata(&endpoint, wire).await.map_err(|error| match error {
        RequestError::Unreachable { host, reason } => ScanError::Unreachable { host, reason },
        other => wrong(other.to_string()),
    })?;
    let authentication = of_this_cloud(&metadata, &endpoint)
        .and_then(|cloud| cloud.get("authentication"))
        .ok_or_else(|| wrong("its metadata doesn't say how to authenticate".into()))?;
    let text = |key: &str| authentication.get(key).and_then(Value::as_str);
    if text("identityProvider").is_some_and(|provider| provider.eq_ignore_ascii_case("ADFS")) {
        return Err(wrong(
            "it signs in with AD FS, and only Microsoft Entra ID is supported".into(),
        ));
    }
    let authority =
        text("loginEndpoint").ok_or_else(|| wrong("its metadata has no loginEndpoint".into()))?;
    let authority = https("--arm-endpoint", authority)
        .map_err(|_| wrong(format!("its loginEndpoint is {authority:?}")))?;
    let audiences = authentication
        .get("audiences")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let audiences: Vec<&str> = audiences.iter().filter_map(Value::as_str).collect();
    let own = endpoint.as_str().trim_end_matches('/');
    let audience = audiences
        .iter()
        .map(|audience| audience.trim_end_matches('/'))
        .find(|audience| *audience == own)
        .or_else(|| audiences.first().map(|audience| audience.trim_end_matches('/')))
        .unwrap_or(own);
    let scope = format!("{audience}/.default");
    Ok(CloudEndpoints {
        scope,
        authority,
        endpoint,
        exchange_audience: "api://AzureADTokenExchange",
    })
}

async fn metadata(endpoint: &Url, wire: &HttpStack) -> Result<Value, RequestError> {
    let mut url = endpoint.clone();
    url.set_path(&format!("{}/metadata/endpoints", endpoint.path().trim_end_matches('/')));
    url.set_query(Some("api-version=2022-09-01"));
    let mut request = Request::new(url, Method::Get);
    let options = PipelineSendOptions { skip_checks: true, ..PipelineSendOptions::default() };
    let response = wire
        .pipeline(vec![])
        .send(&Context::new(), &mut request, Some(options))
        .await
        .map_err(|error| transport::unanswered(&error, request.url()))?;
    let status = response.status();
    if !status.is_success() {
        let request_id = trace::request_id(response.headers());
        return Err(RequestError::Refused(Refusal::read(
            status.into(),
            response.body().as_ref(),
            request_id,
        )));
    }
    serde_json::from_slice(response.body().as_ref()).map_err(|_| RequestError::Unreadable {
        status: status.into(),
        what: what_it_is(response.body().as_ref()),
    })
}

/// Some api-versions answer with one cloud, some with a list of all.
fn of_this_cloud<'a>(metadata: &'a Value, endpoint: &Url) -> Option<&'a Value> {
    let Some(clouds) = metadata.as_array() else { return Some(metadata) };
    let is_this = |cloud: &&Value| {
        let manager = cloud.get("resourceManager").and_then(Value::as_str);
        manager
            .and_then(|manager| Url::parse(manager).ok())
            .is_some_and(|url| url.origin() == endpoint.origin())
    };
    clouds.iter().find(is_this).or(if clouds.len() == 1 { clouds.first() } else { None })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn this_cloud_among_all() {
        let all = json!([{"resourceManager": "https://a.example/", "name": "a"}, {"resourceManager": "https://b.example"}]);
        let url = Url::parse("https://a.example").expect("a URL");
        assert_eq!(
            of_this_cloud(&all, &url).and_then(|cloud| cloud.get("name")),
            Some(&json!("a"))
        );
        let url = Url::parse("https://c.example").expect("a URL");
        assert_eq!(of_this_cloud(&all, &url), None);
    }
}
