//! The JSON document of examined files, version 1; `docs/cert.schema.json` describes it.

use serde_json::{Value, json};

use super::examination::{Examination, Examined};
use super::role::role_word;
use super::{Verdict, facts};
use crate::report::json::{finding_value, unevaluated_value};
use crate::resource::CertificateFile;
use certificate_diagnosis::Certificate;

/// The JSON document, indented, with a line break at the end.
#[must_use]
pub fn json(examined: &Examined) -> String {
    let files: Vec<Value> = examined.files.iter().map(|file| one(examined, file)).collect();
    let unread: Vec<Value> =
        unread(examined).map(|finding| finding_value(&examined.report, finding)).collect();
    let document = json!({
        "version": 1,
        "tool": { "name": "gatelint", "version": env!("CARGO_PKG_VERSION") },
        "today": examined.today.to_string(),
        "files": files,
        "unreadable": unread,
    });
    format!("{document:#}\n")
}

/// The findings on what could not be read.
pub(super) fn unread(examined: &Examined) -> impl Iterator<Item = &crate::finding::Finding> {
    examined
        .report
        .findings
        .iter()
        .filter(|finding| examined.files.iter().all(|file| file.file.source != finding.span.source))
}

fn one(examined: &Examined, examination: &Examination) -> Value {
    let file = &examination.file;
    let sources = &examined.report.sources;
    let salvage = file.reading.salvage.as_ref().map(|salvage| {
        let name = |name: &certificate_diagnosis::DistinguishedName| name.to_string();
        json!({
            "serial": salvage.serial,
            "issuer": salvage.issuer.as_ref().map(name),
            "subject": salvage.subject.as_ref().map(name),
            "not_before": salvage.life.map(|(from, _)| from.to_string()),
            "not_after": salvage.life.map(|(_, until)| until.to_string()),
        })
    });
    json!({
        "source": file.name,
        "what": examination.what(),
        "role": {
            "looks_like": role_word(file.looks_like()),
            "taken_for": file.taken_for().map(role_word),
            "told": file.told.is_some(),
        },
        "layers": file.reading.layers.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "usable": examination.usable,
        "name": examination.name,
        "value": examination.value,
        "findings": examined.findings(file).map(|finding| finding_value(&examined.report, finding)).collect::<Vec<_>>(),
        "not_evaluated": examined.not_evaluated(file).map(|entry| unevaluated_value(sources, entry)).collect::<Vec<_>>(),
        "private_keys": file.keys.as_ref().map(Vec::len),
        "certificates": file.reading.certificates().iter().map(|certificate| in_file(examined, file, certificate)).collect::<Vec<_>>(),
        "salvage": salvage,
        "gateways": examination.verdicts.iter().map(verdict).collect::<Vec<_>>(),
    })
}

/// The facts of a certificate, and of an opened PKCS#12 file also whether its key and its issuer are there.
fn in_file(examined: &Examined, file: &CertificateFile, certificate: &Certificate) -> Value {
    let mut value = facts::json(certificate, examined.now());
    let opened = file.keys.is_some();
    let key = opened.then(|| match file.has_key_of(certificate) {
        Some(true) => "in-file",
        Some(false) => "not-in-file",
        None => "unknown",
    });
    let issuer =
        (opened && !certificate.self_issued()).then(|| file.issuer_of(certificate).is_some());
    value["private_key"] = json!(key);
    value["issuer_in_file"] = json!(issuer);
    value
}

fn verdict(verdict: &Verdict) -> Value {
    let gateway = &verdict.gateway;
    json!({
        "gateway": { "type": gateway.kind, "name": gateway.name, "id": gateway.id },
        "answer": verdict.answer.word(),
        "root": verdict.root,
        "verdict": verdict.words,
        "reasons": verdict.reasons,
    })
}
