//! Configurations: variables, locals, loops, blocks, modules, and where their values are written.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

use terraform_config::syntax::{Attribute, read};
use terraform_config::value::Value;
use terraform_config::{Expansion, File, Folder, ModuleFault, Modules, Options, Resource, expand};
use traced_values::SourceId;

/// Texts by their source.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    fn add(&mut self, text: &str) -> SourceId {
        self.0.push(text.to_owned());
        SourceId(u32::try_from(self.0.len() - 1).expect("few texts"))
    }

    fn folder(&mut self, path: &str, files: &[(&str, &str)]) -> Rc<Folder> {
        let files = files
            .iter()
            .map(|(name, text)| {
                let source = self.add(text);
                File { name: (*name).to_owned(), body: read(text, source).expect("it is HCL") }
            })
            .collect();
        Rc::new(Folder::new(path, files))
    }

    fn values(&mut self, text: &str) -> Vec<Attribute> {
        let source = self.add(text);
        read(text, source).expect("it is HCL").attributes
    }

    /// What is written at the one place to edit.
    fn written(&self, value: &Value) -> &str {
        let span = value.origin.span();
        &self.0[span.source.0 as usize][span.range()]
    }
}

#[derive(Default)]
struct Local(HashMap<String, Rc<Folder>>);

impl Modules for Local {
    fn load(&self, _: &str, source: &str, _: &str) -> Result<Rc<Folder>, ModuleFault> {
        if !source.starts_with('.') {
            return Err(ModuleFault::Remote(format!("{source} needs terraform init")));
        }
        self.0.get(source).cloned().ok_or_else(|| ModuleFault::Missing(format!("no {source}")))
    }
}

fn one<'e>(expansion: &'e Expansion, address: &str) -> &'e Resource {
    let found = expansion.resources.iter().find(|resource| &*resource.address == address);
    found.unwrap_or_else(|| {
        let known: Vec<_> = expansion.resources.iter().map(|one| one.address.clone()).collect();
        panic!("no {address} among {known:?}")
    })
}

fn at(resource: &Resource, name: &str) -> Value {
    resource.value.get(name).unwrap_or_else(|| panic!("no {name} in {}", resource.address))
}

fn messages(expansion: &Expansion) -> Vec<&str> {
    expansion.problems.iter().map(|problem| problem.message.as_str()).collect()
}

#[test]
fn a_value_in_a_map_of_values_is_traced_through_for_each_and_two_modules() {
    let mut texts = Texts::default();
    let root = texts.folder(
        ".",
        &[(
            "main.tf",
            r#"
variable "sites" { type = map(object({ pool = string, name = optional(string, "gw") })) }
module "outer" {
  source = "./outer"
  sites  = var.sites
}"#,
        )],
    );
    let outer = texts.folder(
        "outer",
        &[(
            "main.tf",
            r#"
variable "sites" {}
module "inner" {
  for_each = var.sites
  source   = "./inner"
  pool     = each.value.pool
  name     = "${each.key}-${each.value.name}"
}"#,
        )],
    );
    let inner = texts.folder(
        "inner",
        &[(
            "main.tf",
            r#"
variable "pool" { type = string }
variable "name" { type = string }
locals { pools = [var.pool] }
resource "azurerm_virtual_network_gateway" "g" {
  name = var.name
  vpn_client_configuration {
    address_space = local.pools
  }
}"#,
        )],
    );
    let values = texts.values(
        "sites = {\n  east = { pool = \"10.1.0.0/24\" }\n  west = { pool = \"10.2.0.7/24\", name = \"x\" }\n}\n",
    );
    let modules =
        Local(HashMap::from([("./outer".to_owned(), outer), ("./inner".to_owned(), inner)]));
    let options = Options { values, modules: &modules, ..Options::default() };
    let expansion = expand(&root, &options);
    assert_eq!(messages(&expansion), Vec::<&str>::new());

    let west =
        one(&expansion, "module.outer.module.inner[\"west\"].azurerm_virtual_network_gateway.g");
    assert_eq!(at(west, "name").as_str(), Some("west-x"));
    let blocks = at(west, "vpn_client_configuration");
    let block = blocks.as_items().expect("blocks are a list")[0].clone();
    let pool = block.get("address_space").expect("is written");
    let pool = pool.part(&pool.as_items().expect("a list")[0]);
    assert_eq!(pool.as_str(), Some("10.2.0.7/24"));
    assert_eq!(texts.written(&pool), "\"10.2.0.7/24\"");
    assert!(pool.origin.trail().len() >= 4, "{:?}", pool.origin.trail());
    let east =
        one(&expansion, "module.outer.module.inner[\"east\"].azurerm_virtual_network_gateway.g");
    assert_eq!(at(east, "name").as_str(), Some("east-gw"));
}

