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

macro_rules! growing {
    ($($name:ident = $at:literal;)*) => {$(
        #[divan::bench(args = TIMES, sample_count = 5)]
        fn $name(bencher: Bencher<'_, '_>, times: usize) {
            let size = ALL[$at].size * times;
            let work = (ALL[$at].prepare)(size);
            bencher.counter(ItemsCount::new(size)).bench_local(|| black_box(work()));
        }
    )*};
}

growing! {
    gateways_that_share_an_address = 0;
    fixes_in_one_file = 1;
    peerings_of_one_network = 2;
    networks_that_overlap = 3;
    begin_lines = 4;
    masked_excerpts = 5;
    long_names = 6;
    suppressions = 7;
    parameters_files = 8;
}
