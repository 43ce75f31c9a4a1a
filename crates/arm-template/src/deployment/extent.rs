//! How much of a template is evaluated.

/// How much of a template is evaluated.
#[derive(Clone, Copy, Debug, Default)]
pub enum Extent {
    /// Everything, so that every fault in it is told.
    #[default]
    Everything,
    /// Resources of the types of which this holds, and what they rest on. The others are not among the resources, and
    /// only faults that stood in the way are told. What is secret is known all the same.
    Types(fn(&str) -> bool),
}

impl Extent {
    pub(crate) fn is_everything(self) -> bool {
        matches!(self, Self::Everything)
    }

    /// Whether resources of this full type are evaluated.
    pub(crate) fn holds(self, kind: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Types(wanted) => wanted(kind),
        }
    }
}
