//! Children, conditions and loops: which resources there are.

use arm_template::ProblemKind;
use serde_json::json;

use super::{expanded, ids, resource};

#[test]
fn children_have_the_types_and_names_of_their_parents_before_their_own() {
    let mut network =
        resource("Microsoft.Network/virtualNetworks", "[concat('net', copyIndex())]", json!({}));
    network["copy"] = json!({ "name": "networks", "count": 2 });
    network["resources"] = json!([
        resource("subnets", "[concat('subnet', copyIndex(1))]", json!({})),
        resource("providers/locks", "Microsoft.Authorization/keep", json!({})),
        resource("Microsoft.Network/routeTables", "routes", json!({})),
    ]);
    let expansion = expanded(&json!({ "resources": [network] }));
    assert_eq!(expansion.problems, []);
    let group = "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network";
    let expected: Vec<String> = (0..2)
        .flat_map(|turn| {
            [
                format!("{group}/virtualNetworks/net{turn}"),
                format!("{group}/virtualNetworks/net{turn}/subnets/subnet{}", turn + 1),
                format!(
                    "{group}/virtualNetworks/net{turn}/providers/Microsoft.Authorization/locks/keep"
                ),
                format!("{group}/routeTables/routes"),
            ]
        })
        .collect();
    assert_eq!(ids(&expansion), expected);
    assert_eq!(&*expansion.resources[1].kind, "Microsoft.Network/virtualNetworks/subnets");
    assert_eq!(expansion.resources[5].name.as_str(), Some("net1/subnet2"));
    assert_eq!(expansion.resources[4].copy, Some(("networks".into(), Some(1))));
    assert!(expansion.resources[0].get("resources").is_none());
    assert!(expansion.resources[0].get("copy").is_none());
}

#[test]
fn a_false_condition_takes_the_resource_out_and_what_is_wrong_in_it() {
    let mut skipped = resource("A.B/c", "[variables('nosuch')]", json!({ "p": "[nosuch()]" }));
    skipped["condition"] = json!("[equals(1, 2)]");
    let expansion =
        expanded(&json!({ "resources": [skipped, resource("A.B/c", "kept", json!({}))] }));
    assert_eq!(expansion.problems, []);
    assert_eq!(expansion.resources.len(), 1);
    assert_eq!(&*expansion.skipped[0].kind, "A.B/c");
}

#[test]
fn a_condition_that_is_not_known_is_kept_with_the_resource() {
    let mut maybe = resource("A.B/c", "n", json!({}));
    maybe["condition"] = json!("[parameters('wanted')]");
    let template = json!({ "parameters": { "wanted": { "type": "bool" } }, "resources": [maybe] });
    let expansion = expanded(&template);
    assert_eq!(expansion.problems, []);
    let condition = expansion.resources[0].condition.as_ref().expect("is not known");
    assert_eq!(condition.to_json(), json!("[parameters('wanted')]"));
}

#[test]
fn loops_of_properties_may_be_several_but_not_nested() {
    let properties = json!({ "copy": [
        { "name": "a", "count": 2, "input": { "b": ["[concat(copyIndex('a'), '-', copyIndex('a', 10), '-', copyIndex())]"] } },
        { "name": "none", "count": 0, "input": "[nosuch()]" },
    ], "other": 1 });
    let mut looped = resource("A.B/c", "[concat('n', copyIndex())]", properties);
    looped["copy"] = json!({ "name": "l", "count": 2 });
    let expansion = expanded(&json!({ "resources": [looped] }));
    assert_eq!(expansion.problems, []);
    assert_eq!(
        expansion.resources[1].get("properties").expect("is there").to_json(),
        json!({ "a": [{ "b": ["0-10-1"] }, { "b": ["1-11-1"] }], "none": [], "other": 1 })
    );
    let inner = json!({ "x": [{ "copy": [{ "name": "b", "count": 1, "input": 1 }] }] });
    let nested =
        resource("A.B/c", "n", json!({ "copy": [{ "name": "a", "count": 1, "input": inner }] }));
    let expansion = expanded(&json!({ "resources": [nested] }));
    assert_eq!(expansion.problems.len(), 1);
    assert_eq!(expansion.problems[0].kind, ProblemKind::Structure);
}

