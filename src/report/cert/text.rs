//! What was found out about certificate files, for people at a terminal.

use std::fmt::Write as _;

use super::examination::{Examination, Examined};
use super::facts;
use crate::console::{Look, wrap};
use crate::report::terminal::finding::finding_text;
use crate::resource::CertificateFile;

/// The text, one part for each file, its lines broken where the terminal ends.
#[must_use]
pub fn text(examined: &Examined, look: Look) -> String {
    let mut out = String::new();
    for (at, file) in examined.files.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        one(examined, file, look, &mut out);
    }
    if examined.files.iter().any(|file| file.file.keys.is_some()) {
        stores(look, &mut out);
    }
    for finding in super::json::unread(examined) {
        out.push_str(&finding_text(&examined.report, finding, look));
    }
    out
}

/// Which certificate belongs where on a client with Windows, as Microsoft's article has it.
fn stores(look: Look, out: &mut String) {
    const STORES: [(&str, &str); 3] = [
        ("client certificate with its key (PFX)", "Current User\\Personal\\Certificates"),
        ("its root", "Local Computer\\Trusted Root Certification Authorities"),
        (
            "root of the gateway, VpnServerRoot.cer in the package",
            "Local Computer\\Trusted Root Certification Authorities",
        ),
    ];
    out.push_str("\nWhere to import each on Windows\n");
    for (what, store) in STORES {
        let _ = writeln!(out, "{}", look.folded(&format!("  {what}: {store}")));
    }
    let advice = "When you import the PFX, clear 'Enable strong private key protection'. Otherwise, the VPN can't use the key (798).";
    let _ = writeln!(out, "{}", look.folded(advice));
}

fn one(examined: &Examined, examination: &Examination, look: Look, out: &mut String) {
    let file = &examination.file;
    let name = facts::plain(&file.name);
    let _ = writeln!(out, "{}\n", look.folded(&format!("{name}: {}", examination.what())));
    for finding in examined.findings(file) {
        out.push_str(&finding_text(&examined.report, finding, look));
    }
    let mut reasons: Vec<String> = Vec::new();
    for entry in examined.not_evaluated(file) {
        let remedy = entry.remedy.as_ref().map_or_else(String::new, |remedy| format!("; {remedy}"));
        reasons.push(format!("not evaluated: {}{remedy}", entry.reason));
    }
    reasons.dedup();
    reasons.sort();
    reasons.dedup();
    for reason in &reasons {
        let _ = writeln!(out, "{}", look.folded(reason));
    }
    if !reasons.is_empty() {
        out.push('\n');
    }
    all_facts(examined, examination, look, out);
    keys(examination, look, out);
    verdicts(examination, look, out);
    ending(examined, examination, look, out);
}

fn all_facts(examined: &Examined, examination: &Examination, look: Look, out: &mut String) {
    let reading = &examination.file.reading;
    let layers: Vec<String> = reading.layers.iter().map(ToString::to_string).collect();
    let certificates = reading.certificates();
    let number = |at: usize| match certificates.len() {
        1 => String::new(),
        all => format!("certificate {} of {all}\n", at + 1),
    };
    let mut lines: Vec<(&str, String)> = Vec::new();
    if !layers.is_empty() {
        lines.push(("wrapped as", facts::plain(&layers.join(", "))));
    }
    for (at, certificate) in certificates.iter().enumerate() {
        let heading = number(at);
        if !heading.is_empty() {
            write_lines(&lines, look, out);
            lines.clear();
            out.push_str(&heading);
        }
        lines.extend(facts::lines(certificate, examined.now()));
    }
    if let Some(salvage) = &reading.salvage {
        let could_read = [
            ("subject", salvage.subject.as_ref().map(ToString::to_string)),
            ("issuer", salvage.issuer.as_ref().map(ToString::to_string)),
            ("serial number", salvage.serial.clone()),
            (
                "validity",
                salvage.life.map(|(from, until)| {
                    let day = crate::lint::certificate::day;
                    format!("{} to {}", day(from), day(until))
                }),
            ),
        ];
        for (name, value) in could_read {
            let Some(value) = value else { continue };
            lines.push((name, format!("{} (read in part)", facts::plain(&value))));
        }
    }
    write_lines(&lines, look, out);
    if !lines.is_empty() {
        out.push('\n');
    }
}

