//! All rows of the table of `azurerm`.

use super::table::ResourceMapping;
use super::{dns, gateways, networks, virtual_wan};

/// All rows.
pub(super) fn rows() -> impl Iterator<Item = &'static ResourceMapping> {
    [networks::ROWS, gateways::ROWS, virtual_wan::ROWS, dns::ROWS].into_iter().flatten()
}

/// The row of a type of resource.
pub(in crate::terraform) fn row_of(terraform: &str) -> Option<&'static ResourceMapping> {
    rows().find(|row| row.terraform == terraform)
}
