//! The facts of a certificate, as lines for people and as JSON for programs.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::role::role_word;
use crate::lint::certificate::day;
use certificate_diagnosis::{AlternativeName, Certificate, DistinguishedName, SelfSignature};

/// A stranger's text on one line, without what would move a terminal's cursor.
pub(super) fn plain(text: &str) -> String {
    crate::visible::on_one_line(text).into_owned()
}

/// The facts, each with its name.
pub(super) fn lines(certificate: &Certificate, now: Timestamp) -> Vec<(&'static str, String)> {
    let issuer = if certificate.self_issued() {
        format!("{} (itself)", named(&certificate.issuer))
    } else {
        named(&certificate.issuer)
    };
    let mut lines = vec![
        ("subject", named(&certificate.subject)),
        ("issuer", issuer),
        ("serial number", certificate.serial.clone()),
        ("validity", validity(certificate, now)),
        ("key", certificate.key.to_string()),
        ("signature", signature(certificate)),
        ("basicConstraints", constraints(certificate)),
        ("keyUsage", usage(certificate)),
        ("extKeyUsage", purposes(certificate)),
        ("subjectAltName", alternative_names(certificate)),
        ("SHA-1 thumbprint", certificate.sha1()),
        ("SHA-256 thumbprint", certificate.sha256()),
    ];
    lines.extend(certificate.oddities.iter().map(|oddity| ("oddity", oddity.kind.to_string())));
    for (_, line) in &mut lines {
        *line = plain(line);
    }
    lines
}

fn named(name: &DistinguishedName) -> String {
    if name.is_empty() { "none".to_owned() } else { name.to_string() }
}

fn validity(certificate: &Certificate, now: Timestamp) -> String {
    let (from, until) = (day(certificate.not_before), day(certificate.not_after));
    let used = share(certificate, now) * 100.0;
    let left = match certificate.days_left(now) {
        days @ ..0 => format!("expired {} ago", days_of(-days)),
        days if certificate.not_before > now => {
            let wait = (certificate.not_before.as_second() - now.as_second()).div_euclid(86_400);
            return format!(
                "{from} to {until}; begins in {}, then valid for {}",
                days_of(wait),
                days_of(days - wait)
            );
        }
        days => format!("{} left, {used:.0} % of its lifetime used", days_of(days)),
    };
    format!("{from} to {until}; {left}")
}

fn days_of(days: i64) -> String {
    format!("{days} day{}", if days == 1 { "" } else { "s" })
}

fn share(certificate: &Certificate, now: Timestamp) -> f64 {
    (certificate.share_of_life_used(now) * 1000.0).round() / 1000.0
}

fn signature(certificate: &Certificate) -> String {
    let algorithm = &certificate.signature_algorithm;
    match certificate.self_signature() {
        SelfSignature::Verified => format!("{algorithm}, by its own key (verified)"),
        SelfSignature::Bad => {
            format!("{algorithm}, NOT by its own key, although it is its own issuer")
        }
        SelfSignature::NotChecked(why) => format!("{algorithm}, not verified: {why}"),
        SelfSignature::NotSelfIssued => format!("{algorithm}, by its issuer"),
    }
}

fn constraints(certificate: &Certificate) -> String {
    let Some(constraints) = certificate.basic_constraints else { return "none".to_owned() };
    let length = constraints
        .path_length
        .map_or_else(String::new, |length| format!(", path length {length}"));
    format!(
        "CA:{}{length}{}",
        if constraints.ca { "TRUE" } else { "FALSE" },
        critical(constraints.critical)
    )
}

fn usage(certificate: &Certificate) -> String {
    certificate
        .key_usage
        .map_or_else(|| "none".to_owned(), |usage| format!("{usage}{}", critical(usage.critical)))
}

fn critical(critical: bool) -> &'static str {
    if critical { " (critical)" } else { "" }
}

fn purposes(certificate: &Certificate) -> String {
    let Some(purposes) = &certificate.extended_key_usage else { return "none".to_owned() };
    purposes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn alternative_names(certificate: &Certificate) -> String {
    if certificate.alternative_names.is_empty() {
        return "none".to_owned();
    }
    let names = certificate.alternative_names.iter().map(|name| {
        let (kind, value) = alternative_name(name);
        format!("{kind} {value}")
    });
    names.collect::<Vec<_>>().join(", ")
}

fn alternative_name(name: &AlternativeName) -> (&'static str, String) {
    match name {
        AlternativeName::Dns(value) => ("DNS", value.clone()),
        AlternativeName::Email(value) => ("email", value.clone()),
        AlternativeName::Upn(value) => ("UPN", value.clone()),
        AlternativeName::Ip(value) => ("IP", value.clone()),
        AlternativeName::Uri(value) => ("URI", value.clone()),
        AlternativeName::Directory(value) => ("directory", value.to_string()),
        AlternativeName::Other(value) => ("other", value.clone()),
    }
}

/// The facts as JSON; `docs/cert.schema.json` describes them.
pub(super) fn json(certificate: &Certificate, now: Timestamp) -> Value {
    let (state, reason) = match certificate.self_signature() {
        SelfSignature::Verified => ("verified", None),
        SelfSignature::Bad => ("bad", None),
        SelfSignature::NotChecked(why) => ("not-checked", Some(why.to_string())),
        SelfSignature::NotSelfIssued => ("not-self-issued", None),
    };
    json!({
        "subject": certificate.subject.to_string(),
        "issuer": certificate.issuer.to_string(),
        "version": certificate.version,
        "serial": certificate.serial,
        "not_before": certificate.not_before.to_string(),
        "not_after": certificate.not_after.to_string(),
        "days_left": certificate.days_left(now),
        "life_used": share(certificate, now),
        "key": { "algorithm": certificate.key.to_string(), "bits": certificate.key.bits() },
        "signature_algorithm": {
            "name": certificate.signature_algorithm.to_string(),
            "oid": certificate.signature_algorithm.oid,
        },
        "basic_constraints": certificate.basic_constraints.map(|constraints| json!({
            "ca": constraints.ca,
            "path_length": constraints.path_length,
            "critical": constraints.critical,
        })),
        "key_usage": certificate.key_usage.map(|usage| json!({
            "usages": usage.names().collect::<Vec<_>>(),
            "critical": usage.critical,
        })),
        "extended_key_usage": certificate.extended_key_usage.as_ref().map(|purposes| {
            purposes
                .iter()
                .map(|purpose| json!({ "oid": purpose.oid, "name": purpose.name() }))
                .collect::<Vec<_>>()
        }),
        "alternative_names": certificate
            .alternative_names
            .iter()
            .map(|name| {
                let (kind, value) = alternative_name(name);
                json!({ "kind": kind.to_lowercase(), "value": value })
            })
            .collect::<Vec<_>>(),
        "subject_key_identifier": certificate.subject_key_identifier,
        "authority_key_identifier": certificate.authority_key_identifier,
        "self_issued": certificate.self_issued(),
        "self_signature": { "state": state, "reason": reason },
        "looks_like": role_word(certificate.looks_like()),
        "thumbprints": { "sha1": certificate.sha1(), "sha256": certificate.sha256() },
        "oddities": certificate.oddities.iter().map(|oddity| oddity.kind.to_string()).collect::<Vec<_>>(),
        "value": certificate.value(),
    })
}
