//! A log of whatever bytes: it is read to its end, and its lines stay in order.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let log = gatelint::symptom::read_log(bytes).expect("bytes can be read");
    assert!(log.seen.windows(2).all(|pair| pair[0].line <= pair[1].line));
    assert!(log.seen.iter().all(|seen| seen.line <= log.lines.max(1)));
});
