//! Reading JSON: what is accepted, what is refused and where, and where every value stands.

use std::fmt::Write as _;

use proptest::prelude::*;
use traced_values::{
    Data, Node, Parsed, ProblemKind, SourceId, Span, Value, decode, parse_json, string_offset,
    string_span,
};

fn read(text: &str) -> Parsed {
    parse_json(text, SourceId(3), &Data)
}

fn value(text: &str) -> Node {
    let parsed = read(text);
    assert_eq!(parsed.problems, [], "{text}");
    parsed.node.expect("is JSON")
}

/// The message of the fault and the text it points at.
fn fault(text: &str) -> (String, &str) {
    let parsed = read(text);
    let problem = parsed.problems.first().unwrap_or_else(|| panic!("{text} is refused"));
    assert_eq!(problem.kind, ProblemKind::Parse);
    assert_eq!(problem.span.source, SourceId(3));
    (problem.message.clone(), &text[problem.span.range()])
}

#[test]
fn comments_trailing_commas_and_line_breaks_in_strings_are_accepted() {
    let text = "// one\n{ \"a\": [1, 2,], /* two */ \"b\": \"x\n\ty\", }";
    let node = value(text);
    assert_eq!(node.to_json(), serde_json::json!({ "a": [1, 2], "b": "x\n\ty" }));
}

#[test]
fn what_only_a_lenient_reader_accepts_is_refused_at_its_place() {
    for (text, message, place) in [
        ("{ 'a': 1 }", "strings stand in double quotes", "'"),
        ("{ a: 1 }", "a property's name stands in double quotes", "a"),
        ("[1 2]", "a comma is missing", ""),
        ("[0x10]", "numbers are written in decimal", "0"),
        ("[+1]", "a number has no plus sign", "+"),
        ("[.5]", "a digit is missing beside the decimal point", "."),
        ("[NaN]", "unexpected character", "NaN"),
        ("[yes]", "unexpected character", "yes"),
        ("[\"\\x41\"]", "the character after the backslash is no escape", "\\x"),
        ("{ \"a\": 1", "the object is not closed", "{ \"a\": 1"),
        ("{} {}", "there is more text after the end of the JSON", "{"),
        ("", "there is no JSON in it", ""),
    ] {
        let (found, at) = fault(text);
        assert_eq!(found, message, "{text}");
        assert!(place.starts_with(at) || at.starts_with(place), "{text}: {at}");
    }
}

