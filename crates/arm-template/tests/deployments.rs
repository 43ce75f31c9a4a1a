//! Whole deployments: loops, conditions, children, nested templates, ids, references.

use arm_template::{
    Expansion, NoLoader, Options, ProblemKind, Resource, Scope, ScopeKind, SourceId, expand, parse,
};
use serde_json::{Value as Json, json};

fn expanded(template: &Json) -> Expansion {
    in_scope(template, &place())
}

fn in_scope(template: &Json, scope: &Scope) -> Expansion {
    let node = parse(&format!("{template:#}"), SourceId(0)).node.expect("is JSON");
    expand(&node, &Options { scope: scope.clone(), ..Options::default() }, &NoLoader)
}

fn place() -> Scope {
    Scope {
        subscription_id: Some("sub".into()),
        resource_group: Some("rg".into()),
        location: Some("westeurope".into()),
        ..Scope::default()
    }
}

fn resource(kind: &str, name: &str, properties: Json) -> Json {
    let mut resource = json!({ "type": kind, "apiVersion": "2024-05-01", "name": name });
    resource["properties"] = properties;
    resource
}

fn nested(name: &str, template: Json) -> Json {
    let options = json!({ "scope": "inner" });
    let mut properties = json!({ "mode": "Incremental", "expressionEvaluationOptions": options });
    properties["template"] = template;
    resource("Microsoft.Resources/deployments", name, properties)
}

fn ids(expansion: &Expansion) -> Vec<String> {
    let id = |resource: &Resource| match resource.id.to_json() {
        Json::String(id) => id,
        other => other.to_string(),
    };
    expansion.resources.iter().map(id).collect()
}

fn output(expansion: &Expansion, name: &str) -> Json {
    let output = expansion.outputs.iter().find(|output| &*output.name == name);
    output.unwrap_or_else(|| panic!("there is an output {name}")).value.to_json()
}

fn with_output(resources: Json, value: &str) -> Json {
    let mut template = json!({ "outputs": { "o": { "type": "string", "value": value } } });
    template["resources"] = resources;
    template
}

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
fn loops_of_properties_may_be_several_and_nested() {
    let properties = json!({ "copy": [
        { "name": "a", "count": 2, "input": { "copy": [{ "name": "b", "count": "[add(copyIndex('a'), 1)]",
            "input": "[concat(copyIndex('a'), '-', copyIndex('b', 10), '-', copyIndex())]" }] } },
        { "name": "none", "count": 0, "input": "[nosuch()]" },
    ], "other": 1 });
    let mut looped = resource("A.B/c", "[concat('n', copyIndex())]", properties);
    looped["copy"] = json!({ "name": "l", "count": 2 });
    let expansion = expanded(&json!({ "resources": [looped] }));
    assert_eq!(expansion.problems, []);
    assert_eq!(
        expansion.resources[1].get("properties").expect("is there").to_json(),
        json!({ "a": [{ "b": ["0-10-1"] }, { "b": ["1-10-1", "1-11-1"] }], "none": [], "other": 1 })
    );
}

