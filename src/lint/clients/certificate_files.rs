//! What the lints about certificate files share: the gateways that a file is held against.

use super::held_against::{is_of, serving};
use crate::lint::Context;
use crate::lint::certificate::above;
use crate::resource::{
    CertificateFile, CertificateLists, Evidence, NotEvaluated, RootCertificate, Trust,
};
use certificate_diagnosis::{Certificate, ClientVerdict};

/// A gateway whose clients authenticate by certificate, and what it trusts.
pub(crate) struct TrustingGateway<'a> {
    pub(crate) lists: CertificateLists<'a>,
    pub(crate) trust: Trust<'a>,
}

/// The gateways whose clients authenticate by certificate.
///
/// # Errors
/// When that can't be known of one of them.
pub(crate) fn trusting_gateways<'a>(
    context: &Context<'a>,
) -> Result<Vec<TrustingGateway<'a>>, NotEvaluated> {
    let mut trusting_gateways = Vec::new();
    let estate = context.estate;
    for lists in estate.certificate_lists() {
        let is_meant = context.gateway.is_none_or(|name| is_of(lists.resource, name, estate));
        if is_meant && lists.are_in_use()? {
            trusting_gateways.push(TrustingGateway { lists, trust: lists.trust() });
        }
    }
    Ok(trusting_gateways)
}

/// The gateway that a package, a profile or a machine is of, if its clients authenticate by certificate.
///
/// # Errors
/// When it can't be told which gateway that is, or how its clients authenticate.
pub(crate) fn trusting_gateway_of<'a>(
    context: &Context<'a>,
    evidence: &Evidence,
) -> Result<Option<TrustingGateway<'a>>, NotEvaluated> {
    let Some(serving) = serving(context, evidence)? else { return Ok(None) };
    let mut all = context.estate.certificate_lists();
    let Some(lists) = all.find(|lists| std::ptr::eq(lists.resource, serving.resource)) else {
        return Ok(None);
    };
    Ok(lists.are_in_use()?.then(|| TrustingGateway { lists, trust: lists.trust() }))
}

/// A client's certificate, and what a gateway makes of it.
pub(crate) struct GatewayAnswer<'a> {
    pub(crate) holder: TrustingGateway<'a>,
    pub(crate) verdict: ClientVerdict,
}

impl<'a> GatewayAnswer<'a> {
    /// The entry that it chains to.
    pub(crate) fn root(&self) -> Option<&'a RootCertificate> {
        self.holder.trust.root_of(&self.verdict.path)
    }

    /// The gateway's name.
    pub(crate) fn gateway(&self) -> String {
        self.holder.lists.resource.subject().name
    }
}

/// Holds a client's certificate against each gateway.
///
/// # Errors
/// When it can't be known whether a gateway lets clients in by certificate.
pub(crate) fn gateway_answers<'a>(
    client: &Certificate,
    file: &CertificateFile,
    context: &Context<'a>,
) -> Result<Vec<GatewayAnswer<'a>>, NotEvaluated> {
    let trusting_gateways = trusting_gateways(context)?;
    if trusting_gateways.is_empty() {
        return Ok(Vec::new());
    }
    // A root that another gateway lists is known, though this one may not trust it.
    let mut above = above(file, context.files);
    above.extend(
        trusting_gateways.iter().flat_map(|holder| holder.trust.certificates.iter().cloned()),
    );
    let hold = |holder: TrustingGateway<'a>| {
        let verdict = holder.trust.verdict(client, &above);
        GatewayAnswer { holder, verdict }
    };
    Ok(trusting_gateways.into_iter().map(hold).collect())
}
