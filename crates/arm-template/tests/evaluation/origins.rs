//! Every value remembers where it is written, whatever way it took; and no place is outside of its source or cuts a character.

use std::fmt::Write as _;

use arm_template::{Expansion, NoLoader, Node, Options, SourceId, Span, Value, expand, parse};
use proptest::prelude::*;
use serde_json::json;

const TEMPLATE: SourceId = SourceId(0);
const PARAMETERS: SourceId = SourceId(1);

/// One station on the way of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hop {
    Variable,
    VariableObject,
    VariableLoop,
    Nested,
    Branch,
    Coalesce,
    First,
    Index,
    Property,
    Lambda,
}

fn hop() -> impl Strategy<Value = Hop> {
    prop::sample::select(vec![
        Hop::Variable,
        Hop::VariableObject,
        Hop::VariableLoop,
        Hop::Nested,
        Hop::Branch,
        Hop::Coalesce,
        Hop::First,
        Hop::Index,
        Hop::Property,
        Hop::Lambda,
    ])
}

/// Where the value is written.
#[derive(Clone, Copy, Debug)]
enum Start {
    Default,
    ParametersFile,
    Variable,
}

fn start() -> impl Strategy<Value = Start> {
    prop::sample::select(vec![Start::Default, Start::ParametersFile, Start::Variable])
}

/// A value that is no expression, and its text in some way of writing it.
fn literal() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(|truth| truth.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        "[a-zäß😀\"\\\\ \n]{0,8}".prop_map(|text| serde_json::Value::from(text).to_string()),
        "[a-z]{1,4}".prop_map(|text| format!("\"{}\"", text.replace('a', "\\u0061"))),
        "[a-z]{1,4}".prop_map(|text| format!("\"{text}\n{text}\"")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!(
                "[{}, ]",
                items.join(" , ")
            )
            .replace("[, ]", "[ ]")),
            prop::collection::btree_map("[a-f]{1,3}", inner, 0..4).prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
                format!("{{ /* ö */ {} }}", members.join(",\n"))
            }),
        ]
    })
}

/// A template that passes a value along and gives it as its output `o`; and its parameters file.
struct Journey {
    template: String,
    parameters: String,
    /// How many stations leave a trace.
    traces: usize,
}

