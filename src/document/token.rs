//! Tokens that a pipeline or a script replaces before the deployment: `##name##`, `#{name}#`, `__name__`, `$(name)`, `{{name}}`.

use arm_template::{Node, Reason, Span, Unknown};

/// What opens and closes a token, and which characters its name may have besides letters, digits and underscores.
const FORMS: [(&str, &str, &str); 11] = [
    ("##", "##", " .:-"),
    ("#_", "_#", ".-"),
    ("#{", "}", " .:-|/()[]"),
    ("__", "__", ".-"),
    ("{{", "}}", " .:-|/()[]'\"$"),
    ("$(", ")", ".:-"),
    ("${{", "}}", " .:-|/()[]'\""),
    ("${", "}", ".:-"),
    ("$[", "]", " .:-()'"),
    ("@@", "@@", ".-"),
    ("%%", "%%", ".-"),
];

/// The forms that stand for nothing else within the literals of an expression.
const IN_EXPRESSIONS: [&str; 3] = ["##", "#_", "#{"];

/// How the words begin that the tests of public templates have in the place of values: each time another one.
const GENERATED: [&str; 2] = ["GEN-", "GET-"];

/// The longest name of a token.
const LONGEST: usize = 120;

/// The document with unknown values in the place of texts that hold tokens.
#[must_use]
pub fn without_tokens(document: &Node) -> Node {
    document.with_unknowns(&|text, span| unknown(text, span))
}

fn unknown(text: &str, span: Span) -> Option<Unknown> {
    let generated = is_generated(text);
    if !generated && !holds_token(text) {
        return None;
    }
    let quoted = format!("'{}'", text.replace('\'', "''"));
    let residual = if generated { format!("token({quoted}, {})", span.start) } else { quoted };
    Some(Unknown { reason: Reason::Token(text.into()), residual: residual.into() })
}

/// Whether a text holds a token; in an expression only what no expression holds otherwise is taken for one.
fn holds_token(text: &str) -> bool {
    let is_expression = text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[");
    if is_expression && !text.contains('\'') {
        return false;
    }
    FORMS
        .iter()
        .filter(|(open, ..)| !is_expression || IN_EXPRESSIONS.contains(open))
        .any(|(open, close, extra)| holds(text, open, close, extra))
}

fn holds(text: &str, open: &str, close: &str, extra: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), open).any(|at| {
        let rest = &text[at + open.len()..];
        let is_name =
            |letter: char| letter.is_alphanumeric() || letter == '_' || extra.contains(letter);
        // The name ends where the closing mark begins, which may be made of characters that names have.
        let end = memchr::memmem::find(rest.as_bytes(), close.as_bytes());
        let Some(name) = end.filter(|end| (1..=LONGEST).contains(end)).map(|end| &rest[..end])
        else {
            return false;
        };
        name.chars().all(is_name) && name.contains(char::is_alphabetic)
    })
}

/// `GEN-UNIQUE`, `GEN-UNIQUE-8`, `GEN-PASSWORD`, `GET-PREREQ-vnetName`.
fn is_generated(text: &str) -> bool {
    GENERATED.iter().any(|start| {
        memchr::memmem::find_iter(text.as_bytes(), start).any(|at| {
            let before = text[..at].chars().next_back();
            let rest = &text[at + start.len()..];
            let word: String = rest.chars().take_while(char::is_ascii_uppercase).collect();
            !before.is_some_and(char::is_alphanumeric) && word.len() >= 3
        })
    })
}

#[cfg(test)]
mod tests {
    use arm_template::{SourceId, parse};

    use super::without_tokens;

    fn is_token(text: &str) -> bool {
        let json = serde_json::Value::from(text).to_string();
        without_tokens(&parse(&json, SourceId(0)).node.expect("JSON")).is_unknown()
    }

    #[test]
    fn texts_with_tokens_are_not_known() {
        for text in [
            "##hubName##",
            "vnet-##env##-01",
            "#_prefix_#-vnet",
            "#{hub}#",
            "#{Octopus.Environment.Name}",
            "#{{ secrets.NAME }}",
            "__hubName__",
            "rg-__env__",
            "$(hubName)",
            "$(Build.BuildId)-x",
            "{{ hubName }}",
            "${HUB_NAME}",
            "${{ variables.hub }}",
            "$[variables.hub]",
            "@@hub@@",
            "GEN-UNIQUE",
            "GEN-UNIQUE-8",
            "GEN-PASSWORD",
            "GET-PREREQ-vnetName",
            "[concat('##hub##', '-gw')]",
        ] {
            assert!(is_token(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are() {
        for text in [
            "vnet-hub",
            "a__b",
            "[parameters('__hub__')]",
            "[format('{{0}}', 1)]",
            "[variables('$fxv#0')]",
            "GEN-2",
            "OXYGEN-TANK",
            "## a heading",
            "${}",
            "$()",
            "C#{",
            "",
        ] {
            assert!(!is_token(text), "{text}");
        }
    }

    #[test]
    fn only_generated_words_differ_each_time() {
        let read = |text: &str| {
            let node = without_tokens(&parse(text, SourceId(0)).node.expect("JSON"));
            let residual = |at: usize| Some(node.item(at)?.as_unknown()?.residual.clone());
            (residual(0), residual(1))
        };
        let (one, other) = read(r###"["##hub##", "##hub##"]"###);
        assert_eq!(one, other);
        let (one, other) = read(r#"["GEN-UNIQUE", "GEN-UNIQUE"]"#);
        assert_ne!(one, other);
    }
}
