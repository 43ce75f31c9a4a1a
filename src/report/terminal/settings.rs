//! Faults of a settings file, shown like findings.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Level, Snippet};
use arm_template::Span;

use crate::config::SettingsError;
use crate::console::Look;
use crate::finding::Report;
use crate::report::content::snippet::excerpt;
use crate::report::content::words::one_line;
use crate::source::Source;

/// What is wrong with settings, for people.
#[must_use]
pub fn settings(error: &SettingsError, look: Look) -> String {
    let SettingsError::Faulty { file, faults } = error else {
        return format!("error: {}\n", one_line(&error.to_string()));
    };
    let mut report = Report::default();
    let source =
        report.sources.add(Source::of_text(file.name.clone(), file.text.clone()).at(&file.path));
    let renderer = super::finding::renderer(look);
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let mut out = String::new();
    for fault in faults {
        let place = Span::new(source, at(fault.range.start), at(fault.range.end));
        let mut group = annotate_snippets::Group::with_title(
            Level::ERROR.primary_title(one_line(&fault.message)),
        );
        let excerpt = excerpt(&report, place);
        if let Some(excerpt) = &excerpt {
            group = group.element(
                Snippet::source(excerpt.text.as_str())
                    .path(one_line(&file.name))
                    .line_start(excerpt.line)
                    .annotation(AnnotationKind::Primary.span(excerpt.place.clone())),
            );
        }
        if let Some(help) = &fault.help {
            group = group.element(Level::NOTE.with_name("help").message(one_line(help)));
        }
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    out
}