#[test]
fn what_a_provider_fills_in_stays_a_reference() {
    let mut texts = Texts::default();
    let root = texts.folder(
        ".",
        &[(
            "main.tf",
            r#"
resource "azurerm_subnet" "s" { name = "GatewaySubnet" }
resource "azurerm_subnet" "many" {
  for_each = toset(["a", "b"])
  name     = each.key
}
output "id"   { value = azurerm_subnet.s.id }
output "name" { value = azurerm_subnet.s.name }
output "keyed" { value = "${azurerm_subnet.many["a"].id}/x" }
output "all"  { value = [for s in azurerm_subnet.many : s.name] }
output "data" { value = data.azurerm_client_config.me.tenant_id }
data "azurerm_client_config" "me" {}
"#,
        )],
    );
    let expansion = expand(&root, &Options::default());
    assert_eq!(messages(&expansion), Vec::<&str>::new());
    let output = |name: &str| {
        let found = expansion.outputs.iter().find(|output| &*output.name == name);
        found.expect("it is declared").value.clone()
    };
    let residual = |name: &str| output(name).as_unknown().expect("unknown").residual.to_string();
    assert_eq!(residual("id"), "azurerm_subnet.s.id");
    assert_eq!(output("name").as_str(), Some("GatewaySubnet"));
    assert_eq!(residual("keyed"), "\"${azurerm_subnet.many[\"a\"].id}/x\"");
    assert_eq!(output("all").to_json(), serde_json::json!(["a", "b"]));
    assert_eq!(residual("data"), "data.azurerm_client_config.me.tenant_id");
}

#[test]
fn dynamic_blocks_and_counts_are_unrolled() {
    let mut texts = Texts::default();
    let root = texts.folder(
        ".",
        &[(
            "main.tf",
            r#"
locals { roots = { a = "AAAA", b = "BBBB" } }
resource "x" "g" {
  count = 2
  name  = "g${count.index}"
  dynamic "root_certificate" {
    for_each = local.roots
    iterator = cert
    content {
      name             = cert.key
      public_cert_data = cert.value
    }
  }
}
resource "x" "none" { count = 0 }
resource "x" "unsure" {
  count = var.n
  name  = "kept"
}
variable "n" {}
"#,
        )],
    );
    let expansion = expand(&root, &Options::default());
    assert_eq!(messages(&expansion), Vec::<&str>::new());
    let second = one(&expansion, "x.g[1]");
    assert_eq!(at(second, "name").as_str(), Some("g1"));
    let roots = at(second, "root_certificate");
    let b = &roots.as_items().expect("blocks")[1];
    assert_eq!(b.get("name").and_then(|name| name.as_str().map(str::to_owned)), Some("b".into()));
    assert_eq!(texts.written(&b.get("public_cert_data").expect("is written")), "\"BBBB\"");
    assert!(!expansion.resources.iter().any(|one| one.address.starts_with("x.none")));
    let unsure = one(&expansion, "x.unsure[…]");
    assert!(unsure.unsure.is_some());
    assert_eq!(at(unsure, "name").as_str(), Some("kept"));
}

#[test]
fn override_files_replace_arguments_and_whole_block_types() {
    let mut texts = Texts::default();
    let root = texts.folder(
        ".",
        &[
            ("main.tf", "resource \"x\" \"a\" {\n  one = 1\n  two = 2\n  b { n = 1 }\n  b { n = 2 }\n  c { n = 3 }\n}"),
            ("main_override.tf", "resource \"x\" \"a\" {\n  two = 22\n  b { n = 9 }\n}"),
        ],
    );
    let expansion = expand(&root, &Options::default());
    let a = one(&expansion, "x.a");
    assert_eq!(
        a.value.to_json(),
        serde_json::json!({"one": 1, "two": 22, "b": [{"n": 9}], "c": [{"n": 3}]})
    );
}

