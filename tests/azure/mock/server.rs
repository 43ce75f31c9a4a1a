//! The server itself: TLS, the log of what was asked, faults, and who answers what.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_server::{Handle, tls_rustls::RustlsConfig};
use gatelint::source::azure::{CloudChoice, Environment, ScanOptions, Timeouts};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::json;

use super::{Does, Fault, Tenant, arm, resource_graph, tenant::TENANT_ID};

/// The only token that the mock takes.
pub(crate) const TOKEN: &str = "token-of-the-mock";
/// The only client secret that the mock takes.
pub(crate) const SECRET: &str = "secret-of-the-mock";

/// A running mock.
pub(crate) struct Mock {
    /// `https://localhost:…`, the address of everything.
    pub(crate) origin: String,
    /// The authority to trust.
    pub(crate) ca_file: PathBuf,
    azure: Arc<Azure>,
    folder: tempfile::TempDir,
    handle: Handle<SocketAddr>,
}

/// A request that came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) body: String,
    pub(crate) authorization: Option<String>,
    pub(crate) accept_encoding: Option<String>,
}

impl Seen {
    /// A query parameter, decoded.
    pub(crate) fn parameter(&self, key: &str) -> Option<String> {
        let pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs.into_owned().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }
}

struct Azure {
    origin: String,
    tenant: Tenant,
    seen: Mutex<Vec<Seen>>,
    faults: Mutex<Vec<Fault>>,
    graph_headers: Mutex<Vec<(String, String)>>,
}

impl Mock {
    pub(crate) async fn start(tenant: Tenant) -> Self {
        let _already_made = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().expect("a folder for the certificate");
        let (certificate, key, authority) = certificate();
        let ca_file = folder.path().join("ca.pem");
        std::fs::write(&ca_file, authority).expect("the authority's certificate is written");

        let listener =
            TcpListener::bind((IpAddr::V4(Ipv4Addr::LOCALHOST), 0)).expect("a free port");
        listener.set_nonblocking(true).expect("a listener for tokio");
        let origin =
            format!("https://localhost:{}", listener.local_addr().expect("a bound address").port());
        let azure = Arc::new(Azure {
            origin: origin.clone(),
            tenant,
            seen: Mutex::default(),
            faults: Mutex::default(),
            graph_headers: Mutex::default(),
        });
        let tls = RustlsConfig::from_pem(certificate.into_bytes(), key.into_bytes())
            .await
            .expect("a TLS setup");
        let handle = Handle::new();
        let router = Router::new().fallback(answer).with_state(azure.clone());
        let server = axum_server::from_tcp_rustls(listener, tls)
            .expect("a server on the port")
            .handle(handle.clone());
        tokio::spawn(server.serve(router.into_make_service()));
        Self { origin, ca_file, azure, folder, handle }
    }

    /// Options for a scan of this tenant, signed in with a client secret, and in no mood to wait.
    pub(crate) fn options(&self) -> ScanOptions {
        let variables = [
            ("AZURE_TENANT_ID", TENANT_ID.to_owned()),
            ("AZURE_CLIENT_ID", "11111111-0000-0000-0000-000000000000".to_owned()),
            ("AZURE_CLIENT_SECRET", SECRET.to_owned()),
        ];
        ScanOptions {
            cloud: CloudChoice::Custom { arm_endpoint: self.origin.clone() },
            ca_file: Some(self.ca_file.clone()),
            timeouts: Timeouts {
                first_wait: Duration::from_millis(1),
                longest_wait: Duration::from_millis(5),
                ..Timeouts::default()
            },
            environment: environment(&variables),
            ..ScanOptions::default()
        }
    }

    /// What was asked so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        lock(&self.azure.seen).clone()
    }

    /// The requests whose path contains so, whatever the case.
    pub(crate) fn seen_at(&self, path: &str) -> Vec<Seen> {
        let path = path.to_lowercase();
        self.seen().into_iter().filter(|seen| seen.path.to_lowercase().contains(&path)).collect()
    }

    pub(crate) fn fault(&self, fault: Fault) {
        lock(&self.azure.faults).push(fault);
    }

    /// A header on every answer of Resource Graph.
    pub(crate) fn graph_header(&self, name: &str, value: &str) {
        lock(&self.azure.graph_headers).push((name.into(), value.into()));
    }

    /// A folder that goes with the mock.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

