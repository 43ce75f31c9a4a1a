//! A value of the settings, and where it is written.

use std::ops::Range;

/// A value with its place in the settings, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingValue<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub range: Range<usize>,
}
