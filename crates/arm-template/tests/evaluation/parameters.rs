//! Parameters: values, defaults, types and constraints, definitions, secrets.

use arm_template::{
    Expansion, NoLoader, Options, Problem, ProblemKind, Reason, SourceId, expand, parse,
};
use serde_json::{Value as Json, json};

fn node(json: &Json, source: u32) -> arm_template::Node {
    parse(&format!("{json:#}"), SourceId(source)).node.expect("is JSON")
}

fn with(template: &Json, documents: &[Json]) -> Expansion {
    let parameters =
        (1..).zip(documents).map(|(source, document)| node(document, source)).collect();
    expand(&node(template, 0), &Options { parameters, ..Options::default() }, &NoLoader)
}

/// A template with one parameter `p`, given out again.
fn one(declaration: Json) -> Json {
    let value = "[createObject('p', parameters('p'))]";
    let mut template =
        json!({ "resources": [], "outputs": { "o": { "type": "object", "value": value } } });
    template["parameters"]["p"] = declaration;
    template
}

fn given(value: Json) -> Json {
    let mut document = json!({ "parameters": { "p": {} } });
    document["parameters"]["p"]["value"] = value;
    document
}

fn value(expansion: &Expansion) -> Json {
    expansion.outputs[0].value.get("p").expect("is there").to_json()
}

fn only(problems: &[Problem]) -> &Problem {
    let [problem] = problems else { panic!("one problem: {problems:?}") };
    problem
}

#[test]
fn a_value_comes_before_the_default_and_the_last_document_before_the_others() {
    let template = one(json!({ "type": "string", "defaultValue": "default" }));
    assert_eq!(value(&with(&template, &[])), json!("default"));
    assert_eq!(value(&with(&template, &[given(json!("a"))])), json!("a"));
    assert_eq!(value(&with(&template, &[given(json!("a")), given(json!("b"))])), json!("b"));
    assert_eq!(value(&with(&template, &[given(Json::Null)])), json!("default"));
    let options = Options {
        parameters: vec![node(&given(json!("a")), 1)],
        values: vec![("P".into(), node(&json!("single"), 2))],
        ..Options::default()
    };
    let expansion = expand(&node(&template, 0), &options, &NoLoader);
    assert_eq!(value(&expansion), json!("single"));
}

#[test]
fn defaults_may_refer_to_each_other_in_any_order_but_not_in_a_circle() {
    let mut template =
        one(json!({ "type": "string", "defaultValue": "[concat(parameters('Q'), '!')]" }));
    template["parameters"]["q"] = json!({ "type": "string", "defaultValue": "q" });
    assert_eq!(value(&with(&template, &[])), json!("q!"));
    template["parameters"]["q"]["defaultValue"] = json!("[parameters('p')]");
    let expansion = with(&template, &[]);
    assert_eq!(only(&expansion.problems).kind, ProblemKind::CircularReference);
    template["parameters"]["q"]["defaultValue"] = json!("[variables('v')]");
    assert_eq!(only(&with(&template, &[]).problems).kind, ProblemKind::VariableNotFound);
    template["variables"] = json!({ "v": "of a variable" });
    assert_eq!(value(&with(&template, &[])), json!("of a variable!"));
}

#[test]
fn a_value_that_is_passed_is_never_evaluated() {
    let template = one(json!({ "type": "string" }));
    for text in ["[concat('a')]", "[[x]", "[x"] {
        let expansion = with(&template, &[given(json!(text))]);
        assert_eq!(value(&expansion), json!(text));
        assert_eq!(expansion.problems, []);
    }
}

#[test]
fn a_parameter_without_value_is_not_known_and_a_fault_only_where_values_are_passed() {
    let template = one(json!({ "type": "string" }));
    let expansion = with(&template, &[]);
    assert_eq!(expansion.problems, []);
    let gap = &expansion.unknowns()[0];
    assert_eq!(gap.unknown.reason, Reason::ParameterWithoutValue("p".into()));
    assert_eq!(&*gap.unknown.residual, "parameters('p')");
    let problems = with(&template, &[json!({ "parameters": {} })]).problems;
    assert_eq!(only(&problems).kind, ProblemKind::ParameterMissing);
}

