//! Terraform, from configurations to states.

mod configurations;
mod given;
mod parity;
mod saved;
