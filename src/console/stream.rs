//! One of the two output streams of the process: every byte that is printed goes through here.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indicatif::ProgressBar;

use super::line::{Styles, fit};
use super::{commands, wrap};

/// What a stream leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether it is a terminal.
    pub terminal: bool,
    /// Whether it takes colour.
    pub colour: bool,
    /// Whether it takes links.
    pub links: bool,
    /// The columns of the terminal.
    pub width: Option<usize>,
}

impl Look {
    /// The line, continued below where it is too long for the terminal.
    #[must_use]
    pub fn folded(&self, line: &str) -> String {
        match self.width.filter(|width| wrap::columns(line) > *width) {
            Some(width) => wrap::continued(line, width),
            None => line.to_owned(),
        }
    }
}

/// The language of a document that is printed whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedLanguage {
    /// Words for people, wrapped and coloured where they were composed.
    Text,
    /// Text in a form for programs, such as a table.
    Plain,
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// Workflow commands that the program itself gives, one on each line.
    Commands,
    /// Bytes that somebody else takes in: nothing is changed.
    Exact,
}

/// A stream. Copies of it lead to the same place; none holds it longer than one write takes.
#[derive(Clone)]
pub struct Stream {
    state: Arc<Mutex<StreamState>>,
    look: Look,
    /// The line that moves, when there is one on the terminal.
    bar: Arc<Mutex<Option<ProgressBar>>>,
    /// What was written to this stream is shown before what is written next.
    before: Option<Arc<Mutex<StreamState>>>,
}

struct StreamState {
    sink: Box<dyn Write + Send>,
    /// The beginning of a line that isn't whole yet.
    line: String,
    /// Whether the reader went away.
    closed: bool,
}

impl Stream {
    pub(super) fn new(sink: Box<dyn Write + Send>, look: Look) -> Self {
        let state = StreamState { sink, line: String::new(), closed: false };
        Self { state: Arc::new(Mutex::new(state)), look, bar: Arc::default(), before: None }
    }

    /// The stream, before whose text what was written to another one is shown, and around the same moving line.
    pub(super) fn after(mut self, other: &Self) -> Self {
        self.before = Some(Arc::clone(&other.state));
        self.bar = Arc::clone(&other.bar);
        self
    }

    /// What it leads to.
    #[must_use]
    pub fn look(&self) -> Look {
        self.look
    }

    /// Whether the reader went away, as `head` does. What is written then goes nowhere.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.state().closed
    }

    /// Writes words; a line that is too long for the terminal is continued below.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub fn write_fmt(&self, words: Arguments<'_>) -> io::Result<()> {
        self.lines(&words.to_string(), Styles::None, true)
    }

    /// Writes text whose lines stay as they are.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub fn plain(&self, text: &str) -> io::Result<()> {
        self.lines(text, Styles::None, false)
    }

    /// Writes text with colours and links that the program itself put in.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub fn styled(&self, text: &str) -> io::Result<()> {
        let own = self.look.colour || self.look.links;
        self.lines(text, if own { Styles::Own } else { Styles::None }, false)
    }

    /// Writes words with colours and links that the program itself put in; a line that is too long for the terminal is
    /// continued below.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub fn styled_words(&self, text: &str) -> io::Result<()> {
        self.lines(text, Styles::Own, true)
    }

    /// Writes a document in its language.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub fn document(&self, text: &str, language: PrintedLanguage) -> io::Result<()> {
        match language {
            PrintedLanguage::Text => self.styled(text),
            PrintedLanguage::Plain => self.plain(text),
            PrintedLanguage::Json => self.bytes(commands::json(text).as_bytes()),
            PrintedLanguage::Xml => self.bytes(commands::markup(text).as_bytes()),
            PrintedLanguage::Commands => self.bytes(super::annotations::fit(text).as_bytes()),
            PrintedLanguage::Exact => self.bytes(text.as_bytes()),
        }
    }

    /// Writes bytes as they are.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub fn bytes(&self, bytes: &[u8]) -> io::Result<()> {
        self.write_out(|state| {
            let begun = std::mem::take(&mut state.line);
            state.sink.write_all(fit(&begun, Styles::None).as_bytes())?;
            state.sink.write_all(bytes)
        })
    }

    /// Clears the terminal; does nothing elsewhere.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub fn clear(&self) -> io::Result<()> {
        if self.look.terminal { self.bytes(b"\x1b[2J\x1b[3J\x1b[H") } else { Ok(()) }
    }

    /// Hands on everything that was written.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub fn flush(&self) -> io::Result<()> {
        self.bytes(b"")?;
        self.write_out(|state| state.sink.flush())
    }

    /// Puts the terminal back into order when the process is about to be ended: the line that moves goes, and colours
    /// end. Never waits for anybody.
    pub fn restore(&self) {
        if let Ok(mut bar) = self.bar.try_lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
        if self.look.terminal
            && self.look.colour
            && let Ok(mut state) = self.state.try_lock()
        {
            // Nobody can be told that nobody can be told.
            let _ = state.sink.write_all(b"\x1b[0m").and_then(|()| state.sink.flush());
        }
    }

    pub(super) fn bar(&self) -> &Arc<Mutex<Option<ProgressBar>>> {
        &self.bar
    }

    fn lines(&self, text: &str, styles: Styles, wrapped: bool) -> io::Result<()> {
        self.write_out(|state| {
            state.line.push_str(text);
            let Some(end) = state.line.rfind('\n') else { return Ok(()) };
            let begun = state.line.split_off(end + 1);
            let whole = std::mem::replace(&mut state.line, begun);
            let mut out = String::with_capacity(whole.len());
            for line in whole.split_terminator('\n') {
                let line = fit(line, styles);
                let too_long = |width: &usize| wrapped && wrap::columns(&line) > *width;
                if let Some(width) = self.look.width.filter(too_long) {
                    // A break may bring to the front what is a command there only.
                    for part in wrap::continued(&line, width).lines() {
                        out.push_str(&commands::disarmed(part));
                        out.push('\n');
                    }
                } else {
                    out.push_str(&line);
                    out.push('\n');
                }
            }
            state.sink.write_all(out.as_bytes())
        })
    }

    /// Does the one thing that holds the stream: around the line that moves, and after what stands before it.
    fn write_out(&self, write: impl FnOnce(&mut StreamState) -> io::Result<()>) -> io::Result<()> {
        if let Some(before) = &self.before {
            let mut before = locked(before);
            // Its own writer is told of its faults.
            if !before.closed {
                let _ = before.sink.flush();
            }
        }
        let bar = locked(&self.bar).clone().filter(|_| self.look.terminal);
        let mut state = self.state();
        if state.closed {
            state.line.clear();
            return Ok(());
        }
        let written = match bar {
            Some(bar) => bar.suspend(|| {
                write(&mut state)?;
                state.sink.flush()
            }),
            None => write(&mut state),
        };
        match written {
            // The reader went away. The command goes on to its end, whose exit code is true.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                state.closed = true;
                Ok(())
            }
            other => other,
        }
    }

    fn state(&self) -> MutexGuard<'_, StreamState> {
        locked(&self.state)
    }
}

/// A panic elsewhere leaves a stream as good as it was.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// For what writes by itself, such as the manual page: bytes as they are.
impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Self::flush(self)
    }
}
