//! Many things done at once, by threads that have ended when the results are there.

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

/// Of a thread, in bytes. What is evaluated may nest, and a worker's usual 2 MiB are a quarter of what the main thread has.
const STACK: usize = 8 << 20;

/// What `act` makes of each item, in the order of the items.
///
/// Threads live no longer than this call: a process that ends with idle threads is still there for a moment after its terminal
/// has closed. One item needs no thread, and starting some takes longer than checking a small file.
pub(super) fn map<T: Send, U: Send>(items: Vec<T>, act: impl Fn(T) -> U + Send + Sync) -> Vec<U> {
    if items.len() < 2 {
        return items.into_iter().map(act).collect();
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let mut items = Some(items);
    let made = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build_scoped(
        rayon::ThreadBuilder::run,
        |pool| {
            let items = items.take().unwrap_or_default();
            pool.install(|| items.into_par_iter().map(&act).collect())
        },
    );
    // Where no thread can be had, this one does the work.
    made.unwrap_or_else(|_| items.unwrap_or_default().into_iter().map(act).collect())
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn the_results_are_in_the_order_of_the_items() {
        for count in [0, 1, 2, 1_000] {
            let doubled: Vec<usize> = (0..count).map(|item| 2 * item).collect();
            assert_eq!(map((0..count).collect(), |item| 2 * item), doubled);
        }
    }
}
