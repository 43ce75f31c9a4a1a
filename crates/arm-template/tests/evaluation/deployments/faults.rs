//! Faults and gaps are told once, and wherever they count.

use arm_template::ProblemKind;
use serde_json::json;

use super::{expanded, nested, resource, with_output};

#[test]
fn one_fault_is_one_problem_however_often_it_is_met() {
    let mut looped = resource(
        "A.B/c",
        "[concat('n', copyIndex())]",
        json!({ "a": "[variables('bad')]", "b": "[variables('bad')]" }),
    );
    looped["copy"] = json!({ "name": "l", "count": 10 });
    let mut template = with_output(json!([looped]), "[variables('bad')]");
    template["variables"] = json!({ "bad": "[createObject('a', 1).b]" });
    let expansion = expanded(&template);
    assert_eq!(expansion.problems.len(), 1, "{:?}", expansion.problems);
    assert_eq!(expansion.resources.len(), 10);
    assert!(expansion.resources[9].get("properties.a").expect("is there").is_unknown());
}

#[test]
fn what_is_perhaps_not_deployed_has_no_faults_until_that_is_known() {
    let bad = json!({ "a": "[createObject('a', 1).b]" });
    let mut maybe = resource("A.B/c", "[concat('n-', split('a', '/')[3])]", bad.clone());
    maybe["condition"] = json!("[parameters('p')]");
    let mut inside = nested(
        "d",
        json!({ "resources": [resource("A.B/c", "n", bad.clone())],
        "outputs": { "o": { "type": "string", "value": "[parameters('nosuch')]" } } }),
    );
    inside["condition"] = json!("[parameters('p')]");
    let mut looped = resource("A.B/c", "l", bad);
    looped["copy"] = json!({ "name": "l", "count": "[parameters('n')]" });
    let mut template = with_output(
        json!([maybe, inside, looped]),
        "[if(parameters('p'), reference('d').outputs.o.value, createArray()[0])]",
    );
    template["parameters"] = json!({ "p": { "type": "bool" }, "n": { "type": "int" } });
    assert_eq!(expanded(&template).problems, []);
    template["parameters"] = json!({ "p": { "type": "bool", "defaultValue": true }, "n": { "type": "int", "defaultValue": 1 } });
    assert_eq!(expanded(&template).problems.len(), 5);
    template["parameters"]["p"]["defaultValue"] = json!(false);
    template["parameters"]["n"]["defaultValue"] = json!(0);
    let problems = expanded(&template).problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::IndexOutOfRange);
}

#[test]
fn a_variable_that_nobody_uses_has_faults_all_the_same() {
    let mut template = with_output(json!([]), "x");
    template["variables"] = json!({ "bad": "[createObject('a', 1).b]", "copy": [
        { "name": "looped", "count": 1, "input": "[div(1, 0)]" }] });
    assert_eq!(expanded(&template).problems.len(), 2);
}

#[test]
fn faults_of_a_nested_template_met_first_in_silence_are_told_too() {
    let inner = json!({ "parameters": { "p": { "type": "int" } },
        "resources": [resource("A.B/c/d", "short", json!({}))],
        "outputs": { "o": { "type": "string", "value": "[variables('nosuch')]" } } });
    let mut deployment = nested("n", inner);
    deployment["properties"]["parameters"] = json!({ "p": { "value": "text" } });
    let silent = resource(
        "A.B/c",
        "first",
        json!({ "x": "[and(parameters('wanted'), equals(reference('n').outputs.o.value, 'x'))]" }),
    );
    let template = json!({ "parameters": { "wanted": { "type": "bool" } }, "resources": [silent, deployment] });
    let expansion = expanded(&template);
    let mut kinds: Vec<ProblemKind> =
        expansion.problems.iter().map(|problem| problem.kind).collect();
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        [ProblemKind::ParameterType, ProblemKind::VariableNotFound, ProblemKind::Structure]
    );
}

#[test]
fn resources_without_type_or_name_are_faults_of_their_own() {
    let template = json!({ "resources": [
        { "name": "n" }, { "type": "A.B/c" }, resource("A.B/c", "kept", json!({})), 7,
        resource("A.B/c/d", "short", json!({})),
        { "type": "Microsoft.Graph/groups@v1.0", "extension": "graph", "properties": {} },
    ] });
    let expansion = expanded(&template);
    let messages: Vec<&str> =
        expansion.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the resource has no apiVersion",
            "the resource has no type",
            "the resource has no apiVersion",
            "the resource has no name",
            "a resource must be an object, not an int",
            "the name has 1 parts, but the type A.B/c/d needs 2",
        ]
    );
    assert_eq!(expansion.resources.len(), 4);
}

#[test]
fn every_value_that_is_not_known_is_listed_with_the_way_to_it() {
    let template = json!({ "parameters": { "p": { "type": "string" } }, "resources": [
        resource("A.B/c", "n", json!({ "list": [1, "[parameters('P')]"], "a.b": "[reference('x').y]" })) ] });
    let expansion = expanded(&template);
    let gaps: Vec<String> = expansion
        .unknowns()
        .iter()
        .map(|gap| format!("{}: {} ({})", gap.path, gap.unknown.residual, gap.unknown.reason))
        .collect();
    assert_eq!(
        gaps,
        [
            "resources[0].properties.list[1]: parameters('p') (parameter 'p' has no value)",
            "resources[0].properties['a.b']: reference('x').y (reference() is known only to the deployment)",
        ]
    );
}