#[test]
fn loops_that_turn_too_often_or_not_a_number_of_times_are_problems() {
    for count in [json!(801), json!(-1), json!("x"), json!(true), json!(1.5)] {
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
fn functions_of_the_parent_are_seen_in_outer_scope_and_not_in_inner() {
    let inner =
        json!({ "resources": [], "outputs": { "o": { "type": "string", "value": "[n.f('x')]" } } });
    let functions = json!([{ "namespace": "n", "members": { "f": {
        "parameters": [{ "name": "p", "type": "string" }],
        "output": { "type": "string", "value": "[concat(parameters('p'), '!')]" } } } }]);
    let mut template = with_output(json!([nested("n", inner)]), "[reference('n').outputs.o.value]");
    template["functions"] = functions;
    let expansion = expanded(&template);
    assert_eq!(expansion.problems.len(), 1, "{:?}", expansion.problems);
    assert_eq!(expansion.problems[0].kind, ProblemKind::UnknownFunction);
    template["resources"][0]["properties"]["expressionEvaluationOptions"] = Json::Null;
    let expansion = expanded(&template);
    assert_eq!(expansion.problems, []);
    assert_eq!(output(&expansion, "o"), json!("x!"));
}

#[test]
fn outer_scope_sees_the_loop_and_the_group_of_the_parent_and_deploys_to_its_own() {
    let inner = json!({ "parameters": { "p": { "type": "string", "defaultValue": "inner" } },
        "resources": [resource("A.B/c", "[concat(parameters('p'), copyIndex(), resourceGroup().name)]", json!({}))] });
    let mut outer = nested("[concat('n', copyIndex())]", inner);
    outer["properties"]["expressionEvaluationOptions"]["scope"] = json!("Outer");
    outer["copy"] = json!({ "name": "l", "count": 1 });
    outer["resourceGroup"] = json!("other");
    let template = json!({ "parameters": { "p": { "type": "string", "defaultValue": "outer" } }, "resources": [outer] });
    let expansion = expanded(&template);
    assert_eq!(expansion.problems, []);
    assert_eq!(
        ids(&expansion),
        [
            "/subscriptions/sub/resourceGroups/other/providers/Microsoft.Resources/deployments/n0",
            "/subscriptions/sub/resourceGroups/other/providers/A.B/c/outer0rg",
        ]
    );
    assert_eq!(expansion.resources[1].deployment, ["n0".into()]);
    assert_eq!(expansion.resources[1].scope.resource_group.as_deref(), Some("other"));
}

#[test]
fn inner_scope_sees_its_own_group() {
    let inner = json!({ "resources": [resource("A.B/c", "[resourceGroup().name]", json!({ "l": "[resourceGroup().location]" }))] });
    let mut deployment = nested("n", inner);
    deployment["resourceGroup"] = json!("other");
    deployment["subscriptionId"] = json!("sub2");
    let expansion = expanded(&json!({ "resources": [deployment] }));
    assert_eq!(
        ids(&expansion)[1],
        "/subscriptions/sub2/resourceGroups/other/providers/A.B/c/other"
    );
    let location = expansion.resources[1].get("properties.l").expect("is there");
    assert_eq!(location.to_json(), json!("[resourceGroup().location]"));
}

#[test]
fn a_group_that_is_not_known_is_the_same_inside_and_outside() {
    let inner = json!({ "resources": [
        resource("Microsoft.Network/virtualNetworks", "net", json!({})),
        resource("A.B/c", "x", json!({ "net": "[resourceId('Microsoft.Network/virtualNetworks', 'net')]" })),
    ] });
    let mut deployment = nested("n", inner);
    deployment["resourceGroup"] = json!("[parameters('group')]");
    let mut template = with_output(
        json!([deployment]),
        "[resourceId(parameters('group'), 'Microsoft.Network/virtualNetworks', 'net')]",
    );
    template["parameters"] = json!({ "group": { "type": "string" } });
    let expansion = expanded(&template);
    assert_eq!(expansion.problems, []);
    let id = json!(
        "[resourceId('sub', parameters('group'), 'Microsoft.Network/virtualNetworks', 'net')]"
    );
    assert_eq!(expansion.resources[1].id.to_json(), id);
    assert_eq!(expansion.resources[2].get("properties.net").expect("is there").to_json(), id);
    assert_eq!(output(&expansion, "o"), id);
}

#[test]
fn ids_depend_on_the_scope() {
    let template = json!({ "resources": [
        resource("A.B/c", "n", json!({})),
        { "type": "Microsoft.Authorization/locks", "apiVersion": "1", "name": "l", "scope": "A.B/c/n" },
        { "type": "Microsoft.Authorization/locks", "apiVersion": "1", "name": "l", "scope": "/subscriptions/x/resourceGroups/y" },
    ] });
    let prefixes = [
        (ScopeKind::ResourceGroup, "/subscriptions/sub/resourceGroups/rg"),
        (ScopeKind::Subscription, "/subscriptions/sub"),
        (ScopeKind::ManagementGroup, "/providers/Microsoft.Management/managementGroups/mg"),
        (ScopeKind::Tenant, ""),
    ];
    for (kind, prefix) in prefixes {
        let scope = Scope { kind, management_group: Some("mg".into()), ..place() };
        let lock = "providers/Microsoft.Authorization/locks/l";
        assert_eq!(
            ids(&in_scope(&template, &scope)),
            [
                format!("{prefix}/providers/A.B/c/n"),
                format!("{prefix}/providers/A.B/c/n/{lock}"),
                format!("/subscriptions/x/resourceGroups/y/{lock}"),
            ]
        );
    }
}

#[test]
fn a_resource_group_deployed_at_subscription_scope_has_its_own_kind_of_id() {
    let group = json!({ "type": "Microsoft.Resources/resourceGroups", "apiVersion": "1", "name": "g", "location": "x" });
    let mut deployment = nested("n", json!({ "resources": [resource("A.B/c", "x", json!({}))] }));
    deployment["resourceGroup"] = json!("g");
    let scope = Scope { kind: ScopeKind::Subscription, ..place() };
    let expansion = in_scope(&json!({ "resources": [group, deployment] }), &scope);
    assert_eq!(
        ids(&expansion),
        [
            "/subscriptions/sub/resourceGroups/g",
            "/subscriptions/sub/resourceGroups/g/providers/Microsoft.Resources/deployments/n",
            "/subscriptions/sub/resourceGroups/g/providers/A.B/c/x",
        ]
    );
}

#[test]
fn names_and_ids_agree_without_values_for_parameters() {
    let parameters = json!({ "net": { "type": "string" } });
    let variables = json!({
        "netId": "[resourceId('Microsoft.Network/virtualNetworks', parameters('net'))]",
        "subnetName": "[concat(parameters('net'), '/', 'GatewaySubnet')]",
    });
    let subnet = "Microsoft.Network/virtualNetworks/subnets";
    let names = [
        "[concat(parameters('net'), '/GatewaySubnet')]",
        "[format('{0}/{1}', parameters('net'), 'GatewaySubnet')]",
        "[variables('subnetName')]",
    ];
    let references = [
        "[concat(variables('netId'), '/subnets/GatewaySubnet')]",
        "[concat(variables('netId'), '/subnets/', 'GatewaySubnet')]",
        "[format('{0}/subnets/{1}', variables('netId'), 'GatewaySubnet')]",
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('net'), 'GatewaySubnet')]",
        "[resourceId('Microsoft.Network/virtualNetworks/subnets/', parameters('net'), 'GatewaySubnet')]",
        "[resourceId('rg', 'Microsoft.Network/virtualNetworks/subnets', parameters('net'), 'GatewaySubnet')]",
        "[resourceId('SUB', 'rg', 'Microsoft.Network/virtualNetworks/subnets', parameters('net'), 'GatewaySubnet')]",
    ];
    let mut resources: Vec<Json> =
        names.iter().map(|name| resource(subnet, name, json!({}))).collect();
    resources.push(resource("A.B/c", "x", json!({ "ids": references })));
    let mut network =
        resource("Microsoft.Network/virtualNetworks", "[parameters('net')]", json!({}));
    network["resources"] = json!([resource("subnets", "GatewaySubnet", json!({}))]);
    resources.push(network);
    let expansion = expanded(
        &json!({ "parameters": parameters, "variables": variables, "resources": resources }),
    );
    assert_eq!(expansion.problems, []);
    let id = format!("[resourceId('{subnet}', parameters('net'), 'GatewaySubnet')]");
    for place in [0, 1, 2, 5] {
        assert_eq!(expansion.resources[place].id.to_json(), json!(id));
    }
    for reference in expansion.resources[3].get("properties.ids").expect("is there").items() {
        assert_eq!(reference.to_json(), json!(id));
    }
    assert_eq!(
        expansion.resources[5].name.to_json(),
        json!("[format('{0}/{1}', parameters('net'), 'GatewaySubnet')]")
    );
}

