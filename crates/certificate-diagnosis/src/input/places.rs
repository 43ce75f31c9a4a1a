//! The way back from decoded bytes to the place in the input where they were written.

use std::ops::Range;
use std::sync::Arc;

/// How one stage of decoding moved its bytes.
#[derive(PartialEq, Eq)]
enum Stage {
    /// Characters kept, dropped or re-encoded.
    Runs(ByteRuns),
    /// Four characters became three bytes.
    Base64,
}

/// The stages between the input and the bytes at hand, the input's side first.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Places {
    stages: Vec<Arc<Stage>>,
}

impl Places {
    /// Adds a stage that kept or re-encoded characters; one that changed nothing is left out.
    pub(crate) fn push_runs(&mut self, runs: ByteRuns) {
        if !runs.is_identity() {
            self.stages.push(Arc::new(Stage::Runs(runs)));
        }
    }

    /// Adds a stage that decoded base64.
    pub(crate) fn push_base64(&mut self) {
        self.stages.push(Arc::new(Stage::Base64));
    }

    /// Where in the input the decoded bytes of `range` were written.
    pub(crate) fn in_input(&self, range: Range<usize>) -> Range<usize> {
        self.stages.iter().rev().fold(range, |range, stage| match &**stage {
            Stage::Runs(runs) => runs.in_source(range),
            Stage::Base64 => {
                range.start * 4 / 3..(range.end * 4).div_ceil(3).max(range.start * 4 / 3)
            }
        })
    }
}

/// A stretch over which source and derived bytes advance in step.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ByteRun {
    derived: u32,
    source: u32,
    units: u32,
    derived_unit: u8,
    source_unit: u8,
}

impl ByteRun {
    fn derived_end(&self) -> usize {
        self.derived as usize + self.units as usize * usize::from(self.derived_unit)
    }

    fn source_end(&self) -> usize {
        self.source as usize + self.units as usize * usize::from(self.source_unit)
    }

    /// The source position of the unit that holds the derived byte `at`.
    fn source_of(&self, at: usize) -> usize {
        let units = (at - self.derived as usize) / usize::from(self.derived_unit);
        self.source as usize + units * usize::from(self.source_unit)
    }
}

/// Where each byte of a derived text came from, in runs.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct ByteRuns {
    runs: Vec<ByteRun>,
}

impl ByteRuns {
    /// Notes that the next `derived` bytes come from `length` bytes of the source at `source`.
    pub(crate) fn push(&mut self, source: usize, length: usize, derived: usize) {
        let (Ok(source), Ok(source_unit), Ok(derived_unit)) =
            (u32::try_from(source), u8::try_from(length), u8::try_from(derived))
        else {
            return;
        };
        if derived_unit == 0 {
            return;
        }
        let end = self.runs.last().map_or(0, ByteRun::derived_end);
        if let Some(last) = self.runs.last_mut()
            && last.source_end() == source as usize
            && (last.derived_unit, last.source_unit) == (derived_unit, source_unit)
        {
            last.units += 1;
            return;
        }
        let derived = u32::try_from(end).unwrap_or(u32::MAX);
        self.runs.push(ByteRun { derived, source, units: 1, derived_unit, source_unit });
    }

    /// Notes that the next `count` bytes come unchanged from the source at `source`.
    pub(crate) fn push_all(&mut self, source: usize, count: usize) {
        if count == 0 {
            return;
        }
        self.push(source, 1, 1);
        if let (Some(last), Ok(more)) = (self.runs.last_mut(), u32::try_from(count - 1)) {
            last.units += more;
        }
    }

    /// How many derived bytes come from before the source position `at`, for runs of one byte each.
    pub(crate) fn kept_before(&self, at: usize) -> usize {
        self.runs
            .iter()
            .take_while(|run| (run.source as usize) < at)
            .map(|run| {
                (run.source_end().min(at) - run.source as usize)
                    / usize::from(run.source_unit.max(1))
            })
            .sum()
    }

    fn is_identity(&self) -> bool {
        self.runs.len() == 1
            && self
                .runs
                .iter()
                .all(|run| (run.source, run.derived_unit, run.source_unit) == (0, 1, 1))
    }

    fn run_with(&self, at: usize) -> Option<&ByteRun> {
        let after = self.runs.partition_point(|run| run.derived as usize <= at);
        self.runs.get(after.checked_sub(1)?).filter(|run| at < run.derived_end())
    }

    fn source_end(&self) -> usize {
        self.runs.last().map_or(0, ByteRun::source_end)
    }

    fn in_source(&self, range: Range<usize>) -> Range<usize> {
        let start = self
            .run_with(range.start)
            .map_or_else(|| self.source_end(), |run| run.source_of(range.start));
        let end = match range.end.checked_sub(1).filter(|last| *last >= range.start) {
            None => start,
            Some(last) => self.run_with(last).map_or_else(
                || self.source_end(),
                |run| run.source_of(last) + usize::from(run.source_unit),
            ),
        };
        start..end.max(start)
    }
}
