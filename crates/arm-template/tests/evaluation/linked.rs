//! Linked templates and parameters, read through a loader.

use std::collections::HashMap;
use std::sync::Arc;

use arm_template::{
    Expansion, LoadError, Loader, Options, Parsed, ProblemKind, Reason, SourceId, TemplateLink,
    expand, parse,
};
use serde_json::{Value as Json, json};

/// Files in one folder.
#[derive(Default)]
struct Folder {
    files: Vec<(&'static str, Json)>,
}

impl Loader for Folder {
    fn address(&self, source: SourceId) -> Option<Arc<str>> {
        let (name, _) = self.files.get(source.0 as usize)?;
        Some(format!("file:///infra/{name}").into())
    }

    fn load(&self, _: SourceId, link: TemplateLink<'_>) -> Result<Parsed, LoadError> {
        let name = match link {
            TemplateLink::Relative(path) => path,
            TemplateLink::Uri(uri) => {
                uri.strip_prefix("file:///infra/").ok_or(LoadError::Remote)?
            }
        };
        let files: HashMap<&str, usize> =
            self.files.iter().enumerate().map(|(place, (name, _))| (*name, place)).collect();
        let place = files
            .get(name)
            .ok_or_else(|| LoadError::NotFound(format!("there is no file '{name}'")))?;
        let text = format!("{:#}", self.files[*place].1);
        Ok(parse(&text, SourceId(u32::try_from(*place).expect("is small"))))
    }
}

impl Folder {
    /// Expands the first file.
    fn expand(&self) -> Expansion {
        let text = format!("{:#}", self.files[0].1);
        let template = parse(&text, SourceId(0)).node.expect("is JSON");
        expand(&template, &Options::default(), self)
    }
}

fn linking(properties: Json) -> Json {
    let mut template = json!({
        "parameters": { "p": { "type": "string", "defaultValue": "from the parent" } },
        "variables": { "v": "parent's" },
        "resources": [{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "linked" }],
        "outputs": { "o": { "type": "string", "value": "[reference('linked').outputs.o.value]" } },
    });
    template["resources"][0]["properties"] = properties;
    template["resources"][0]["properties"]["mode"] = json!("Incremental");
    template
}

fn child() -> Json {
    json!({
        "parameters": { "p": { "type": "string", "defaultValue": "default" } },
        "variables": { "v": "child's" },
        "resources": [{ "type": "A.B/c", "apiVersion": "1", "name": "[parameters('p')]" }],
        "outputs": { "o": { "type": "string", "value": "[concat(variables('v'), ' ', parameters('p'))]" } },
    })
}

#[test]
fn a_relative_path_is_followed_and_the_template_sees_only_its_own_names() {
    let link = json!({ "templateLink": { "relativePath": "child.json" }, "parameters": { "p": { "value": "[parameters('p')]" } } });
    let expansion =
        Folder { files: vec![("main.json", linking(link)), ("child.json", child())] }.expand();
    assert_eq!(expansion.problems, []);
    assert_eq!(expansion.outputs[0].value.as_str(), Some("child's from the parent"));
    let resource = &expansion.resources[1];
    assert_eq!(resource.deployment, ["linked".into()]);
    // The name is written in the parent and used in the child.
    assert_eq!(resource.name.span().source, SourceId(0));
    assert_eq!(resource.name.origin.at().source, SourceId(1));
}

#[test]
fn a_uri_made_from_the_templates_own_is_followed() {
    let link = json!({ "templateLink": { "uri": "[concat(deployment().properties.templateLink.uri, '/../child.json')]" } });
    let mut main = linking(link);
    // Without uri() the address is put together by hand.
    main["resources"][0]["properties"]["templateLink"]["uri"] = json!(
        "[if(equals(deployment().properties.templateLink.uri, 'file:///infra/main.json'), 'file:///infra/child.json', 'nowhere')]"
    );
    let expansion = Folder { files: vec![("main.json", main), ("child.json", child())] }.expand();
    assert_eq!(expansion.problems, []);
    assert_eq!(expansion.outputs[0].value.as_str(), Some("child's default"));
}

#[test]
fn linked_parameters_are_read_too() {
    let link = json!({ "templateLink": { "relativePath": "child.json" }, "parametersLink": { "relativePath": "parameters.json" } });
    let parameters = json!({ "parameters": { "P": { "value": "[from the file]" } } });
    let files = vec![
        ("main.json", linking(link)),
        ("child.json", child()),
        ("parameters.json", parameters),
    ];
    let expansion = Folder { files }.expand();
    assert_eq!(expansion.problems, []);
    assert_eq!(expansion.outputs[0].value.as_str(), Some("child's [from the file]"));
    assert_eq!(expansion.resources[1].name.span().source, SourceId(2));
}

#[test]
fn a_file_that_is_not_there_is_a_problem_and_a_remote_one_is_not_known() {
    let missing = linking(json!({ "templateLink": { "relativePath": "nosuch.json" } }));
    let expansion = Folder { files: vec![("main.json", missing)] }.expand();
    assert_eq!(expansion.problems.len(), 1);
    assert_eq!(expansion.problems[0].kind, ProblemKind::LinkedTemplate);
    let reason = |expansion: &Expansion| {
        expansion.outputs[0].value.as_unknown().expect("is not known").reason.clone()
    };
    assert_eq!(reason(&expansion), Reason::Linked("'nosuch.json'".into()));
    assert_eq!(expansion.unread[0].reason, Reason::Linked("'nosuch.json'".into()));

    let remote = linking(json!({ "templateLink": { "uri": "https://example.com/child.json" } }));
    let expansion = Folder { files: vec![("main.json", remote)] }.expand();
    assert_eq!(expansion.problems, []);
    assert_eq!(reason(&expansion), Reason::Linked("'https://example.com/child.json'".into()));
    assert_eq!(expansion.unread.len(), 1);
}

#[test]
fn templates_that_link_to_each_other_end_somewhere() {
    let circle = linking(json!({ "templateLink": { "relativePath": "main.json" } }));
    let expansion = Folder { files: vec![("main.json", circle)] }.expand();
    assert!(expansion.problems.iter().any(|problem| problem.kind == ProblemKind::Limit));
}

#[test]
fn a_linked_file_that_is_no_json_is_a_problem_in_that_file() {
    struct Broken;
    impl Loader for Broken {
        fn address(&self, _: SourceId) -> Option<Arc<str>> {
            None
        }
        fn load(&self, _: SourceId, _: TemplateLink<'_>) -> Result<Parsed, LoadError> {
            Ok(parse("{ \"resources\": [", SourceId(5)))
        }
    }
    let template = linking(json!({ "templateLink": { "relativePath": "broken.json" } }));
    let template = parse(&template.to_string(), SourceId(0)).node.expect("is JSON");
    let expansion = expand(&template, &Options::default(), &Broken);
    assert_eq!(expansion.problems.len(), 1);
    assert_eq!(expansion.problems[0].kind, ProblemKind::Parse);
    assert_eq!(expansion.problems[0].span.source, SourceId(5));
}

#[test]
fn what_is_passed_to_a_template_that_is_not_at_hand_is_evaluated() {
    let passed = json!({ "p": { "value": "[resourceId('A.B/c', 'n', 1)]" } });
    let link = json!({ "uri": "https://example.com/child.json" });
    let template = linking(json!({ "templateLink": link, "parameters": passed }));
    let expansion = Folder { files: vec![("main.json", template)] }.expand();
    assert_eq!(expansion.problems.len(), 1, "{:?}", expansion.problems);
    assert_eq!(expansion.problems[0].kind, ProblemKind::ArgumentType);
}
