//! One page for the browser: everything in it, nothing fetched.

mod data;
mod docs;
mod layout;
mod page;
mod picture;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::{Environment, context};
use sha2::{Digest, Sha256};

use self::page::Page;
use super::content::grouping::GroupBy;
use crate::counts::{counted, grouped};
use crate::finding::{Report, Severity};

const TEMPLATE: &str = include_str!("report.html");
const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// The page.
///
/// # Panics
/// Never: the template is fixed, and what it is given is always the same kind of thing.
#[must_use]
pub fn html(report: &Report, group_by: Option<GroupBy>) -> String {
    let mut environment = Environment::new();
    environment.add_filter("grouped", |count: u64| grouped(count));
    // The ending makes the engine escape whatever is put in.
    environment.add_template("report.html", TEMPLATE).expect("the template is fixed");
    let template = environment.get_template("report.html").expect("it was just added");
    let page = Page::of(report, group_by);
    let mut text = template
        .render(context! {
            style => STYLE,
            script => SCRIPT,
            policy => policy(),
            version => env!("CARGO_PKG_VERSION"),
            verdict => verdict(report),
            checked => checked(report),
            ..minijinja::Value::from(minijinja::value::Serde(&page))
        })
        .expect("the template fits the page");
    text.push('\n');
    text
}

/// Nothing may be loaded; only the style and the script of the page itself apply, allowed by their hashes.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn verdict(report: &Report) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| (report.count(severity), severity));
    let said: Vec<_> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| counted(count, severity.word()))
        .collect();
    if said.is_empty() { "no findings".to_owned() } else { said.join(", ") }
}

fn checked(report: &Report) -> String {
    let checked = &report.checked;
    let within = match &report.looked_at {
        Some(looked) => counted(looked.subscriptions.len(), "subscription"),
        None => counted(checked.sources, "file"),
    };
    let mut text = format!("Checked {} in {within}.", counted(checked.gateways, "gateway"));
    if report.unreadable {
        text.push_str(" An input could not be read.");
    }
    text
}