#[test]
fn a_value_for_no_parameter_is_a_fault() {
    let template = one(json!({ "type": "string", "defaultValue": "" }));
    let problems = with(&template, &[json!({ "parameters": { "P-": { "value": 1 } } })]).problems;
    let problem = only(&problems);
    assert_eq!(problem.kind, ProblemKind::ParameterNotFound);
    assert_eq!(problem.span.source, SourceId(1));
    assert_eq!(&*problem.related[0].0, "it has 'p'");
}

#[test]
fn constraints_are_checked() {
    let string = json!({ "type": "string", "minLength": 2, "maxLength": 3, "allowedValues": ["ab", "abc", "abcd"] });
    let number = json!({ "type": "int", "minValue": 1, "maxValue": 3 });
    let array = json!({ "type": "array", "allowedValues": [1, 2], "maxLength": 2 });
    for (declaration, value, faults) in [
        (&string, json!("abc"), vec![]),
        (
            &string,
            json!("ABC"),
            vec!["parameter 'p' can't be 'ABC': it is not among the allowed values"],
        ),
        (
            &string,
            json!("a"),
            vec![
                "parameter 'p' has length 1; minLength is 2",
                "parameter 'p' can't be 'a': it is not among the allowed values",
            ],
        ),
        (&string, json!("abcd"), vec!["parameter 'p' has length 4; maxLength is 3"]),
        (
            &string,
            json!("😀"),
            vec!["parameter 'p' can't be '😀': it is not among the allowed values"],
        ),
        (&string, json!(1), vec!["parameter 'p' must be a string, not an int"]),
        (&number, json!(3), vec![]),
        (&number, json!(0), vec!["parameter 'p' is 0; minValue is 1"]),
        (&number, json!(4), vec!["parameter 'p' is 4; maxValue is 3"]),
        (&number, json!("1"), vec!["parameter 'p' must be an int, not a string"]),
        (&array, json!([2, 1]), vec![]),
        (
            &array,
            json!([1, 3]),
            vec!["parameter 'p' can't be this value: it is not among the allowed values"],
        ),
    ] {
        let expansion = with(&one(declaration.clone()), &[given(value.clone())]);
        let found: Vec<&str> =
            expansion.problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(found, faults, "{value}");
        assert!(expansion.problems.iter().all(|problem| problem.span.source == SourceId(1)));
    }
}

#[test]
fn types_may_be_defined_and_are_followed_inside() {
    let definitions = json!({
        "name": { "type": "string", "minLength": 2 },
        "person": { "type": "object",
            "properties": { "name": { "$ref": "#/definitions/name" }, "age": { "type": "int", "nullable": true } },
            "additionalProperties": false },
        "shape": { "type": "object", "discriminator": { "propertyName": "kind", "mapping": {
            "round": { "type": "object", "properties": { "kind": { "type": "string", "allowedValues": ["round"] }, "radius": { "type": "int" } } } } } },
        "endless": { "$ref": "#/definitions/endless" },
    });
    let people = json!({ "type": "array", "items": { "$ref": "#/definitions/person" } });
    let pair = json!({ "type": "array", "prefixItems": [{ "type": "int" }, { "type": "string" }], "items": false });
    let shape = json!({ "$ref": "#/definitions/shape" });
    let map = json!({ "type": "object", "additionalProperties": { "type": "int" } });
    for (declaration, value, faults) in [
        (&people, json!([{ "name": "ab" }, { "NAME": "abc", "age": null }]), vec![]),
        (
            &people,
            json!([{ "name": "a" }]),
            vec!["parameter 'p[0].name' has length 1; minLength is 2"],
        ),
        (
            &people,
            json!([{ "age": "x", "name": "ab" }]),
            vec!["parameter 'p[0].age' must be an int, not a string"],
        ),
        (
            &people,
            json!([{ "age": 1, "extra": 1 }]),
            vec![
                "parameter 'p[0]' has no property 'name'",
                "parameter 'p[0]' has a property 'extra' that is not declared",
            ],
        ),
        (&pair, json!([1, "a"]), vec![]),
        (
            &pair,
            json!([1, 2, 3]),
            vec![
                "parameter 'p[1]' must be a string, not an int",
                "parameter 'p' has more than 2 elements",
            ],
        ),
        (&shape, json!({ "kind": "round", "radius": 1 }), vec![]),
        (&shape, json!({ "kind": "round" }), vec!["parameter 'p' has no property 'radius'"]),
        (
            &shape,
            json!({ "kind": "square" }),
            vec!["parameter 'p' has a 'kind' that is not among the declared ones"],
        ),
        (&map, json!({ "a": 1, "b": "x" }), vec!["parameter 'p.b' must be an int, not a string"]),
        (&json!({ "$ref": "#/definitions/endless" }), json!(1), vec![]),
    ] {
        let mut template = one(declaration.clone());
        template["definitions"] = definitions.clone();
        template["languageVersion"] = json!("2.0");
        let expansion = with(&template, &[given(value.clone())]);
        let found: Vec<&str> =
            expansion.problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(found, faults, "{value}");
    }
}

