//! Tokens of GitHub Actions and Azure Pipelines, which Microsoft Entra ID takes in place of a secret.

use async_trait::async_trait;
use azure_core::{
    credentials::Secret,
    error::ErrorKind,
    http::{ClientMethodOptions, Context, Method, Pipeline, PipelineSendOptions, Request, Url},
};
use azure_identity::ClientAssertion;
use serde_json::Value;

use crate::source::azure::refusal::Refusal;
use crate::source::azure::requests::client::HttpStack;
use crate::source::azure::requests::transport;

/// A token that the CI system signs on request.
#[derive(Debug)]
pub(crate) struct FederatedToken {
    method: Method,
    url: Url,
    /// The job's own token, which lets it ask.
    permit: Secret,
    /// Where in the answer the token is.
    key: &'static str,
    pipeline: Pipeline,
}

impl FederatedToken {
    /// GitHub's: `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN`.
    pub(crate) fn github(
        url: &str,
        permit: String,
        audience: &str,
        wire: &HttpStack,
    ) -> azure_core::Result<Self> {
        let mut url = https("ACTIONS_ID_TOKEN_REQUEST_URL", url)?;
        url.query_pairs_mut().append_pair("audience", audience);
        Ok(Self {
            method: Method::Get,
            url,
            permit: permit.into(),
            key: "value",
            pipeline: wire.pipeline(vec![]),
        })
    }

    /// Azure DevOps': `SYSTEM_OIDCREQUESTURI` and `SYSTEM_ACCESSTOKEN`.
    pub(crate) fn pipelines(
        url: &str,
        permit: String,
        connection: &str,
        wire: &HttpStack,
    ) -> azure_core::Result<Self> {
        let mut url = https("SYSTEM_OIDCREQUESTURI", url)?;
        url.query_pairs_mut()
            .append_pair("api-version", "7.1")
            .append_pair("serviceConnectionId", connection);
        Ok(Self {
            method: Method::Post,
            url,
            permit: permit.into(),
            key: "oidcToken",
            pipeline: wire.pipeline(vec![]),
        })
    }
}

fn https(variable: &str, text: &str) -> azure_core::Result<Url> {
    match Url::parse(text) {
        Ok(url) if url.scheme() == "https" => Ok(url),
        _ => Err(azure_core::Error::with_message(
            ErrorKind::Credential,
            format!("{variable} is not an https:// address"),
        )),
    }
}

#[async_trait]
impl ClientAssertion for FederatedToken {
    async fn secret(
        &self,
        _options: Option<ClientMethodOptions<'_>>,
    ) -> azure_core::Result<String> {
        let mut request = Request::new(self.url.clone(), self.method);
        request.insert_header("authorization", format!("Bearer {}", self.permit.secret()));
        request.insert_header("accept", "application/json");
        // Without it Azure DevOps answers a bad token with a redirect to its sign-in page.
        request.insert_header("x-tfs-fedauthredirect", "Suppress");
        let options = PipelineSendOptions { skip_checks: true, ..PipelineSendOptions::default() };
        let response = self.pipeline.send(&Context::new(), &mut request, Some(options)).await?;
        let refused = |message: String| {
            let host = transport::host(&self.url);
            azure_core::Error::with_message(
                ErrorKind::Credential,
                format!("{host} returned no federated token: {message}"),
            )
        };
        let status = response.status();
        if !status.is_success() {
            return Err(refused(
                Refusal::read(status.into(), response.body().as_ref(), None).to_string(),
            ));
        }
        let answer: Value = serde_json::from_slice(response.body().as_ref()).unwrap_or_default();
        match answer.get(self.key).and_then(Value::as_str) {
            Some(token) if !token.is_empty() => Ok(token.to_owned()),
            _ => Err(refused(format!("the response has no {:?}", self.key))),
        }
    }
}
