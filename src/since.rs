//! What changed since an earlier report: a saved scan, a folder, a baseline or a JSON report.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use crate::files;
use crate::finding::{Change, Gone, Report, Since};
use crate::run::{self, Request};
use crate::source::Given;

/// What was found earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    name: String,
    findings: Vec<EarlierFinding>,
}

/// A finding as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
struct EarlierFinding {
    fingerprint: String,
    gone: Gone,
}

/// Why there is nothing to compare with.
#[derive(Debug, thiserror::Error)]
pub enum SinceError {
    /// It can't be read.
    #[error("--since {name}: {error}")]
    Io {
        /// The file or folder.
        name: String,
        /// Why.
        error: std::io::Error,
    },
    /// It is nothing that was found.
    #[error(
        "--since {name}: it is neither a folder, nor a baseline, nor a JSON report of gatelint"
    )]
    Other {
        /// The file.
        name: String,
    },
    /// Nothing in the folder was checked.
    #[error("--since {name}: nothing in it could be checked: {why}")]
    Nothing {
        /// The folder.
        name: String,
        /// Why.
        why: String,
    },
}

/// What a baseline and a JSON report have in common.
#[derive(Deserialize)]
struct EarlierDocument {
    version: u64,
    findings: Vec<Value>,
}

impl Earlier {
    /// Reads what was found earlier. A folder is checked as the request checks now, with its own parameters files, as of the day
    /// on which it was saved.
    ///
    /// # Errors
    /// When there is nothing to compare with.
    pub fn read(path: &Path, request: &Request) -> Result<Self, SinceError> {
        let name = path.display().to_string();
        let is_folder = fs::metadata(path)
            .map_err(|error| SinceError::Io { name: name.clone(), error })?
            .is_dir();
        if is_folder {
            Self::of_folder(path, name, request)
        } else {
            Self::of_file(path, name, request)
        }
    }

    fn of_folder(path: &Path, name: String, request: &Request) -> Result<Self, SinceError> {
        let mut earlier = Request { inputs: vec![Given::Path(path.to_owned())], ..request.clone() };
        for file in &mut earlier.parameters {
            if let Some(then) = as_it_was(file, request, path) {
                *file = then;
            }
        }
        if let Some(day) = saved_on(path) {
            (earlier.today, earlier.now) = (day, None);
        }
        let report = run::check(&earlier);
        if let Some(why) = report.nothing_checked.clone().filter(|_| report.findings.is_empty()) {
            return Err(SinceError::Nothing { name, why });
        }
        let open = report.findings.iter().filter(|finding| finding.suppressed.is_none());
        let findings = open
            .map(|finding| EarlierFinding {
                fingerprint: finding.fingerprint.clone(),
                gone: Gone {
                    lint: finding.lint.to_owned(),
                    resource: finding.subject.as_ref().map(|subject| subject.name.clone()),
                    message: finding.message.clone(),
                },
            })
            .collect();
        Ok(Self { name, findings })
    }

    fn of_file(path: &Path, name: String, request: &Request) -> Result<Self, SinceError> {
        let bytes = files::read(path, request.max_bytes).map_err(|error| SinceError::Io {
            name: name.clone(),
            error: std::io::Error::other(error.to_string()),
        })?;
        let other = || SinceError::Other { name: name.clone() };
        let document: EarlierDocument = serde_json::from_slice(&bytes).map_err(|_| other())?;
        if document.version != 1 {
            return Err(other());
        }
        let suppressed = |entry: &&Value| entry.get("suppressed").is_some_and(|by| !by.is_null());
        let of_json = |entry: &Value| {
            let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
            // A baseline has the name, a report the whole resource.
            let of_report = entry.pointer("/resource/name").and_then(Value::as_str);
            let resource = of_report.map(str::to_owned).or_else(|| text("resource"));
            let gone = Gone { lint: text("lint")?, resource, message: text("message")? };
            Some(EarlierFinding { fingerprint: text("fingerprint")?, gone })
        };
        let open = document.findings.iter().filter(|entry| !suppressed(entry));
        let findings = open.map(of_json).collect::<Option<_>>().ok_or_else(other)?;
        Ok(Self { name, findings })
    }

