//! What stands where a reference to another resource is expected: an id, or text that is none.

use arm_template::Value;

use crate::resource::reading::field::Field;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reader::{FromProperty, Reader};

/// What stands where a reference to a resource is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A resource id.
    To(ResourceId),
    /// Text that is no resource id.
    Broken(String),
}

impl Reference {
    /// The id, when it is one.
    #[must_use]
    pub fn id(&self) -> Option<&ResourceId> {
        match self {
            Self::To(id) => Some(id),
            Self::Broken(_) => None,
        }
    }

    /// The last name of the id, or the text that is none.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::To(id) => id.name(),
            Self::Broken(text) => text.trim(),
        }
    }

    /// The last name of the id at a property. Where the id is not known, its expression may still end in the name,
    /// as in `resourceId('…/subnets', parameters('network'), 'GatewaySubnet')`.
    #[must_use]
    pub fn name_in(object: &Reader, property: &'static str) -> Field<String> {
        let reference: Field<Self> = object.field(property);
        let residual = object.find(property).and_then(|found| match &found.node().value {
            Value::Unknown(unknown) => Some(unknown.residual.clone()),
            _ => None,
        });
        match residual.as_deref().and_then(last_name_of_expression) {
            Some(name) => Field::known(name.to_owned(), reference.origin().clone()),
            None => reference.map(|reference| reference.name().to_owned()),
        }
    }
}

/// The literal that ends an expression which makes an id, after its last slash.
fn last_name_of_expression(expression: &str) -> Option<&str> {
    let inner = expression.trim().strip_suffix("')")?;
    let (_, literal) = inner.rsplit_once('\'')?;
    let function = expression.split('(').next().unwrap_or_default().trim();
    let is = |name: &str| function.eq_ignore_ascii_case(name);
    match literal.rsplit_once('/') {
        Some((_, name)) if is("concat") => Some(name),
        None if is("resourceId") => Some(literal),
        _ => None,
    }
}

impl FromProperty for Reference {
    fn read(reader: &Reader) -> Result<Self, String> {
        let text = String::read(reader).map_err(|_| "expected a resource id".to_owned())?;
        let id = ResourceId::parse_with(&text, reader.node().origin.confidence());
        Ok(id.map_or_else(|| Self::Broken(text), Self::To))
    }
}

impl Field<Reference> {
    /// The id, or what tells the resource from others where the id is an expression that can't be evaluated: the same
    /// expression names the same resource.
    #[must_use]
    pub fn identity(&self) -> Option<ResourceId> {
        match self.value() {
            Some(reference) => reference.id().cloned(),
            None => ResourceId::of_expression(self.expression()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::last_name_of_expression;

    #[test]
    fn the_end_of_an_expression_may_tell_the_name() {
        let name = last_name_of_expression;
        assert_eq!(
            name(
                "resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('v'), 'GatewaySubnet')"
            ),
            Some("GatewaySubnet")
        );
        assert_eq!(
            name("concat(parameters('network'), '/subnets/GatewaySubnet')"),
            Some("GatewaySubnet")
        );
        for open in [
            "parameters('subnetId')",
            "concat(parameters('a'), 'Subnet')",
            "concat(parameters('a'))",
            "first(x)",
        ] {
            assert_eq!(name(open), None, "{open}");
        }
    }
}
