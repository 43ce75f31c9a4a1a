//! The part that a certificate plays, in words.

use certificate_diagnosis::Role;

/// A role in words that fit after "this is".
pub(crate) fn role_words(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Root => "a root certificate",
        Role::Intermediate => "an intermediate CA certificate",
        Role::Client => "a client certificate",
        Role::Server => "a server certificate",
        _ => return None,
    })
}

/// A role in one word.
pub(crate) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Root => "root",
        Role::Intermediate => "intermediate",
        Role::Client => "client",
        Role::Server => "server",
        _ => "unclear",
    }
}
