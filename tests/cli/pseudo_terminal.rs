//! A terminal to run the program in, as a person does.
#![allow(dead_code, reason = "each test program uses its own part of it")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, PtySize, native_pty_system};

/// Longer than any of the runs takes, even on a machine that has much else to do.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// A program that runs in a terminal.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    input: Box<dyn Write + Send>,
    shown: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

/// What was shown, and how it ended.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) shown: String,
    pub(crate) status: ExitStatus,
}

/// `gatelint` with nothing of this test's surroundings but where programs are.
pub(crate) fn gatelint(folder: &Path, arguments: &[&str]) -> CommandBuilder {
    command(folder, env!("CARGO_BIN_EXE_gatelint"), arguments)
}

/// A program with nothing of this test's surroundings but where programs are.
pub(crate) fn command(folder: &Path, program: &str, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("TERM", "xterm-256color");
    command.cwd(folder);
    command
}

impl Terminal {
    pub(crate) fn start(command: CommandBuilder, columns: u16) -> Self {
        let size = PtySize { rows: 24, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let input = pair.master.take_writer().expect("a keyboard");
        let mut screen = pair.master.try_clone_reader().expect("a screen");
        let shown = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&shown);
        let reader = std::thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            // A terminal without programs ends with an error on Linux.
            while let Ok(length @ 1..) = screen.read(&mut bytes) {
                kept.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .extend_from_slice(&bytes[..length]);
            }
        });
        Self { child, input, shown, reader: Some(reader) }
    }

    pub(crate) fn type_in(&mut self, keys: &[u8]) {
        self.input.write_all(keys).and_then(|()| self.input.flush()).expect("keys are taken");
    }

    /// Waits until something is shown.
    pub(crate) fn until(&mut self, words: &str) {
        let begun = Instant::now();
        while !self.so_far().contains(words) {
            assert!(begun.elapsed() < TIME_LIMIT, "'{words}' is not shown: {}", self.so_far());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn so_far(&self) -> String {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&shown).into_owned()
    }

    /// Waits until the program ends.
    pub(crate) fn end(mut self) -> Session {
        let begun = Instant::now();
        let status = loop {
            match self.child.try_wait().expect("the program can be waited for") {
                Some(status) => break status,
                None if begun.elapsed() > TIME_LIMIT => {
                    let _ = self.child.kill();
                    panic!("it hangs: {}", self.so_far());
                }
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        };
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the screen is read to its end");
        }
        Session { shown: self.so_far(), status }
    }
}

/// Runs the program in a terminal of so many columns, to its end.
pub(crate) fn run(command: CommandBuilder, columns: u16) -> Session {
    Terminal::start(command, columns).end()
}

impl Session {
    /// The lines as they are read, without colours. What a carriage return wrote over was a line of its own for a while.
    pub(crate) fn lines(&self) -> Vec<String> {
        let plain = anstream::adapter::strip_str(&self.shown).to_string();
        let lines = plain.split('\n').flat_map(|line| line.trim_end_matches('\r').split('\r'));
        lines.map(str::to_owned).collect()
    }

    pub(crate) fn has_colour(&self) -> bool {
        self.shown.contains("\u{1b}[1m") || self.shown.contains("\u{1b}[3")
    }
}
