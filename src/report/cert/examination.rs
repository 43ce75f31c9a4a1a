//! What was found out about certificate files: their findings, their values, and what each gateway makes of them.

use jiff::Timestamp;
use jiff::civil::Date;

use super::against::{self, Verdict};
use super::facts::plain;
use super::role::role_words;
use crate::finding::{Finding, Report, Severity, Unevaluated};
use crate::lint::clients::held_against::is_of;
use crate::resource::CertificateFile;
use crate::run::{self, Certificates, Request};
use certificate_diagnosis::{ValidationTime, suggest_name};

/// What was found out about the files of a request.
#[derive(Debug)]
pub struct Examined {
    /// The findings on all files, with the texts that they point into.
    pub report: Report,
    /// The files that could be read.
    pub files: Vec<Examination>,
    /// Whether gateways are given and none is found in what is given.
    pub no_gateway: bool,
    pub(crate) today: Date,
    pub(crate) moment: ValidationTime,
}

/// What was found out about one file.
#[derive(Debug)]
pub struct Examination {
    /// The file.
    pub file: CertificateFile,
    /// Whether it can be used for what it is taken for: nothing is wrong that counts.
    pub usable: bool,
    /// The value for `publicCertData`, when it is usable as one.
    pub value: Option<String>,
    /// A name that Azure takes, made from the file's name or the subject.
    pub name: String,
    /// What each gateway makes of it.
    pub verdicts: Vec<Verdict>,
}

/// Examines certificate files. Findings at or above `least` make a file unusable.
#[must_use]
pub fn examine(request: &Request, least: Severity) -> Examined {
    let Certificates { report, files, estate } = run::certificates(request);
    let moment = request.moment();
    let wanted: Vec<_> = estate
        .certificate_lists()
        .filter(|lists| {
            request.gateway.as_deref().is_none_or(|name| is_of(lists.resource, name, &estate))
        })
        .collect();
    let verdicts: Vec<_> = files
        .iter()
        .map(|file| against::verdicts(file, &files, &wanted, &estate, moment))
        .collect();
    let no_gateway = !request.inputs.is_empty() && wanted.is_empty();
    let files = files
        .into_iter()
        .zip(verdicts)
        .map(|(file, verdicts)| {
            let bad = of(&report, &file).any(|finding| finding.severity >= least);
            let certificate = file.client().ok().flatten().or_else(|| file.certificate());
            let usable = !bad && certificate.is_some();
            let value = file.certificate().filter(|_| usable && !file.is_client());
            Examination {
                usable,
                value: value.map(certificate_diagnosis::Certificate::value),
                name: name(&file),
                verdicts,
                file,
            }
        })
        .collect();
    Examined { report, files, no_gateway, today: request.today, moment }
}

impl Examined {
    /// The findings on a file.
    pub fn findings<'a>(&'a self, file: &'a CertificateFile) -> impl Iterator<Item = &'a Finding> {
        of(&self.report, file)
    }

    /// The lints that could not decide about a file.
    pub fn not_evaluated<'a>(
        &'a self,
        file: &'a CertificateFile,
    ) -> impl Iterator<Item = &'a Unevaluated> {
        let about = |entry: &&Unevaluated| entry.span.is_none_or(|span| span.source == file.source);
        self.report.not_evaluated.iter().filter(about)
    }

    /// The moment for which this is said, or the first one of the day.
    pub(crate) fn now(&self) -> Timestamp {
        self.moment.timestamp()
    }
}

fn of<'a>(report: &'a Report, file: &'a CertificateFile) -> impl Iterator<Item = &'a Finding> {
    let about =
        |finding: &&Finding| finding.suppressed.is_none() && finding.span.source == file.source;
    report.findings.iter().filter(about)
}

impl Examination {
    /// What it is, in words.
    #[must_use]
    pub fn what(&self) -> String {
        let role = self.file.told.unwrap_or_else(|| self.file.looks_like());
        match (self.file.certificate(), role_words(role)) {
            (Some(certificate), Some(words)) => {
                format!("{words} for {}", plain(&certificate.subject.short()))
            }
            _ => plain(&self.file.reading.what()),
        }
    }

    /// Why a file can't be used, or can't be judged.
    #[must_use]
    pub fn why_not_usable(&self, examined: &Examined) -> String {
        let worst = examined.findings(&self.file).max_by_key(|finding| finding.severity);
        let open = || examined.not_evaluated(&self.file).map(|entry| entry.reason.clone()).next();
        worst
            .map(|finding| finding.message.clone())
            .or_else(open)
            .unwrap_or_else(|| format!("this is {}", self.file.reading.what()))
    }

    /// Why the file gives no value for `publicCertData`; none when it gives one.
    #[must_use]
    pub fn why_no_value(&self, examined: &Examined) -> Option<String> {
        if self.value.is_some() {
            return None;
        }
        if self.usable && self.file.is_client() {
            return Some(
                "this is a client certificate, and publicCertData needs the root certificate"
                    .to_owned(),
            );
        }
        Some(self.why_not_usable(examined))
    }
}

/// A name for the entry: the file's without its ending, or the subject's when the file has none.
fn name(file: &CertificateFile) -> String {
    let last = file.name.rsplit('/').next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let subject = file.certificate().and_then(|certificate| certificate.subject.common_name());
    let unnamed = stem.is_empty() || last.starts_with('<');
    suggest_name(if unnamed { subject.unwrap_or("P2SRootCert") } else { stem })
}
