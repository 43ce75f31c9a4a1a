//! Ids that are expressions, brought into the form of an id, so that what is known of them can be compared.

/// How the id of a resource in the deployment's own resource group begins.
pub(crate) const HOME: &str = "/[home]/";

/// How deep calls are followed.
const DEEPEST: usize = 16;

/// Functions with another value each time, or for each round of a loop.
const UNREPEATABLE: [&str; 4] = ["newguid(", "utcnow(", "copyindex(", "resourceinfo("];

/// The path that an expression makes: `resourceId('Microsoft.Network/virtualNetworks', parameters('v'))` is
/// `/[home]/providers/Microsoft.Network/virtualNetworks/[parameters('v')]`. Equal paths are the same resource of one
/// deployment; of different ones that is not known.
pub(crate) fn path(expression: &str) -> Option<String> {
    let bare = normal(expression);
    if bare.is_empty() || UNREPEATABLE.iter().any(|function| bare.contains(function)) {
        return None;
    }
    let form = arm_template::id_form(expression);
    Some(of(&form, DEEPEST).unwrap_or_else(|| opaque(&form)))
}

fn of(expression: &str, depth: usize) -> Option<String> {
    let (function, arguments) = call(expression)?;
    let depth = depth.checked_sub(1)?;
    let is = |name: &str| function.eq_ignore_ascii_case(name);
    if is("resourceId") {
        of_resource_id(&arguments)
    } else if is("concat") {
        let mut parts = arguments.iter();
        let mut path = start(parts.next()?, depth);
        parts.for_each(|part| path.push_str(&segment(part)));
        path.contains('/').then_some(path)
    } else if is("format") {
        let (pattern, values) = arguments.split_first()?;
        let pattern =
            literal(pattern).filter(|text| text.starts_with("{0}") || text.starts_with('/'))?;
        filled(&pattern, values, depth)
    } else {
        None
    }
}

/// What stands at the beginning of an id: an id itself, or its beginning.
fn start(expression: &str, depth: usize) -> String {
    literal(expression).or_else(|| of(expression, depth)).unwrap_or_else(|| opaque(expression))
}

fn filled(pattern: &str, values: &[&str], depth: usize) -> Option<String> {
    let mut path = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (number, after) = after.split_once('}')?;
        let value = values.get(number.parse::<usize>().ok()?)?;
        path.push_str(before);
        path.push_str(&if path.is_empty() { start(value, depth) } else { segment(value) });
        rest = after;
    }
    path.push_str(rest);
    path.contains('/').then_some(path)
}

/// `resourceId([subscription,] [group,] type, name…)`.
fn of_resource_id(arguments: &[&str]) -> Option<String> {
    let is_type = |text: &&str| literal(text).is_some_and(|text| text.contains('/'));
    let at = arguments.iter().take(3).position(is_type)?;
    let kind = literal(arguments[at])?;
    let mut types = kind.split('/');
    let namespace = types.next()?;
    let names: Vec<String> = match &arguments[at + 1..] {
        [all] if literal(all).is_some_and(|all| all.contains('/')) => {
            literal(all)?.split('/').map(str::to_owned).collect()
        }
        names => names.iter().map(|name| segment(name)).collect(),
    };
    let types: Vec<&str> = types.collect();
    if types.len() != names.len() {
        return None;
    }
    let mut path = match &arguments[..at] {
        [] => HOME.trim_end_matches('/').to_owned(),
        [group] => format!("{HOME}resourceGroups/{}", segment(group)),
        [subscription, group] => {
            format!("/subscriptions/{}/resourceGroups/{}", segment(subscription), segment(group))
        }
        _ => return None,
    };
    path.push_str("/providers/");
    path.push_str(namespace);
    for (kind, name) in types.iter().zip(&names) {
        path.push('/');
        path.push_str(kind);
        path.push('/');
        path.push_str(name);
    }
    Some(path)
}

