//! A value is secret by where it comes from, whatever is made of it.

use arm_template::{Expansion, Extent, NoLoader, Options, SourceId, expand, parse};
use serde_json::{Value, json};

fn expanded(template: &Value) -> Expansion {
    let text = template.to_string();
    let node = parse(&text, SourceId(0)).node.expect("JSON");
    expand(&node, &Options::default(), &NoLoader)
}

/// A template with secrets and an output of this value.
fn output(value: &str) -> Value {
    json!({
        "parameters": {
            "s": { "type": "securestring", "defaultValue": "hush" },
            "o": { "type": "secureObject", "defaultValue": { "a": { "b": "hush" }, "list": ["hush", "x"] } },
            "n": { "type": "string", "defaultValue": "open" } },
        "variables": { "holds": { "deep": { "s": "[parameters('s')]" }, "open": "open" } },
        "functions": [{ "namespace": "f", "members": { "id": {
            "parameters": [{ "name": "x", "type": "string" }], "output": { "type": "string", "value": "[parameters('x')]" } } } }],
        "resources": [],
        "outputs": { "o": { "type": "string", "value": value } } })
}

#[test]
fn whatever_is_made_from_a_secret_is_one() {
    for made in [
        "[parameters('s')]",
        "[toUpper(parameters('s'))]",
        "[base64(parameters('s'))]",
        "[substring(parameters('s'), 1)]",
        "[format('{0}', parameters('s'))]",
        "[string(length(parameters('s')))]",
        "[uniqueString(parameters('s'))]",
        "[first(parameters('s'))]",
        "[split(parameters('s'), 'u')[0]]",
        "[parameters('o').a.b]",
        "[parameters('o')['a'].b]",
        "[parameters('o').list[0]]",
        "[first(parameters('o').list)]",
        "[union(parameters('o'), createObject('z', 1)).a.b]",
        "[string(variables('holds'))]",
        "[variables('holds').deep.s]",
        "[variables('holds')['deep']['s']]",
        "[json(format('{{\"k\": \"{0}\"}}', parameters('s'))).k]",
        "[if(true(), parameters('s'), 'x')]",
        "[if(equals(parameters('s'), 'a'), 'x', 'y')]",
        "[coalesce(null(), parameters('s'))]",
        "[join(map(createArray(1, 2), lambda('i', parameters('s'))), ',')]",
        "[reduce(createArray(1, 2), '', lambda('a', 'b', concat(lambdaVariables('a'), parameters('s'))))]",
        "[string(toObject(createArray(1), lambda('i', parameters('s'))))]",
        "[f.id(parameters('s'))]",
        "[createObject('hush', 'x')[parameters('s')]]",
        "[tryGet(parameters('o'), 'a', 'b')]",
        "[string(items(parameters('o'))[0].value)]",
        "[string(createArray(parameters('s')))]",
        "[concat(parameters('n'), parameters('s'))]",
    ] {
        let expansion = expanded(&output(made));
        assert_eq!(expansion.problems, [], "{made}");
        let value = &expansion.outputs[0].value;
        assert!(value.holds_secret(), "{made}: {value:?}");
    }
    for made in
        ["[parameters('n')]", "[variables('holds').open]", "[string(length('hush'))]", "hush"]
    {
        let expansion = expanded(&output(made));
        assert!(!expansion.outputs[0].value.holds_secret(), "{made}");
    }
}

#[test]
fn problems_do_not_repeat_secrets() {
    for made in [
        "[parameters('o')[parameters('s')]]",
        "[variables(parameters('s'))]",
        "[parameters(parameters('s'))]",
        "[string(int(parameters('s')))]",
        "[fail(parameters('s'))]",
        "[copyIndex(parameters('s'))]",
        "[dateTimeAdd(parameters('s'), 'P1D')]",
    ] {
        let expansion = expanded(&output(made));
        for problem in &expansion.problems {
            assert!(!problem.message.contains("hush"), "{made}: {}", problem.message);
        }
        for gap in expansion.unknowns() {
            let told = format!("{} {}", gap.unknown.reason, gap.unknown.residual);
            assert!(!told.contains("hush"), "{made}: {told}");
        }
    }
}

#[test]
fn secure_outputs_and_allowed_values_are_secret() {
    let inner =
        json!({ "resources": [], "outputs": { "k": { "type": "securestring", "value": "hush" } } });
    let template = json!({ "resources": [{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d",
        "properties": { "mode": "Incremental", "template": inner } }],
        "outputs": { "o": { "type": "string", "value": "[toUpper(reference('d').outputs.k.value)]" } } });
    let expansion = expanded(&template);
    assert!(expansion.outputs[0].value.holds_secret());
    let template = json!({ "parameters": { "s": { "type": "securestring", "allowedValues": ["hush"], "defaultValue": "other" } },
        "resources": [] });
    let text = template.to_string();
    let expansion = expanded(&template);
    let places: Vec<&str> = expansion.secrets.places().map(|span| &text[span.range()]).collect();
    assert!(places.contains(&"\"hush\"") && places.contains(&"\"other\""), "{places:?}");
}

