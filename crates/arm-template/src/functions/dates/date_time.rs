//! A date and time as .NET has it, and why a text is none.

use jiff::SignedDuration;
use jiff::civil::DateTime;

/// A date and time with its distance from UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DateTimeOffset {
    /// As the clock there shows it.
    pub(super) local: DateTime,
    /// Seconds east of UTC.
    pub(super) offset: i32,
}

impl DateTimeOffset {
    /// As a clock in UTC shows it.
    pub(super) fn utc(self) -> Option<DateTime> {
        self.local.checked_sub(SignedDuration::from_secs(self.offset.into())).ok()
    }
}

/// Why a text is no date.
#[derive(Debug, PartialEq)]
pub(super) enum NoDate {
    /// It can't be read as one.
    Malformed,
    /// What it leaves out is taken from the day of the deployment.
    OfToday,
}
