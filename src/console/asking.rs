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
    let typed = modes::prompt(question);
    if typed.as_ref().is_err_and(|error| error.kind() == ErrorKind::Interrupted) {
        // Ctrl-C has sent the signal that ends the process.
        std::thread::sleep(LONGEST_END);
    }
    typed
}

#[cfg(unix)]
pub(super) mod modes {
    use std::fs::File;
    use std::io::{ErrorKind, Result, Write as _};
    use std::sync::{Mutex, PoisonError};
    use std::time::Duration;

    use rpassword::{ConfigBuilder, prompt_password_with_config};
    use rustix::termios::{
        LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
    };

    /// The terminal while something is asked on it, and how it was found.
    static FOUND: Mutex<Option<(File, Termios)>> = Mutex::new(None);

    /// Asks on the terminal. Its modes are set here and not by the library, which is given a reader: they hold from before the
    /// question on, since some type ahead.
    pub(in crate::console) fn prompt(question: &str) -> Result<String> {
        let mut terminal = File::options().read(true).write(true).open("/dev/tty")?;
        let config = ConfigBuilder::new()
            .input_reader(terminal.try_clone()?)
            .output_writer(terminal.try_clone()?)
            .build();
        hide(terminal.try_clone()?)?;
        let typed = prompt_password_with_config(question, config);
        // The key that ends the line is not shown either. A signal ends the process once the terminal is as it was found.
        let is_ended = |error: &std::io::Error| error.kind() == ErrorKind::Interrupted;
        let ended = typed.as_ref().err().is_none_or(is_ended);
        let written = if ended { terminal.write_all(b"\n") } else { Ok(()) };
        restore();
        written.and(typed)
    }

    /// Shows no more of what is typed, and gives each key as it is typed, those of signals among them: the library knows them. The
    /// end of a line that was still taken together would be a zero byte for who reads single keys.
    fn hide(terminal: File) -> Result<()> {
        let modes = tcgetattr(&terminal)?;
        let mut hidden = modes.clone();
        let shown = LocalModes::ECHO | LocalModes::ECHONL;
        hidden.local_modes.remove(shown | LocalModes::ICANON | LocalModes::ISIG);
        hidden.special_codes[SpecialCodeIndex::VMIN] = 1;
        hidden.special_codes[SpecialCodeIndex::VTIME] = 0;
        let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
        tcsetattr(&terminal, OptionalActions::Now, &hidden)?;
        *found = Some((terminal, modes));
        Ok(())
    }

    /// Makes it again as it was found.
    fn restore() {
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
    pub(super) fn prompt(question: &str) -> std::io::Result<String> {
        rpassword::prompt_password(question)
    }
}
