//! What the lints about certificate files share: the gateways that a file is held against.

use super::Context;
use super::certificate::above;
use crate::resource::{CertificateFile, CertificateLists, NotEvaluated, RootCertificate, Trust};
use certificate_diagnosis::{Certificate, ClientVerdict};

/// A gateway whose clients authenticate by certificate, and what it trusts.
pub(crate) struct Keeper<'a> {
    pub(crate) lists: CertificateLists<'a>,
    pub(crate) trust: Trust<'a>,
}

/// The gateways whose clients authenticate by certificate.
///
/// # Errors
/// When that can't be known of one of them.
pub(crate) fn keepers<'a>(context: &Context<'a>) -> Result<Vec<Keeper<'a>>, NotEvaluated> {
    let mut keepers = Vec::new();
    for lists in context.estate.certificate_lists() {
        if lists.are_in_use()? {
            keepers.push(Keeper { lists, trust: lists.trust() });
        }
    }
    Ok(keepers)
}

/// A client's certificate, and what a gateway makes of it.
pub(crate) struct Held<'a> {
    pub(crate) keeper: Keeper<'a>,
    pub(crate) verdict: ClientVerdict,
}

impl<'a> Held<'a> {
    /// The entry that it chains to.
    pub(crate) fn root(&self) -> Option<&'a RootCertificate> {
        self.keeper.trust.root_of(&self.verdict.path)
    }

    /// The gateway's name.
    pub(crate) fn gateway(&self) -> String {
        self.keeper.lists.resource.subject().name
    }
}

/// Holds a client's certificate against each gateway.
///
/// # Errors
/// When it can't be known whether a gateway lets clients in by certificate.
pub(crate) fn held<'a>(
    client: &Certificate,
    file: &CertificateFile,
    context: &Context<'a>,
) -> Result<Vec<Held<'a>>, NotEvaluated> {
    let keepers = keepers(context)?;
    if keepers.is_empty() {
        return Ok(Vec::new());
    }
    // A root that another gateway lists is known, though this one may not trust it.
    let mut above = above(file, context.files);
    above.extend(keepers.iter().flat_map(|keeper| keeper.trust.certificates.iter().cloned()));
    let hold = |keeper: Keeper<'a>| {
        let verdict = keeper.trust.verdict(client, &above);
        Held { keeper, verdict }
    };
    Ok(keepers.into_iter().map(hold).collect())
}