/// Which certificates of a PKCS#12 file have their keys in it, and whether their issuers are there.
fn keys(examination: &Examination, look: Look, out: &mut String) {
    let file = &examination.file;
    if file.keys.is_none() {
        return;
    }
    for certificate in file.reading.certificates() {
        let name = facts::plain(&certificate.subject.short());
        let key = match file.has_key_of(certificate) {
            Some(true) => "its private key is in the file",
            Some(false) => "its private key isn't in the file",
            None => "whether its private key is in the file is unknown",
        };
        let issuer = if certificate.self_issued() {
            "it is a root".to_owned()
        } else {
            let issuer = facts::plain(&certificate.issuer.short());
            let there = if file.issuer_of(certificate).is_some() { "is" } else { "isn't" };
            format!("its issuer {issuer} {there} in the file")
        };
        let _ = writeln!(out, "{}", look.folded(&format!("{name}: {key}; {issuer}")));
    }
    out.push('\n');
}

fn write_lines(lines: &[(&str, String)], look: Look, out: &mut String) {
    for (name, value) in lines {
        let lead = format!("  {name:18}  ");
        let _ = match look.width {
            Some(width) => {
                writeln!(out, "{}", wrap(value, width, &lead, &" ".repeat((width / 4).min(22))))
            }
            None => writeln!(out, "{lead}{value}"),
        };
    }
}

fn verdicts(examination: &Examination, look: Look, out: &mut String) {
    for verdict in &examination.verdicts {
        let of_gateway = verdict.gateway.kind.ends_with("virtualNetworkGateways");
        let kind = if of_gateway { "gateway" } else { "VPN server configuration" };
        let name = facts::plain(&verdict.gateway.name);
        let words = facts::plain(&verdict.words);
        let _ = writeln!(out, "{}", look.folded(&format!("{kind} {name} {words}")));
        for reason in &verdict.reasons {
            let _ = writeln!(out, "{}", look.folded(&format!("  {}", facts::plain(reason))));
        }
    }
    if !examination.verdicts.is_empty() {
        out.push('\n');
    }
}

fn ending(examined: &Examined, examination: &Examination, look: Look, out: &mut String) {
    let file = &examination.file;
    if let Some(value) = &examination.value {
        let lead = format!("publicCertData, under the name {}:", examination.name);
        // The value itself is for copying: it is never broken.
        let _ = writeln!(out, "{}\n{value}", look.folded(&lead));
    } else if file.is_client() && examination.usable {
        let words = format!("usable for a client: {}", needs(file));
        let _ = writeln!(out, "{}", look.folded(&words));
    } else if file.is_client() {
        let why = examination.why_not_usable(examined);
        let words = format!("not usable for a client: {}", facts::plain(&why));
        let _ = writeln!(out, "{}", look.folded(&words));
    } else {
        let why = examination.why_no_value(examined).unwrap_or_default();
        let _ = writeln!(out, "{}", look.folded(&format!("not usable: {}", facts::plain(&why))));
        if let Some(way) = file.way_out() {
            let _ = writeln!(out, "{}", look.folded(way));
        }
    }
}

/// What a client needs besides the certificate.
fn needs(file: &CertificateFile) -> &'static str {
    if file.reading.content.has_private_key() || file.keys.is_some() {
        "import it on the client together with its private key, which is in this file: give the file to its owner only"
    } else {
        "import a PFX with this certificate, its private key and the whole chain on the client; this file has no key, and without it Windows reports 798"
    }
}
