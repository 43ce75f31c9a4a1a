//! Suppressions in the settings: `[[allow]]`.

use arm_template::Span;

use super::allow::{Allow, SuppressionScope};
use crate::config::Rules;
use crate::source::{Source, Sources};

/// The suppressions of the settings, with places in the settings' own text.
pub(super) fn find<'a>(sources: &mut Sources, rules: &'a Rules, allows: &mut Vec<Allow<'a>>) {
    let Some(file) = rules.file.as_ref().filter(|_| !rules.allows.is_empty()) else { return };
    let source = sources.add(Source::of_text(file.name.clone(), file.text.clone()).at(&file.path));
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    allows.extend(rules.allows.iter().map(|allow| Allow {
        name: allow.lint.value.clone(),
        span: Span::new(source, at(allow.lint.range.start), at(allow.lint.range.end)),
        removal: None,
        reason: allow.reason.clone().filter(|reason| !reason.trim().is_empty()),
        until: allow.until,
        reach: SuppressionScope::Settings {
            path: allow.path.as_ref(),
            resource: allow.resource.as_deref(),
        },
        used: false,
    }));
}
