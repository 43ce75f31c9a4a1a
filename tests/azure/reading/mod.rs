//! Reading by the library: what is asked, as whom, and what can go wrong.

mod faults;
mod graph;
mod identity;
mod lists;
mod recorded;
mod saving;
mod scope;
mod sessions;