/// A literal as it is, anything else as one segment.
fn segment(expression: &str) -> String {
    literal(expression).unwrap_or_else(|| opaque(expression))
}

fn opaque(expression: &str) -> String {
    format!("[{}]", normal(expression).replace('/', "|"))
}

/// In lower case and without white space outside of literals.
fn normal(expression: &str) -> String {
    let mut inside = false;
    let keep = |letter: &char| {
        inside ^= *letter == '\'';
        inside || !letter.is_whitespace()
    };
    expression.trim().to_lowercase().chars().filter(keep).collect()
}

/// The text of a string literal.
fn literal(expression: &str) -> Option<String> {
    let inner = expression.trim().strip_prefix('\'')?.strip_suffix('\'')?;
    let bare = inner.replace("''", "");
    (!bare.contains('\'')).then(|| inner.replace("''", "'"))
}

/// The function of an expression that is one call, and its arguments.
fn call(expression: &str) -> Option<(&str, Vec<&str>)> {
    let (function, rest) = expression.trim().split_once('(')?;
    let function = function.trim();
    if function.is_empty() || !function.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let (mut arguments, mut depth, mut inside, mut from) = (Vec::new(), 0usize, false, 0);
    for (at, letter) in rest.char_indices() {
        match letter {
            '\'' => inside = !inside,
            _ if inside => {}
            '(' | '[' => depth += 1,
            ')' if depth == 0 => {
                // Something behind the call, such as a property, makes another value of it.
                let last = rest[from..at].trim();
                let alone = rest[at + 1..].trim().is_empty();
                arguments.extend((!last.is_empty()).then_some(last));
                return alone.then_some((function, arguments));
            }
            ')' | ']' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                arguments.push(rest[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn expressions_become_paths() {
        let own = "/[home]/providers/Microsoft.Network/virtualNetworks/[parameters('v')]";
        let cases = [
            ("resourceId('Microsoft.Network/virtualNetworks', parameters( 'V' ))", own.to_owned()),
            (
                "resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('v'), 'GatewaySubnet')",
                format!("{own}/subnets/GatewaySubnet"),
            ),
            (
                "concat(resourceId('Microsoft.Network/virtualNetworks', parameters('v')), '/subnets/GatewaySubnet')",
                format!("{own}/subnets/GatewaySubnet"),
            ),
            (
                "format('{0}/subnets/{1}', resourceId('Microsoft.Network/virtualNetworks', parameters('v')), 'a')",
                format!("{own}/subnets/a"),
            ),
            (
                "resourceId('Microsoft.Network/virtualNetworks/subnets', \
                 filter(split(concat(parameters('v'), '/a'), '/'), lambda('x', not(empty(lambdaVariables('x')))))[0], \
                 filter(split(concat(parameters('v'), '/a'), '/'), lambda('x', not(empty(lambdaVariables('x')))))[1])",
                format!("{own}/subnets/a"),
            ),
            ("concat(parameters('id'), '/subnets/a')", "[parameters('id')]/subnets/a".to_owned()),
            ("parameters('id')", "[parameters('id')]".to_owned()),
            (
                "resourceId('s', parameters('g'), 'Microsoft.Network/publicIPAddresses', 'it''s')",
                "/subscriptions/s/resourceGroups/[parameters('g')]/providers/Microsoft.Network/publicIPAddresses/it's".to_owned(),
            ),
            ("reference('a/b').id", "[reference('a|b').id]".to_owned()),
            ("resourceId('a').b", "[resourceid('a').b]".to_owned()),
        ];
        for (expression, wanted) in cases {
            assert_eq!(path(expression).as_deref(), Some(&*wanted), "{expression}");
        }
    }

    #[test]
    fn what_differs_each_time_is_no_identity() {
        for expression in ["", "concat('a', newGuid())", "parameters('ids')[copyIndex()]"] {
            assert_eq!(path(expression), None, "{expression}");
        }
    }
}
