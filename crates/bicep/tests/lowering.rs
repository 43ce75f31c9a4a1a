//! What single pieces of the language become in the template.

use std::path::Path;

use arm_template::SourceId;
use bicep::{DirectoryEntry, Files, OpenError, Parsed, Source, compile};
use serde_json::Value as Json;

/// A main file, with a module beside it that takes `p`. What is parsed and made is kept, if there is a place for it.
#[derive(Default)]
struct Pair(Option<Parsed>);

impl Files for Pair {
    fn open(&self, _from: &Path, path: &str) -> Result<Source, OpenError> {
        let text = match path {
            "wrong.bicep" => "param p string = ''\n\nvar a = b\noutput o string = '${a}${p}'\n",
            _ => "param p string = ''\n\noutput o string = p\n",
        };
        let text = text.into();
        Ok(Source { id: SourceId(1), path: path.into(), text })
    }

    fn artifact(&self, _from: &Path, reference: &str) -> Result<Source, OpenError> {
        Err(OpenError::NotRestored(reference.to_owned()))
    }

    fn bytes(&self, _from: &Path, path: &str) -> Result<(Option<SourceId>, Vec<u8>), OpenError> {
        Err(OpenError::Missing(path.to_owned()))
    }

    fn directory(&self, _from: &Path, path: &str) -> Result<Vec<DirectoryEntry>, OpenError> {
        Err(OpenError::Missing(path.to_owned()))
    }

    fn environment(&self, _name: &str) -> Option<String> {
        None
    }

    fn parsed(&self) -> Option<&Parsed> {
        self.0.as_ref()
    }
}

fn compiled(text: &str) -> Json {
    let main = Source { id: SourceId(0), path: "main.bicep".into(), text: text.into() };
    let compiled = compile(&main, &Pair::default());
    assert_eq!(compiled.problems, [], "{text}");
    compiled.template.to_json()
}

#[test]
fn nameof_gives_the_last_name_or_key() {
    for (argument, expected) in [
        ("c", "c"),
        ("c.westus", "westus"),
        ("c['server-name']", "server-name"),
        ("c.list[0]", "list"),
    ] {
        let text = format!(
            "var c = {{\n  westus: 1\n  'server-name': 2\n  list: [1]\n}}\noutput o string = nameof({argument})\n"
        );
        assert_eq!(compiled(&text)["outputs"]["o"]["value"], expected, "{argument}");
    }
}

#[test]
fn a_choice_is_passed_to_a_module_as_a_choice_of_values() {
    let text = "
resource s 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: 's'
}
param a bool
var chosen = !empty(s.properties.x) ? s.properties.x : 'none'
module m 'm.bicep' = {
  name: 'm'
  params: {
    p: a ? 'x' : (chosen == '' ? 'y' : chosen)
  }
}
";
    let passed = &compiled(text)["resources"][0]["properties"]["parameters"]["p"];
    let passed = passed.as_str().expect("an expression");
    let value = |text: &str| format!("createObject('value', {text})");
    let x = "reference(resourceId('Microsoft.Storage/storageAccounts', 's'), '2023-01-01').x";
    let chosen = format!("if(not(empty({x})), {}, {})", value(x), value("'none'"));
    assert!(passed.starts_with("[if(parameters('a'), createObject('value', 'x'), if("), "{passed}");
    assert!(passed.ends_with(&format!("{}, {chosen}))]", value("'y'"))), "{passed}");
}

#[test]
fn one_turn_of_a_loop_chosen_by_another_is_no_use_of_the_whole() {
    let text = "
resource s 'Microsoft.Storage/storageAccounts@2023-01-01' = [for i in range(0, 2): {
  name: 's${i}'
}]
output o string = s[int(s[0].properties.x)].properties.y
";
    assert!(compiled(text)["resources"].is_array());
    let whole = format!("{text}output all array = s\n");
    assert!(compiled(&whole)["resources"].is_object());
}

#[test]
fn a_module_is_the_same_in_whatever_program_and_its_faults_are_told_in_each() {
    let main = |id: u32| Source {
        id: SourceId(id),
        path: format!("main{id}.bicep").into(),
        text: format!("module m 'wrong.bicep' = {{\n  name: 'm{id}'\n}}\n").into(),
    };
    let (kept, fresh) = (Pair(Some(Parsed::default())), Pair::default());
    for id in [2, 3] {
        let (one, other) = (compile(&main(id), &kept), compile(&main(id), &fresh));
        assert_eq!(one.problems.len(), 1, "{:?}", one.problems);
        assert_eq!(one.problems, other.problems);
        assert_eq!(one.template.to_json(), other.template.to_json());
    }
}
