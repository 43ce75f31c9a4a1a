//! Where a nested deployment deploys to, what it sees, and the ids that follow from it.

use arm_template::{ProblemKind, Scope, ScopeKind, same_id};
use serde_json::{Value as Json, json};

use super::{expanded, ids, in_scope, nested, output, place, resource, with_output};

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
    assert_eq!(expansion.problems[0].kind, ProblemKind::FunctionNotDeclared);
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
    let id = format!("resourceId('sub', 'rg', '{subnet}', parameters('net'), 'GatewaySubnet')");
    for place in [0, 1, 2, 5] {
        assert_eq!(expansion.resources[place].id.to_json(), json!(format!("[{id}]")));
    }
    for reference in expansion.resources[3].get("properties.ids").expect("is there").items() {
        let left = &reference.as_unknown().expect("is not known").residual;
        assert!(same_id(left, &id), "{left}");
    }
    assert!(!same_id(&id, &id.replace("GatewaySubnet", "other")));
    assert_eq!(
        expansion.resources[5].name.to_json(),
        json!("[format('{0}/{1}', parameters('net'), 'GatewaySubnet')]")
    );
}

#[test]
fn a_group_that_the_template_makes_tells_its_location_and_tags() {
    let group = json!({ "type": "Microsoft.Resources/resourceGroups", "apiVersion": "2022-09-01", "name": "g",
        "location": "northeurope", "tags": { "a": "b" } });
    let inner = json!({ "resources": [], "outputs": { "o": { "type": "string",
        "value": "[concat(resourceGroup().location, resourceGroup().tags.a)]" } } });
    let mut inside = nested("n", inner);
    inside["resourceGroup"] = json!("G");
    let template = with_output(json!([group, inside]), "[reference('n').outputs.o.value]");
    let scope = Scope { kind: ScopeKind::Subscription, resource_group: None, ..place() };
    let expansion = in_scope(&template, &scope);
    assert_eq!(expansion.problems, []);
    assert_eq!(output(&expansion, "o"), json!("northeuropeb"));
}

#[test]
fn a_scope_that_is_not_known_is_still_of_its_kind() {
    let mut roles = nested(
        "n",
        json!({ "$schema": "https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#",
            "contentVersion": "1.0.0.0",
            "resources": [resource("A.B/c", "[guid(managementGroup().name)]", json!({}))] }),
    );
    roles["location"] = json!("westus");
    roles["scope"] = json!("[concat('Microsoft.Management/managementGroups/', parameters('p'))]");
    let template = json!({ "parameters": { "p": { "type": "string" } }, "resources": [roles] });
    let scope = Scope { kind: ScopeKind::Tenant, ..Scope::default() };
    assert_eq!(in_scope(&template, &scope).problems, []);
}

#[test]
fn templates_with_a_language_version_see_their_own_names_and_escapes_are_taken_off_in_turn() {
    let text = |value: &str| json!({ "type": "string", "value": value });
    let inner = json!({ "parameters": { "p": { "type": "string", "defaultValue": "inner" } }, "resources": [],
        "outputs": { "o": text("[parameters('p')]") } });
    let mut plain = nested("n", inner);
    plain["properties"]["expressionEvaluationOptions"] = json!(null);
    let template = json!({ "languageVersion": "2.0", "resources": { "n": plain },
        "outputs": { "o": text("[reference('n').outputs.o.value]") } });
    assert_eq!(output(&expanded(&template), "o"), json!("inner"));
    let inmost = json!({ "parameters": { "p": { "type": "string", "defaultValue": "inmost" } },
        "resources": [resource("A.B/c", "[[concat(parameters('p'), '-x')]", json!({}))] });
    let mut outer = nested("o", json!({ "resources": [nested("i", inmost)] }));
    outer["properties"]["expressionEvaluationOptions"] = json!({ "scope": "outer" });
    let expansion = expanded(&json!({ "resources": [outer] }));
    assert_eq!(expansion.problems, []);
    assert!(expansion.resources.iter().any(|resource| resource.name.as_str() == Some("inmost-x")));
}

