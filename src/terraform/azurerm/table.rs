//! The words of the table: how an argument of `azurerm` becomes a property of Azure's.

/// How an argument becomes a property.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Conversion {
    /// The same value.
    Same,
    /// A bool turned around.
    Not,
    /// An id, which Azure has in an object of its own.
    Id,
    /// Each element in an object under this name.
    Each(&'static str),
    /// Blocks, each an object of these fields.
    Blocks(&'static [ArgumentMapping]),
    /// A block that stands at most once: an object of these fields.
    Block(&'static [ArgumentMapping]),
    /// A block that stands at most once, whose fields are properties of what it stands in.
    Spread(&'static [ArgumentMapping]),
    /// A list of ids, each of which Azure has in an object of its own.
    Ids,
    /// A bool that Azure has as one of two words: for `true` and for `false`.
    Words(&'static str, &'static str),
}

/// What the provider writes where the configuration says nothing, as its documentation has it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unset {
    /// Nothing, or what Azure takes too.
    Nothing,
    /// This text.
    Text(&'static str),
    /// This truth.
    Truth(bool),
    /// One text before a version of the provider, and another one from it on.
    Since(u64, &'static str, &'static str),
}

/// An argument and the property that it sets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ArgumentMapping {
    /// The argument.
    pub(crate) argument: &'static str,
    /// The way to the property, in the resource as a template has it.
    pub(crate) property: &'static str,
    /// What becomes of the value.
    pub(crate) how: Conversion,
    /// What is written where there is no value.
    pub(crate) unset: Unset,
}

impl ArgumentMapping {
    pub(super) const fn or(mut self, unset: Unset) -> Self {
        self.unset = unset;
        self
    }
}

/// A type of resource.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResourceMapping {
    /// Its name in the provider.
    pub(crate) terraform: &'static str,
    /// Its full type in Azure.
    pub(crate) azure: &'static str,
    /// Arguments that name its parents, outermost first.
    pub(crate) parents: &'static [&'static str],
    /// The argument that has the parent's id, where there is such.
    pub(crate) parent_id: Option<&'static str>,
    /// Its arguments.
    pub(crate) fields: &'static [ArgumentMapping],
}

pub(super) const fn field(
    argument: &'static str,
    property: &'static str,
    how: Conversion,
) -> ArgumentMapping {
    ArgumentMapping { argument, property, how, unset: Unset::Nothing }
}

pub(super) const fn same(argument: &'static str, property: &'static str) -> ArgumentMapping {
    field(argument, property, Conversion::Same)
}

pub(super) const fn not(argument: &'static str, property: &'static str) -> ArgumentMapping {
    field(argument, property, Conversion::Not)
}

pub(super) const fn id(argument: &'static str, property: &'static str) -> ArgumentMapping {
    field(argument, property, Conversion::Id)
}

pub(super) const fn each(
    argument: &'static str,
    property: &'static str,
    name: &'static str,
) -> ArgumentMapping {
    field(argument, property, Conversion::Each(name))
}

pub(super) const fn blocks(
    argument: &'static str,
    property: &'static str,
    fields: &'static [ArgumentMapping],
) -> ArgumentMapping {
    field(argument, property, Conversion::Blocks(fields))
}

pub(super) const fn block(
    argument: &'static str,
    property: &'static str,
    fields: &'static [ArgumentMapping],
) -> ArgumentMapping {
    field(argument, property, Conversion::Block(fields))
}

pub(super) const fn spread(
    argument: &'static str,
    fields: &'static [ArgumentMapping],
) -> ArgumentMapping {
    field(argument, "", Conversion::Spread(fields))
}

pub(super) const fn row(
    terraform: &'static str,
    azure: &'static str,
    fields: &'static [ArgumentMapping],
) -> ResourceMapping {
    ResourceMapping { terraform, azure, parents: &[], parent_id: None, fields }
}

pub(super) const fn child(
    terraform: &'static str,
    azure: &'static str,
    parents: &'static [&'static str],
    fields: &'static [ArgumentMapping],
) -> ResourceMapping {
    ResourceMapping { terraform, azure, parents, parent_id: None, fields }
}

pub(super) const fn below(
    terraform: &'static str,
    azure: &'static str,
    parent_id: &'static str,
    fields: &'static [ArgumentMapping],
) -> ResourceMapping {
    ResourceMapping { terraform, azure, parents: &[], parent_id: Some(parent_id), fields }
}

/// A policy of IP security: its lifetimes have other names in each resource.
pub(super) const fn ipsec(lifetime: &'static str, size: &'static str) -> [ArgumentMapping; 8] {
    [
        same(lifetime, "saLifeTimeSeconds"),
        same(size, "saDataSizeKilobytes"),
        same("ipsec_encryption", "ipsecEncryption"),
        same("ipsec_integrity", "ipsecIntegrity"),
        same("ike_encryption", "ikeEncryption"),
        same("ike_integrity", "ikeIntegrity"),
        same("dh_group", "dhGroup"),
        same("pfs_group", "pfsGroup"),
    ]
}
