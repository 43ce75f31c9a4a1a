//! What fixes change, as a unified diff. Secrets in it are masked.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;

use arm_template::SourceId;
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::fixed::{Fixed, FixedFile};
use crate::files::real;
use crate::finding::Report;

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// A change of more lines than these is shown as one: looking for lines that stayed would take the square of the time.
const LARGE: usize = 400;

/// The changes of all files.
#[must_use]
pub fn patch(fixed: &Fixed) -> String {
    let (first, last) = (SourceFiles::of(&fixed.first), SourceFiles::of(&fixed.report));
    fixed.files.iter().map(|file| of_file(file, &first, &last)).collect()
}

fn of_file(file: &FixedFile, first: &SourceFiles<'_>, last: &SourceFiles<'_>) -> String {
    let before = first.masked(file, &file.before);
    let after = last.masked(file, &file.after);
    let (old, new) = match &file.path {
        Some(_) => (below("a", &file.name), below("b", &file.name)),
        None => (file.name.clone(), file.name.clone()),
    };
    let (before, after) = (TextLines::of(&before), TextLines::of(&after));
    let groups = group_diff_ops(operations(file, &before, &after), CONTEXT);
    let mut out = String::new();
    for (at, group) in groups.iter().enumerate() {
        if at == 0 {
            let _ = writeln!(out, "--- {old}\n+++ {new}");
        }
        let _ = writeln!(out, "{}", UnifiedHunkHeader::new(group));
        for operation in group {
            let (tag, old, new) = operation.as_tag_tuple();
            if tag == DiffTag::Equal {
                lines(&mut out, ' ', &before.all[old]);
            } else {
                lines(&mut out, '-', &before.all[old]);
                lines(&mut out, '+', &after.all[new]);
            }
        }
    }
    out
}

fn lines(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// The lines of a text, and where they begin.
struct TextLines<'a> {
    all: Vec<&'a str>,
    starts: Vec<usize>,
}

impl<'a> TextLines<'a> {
    fn of(text: &'a str) -> Self {
        let all: Vec<&str> = text.split_inclusive('\n').collect();
        let mut at = 0;
        let start = |line: &&str| {
            at += line.len();
            at - line.len()
        };
        let starts = all.iter().map(start).collect();
        Self { all, starts }
    }

    /// The lines that a stretch touches.
    fn around(&self, stretch: &Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|start| *start <= stretch.start).max(1) - 1;
        let end = self.starts.partition_point(|start| *start <= stretch.end);
        first..end.max(first)
    }
}

/// What became of the lines: the same text stands between the file's changes, so that only they are compared.
fn operations(file: &FixedFile, before: &TextLines<'_>, after: &TextLines<'_>) -> Vec<DiffOp> {
    let mut touched: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for change in &file.changes {
        let (old, new) = (before.around(&change.before), after.around(&change.after));
        match touched.last_mut() {
            Some((last_old, last_new)) if old.start < last_old.end || new.start < last_new.end => {
                last_old.end = old.end;
                last_new.end = new.end;
            }
            _ => touched.push((old, new)),
        }
    }
    let mut operations = Vec::new();
    let (mut old_index, mut new_index) = (0, 0);
    let stayed = |old_index: usize, new_index: usize, len: usize| {
        (len > 0).then_some(DiffOp::Equal { old_index, new_index, len })
    };
    for (old, new) in touched {
        operations.extend(stayed(old_index, new_index, old.start - old_index));
        operations.extend(compared(before, after, &old, &new));
        (old_index, new_index) = (old.end, new.end);
    }
    operations.extend(stayed(old_index, new_index, before.all.len() - old_index));
    operations
}

fn compared(
    before: &TextLines<'_>,
    after: &TextLines<'_>,
    old: &Range<usize>,
    new: &Range<usize>,
) -> Vec<DiffOp> {
    if old.len().max(new.len()) > LARGE {
        return vec![DiffOp::Replace {
            old_index: old.start,
            old_len: old.len(),
            new_index: new.start,
            new_len: new.len(),
        }];
    }
    let (from, to) = (&before.all[old.clone()], &after.all[new.clone()]);
    let mut found = capture_diff_slices(Algorithm::Myers, from, to);
    for operation in &mut found {
        match operation {
            DiffOp::Equal { old_index, new_index, .. }
            | DiffOp::Delete { old_index, new_index, .. }
            | DiffOp::Insert { old_index, new_index, .. }
            | DiffOp::Replace { old_index, new_index, .. } => {
                *old_index += old.start;
                *new_index += new.start;
            }
        }
    }
    found
}

/// The sources of a report by the files that they were read from.
struct SourceFiles<'a> {
    report: &'a Report,
    sources: HashMap<Option<PathBuf>, Vec<SourceId>>,
}

impl<'a> SourceFiles<'a> {
    fn of(report: &'a Report) -> Self {
        let mut sources: HashMap<_, Vec<_>> = HashMap::new();
        for id in report.sources.ids() {
            let path = report.sources.get(id).path.as_deref().map(real);
            sources.entry(path).or_default().push(id);
        }
        Self { report, sources }
    }

    /// The text of a file, with every byte of a secret replaced.
    fn masked(&self, file: &FixedFile, bytes: &[u8]) -> String {
        let mut text =
            arm_template::decode(bytes).map_or_else(|_| String::new(), |it| it.text.into_owned());
        for id in self.sources.get(&file.path).into_iter().flatten() {
            // What comes from a pipe has no path, and neither have other things that are no files.
            if file.path.is_some() || *self.report.sources.name(*id) == *file.name {
                text = self.report.masked(*id, &text, 0..text.len());
            }
        }
        text
    }
}

/// A file's name below one of the two folders that `patch -p1` and `git apply` take away.
fn below(folder: &str, name: &str) -> String {
    format!("{folder}/{}", name.trim_start_matches('/'))
}