#[test]
fn null_takes_the_default_only_where_a_variable_is_not_nullable() {
    let mut texts = Texts::default();
    let root = texts.folder(
        ".",
        &[(
            "main.tf",
            "variable \"a\" {\n  default  = 1\n  nullable = false\n}\nvariable \"b\" { default = 1 }\noutput \"a\" { value = var.a }\noutput \"b\" { value = var.b }\n",
        )],
    );
    let values = texts.values("a = null\nb = null\n");
    let expansion = expand(&root, &Options { values, ..Options::default() });
    assert_eq!(expansion.outputs[0].value.to_json(), serde_json::json!(1));
    assert!(expansion.outputs[1].value.is_null());
}

#[test]
fn one_fault_hides_nothing_else() {
    let mut texts = Texts::default();
    let root = texts.folder(
        ".",
        &[(
            "main.tf",
            r#"
locals {
  loop  = local.other
  other = local.loop
}
resource "x" "a" {
  bad    = nosuch(1)
  worse  = local.loop
  list   = [1, tonumber("x"), 3]
  good   = 10
  length = lenght([1])
}
"#,
        )],
    );
    let expansion = expand(&root, &Options::default());
    let a = one(&expansion, "x.a");
    assert_eq!(at(a, "good").to_json(), serde_json::json!(10));
    let list = at(a, "list");
    assert_eq!(list.as_items().expect("a list")[2].to_json(), serde_json::json!(3));
    let told = messages(&expansion).join("\n");
    assert!(told.contains("there is no function nosuch()"), "{told}");
    assert!(told.contains("did you mean length()?"), "{told}");
    assert!(told.contains("depends on itself"), "{told}");
    assert!(told.contains("a number is required"), "{told}");
}

#[test]
fn modules_from_elsewhere_are_named() {
    let mut texts = Texts::default();
    let root = texts.folder(
        ".",
        &[(
            "main.tf",
            "module \"net\" { source = \"Azure/network/azurerm\" }\nmodule \"gone\" { source = \"./gone\" }\noutput \"id\" { value = module.net.id }\n",
        )],
    );
    let modules = Local::default();
    let expansion = expand(&root, &Options { modules: &modules, ..Options::default() });
    let unread: Vec<_> = expansion.unread.iter().map(|one| &*one.address).collect();
    assert_eq!(unread, ["module.gone", "module.net"]);
    assert!(expansion.outputs[0].value.is_unknown());
    assert_eq!(messages(&expansion), ["no ./gone"]);
}

#[test]
fn bombs_end_at_a_bound() {
    let mut texts = Texts::default();
    let mut text = String::from("locals {\n  a0 = [1, 1]\n");
    for at in 1..40 {
        writeln!(text, "  a{at} = concat(local.a{0}, local.a{0})", at - 1)
            .expect("a string takes it");
    }
    text.push_str(
        "}\noutput \"a\" { value = local.a39 }\nresource \"x\" \"n\" { count = 2000000000 }\n",
    );
    let root = texts.folder(".", &[("main.tf", &text)]);
    let expansion = expand(&root, &Options::default());
    let told = messages(&expansion).join("\n");
    assert!(told.contains("more values than are evaluated"), "{told}");
    assert!(told.contains("2000000000"), "{told}");
}

#[test]
fn sensitive_values_stay_sensitive() {
    let mut texts = Texts::default();
    let root = texts.folder(
        ".",
        &[(
            "main.tf",
            "variable \"s\" {\n  default   = \"hush\"\n  sensitive = true\n}\noutput \"a\" { value = base64encode(\"${var.s}!\") }\noutput \"b\" { value = { k = var.s } }\noutput \"n\" { value = \"x\" }\n",
        )],
    );
    let expansion = expand(&root, &Options::default());
    assert!(expansion.outputs[0].value.sensitive);
    assert!(expansion.outputs[1].value.holds_sensitive());
    assert!(!expansion.outputs[2].value.holds_sensitive());
}

#[test]
fn modules_that_double_with_each_level_end_at_a_limit_that_is_said_once() {
    let mut texts = Texts::default();
    let call = |at: usize| format!("module \"m\" {{\n  source = \"./{at}\"\n  count  = 2\n}}\n");
    let network = "resource \"azurerm_virtual_network\" \"n\" {\n  name = \"n\"\n}\n";
    let root = texts.folder(".", &[("main.tf", &call(1))]);
    let last = 16;
    let below = (1..=last).map(|at| {
        let text = if at < last { call(at + 1) + network } else { network.to_owned() };
        (format!("./{at}"), texts.folder(&format!("./{at}"), &[("main.tf", &text)]))
    });
    let modules = Local(below.collect());
    let expansion = expand(&root, &Options { modules: &modules, ..Options::default() });
    assert_eq!(
        messages(&expansion),
        ["more than 2000 modules are called; the rest is not evaluated"]
    );
    assert_eq!(expansion.unread.len(), 1);
    // What was made before that is looked at.
    assert!((1_000..=2_000).contains(&expansion.resources.len()), "{}", expansion.resources.len());
}

