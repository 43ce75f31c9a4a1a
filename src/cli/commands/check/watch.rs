//! `gatelint check --watch`: again whenever a file is saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::once::once;
use crate::cli::arguments::CheckOptions;
use crate::cli::exit::Exit;
use crate::console::Streams;
use crate::counts::counted;
use crate::{config, source};

/// How long to wait between two looks at the files.
const PAUSE: Duration = Duration::from_millis(500);

/// Checks, and checks again after every change, until the program is stopped. Ends by itself when the output can't
/// be written any more.
pub(crate) fn run(options: &CheckOptions, streams: &Streams) -> std::io::Result<Exit> {
    loop {
        let (begun, before) = (SystemTime::now(), state(options, &[]));
        streams.out.clear()?;
        let mut read = Vec::new();
        let exit = once(options, streams, &mut read)?;
        streams.out.flush()?;
        if streams.out.is_closed() {
            return Ok(exit);
        }
        if !options.report.quiet {
            let files = counted(before.len(), "file");
            writeln!(streams.err, "watching {files}; press Ctrl-C to stop")?;
        }
        // What a program or a template names is known only now; it may have been saved since the check began.
        let mut known = state(options, &read);
        let late = |stamp: &Option<(SystemTime, u64)>| {
            stamp.is_some_and(|(written, _)| written >= begun && written <= SystemTime::now())
        };
        let saved = read.iter().any(|path| known.get(path).is_some_and(late));
        known.extend(before);
        while !saved && state(options, &read) == known {
            std::thread::sleep(PAUSE);
        }
    }
}

/// When each file was last written, and how large it is.
fn state(options: &CheckOptions, read: &[PathBuf]) -> BTreeMap<PathBuf, Option<(SystemTime, u64)>> {
    let first = options.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let settings = options.report.settings.config.clone().or_else(|| config::find(first).path);
    let given =
        options.paths.iter().flat_map(|path| source::walk(path).files).map(|file| file.path);
    let beside =
        options.deployment.parameters.iter().chain(&options.report.baseline.baseline).cloned();
    given
        .chain(beside)
        .chain(settings)
        .chain(read.iter().cloned())
        .map(|path| {
            let stamp = std::fs::metadata(&path)
                .ok()
                .and_then(|data| Some((data.modified().ok()?, data.len())));
            (path, stamp)
        })
        .collect()
}
