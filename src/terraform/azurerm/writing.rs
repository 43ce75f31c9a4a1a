//! Resources of Azure's, written as blocks of `azurerm`: the table read from right to left.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::rows::rows;
use super::table::{ArgumentMapping, Conversion, ResourceMapping};

/// Resources in JSON as `azurerm` has them; none where the provider has no argument for a part of them.
pub(crate) fn written(resources: &[Value]) -> Option<String> {
    let mut blocks: Vec<String> = Vec::new();
    for resource in resources {
        let kind = resource["type"].as_str()?;
        let row = rows().find(|row| row.azure.eq_ignore_ascii_case(kind))?;
        let symbol = format!(
            "example{}",
            match blocks.len() {
                0 => String::new(),
                more => (more + 1).to_string(),
            }
        );
        let mut text = format!("resource \"{}\" \"{symbol}\" {{\n", row.terraform);
        text.push_str(&body(row, resource.as_object()?)?);
        text.push_str("}\n");
        blocks.push(text);
    }
    (!blocks.is_empty()).then(|| blocks.join("\n"))
}

/// Members of a resource that no argument sets, and that say nothing of what it is.
const ASIDE: [&str; 6] = ["type", "apiVersion", "id", "etag", "dependsOn", "tags"];

fn body(row: &ResourceMapping, resource: &Map<String, Value>) -> Option<String> {
    let mut left = Value::Object(resource.clone());
    for aside in ASIDE {
        take(&mut left, aside);
    }
    let id = resource.get("id").and_then(Value::as_str).unwrap_or_default();
    let name = take(&mut left, "name")?;
    let mut names: Vec<&str> = name.as_str()?.split('/').collect();
    let own = names.pop()?;
    let mut lines = BodyLines::default();
    lines.argument("name", &own.into());
    if let Some(argument) = row.parent_id {
        let parent = id.rsplitn(3, '/').nth(2).filter(|parent| !parent.is_empty())?;
        lines.argument(argument, &parent.into());
    } else {
        if names.len() != row.parents.len() {
            return None;
        }
        let parents = row.parents.iter().zip(names);
        parents.for_each(|(argument, name)| lines.argument(argument, &name.into()));
        let group = id.split('/').skip_while(|part| !part.eq_ignore_ascii_case("resourceGroups"));
        lines.argument("resource_group_name", &group.into_iter().nth(1).unwrap_or("rg").into());
    }
    if let Some(location) = take(&mut left, "location") {
        lines.argument("location", &location);
    }
    lines.fields(row.fields, &mut left)?;
    is_used_up(&left).then(|| lines.text(1))
}

