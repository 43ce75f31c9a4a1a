//! A secret is shown nowhere, whatever language it is written in, whatever is made of it, and whichever command and
//! format shows the rest.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::KeyPair;

use crate::workplace::{Ended, Workplace};

const SECRET: &str = "Plain-S3cret-value!";

const FORMATS: [&str; 11] = [
    "text", "concise", "json", "sarif", "html", "markdown", "csv", "junit", "github", "gitlab",
    "azure",
];

/// The secret, and what is easily made from it.
fn forms() -> Vec<String> {
    vec![
        SECRET.to_owned(),
        SECRET.to_uppercase(),
        SECRET[1..].to_owned(),
        STANDARD.encode(SECRET),
        SECRET.replace('!', "%21"),
        SECRET.chars().rev().collect(),
    ]
}

/// The commands that show what a value comes to; the others are tried with the first value of each language.
fn are_not_said(place: &Workplace, name: &str, secrets: &[String]) {
    none_shows(
        place,
        &[&["check", name, "-v"], &["check", name, "--format", "json"], &["expand", name]],
        secrets,
    );
}

/// No command shows any of these, about this file or folder.
fn are_shown_nowhere(place: &Workplace, name: &str, secrets: &[String]) {
    let formats = FORMATS.map(|format| ["check", name, "-v", "--format", format]);
    let mut runs: Vec<&[&str]> = formats.iter().map(|run| &run[..]).collect();
    let others: [&[&str]; 8] = [
        &["check", name, "--diff", "--unsafe-fixes"],
        &["check", name, "--ticket"],
        &["check", name, "--statistics"],
        &["expand", name],
        &["expand", name, "--format", "json"],
        &["expand", name, "--format", "snapshot"],
        &["cert", name],
        &["cert", name, "--format", "json"],
    ];
    runs.extend(others);
    none_shows(place, &runs, secrets);
}

fn none_shows(place: &Workplace, runs: &[&[&str]], secrets: &[String]) {
    for arguments in runs {
        let ended = place.run(arguments);
        let silent = ended.out.is_empty() && ended.err.is_empty();
        assert!(!silent || ended.code == 0, "{arguments:?} says nothing");
        let said = ended.out + &ended.err;
        for secret in secrets {
            assert!(!said.contains(secret), "{arguments:?} shows {secret}:\n{said}");
        }
    }
}

/// A gateway whose pool is `value`: the message about a pool that is none names what was written.
fn template(parameter: &str, value: &str) -> String {
    format!(
        r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {{ "s": {parameter} }},
  "resources": [{{ "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "gw",
    "properties": {{ "vpnClientConfiguration": {{
      "vpnClientAddressPool": {{ "addressPrefixes": ["{value}"] }},
      "radiusServerAddress": "10.0.0.4", "radiusServerSecret": "[parameters('s')]" }} }} }}],
  "outputs": {{ "shown": {{ "type": "string", "value": "{value}" }} }}
}}"#
    )
}

