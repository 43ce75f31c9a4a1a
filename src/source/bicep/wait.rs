//! Running a command within bounds of time and output.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::BicepError;

/// How much of what it complains about is kept.
const COMPLAINTS: u64 = 1 << 20;
/// How often it is looked whether a command that has closed its output has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// How a command ended, and what it wrote.
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) out: Vec<u8>,
    pub(super) err: Vec<u8>,
}

enum Written {
    Out(std::io::Result<Vec<u8>>),
    Err(std::io::Result<Vec<u8>>),
}

/// Runs a command without input. One that takes longer or writes more than it may is stopped.
pub(super) fn run(
    command: &mut Command,
    patience: Duration,
    largest: u64,
) -> Result<Ended, BicepError> {
    let end = Instant::now() + patience;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(BicepError::Start)?;
    let ended = follow(&mut child, end, patience, largest);
    if ended.is_err() {
        // It may have ended by itself just now; either way nothing of it is left.
        let _ = child.kill();
        let _ = child.wait();
    }
    ended
}

fn follow(
    child: &mut Child,
    end: Instant,
    patience: Duration,
    largest: u64,
) -> Result<Ended, BicepError> {
    let (sender, receiver) = channel();
    read_both(child, &sender, largest)?;
    drop(sender);
    let (out, err) = both(&receiver, end, patience, largest)?;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Ended { status, out, err });
        }
        if Instant::now() >= end {
            return Err(BicepError::TooLong(patience));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Reads both outputs at once, for a full pipe would stop the command. The threads are not waited for: another
/// program that the command has started may keep a pipe open.
fn read_both(
    child: &mut Child,
    sender: &Sender<Written>,
    largest: u64,
) -> Result<(), std::io::Error> {
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let to = sender.clone();
    std::thread::Builder::new().spawn(move || {
        // Nobody listens any more when it was given up.
        let _ = to.send(Written::Out(bounded(out, largest + 1)));
    })?;
    let to = sender.clone();
    std::thread::Builder::new().spawn(move || {
        let mut err = err;
        let kept = bounded(err.as_mut(), COMPLAINTS);
        let rest = err.map_or(Ok(0), |mut err| std::io::copy(&mut err, &mut std::io::sink()));
        let _ = to.send(Written::Err(kept.and_then(|kept| rest.map(|_| kept))));
    })?;
    Ok(())
}

fn bounded(from: Option<impl Read>, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        from.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn both(
    receiver: &Receiver<Written>,
    end: Instant,
    patience: Duration,
    largest: u64,
) -> Result<(Vec<u8>, Vec<u8>), BicepError> {
    let (mut out, mut err) = (None, None);
    loop {
        match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(Written::Out(bytes)) => {
                let bytes = bytes?;
                if bytes.len() as u64 > largest {
                    return Err(BicepError::TooLarge(largest));
                }
                out = Some(bytes);
            }
            Ok(Written::Err(bytes)) => err = Some(bytes?),
            Err(RecvTimeoutError::Timeout) => return Err(BicepError::TooLong(patience)),
            // Both have been sent, or a reader is gone with nothing sent.
            Err(RecvTimeoutError::Disconnected) => {
                return Ok((out.unwrap_or_default(), err.unwrap_or_default()));
            }
        }
        if let (Some(out), Some(err)) = (&mut out, &mut err) {
            return Ok((std::mem::take(out), std::mem::take(err)));
        }
    }
}
