//! The library as a user of it sees it, and the rules that hold for the whole repository.

mod certificates;
mod corpus;
mod exact_fixes;
mod fixes;
mod outputs;
mod reports;
mod repository;
mod schemas;
mod secrets;
mod trail;
