//! Declarations: the sections of the template that they become.

mod imports;
mod modules;
mod resources;
mod scopes;
mod values;
