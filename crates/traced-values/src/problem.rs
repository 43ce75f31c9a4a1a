//! What is wrong with a program, by its author's doing.

use std::sync::Arc;

use crate::span::Span;

/// A fault of a template, or of the parameters given to it, with the place where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Which kind of fault.
    pub kind: ProblemKind,
    /// The fault in a sentence: lower case, no full stop.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Arc<str>, Span)>,
}

/// The kinds of faults, named as in the documentation of the evaluator's test cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The text is not of its language: no JSON, or a malformed expression.
    Parse,
    /// No function of this name that is known here. The language may have one that is new.
    UnknownFunction,
    /// A function of the program's own that it doesn't declare.
    FunctionNotDeclared,
    /// Too many or too few arguments.
    ArgumentCount,
    /// An argument of the wrong type.
    ArgumentType,
    /// An argument of the right type but outside what is allowed.
    ArgumentValue,
    /// Text that can't be converted.
    Conversion,
    /// A number that leaves 64 bits.
    Overflow,
    /// Division by zero.
    DivideByZero,
    /// An index outside the array.
    IndexOutOfRange,
    /// No property of this name.
    PropertyNotFound,
    /// A parameter that is not declared.
    ParameterNotFound,
    /// A parameter with neither value nor default.
    ParameterMissing,
    /// A value of another type than the parameter's.
    ParameterType,
    /// A value outside the parameter's constraints.
    ParameterConstraint,
    /// A variable that is not declared.
    VariableNotFound,
    /// A parameter, variable or function that depends on itself.
    CircularReference,
    /// A function that may not be used at this place.
    NotAllowedHere,
    /// A copy loop's count outside 0 to 800, or not a number.
    CopyCount,
    /// The program's own doing: it asks to fail.
    UserError,
    /// A linked template that can't be read.
    LinkedTemplate,
    /// The template's structure: a section of the wrong type, a resource without type or name.
    Structure,
    /// A bound on depth, size or number was reached.
    Limit,
}
