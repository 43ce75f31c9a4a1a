//! What comes of compiling: a template, or the values of a parameters file.

use arm_template::{Node, Problem, ScopeKind};

/// A template that is made of a program.
#[derive(Debug)]
pub struct Compiled {
    /// What is deployed.
    pub template: Node,
    /// What is wrong with the program.
    pub problems: Vec<Problem>,
    /// Where it is deployed to.
    pub target: ScopeKind,
    /// Whether the file only serves others: it deploys nothing and exports something.
    pub only_exports: bool,
    /// The files of the program: the main one first.
    pub files: Vec<std::path::PathBuf>,
}

/// What a parameters file says.
#[derive(Debug)]
pub struct AssignedParameters {
    /// `{ "parameters": { "name": { "value": … } } }`.
    pub parameters: Node,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
    /// The template that it is for; none of `using none`, and none where it can't be had.
    pub template: Option<Compiled>,
    /// Whether it is for no template, and says so.
    pub for_none: bool,
    /// The file of that template.
    pub used: Option<std::path::PathBuf>,
}