#[test]
fn secure_parameters_of_templates() {
    let parameter = format!(r#"{{ "type": "securestring", "defaultValue": "{SECRET}" }}"#);
    for value in [
        "[parameters('s')]",
        "[substring(parameters('s'), 1)]",
        "[base64(parameters('s'))]",
        "[toUpper(parameters('s'))]",
        "[uriComponent(parameters('s'))]",
        "[string(createObject('k', parameters('s')))]",
        "[if(true(), parameters('s'), '')]",
        "[format('{0}/24', parameters('s'))]",
    ] {
        let place = Workplace::new().file("hub.json", &template(&parameter, value));
        are_not_said(&place, "hub.json", &forms());
    }
}

#[test]
fn a_secure_parameter_in_every_command() {
    let parameter = format!(r#"{{ "type": "securestring", "defaultValue": "{SECRET}" }}"#);
    let place = Workplace::new().file("hub.json", &template(&parameter, "[parameters('s')]"));
    are_shown_nowhere(&place, "hub.json", &forms());
}

#[test]
fn the_environment_that_a_program_reads() {
    let place = Workplace::new().file("hub.bicep", &program("param s string", "s")).file(
        "hub.bicepparam",
        "using 'hub.bicep'\nparam s = readEnvironmentVariable('BUILD_LABEL')\n",
    );
    for arguments in [
        vec!["check", ".", "-v"],
        vec!["check", ".", "--format", "json"],
        vec!["expand", "hub.bicep", "--parameters", "hub.bicepparam"],
    ] {
        let output =
            place.command(&arguments).env("BUILD_LABEL", SECRET).output().expect("it runs");
        let ended = Ended::of(&output);
        assert!(ended.out.contains("gw"), "{arguments:?}: {}{}", ended.out, ended.err);
        assert!(!(ended.out + &ended.err).contains(SECRET), "{arguments:?}");
    }
}

#[test]
fn a_sensitive_variable_in_every_command() {
    let place = Workplace::new().file("main.tf", &configuration("var.s"));
    are_shown_nowhere(&place, ".", &forms());
}

#[test]
fn parameters_files_and_the_command_line() {
    let place = Workplace::new()
        .file("hub.json", &template(r#"{ "type": "securestring" }"#, "[parameters('s')]"))
        .file(
            "hub.parameters.json",
            &format!(
                r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0", "parameters": {{ "s": {{ "value": "{SECRET}" }}, "extra": {{ "value": 1 }} }} }}"#
            ),
        );
    are_shown_nowhere(&place, ".", &forms());
    let given = format!("s={SECRET}");
    for format in FORMATS {
        let ended = place.run(&["check", "hub.json", "--format", format, "--parameter", &given]);
        assert!(!(ended.out + &ended.err).contains(SECRET), "{format}");
    }
}

/// A secure parameter of Bicep whose default is the secret.
fn secure() -> String {
    format!("@secure()\nparam s string = '{SECRET}'")
}

/// A gateway whose pool is `value`, with this declaration of the parameter `s`.
fn program(declared: &str, value: &str) -> String {
    format!(
        "{declared}\n\
             resource gw 'Microsoft.Network/virtualNetworkGateways@2024-05-01' = {{\n  name: 'gw'\n  location: 'westeurope'\n  \
             properties: {{\n    vpnClientConfiguration: {{\n      \
             vpnClientAddressPool: {{\n        addressPrefixes: [\n          {value}\n        ]\n      }}\n      \
             radiusServerAddress: '10.0.0.4'\n      radiusServerSecret: s\n    }}\n  }}\n}}\n\
             output shown string = {value}\n"
    )
}

#[test]
fn secure_parameters_of_bicep() {
    for value in [
        "s",
        "'${s}/24'",
        "toUpper(s)",
        "base64(s)",
        "substring(s, 1)",
        "split(s, '~')[0]",
        "'a${uriComponent(s)}'",
    ] {
        let place = Workplace::new().file("hub.bicep", &program(&secure(), value));
        are_not_said(&place, "hub.bicep", &forms());
    }
    are_shown_nowhere(
        &Workplace::new().file("hub.bicep", &program(&secure(), "s")),
        "hub.bicep",
        &forms(),
    );
    // One that doesn't parse is shown at its fault.
    let place = Workplace::new().file(
        "hub.bicep",
        &format!("resource c 'Microsoft.Network/connections@2024-05-01' = {{\n  name: 'c'\n  properties: {{ sharedKey: '{SECRET}' ) }}\n}}\n"),
    );
    are_shown_nowhere(&place, "hub.bicep", &forms());
    let place = Workplace::new().file("hub.bicep", &program(&secure(), "s")).file(
        "hub.bicepparam",
        &format!("using 'hub.bicep'\nparam s = '{SECRET}'\nparam none = 1\n"),
    );
    are_shown_nowhere(&place, ".", &forms());
}

/// A gateway whose address space is `value`, of a sensitive variable.
fn configuration(value: &str) -> String {
    format!(
        "variable \"s\" {{\n  type = string\n  sensitive = true\n  default = \"{SECRET}\"\n}}\n\
             resource \"azurerm_virtual_network_gateway\" \"hub\" {{\n  name = \"gw\"\n  type = \"Vpn\"\n  sku = \"VpnGw1AZ\"\n  \
             location = \"westeurope\"\n  resource_group_name = \"rg\"\n  \
             vpn_client_configuration {{\n    address_space = [{value}]\n    radius_server_address = \"10.0.0.4\"\n    \
             radius_server_secret = var.s\n  }}\n}}\noutput \"shown\" {{\n  value = {value}\n}}\n"
    )
}

#[test]
fn sensitive_variables_of_terraform() {
    for value in [
        "var.s",
        "\"${var.s}/24\"",
        "upper(var.s)",
        "base64encode(var.s)",
        "substr(var.s, 1, -1)",
        "urlencode(var.s)",
        "strrev(var.s)",
    ] {
        let place = Workplace::new().file("main.tf", &configuration(value));
        are_not_said(&place, ".", &forms());
    }
}

#[test]
fn literals_in_secret_properties() {
    // The name of one is misspelt, and the last file is no JSON.
    for (key, end) in
        [("sharedKey", "}"), ("sharedkey", "}"), ("SharedKeey", "}"), ("sharedKey", " \"x\": 1")]
    {
        let text = format!(
            r#"[{{ "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/connections/c",
  "type": "Microsoft.Network/connections", "name": "c",
  "properties": {{ "connectionType": "IPsec", "{key}": "{SECRET}"{end} }}]"#
        );
        let place = Workplace::new().file("export.json", &text);
        are_shown_nowhere(&place, "export.json", &forms());
    }
}

#[test]
fn private_keys_in_every_encoding() {
    let key = KeyPair::generate().expect("a key");
    let der = key.serialize_der();
    let base64 = STANDARD.encode(&der);
    // A stretch out of the middle of the key, in base64 and as hexadecimal digits.
    let hexadecimal = der[40..60].iter().fold(String::new(), |mut digits, octet| {
        write!(digits, "{octet:02x}").expect("a String takes text");
        digits
    });
    let secrets = [base64[60..100].to_owned(), hexadecimal];
    let jwk =
        format!(r#"{{"kty":"EC","crv":"P-256","x":"AAAA","y":"BBBB","d":"{}"}}"#, &base64[60..100]);
    let inputs: [(&str, Vec<u8>); 6] = [
        ("key.pem", key.serialize_pem().replace("\r\n", "\n").replace('\n', "").replace("-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n").replace("-----END", "\n-----END").into_bytes()),
        ("key.der", der.clone()),
        ("key.cer", base64.clone().into_bytes()),
        ("key.jwk", jwk.into_bytes()),
        ("broken.pem", format!("-----BEGIN PRIVATE KEY-----\n{base64}").into_bytes()),
        (
            "hub.json",
            template("{ \"type\": \"string\" }", "10.0.0.0/24")
                .replace("\"radiusServerAddress\"", &format!("\"vpnClientRootCertificates\": [{{ \"name\": \"r\", \"properties\": {{ \"publicCertData\": \"{base64}\" }} }}], \"radiusServerAddress\""))
                .into_bytes(),
        ),
    ];
    for (name, bytes) in inputs {
        let place = Workplace::new();
        place.put(name, bytes);
        are_shown_nowhere(&place, name, &secrets);
    }
}
