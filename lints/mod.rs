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
    cert_properties_wrapper_missing,
    gateway_subnet_default_route,
    p2s_gateway_type_not_vpn,
    private_key_in_config,
    revoked_duplicate_thumbprint,
    revoked_has_cert_data,
    revoked_name_invalid,
    revoked_thumbprint_format,
    revoked_thumbprint_sha256,
    revoked_without_cert_auth,
    root_cert_der_corrupt,
    root_cert_double_base64,
    root_cert_duplicate,
    root_cert_ecc_with_ikev2,
    root_cert_empty,
    root_cert_expired,
    root_cert_expiring,
    root_cert_has_private_key,
    root_cert_is_client_cert,
    root_cert_is_revoked,
    root_cert_key_usage,
    root_cert_keyvault_reference,
    root_cert_limit,
    root_cert_name_duplicate,
    root_cert_name_invalid,
    root_cert_not_base64,
    root_cert_not_ca,
    root_cert_not_self_signed,
    root_cert_not_yet_valid,
    root_cert_pem_armor,
    root_cert_public_ca,
    root_cert_same_subject_new_key,
    root_cert_sample_data,
    root_cert_self_signature_bad,
    root_cert_unusual_algorithm,
    root_cert_weak_key,
    root_cert_weak_signature,
    root_cert_whitespace,
    root_cert_wrong_object,
    unreadable_input,
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