#[test]
fn secrets_that_nothing_reads_are_secrets() {
    let template = json!({ "parameters": { "key": { "type": "securestring", "defaultValue": "hush-default" },
        "psk": { "type": "securestring" }, "open": { "type": "string", "defaultValue": "" } }, "resources": [] });
    let template = parse(&template.to_string(), SourceId(0)).node.expect("JSON");
    let given = |at: u32, name: &str, value: &str| {
        let document =
            json!({ "parameters": { name: { "value": value }, "open": { "value": "said" } } });
        parse(&document.to_string(), SourceId(at)).node.expect("JSON")
    };
    // The second value replaces the first, and the name of the third is misspelt.
    let parameters =
        vec![given(1, "key", "hush-1"), given(2, "KEY", "hush-2"), given(3, "pks", "hush-3")];
    let options = Options { parameters, ..Options::default() };
    let expansion = expand(&template, &options, &NoLoader);
    let mut sources: Vec<_> = expansion.secrets.places().map(|span| span.source.0).collect();
    sources.sort_unstable();
    assert_eq!(sources, [0, 1, 2, 3]);
}

#[test]
fn an_empty_value_hides_nothing() {
    let template = json!({ "parameters": { "s": { "type": "securestring", "defaultValue": "" } }, "resources": [],
        "outputs": { "o": { "type": "string", "value": "[concat('x', parameters('s'))]" } } });
    let expansion = expanded(&template);
    assert!(!expansion.outputs[0].value.holds_secret());
}

#[test]
fn what_is_left_of_a_call_says_how_its_secret_was_made() {
    // Azure reads the secret only when it deploys, and refuses the address no earlier.
    let expansion = expanded(&output(
        "[uri('nowhere', concat(parameters('n'), '/', toLower(parameters('s'))))]",
    ));
    let unknowns = expansion.unknowns();
    let left: Vec<&str> = unknowns.iter().map(|gap| &*gap.unknown.residual).collect();
    assert_eq!(left, ["uri('nowhere', concat('open', '/', toLower(parameters('s'))))"]);
}

#[test]
fn what_is_left_of_a_call_says_how_a_variable_was_made_from_a_secret() {
    let text = json!({
        "parameters": { "s": { "type": "securestring" } },
        "variables": { "name": "[concat('job-', uniqueString(parameters('s')))]" },
        "resources": [],
        "outputs": { "o": { "type": "string", "value": "[concat(variables('name'), reference('x').y)]" } } });
    let given = json!({ "parameters": { "s": { "value": "hush, hush" } } });
    let parsed = |document: &Value, source| {
        parse(&document.to_string(), SourceId(source)).node.expect("JSON")
    };
    let options = Options { parameters: vec![parsed(&given, 1)], ..Options::default() };
    let expansion = expand(&parsed(&text, 0), &options, &NoLoader);
    assert_eq!(
        expansion.outputs[0].value.to_json(),
        "[concat(concat('job-', uniqueString(parameters('s'))), reference('x').y)]"
    );
}

#[test]
fn secrets_are_known_where_only_some_resources_are_wanted() {
    let template = json!({
        "parameters": {
            "unused": { "type": "securestring", "defaultValue": "hush-unused" },
            "wrong": { "type": "string", "defaultValue": "[fail('no one asks')]" } },
        "resources": [
            { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "net",
              "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] } } },
            { "type": "Microsoft.Compute/virtualMachines", "apiVersion": "2024-07-01", "name": "vm",
              "properties": { "wrong": "[substring('abc', 5, 1)]" } },
            { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner", "properties": {
              "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
              "template": {
                "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
                "resources": [{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "spoke" }],
                "outputs": { "key": { "type": "securestring", "value": "hush-output" } } } } }] });
    let text = template.to_string();
    let node = parse(&text, SourceId(0)).node.expect("JSON");
    let is_network = |kind: &str| kind == "Microsoft.Network/virtualNetworks";
    let options = Options { extent: Extent::Types(is_network), ..Options::default() };
    let expansion = expand(&node, &options, &NoLoader);
    let names: Vec<_> = expansion.resources.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, [Some("net"), Some("spoke")]);
    assert_eq!(
        expansion.resources[0]
            .node
            .at("properties.addressSpace.addressPrefixes[0]")
            .and_then(|it| it.as_str()),
        Some("10.0.0.0/16")
    );
    assert_eq!(expansion.problems, []);
    let shown: Vec<&str> = expansion.secrets.places().map(|span| &text[span.range()]).collect();
    for hidden in ["\"hush-unused\"", "\"hush-output\""] {
        assert!(shown.contains(&hidden), "{hidden}: {shown:?}");
    }
    assert_eq!(expand(&node, &Options::default(), &NoLoader).problems.len(), 2);
}
