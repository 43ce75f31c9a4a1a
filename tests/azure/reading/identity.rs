//! As whom a scan signs in.

use gatelint::source::azure::{AuthChoice, AuthSource, Event, ScanError, ScanOptions};

use crate::{
    ears::{Ears, listen, scanned},
    mock::{Does, Fault, Mock, Tenant, environment},
};

const TENANT: &str = "0000aaaa-0000-0000-0000-00000000aaaa";

fn with(mock: &Mock, variables: &[(&'static str, String)]) -> ScanOptions {
    ScanOptions { environment: environment(variables), ..mock.options() }
}

fn application() -> Vec<(&'static str, String)> {
    vec![("AZURE_TENANT_ID", TENANT.into()), ("AZURE_CLIENT_ID", "client".into())]
}

fn chosen(ears: &Ears) -> Option<(AuthSource, String)> {
    ears.events().into_iter().find_map(|event| match event {
        Event::Identity { source, detail } => Some((source, detail)),
        _ => None,
    })
}

#[tokio::test]
async fn a_client_secret() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let (result, ears) = listen(&mock.options()).await;
    let scan = result.expect("a scan that goes well");
    let (source, detail) = chosen(&ears).expect("an identity");
    assert_eq!(source, AuthSource::Secret);
    assert_eq!(
        detail,
        format!("application 11111111-0000-0000-0000-000000000000 in tenant {TENANT}")
    );
    assert_eq!(scan.coverage.identity, format!("client secret, {detail}"));
}

#[tokio::test]
async fn a_wrong_secret_is_an_error_and_nothing_else_is_tried() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let mut variables = application();
    variables.push(("AZURE_CLIENT_SECRET", "wrong".into()));
    variables.push(("ACTIONS_ID_TOKEN_REQUEST_URL", format!("{}/github/oidc?v=1", mock.origin)));
    variables.push(("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "permit".into()));
    let error = listen(&with(&mock, &variables)).await.0.expect_err("a wrong secret");
    let ScanError::SignIn { identity: AuthSource::Secret, reason } = &error else {
        panic!("{error}")
    };
    assert!(reason.contains("AADSTS7000215") && !reason.contains('\n'), "{reason}");
    assert!(mock.seen_at("/github/oidc").is_empty());
}

#[tokio::test]
async fn a_workload_identity() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let file = mock.folder().join("token");
    std::fs::write(&file, "federated-workload").expect("a token file");
    let mut variables = application();
    variables.push(("AZURE_FEDERATED_TOKEN_FILE", file.display().to_string()));
    let (result, ears) = listen(&with(&mock, &variables)).await;
    assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
    assert_eq!(chosen(&ears).map(|(source, _)| source), Some(AuthSource::Workload));
}

#[tokio::test]
async fn a_workload_identity_without_its_file() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let mut variables = application();
    variables.push(("AZURE_FEDERATED_TOKEN_FILE", "/nowhere/token".into()));
    let error = listen(&with(&mock, &variables)).await.0.expect_err("no file");
    assert!(matches!(&error, ScanError::SignIn { identity: AuthSource::Workload, .. }), "{error}");
}

