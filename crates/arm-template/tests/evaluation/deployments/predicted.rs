//! What Azure says of a deployment that hasn't begun: a resource has what it declares and nothing else.

use arm_template::{
    Expansion, NoLoader, Node, Options, Reason, Scope, ScopeKind, SourceId, expand, parse,
};
use serde_json::{Value as Json, json};

use super::{ids, nested, output, place, resource, with_output};

fn options(predicted: bool) -> Options {
    Options { scope: place(), predicted, ..Options::default() }
}

fn parsed(document: &Json, source: u32) -> Node {
    parse(&format!("{document:#}"), SourceId(source)).node.expect("is JSON")
}

fn predicted(template: &Json) -> Expansion {
    expand(&parsed(template, 0), &options(true), &NoLoader)
}

fn deployed(template: &Json) -> Expansion {
    expand(&parsed(template, 0), &options(false), &NoLoader)
}

const INTERFACE: &str = "Microsoft.Network/networkInterfaces";

/// An output that reads a network interface.
fn reading(value: &str) -> Json {
    let properties = json!({ "primary": true, "dnsSettings": null, "mac": "", "rules": [{}] });
    let mut interface = resource(INTERFACE, "n", properties);
    interface["location"] = json!("westeurope");
    with_output(json!([interface]), value)
}

#[test]
fn what_a_resource_does_not_declare_is_missing() {
    for (read, prediction) in [
        ("tryGet(reference('n'), 'ipAddress')", Json::Null),
        ("coalesce(tryGet(reference('n'), 'ipAddress'), 'none')", json!("none")),
        ("contains(reference('n'), 'ipAddress')", json!(false)),
        ("contains(reference('n'), 'dnsSettings')", json!(true)),
        (
            "tryGet(tryGet(reference('n', '2024-05-01', 'full'), 'identity'), 'principalId')",
            Json::Null,
        ),
        ("length(reference('n'))", json!(4)),
        ("reference('n').mac", json!("")),
    ] {
        let template = reading(&format!("[{read}]"));
        assert_eq!(output(&predicted(&template), "o"), prediction, "{read}");
        let service = output(&deployed(&template), "o");
        assert!(service.as_str().is_some_and(|left| left.starts_with('[')), "{read}: {service}");
    }
}

#[test]
fn what_the_service_alone_can_tell_stays_an_expression() {
    let id = "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/n";
    for read in ["ipAddress", "dnsSettings.servers", "dnsSettings[0]", "rules[1]"] {
        let expansion = predicted(&reading(&format!("[reference('n').{read}]")));
        assert_eq!(expansion.problems, [], "{read}");
        assert_eq!(output(&expansion, "o"), format!("[reference('{id}', '2024-05-01').{read}]"));
    }
}

#[test]
fn a_whole_resource_is_its_properties() {
    let template = reading("[reference('n', '2024-05-01', 'full')]");
    let properties = json!({ "primary": true, "dnsSettings": null, "mac": "", "rules": [{}] });
    assert_eq!(output(&predicted(&template), "o"), json!({ "Properties": properties }));
    assert_eq!(output(&deployed(&template), "o")["location"], "westeurope");
    let part = predicted(&reading("[reference('n', '2024-05-01', 'full').location]"));
    assert_eq!(output(&part, "o"), "westeurope");
}

#[test]
fn a_null_that_a_resource_declares_is_no_wrong_output() {
    let mut inner = reading("[tryGet(reference('n'), 'ipAddress')]");
    inner["contentVersion"] = json!("1.0.0.0");
    let outer = json!({ "resources": [nested("d", inner)] });
    assert_eq!(predicted(&outer).problems, []);
}

/// A template whose nested deployment sees the names of this one.
fn outer_scope(value: &str, parameter: &Json) -> Json {
    let inner = json!({ "resources": [resource("Microsoft.Network/virtualNetworks", "v", json!({ "a": value }))] });
    let properties = json!({ "mode": "Incremental", "template": inner });
    let mut template =
        json!({ "resources": [resource("Microsoft.Resources/deployments", "d", properties)] });
    template["parameters"] = json!({ "p": parameter });
    template
}

#[test]
fn a_deployment_that_rests_on_what_is_not_known_yet_shows_nothing() {
    let open =
        outer_scope("[reference('elsewhere', '2024-05-01').a]", &json!({ "type": "string" }));
    let expansion = predicted(&open);
    assert_eq!(ids(&expansion).len(), 1, "the deployment itself");
    assert_eq!(expansion.unread.len(), 1);
    assert_eq!(expansion.unread[0].reason, Reason::Runtime("reference".into()));
    assert_eq!(ids(&deployed(&open)).len(), 2);

    let known = outer_scope("[parameters('p')]", &json!({ "type": "string", "defaultValue": "x" }));
    assert_eq!(ids(&predicted(&known)).len(), 2);
}

