//! Which resource of `azurerm` is which of Azure's, argument by argument.
//!
//! The source of each row is the resource's page of the provider's documentation (`website/docs/r/NAME.html.markdown` of
//! hashicorp/terraform-provider-azurerm, read at version 5.2.0), the properties those of the ARM template reference. Where
//! versions 3, 4 and 5 differ, both arguments stand in the row, with the upgrade guide that says so
//! (`website/docs/guides/4.0-upgrade-guide.html.markdown`, `5.0-upgrade-guide.html.markdown`).

mod dns;
mod gateways;
mod networks;
mod rows;
mod table;
mod virtual_wan;
mod words;
mod writing;

pub(super) use rows::row_of;
pub(super) use table::{ArgumentMapping, Conversion, ResourceMapping, Unset};
pub(super) use words::in_own_words;
pub(super) use writing::written;
