//! Bicep, Azure's deployment language, as of its version 0.49.
//!
//! [`parse`] reads a `.bicep` or `.bicepparam` file into a [`SyntaxTree`] that holds every byte of the text, blanks
//! and comments included, also where the text is wrong: a fault is a [`SyntaxError`] with its place, and the rest is read
//! all the same. [`ast::File`] is what the tree says, typed, without blanks and without what could not be read.
//!
//! ```
//! use bicep::{FileKind, ast, parse};
//!
//! let text = "param name string = 'hub'\n\nvar network = '${name}-network'\n";
//! let tree = parse(text, FileKind::Template);
//! assert!(tree.errors().is_empty());
//! assert_eq!(tree.to_string(), text);
//!
//! let file = ast::File::read(&tree);
//! let ast::Statement::Parameter(parameter) = &file.statements[0] else { panic!("is a parameter") };
//! assert_eq!(&*parameter.name.text, "name");
//! ```
//!
//! [`compile`] makes of a file, and of the files that it names, the template that Microsoft's compiler would write: a
//! [`Node`](arm_template::Node) for [`arm_template::expand`], with a tree in the place of each expression, so that values,
//! faults and origins speak of places in Bicep. [`assign`] works out what a parameters file gives. Other files come through
//! [`Files`].

pub mod ast;
mod check;
mod lexer;
mod literal;
mod lower;
mod parsed;
mod parser;
mod program;
mod spelling;
mod syntax;

pub use literal::{literal, literal_in_lines};
pub use lower::{AssignedParameters, Compiled, assign, compile};
pub use parsed::{Parsed, Source};
pub use parser::{FileKind, parse};
pub use program::{DirectoryEntry, Files, OpenError};
pub use syntax::{Element, SyntaxError, SyntaxKind, SyntaxNode, SyntaxTree, TextSpan, Token};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
