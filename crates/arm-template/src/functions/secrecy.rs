//! Whatever a function makes from a secret is secret, whichever of its arguments the secret is in.

use serde_json::{Value, json};

use super::ORDERED;
use crate::{Expansion, NoLoader, Options, SourceId, expand, parse};

/// A call of a function: its arguments, as JSON.
type SampleCall = (&'static str, &'static str);

/// A call of every function that takes arguments and gives a value before anything is deployed.
const CALLS: [SampleCall; 78] = [
    ("add", r"[3, 4]"),
    ("array", r#"["hush"]"#),
    ("base64", r#"["hush"]"#),
    ("base64ToJson", r#"["eyJrIjoiaHVzaCJ9"]"#),
    ("base64ToString", r#"["aHVzaA=="]"#),
    ("bool", r#"["true"]"#),
    ("buildUri", r#"[{ "scheme": "https", "host": "hush" }]"#),
    ("cidrHost", r#"["10.0.0.0/24", 3]"#),
    ("cidrSubnet", r#"["10.0.0.0/16", 24, 3]"#),
    ("concat", r#"["hush", "x"]"#),
    ("contains", r#"["hush", "us"]"#),
    ("createArray", r#"["hush", 1]"#),
    ("createObject", r#"["k", "hush"]"#),
    ("dataUri", r#"["hush"]"#),
    ("dataUriToString", r#"["data:;base64,aHVzaA=="]"#),
    ("dateTimeAdd", r#"["2026-01-01T00:00:00Z", "P1D", "yyyy-MM-dd"]"#),
    ("dateTimeFromEpoch", r"[1790000000]"),
    ("dateTimeToEpoch", r#"["2026-01-01T00:00:00Z"]"#),
    ("distinct", r#"[["hush", "hush"]]"#),
    ("div", r"[9, 2]"),
    ("empty", r#"["hush"]"#),
    ("endsWith", r#"["hush", "sh"]"#),
    ("equals", r#"["hush", "x"]"#),
    ("extensionResourceId", r#"["/subscriptions/hush", "Microsoft.Authorization/locks", "hush"]"#),
    ("first", r#"["hush"]"#),
    ("flatten", r#"[[["hush"], ["x"]]]"#),
    ("float", r#"["3"]"#),
    ("format", r#"["{0} {1}", "hush", 1]"#),
    ("greater", r"[3, 4]"),
    ("greaterOrEquals", r"[3, 4]"),
    ("guid", r#"["hush", "x"]"#),
    ("indexFromEnd", r#"[["hush", "x"], 1]"#),
    ("indexOf", r#"["hush", "s"]"#),
    ("int", r#"["3"]"#),
    ("intersection", r#"[["hush", "x"], ["hush"]]"#),
    ("items", r#"[{ "k": "hush" }]"#),
    ("join", r#"[["hush", "x"], ", "]"#),
    ("json", r#"["{\"k\": 3}"]"#),
    ("last", r#"["hush"]"#),
    ("lastIndexOf", r#"["hush", "h"]"#),
    ("length", r#"["hush"]"#),
    ("less", r"[3, 4]"),
    ("lessOrEquals", r"[3, 4]"),
    ("like", r#"["hush", "h*"]"#),
    ("managementGroupResourceId", r#"["group", "Microsoft.Authorization/locks", "hush"]"#),
    ("max", r"[3, 4]"),
    ("min", r"[3, 4]"),
    ("mod", r"[9, 4]"),
    ("mul", r"[3, 4]"),
    ("not", r"[true]"),
    ("objectKeys", r#"[{ "hush": 1 }]"#),
    ("padLeft", r#"["hush", 9, "0"]"#),
    ("parseCidr", r#"["10.0.0.0/24"]"#),
    ("parseUri", r#"["https://hush/x"]"#),
    ("range", r"[3, 2]"),
    ("replace", r#"["hush", "s", "z"]"#),
    ("resourceId", r#"["Microsoft.Network/virtualNetworks", "hush"]"#),
    ("shallowMerge", r#"[[{ "k": "hush" }, { "z": 1 }]]"#),
    ("skip", r#"["hush", 1]"#),
    ("split", r#"["hush", "s"]"#),
    ("startsWith", r#"["hush", "h"]"#),
    ("string", r"[[3]]"),
    ("sub", r"[9, 4]"),
    ("subscriptionResourceId", r#"["Microsoft.Authorization/locks", "hush"]"#),
    ("substring", r#"["hush", 1, 2]"#),
    ("take", r#"["hush", 2]"#),
    ("tenantResourceId", r#"["Microsoft.Authorization/locks", "hush"]"#),
    ("toLower", r#"["HUSH"]"#),
    ("toUpper", r#"["hush"]"#),
    ("trim", r#"[" hush "]"#),
    ("tryGet", r#"[{ "k": { "z": "hush" } }, "k", "z"]"#),
    ("tryIndexFromEnd", r#"[["hush", "x"], 1]"#),
    ("union", r#"[["hush"], ["x"]]"#),
    ("uniqueString", r#"["hush", "x"]"#),
    ("uri", r#"["https://hush", "x"]"#),
    ("uriComponent", r#"["hu sh"]"#),
    ("uriComponentToString", r#"["hu%20sh"]"#),
    ("pickZones", r#"["Microsoft.Compute", "virtualMachines", "westeurope", 2, 0]"#),
];

/// Those that take arguments and are answered by Azure alone: what is left of them names the secret and doesn't hold it.
const ASKED_OF_AZURE: [&str; 6] = [
    "providers",
    "roleDefinitions",
    "toLogicalZone",
    "toLogicalZones",
    "toPhysicalZone",
    "toPhysicalZones",
];

/// An output that calls the function, one of whose arguments comes from a secure parameter.
fn called(name: &str, arguments: &[Value], secret: Option<usize>) -> Expansion {
    let written = arguments.iter().enumerate().map(|(at, argument)| match secret {
        Some(secret) if secret == at => "parameters('o').v".to_owned(),
        _ => format!("json('{}')", argument.to_string().replace('\'', "''")),
    });
    let call = format!("[createArray({name}({}))]", written.collect::<Vec<_>>().join(", "));
    let template = json!({
        "parameters": { "o": { "type": "secureObject",
            "defaultValue": { "v": secret.map_or(&Value::Null, |at| &arguments[at]) } } },
        "resources": [],
        "outputs": { "o": { "type": "array", "value": call } },
    });
    let node = parse(&template.to_string(), SourceId(0)).node.expect("JSON");
    expand(&node, &Options::default(), &NoLoader)
}

#[test]
fn what_a_function_makes_from_a_secret_is_secret_whichever_argument_it_is() {
    let mut shown = Vec::new();
    for (name, arguments) in CALLS {
        let arguments: Vec<Value> = serde_json::from_str(arguments).expect("JSON");
        let open = called(name, &arguments, None);
        assert_eq!(open.problems, [], "{name}");
        assert!(!open.outputs[0].value.holds_secret(), "{name} makes a secret of nothing");
        for at in 0..arguments.len() {
            let made = called(name, &arguments, Some(at));
            assert_eq!(made.problems, [], "{name}, argument {at}");
            if !made.outputs[0].value.holds_secret() {
                shown.push((name, at));
            }
        }
    }
    assert_eq!(shown, [], "functions and arguments");
}

#[test]
fn every_function_is_called() {
    for (_, function) in ORDERED.iter().filter(|(_, function)| function.most != Some(0)) {
        let called = CALLS.iter().any(|(name, _)| *name == function.name);
        let asked = ASKED_OF_AZURE.contains(&function.name);
        assert!(called != asked, "{} has no call here, or two", function.name);
    }
}

#[test]
fn what_only_azure_can_answer_does_not_repeat_a_secret() {
    for name in ASKED_OF_AZURE {
        let arguments =
            vec![
                json!("hush");
                ORDERED.iter().find(|(_, it)| it.name == name).expect("a function").1.least
            ];
        for at in 0..arguments.len() {
            let plain = vec![json!("open"); arguments.len()];
            let mut given = plain;
            given[at] = json!("hush");
            let made = called(name, &given, Some(at));
            let told: Vec<String> = made
                .unknowns()
                .iter()
                .map(|gap| format!("{} {}", gap.unknown.reason, gap.unknown.residual))
                .chain(made.problems.iter().map(|problem| problem.message.clone()))
                .collect();
            assert!(!told.is_empty(), "{name} was answered");
            assert!(!told.iter().any(|told| told.contains("hush")), "{name}: {told:?}");
        }
    }
}
