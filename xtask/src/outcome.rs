//! How a command ended when nothing failed: whole, or with something skipped because a tool for it isn't there.

use std::process::ExitCode;

/// What test drivers such as Automake's and Meson's take for skipped: neither passed nor failed.
const SKIPPED: u8 = 77;

/// What is to be said, and whether all of it was done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done(String),
    Skipped(String),
}

impl Outcome {
    /// The words of several parts, each with what came of it. It fails when one of them does, and is skipped when one of them is.
    pub(crate) fn of_parts(
        parts: impl IntoIterator<Item = (String, Result<Self, String>)>,
    ) -> Result<Self, String> {
        let (mut lines, mut failed, mut skipped) = (Vec::new(), false, false);
        for (name, part) in parts {
            lines.push(match part {
                Ok(Self::Done(words)) => format!("{name}: {words}"),
                Ok(Self::Skipped(why)) => {
                    skipped = true;
                    format!("{name}: skipped, {why}")
                }
                Err(fault) => {
                    failed = true;
                    format!("{name}: failed: {fault}")
                }
            });
        }
        let said = lines.join("\n");
        match (failed, skipped) {
            (true, _) => Err(said),
            (false, true) => Ok(Self::Skipped(said)),
            (false, false) => Ok(Self::Done(said)),
        }
    }

    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::Done(_) => ExitCode::SUCCESS,
            Self::Skipped(_) => ExitCode::from(SKIPPED),
        }
    }

    pub(crate) fn words(self) -> String {
        match self {
            Self::Done(words) | Self::Skipped(words) => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn what_is_skipped_is_not_done() {
        let part = |name: &str, part| (name.to_owned(), part);
        let done = || part("one", Ok(Outcome::Done("it works".to_owned())));
        let skipped = || part("two", Ok(Outcome::Skipped("no tool".to_owned())));
        let failed = || part("three", Err("broken".to_owned()));
        assert_eq!(Outcome::of_parts([done()]), Ok(Outcome::Done("one: it works".to_owned())));
        let words = "one: it works\ntwo: skipped, no tool".to_owned();
        assert_eq!(Outcome::of_parts([done(), skipped()]), Ok(Outcome::Skipped(words)));
        let words = "two: skipped, no tool\nthree: failed: broken".to_owned();
        assert_eq!(Outcome::of_parts([skipped(), failed()]), Err(words));
    }
}
