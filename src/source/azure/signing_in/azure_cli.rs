//! Tokens of the Azure CLI, bounded in time.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    process::Output,
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use azure_core::credentials::TokenCredential;
use azure_identity::{AzureCliCredential, AzureCliCredentialOptions, Executor};

use crate::source::azure::Environment;

/// `az` starts in a second or two; one that asks a question never ends.
const LONGEST: Duration = Duration::from_secs(60);

/// Whether there is an `az` to ask.
pub(crate) fn is_installed(environment: &Environment) -> bool {
    let names: &[&str] = if cfg!(windows) { &["az.cmd", "az.exe"] } else { &["az"] };
    let path = environment.get("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .any(|folder: PathBuf| names.iter().any(|name| is_file(&folder.join(name))))
}

fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// The credential of the user who is signed in to the Azure CLI.
pub(crate) fn credential(
    environment: &Environment,
    tenant: Option<&str>,
) -> azure_core::Result<Arc<dyn TokenCredential>> {
    let executor = TimedCommand { path: environment.get("PATH").unwrap_or_default() };
    let options = AzureCliCredentialOptions {
        tenant_id: tenant.map(str::to_owned),
        executor: Some(Arc::new(executor)),
        ..AzureCliCredentialOptions::default()
    };
    let credential: Arc<dyn TokenCredential> = AzureCliCredential::new(Some(options))?;
    Ok(credential)
}

/// Runs a command, and ends it when it takes too long.
#[derive(Debug)]
struct TimedCommand {
    path: String,
}

#[async_trait]
impl Executor for TimedCommand {
    async fn run(&self, program: &OsStr, arguments: &[&OsStr]) -> io::Result<Output> {
        let command = tokio::process::Command::new(program)
            .args(arguments)
            .env("PATH", &self.path)
            .stdin(std::process::Stdio::null())
            .kill_on_drop(true)
            .output();
        tokio::time::timeout(LONGEST, command).await.unwrap_or_else(|_| {
            Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("az returned no token within {} s", LONGEST.as_secs()),
            ))
        })
    }
}