#[test]
fn a_reference_gives_what_the_template_writes_and_no_more() {
    let net = resource(
        "Microsoft.Network/virtualNetworks",
        "net",
        json!({ "space": ["10.0.0.0/16"], "nothing": null }),
    );
    let id = "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net";
    for (value, expected) in [
        ("[reference('net').space[0]]", "10.0.0.0/16".to_owned()),
        ("[reference('NET').Space[0]]", "10.0.0.0/16".to_owned()),
        (
            "[reference(resourceId('Microsoft.Network/virtualNetworks', 'net')).space[0]]",
            "10.0.0.0/16".to_owned(),
        ),
        (
            "[reference('Microsoft.Network/virtualNetworks/net', '2020-01-01', 'Full').properties.space[0]]",
            "10.0.0.0/16".to_owned(),
        ),
        ("[reference('net').guid]", format!("[reference('{id}', '2024-05-01').guid]")),
        (
            "[reference('net', '2020-01-01', 'full').identity.principalId]",
            format!("[reference('{id}', '2020-01-01', 'full').identity.principalId]"),
        ),
        (
            "[reference('elsewhere', '2020-01-01').x['y-z']]",
            "[reference('elsewhere', '2020-01-01').x['y-z']]".to_owned(),
        ),
        (
            "[concat(reference('net').space[0], reference('net').guid)]",
            format!("[concat('10.0.0.0/16', reference('{id}', '2024-05-01').guid)]"),
        ),
        ("[length(reference('net'))]", format!("[length(reference('{id}'))]")),
    ] {
        let expansion = expanded(&with_output(json!([net]), value));
        assert_eq!(expansion.problems, [], "{value}");
        let found = output(&expansion, "o");
        if value.starts_with("[length") {
            assert!(expansion.outputs[0].value.is_unknown(), "{found}");
        } else {
            assert_eq!(found, json!(expected), "{value}");
        }
    }
}

