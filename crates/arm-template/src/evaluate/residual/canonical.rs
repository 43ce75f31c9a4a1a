//! One form for ids that are not known, however they are put together, so that two of them can be compared.

use super::fragments::{Fragment, fragments, literal, segments};
use crate::Limits;
use crate::expression::{Access, CallExpression, Expression, ExpressionKind, Selector, parse};
use crate::same_name;

/// What is left of an id in one form: `concat(resourceId('S', 'G', 'A/b', x), '/c/d')` and
/// `format('{0}/c/d', resourceId('S', 'G', 'A/b', x))` are `resourceId('S', 'G', 'A/b/c', x, 'd')`.
pub(crate) fn canonical(residual: &str, limits: &Limits) -> String {
    let text = format!("[{residual}]");
    match parse(&text, limits) {
        Ok(expression) => ExpressionSource(&text).form(&expression),
        Err(_) => residual.to_owned(),
    }
}

/// What is left of an id that is not known, in one form however it is put together.
#[must_use]
pub fn id_form(residual: &str) -> String {
    canonical(residual, &Limits::default())
}

/// Whether two ids that are not known are the same, by what is left of their expressions.
#[must_use]
pub fn same_id(one: &str, other: &str) -> bool {
    same_name(one, other) || same_name(&id_form(one), &id_form(other))
}

struct ExpressionSource<'t>(&'t str);

/// The parts of an id.
struct IdExpression {
    scopes: Vec<String>,
    kind: String,
    names: Vec<String>,
}

impl ExpressionSource<'_> {
    fn form(&self, expression: &Expression) -> String {
        if let Some(IdExpression { scopes, kind, names }) = self.id(expression) {
            let all: Vec<String> = scopes.into_iter().chain([quoted(&kind)]).chain(names).collect();
            return format!("resourceId({})", all.join(", "));
        }
        match &expression.kind {
            ExpressionKind::Text(text) => quoted(text),
            ExpressionKind::Call(call) => {
                if let Some(fragments) = fragments_of(call) {
                    return self.put_together(&fragments);
                }
                let arguments: Vec<String> =
                    call.arguments.iter().map(|argument| self.form(argument)).collect();
                format!("{}({})", call.name.to_lowercase(), arguments.join(", "))
            }
            ExpressionKind::Access(head, accesses) => {
                if let Some(segment) = self.segment(head, accesses) {
                    return segment;
                }
                self.form(head) + self.written(head.end, expression.end)
            }
            ExpressionKind::Int(_) | ExpressionKind::Value(_) => {
                self.written(expression.start, expression.end).to_owned()
            }
        }
    }

    /// One part of a name between slashes, as `filter(split(NAME, '/'), …)[0]` cuts it out.
    fn segment(&self, head: &Expression, accesses: &[Access]) -> Option<String> {
        let [
            Access {
                selector: Selector::Index(Expression { kind: ExpressionKind::Int(place), .. }),
                ..
            },
        ] = accesses
        else {
            return None;
        };
        let parts = segments(fragments_of(named(filtered(head)?))?);
        let mut full = parts.into_iter().filter(|part| !part.is_empty());
        Some(self.put_together(&full.nth(usize::try_from(*place).ok()?)?))
    }

    fn written(&self, start: u32, end: u32) -> &str {
        self.0.get(start as usize..end as usize).unwrap_or_default()
    }

    fn put_together(&self, fragments: &[Fragment<&Expression>]) -> String {
        let mut forms: Vec<String> = fragments
            .iter()
            .map(|fragment| match fragment {
                Fragment::Literal(text) => quoted(text),
                Fragment::Hole(expression) => self.form(expression),
            })
            .collect();
        match forms.len() {
            0 => "''".to_owned(),
            1 => forms.remove(0),
            _ => format!("concat({})", forms.join(", ")),
        }
    }

    fn id(&self, expression: &Expression) -> Option<IdExpression> {
        let ExpressionKind::Call(call) = &expression.kind else { return None };
        if same_name(&call.name, "resourceId") {
            self.plain(&call.arguments, Vec::new())
        } else if same_name(&call.name, "extensionResourceId") {
            let (scope, rest) = call.arguments.split_first()?;
            self.plain(rest, self.group(scope)?)
        } else {
            self.extended(fragments_of(call)?)
        }
    }

    /// The arguments of `resourceId()`, which begin with the scopes.
    fn plain(&self, arguments: &[Expression], mut scopes: Vec<String>) -> Option<IdExpression> {
        let is_type = |argument: &Expression| matches!(&argument.kind, ExpressionKind::Text(text) if text.contains('/'));
        let place = arguments.iter().position(is_type)?;
        let forms = |arguments: &[Expression]| -> Vec<String> {
            arguments.iter().map(|argument| self.form(argument)).collect()
        };
        scopes.extend(forms(&arguments[..place]));
        let ExpressionKind::Text(kind) = &arguments[place].kind else { return None };
        let kind = kind.trim_end_matches('/').to_owned();
        Some(IdExpression { scopes, kind, names: forms(&arguments[place + 1..]) })
    }

    /// The subscription and the name of a resource group, as Bicep writes the id of one.
    fn group(&self, scope: &Expression) -> Option<Vec<String>> {
        match &scope.kind {
            ExpressionKind::Text(text) => {
                let parts: Vec<&str> = text.trim_matches('/').split('/').collect();
                let ["subscriptions", subscription, groups, group] = parts[..] else { return None };
                same_name(groups, "resourceGroups")
                    .then(|| vec![quoted(subscription), quoted(group)])
            }
            ExpressionKind::Call(call) => {
                let parts = segments(fragments_of(call)?);
                let [empty, subscriptions, subscription, groups, group] = &parts[..] else {
                    return None;
                };
                let is = |part: &[Fragment<&Expression>], word: &str| {
                    literal(part).is_some_and(|text| same_name(&text, word))
                };
                (is(empty, "")
                    && is(subscriptions, "subscriptions")
                    && is(groups, "resourceGroups"))
                .then(|| vec![self.put_together(subscription), self.put_together(group)])
            }
            _ => None,
        }
    }

    /// An id with more types and names after it.
    fn extended(&self, fragments: Vec<Fragment<&Expression>>) -> Option<IdExpression> {
        let mut parts = segments(fragments).into_iter();
        let head = parts.next()?;
        let [Fragment::Hole(head)] = &head[..] else { return None };
        let mut id = self.id(head)?;
        while let Some(kind) = parts.next() {
            let kind = literal(&kind).filter(|kind| !kind.is_empty())?;
            let name = parts.next().filter(|name| !name.is_empty())?;
            id.kind = format!("{}/{kind}", id.kind);
            id.names.push(self.put_together(&name));
        }
        Some(id)
    }
}

