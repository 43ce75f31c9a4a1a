//! gatelint
fn main() {}