#[test]
fn a_nullable_parameter_without_value_is_null() {
    let template = one(json!({ "type": "string", "nullable": true, "minLength": 3 }));
    let expansion = with(&template, &[json!({ "parameters": {} })]);
    assert_eq!(expansion.problems, []);
    assert_eq!(value(&expansion), Json::Null);
}

#[test]
fn key_vault_references_are_not_known() {
    let template = one(json!({ "type": "securestring" }));
    let reference = json!({ "parameters": { "p": { "reference": { "keyVault": { "id": "x" }, "secretName": "y" } } } });
    let expansion = with(&template, &[reference]);
    assert_eq!(expansion.problems, []);
    assert_eq!(expansion.unknowns()[0].unknown.reason, Reason::KeyVault("p".into()));
    assert_eq!(value(&expansion), json!("[getKeyVaultSecret('x', 'y')]"));
}

#[test]
fn what_differs_each_time_is_not_known_but_the_same_in_one_deployment() {
    let mut template = one(json!({ "type": "string", "defaultValue": "[newGuid()]" }));
    let expansion = with(&template, &[]);
    assert_eq!(value(&expansion), json!("[newGuid()]"));
    assert_eq!(expansion.unknowns()[0].unknown.reason, Reason::Unrepeatable("newGuid".into()));
    template["outputs"]["bad"] = json!({ "type": "string", "value": "[utcNow()]" });
    assert_eq!(only(&with(&template, &[]).problems).kind, ProblemKind::NotAllowedHere);
}

#[test]
fn secrets_are_marked_and_kept_out_of_what_is_shown() {
    let template = json!({
        "parameters": { "key": { "type": "secureString", "maxLength": 3 }, "all": { "type": "secureObject" } },
        "resources": [{ "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {
            "plain": "nothing to hide", "key": "[parameters('key')]", "made": "[concat('x', parameters('key'))]",
            "part": "[parameters('all').inner]",
            "left": "[reference(concat(parameters('key'), 'y')).z]", "direct": "[reference(parameters('key')).z]",
            "nested": "[listKeys('r', '1', createObject('k', parameters('key'))).z]" } }],
        "outputs": { "bad": { "type": "int", "value": "[add(parameters('key'), 1)]" } } });
    let document = json!({ "parameters": { "key": { "value": "hunter2" }, "all": { "value": { "inner": "hunter3" } } } });
    let text = format!("{document:#}");
    let expansion = with(&template, &[document]);
    let get = |path: &str| expansion.resources[0].get(path).expect("is there");
    for (path, secret) in [("plain", false), ("key", true), ("made", true), ("part", true)] {
        assert_eq!(expansion.secrets.hold(get(&format!("properties.{path}"))), secret, "{path}");
    }
    assert_eq!(
        get("properties.left").to_json(),
        json!("[reference(concat(parameters('key'), 'y')).z]")
    );
    assert_eq!(get("properties.direct").to_json(), json!("[reference(parameters('key')).z]"));
    assert_eq!(
        get("properties.nested").to_json(),
        json!("[listKeys('r', '1', createObject('k', parameters('key'))).z]")
    );
    let places: Vec<&str> = expansion.secrets.places().map(|span| &text[span.range()]).collect();
    assert_eq!(places.len(), 2);
    assert_eq!(places[0], "\"hunter2\"");
    // What a function can't do with a secret is left to the deployment.
    assert!(expansion.outputs[0].value.is_unknown());
    assert_eq!(expansion.problems.len(), 1);
    for problem in &expansion.problems {
        assert!(!problem.message.contains("hunter"), "{}", problem.message);
    }
}

