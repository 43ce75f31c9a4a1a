//! Which stretches of the sources no report may show.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use arm_template::{By, How, Node, Object, SourceId, Span, Value};

use super::unparsed_secrets;
use crate::document::{
    PRIVATE_MEMBERS, file_holds_private_key, holds_private_key, key_material, parameter,
};
use crate::facts::names_secret;
use crate::resource::{CertificateFile, Estate};
use certificate_diagnosis::{FlawKind, read_text};

/// The secrets of a document: values of secret properties, and private keys.
///
/// The expansion says which are values of secure parameters.
pub(crate) fn find(root: &Node, found: &mut Vec<Span>) {
    find_in_all([root], found);
}

/// The secrets of several documents, which may have parts in common.
pub(crate) fn find_in_all<'n>(roots: impl IntoIterator<Item = &'n Node>, found: &mut Vec<Span>) {
    let mut seen = HashSet::new();
    for root in roots {
        below(root, "", &mut seen, found);
    }
}

/// Where an expression puts a private key together and gives it as the data of a root certificate.
pub(crate) fn find_in(estate: &Estate, found: &mut Vec<Span>) {
    for root in estate.certificate_lists().flat_map(|lists| lists.roots.known_items()) {
        if root.data.value().is_some_and(|text| key_material(text).is_some()) {
            found.push(root.data.span());
        }
    }
}

/// The secrets of resources wherever they are written: as the value of a parameter of any name, or as its default.
pub(crate) fn of_estate(estate: &Estate, documents: &[Node], found: &mut Vec<Span>) {
    for place in estate.secrets() {
        let node = place.value.node();
        if !matches!(node.value, Value::Unknown(_)) {
            found.push(node.origin.span());
            // Where it is computed, the expression may hold parts of it.
            found.extend((!node.origin.is_verbatim()).then(|| node.origin.at()));
        }
        for step in node.origin.trail() {
            let How::Passed(By::Parameter(name)) = &step.how else { continue };
            let default = parameter(documents, name, step.at)
                .and_then(|declared| declared.get("defaultValue"));
            found.extend(default.filter(|default| is_literal(default)).map(Node::span));
        }
    }
}

fn is_literal(node: &Node) -> bool {
    node.as_str().is_some_and(|text| !(text.starts_with('[') && text.ends_with(']')))
}

/// What may be a secret in the texts that could not be understood.
pub(crate) fn find_in_unread(text: &str, source: SourceId, found: &mut Vec<Span>) {
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let ranges = unparsed_secrets::find(text).into_iter();
    found.extend(ranges.map(|range| Span::new(source, at(range.start), at(range.end))));
    if file_holds_private_key(text) {
        found.push(Span::new(source, 0, at(text.len())));
    }
}

/// What of a certificate file's text may belong to a private key: all but BEGIN and END lines and certificates.
pub(crate) fn find_in_file(file: &CertificateFile, text: &str, found: &mut Vec<Span>) {
    let holds_key = file.reading.content.has_private_key()
        || file.reading.has(FlawKind::PrivateKey)
        || file_holds_private_key(text);
    if !holds_key {
        return;
    }
    let mut public = public_blocks(text).into_iter().peekable();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let length = line.trim_end().len();
        while public.next_if(|block| block.end <= start).is_some() {}
        let is_public = public.peek().is_some_and(|block| block.contains(&start));
        if !is_boundary(line.trim_end()) && !is_public {
            let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            found.push(Span::new(file.source, at(start), at(start + length)));
        }
        start += line.len();
    }
}

/// The PEM blocks that are certificates, whatever else the text holds.
fn public_blocks(text: &str) -> Vec<Range<usize>> {
    const END: &str = "-----END CERTIFICATE-----";
    let begins: Vec<usize> =
        memchr::memmem::find_iter(text.as_bytes(), "-----BEGIN CERTIFICATE-----").collect();
    // A block ends before the next one begins.
    let nexts = begins.iter().skip(1).copied().chain([text.len()]);
    let within = |(start, next): (usize, usize)| {
        let block = start..start + text[start..next].find(END)? + END.len();
        read_text(&text[block.clone()]).certificate().map(|_| block)
    };
    begins.iter().copied().zip(nexts).filter_map(within).collect()
}

/// Whether a line is a BEGIN or END line and nothing else.
fn is_boundary(line: &str) -> bool {
    let label = line.strip_prefix("-----BEGIN ").or_else(|| line.strip_prefix("-----END "));
    label.and_then(|label| label.strip_suffix("-----")).is_some_and(|label| {
        label.len() < 40 && label.chars().all(|letter| letter.is_ascii_uppercase() || letter == ' ')
    })
}

/// Objects that were looked at, by where they are in memory, and whether under the name of a secret.
type SeenObjects = HashSet<(*const Object, bool)>;

fn below(node: &Node, property: &str, seen: &mut SeenObjects, found: &mut Vec<Span>) {
    match &node.value {
        Value::String(text)
            if (names_secret(property) && is_literal(node)) || holds_private_key(text) =>
        {
            found.push(node.origin.span());
        }
        Value::Int(_) | Value::Float(_) if names_secret(property) => found.push(node.origin.span()),
        Value::Array(array) => {
            array.items().iter().for_each(|item| below(item, property, seen, found));
        }
        Value::Object(object) => {
            // Programs that use the same modules have the same templates in them.
            let is_shared = Arc::strong_count(object) > 1;
            if is_shared && !seen.insert((Arc::as_ptr(object), names_secret(property))) {
                return;
            }
            let key = object.get("kty").is_some();
            for member in object.members() {
                if key && PRIVATE_MEMBERS.contains(&&*member.name) {
                    found.push(member.value.origin.span());
                }
                // In `{"radiusServerSecret": {"value": "…"}}` the value is the secret.
                let inner = ["value", "defaultValue", "allowedValues"]
                    .iter()
                    .any(|name| member.name.eq_ignore_ascii_case(name));
                below(&member.value, if inner { property } else { &member.name }, seen, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use arm_template::SourceId;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::find;

    #[test]
    fn keys_are_secret_however_they_are_encoded() {
        let pem = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            "made up".repeat(12)
        );
        let der = [b"\x30\x82\x04\xBD\x02\x01\x00\x30\x0D\x06".as_slice(), &[0x55; 90]].concat();
        let public = [b"\x30\x82\x02\xE7\x30\x82\x01\xCF\xA0\x03".as_slice(), &[0x55; 90]].concat();
        let values = [
            pem.clone(),
            STANDARD.encode(pem),
            STANDARD.encode(der),
            STANDARD.encode(public),
            "hub".to_owned(),
        ];
        let text = serde_json::to_string(&values).expect("strings are JSON");
        let root = arm_template::parse(&text, SourceId(0)).node.expect("JSON");
        let mut found = Vec::new();
        find(&root, &mut found);
        let shown: Vec<String> = found.iter().map(|span| text[span.range()].to_owned()).collect();
        let wanted: Vec<String> =
            values[..3].iter().map(|value| serde_json::json!(value).to_string()).collect();
        assert_eq!(shown, wanted);
    }
}
