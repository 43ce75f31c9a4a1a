//! What the language means: expressions, parameters, deployments, the places values come from, and the bounds on it all.

mod corpus;
mod deployments;
mod expressions;
mod limits;
mod linked;
mod origins;
mod parameters;
mod secrets;
mod symbolic_names;
mod terms;
