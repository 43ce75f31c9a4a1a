//! Twice the input takes twice the work, not four times: counted in the memory that is asked for, which is the same on
//! every machine, and not in time. What compares without asking for memory is measured by `cargo bench --bench growth`.
//!
//! The counter is that of the whole program, so the inputs are taken one after the other by a `main` of our own.

mod inputs;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, Stats, StatsAlloc};

use crate::inputs::{ALL, Growing};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How much more may be asked for when an input is twice as large. Tables double at steps, hence more than 2; what
/// grows with the square comes to 4.
const MOST: f64 = 2.7;

fn main() {
    let mut grown = Vec::new();
    for growing in &ALL {
        let (bytes, times) = (
            ratio(growing, |stats| stats.bytes_allocated),
            ratio(growing, |stats| stats.allocations),
        );
        let verdict = if bytes.max(times) <= MOST { "ok" } else { "FAILED" };
        show(&format!(
            "{}: {bytes:.2} times the bytes, {times:.2} times the requests ... {verdict}\n",
            growing.name
        ));
        if bytes.max(times) > MOST {
            grown.push(growing.name);
        }
    }
    assert!(grown.is_empty(), "more than {MOST} times as much for twice the input: {grown:?}");
}

/// What the larger of two inputs asks for, measured in the smaller one.
///
/// The first half of each is the same, and what is made once is made before.
fn ratio(growing: &Growing, of: fn(Stats) -> usize) -> f64 {
    let small = asked(growing, growing.size);
    let large = asked(growing, growing.size * 2);
    #[expect(clippy::cast_precision_loss, reason = "it is a ratio of millions")]
    let ratio = of(large) as f64 / of(small) as f64;
    ratio
}

fn asked(growing: &Growing, size: usize) -> Stats {
    let work = (growing.prepare)(size);
    work();
    let region = Region::new(COUNTED);
    work();
    region.change()
}

fn show(text: &str) {
    use std::io::Write as _;
    std::io::stdout().write_all(text.as_bytes()).expect("standard output takes text");
}
