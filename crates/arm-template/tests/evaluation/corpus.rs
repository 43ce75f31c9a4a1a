//! Real templates and exports: none of them makes the reader or the evaluator panic, and what is said about them is in its place.

use std::path::{Path, PathBuf};

use arm_template::{
    Expansion, NoLoader, Node, Options, Problem, ProblemKind, SourceId, Value, decode, expand,
    parse,
};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

fn check(node: &Node, text: &str) {
    for place in [node.origin.at(), node.origin.span()] {
        assert!(text.get(place.range()).is_some(), "{place:?}");
    }
    let whole = matches!(node.value, Value::Array(_) | Value::Object(_) | Value::Unknown(_));
    if node.origin.is_verbatim() && !whole {
        let again = parse(&text[node.span().range()], SourceId(0)).node.expect("is JSON");
        assert_eq!(again.to_json(), node.to_json());
    }
    match &node.value {
        Value::Array(array) => array.items().iter().for_each(|item| check(item, text)),
        Value::Object(object) => {
            object.members().iter().for_each(|member| check(&member.value, text));
        }
        _ => {}
    }
}

fn check_all(expansion: &Expansion, text: &str) {
    for resource in &expansion.resources {
        check(&resource.node, text);
        check(&resource.id, text);
        check(&resource.name, text);
    }
    for output in &expansion.outputs {
        check(&output.value, text);
    }
    for problem in &expansion.problems {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
        assert!(!problem.message.ends_with('.'), "{problem:?}");
    }
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn real_templates_are_expanded() {
    let mut found = Vec::new();
    files(Path::new(CORPUS), &mut found);
    assert!(!found.is_empty(), "{CORPUS} is not there");
    found.sort();
    for path in found {
        let bytes = std::fs::read(&path).expect("can be read");
        let Ok(decoded) = decode(&bytes) else { continue };
        let Some(node) = parse(&decoded.text, SourceId(0)).node else { continue };
        let schema = node.get("$schema").and_then(Node::as_str).unwrap_or_default();
        if !schema.to_lowercase().contains("deploymenttemplate") {
            continue;
        }
        let expansion = expand(&node, &Options::default(), &NoLoader);
        let limits = |problem: &Problem| problem.kind == ProblemKind::Limit;
        assert!(!expansion.problems.iter().any(limits), "{path:?}: {:?}", expansion.problems);
        check_all(&expansion, &decoded.text);
        let again = expand(&node, &Options::default(), &NoLoader);
        let ids = |expansion: &Expansion| -> Vec<String> {
            expansion.resources.iter().map(|resource| resource.node.to_json().to_string()).collect()
        };
        assert_eq!(ids(&expansion), ids(&again), "{path:?}");
    }
}
