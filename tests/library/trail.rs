//! A fault is shown where it is written, however it got to where it is used, and however its file is encoded.

use std::path::Path;

use gatelint::finding::{Finding, Report};
use gatelint::run::{Request, check};
use gatelint::source::Given;

/// A template with two nested ones; the range of a route passes through both and `concat()`.
const TEMPLATE: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "network": { "type": "string" } },
  "resources": [
    {
      "type": "Microsoft.Resources/deployments",
      "apiVersion": "2022-09-01",
      "name": "outer",
      "properties": {
        "mode": "Incremental",
        "expressionEvaluationOptions": { "scope": "inner" },
        "parameters": { "network": { "value": "[parameters('network')]" } },
        "template": {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": { "network": { "type": "string" } },
          "resources": [
            {
              "type": "Microsoft.Resources/deployments",
              "apiVersion": "2022-09-01",
              "name": "inner",
              "properties": {
                "mode": "Incremental",
                "expressionEvaluationOptions": { "scope": "inner" },
                "parameters": { "range": { "value": "[concat(parameters('network'), '/0')]" } },
                "template": {
                  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                  "contentVersion": "1.0.0.0",
                  "parameters": { "range": { "type": "string" } },
                  "resources": [
                    {
                      "type": "Microsoft.Network/routeTables",
                      "apiVersion": "2024-05-01",
                      "name": "rt",
                      "properties": {
                        "routes": [
                          { "name": "all", "properties": { "addressPrefix": "[parameters('range')]", "nextHopType": "Internet" } }
                        ]
                      }
                    },
                    {
                      "type": "Microsoft.Network/virtualNetworks",
                      "apiVersion": "2024-05-01",
                      "name": "hub",
                      "properties": {
                        "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
                        "subnets": [
                          {
                            "name": "GatewaySubnet",
                            "properties": {
                              "addressPrefix": "10.0.255.0/27",
                              "routeTable": { "id": "[resourceId('Microsoft.Network/routeTables', 'rt')]" }
                            }
                          }
                        ]
                      }
                    }
                  ]
                }
              }
            }
          ]
        }
      }
    }
  ]
}
"#;

const PARAMETERS: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "network": { "value": "0.0.0.0" }
  }
}
"#;

fn report(template: &[u8], parameters: &[u8]) -> Report {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hub.json");
    std::fs::write(&path, template).expect("written");
    std::fs::write(folder.path().join("hub.parameters.json"), parameters).expect("written");
    check(&request(&path))
}

fn request(path: &Path) -> Request {
    let mut request =
        Request::new(vec![Given::Path(path.to_owned())], "2026-11-24".parse().expect("a date"));
    request.lints.retain(|lint| lint.id == "gateway-subnet-default-route");
    request
}

fn only(report: &Report) -> &Finding {
    let [finding] = &report.findings[..] else {
        panic!("one finding was wanted: {:#?}", report.findings)
    };
    finding
}

/// The file's name, the text that the place covers, and its line.
fn place(report: &Report, span: arm_template::Span) -> (String, String, usize) {
    let name = report.sources.name(span.source).rsplit('/').next().unwrap_or_default().to_owned();
    let line = report.sources.position(span.source, span.start).line;
    (name, report.sources.slice(span).to_owned(), line)
}

fn assert_found(report: &Report, line: usize) {
    let finding = only(report);
    assert_eq!(
        place(report, finding.span),
        ("hub.parameters.json".to_owned(), "\"0.0.0.0\"".to_owned(), line)
    );
    let way: Vec<String> =
        finding.related.iter().map(|related| place(report, related.span).1).collect();
    for step in
        ["parameters('range')", "concat(parameters('network'), '/0')", "parameters('network')"]
    {
        assert!(way.iter().any(|text| text == step), "{step} is on the way: {way:?}");
    }
    let through = finding
        .related
        .iter()
        .filter(|related| related.message == "passed by parameters('network')")
        .count();
    assert_eq!(through, 2, "both templates hand it on: {:#?}", finding.related);
}

#[test]
fn through_two_nested_templates_and_concat() {
    assert_found(&report(TEMPLATE.as_bytes(), PARAMETERS.as_bytes()), 5);
}

#[test]
fn with_comments() {
    let parameters = format!("// written by hand\n/* over\n   lines */ {PARAMETERS}");
    assert_found(
        &report(
            TEMPLATE.replace("\"resources\"", "/* what */ \"resources\"").as_bytes(),
            parameters.as_bytes(),
        ),
        7,
    );
}

#[test]
fn with_a_byte_order_mark() {
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    let report = report(&marked(TEMPLATE), &marked(PARAMETERS));
    assert_found(&report, 5);
    let finding = only(&report);
    let offset = report.sources.position(finding.span.source, finding.span.start).offset;
    assert_eq!(
        &marked(PARAMETERS)[offset..offset + 9],
        b"\"0.0.0.0\"",
        "the offset counts the bytes of the file"
    );
}

#[test]
fn with_windows_line_ends() {
    let lines = |text: &str| text.replace('\n', "\r\n").into_bytes();
    assert_found(&report(&lines(TEMPLATE), &lines(PARAMETERS)), 5);
}

#[test]
fn in_utf_16() {
    let wide = |text: &str| {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    assert_found(&report(&wide(TEMPLATE), &wide(PARAMETERS)), 5);
}

#[test]
fn in_a_parameters_file_that_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hub.json");
    std::fs::write(&path, TEMPLATE).expect("written");
    let first = folder.path().join("base.json");
    std::fs::write(&first, PARAMETERS.replace("0.0.0.0", "10.0.0.0")).expect("written");
    let second = folder.path().join("hub.parameters.json");
    std::fs::write(&second, PARAMETERS).expect("written");
    let mut request = request(&path);
    request.parameters = vec![first, second];
    assert_found(&check(&request), 5);
}

#[test]
fn on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hub.json");
    std::fs::write(&path, TEMPLATE).expect("written");
    let mut request = request(&path);
    request.values = vec![("network".to_owned(), "0.0.0.0".to_owned())];
    let report = check(&request);
    assert_eq!(place(&report, only(&report).span).0, "--parameter network");
}
