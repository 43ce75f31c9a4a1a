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
    duplicate_key,
    gateway_subnet_default_route,
    malformed_resource,
    p2s_gateway_type_not_vpn,
    template_argument_count,
    template_circular_reference,
    template_copy_count,
    template_fails,
    template_function_not_allowed,
    template_invalid_argument,
    template_limit_exceeded,
    template_linked_missing,
    template_missing_property,
    template_parameter_constraint,
    template_parameter_missing,
    template_syntax_error,
    template_unknown_function,
    template_unknown_parameter,
    template_unknown_variable,
    unreadable_input,
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
