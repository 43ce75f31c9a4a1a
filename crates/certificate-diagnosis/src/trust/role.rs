//! Which part a certificate seems meant to play.

use crate::fields::extensions::{KeyUsage, Purpose};
use crate::fields::facts::Certificate;

/// The part a certificate seems meant to play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// A root: it issued itself and may issue others.
    Root,
    /// A CA below another.
    Intermediate,
    /// A client's.
    Client,
    /// A server's.
    Server,
    /// Its fields don't tell.
    Unclear,
}

impl Certificate {
    /// The part it seems meant to play.
    ///
    /// A root without basicConstraints is a root all the same: Microsoft's documented recipe for P2S
    /// roots sets keyUsage only, and old makecert roots have neither.
    #[must_use]
    pub fn looks_like(&self) -> Role {
        let ca = self.basic_constraints.map(|constraints| constraints.ca);
        let signs = self.key_usage.map(KeyUsage::certificate_sign);
        let purpose = |test: fn(&Purpose) -> bool| {
            self.extended_key_usage.as_ref().is_some_and(|purposes| purposes.iter().any(test))
        };
        let leaf = ca == Some(false) || signs == Some(false);
        if self.self_issued() && !leaf {
            return Role::Root;
        }
        if !leaf && (ca == Some(true) || signs == Some(true)) {
            return Role::Intermediate;
        }
        if purpose(Purpose::is_client_authentication) {
            Role::Client
        } else if purpose(Purpose::is_server_authentication) {
            Role::Server
        } else {
            Role::Unclear
        }
    }
}