#[test]
fn an_entry_or_all_entries_that_are_not_known_are_not_missing() {
    let inner = json!({ "parameters": { "p": { "type": "string" } }, "resources": [] });
    let object = "createObject('value', 'a')";
    for entries in [
        json!({ "p": format!("[if(parameters('b'), {object}, {object})]") }),
        json!(format!(
            "[if(parameters('b'), createObject('p', {object}), createObject('p', {object}))]"
        )),
    ] {
        let mut deployment = nested("n", inner.clone());
        deployment["properties"]["parameters"] = entries;
        let template =
            json!({ "parameters": { "b": { "type": "bool" } }, "resources": [deployment] });
        assert_eq!(expanded(&template).problems, []);
    }
}

#[test]
fn names_that_are_not_known_are_cut_out_of_the_whole_in_ids() {
    let parameters = json!({ "id": { "type": "string", "defaultValue": "[newGuid()]" } });
    let part = |name: &str, place: usize| {
        format!(
            "filter(split({name}, '/'), lambda('x', not(empty(lambdaVariables('x')))))[{place}]"
        )
    };
    let id = |name: &str| {
        let (first, second) = (part(name, 0), part(name, 1));
        format!("[resourceId('sub', 'rg', 'A.B/c/d', {first}, {second})]")
    };
    let own = "[concat('x/', parameters('id'))]";
    let template =
        json!({ "parameters": parameters, "resources": [resource("A.B/c/d", own, json!({}))] });
    assert_eq!(ids(&expanded(&template)), [id("concat('x/', newGuid())")]);

    // One that stands in another resource with its full type and name.
    let mut parent = resource("A.B/c", "x", json!({}));
    parent["resources"] = json!([resource("A.B/c/d", own, json!({}))]);
    let template = json!({ "parameters": parameters, "resources": [parent] });
    let joined = "join(filter(split(concat('x/', newGuid()), '/'), lambda('x', not(empty(lambdaVariables('x'))))), '/')";
    let expansion = expanded(&template);
    assert_eq!(ids(&expansion)[1], id(joined));
    assert_eq!(expansion.resources[1].name.to_json(), json!(format!("[{joined}]")));
    assert!(same_id(
        id(joined).trim_matches(['[', ']']),
        "resourceId('sub', 'rg', 'A.B/c/d', 'x', newGuid())"
    ));
}

#[test]
fn in_a_subscription_that_is_not_known_ids_are_left_with_it() {
    let away = "parameters('subscription')";
    let roles = "Microsoft.Authorization/roleAssignments";
    let mut extending = resource(roles, "a", json!({}));
    extending["scope"] = json!("Microsoft.Management/managementGroups/g");
    let named = resource(
        roles,
        "[guid(subscription().id)]",
        json!({ "other": "[resourceId('A.B/c', 'n')]", "id": "[subscription().subscriptionId]" }),
    );
    let mut inner = nested("n", json!({ "resources": [extending, named] }));
    inner["subscriptionId"] = json!(format!("[{away}]"));
    inner["location"] = json!("westeurope");
    let template =
        json!({ "parameters": { "subscription": { "type": "string" } }, "resources": [inner] });
    let scope = Scope { kind: ScopeKind::Subscription, resource_group: None, ..place() };
    let expansion = in_scope(&template, &scope);
    let id = format!("concat('/subscriptions/', {away})");
    let scope = format!(
        "concat('/subscriptions/', {away}, '/providers/', 'Microsoft.Management/managementGroups/g')"
    );
    let all = ids(&expansion);
    assert_eq!(all[1], format!("[extensionResourceId({scope}, '{roles}', 'a')]"));
    assert_eq!(all[2], format!("[subscriptionResourceId({away}, '{roles}', guid({id}))]"));
    let properties = expansion.resources[2].node.get("properties").expect("it has some").to_json();
    assert_eq!(
        properties,
        json!({ "other": format!("[resourceId({away}, 'A.B/c', 'n')]"), "id": format!("[{away}]") })
    );
}
