//! What Azure refuses before it deploys anything, and what looks like it and isn't refused.

use arm_template::ProblemKind;
use serde_json::{Value as Json, json};

use super::{expanded, in_scope, nested, place, resource, with_output};

const SCHEMA: &str =
    "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

fn messages(template: &Json) -> Vec<String> {
    expanded(template).problems.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn a_document_has_the_sections_of_a_template_and_no_others() {
    let whole = json!({ "$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": [] });
    assert_eq!(messages(&whole), [""; 0]);
    for (change, message) in [
        (json!({ "$schema": null }), "the template has no '$schema'"),
        (json!({ "contentVersion": null }), "the template has no 'contentVersion'"),
        (json!({ "banana": 1 }), "a template has no section 'banana'"),
        (json!({ "languageVersion": "3.0" }), "there is no such languageVersion: it is 2.0"),
        (
            json!({ "parameters": { "p": { "$ref": "#/definitions/nope", "defaultValue": 1 } } }),
            "the template defines no type '#/definitions/nope'",
        ),
        (
            json!({ "parameters": { "p": { "type": "string", "nullable": true, "defaultValue": "x" } } }),
            "parameter 'p' can't be nullable and have a default",
        ),
        (
            json!({ "parameters": { "p": { "type": "array", "defaultValue": [], "minValue": 1 } } }),
            "'minValue' means nothing for the type array",
        ),
    ] {
        let mut template = whole.clone();
        for (name, value) in change.as_object().expect("it is one") {
            template[name] = value.clone();
        }
        assert_eq!(messages(&template), [message], "{change}");
    }
    let inside = nested("n", json!({ "resources": [] }));
    let mut around = whole;
    around["resources"] = json!([inside]);
    assert_eq!(messages(&around).len(), 2, "a nested template needs the same sections");
}

#[test]
fn the_top_of_a_resource_has_known_properties_in_any_case() {
    let mut odd = resource("A.B/c", "n", json!({}));
    odd["banana"] = json!(1);
    assert_eq!(
        messages(&json!({ "resources": [odd] })),
        ["a resource has no property 'banana' at its top"]
    );
    let upper = json!({ "Type": "A.B/c", "NAME": 5, "ApiVersion": "1", "PROPERTIES": { "a": 1 },
        "resourceGroup": "elsewhere", "zones": [] });
    let expansion = expanded(&json!({ "resources": [upper] }));
    assert_eq!(expansion.problems, []);
    let node = expansion.resources[0].node.to_json();
    assert_eq!(
        node,
        json!({ "type": "A.B/c", "name": "5", "apiVersion": "1", "properties": { "a": 1 }, "zones": [] })
    );
    assert!(expansion.resources[0].id.to_json().to_string().ends_with("/c/5\""));
}

#[test]
fn what_names_a_resource_is_there_before_the_deployment() {
    for (name, message) in [
        (json!(""), "the resource's name is empty"),
        (json!("[concat('')]"), "the resource's name is empty"),
        (json!("[null()]"), "a resource's name must be a string, not null"),
    ] {
        let mut unnamed = resource("A.B/c", "n", json!({}));
        unnamed["name"] = name;
        assert_eq!(messages(&json!({ "resources": [unnamed] })), [message]);
    }
    let typed = resource("[variables('t')]", "n", json!({}));
    let template = json!({ "variables": { "t": "A.B/c" }, "resources": [typed] });
    assert_eq!(messages(&template), ["a resource's type can't be an expression"]);
    let asked = "[reference('other').x]";
    for fixed in ["location", "kind", "zones", "identity", "plan", "dependsOn"] {
        let mut waiting = resource("A.B/c", "n", json!({}));
        waiting[fixed] = json!([asked]);
        let found = expanded(&json!({ "resources": [waiting] })).problems;
        assert_eq!(found.len(), 1, "{fixed}");
        assert_eq!(found[0].kind, ProblemKind::NotAllowedHere, "{fixed}");
    }
    for free in ["tags", "sku"] {
        let mut waiting = resource("A.B/c", "n", json!({}));
        waiting[free] = json!({ "a": asked });
        assert_eq!(messages(&json!({ "resources": [waiting] })), [""; 0], "{free}");
    }
}

#[test]
fn a_resource_of_another_service_has_neither_id_nor_name() {
    let service = json!({ "import": "k", "type": "core/Service@v1", "properties": { "a": 1 } });
    let expansion = expanded(
        &json!({ "languageVersion": "2.0", "imports": {}, "resources": { "s": service } }),
    );
    assert_eq!(expansion.problems, []);
    assert!(expansion.resources[0].id.is_null() && expansion.resources[0].name.is_null());
}

#[test]
fn a_deployment_outside_of_groups_says_where_it_is_kept() {
    let inner = json!({ "resources": [] });
    let subscription = "33333333-3333-3333-3333-333333333333";
    for (set, faults) in [
        (json!({ "subscriptionId": subscription }), 1),
        (json!({ "subscriptionId": subscription, "location": "westus" }), 0),
        (json!({ "subscriptionId": "no-id", "location": "westus" }), 1),
        (json!({ "subscriptionId": subscription, "resourceGroup": "g" }), 0),
        (json!({ "subscriptionId": "", "resourceGroup": null }), 0),
    ] {
        let mut deployment = nested("n", inner.clone());
        for (name, value) in set.as_object().expect("it is one") {
            deployment[name] = value.clone();
        }
        let expansion = in_scope(&json!({ "resources": [deployment] }), &place());
        assert_eq!(expansion.problems.len(), faults, "{set} {:?}", expansion.problems);
    }
}

#[test]
fn a_shape_is_told_by_its_property_wherever_it_is_defined() {
    let mapping = json!({ "a": { "type": "object", "properties": { "kind": { "type": "string", "allowedValues": ["a"] },
        "x": { "type": "int" } } }, "b": { "$ref": "#/definitions/b" } });
    let b = json!({ "type": "object", "properties": { "kind": { "type": "string", "allowedValues": ["b"] } } });
    let union = json!({ "type": "object", "discriminator": { "propertyName": "kind", "mapping": mapping } });
    for (value, faults) in [
        (json!({ "kind": "a", "x": 1 }), 0),
        (json!({ "kind": "b" }), 0),
        (json!({ "kind": "a" }), 1),
        (json!({ "kind": "c" }), 1),
        (json!({ "kind": "A", "x": 1 }), 1),
    ] {
        let mut template = with_output(json!({}), "x");
        template["languageVersion"] = json!("2.0");
        template["definitions"] = json!({ "b": b, "union": union });
        template["parameters"] =
            json!({ "p": { "$ref": "#/definitions/union", "defaultValue": value } });
        assert_eq!(messages(&template).len(), faults, "{value}");
    }
}

#[test]
fn a_function_of_the_template_gives_what_it_declares() {
    let mut template = with_output(json!([]), "[string(n.f())]");
    template["functions"] = json!([{ "namespace": "n", "members": { "f": { "parameters": [],
        "output": { "type": "string", "value": "[add(1, 2)]" } } } }]);
    assert_eq!(messages(&template), ["the output of function 'n.f' must be a string, not an int"]);
}

#[test]
fn counts_offsets_and_loops_of_children() {
    let mut looped = resource("A.B/c", "[concat('n', copyIndex(-1))]", json!({}));
    looped["copy"] = json!({ "name": "l", "count": 1 });
    assert_eq!(expanded(&json!({ "resources": [looped] })).problems.len(), 1);
    let mut child = resource("d", "[concat('m', copyIndex())]", json!({}));
    child["copy"] = json!({ "name": "l", "count": 2 });
    let mut parent = resource("A.B/c", "n", json!({}));
    parent["resources"] = json!([child]);
    let found = expanded(&json!({ "resources": [parent] })).problems;
    assert_eq!(found[0].kind, ProblemKind::NotAllowedHere);
    for (condition, deployed) in
        [(json!(1), 1), (json!("[null()]"), 1), (json!("false"), 0), (json!("x"), 1)]
    {
        let mut conditional = resource("A.B/c", "n", json!({}));
        conditional["condition"] = condition;
        let expansion = expanded(&json!({ "resources": [conditional] }));
        assert_eq!((expansion.problems.len(), expansion.resources.len()), (0, deployed));
    }
}

#[test]
fn the_version_of_a_reference_is_a_text() {
    let net = resource("A.B/c", "net", json!({}));
    for (call, wrong) in [
        ("[reference('net', 1)]", true),
        ("[reference('net', '2024-05-01', createArray())]", true),
        ("[reference('net', '2024-05-01', 'full')]", false),
    ] {
        let kinds: Vec<_> = expanded(&with_output(json!([net]), call))
            .problems
            .into_iter()
            .map(|problem| problem.kind)
            .filter(|kind| *kind == ProblemKind::ArgumentType)
            .collect();
        assert_eq!(!kinds.is_empty(), wrong, "{call}");
    }
}