#[test]
fn of_two_members_with_one_name_the_last_counts_and_the_first_is_told() {
    let text = r#"{ "a": 1, "b": 2, "a": 3 }"#;
    let parsed = read(text);
    let node = parsed.node.expect("is JSON");
    assert_eq!(node.to_json().to_string(), r#"{"a":3,"b":2}"#);
    let [problem] = &parsed.problems[..] else { panic!("{:?}", parsed.problems) };
    assert_eq!(problem.span.start, 2);
    assert_eq!(problem.related[0].1.start, 18);
}

#[test]
fn duplicates_are_found_among_many_members_too() {
    let members: Vec<String> =
        (0..50).map(|number| format!("\"m{}\": {number}", number % 49)).collect();
    let parsed = read(&format!("{{ {} }}", members.join(", ")));
    assert_eq!(parsed.problems.len(), 1);
    let node = parsed.node.expect("is JSON");
    assert_eq!(node.members().len(), 49);
    assert_eq!(node.get("m0").and_then(Node::as_i64), Some(49));
}

#[test]
fn names_are_found_exactly_first_and_then_without_regard_to_case() {
    let few = value(r#"{ "Name": 1, "name": 2, "Größe": 3 }"#);
    let many: Vec<String> = (0..40).map(|number| format!("\"m{number}\": 0")).collect();
    let many = value(&format!(r#"{{ {}, "Name": 1, "name": 2, "Größe": 3 }}"#, many.join(", ")));
    for node in [few, many] {
        let number = |name: &str| node.get(name).and_then(Node::as_i64);
        assert_eq!(number("Name"), Some(1));
        assert_eq!(number("name"), Some(2));
        assert_eq!(number("NAME"), Some(1));
        assert_eq!(number("GRÖSSE"), None);
        assert_eq!(number("GRÖßE"), Some(3));
        assert_eq!(number("nam"), None);
    }
}

#[test]
fn numbers_are_whole_when_they_fit() {
    let node =
        value("[1, -9223372036854775808, 9223372036854775807, 9223372036854775808, 1.0, 1e3]");
    let kinds: Vec<Option<i64>> = node.items().iter().map(Node::as_i64).collect();
    assert_eq!(kinds, [Some(1), Some(i64::MIN), Some(i64::MAX), None, None, None]);
    assert_eq!(node.item(5).and_then(Node::as_f64), Some(1000.0));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let bytes = b"\xef\xbb\xbf{ \"a\": 1 }";
    let decoded = decode(bytes).expect("is text");
    let node = value(&decoded.text);
    assert_eq!(node.get("a").expect("is there").span(), Span::new(SourceId(3), 7, 8));
    // Left in the text, it is passed over, and places count from the text's beginning.
    let node = value("\u{feff}{ \"a\": 1 }");
    assert_eq!(node.get("a").expect("is there").span(), Span::new(SourceId(3), 10, 11));
}

#[test]
fn paths_lead_into_a_value() {
    let node = value(
        r#"{ "properties": { "subnets": [{ "name": "a" }, { "name": "b" }], "x.y": { "z": 1 } } }"#,
    );
    assert_eq!(node.at("properties.subnets[1].NAME").and_then(Node::as_str), Some("b"));
    assert_eq!(node.at("properties['x.y'].z").and_then(Node::as_i64), Some(1));
    assert!(node.at("properties.subnets[2]").is_none());
    assert!(node.at("properties.subnets.name").is_none());
    assert_eq!(node.at("").map(Node::span), Some(node.span()));
}

#[test]
fn an_escape_is_one_place() {
    let literal = r#""a\n\u00e9\ud83d\ude00b""#;
    let text = "a\né😀b";
    let at = |needle: &str| text.find(needle).expect("is there");
    assert_eq!(string_offset(literal, 0), 1);
    assert_eq!(string_offset(literal, at("\n")), 2);
    assert_eq!(string_offset(literal, at("é")), 4);
    assert_eq!(string_offset(literal, at("é") + 1), 4);
    assert_eq!(string_offset(literal, at("😀")), 10);
    assert_eq!(string_offset(literal, at("b")), 22);
    assert_eq!(string_offset(literal, text.len()), 23);
    assert_eq!(string_offset(literal, 1_000), 23);
}

#[test]
fn a_part_of_a_string_is_found_in_its_source() {
    let source = r#"{ "cert": "MII\nABC" }"#;
    let node = value(source);
    let span = node.get("cert").expect("is there").span();
    assert_eq!(&source[string_span(source, span, 4..7).range()], "ABC");
    assert_eq!(&source[string_span(source, span, 2..5).range()], "I\\nA");
    // A span of something else is given back whole.
    assert_eq!(string_span(source, node.span(), 0..1), node.span());
    let outside = Span::new(SourceId(3), 5, 5_000);
    assert_eq!(string_span(source, outside, 0..1), outside);
}

/// A string as text and as it may be written: raw, with short escapes, with `\u`.
fn written() -> impl Strategy<Value = Vec<(char, u8)>> {
    prop::collection::vec((any::<char>(), 0u8..3), 0..20)
}

fn literal(characters: &[(char, u8)]) -> String {
    let mut literal = String::from("\"");
    for (character, style) in characters {
        match (character, style) {
            ('"', _) => literal.push_str("\\\""),
            ('\\', _) => literal.push_str("\\\\"),
            ('\n', 1) => literal.push_str("\\n"),
            ('/', 1) => literal.push_str("\\/"),
            (other, 2) => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _ = write!(literal, "\\u{unit:04x}");
                }
            }
            (other, _) => literal.push(*other),
        }
    }
    literal + "\""
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_character_is_where_its_offset_says(characters in written()) {
        let literal = literal(&characters);
        let text: String = characters.iter().map(|(character, _)| character).collect();
        let node = value(&literal);
        prop_assert_eq!(node.as_str(), Some(text.as_str()));
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let place = string_offset(&literal, offset);
            let rest = format!("\"{}", &literal[place..]);
            let rest = value(&rest);
            prop_assert_eq!(rest.as_str(), Some(&text[offset..]));
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,40}|[\\[\\]{}:,\"0-9a-z/* \\\\-]{0,40}") {
        let parsed = read(&text);
        for problem in &parsed.problems {
            prop_assert!(text.get(problem.span.range()).is_some());
        }
        prop_assert!(parsed.node.is_some() || !parsed.problems.is_empty());
    }

    #[test]
    fn a_document_says_the_same_to_us_and_to_serde(text in json_text()) {
        let expected: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
        prop_assert_eq!(value(&text).to_json(), expected);
    }

    #[test]
    fn every_value_stands_where_its_span_says(text in json_text()) {
        let node = value(&text);
        let mut open = vec![&node];
        while let Some(node) = open.pop() {
            let again = value(&text[node.span().range()]);
            prop_assert_eq!(again.to_json(), node.to_json());
            match &node.value {
                Value::Array(array) => open.extend(array.items()),
                Value::Object(object) => {
                    for member in object.members() {
                        let name = value(&text[member.name_span.range()]);
                        prop_assert_eq!(name.as_str(), Some(&*member.name));
                        open.push(&member.value);
                    }
                }
                _ => {}
            }
        }
    }
}

fn json_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|truth| truth.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        // Quarters have a short exact form, which every reader reads alike.
        any::<i32>().prop_map(|number| format!("{:?}", f64::from(number) / 4.0)),
        "\\PC{0,8}".prop_map(|text| serde_json::Value::from(text).to_string()),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6)
                .prop_map(|items| format!("[ {} ]", items.join(" ,\n"))),
            prop::collection::btree_map("[a-zA-Z.ä]{1,6}", inner, 0..6).prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("\"{name}\" : {value}")).collect();
                format!("{{{}}}", members.join(", "))
            }),
        ]
    })
}
