//! Which major version of the provider a configuration is for.

use std::path::Path;

use terraform_config::Folder;
use terraform_config::syntax::{Body, Expression, ExpressionKind, ObjectKey, read};
use traced_values::SourceId;

use super::modules::Disk;

/// The major version of `azurerm`: the one that is locked, else the newest that the constraints allow; none where they
/// allow any.
pub(super) fn azurerm(path: &Path, folder: &Folder, disk: &Disk<'_>) -> Option<u64> {
    locked(path, disk).or_else(|| {
        let settings = folder.settings.iter();
        let providers = settings.flat_map(|block| block.body.blocks_of("required_providers"));
        let constraints = providers.filter_map(|block| constraint(&block.body));
        constraints.filter_map(|text| newest(&text)).min()
    })
}

/// The version in `.terraform.lock.hcl`.
fn locked(path: &Path, disk: &Disk<'_>) -> Option<u64> {
    let bytes = disk.bytes(&path.join(".terraform.lock.hcl")).ok()?;
    let body = read(std::str::from_utf8(&bytes).ok()?, SourceId(0)).ok()?;
    let is_azurerm = |label: &str| label.ends_with("hashicorp/azurerm");
    let block = body
        .blocks_of("provider")
        .find(|block| block.labels.first().is_some_and(|label| is_azurerm(label)))?;
    major(text(&block.body.attribute("version")?.value)?)
}

/// The constraint of `azurerm = { version = "…" }`, or of `azurerm = "…"`.
fn constraint(body: &Body) -> Option<String> {
    let value = &body.attribute("azurerm")?.value;
    let inner = match &value.kind {
        ExpressionKind::Object(entries) => entries.iter().find_map(|(key, value)| {
            let is_version = match key {
                ObjectKey::Name(name, _) => &**name == "version",
                ObjectKey::Expression(key) => text(key) == Some("version"),
            };
            is_version.then_some(value)
        })?,
        _ => value,
    };
    text(inner).map(str::to_owned)
}

fn text(expression: &Expression) -> Option<&str> {
    match &expression.kind {
        ExpressionKind::Text(text) => Some(text),
        _ => None,
    }
}

/// The newest major version that a constraint such as `>= 3.50, < 5.0` allows; none when there is no upper bound.
fn newest(constraint: &str) -> Option<u64> {
    let bound = |part: &str| {
        let part = part.trim();
        let (operator, version) =
            part.split_at(part.find(|letter: char| letter.is_ascii_digit()).unwrap_or(part.len()));
        let own = major(version)?;
        match operator.trim() {
            "" | "=" | "<=" => Some(own),
            // `~> 3` allows 4 as well, `~> 3.50` and `~> 3.50.1` do not.
            "~>" => version.contains('.').then_some(own),
            "<" => {
                let rest = version.split('.').skip(1);
                let is_first = rest.clone().all(|part| part.parse() == Ok(0_u64));
                Some(if is_first { own.saturating_sub(1) } else { own })
            }
            _ => None,
        }
    };
    constraint.split(',').filter_map(bound).min()
}

fn major(version: &str) -> Option<u64> {
    version.trim().split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::newest;

    #[test]
    fn constraints_bound_the_version() {
        let cases = [
            ("~> 3.50", Some(3)),
            ("~> 4", None),
            ("~> 4.0.1", Some(4)),
            (">= 3.0, < 4.0", Some(3)),
            (">= 3.0, < 4.5", Some(4)),
            ("3.117.0", Some(3)),
            ("= 4.1", Some(4)),
            (">= 3.0", None),
            ("!= 3.5", None),
        ];
        for (constraint, wanted) in cases {
            assert_eq!(newest(constraint), wanted, "{constraint}");
        }
    }
}