#[test]
fn line_breaks_within_brackets_mean_nothing() {
    let text = r#"
locals {
  pools = { "one" = "10.1.0.0/24", two = "10.2.0.0/24" }
  kept = {
    for name, pool in local.pools : name =>
    name == "one" ?  # the first one, é
    pool :
    "${
      name
    }-none"
    if name != "three" &&
    name != "four"
    // and no other
    ||
    false
  }
  list = [
    for name in keys(local.pools) :
    name == "one" ||
    name == "two"
    ? { a = 1
        b = 2 }
    : null
  ]
  chosen = (
    true
    && !
    false
  )
  text = <<-END
    [
      kept ${1 ==
        2 ? "" :
        "so"}
    END
}
resource "thing" "a" {
  kept   = local.kept
  list   = local.list
  chosen = local.chosen
  text   = local.text
}
"#;
    let mut texts = Texts::default();
    let root = texts.folder("", &[("main.tf", text)]);
    let expansion = expand(&root, &Options::default());
    assert_eq!(messages(&expansion), [""; 0]);
    let thing = one(&expansion, "thing.a");
    let kept = at(thing, "kept");
    let kept = kept.as_entries().expect("an object");
    let first = kept.get("one").expect("kept");
    assert_eq!(first.as_str(), Some("10.1.0.0/24"));
    assert_eq!(texts.written(first), "\"10.1.0.0/24\"");
    assert_eq!(kept.get("two").and_then(Value::as_str), Some("two-none"));
    let list = at(thing, "list");
    let list = list.as_items().expect("a list");
    assert_eq!(list.len(), 2);
    assert_eq!(list[1].as_entries().map(|object| object.len()), Some(2));
    assert_eq!(at(thing, "chosen").as_bool(), Some(true));
    assert_eq!(at(thing, "text").as_str(), Some("[\n  kept so\n"));
}

#[test]
fn of_a_key_that_stands_twice_the_last_value_counts() {
    let text = r#"
resource "thing" "a" {
  tags = {
    q      = "0"
    a      = "1"
    "b c"  = "2"
    a      = "3"
    "b c"  = "4"
    "a"    = "5"
    inner  = { a = "6", a = "7" }
    ("x${1}")  = "8"
    ("x${1}")  = "9"
    "y${1}"  = "10"
    "y${1}"  = "11"
    1  = "12"
    1  = "13"
  }
  list = [for one in [1] :
    one ==
    1]
}
"#;
    let mut texts = Texts::default();
    let root = texts.folder("", &[("main.tf", text)]);
    let expansion = expand(&root, &Options::default());
    let tags = at(one(&expansion, "thing.a"), "tags");
    let tags = tags.as_entries().expect("an object");
    let text_of = |name: &str| tags.get(name).and_then(Value::as_str);
    assert_eq!((text_of("q"), text_of("a"), text_of("b c")), (Some("0"), Some("5"), Some("4")));
    assert_eq!(texts.written(tags.get("b c").expect("there")), "\"4\"");
    let inner = tags.get("inner").and_then(Value::as_entries).expect("an object");
    assert_eq!(inner.get("a").and_then(Value::as_str), Some("7"));
    assert_eq!((text_of("x1"), text_of("y1"), text_of("1")), (Some("9"), Some("11"), Some("13")));
    assert_eq!(tags.len(), 7);
}

#[test]
fn what_is_wrong_besides_keeps_its_place() {
    let text = "a = [for k in [1] :\n  k ==\n  1]\nb = {\n  x = 1\n  x = 2\n}\nc = = 1\n";
    let problem = read(text, SourceId(0)).expect_err("one = is too much");
    assert_eq!(&text[problem.span.start as usize..], "= 1\n");
    // A line break ends an argument outside of brackets, whatever is on the next line.
    let text = "a = true &&\n  false\n";
    assert!(read(text, SourceId(0)).is_err());
}
