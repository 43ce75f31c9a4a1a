//! What the lints about files of clients share: certificate files, packages, profiles and reports of machines.

pub(crate) mod certificate_files;
pub(crate) mod held_against;
pub(crate) mod machine;
pub(crate) mod package;
