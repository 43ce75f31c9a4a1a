//! The bounds on what a program may ask for; unless told otherwise those of Azure, where it has any.

/// Bounds on depth, size and number. Reaching one is a problem of kind [`Limit`](crate::ProblemKind::Limit) with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Characters in one expression. Azure takes what a value may hold, 131,072, though its documentation says 24,576.
    pub expression_length: usize,
    /// Calls within calls in one expression.
    pub expression_depth: usize,
    /// Values within values, expressions, variables and parameters that wait for each other.
    pub depth: u32,
    /// Arrays and objects within each other, in a value put together from others. A document may be nested as deeply.
    pub height: u32,
    /// Nested and linked templates within each other.
    pub templates: usize,
    /// Instances of one copy loop. Azure's own: 800.
    pub copies: i64,
    /// Nested and linked deployments altogether. A template has at most 800 resources in Azure.
    pub deployments: usize,
    /// Values evaluated or made altogether, those that a loop repeats included.
    pub values: u64,
    /// Bytes of text made by functions altogether.
    pub text: u64,
    /// Values inside one value, counted as a tree.
    pub size: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            expression_length: 131_072,
            expression_depth: 100,
            depth: 200,
            height: 512,
            templates: 20,
            deployments: 2_000,
            copies: 800,
            values: 1_000_000,
            text: 128 << 20,
            size: 1_000_000,
        }
    }
}
