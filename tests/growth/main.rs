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

/// How much more may be asked for when an input is twice as large. What is linear comes to 2.00, what grows with the
/// square to 4, and to something between while the inputs are small.
const MOST: f64 = 2.1;

fn main() {
    let mut grown = Vec::new();
    for growing in &ALL {
        // What is made once is made before.
        (growing.prepare)(growing.size)();
        let (small, large) = (asked(growing, growing.size), asked(growing, growing.size * 2));
        let bytes = ratio(small.bytes_allocated, large.bytes_allocated);
        let requests = ratio(small.allocations, large.allocations);
        let verdict = if bytes.max(requests) <= MOST { "ok" } else { "FAILED" };
        show(&format!(
            "{}: {bytes:.2} times the bytes, {requests:.2} times the requests ... {verdict}\n",
            growing.name
        ));
        if bytes.max(requests) > MOST {
            grown.push(growing.name);
        }
    }
    assert!(grown.is_empty(), "more than {MOST} times as much for twice the input: {grown:?}");
}

fn asked(growing: &Growing, size: usize) -> Stats {
    let work = (growing.prepare)(size);
    let region = Region::new(COUNTED);
    work();
    region.change()
}

#[expect(clippy::cast_precision_loss, reason = "a ratio of millions is shown with two digits")]
fn ratio(small: usize, large: usize) -> f64 {
    large as f64 / small as f64
}

fn show(text: &str) {
    use std::io::Write as _;
    std::io::stdout().write_all(text.as_bytes()).expect("standard output takes text");
}
