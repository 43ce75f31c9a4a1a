//! A line that moves on the terminal while something takes long.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::stream::Stream;

/// How often it moves.
const TICK: Duration = Duration::from_millis(120);

/// The line, which goes when this goes. It is drawn on standard error, and only on a terminal.
pub struct ProgressLine {
    bar: ProgressBar,
    slot: Arc<Mutex<Option<ProgressBar>>>,
    waiting: Mutex<Option<Waiting>>,
}

/// The thread that waits before the line is shown, and what tells it not to.
type Waiting = (Sender<()>, JoinHandle<()>);

impl ProgressLine {
    /// A line that says what is done, shown when it takes longer than the delay.
    pub(super) fn on(err: &Stream, words: &str, delay: Duration) -> Self {
        let slot = Arc::clone(err.bar());
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let progress = Self { bar, slot, waiting: Mutex::default() };
        if !err.look().terminal {
            return progress;
        }
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
            progress.bar.set_style(style);
        }
        progress.say(words);
        progress.show_after(delay);
        progress
    }

    /// Changes the words.
    pub fn say(&self, words: &str) {
        self.bar.set_message(crate::visible::on_one_line(words).into_owned());
    }

    /// Takes the line away.
    pub fn finish(&self) {
        if let Some((stop, thread)) = locked(&self.waiting).take() {
            drop(stop);
            // The thread does nothing that could fail.
            let _ = thread.join();
        }
        locked(&self.slot).take();
        self.bar.finish_and_clear();
    }

    fn show_after(&self, delay: Duration) {
        let (stop, stopped) = channel();
        let (bar, slot) = (self.bar.clone(), Arc::clone(&self.slot));
        let show = move || {
            if stopped.recv_timeout(delay) == Err(RecvTimeoutError::Timeout) {
                let mut slot = locked(&slot);
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(TICK);
                *slot = Some(bar);
            }
        };
        // Without a thread to spare there is no line.
        if let Ok(thread) = std::thread::Builder::new().name("progress".to_owned()).spawn(show) {
            *locked(&self.waiting) = Some((stop, thread));
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.finish();
    }
}
