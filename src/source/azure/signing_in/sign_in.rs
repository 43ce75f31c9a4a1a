//! As whom to sign in: the first source that is configured.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::{
    credentials::{Secret, TokenCredential},
    error::ErrorKind,
    http::{
        ClientOptions, Context, Request,
        policies::{Policy, PolicyResult},
    },
};
use azure_identity::{
    ClientAssertion, ClientAssertionCredential, ClientAssertionCredentialOptions,
    ClientSecretCredential, ClientSecretCredentialOptions, ManagedIdentityCredential,
    ManagedIdentityCredentialOptions, UserAssignedId, WorkloadIdentityCredential,
    WorkloadIdentityCredentialOptions,
};

use crate::source::azure::cloud::CloudEndpoints;
use crate::source::azure::refusal::{one_line, what_it_is};
use crate::source::azure::requests::client::HttpStack;
use crate::source::azure::requests::transport;
use crate::source::azure::signing_in::assertion::FederatedToken;
use crate::source::azure::signing_in::azure_cli;
use crate::source::azure::{AuthChoice, AuthSource, Environment, ScanError, UnconfiguredIdentity};

/// An identity that is configured; whether it works shows when the first token is asked for.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) source: AuthSource,
    /// Which one, without secrets.
    pub(crate) detail: String,
    pub(crate) credential: Arc<dyn TokenCredential>,
}

/// What the sources are built from.
pub(crate) struct SignInContext<'a> {
    pub(crate) environment: &'a Environment,
    pub(crate) cloud: &'a CloudEndpoints,
    pub(crate) wire: &'a HttpStack,
    /// The tenant asked for; it wins over `AZURE_TENANT_ID`.
    pub(crate) tenant: Option<&'a str>,
}

/// Chooses the identity. A source that is configured but can't be used is an error and not passed over.
pub(crate) fn choose(
    choice: AuthChoice,
    around: &SignInContext<'_>,
) -> Result<Identity, ScanError> {
    let sources: &[AuthSource] = match &choice {
        AuthChoice::Auto => &AuthSource::ALL,
        AuthChoice::Only(source) => std::slice::from_ref(source),
    };
    let mut looked_at = Vec::new();
    for &source in sources {
        match around.open(source, choice != AuthChoice::Auto) {
            Ok(identity) => return Ok(identity),
            Err(NotOpened::Lacks(lacks)) => looked_at.push(UnconfiguredIdentity { source, lacks }),
            Err(NotOpened::Broken(error)) => {
                let reason = one_line(&error.to_string(), 900);
                return Err(ScanError::SignIn { identity: source, reason });
            }
        }
    }
    Err(ScanError::NoIdentity { looked_at })
}

enum NotOpened {
    Lacks(Vec<String>),
    Broken(azure_core::Error),
}

impl From<azure_core::Error> for NotOpened {
    fn from(error: azure_core::Error) -> Self {
        Self::Broken(error)
    }
}