/// The arguments and blocks of a body: one-line arguments stand before blocks.
#[derive(Default)]
struct BodyLines {
    arguments: Vec<(&'static str, String)>,
    blocks: Vec<(&'static str, BodyLines)>,
}

impl BodyLines {
    fn argument(&mut self, name: &'static str, value: &Value) {
        self.arguments.push((name, literal(value)));
    }

    /// Takes what the fields set out of an object; none where a value isn't of the form that an argument sets.
    fn fields(&mut self, fields: &'static [ArgumentMapping], left: &mut Value) -> Option<()> {
        for field in fields {
            if let Conversion::Spread(inner) = field.how {
                let mut block = Self::default();
                block.fields(inner, left)?;
                if !block.arguments.is_empty() || !block.blocks.is_empty() {
                    self.blocks.push((field.argument, block));
                }
                continue;
            }
            let Some(value) = take(left, field.property) else { continue };
            if self.arguments.iter().any(|(name, _)| *name == field.argument) {
                // Two properties that one argument sets, such as the name and the tier of a SKU.
                continue;
            }
            self.field(field, fields, value)?;
        }
        Some(())
    }

    fn field(
        &mut self,
        field: &ArgumentMapping,
        fields: &'static [ArgumentMapping],
        value: Value,
    ) -> Option<()> {
        let inner = |value: &Value, name: &str| {
            let object = value.as_object().filter(|object| object.len() == 1)?;
            object.get(name).cloned()
        };
        let each = |value: &Value, name: &str| -> Option<Value> {
            value.as_array()?.iter().map(|item| inner(item, name)).collect()
        };
        let plural = format!("{}es", field.argument);
        if let Some(newer) = fields.iter().find(|other| other.argument == plural)
            && value.is_string()
        {
            // Later versions of the provider have the list alone.
            self.argument(newer.argument, &Value::from(vec![value]));
            return Some(());
        }
        let argument = match field.how {
            Conversion::Same if value.is_object() => return None,
            Conversion::Same => value,
            Conversion::Not => (!value.as_bool()?).into(),
            Conversion::Id => inner(&value, "id")?,
            Conversion::Ids => each(&value, "id")?,
            Conversion::Each(name) => each(&value, name)?,
            Conversion::Words(yes, no) => match value.as_str()? {
                word if word == yes => true.into(),
                word if word == no => false.into(),
                _ => return None,
            },
            Conversion::Blocks(fields) => {
                for mut item in value.as_array()?.clone() {
                    take(&mut item, "id");
                    self.block(field.argument, fields, item)?;
                }
                return Some(());
            }
            Conversion::Block(fields) => return self.block(field.argument, fields, value),
            Conversion::Spread(_) => return None,
        };
        self.argument(field.argument, &argument);
        Some(())
    }

    fn block(
        &mut self,
        name: &'static str,
        fields: &'static [ArgumentMapping],
        mut value: Value,
    ) -> Option<()> {
        let mut block = Self::default();
        block.fields(fields, &mut value)?;
        self.blocks.push((name, block));
        is_used_up(&value).then_some(())
    }

    /// The text, so many levels in, with the equals signs below each other as `terraform fmt` has them.
    fn text(&self, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        let widest = self.arguments.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let mut text = String::new();
        for (name, value) in &self.arguments {
            let _ = writeln!(text, "{indent}{name:widest$} = {value}");
        }
        for (name, block) in &self.blocks {
            let between = if text.is_empty() { "" } else { "\n" };
            let inner = block.text(depth + 1);
            let _ = if inner.is_empty() {
                writeln!(text, "{between}{indent}{name} {{}}")
            } else {
                writeln!(text, "{between}{indent}{name} {{\n{inner}{indent}}}")
            };
        }
        text
    }
}

/// Takes out what stands at the end of this way.
fn take(from: &mut Value, way: &str) -> Option<Value> {
    let object = from.as_object_mut()?;
    match way.split_once('.') {
        Some((first, rest)) => take(object.get_mut(first)?, rest),
        None => object.remove(way),
    }
}

/// Whether nothing is left but the objects around what was taken.
fn is_used_up(left: &Value) -> bool {
    left.as_object().is_some_and(|object| object.values().all(is_used_up))
}

/// The value as HCL writes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string().replace("${", "$${").replace("%{", "%%{"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::written;

    #[test]
    fn a_gateway_is_written_as_the_provider_has_it() {
        let gateway = json!({
            "type": "Microsoft.Network/virtualNetworkGateways", "name": "gw", "location": "westeurope",
            "properties": {
                "gatewayType": "Vpn", "sku": { "name": "VpnGw1AZ", "tier": "VpnGw1AZ" },
                "disableIPSecReplayProtection": false,
                "ipConfigurations": [{ "name": "default", "properties": { "subnet": { "id": "/s" } } }],
                "vpnClientConfiguration": { "vpnClientAddressPool": { "addressPrefixes": ["172.16.0.0/24"] } } } });
        let expected = r#"resource "azurerm_virtual_network_gateway" "example" {
  name                             = "gw"
  resource_group_name              = "rg"
  location                         = "westeurope"
  type                             = "Vpn"
  ip_sec_replay_protection_enabled = true
  sku                              = "VpnGw1AZ"

  ip_configuration {
    name      = "default"
    subnet_id = "/s"
  }

  vpn_client_configuration {
    address_space = ["172.16.0.0/24"]
  }
}
"#;
        assert_eq!(written(&[gateway]).as_deref(), Some(expected));
    }

    #[test]
    fn what_the_provider_has_no_argument_for_is_not_left_out() {
        let known = json!({ "type": "Microsoft.Network/localNetworkGateways", "name": "n",
            "properties": { "gatewayIpAddress": "203.0.113.4" } });
        assert!(written(std::slice::from_ref(&known)).is_some());
        let mut more = known.clone();
        more["properties"]["unknownToAll"] = true.into();
        assert_eq!(written(&[known, more]), None);
        assert_eq!(written(&[json!({ "type": "A.B/c", "name": "n", "properties": {} })]), None);
        assert_eq!(written(&[]), None);
    }
}
