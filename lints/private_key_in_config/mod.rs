#![doc = include_str!("README.md")]

use crate::document::{KeyMaterial, key_material};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::TextValue;

declare_lint! {
    id: "private-key-in-config",
    summary: "a private key is in the configuration",
    severity: Severity::Error,
    category: Category::Security,
    since: "0.1.0",
    check: Check::Text(check),
}

#[expect(clippy::unnecessary_wraps, reason = "every check has an outcome")]
fn check(text: &TextValue<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(material) = key_material(text.text) else { return Ok(()) };
    if is_said_of_a_root(text, context) {
        return Ok(());
    }
    let place = match text.property {
        "" | "value" | "defaultValue" => "this string".to_owned(),
        property => format!("'{property}'"),
    };
    let remedy = match material {
        KeyMaterial::PrivateKey(_) => {
            "replace the key, because everyone who can read this file has it; store the new key in Key Vault instead of in files"
        }
        KeyMaterial::Pkcs12 => {
            "replace the keys in it, because everyone who can read this file has them; store the new keys in Key Vault instead of in files"
        }
    };
    findings.add_about_secret(text.span, format!("{place} contains {material}")).help(remedy);
    Ok(())
}

/// Whether the string is a root's data, where the lints about roots say what it is.
fn is_said_of_a_root(text: &TextValue<'_>, context: &Context<'_>) -> bool {
    let mut roots = context.estate.certificate_lists().flat_map(|lists| lists.roots.known_items());
    roots.any(|root| {
        root.data.span() == text.span
            && root.reading().is_some_and(|reading| reading.content.has_private_key())
    })
}