/// An environment of these variables and no others.
pub(crate) fn environment(variables: &[(&'static str, String)]) -> Environment {
    let variables = variables.to_vec();
    Environment::new(move |name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A certificate for localhost, its key, and the authority that signed it, all PEM.
fn certificate() -> (String, String, String) {
    let authority_key = KeyPair::generate().expect("a key");
    let mut authority = CertificateParams::new(Vec::new()).expect("parameters");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_pem = authority.self_signed(&authority_key).expect("an authority").pem();
    let key = KeyPair::generate().expect("a key");
    let certificate = CertificateParams::new(vec!["localhost".to_owned()])
        .and_then(|parameters| {
            parameters.signed_by(&key, &Issuer::from_params(&authority, &authority_key))
        })
        .expect("a certificate for localhost");
    (certificate.pem(), key.serialize_pem(), authority_pem)
}

async fn answer(State(azure): State<Arc<Azure>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 8 * 1024 * 1024).await.unwrap_or_default();
    let header = |name: &str| {
        parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let seen = Seen {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        body: String::from_utf8_lossy(&body).into_owned(),
        authorization: header("authorization"),
        accept_encoding: header("accept-encoding"),
    };
    lock(&azure.seen).push(seen.clone());
    let fault = lock(&azure.faults).iter_mut().find_map(|fault| fault.befalls(&seen));
    let mut response = match fault {
        Some(does) => fail(does).await,
        None => azure.answer(&seen, &body),
    };
    if let Ok(id) = format!("request-{}", lock(&azure.seen).len()).parse() {
        response.headers_mut().insert("x-ms-request-id", id);
    }
    response
}

async fn fail(does: Does) -> Response {
    match does {
        Does::Answer { status, headers, body } => {
            let status = StatusCode::from_u16(status).expect("an HTTP status");
            let mut response = (status, body).into_response();
            for (name, value) in headers {
                let name = axum::http::HeaderName::try_from(name).expect("a header name");
                response.headers_mut().insert(name, value.parse().expect("a header value"));
            }
            response
        }
        Does::Cut => {
            let chunks =
                [Ok(Bytes::from_static(b"{\"value\":[")), Err(std::io::Error::other("cut"))];
            Body::from_stream(futures::stream::iter(chunks)).into_response()
        }
        Does::Hang => std::future::pending().await,
        Does::Endless => {
            let chunk = Bytes::from(vec![b' '; 1024 * 1024]);
            Body::from_stream(futures::stream::repeat_with(move || {
                Ok::<_, std::io::Error>(chunk.clone())
            }))
            .into_response()
        }
    }
}

impl Azure {
    fn answer(&self, seen: &Seen, body: &[u8]) -> Response {
        let path = seen.path.to_lowercase();
        if path == "/metadata/endpoints" {
            let authentication = json!({ "loginEndpoint": self.origin, "audiences": [self.origin], "identityProvider": "AAD" });
            return axum::Json(json!({ "name": "Mock", "authentication": authentication }))
                .into_response();
        }
        if path.ends_with("/oauth2/v2.0/token") {
            return token(&seen.body);
        }
        if let Some(response) = federated_token(seen) {
            return response;
        }
        if seen.authorization.as_deref() != Some(&format!("Bearer {TOKEN}")) {
            let error = json!({ "error": { "code": "AuthenticationFailed", "message": "Authentication failed." } });
            return (StatusCode::UNAUTHORIZED, axum::Json(error)).into_response();
        }
        if path == "/providers/microsoft.resourcegraph/resources" {
            let mut response = resource_graph::answer(&self.tenant, body);
            for (name, value) in lock(&self.graph_headers).iter() {
                let name = axum::http::HeaderName::try_from(name.as_str()).expect("a header name");
                response.headers_mut().insert(name, value.parse().expect("a header value"));
            }
            return response;
        }
        arm::answer(&self.tenant, &self.origin, seen)
    }
}

/// Microsoft Entra ID: takes the secret, or a federated token that the mock gave itself.
fn token(form: &str) -> Response {
    let form: Vec<(String, String)> =
        url::form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let value =
        |key: &str| form.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let by_secret = value("client_secret") == Some(SECRET);
    let by_assertion =
        value("client_assertion").is_some_and(|token| token.starts_with("federated-"));
    if by_secret || by_assertion {
        let token = json!({ "token_type": "Bearer", "expires_in": 3600, "ext_expires_in": 3600, "access_token": TOKEN });
        return axum::Json(token).into_response();
    }
    let error = json!({
        "error": "invalid_client", "error_codes": [7_000_215],
        "error_description": "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1 Correlation ID: 2" });
    (StatusCode::UNAUTHORIZED, axum::Json(error)).into_response()
}

/// GitHub's and Azure DevOps' token endpoints, and the managed identity of App Service.
fn federated_token(seen: &Seen) -> Option<Response> {
    let permitted = seen.authorization.as_deref() == Some("Bearer permit");
    let answer = match (seen.method.as_str(), seen.path.as_str()) {
        ("GET", "/github/oidc")
            if permitted
                && seen.parameter("audience").as_deref() == Some("api://AzureADTokenExchange") =>
        {
            json!({ "count": 1, "value": "federated-github" })
        }
        ("POST", "/devops/oidc")
            if permitted
                && seen.parameter("serviceConnectionId").as_deref() == Some("connection") =>
        {
            json!({ "oidcToken": "federated-devops" })
        }
        ("GET", "/msi/token") => {
            json!({ "access_token": TOKEN, "expires_on": "4102444800", "token_type": "Bearer", "resource": "r" })
        }
        (_, "/github/oidc" | "/devops/oidc") => return Some(StatusCode::FORBIDDEN.into_response()),
        _ => return None,
    };
    Some(axum::Json(answer).into_response())
}
