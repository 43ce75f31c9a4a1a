//! What the policy of a run rests on.

use arm_template::Node;
use jiff::civil::Date;

use crate::config::Rules;
use crate::lint::Lint;
use crate::resource::Estate;

/// What the policy of a run rests on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyInputs<'a> {
    /// The rules of the settings.
    pub(crate) rules: &'a Rules,
    /// The lints that ran.
    pub(crate) lints: &'a [&'static Lint],
    /// The day of the report.
    pub(crate) today: Date,
    /// The documents that were read.
    pub(crate) roots: &'a [Node],
    /// The resources in them.
    pub(crate) estate: &'a Estate,
}