#[test]
fn values_passed_to_a_nested_template_are_checked_there() {
    let inner = json!({ "parameters": { "a": { "type": "int" }, "b": { "type": "string" } }, "resources": [] });
    let template = json!({ "resources": [{ "type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "n",
        "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
            "parameters": { "a": { "value": "[concat('x', 'y')]" }, "c": { "value": 1 } }, "template": inner } }] });
    let kinds: Vec<ProblemKind> =
        with(&template, &[]).problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(
        kinds,
        [ProblemKind::ParameterType, ProblemKind::ParameterMissing, ProblemKind::ParameterNotFound]
    );
}

#[test]
fn a_secure_default_hides_its_own_text_and_an_empty_one_nothing() {
    let value = |default: &str, made: &str| {
        let template = json!({
            "parameters": { "key": { "type": "secureString", "defaultValue": default } },
            "resources": [{ "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": { "made": made } }] });
        let expansion = with(&template, &[]);
        assert_eq!(expansion.problems, []);
        let made = expansion.resources[0].get("properties.made").expect("is there").clone();
        (expansion.secrets.hold(&made), expansion.secrets.places().count())
    };
    assert_eq!(value("", "[concat('x', parameters('key'))]"), (false, 0));
    assert_eq!(value("hunter2", "[concat('x', parameters('key'))]"), (true, 1));
    assert_eq!(value("hunter2", "[parameters('key')]"), (true, 1));
    assert_eq!(value("hunter2", "[uniqueString(parameters('key'))]"), (false, 1));
    assert_eq!(value("hunter2", "[if(empty(parameters('key')), 'a', 'b')]"), (false, 1));
}

/// The parameter whose empty default the output `o` rests on.
fn left_open(template: &Json, documents: &[Json]) -> Option<String> {
    let expansion = with(template, documents);
    expansion.outputs[0].value.origin.open_default().map(ToString::to_string)
}

#[test]
fn what_is_empty_by_default_is_open_where_a_template_needs_values_and_is_given_none() {
    let with_output = |value: &str, kind: &str| {
        json!({
            "parameters": {
                "name": { "type": "string" },
                "roots": { "type": "array", "nullable": true },
                "types": { "type": "array", "defaultValue": [] },
                "sku": { "type": "string", "defaultValue": "VpnGw1AZ" }
            },
            "resources": [],
            "outputs": { "o": { "type": kind, "value": value } }
        })
    };
    for (value, kind, parameter) in [
        ("[parameters('types')]", "array", Some("types")),
        ("[coalesce(parameters('roots'), createArray())]", "array", Some("roots")),
        ("[concat(parameters('types'), parameters('types'))]", "array", Some("types")),
        ("[parameters('sku')]", "string", None),
        // The template decides what an empty value means.
        ("[if(empty(parameters('types')), '', 'some')]", "string", None),
    ] {
        let template = with_output(value, kind);
        assert_eq!(left_open(&template, &[]).as_deref(), parameter, "{value}");
        let name = json!({ "parameters": { "name": { "value": "gw" } } });
        assert_eq!(
            left_open(&template, &[name]),
            None,
            "{value} with a value for another parameter"
        );
    }
    let mut complete = with_output("[parameters('types')]", "array");
    complete["parameters"]["name"]["defaultValue"] = json!("gw");
    assert_eq!(left_open(&complete, &[]), None, "it can be deployed as it is");
}

#[test]
fn a_loop_over_what_is_empty_by_default_is_open() {
    let template = json!({
        "parameters": { "name": { "type": "string" }, "roots": { "type": "array", "defaultValue": [] } },
        "variables": { "copy": [{
            "name": "all",
            "count": "[length(parameters('roots'))]",
            "input": "[parameters('roots')[copyIndex('all')]]"
        }] },
        "resources": [],
        "outputs": { "o": { "type": "array", "value": "[variables('all')]" } }
    });
    assert_eq!(left_open(&template, &[]).as_deref(), Some("roots"));
}
