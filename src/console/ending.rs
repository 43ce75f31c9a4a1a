//! How the process ends before its time: by a panic, or by a signal such as that of Ctrl-C.

use super::streams::Streams;

/// Says where a panic happened, on standard error like everything else. Its words are shown when they were written in
/// the program: what was put into them may be a stranger's text, or a secret.
pub fn on_panic(streams: &Streams) {
    let streams = streams.clone();
    std::panic::set_hook(Box::new(move |panic| {
        streams.err.restore();
        let place = panic.location().map_or_else(String::new, |place| format!(" at {place}"));
        let words = panic.payload().downcast_ref::<&'static str>();
        let words = words.map_or_else(String::new, |words| format!(": {words}"));
        // Nobody can be told when this can't be written.
        let _ = writeln!(
            streams.err,
            "error: gatelint has a bug{place}{words}\n  help: report it with the command and, if you can share it, the input"
        );
    }));
}

/// Lets Ctrl-C and `kill` leave the terminal as it was found. The process then ends as it would have: by the signal, so
/// that a shell sees it and stops its loop, too.
#[cfg(unix)]
pub fn on_interrupt(streams: &Streams) {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    // Without handlers the signals end the process as they always do.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let streams = streams.clone();
    let wait = move || {
        for signal in signals.forever() {
            super::asking::modes::settle();
            let (streams, (done, restored)) = (streams.clone(), channel());
            let restore = move || {
                streams.out.restore();
                streams.err.restore();
                let _ = done.send(());
            };
            // A terminal that takes nothing any more must not keep the process alive.
            if std::thread::Builder::new().spawn(restore).is_ok() {
                let _ = restored.recv_timeout(Duration::from_millis(300));
            }
            if emulate_default_handler(signal).is_err() {
                std::process::abort();
            }
        }
    };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
}

/// Ctrl-C ends the process; its console needs no putting into order.
#[cfg(not(unix))]
pub fn on_interrupt(_streams: &Streams) {}
