//! Asking at a terminal for a word that is not shown while it is typed, and leaving the terminal as it was, also when a signal ends
//! the process meanwhile.

use std::io::ErrorKind;
use std::time::Duration;

/// Longer than the process takes to end by a signal.
const LONGEST_END: Duration = Duration::from_secs(5);

/// Asks a question and reads a line that is not shown.
///
/// # Errors
/// When there is no terminal, or nothing is typed before its end.
pub fn ask_unseen(question: &str) -> std::io::Result<String> {
    modes::hide();
    let typed = rpassword::prompt_password(question);
    modes::restore();
    if typed.as_ref().is_err_and(|error| error.kind() == ErrorKind::Interrupted) {
        // Ctrl-C has sent the signal that ends the process.
        std::thread::sleep(LONGEST_END);
    }
    typed
}

#[cfg(unix)]
pub(super) mod modes {
    use std::fs::File;
    use std::sync::{Mutex, PoisonError};
    use std::time::Duration;

    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// The terminal while something is asked on it, and how it was found.
    static FOUND: Mutex<Option<(File, Termios)>> = Mutex::new(None);

    /// Shows no more of what is typed, and leaves it as it is typed: from before the question on, since some type ahead. The end
    /// of a line that is still taken together would be a zero byte for who reads single keys.
    pub(in crate::console) fn hide() {
        let Ok(terminal) = File::options().read(true).write(true).open("/dev/tty") else { return };
        let Ok(modes) = tcgetattr(&terminal) else { return };
        let mut hidden = modes.clone();
        hidden.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
        if tcsetattr(&terminal, OptionalActions::Now, &hidden).is_ok() {
            *FOUND.lock().unwrap_or_else(PoisonError::into_inner) = Some((terminal, modes));
        }
    }

    /// Makes it again as it was found.
    pub(in crate::console) fn restore() {
        let found = FOUND.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((terminal, modes)) = found {
            // A terminal that is gone needs no putting into order.
            let _ = tcsetattr(terminal, OptionalActions::Now, &modes);
        }
    }

    /// The same at the end of the process: after the code that asks has left the terminal, or has not for a while.
    pub(in crate::console) fn settle() {
        const LONGEST: u32 = 30;
        for _ in 0..LONGEST {
            if FOUND.lock().unwrap_or_else(PoisonError::into_inner).is_none() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        restore();
    }
}

/// The console of Windows ends a prompt by itself.
#[cfg(not(unix))]
mod modes {
    pub(super) fn hide() {}

    pub(super) fn restore() {}
}
