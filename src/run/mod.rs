//! A run: from what is given to a report.

mod apply;
mod deployments;
mod inputs;
#[cfg(feature = "live")]
mod live;
mod parallel;
mod request;
mod secrecy;
mod sources;
mod surroundings;
mod unread;

use std::path::{Path, PathBuf};

pub use deployments::single_template::{Expanded, expand};
#[cfg(feature = "live")]
pub use live::{scan, scan_blocking};
pub use request::Request;

use crate::finding::Report;
use crate::resource::{CertificateFile, Estate};

/// The files of the Terraform configuration that lies in a folder; none when it is a file or holds no configuration.
#[must_use]
pub fn configuration_files(folder: &Path) -> Vec<PathBuf> {
    if folder.is_dir() { crate::terraform::beside(&folder.join("main.tf")) } else { Vec::new() }
}

/// Checks what is given.
#[must_use]
pub fn check(request: &Request) -> Report {
    let loaded = inputs::load::load(request);
    let deployed = deployments::deploy::deploy(request, loaded);
    apply::apply(request, deployed, false).report
}

/// What was found out about certificate files.
#[derive(Debug)]
pub struct Certificates {
    /// The findings on them.
    pub report: Report,
    /// The files that could be read, sorted by name.
    pub files: Vec<CertificateFile>,
    /// What else is given: the gateways that they are held against.
    pub estate: Estate,
}

/// Checks the certificate files of the request, held against whatever gateways its inputs have.
#[must_use]
pub fn certificates(request: &Request) -> Certificates {
    let loaded = inputs::load::load(request);
    let deployed = deployments::deploy::deploy(request, loaded);
    let apply::Applied { report, files, estate } = apply::apply(request, deployed, true);
    Certificates { report, files, estate }
}
