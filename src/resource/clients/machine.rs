//! A report of a client's machine, with its certificates read.

use arm_template::Node;
use certificate_diagnosis::Certificate;
use vpn_client_files::report::{self, Report, Section, StoredCertificate};

use crate::resource::reading::field::NotEvaluated;

/// A report of a client's machine.
#[derive(Debug)]
pub struct Machine {
    /// What it says.
    pub report: Report,
    /// The certificates of its stores that are in it whole, in the order of the report.
    certificates: Vec<Option<Certificate>>,
}

impl Machine {
    /// The report, if the document is one.
    ///
    /// # Errors
    /// When it is one of another version.
    #[must_use]
    pub fn read(root: &Node) -> Option<Result<Self, String>> {
        Some(report::read(root)?.map(|report| {
            let stored = report.certificates.value().map(Vec::as_slice).unwrap_or_default();
            let certificates = stored.iter().map(certificate).collect();
            Self { report, certificates }
        }))
    }

    /// Whether it is of Windows.
    #[must_use]
    pub fn is_windows(&self) -> bool {
        self.report.platform.as_ref().is_some_and(|platform| platform.value == "windows")
    }

    /// The certificates of its stores, each with what its data says where that is in the report.
    ///
    /// # Errors
    /// When the section failed or is missing.
    pub fn certificates(
        &self,
    ) -> Result<
        impl Iterator<Item = (&StoredCertificate, Option<&Certificate>)> + Clone,
        NotEvaluated,
    > {
        let stored = known(&self.report.certificates)?;
        Ok(stored.iter().zip(self.certificates.iter().map(Option::as_ref)))
    }
}

fn certificate(stored: &StoredCertificate) -> Option<Certificate> {
    let data = stored.data.as_ref()?;
    certificate_diagnosis::read_text(&data.value).certificate().cloned()
}

/// What a section says.
///
/// # Errors
/// When it failed or is missing.
pub(crate) fn known<T>(section: &Section<T>) -> Result<&T, NotEvaluated> {
    match section {
        Section::Read(read) => Ok(&read.value),
        Section::Failed(name, why) => Err(NotEvaluated::new(
            format!("the section {name} of the report failed: {}", why.value),
            Some(why.span),
        )),
        Section::Missing(name, at) => {
            Err(NotEvaluated::new(format!("the report has no section {name}"), Some(*at))
                .remedy("print the script with this version of gatelint, and run it again"))
        }
    }
}