fn journey(literal: &str, start: Start, hops: &[Hop]) -> Journey {
    let mut parameters = String::new();
    let mut variables = String::new();
    let mut resources = Vec::new();
    let mut given = String::new();
    let mut traces = 1;
    let mut value = match start {
        Start::Default => {
            let _ = write!(parameters, r#""Start": {{ "type": "T", "defaultValue": {literal} }}"#);
            "parameters('start')".to_owned()
        }
        Start::ParametersFile => {
            parameters.push_str(r#""Start": { "type": "T" }"#);
            let _ = write!(given, r#""START": {{ "value": {literal} }}"#);
            "parameters('start')".to_owned()
        }
        Start::Variable => {
            let _ = write!(variables, r#""start": {literal},"#);
            "variables('Start')".to_owned()
        }
    };
    for (place, hop) in hops.iter().enumerate() {
        // What comes from a nested deployment is not there yet when variables are evaluated.
        let late = !resources.is_empty();
        match hop {
            Hop::Variable if !late => {
                let _ = write!(variables, r#""v{place}": "[ {value} ]","#);
                value = format!("variables('V{place}')");
                traces += 1;
            }
            Hop::VariableObject if !late => {
                let _ = write!(variables, r#""v{place}": {{ "Ä": 1, "Inner": ["[{value}]"] }},"#);
                value = format!("variables('v{place}').inner[0]");
                traces += 1;
            }
            Hop::VariableLoop if !late => {
                let _ = write!(
                    variables,
                    r#""v{place}": {{ "copy": [{{ "name": "c", "count": 2, "input": "[{value}]" }}] }},"#
                );
                value = format!("variables('v{place}').c[1]");
                traces += 2;
            }
            Hop::Nested => {
                resources.push(format!(
                    r#"{{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "n{place}", "properties": {{
                        "mode": "Incremental", "expressionEvaluationOptions": {{ "scope": "inner" }},
                        "parameters": {{ "q": {{ "value": "[{value}]" }} }},
                        "template": {{ "parameters": {{ "q": {{ "type": "T" }} }}, "resources": [],
                            "outputs": {{ "o": {{ "type": "T", "value": "[parameters('Q')]" }} }} }} }} }}"#
                ));
                value = format!("reference('n{place}').outputs.o.value");
                traces += 2;
            }
            Hop::Branch => {
                value = format!("if(true(), {value}, 'grün')");
                traces += 1;
            }
            Hop::Coalesce => {
                value = format!("coalesce(null(),{value})");
                traces += 1;
            }
            Hop::First => {
                value = format!("first(createArray({value}))");
                traces += 1;
            }
            Hop::Index => value = format!("createArray(0, {value})[1]"),
            Hop::Property => value = format!("createObject('K', {value}).k"),
            Hop::Lambda => {
                value = format!("map(createArray({value}), lambda('x', lambdaVariables('x')))[0]");
            }
            _ => {}
        }
    }
    let template = format!(
        "// größer 😀\n{{ \"parameters\": {{ {parameters} }},\n \"variables\": {{ {variables} \"last\": 0 }},\n \"resources\": [ {} ],\n \"outputs\": {{ \"o\": {{ \"type\": \"T\", \"value\": \"[{value}]\" }} }} }}",
        resources.join(", ")
    );
    Journey { template, parameters: format!("{{ \"parameters\": {{ {given} }} }}"), traces }
}

fn go(journey: &Journey) -> Expansion {
    let template = parse(&journey.template, TEMPLATE).node.expect("is JSON");
    let parameters = parse(&journey.parameters, PARAMETERS).node.expect("is JSON");
    let options = Options { parameters: vec![parameters], ..Options::default() };
    let expansion = expand(&template, &options, &NoLoader);
    assert_eq!(expansion.problems, [], "{}", journey.template);
    expansion
}

impl Journey {
    /// The text at a place; a place outside of its source or inside of a character is a failure.
    fn text(&self, span: Span) -> &str {
        let source = match span.source {
            TEMPLATE => &self.template,
            PARAMETERS => &self.parameters,
            other => panic!("no source {other:?}"),
        };
        source.get(span.range()).unwrap_or_else(|| panic!("{span:?} is no place"))
    }

    fn check(&self, node: &Node) {
        self.text(node.origin.span());
        self.text(node.origin.at());
        for step in node.origin.trail() {
            assert!(!self.text(step.at).is_empty());
        }
        match &node.value {
            Value::Array(array) => array.items().iter().for_each(|item| self.check(item)),
            Value::Object(object) => {
                for member in object.members() {
                    self.text(member.name_span);
                    self.check(&member.value);
                }
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_is_written_where_its_origin_says_whatever_way_it_took(
        literal in literal(), start in start(), hops in prop::collection::vec(hop(), 0..6)
    ) {
        let journey = journey(&literal, start, &hops);
        let expansion = go(&journey);
        let output = &expansion.outputs[0].value;
        let written = parse(&literal, SourceId(9)).node.expect("is JSON");
        prop_assert_eq!(output.to_json(), written.to_json());
        prop_assert_eq!(journey.text(output.span()), literal.as_str());
        prop_assert!(output.origin.is_verbatim());
        prop_assert_eq!(output.origin.trail().len(), journey.traces);
        journey.check(output);
        for resource in &expansion.resources {
            journey.check(&resource.node);
            journey.check(&resource.id);
            journey.check(&resource.name);
        }
        // The parts of a value that was passed on are written inside of it.
        for member in output.members() {
            let part = output.select(&member.name).expect("is there");
            prop_assert!(output.span().contains(part.span()));
            prop_assert_eq!(part.origin.trail().len(), journey.traces);
        }
    }

    #[test]
    fn expanding_twice_gives_the_same(literal in literal(), hops in prop::collection::vec(hop(), 0..6)) {
        let journey = journey(&literal, Start::ParametersFile, &hops);
        prop_assert_eq!(format!("{:?}", go(&journey).outputs), format!("{:?}", go(&journey).outputs));
    }
}

/// The place where `needle` stands in the template.
fn place(template: &str, needle: &str) -> Span {
    let start = template.find(needle).unwrap_or_else(|| panic!("{needle} is there"));
    let offset = |at: usize| u32::try_from(at).expect("is short");
    Span::new(TEMPLATE, offset(start), offset(start + needle.len()))
}

fn output(template: &str) -> Node {
    let journey = Journey { template: template.to_owned(), parameters: "{}".into(), traces: 0 };
    let expansion = go(&journey);
    journey.check(&expansion.outputs[0].value);
    expansion.outputs[0].value.clone()
}

fn template(parameters: &str, value: &str) -> String {
    format!(
        r#"{{ "parameters": {{ {parameters} }}, "resources": [], "outputs": {{ "o": {{ "type": "string", "value": "{value}" }} }} }}"#
    )
}

#[test]
fn a_computed_value_is_edited_where_its_one_part_from_elsewhere_is_written() {
    let text = template(
        r#""network": { "type": "string", "defaultValue": "10.0.0.0" }"#,
        "[concat(parameters('network'), '/24')]",
    );
    let node = output(&text);
    assert_eq!(node.as_str(), Some("10.0.0.0/24"));
    assert_eq!(node.span(), place(&text, "\"10.0.0.0\""));
    assert!(!node.origin.is_verbatim());
}

#[test]
fn a_value_computed_from_two_is_edited_where_it_is_computed() {
    let text = template(
        r#""a": { "type": "string", "defaultValue": "x" }, "b": { "type": "string", "defaultValue": "y" }"#,
        "[concat(parameters('a'), '-', parameters('b'))]",
    );
    let node = output(&text);
    assert_eq!(node.span(), place(&text, "concat(parameters('a'), '-', parameters('b'))"));
}

#[test]
fn parts_of_an_expression_are_found_in_a_string_with_escapes() {
    let text = template("", r"[concat('\u0061\n', '\\', if(equals('\u00e4', 'ä'), '\t', 'no'))]");
    let node = output(&text);
    assert_eq!(node.as_str(), Some("a\n\\\t"));
    let text = template("", r"[if(equals('\u00e4', 'ä'), '\u0062\t', 'no')]");
    assert_eq!(output(&text).span(), place(&text, r"'\u0062\t'"));
}

#[test]
fn an_escaped_literal_is_where_it_is_written() {
    let text = template("", "[[not(an expression)]");
    let node = output(&text);
    assert_eq!(node.as_str(), Some("[not(an expression)]"));
    assert_eq!(node.span(), place(&text, "\"[[not(an expression)]\""));
    assert!(!node.origin.is_verbatim());
}

#[test]
fn what_holds_no_expression_is_shared_and_not_copied() {
    let text = r#"{ "resources": [{ "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": { "x": [1, { "y": "z" }] } }] }"#;
    let node = parse(text, TEMPLATE).node.expect("is JSON");
    let expansion = expand(&node, &Options::default(), &NoLoader);
    let written = node.at("resources[0].properties").expect("is there");
    let evaluated = expansion.resources[0].get("properties").expect("is there");
    let (Value::Object(written), Value::Object(evaluated)) = (&written.value, &evaluated.value)
    else {
        panic!("both are objects")
    };
    assert!(std::sync::Arc::ptr_eq(written, evaluated));
}

#[test]
fn stand_ins_are_not_to_be_trusted_and_references_only_half() {
    use arm_template::Confidence;
    let text = r#"{ "resources": [
        { "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": { "x": "10.0.0.4", "y": { "z": 1 } } }],
        "outputs": { "id": { "type": "string", "value": "[resourceId('A.B/c', 'n')]" },
            "x": { "type": "string", "value": "[reference('n').x]" },
            "z": { "type": "string", "value": "[reference('n').y.z]" },
            "w": { "type": "string", "value": "written" } } }"#;
    let node = parse(text, TEMPLATE).node.expect("is JSON");
    let expansion = expand(&node, &Options::default(), &NoLoader);
    let trust = |place: usize| expansion.outputs[place].value.origin.confidence();
    assert_eq!(expansion.resources[0].id.origin.confidence(), Confidence::Low);
    assert_eq!(trust(1), Confidence::Medium);
    assert_eq!(trust(2), Confidence::Medium);
    assert_eq!(trust(3), Confidence::High);
    assert_eq!(expansion.outputs[1].value.span(), place(text, "\"10.0.0.4\""));
    assert_eq!(expansion.outputs[1].value.to_json(), json!("10.0.0.4"));
}
