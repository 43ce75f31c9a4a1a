//! What it costs when there is twice as much of one thing: `cargo bench --bench growth`.
//!
//! The inputs are those of `tests/growth`, which counts the memory that they ask for; here they are larger, and time
//! is measured. Twice the size has to take twice the time.

#[path = "../tests/growth/inputs.rs"]
mod inputs;

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};

use crate::inputs::ALL;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// How many times as large as the inputs of the test.
const TIMES: [usize; 2] = [10, 20];

#[divan::bench(args = ALL.iter().map(|growing| growing.name), consts = TIMES, sample_count = 5)]
fn growing<const TIMES: usize>(bencher: Bencher<'_, '_>, name: &str) {
    let growing = ALL.iter().find(|growing| growing.name == name).expect("one of them");
    let size = growing.size * TIMES;
    let work = (growing.prepare)(size);
    bencher.counter(ItemsCount::new(size)).bench_local(|| black_box(work()));
}
