//! The register of lints: one line for each room.

use crate::lint::Lint;

/// Declares the rooms as modules and lists their lints.
macro_rules! register {
    ($($room:ident),+ $(,)?) => {
        $(pub mod $room;)+

        /// All lints, in the order of the register.
        pub static ALL: &[&Lint] = &[$(&$room::LINT),+];
    };
}

register! {
    gateway_subnet_default_route,
    p2s_gateway_type_not_vpn,
    private_key_in_config,
    root_cert_der_corrupt,
    root_cert_double_base64,
    root_cert_empty,
    root_cert_expired,
    root_cert_has_private_key,
    root_cert_keyvault_reference,
    root_cert_name_invalid,
    root_cert_not_base64,
    root_cert_pem_armor,
    root_cert_whitespace,
    root_cert_wrong_object,
    unreadable_input,
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