impl SignInContext<'_> {
    fn open(&self, source: AuthSource, asked_for: bool) -> Result<Identity, NotOpened> {
        let (detail, credential) = match source {
            AuthSource::Secret => self.secret(),
            AuthSource::Workload => self.workload(),
            AuthSource::GitHub => self.github(),
            AuthSource::Pipelines => self.pipelines(),
            AuthSource::Managed => self.managed(asked_for),
            AuthSource::Cli => self.cli(),
        }?;
        Ok(Identity { source, detail, credential })
    }

    /// The values of variables, or the names of those that are missing.
    fn variables<const N: usize>(&self, names: [&str; N]) -> Result<[String; N], NotOpened> {
        let value = |name: &str| match self.tenant {
            Some(tenant) if name == "AZURE_TENANT_ID" || name == "AZURESUBSCRIPTION_TENANT_ID" => {
                Some(tenant.to_owned())
            }
            _ => self.environment.get(name),
        };
        let values = names.map(value);
        let lacks: Vec<String> = names
            .iter()
            .zip(&values)
            .filter(|(_, value)| value.is_none())
            .map(|(name, _)| (*name).to_owned())
            .collect();
        if lacks.is_empty() {
            Ok(values.map(Option::unwrap_or_default))
        } else {
            Err(NotOpened::Lacks(lacks))
        }
    }

    fn client_options(&self) -> ClientOptions {
        let mut options = self.wire.client_options();
        options.per_call_policies.insert(0, Arc::new(PlainAnswer));
        options.cloud = Some(self.cloud.configuration());
        options
    }

    fn secret(&self) -> Opened {
        let names = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"];
        let [tenant, client, secret] = self.variables(names).map_err(|mut why| {
            let certificate = self.environment.get("AZURE_CLIENT_CERTIFICATE_PATH");
            if let (NotOpened::Lacks(lacks), Some(_)) = (&mut why, certificate) {
                lacks.push("support for AZURE_CLIENT_CERTIFICATE_PATH".into());
            }
            why
        })?;
        let options = ClientSecretCredentialOptions { client_options: self.client_options() };
        let credential = ClientSecretCredential::new(
            &tenant,
            client.clone(),
            Secret::new(secret),
            Some(options),
        )?;
        Ok((application(&client, &tenant), credential))
    }

    fn workload(&self) -> Opened {
        let [tenant, client, file] =
            self.variables(["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE"])?;
        let detail = application(&client, &tenant);
        let credential =
            WorkloadIdentityCredential::new(Some(WorkloadIdentityCredentialOptions {
                credential_options: ClientAssertionCredentialOptions {
                    client_options: self.client_options(),
                },
                client_id: Some(client),
                tenant_id: Some(tenant),
                token_file_path: Some(file.into()),
            }))?;
        Ok((detail, credential))
    }

    fn github(&self) -> Opened {
        let [url, token] = self
            .variables(["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"])
            .map_err(|lacks| match self.environment.get("GITHUB_ACTIONS") {
                Some(_) => {
                    NotOpened::Lacks(vec!["permissions: id-token: write in the workflow".into()])
                }
                None => lacks,
            })?;
        let [tenant, client] = self.variables(["AZURE_TENANT_ID", "AZURE_CLIENT_ID"])?;
        let assertion =
            FederatedToken::github(&url, token, self.cloud.exchange_audience, self.wire)?;
        self.federated(tenant, client, assertion)
    }

    fn pipelines(&self) -> Opened {
        let [url, token, connection, tenant, client] = self.variables([
            "SYSTEM_OIDCREQUESTURI",
            "SYSTEM_ACCESSTOKEN",
            "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
            "AZURESUBSCRIPTION_TENANT_ID",
            "AZURESUBSCRIPTION_CLIENT_ID",
        ])?;
        let assertion = FederatedToken::pipelines(&url, token, &connection, self.wire)?;
        self.federated(tenant, client, assertion)
    }

    fn federated(
        &self,
        tenant: String,
        client: String,
        assertion: impl ClientAssertion + 'static,
    ) -> Opened {
        let detail = application(&client, &tenant);
        let options = ClientAssertionCredentialOptions { client_options: self.client_options() };
        Ok((detail, ClientAssertionCredential::new(tenant, client, assertion, Some(options))?))
    }

    /// Without being asked for, only where the platform says so: the metadata service of a virtual machine that is
    /// none takes a minute to fail.
    fn managed(&self, asked_for: bool) -> Opened {
        if !asked_for {
            self.variables(["IDENTITY_ENDPOINT", "IDENTITY_HEADER"])?;
        }
        let client = self.environment.get("AZURE_CLIENT_ID");
        let detail = match &client {
            Some(client) => format!("user-assigned, client id {client}"),
            None => "system-assigned".to_owned(),
        };
        let mut client_options = self.client_options();
        client_options.per_try_policies.push(Arc::new(OnlyOnce));
        let credential = ManagedIdentityCredential::new(Some(ManagedIdentityCredentialOptions {
            user_assigned_id: client.map(UserAssignedId::ClientId),
            client_options,
        }))?;
        Ok((detail, credential))
    }

    fn cli(&self) -> Opened {
        if !azure_cli::is_installed(self.environment) {
            return Err(NotOpened::Lacks(vec!["az on PATH".into()]));
        }
        let detail = match self.tenant {
            Some(tenant) => format!("signed-in user in tenant {tenant}"),
            None => "signed-in user".to_owned(),
        };
        Ok((detail, azure_cli::credential(self.environment, self.tenant)?))
    }
}

type Opened = Result<(String, Arc<dyn TokenCredential>), NotOpened>;

fn application(client: &str, tenant: &str) -> String {
    format!("application {client} in tenant {tenant}")
}

/// A policy that names an answer which is not JSON, where the SDK would only say that it can't parse it.
#[derive(Debug)]
struct PlainAnswer;

#[async_trait]
impl Policy for PlainAnswer {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let (status, headers, body) =
            next[0].send(context, request, &next[1..]).await?.deconstruct();
        let body = body.collect().await?;
        if serde_json::from_slice::<serde::de::IgnoredAny>(&body).is_err() {
            let host = transport::host(request.url());
            let message = format!(
                "{host} answered {} with {} instead of JSON",
                u16::from(status),
                what_it_is(&body)
            );
            return Err(azure_core::Error::with_message(ErrorKind::Credential, message));
        }
        Ok(azure_core::http::AsyncRawResponse::from_bytes(status, headers, body))
    }
}

/// A policy that makes a transport failure final, because the SDK would repeat it for more than a minute.
#[derive(Debug)]
struct OnlyOnce;

#[async_trait]
impl Policy for OnlyOnce {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        next[0].send(context, request, &next[1..]).await.map_err(|error| {
            let reason = transport::unanswered(&error, request.url());
            azure_core::Error::with_message(
                ErrorKind::Credential,
                format!("no managed identity here: {reason}"),
            )
        })
    }
}
