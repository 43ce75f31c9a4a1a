//! One form for ids that are not known, however they are put together, so that two of them can be compared.

use super::pieces::{Piece, Pieces};
use super::{Engine, Site};
use crate::same_name;
use crate::{Node, Scope, ScopeKind, Value};

/// How Bicep writes the id of a resource group.
const GROUP: &str = "format('/subscriptions/{0}/resourceGroups/{1}', ";

impl Engine<'_> {
    /// What is left of a call that makes an id: `concat(resourceId('A/b', x), '/c/d')` is `resourceId('A/b/c', x, 'd')`.
    pub(crate) fn residual_of_id(&self, site: &Site<'_>, arguments: &[Node]) -> Option<String> {
        let name = &site.call.name;
        if same_name(name, "resourceId") {
            self.plain_id(&self.deployment(site.text.env.home).place.scope, arguments)
        } else if same_name(name, "extensionResourceId") {
            self.grouped_id(&self.deployment(site.text.env.home).place.scope, arguments)
        } else {
            self.extended_id(name, arguments)
        }
    }

    /// `resourceId()`: without a slash after the type, and with a subscription and group only when these are others.
    fn plain_id(&self, home: &Scope, arguments: &[Node]) -> Option<String> {
        let is_type = |node: &Node| node.as_str().is_some_and(|text| text.contains('/'));
        let place = arguments.iter().position(is_type)?;
        let (scopes, rest) = arguments.split_at(place);
        let (kind, names) = rest.split_first()?;
        let mut parts = Self::scopes(home, scopes, kind);
        let trimmed = kind.as_str()?.trim_end_matches('/');
        parts.push(Node { value: Value::String(trimmed.into()), origin: kind.origin.clone() });
        parts.extend_from_slice(names);
        Some(self.residual_of("resourceId", &parts, "").to_string()).filter(|text| !text.is_empty())
    }

    fn scopes(home: &Scope, scopes: &[Node], kind: &Node) -> Vec<Node> {
        let own = |node: &Node, id: &Option<std::sync::Arc<str>>| {
            node.as_str().zip(id.as_deref()).is_some_and(|(one, other)| same_name(one, other))
        };
        if home.kind != ScopeKind::ResourceGroup {
            return scopes.to_vec();
        }
        match scopes {
            [group] if own(group, &home.resource_group) => Vec::new(),
            [subscription, group]
                if own(subscription, &home.subscription_id) && own(group, &home.resource_group) =>
            {
                Vec::new()
            }
            [group] => {
                let subscription = home.subscription_id.clone().unwrap_or_default();
                let value = Value::String(subscription);
                vec![Node { value, origin: kind.origin.clone() }, group.clone()]
            }
            other => other.to_vec(),
        }
    }

    /// `extensionResourceId()` of a resource group, as Bicep writes it for what goes to another one.
    fn grouped_id(&self, home: &Scope, arguments: &[Node]) -> Option<String> {
        let (scope, rest) = arguments.split_first()?;
        if let Some(known) = scope.as_str() {
            let parts: Vec<&str> = known.trim_matches('/').split('/').collect();
            let ["subscriptions", subscription, groups, group] = parts[..] else { return None };
            if !same_name(groups, "resourceGroups") {
                return None;
            }
            let part = |text: &str| Node {
                value: Value::String(text.into()),
                origin: scope.origin.clone(),
            };
            let mut all = vec![part(subscription), part(group)];
            all.extend_from_slice(rest);
            return self.plain_id(home, &all);
        }
        let place = scope.as_unknown()?.residual.strip_prefix(GROUP)?.strip_suffix(')')?;
        let mut printer = self.printer();
        for argument in rest {
            printer.raw(", ");
            printer.value(argument);
        }
        Some(format!("resourceId({place}{})", printer.finish()?))
    }

    /// An id with more types and names after it.
    fn extended_id(&self, function: &str, arguments: &[Node]) -> Option<String> {
        let mut parts = Pieces::of(function, arguments)?.split().into_iter();
        let head = parts.next()?;
        let [Piece::Hole(head)] = &head.pieces[..] else { return None };
        let head = &head.as_unknown()?.residual;
        if !(head.starts_with("resourceId(") && head.ends_with(')')) {
            return None;
        }
        let mut kinds = String::new();
        let mut names = self.printer();
        while let Some(kind) = parts.next() {
            kinds.push('/');
            kinds.push_str(&kind.known().filter(|kind| !kind.is_empty())?);
            names.raw(", ");
            let name = parts.next().filter(|name| !name.pieces.is_empty())?;
            names.value(&self.put_together(name, &arguments[0]));
        }
        let end = type_end(head)?;
        let names = names.finish()?;
        Some([&head[..end], &kinds, &head[end..head.len() - 1], &names, ")"].concat())
    }
}

/// Where the type ends in `resourceId('Microsoft.Network/virtualNetworks', …)`: the first string with a slash in it.
fn type_end(residual: &str) -> Option<usize> {
    let mut from = 0;
    for (place, text) in residual.split('\'').enumerate() {
        let end = from + text.len();
        if place % 2 == 1 && text.contains('/') {
            return Some(end);
        }
        from = end + 1;
    }
    None
}