#[test]
fn outputs_of_nested_deployments_are_found_by_name_by_id_and_whole() {
    let inner = json!({ "resources": [], "outputs": { "Key": { "type": "object", "value": { "a": [1, 2] } } } });
    for value in [
        "[reference('n').outputs.key.value.a[1]]",
        "[reference(resourceId('Microsoft.Resources/deployments', 'n')).outputs.key.value.a[1]]",
        "[reference('n', '2022-09-01', 'Full').properties.outputs.key.value.a[1]]",
        "[reference('n').outputs['KEY'].value.a[1]]",
        "[first(createArray(reference('n'))).outputs.key.value.a[1]]",
    ] {
        let mut template = with_output(json!([nested("n", inner.clone())]), value);
        template["outputs"]["o"]["type"] = json!("int");
        let expansion = expanded(&template);
        assert_eq!(expansion.problems, [], "{value}");
        assert_eq!(output(&expansion, "o"), json!(2), "{value}");
    }
    let expansion = expanded(&with_output(
        json!([nested("n", inner)]),
        "[reference('n').outputs.nosuch.value]",
    ));
    assert_eq!(expansion.problems[0].kind, ProblemKind::PropertyNotFound);
}

#[test]
fn the_mode_of_a_nested_deployment_may_be_an_expression() {
    let inner = json!({ "resources": [], "outputs": { "o": { "type": "string", "value": "[deployment().properties.mode]" } } });
    let mut deployment = nested("n", inner);
    deployment["properties"]["mode"] = json!("[parameters('mode')]");
    let mut template = with_output(
        json!([deployment]),
        "[concat(deployment().properties.mode, reference('n').outputs.o.value)]",
    );
    template["parameters"] = json!({ "mode": { "type": "string", "defaultValue": "Complete" } });
    let expansion = expanded(&template);
    assert_eq!(expansion.problems, []);
    assert_eq!(output(&expansion, "o"), json!("IncrementalComplete"));
}

#[test]
fn what_a_deployment_deploys_depends_on_its_condition() {
    let mut child = resource("A.B/c", "n", json!({}));
    child["resources"] = json!([resource("d", "m", json!({}))]);
    let mut maybe = nested("n", json!({ "resources": [child] }));
    maybe["condition"] = json!("[parameters('wanted')]");
    let mut looped = resource("A.B/c", "l", json!({}));
    looped["copy"] = json!({ "name": "l", "count": "[parameters('count')]" });
    looped["resources"] = json!([resource("d", "m", json!({}))]);
    let parameters = json!({ "wanted": { "type": "bool" }, "count": { "type": "int" } });
    let expansion = expanded(&json!({ "parameters": parameters, "resources": [maybe, looped] }));
    let condition =
        |resource: &Resource| resource.condition.as_ref().expect("may not be").to_json();
    let conditions: Vec<Json> = expansion.resources.iter().map(condition).collect();
    let (wanted, counted) = ("[parameters('wanted')]", "[greater(parameters('count'), 0)]");
    assert_eq!(conditions, [wanted, wanted, wanted, counted, counted]);
}

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
fn a_fault_met_first_in_silence_is_told_when_it_counts() {
    let mut template = with_output(json!([]), "[if(parameters('p'), variables('bad'), 'x')]");
    template["parameters"] = json!({ "p": { "type": "bool" } });
    template["variables"] = json!({ "bad": "[createObject('a', 1).b]" });
    assert_eq!(expanded(&template).problems, []);
    template["outputs"]["z"] = json!({ "type": "string", "value": "[variables('bad')]" });
    assert_eq!(expanded(&template).problems.len(), 1);
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
        json!({ "x": "[if(parameters('wanted'), reference('n').outputs.o.value, 'x')]" }),
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
            "a resource's name, condition or copy count can't use reference(): there is no resource yet",
            "a resource's name, condition or copy count can't use listKeys(): there is no resource yet",
            "a resource's name, condition or copy count can't use reference(): there is no resource yet",
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
            "the resource has no type",
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
            "resources[0].properties.list[1]: parameters('p') (parameters('p') has no value)",
            "resources[0].properties['a.b']: reference('x').y (reference() is known only to the deployment)",
        ]
    );
}