#[tokio::test]
async fn github_actions() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let mut variables = application();
    variables.push((
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        format!("{}/github/oidc?api-version=2.0", mock.origin),
    ));
    variables.push(("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "permit".into()));
    let (result, ears) = listen(&with(&mock, &variables)).await;
    assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
    assert_eq!(chosen(&ears).map(|(source, _)| source), Some(AuthSource::GitHub));
    let token = mock.seen_at("/oauth2/v2.0/token").remove(0).body;
    assert!(token.contains("client_assertion=federated-github"), "{token}");
    let told = format!("{:?}", ears.events());
    assert!(!told.contains("federated-github") && !told.contains("permit"), "{told}");
}

#[tokio::test]
async fn github_actions_without_permission() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let mut variables = application();
    variables.push(("GITHUB_ACTIONS", "true".into()));
    let error = listen(&with(&mock, &variables)).await.0.expect_err("no identity");
    assert!(
        error
            .help()
            .is_some_and(|help| help.contains("GitHub Actions lacks permissions: id-token: write")),
        "{error}"
    );

    variables.push(("ACTIONS_ID_TOKEN_REQUEST_URL", format!("{}/github/oidc", mock.origin)));
    variables.push(("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "wrong".into()));
    let error = listen(&with(&mock, &variables)).await.0.expect_err("a refusal");
    assert!(
        matches!(&error, ScanError::SignIn { identity: AuthSource::GitHub, reason } if reason.contains("403")),
        "{error}"
    );
}

#[tokio::test]
async fn azure_pipelines() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let variables = [
        ("SYSTEM_OIDCREQUESTURI", format!("{}/devops/oidc", mock.origin)),
        ("SYSTEM_ACCESSTOKEN", "permit".into()),
        ("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "connection".into()),
        ("AZURESUBSCRIPTION_TENANT_ID", TENANT.into()),
        ("AZURESUBSCRIPTION_CLIENT_ID", "client".into()),
    ];
    let (result, ears) = listen(&with(&mock, &variables)).await;
    assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
    assert_eq!(chosen(&ears).map(|(source, _)| source), Some(AuthSource::Pipelines));
}

#[tokio::test]
async fn a_token_endpoint_that_answers_html() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let page = "<html><title>Proxy sign-in</title></html>";
    let html = Does::Answer { status: 403, headers: vec![], body: page.into() };
    mock.fault(Fault::on("POST", "/oauth2/v2.0/token", html));
    let error = listen(&mock.options()).await.0.expect_err("a proxy");
    let ScanError::SignIn { reason, .. } = &error else { panic!("{error}") };
    assert!(reason.contains("answered 403 with an HTML page titled \"Proxy sign-in\""), "{reason}");
}

#[tokio::test]
async fn a_throttled_token_endpoint_is_asked_again() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.fault(
        Fault::on(
            "POST",
            "/oauth2/v2.0/token",
            Does::error(429, "x", "y").with("retry-after", "2"),
        )
        .times(1),
    );
    let (result, ears) = listen(&mock.options()).await;
    assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
    assert_eq!(ears.waits().len(), 1);
}

#[tokio::test]
async fn nothing_configured_says_what_each_source_lacks() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let error = listen(&with(&mock, &[("AZURE_TENANT_ID", TENANT.into())]))
        .await
        .0
        .expect_err("no identity");
    let ScanError::NoIdentity { looked_at } = &error else { panic!("{error}") };
    let sources: Vec<AuthSource> = looked_at.iter().map(|looked_at| looked_at.source).collect();
    assert_eq!(sources, AuthSource::ALL);
    assert_eq!(looked_at[0].lacks, ["AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"]);
    assert_eq!(looked_at[5].lacks, ["az on PATH"]);
    let with_certificate = [("AZURE_CLIENT_CERTIFICATE_PATH", "app.pem".to_owned())];
    let error = listen(&with(&mock, &with_certificate)).await.0.expect_err("no identity");
    let help = error.help().expect("a remedy");
    assert!(help.contains("support for AZURE_CLIENT_CERTIFICATE_PATH"), "{help}");
    let (first, others) = help.split_once('\n').expect("what each source lacks");
    assert!(first.contains("sign in with `az login`"), "{help}");
    assert!(others.trim_start().starts_with("Azure CLI lacks az on PATH"), "{help}");
}

#[tokio::test]
async fn a_source_that_is_asked_for_is_the_only_one() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let mut options = mock.options();
    options.auth = AuthChoice::Only(AuthSource::Workload);
    let error = listen(&options).await.0.expect_err("no identity");
    let ScanError::NoIdentity { looked_at } = &error else { panic!("{error}") };
    assert_eq!(looked_at.len(), 1);
    assert_eq!(looked_at[0].lacks, ["AZURE_FEDERATED_TOKEN_FILE"]);
}

#[tokio::test]
async fn the_authority_of_the_environment_wins() {
    let authority = Mock::start(Tenant::default()).await;
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let bundle = [&authority.ca_file, &mock.ca_file]
        .map(|file| std::fs::read_to_string(file).expect("PEM"))
        .concat();
    let both = mock.folder().join("both.pem");
    std::fs::write(&both, bundle).expect("a bundle");
    let mut variables = application();
    variables.push(("AZURE_CLIENT_SECRET", "secret-of-the-mock".into()));
    variables.push(("AZURE_AUTHORITY_HOST", authority.origin.clone()));
    let mut options = with(&mock, &variables);
    options.ca_file = Some(both);
    assert_eq!(scanned(&options).await.coverage.gateways, 1);
    assert_eq!(authority.seen_at("/oauth2/v2.0/token").len(), 1);
    assert!(mock.seen_at("/oauth2/v2.0/token").is_empty());
}