#[test]
fn loops_that_turn_too_often_or_not_a_number_of_times_are_problems() {
    for count in [json!(801), json!(-1), json!("x"), json!("2"), json!(true), json!(1.5)] {
        let mut looped = resource("A.B/c", "n", json!({}));
        looped["copy"] = json!({ "name": "l", "count": count });
        let expansion = expanded(&json!({ "resources": [looped] }));
        assert_eq!(expansion.problems.len(), 1, "{count}");
        assert_eq!(expansion.problems[0].kind, ProblemKind::CopyCount);
        assert_eq!(expansion.resources.len(), 0);
    }
}

#[test]
fn a_loop_of_unknown_length_leaves_one_resource_that_may_not_be() {
    let mut looped = resource(
        "A.B/c",
        "[concat('n', copyIndex())]",
        json!({ "copy": [{ "name": "p", "count": "[length(parameters('list'))]", "input": "[parameters('list')[copyIndex('p', 1)].x]" }] }),
    );
    looped["copy"] = json!({ "name": "l", "count": "[length(parameters('list'))]" });
    let template = json!({ "parameters": { "list": { "type": "array" } }, "resources": [looped] });
    let expansion = expanded(&template);
    assert_eq!(expansion.problems, []);
    let only = &expansion.resources[0];
    assert_eq!(only.copy, Some(("l".into(), None)));
    assert_eq!(only.name.to_json(), json!("[concat('n', copyIndex('l'))]"));
    assert_eq!(
        only.condition.as_ref().expect("may not be").to_json(),
        json!("[greater(length(parameters('list')), 0)]")
    );
    assert_eq!(
        only.get("properties.p").expect("is there").to_json(),
        json!(
            "[map(range(0, length(parameters('list'))), lambda('p', parameters('list')[add(lambdaVariables('p'), 1)].x))]"
        )
    );
}

#[test]
fn copy_is_only_a_word_in_a_policy_rule_and_where_it_is_no_loop() {
    let rule = json!({ "copy": [{ "name": "x", "count": 2, "input": "[concat('a', 'b')]" }] });
    let policy =
        resource("Microsoft.Authorization/policyDefinitions", "p", json!({ "policyRule": rule }));
    let plain = resource("A.B/c", "n", json!({ "copy": ["a", { "name": "x" }] }));
    let expansion = expanded(&json!({ "resources": [policy, plain] }));
    assert_eq!(
        expansion.resources[0].get("properties").expect("is there").to_json(),
        json!({ "policyRule": { "copy": [{ "name": "x", "count": 2, "input": "ab" }] } })
    );
    assert_eq!(
        expansion.resources[1].get("properties").expect("is there").to_json(),
        json!({ "copy": ["a", { "name": "x" }] })
    );
}

#[test]
fn what_tells_resources_apart_can_not_wait_for_one() {
    let mut conditional = resource("A.B/c", "n", json!({}));
    conditional["condition"] = json!("[equals(reference('x').y, 1)]");
    let mut looped = resource("A.B/c", "n", json!({}));
    looped["copy"] = json!({ "name": "l", "count": "[length(listKeys('x', '1').keys)]" });
    let named = resource("A.B/c", "[reference('x').y]", json!({ "fine": "[reference('x').y]" }));
    let expansion = expanded(&json!({ "resources": [conditional, looped, named] }));
    let messages: Vec<&str> =
        expansion.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "a resource's name, type, condition or copy count can't use reference(): there is no resource yet",
            "a resource's name, type, condition or copy count can't use listKeys(): there is no resource yet",
            "a resource's name, type, condition or copy count can't use reference(): there is no resource yet",
        ]
    );
    assert!(expansion.problems.iter().all(|problem| problem.kind == ProblemKind::NotAllowedHere));
}

#[test]
fn a_type_that_is_not_known_keeps_the_resource() {
    let template = json!({ "parameters": { "t": { "type": "string" } }, "resources": [resource("[parameters('t')]", "n", json!({}))] });
    let expansion = expanded(&template);
    assert_eq!(expansion.problems, []);
    assert_eq!(&*expansion.resources[0].kind, "[parameters('t')]");
    assert!(expansion.resources[0].id.is_unknown());
}