    /// Marks each finding as new or still there, and lists what is gone.
    pub fn mark(&self, report: &mut Report) {
        let known: HashSet<&str> =
            self.findings.iter().map(|entry| entry.fingerprint.as_str()).collect();
        for finding in &mut report.findings {
            let there = known.contains(finding.fingerprint.as_str());
            finding.change = Some(if there { Change::Still } else { Change::New });
        }
        let now: HashSet<&str> =
            report.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        let gone = self.findings.iter().filter(|entry| !now.contains(entry.fingerprint.as_str()));
        let mut gone: Vec<Gone> = gone.map(|entry| entry.gone.clone()).collect();
        gone.sort();
        report.since = Some(Since { name: self.name.clone(), gone });
    }
}

/// The file in an earlier folder that has the place of one that lies in a folder of the request, or beside a file of it; none
/// where there was none.
fn as_it_was(file: &Path, request: &Request, earlier: &Path) -> Option<PathBuf> {
    let file = files::real(file);
    request.inputs.iter().find_map(|given| {
        let Given::Path(path) = given else { return None };
        let input = files::real(path);
        let folder = if input.is_dir() { &input } else { input.parent()? };
        let then = earlier.join(file.strip_prefix(folder).ok()?);
        then.is_file().then_some(then)
    })
}

