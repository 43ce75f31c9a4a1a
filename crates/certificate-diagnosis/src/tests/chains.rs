//! Client certificates held against a gateway's roots.

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};

use super::{CLIENT, ROOT, der};
use crate::{Certificate, ClientAuthentication, Path, TrustAnchors};

/// A certificate and its key.
struct Made {
    params: CertificateParams,
    key: KeyPair,
    certificate: Certificate,
}

fn params(name: &str, is_ca: IsCa) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).expect("there are no names to refuse");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = is_ca;
    params.not_before = rcgen::date_time_ymd(2026, 1, 1);
    params.not_after = rcgen::date_time_ymd(2027, 1, 1);
    params
}

fn ca(name: &str) -> CertificateParams {
    params(name, IsCa::Ca(BasicConstraints::Unconstrained))
}

fn client(name: &str) -> CertificateParams {
    let mut params = params(name, IsCa::ExplicitNoCa);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params
}

fn certificate(made: &rcgen::Certificate) -> Certificate {
    Certificate::from_der(made.der()).expect("rcgen makes certificates")
}

fn root(params: CertificateParams) -> Made {
    let key = KeyPair::generate().expect("a key");
    let certificate = certificate(&params.self_signed(&key).expect("it is signed"));
    Made { params, key, certificate }
}

impl Made {
    fn issues(&self, params: CertificateParams) -> Made {
        let key = KeyPair::generate().expect("a key");
        let issuer = Issuer::from_params(&self.params, &self.key);
        let certificate = certificate(&params.signed_by(&key, &issuer).expect("it is signed"));
        Made { params, key, certificate }
    }
}

fn gateway<'a>(roots: &'a [Certificate], intermediates: &'a [Certificate]) -> TrustAnchors<'a> {
    TrustAnchors { roots, intermediates, revoked: &[] }
}

#[test]
fn a_client_of_the_documented_recipe_gets_in() {
    let [root, client] =
        [ROOT, CLIENT].map(|pem| Certificate::from_der(&der(pem)).expect("it is a certificate"));
    let roots = [root];
    let verdict = client.verdict_for(&gateway(&roots, &[]));
    assert!(
        matches!(&verdict.path, Path::Trusted(links) if links.root == 0 && links.intermediates.is_empty())
    );
    assert_eq!(verdict.client_authentication, ClientAuthentication::First);
    assert_eq!(client.user_principal_names().collect::<Vec<_>>(), ["anna@contoso.com"]);
    assert_eq!(verdict.issuer_ends_first, None);
    assert!(!verdict.is_root && !verdict.is_revoked);
}

#[test]
fn a_client_of_another_root_does_not() {
    let (ours, theirs) = (root(ca("ours")), root(ca("theirs")));
    let client = theirs.issues(client("anna"));
    let verdict =
        client.certificate.verdict_for(&gateway(std::slice::from_ref(&ours.certificate), &[]));
    assert_eq!(verdict.path, Path::NoRoot { missing: "CN=theirs".into(), whole: false });
}

#[test]
fn a_root_of_the_same_name_is_another_root() {
    let (old, new) = (root(ca("root")), root(ca("root")));
    let client = old.issues(client("anna"));
    let only_new =
        client.certificate.verdict_for(&gateway(std::slice::from_ref(&new.certificate), &[]));
    assert!(matches!(only_new.path, Path::BadSignature(_)));
    let both = [new.certificate, old.certificate];
    assert!(
        matches!(client.certificate.verdict_for(&gateway(&both, &[])).path, Path::Trusted(links) if links.root == 1)
    );
}

#[test]
fn intermediates_are_needed_and_used() {
    let top = root(ca("top"));
    let middle = top.issues(ca("middle"));
    let low = middle.issues(ca("low"));
    let client = low.issues(client("anna"));
    let roots = [top.certificate.clone()];
    let without =
        client.certificate.verdict_for(&gateway(&roots, std::slice::from_ref(&low.certificate)));
    assert_eq!(without.path, Path::NoRoot { missing: "CN=middle".into(), whole: false });
    let intermediates = [middle.certificate, top.certificate, low.certificate];
    let verdict = client.certificate.verdict_for(&gateway(&roots, &intermediates));
    assert!(matches!(verdict.path, Path::Trusted(links) if links.intermediates == [2, 0]));
}

#[test]
fn an_intermediate_on_the_gateway_is_trusted_as_it_is() {
    let middle = root(ca("top")).issues(ca("middle"));
    let client = middle.issues(client("anna"));
    let roots = [middle.certificate];
    assert!(matches!(client.certificate.verdict_for(&gateway(&roots, &[])).path, Path::Trusted(_)));
}

#[test]
fn a_client_that_issues_clients_is_found_out() {
    let top = root(ca("top"));
    let mut first = client("anna");
    first.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let first = top.issues(first);
    let second = first.issues(client("berta"));
    let (roots, intermediates) = ([top.certificate], [first.certificate]);
    let verdict = second.certificate.verdict_for(&gateway(&roots, &intermediates));
    assert!(matches!(verdict.path, Path::MayNotIssue(_)), "{verdict:?}");
}

#[test]
fn certificates_that_issue_each_other_end_nowhere() {
    let one = root(ca("one"));
    let two = one.issues(ca("two"));
    // The name of `one`, issued by `two`.
    let one_again = two.issues(ca("one"));
    let client = two.issues(client("anna"));
    let intermediates = [two.certificate, one_again.certificate];
    assert!(matches!(
        client.certificate.verdict_for(&gateway(&[], &intermediates)).path,
        Path::NoRoot { .. }
    ));
}

#[test]
fn purposes_of_a_client() {
    use ExtendedKeyUsagePurpose::{Any, ClientAuth, ServerAuth};
    let top = root(ca("top"));
    let with = |purposes: Vec<ExtendedKeyUsagePurpose>| {
        let mut params = client("anna");
        params.extended_key_usages = purposes;
        top.issues(params).certificate.verdict_for(&gateway(&[], &[])).client_authentication
    };
    assert_eq!(with(vec![]), ClientAuthentication::Unrestricted);
    assert_eq!(with(vec![ClientAuth, ServerAuth]), ClientAuthentication::First);
    assert_eq!(with(vec![ServerAuth, Any]), ClientAuthentication::Missing);
    let first = "Server Authentication (1.3.6.1.5.5.7.3.1)".to_owned();
    assert_eq!(with(vec![ServerAuth, ClientAuth]), ClientAuthentication::Later { first });
}

#[test]
fn a_client_that_is_a_root_or_revoked_or_lives_too_long() {
    let top = root(ca("top"));
    let roots = [top.certificate.clone()];
    assert!(top.certificate.verdict_for(&gateway(&roots, &[])).is_root);

    let mut long = client("CONTOSO\\anna");
    long.not_after = rcgen::date_time_ymd(2028, 1, 1);
    let long = top.issues(long);
    let print = long.certificate.sha1().to_lowercase();
    let revoked = [print.as_str()];
    let verdict = long.certificate.verdict_for(&TrustAnchors {
        roots: &roots,
        intermediates: &[],
        revoked: &revoked,
    });
    assert_eq!(verdict.issuer_ends_first, Some(top.certificate.not_after));
    assert!(verdict.is_revoked && !verdict.is_root);
    assert!(long.certificate.is_named_after_domain_user());
    assert!(!top.issues(client("anna@contoso.com")).certificate.is_named_after_domain_user());
}