#[test]
fn a_secret_that_is_given_is_not_known_yet_and_a_plain_default_is() {
    let secret = json!({ "type": "securestring", "defaultValue": "in plain text" });
    let template = outer_scope("[parameters('p')]", &secret);
    assert_eq!(ids(&predicted(&template)).len(), 2);
    let given =
        json!({ "contentVersion": "1.0.0.0", "parameters": { "p": { "value": "given to it" } } });
    let options = Options { parameters: vec![parsed(&given, 1)], ..options(true) };
    let expansion = expand(&parsed(&template, 0), &options, &NoLoader);
    assert_eq!((ids(&expansion).len(), expansion.unread.len()), (1, 1));
}

#[test]
fn an_output_that_is_known_in_part_is_one_expression() {
    let template = with_output(json!([]), "[createObject('a', 1, 'b', reference('x').y)]");
    assert_eq!(output(&predicted(&template), "o"), "[createObject('a', 1, 'b', reference('x').y)]");
    assert_eq!(output(&deployed(&template), "o"), json!({ "a": 1, "b": "[reference('x').y]" }));
    let mut written = template;
    written["outputs"]["o"]["value"] = json!({ "a": "[add(1, 1)]", "b": "[reference('x').y]" });
    assert_eq!(output(&predicted(&written), "o"), json!({ "a": 2, "b": "[reference('x').y]" }));
}

#[test]
fn names_that_rest_on_a_clock_lead_nowhere_yet() {
    let inner =
        json!({ "resources": [], "outputs": { "x": { "type": "string", "value": "known" } } });
    let mut template = with_output(
        json!([nested("[concat('d', parameters('now'))]", inner)]),
        "[reference(resourceId('Microsoft.Resources/deployments', concat('d', parameters('now')))).outputs.x.value]",
    );
    template["parameters"] = json!({ "now": { "type": "string", "defaultValue": "[utcNow()]" } });
    let left = output(&predicted(&template), "o");
    let left = left.as_str().expect("an expression");
    assert!(left.starts_with("[reference(") && left.ends_with(".outputs.x.value]"), "{left}");
    assert_eq!(output(&deployed(&template), "o"), "known");
}

#[test]
fn one_turn_of_a_loop_is_named_from_its_provider_on() {
    let mut turns =
        resource("Microsoft.Network/virtualNetworks", "[format('v{0}', copyIndex())]", json!({}));
    turns["copy"] = json!({ "name": "turns", "count": 2 });
    let mut template = with_output(json!({ "turns": turns }), "[resourceInfo('turns[1]').id]");
    template["languageVersion"] = json!("2.0");
    let short = "/providers/Microsoft.Network/virtualNetworks/v1";
    assert_eq!(output(&predicted(&template), "o"), short);
    assert_eq!(
        output(&deployed(&template), "o"),
        format!("/subscriptions/sub/resourceGroups/rg{short}")
    );
}

#[test]
fn scopes_that_lead_upwards_are_passed_over() {
    let assignment = resource("Microsoft.Authorization/policyAssignments", "a", json!({}));
    let id = |kind, scope: &str, predicted| {
        let mut to = nested("d", json!({ "resources": [assignment.clone()] }));
        to["scope"] = json!(scope);
        to["location"] = json!("westeurope");
        let place =
            Scope { kind, management_group: Some("mg".into()), resource_group: None, ..place() };
        let options = Options { scope: place, predicted, ..Options::default() };
        let template = parsed(&json!({ "resources": [to] }), 0);
        ids(&expand(&template, &options, &NoLoader)).pop().unwrap_or_default()
    };
    let plain = "/providers/Microsoft.Authorization/policyAssignments/a";
    let group = "/providers/Microsoft.Management/managementGroups";
    let other = "Microsoft.Management/managementGroups/other";
    for (kind, scope, predicted, before) in [
        (ScopeKind::Subscription, other, true, "/subscriptions/sub".to_owned()),
        (ScopeKind::Subscription, other, false, format!("{group}/other")),
        (ScopeKind::ManagementGroup, "/", true, format!("{group}/mg")),
        (ScopeKind::ManagementGroup, "/", false, String::new()),
        (ScopeKind::ManagementGroup, other, true, format!("{group}/other")),
        (ScopeKind::Subscription, "/", true, String::new()),
    ] {
        assert_eq!(id(kind, scope, predicted), format!("{before}{plain}"), "{kind:?} {scope}");
    }
}
