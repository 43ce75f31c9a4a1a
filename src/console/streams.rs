//! The two streams of a command, of the process or in memory.

use std::io::{BufWriter, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::progress::ProgressLine;
use super::stream::{Look, Stream};
use super::surroundings::{self, ColourChoice, OutputContext};

/// Where a command writes: the report to one stream, everything else to the other.
#[derive(Clone)]
pub struct Streams {
    /// Standard output.
    pub out: Stream,
    /// Standard error.
    pub err: Stream,
    /// What the surroundings say.
    pub surroundings: OutputContext,
}

impl Streams {
    /// The streams of the process.
    #[must_use]
    pub fn of_process(choice: ColourChoice) -> Self {
        let variable = |name: &str| std::env::var(name).ok();
        let (stdout, stderr) = (std::io::stdout(), std::io::stderr());
        let look = |terminal: bool,
                    size: Option<(terminal_size::Width, terminal_size::Height)>,
                    links: bool| {
            Look {
                terminal,
                colour: surroundings::is_coloured(choice, terminal, variable),
                links: terminal && links,
                width: size
                    .filter(|_| terminal)
                    .map(|(width, _)| usize::from(width.0))
                    .filter(|width| *width > 0),
            }
        };
        let out_look = look(
            stdout.is_terminal(),
            terminal_size::terminal_size_of(&stdout),
            supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        );
        let err_look = look(
            stderr.is_terminal(),
            terminal_size::terminal_size_of(&stderr),
            supports_hyperlinks::on(supports_hyperlinks::Stream::Stderr),
        );
        let sink: Box<dyn Write + Send> = if out_look.terminal {
            terminal(stdout, out_look.colour)
        } else {
            Box::new(BufWriter::new(stdout))
        };
        let out = Stream::new(sink, out_look);
        let sink: Box<dyn Write + Send> =
            if err_look.terminal { terminal(stderr, err_look.colour) } else { Box::new(stderr) };
        let err = Stream::new(sink, err_look).after(&out);
        let surroundings = OutputContext::read(out_look.terminal, variable);
        Self { out, err, surroundings }
    }

    /// Streams into memory, and what was written to them.
    #[must_use]
    pub fn captured(surroundings: OutputContext) -> (Self, Captured) {
        let captured = Captured::default();
        let look = Look { terminal: surroundings.terminal, ..Look::default() };
        let out = Stream::new(Box::new(Shared(Arc::clone(&captured.out))), look);
        let err = Stream::new(Box::new(Shared(Arc::clone(&captured.err))), Look::default());
        (Self { out, err, surroundings }, captured)
    }

    /// A line that says what is done, on a terminal, when it takes longer than the delay.
    #[must_use]
    pub fn progress(&self, words: &str, delay: Duration) -> ProgressLine {
        ProgressLine::on(&self.err, words, delay)
    }
}

/// A terminal; on older Windows, colours are calls and not text.
fn terminal<S: anstream::stream::RawStream + Send + 'static>(
    stream: S,
    colour: bool,
) -> Box<dyn Write + Send>
where
    anstream::AutoStream<S>: Write,
{
    if colour { Box::new(anstream::AutoStream::always(stream)) } else { Box::new(stream) }
}

/// What was written to streams into memory.
#[derive(Clone, Debug, Default)]
pub struct Captured {
    out: Arc<Mutex<Vec<u8>>>,
    err: Arc<Mutex<Vec<u8>>>,
}

impl Captured {
    /// What was written to standard output.
    #[must_use]
    pub fn out(&self) -> Vec<u8> {
        self.out.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was written to standard error.
    #[must_use]
    pub fn err(&self) -> Vec<u8> {
        self.err.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