#[cfg(unix)]
mod az {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    /// Puts an `az` on a PATH of its own.
    fn fake(mock: &Mock, script: &str) -> ScanOptions {
        let folder = mock.folder().join("bin");
        fs::create_dir(&folder).expect("a folder");
        let file = folder.join("az");
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("an executable");
        with(mock, &[("PATH", format!("{}:/bin:/usr/bin", folder.display()))])
    }

    #[tokio::test]
    async fn the_user_who_is_signed_in_to_the_cli() {
        let mock = Mock::start(Tenant::generated(1, 1)).await;
        let token =
            r#"{"accessToken":"token-of-the-mock","expires_on":4102444800,"tokenType":"Bearer"}"#;
        let (result, ears) = listen(&fake(&mock, &format!("echo '{token}'"))).await;
        assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
        assert_eq!(chosen(&ears).map(|(source, _)| source), Some(AuthSource::Cli));
    }

    #[tokio::test]
    async fn nobody_is_signed_in_to_the_cli() {
        let mock = Mock::start(Tenant::generated(1, 1)).await;
        let script = "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1";
        let error = listen(&fake(&mock, script)).await.0.expect_err("not signed in");
        let ScanError::SignIn { identity: AuthSource::Cli, reason } = &error else {
            panic!("{error}")
        };
        assert!(reason.contains("az login"), "{reason}");
    }
}

/// The managed identity is read by the SDK from the process, so the process is made for it.
mod managed {
    use std::process::Command;

    use gatelint::source::azure::Environment;

    use super::*;

    const ORIGIN: &str = "GATELINT_TEST_ORIGIN";

    #[tokio::test(flavor = "multi_thread")]
    async fn the_identity_of_the_platform() {
        in_a_process_with("GATELINT_TEST_CA").await;
    }

    #[cfg(target_os = "linux")]
    #[tokio::test(flavor = "multi_thread")]
    async fn the_authorities_of_the_environment() {
        in_a_process_with("SSL_CERT_FILE").await;
    }

    /// Scans in a process of its own, whose variable names the authority to trust.
    async fn in_a_process_with(authority: &str) {
        let mock = Mock::start(Tenant::generated(1, 1)).await;
        let test = std::env::current_exe().expect("this test binary");
        let child = Command::new(test)
            .args(["--exact", "reading::identity::managed::inside_the_platform", "--ignored"])
            .env("IDENTITY_ENDPOINT", format!("{}/msi/token", mock.origin))
            .env("IDENTITY_HEADER", "header")
            .env(ORIGIN, &mock.origin)
            .env(authority, &mock.ca_file)
            .env_remove("AZURE_CLIENT_ID")
            .env_remove("MSI_ENDPOINT")
            .env_remove("IMDS_ENDPOINT")
            .output()
            .expect("a child process");
        let said = String::from_utf8_lossy(&child.stdout);
        assert!(child.status.success() && said.contains("1 passed"), "{said}");
        let asked = mock.seen_at("/msi/token");
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].parameter("resource").as_deref(), Some(mock.origin.as_str()));
    }

    #[tokio::test]
    #[ignore = "runs inside the process that the test above makes"]
    async fn inside_the_platform() {
        let options = ScanOptions {
            cloud: gatelint::source::azure::CloudChoice::Custom {
                arm_endpoint: std::env::var(ORIGIN).expect("the mock's address"),
            },
            ca_file: std::env::var_os("GATELINT_TEST_CA").map(Into::into),
            environment: Environment::new(|name| {
                name.starts_with("IDENTITY_").then(|| std::env::var(name).ok())?
            }),
            ..ScanOptions::default()
        };
        let (result, ears) = listen(&options).await;
        assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
        let (source, detail) = chosen(&ears).expect("an identity");
        assert_eq!((source, detail.as_str()), (AuthSource::Managed, "system-assigned"));
    }
}