/// The day on which the last answer of a saved scan was read.
fn saved_on(folder: &Path) -> Option<Date> {
    #[derive(Deserialize)]
    struct SavedIndex {
        answers: Vec<SavedAnswer>,
    }
    #[derive(Deserialize)]
    struct SavedAnswer {
        at: Timestamp,
    }
    let bytes = files::read(&folder.join("index.json"), Request::MAX_BYTES).ok()?;
    let index: SavedIndex = serde_json::from_slice(&bytes).ok()?;
    let last = index.answers.into_iter().map(|answer| answer.at).max()?;
    Some(jiff::tz::TimeZone::UTC.to_datetime(last).date())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Earlier, SinceError};
    use crate::finding::Change;
    use crate::run::{self, Request};
    use crate::source::Given;

    fn gateway(sku: &str, roots: &str) -> String {
        format!(
            r#"{{ "id": "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/vng",
            "name": "vng", "type": "Microsoft.Network/virtualNetworkGateways", "location": "westeurope", "properties": {{
            "gatewayType": "Vpn", "vpnType": "RouteBased", "sku": {{ "name": "{sku}", "tier": "{sku}" }},
            "vpnClientConfiguration": {{ "vpnClientAddressPool": {{ "addressPrefixes": ["172.16.0.0/24"] }},
            "vpnClientProtocols": ["OpenVPN"], "vpnAuthenticationTypes": ["Certificate"], "vpnClientRootCertificates": [{roots}] }} }} }}"#
        )
    }

    fn request(text: &str) -> Request {
        let bytes = Given::Bytes { name: "vng.json".to_owned(), bytes: text.into() };
        Request::new(vec![bytes], date(2026, 11, 26))
    }

    const EMPTY_ROOT: &str = r#"{ "name": "r", "properties": { "publicCertData": "" } }"#;

    #[test]
    fn new_gone_and_still_there_are_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(
            folder.path().join("vng.json"),
            gateway("VpnGw1", "").replace("OpenVPN", "SSTP"),
        )
        .expect("written");
        let text = gateway("VpnGw1", EMPTY_ROOT);
        let request = request(&text);
        let mut report = run::check(&request);
        let earlier = Earlier::read(folder.path(), &request).expect("a folder to compare with");
        earlier.mark(&mut report);
        let of = |change: Change| {
            let found = report.findings.iter().filter(|finding| finding.change == Some(change));
            found.map(|finding| finding.lint).collect::<Vec<_>>()
        };
        assert!(of(Change::Still).contains(&"sku-non-az-existing"), "{:?}", of(Change::Still));
        assert!(of(Change::New).contains(&"root-cert-empty"), "{:?}", of(Change::New));
        let gone = report.since.expect("compared").gone;
        assert!(gone.iter().any(|gone| gone.lint == "sstp-retiring"), "{gone:?}");
    }

    #[test]
    fn an_earlier_folder_is_checked_with_its_own_parameters() {
        const TEMPLATE: &str = r#"{
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "contentVersion": "1.0.0.0", "parameters": { "pool": { "type": "string" } },
            "resources": [{ "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "vng",
                "properties": { "vpnClientConfiguration": { "vpnClientAddressPool": {
                    "addressPrefixes": ["[parameters('pool')]"] } } } }] }"#;
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(&path, text).expect("written");
            path
        };
        let parameters = |pool: &str| {
            format!(
                r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
                "contentVersion": "1.0.0.0", "parameters": {{ "pool": {{ "value": "{pool}" }} }} }}"#
            )
        };
        for at in ["now", "then"] {
            write(&format!("{at}/hub.json"), TEMPLATE);
        }
        let now = write("now/values/prod.json", &parameters("172.16.0.0/24"));
        write("then/values/prod.json", &parameters("172.16.0.7/24"));
        let input = Given::Path(folder.path().join("now"));
        let mut request = Request::new(vec![input], date(2026, 11, 26));
        request.parameters = vec![now];
        let mut report = run::check(&request);
        let earlier = Earlier::read(&folder.path().join("then"), &request).expect("a folder");
        earlier.mark(&mut report);
        let gone = &report.since.as_ref().expect("compared").gone;
        assert!(gone.iter().any(|gone| gone.lint == "pool-bad-cidr"), "{gone:?}");
        // Where there was none, the template of then is checked with the values of now.
        std::fs::remove_dir_all(folder.path().join("then/values")).expect("removed");
        let earlier = Earlier::read(&folder.path().join("then"), &request).expect("a folder");
        earlier.mark(&mut report);
        assert_eq!(report.changed(Change::New), 0);
        assert!(report.since.as_ref().is_some_and(|since| since.gone.is_empty()));
    }

    #[test]
    fn a_report_and_a_baseline_can_be_compared_with() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = gateway("VpnGw1", EMPTY_ROOT);
        let request = request(&text);
        let mut report = run::check(&request);
        let (json, baseline) = (folder.path().join("r.json"), folder.path().join("b.json"));
        std::fs::write(&json, crate::report::json(&report)).expect("written");
        crate::baseline::Baseline::of(&report).write(&baseline).expect("written");
        for path in [json, baseline] {
            Earlier::read(&path, &request).expect("to compare with").mark(&mut report);
            assert_eq!(report.changed(Change::New), 0, "{}", path.display());
            assert!(report.changed(Change::Still) > 1);
            assert!(report.since.as_ref().is_some_and(|since| since.gone.is_empty()));
        }
    }

    #[test]
    fn what_is_nothing_to_compare_with_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let request = request("{}");
        let empty = Earlier::read(folder.path(), &request);
        assert!(matches!(empty, Err(SinceError::Nothing { .. })), "{empty:?}");
        let file = folder.path().join("x.json");
        for text in [
            "{}",
            "no JSON",
            r#"{ "version": 2, "findings": [] }"#,
            r#"{ "version": 1, "findings": [{}] }"#,
        ] {
            std::fs::write(&file, text).expect("written");
            let other = Earlier::read(&file, &request);
            assert!(matches!(other, Err(SinceError::Other { .. })), "{text}: {other:?}");
        }
        let missing = Earlier::read(&folder.path().join("none"), &request);
        assert!(matches!(missing, Err(SinceError::Io { .. })), "{missing:?}");
    }
}