/// The name in `filter(split(NAME, '/'), lambda('x', not(empty(lambdaVariables('x')))))`.
fn filtered(expression: &Expression) -> Option<&CallExpression> {
    let split = call_of(expression, "filter")?.arguments.first()?;
    let [name, Expression { kind: ExpressionKind::Text(slash), .. }] =
        &call_of(split, "split")?.arguments[..]
    else {
        return None;
    };
    match &name.kind {
        ExpressionKind::Call(call) if &**slash == "/" => Some(call),
        _ => None,
    }
}

/// The call that makes a name, also where that is cut up and joined again.
fn named(call: &CallExpression) -> &CallExpression {
    let joined = |call: &CallExpression| same_name(&call.name, "join") && call.arguments.len() == 2;
    match call.arguments.first().and_then(filtered) {
        Some(inner) if joined(call) => named(inner),
        _ => call,
    }
}

fn call_of<'e>(expression: &'e Expression, name: &str) -> Option<&'e CallExpression> {
    match &expression.kind {
        ExpressionKind::Call(call) if same_name(&call.name, name) => Some(call),
        _ => None,
    }
}

/// The fragments of the text that a call puts together; none when it does more than that.
fn fragments_of(call: &CallExpression) -> Option<Vec<Fragment<&Expression>>> {
    fragments(&call.name, &call.arguments, text_of, |argument| Some(fragment(argument)))
}

fn text_of(argument: &Expression) -> Option<&str> {
    match &argument.kind {
        ExpressionKind::Text(text) => Some(text),
        _ => None,
    }
}

fn fragment(argument: &Expression) -> Fragment<&Expression> {
    match &argument.kind {
        ExpressionKind::Text(text) => Fragment::Literal(text.to_string()),
        ExpressionKind::Int(number) => Fragment::Literal(number.to_string()),
        _ => Fragment::Hole(argument),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::canonical;
    use crate::Limits;

    #[test]
    fn an_id_has_one_form_however_it_is_put_together() {
        let form = "resourceId('S', 'G', 'A.B/c/d', concat('x', parameters('p')), 'y')";
        for written in [
            "resourceId('S', 'G', 'A.B/c/d', concat('x', parameters('p')), 'y')",
            "resourceId('S', 'G', 'A.B/c/d/', format('x{0}', parameters('p')), 'y')",
            "concat(resourceId('S', 'G', 'A.B/c', concat('x', parameters('p'))), '/d/y')",
            "format('{0}/d/{1}', resourceId('S', 'G', 'A.B/c', concat('x', parameters('p'))), 'y')",
            "extensionResourceId('/subscriptions/S/resourceGroups/G', 'A.B/c/d', concat('x', parameters('p')), 'y')",
            "extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', 'S', 'G'), 'A.B/c/d', concat('x', parameters('p')), 'y')",
            concat!(
                "resourceId('S', 'G', 'A.B/c/d', ",
                "filter(split(format('x{0}/y', parameters('p')), '/'), lambda('x', not(empty(lambdaVariables('x')))))[0], ",
                "filter(split(join(filter(split(concat('x', parameters('p'), '/', 'y'), '/'), lambda('x', not(empty(lambdaVariables('x'))))), '/'), '/'), lambda('x', not(empty(lambdaVariables('x')))))[1])"
            ),
        ] {
            assert_eq!(canonical(written, &Limits::default()), form, "{written}");
        }
    }

    #[test]
    fn what_is_no_id_keeps_its_meaning() {
        for (written, form) in [
            ("concat(parameters('a'), '/b')", "concat(parameters('a'), '/b')"),
            ("Reference('x').y[0]", "reference('x').y[0]"),
            (
                "extensionResourceId(parameters('s'), 'A.B/c', 'n')",
                "extensionresourceid(parameters('s'), 'A.B/c', 'n')",
            ),
            ("no expression (", "no expression ("),
        ] {
            assert_eq!(canonical(written, &Limits::default()), form);
        }
    }
}
