//! What a resource will surely be known by: not what Azure fills in, changes or leaves out of its answers.

use crate::evaluate::Engine;
use crate::same_name;
use crate::{Member, Node, Object, Value};

/// What a template writes for the deployment alone, at the top of a resource.
const OF_THE_TEMPLATE: [&str; 4] = ["dependsOn", "comments", "metadata", "scope"];

/// What Azure doesn't fill in where it isn't declared, at the top of a resource.
const OF_THEIR_OWN: [&str; 4] = ["extendedLocation", "identity", "plan", "zones"];

impl Engine<'_> {
    /// A declared resource as the service will tell of it: without nulls and empty texts (Azure leaves them out or puts
    /// a value in their place), without addresses that Azure allots, without secrets, which it never gives back.
    pub(crate) fn settled(&self, body: &Node) -> Node {
        let Some(object) = body.as_object() else { return body.clone() };
        let members = object.members().iter().filter(|member| {
            let rewritten = same_name(&member.name, "location") && is_rewritten(&member.value);
            !rewritten && !OF_THE_TEMPLATE.iter().any(|own| same_name(&member.name, own))
        });
        let settled = |member: &Member| {
            // A resource without an identity or a plan has none: that is an answer, too.
            let none = OF_THEIR_OWN.iter().any(|own| same_name(&member.name, own));
            if member.value.is_null() {
                return none.then(|| member.clone());
            }
            let value = self.settled_part(&member.value);
            Some(Member { value: value.unwrap_or_else(|| member.value.clone()), ..member.clone() })
        };
        let members: Vec<Member> = members.filter_map(settled).collect();
        Node { value: Value::object(members), origin: body.origin.clone() }
    }

    /// The part as it will be known; none when that is as it is written.
    fn settled_part(&self, node: &Node) -> Option<Node> {
        let value = match &node.value {
            Value::Array(array) => {
                let parts: Vec<_> =
                    array.items().iter().map(|item| self.settled_part(item)).collect();
                if parts.iter().all(Option::is_none) {
                    return None;
                }
                let items = array.items().iter().zip(parts);
                Value::array(
                    items.map(|(item, part)| part.unwrap_or_else(|| item.clone())).collect(),
                )
            }
            Value::Object(object) => {
                let dynamic = is_allotted(object);
                let stays = |member: &Member| {
                    let filled_in =
                        dynamic && member.name.to_ascii_lowercase().ends_with("ipaddress");
                    let empty = member.value.is_null() || member.value.as_str() == Some("");
                    !(filled_in || empty || self.is_hidden(&member.value))
                };
                let mut changed = false;
                let mut members = Vec::with_capacity(object.members().len());
                for member in object.members() {
                    if !stays(member) {
                        changed = true;
                        continue;
                    }
                    let part = self.settled_part(&member.value);
                    changed |= part.is_some();
                    let value = part.unwrap_or_else(|| member.value.clone());
                    members.push(Member { value, ..member.clone() });
                }
                if !changed {
                    return None;
                }
                Value::object(members)
            }
            _ => return None,
        };
        Some(Node { value, origin: node.origin.clone() })
    }

    fn is_hidden(&self, node: &Node) -> bool {
        !matches!(node.value, Value::Array(_) | Value::Object(_) | Value::Unknown(_))
            && self.is_secret(node)
    }
}

/// Whether Azure gives the address itself: `privateIPAllocationMethod` and its like say so.
fn is_allotted(object: &Object) -> bool {
    object.members().iter().any(|member| {
        member.name.to_ascii_lowercase().ends_with("allocationmethod")
            && member.value.as_str().is_some_and(|method| same_name(method, "Dynamic"))
    })
}

/// Azure writes locations in lower case and without spaces, however they are declared.
fn is_rewritten(location: &Node) -> bool {
    location.as_str().is_some_and(|text| {
        text.chars().any(|character| character.is_uppercase() || character.is_whitespace())
    })
}
