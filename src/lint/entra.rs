//! The forms of Entra ID's values. Each fault of one has one lint that speaks of it.

use crate::facts::{AUDIENCES, ENTRA_HOSTS, cloud_of_sign_in, is_issuer};
use crate::finding::Applicability;
use crate::lint::{Context, Findings, Outcome};
use crate::resource::{ClientSettings, Field, likely_meant};

/// What is wrong with `aadTenant` or `aadIssuer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UrlFaultKind {
    /// Curly braces of the documentation's example.
    Braces,
    /// The host is nearly the right one.
    HostTypo,
    /// An issuer as tokens of version 2 have it.
    Version2,
    /// An issuer without its slash at the end.
    NoSlash,
    /// Not the form that is wanted.
    Form,
    /// A tenant that stands for one's own in the documentation.
    Placeholder,
    /// A tenant that is no GUID.
    NotGuid,
}

/// A fault of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UrlFault {
    /// Which.
    pub kind: UrlFaultKind,
    /// What is wrong, after the property's name.
    pub message: String,
    /// What was meant, as far as it can be told.
    pub meant: Option<String>,
}

/// Which of the two URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Url {
    /// `aadTenant`.
    Tenant,
    /// `aadIssuer`.
    Issuer,
}

impl Url {
    /// The property.
    fn property(self) -> &'static str {
        match self {
            Self::Tenant => "aadTenant",
            Self::Issuer => "aadIssuer",
        }
    }

    /// The host that it has in the public cloud.
    fn usual_host(self) -> &'static str {
        match self {
            Self::Tenant => "login.microsoftonline.com",
            Self::Issuer => "sts.windows.net",
        }
    }

    /// Whether Entra ID serves it from this host, in any cloud.
    fn is_served_by(self, host: &str) -> bool {
        match self {
            Self::Tenant => cloud_of_sign_in(host).is_some(),
            Self::Issuer => is_issuer(host),
        }
    }

    /// The form that is wanted.
    fn form(self) -> &'static str {
        match self {
            Self::Tenant => "https://login.microsoftonline.com/<tenant id>/",
            Self::Issuer => "https://sts.windows.net/<tenant id>/",
        }
    }
}

/// A URL in its parts: what stands after the tenant keeps its slash.
struct UrlParts<'a> {
    scheme: &'a str,
    host: &'a str,
    tenant: &'a str,
    rest: &'a str,
}

fn parts(text: &str) -> Option<UrlParts<'_>> {
    let (scheme, after) = text.split_once("://")?;
    let (host, path) = after.split_once('/').unwrap_or((after, ""));
    let end = path.find(['/', '\\', '?', '#']).unwrap_or(path.len());
    Some(UrlParts { scheme, host, tenant: &path[..end], rest: &path[end..] })
}

/// The tenant that a URL names.
pub(crate) fn tenant_in(text: &str) -> Option<&str> {
    parts(text.trim()).map(|parts| parts.tenant).filter(|tenant| !tenant.is_empty())
}

/// The host of a URL.
pub(crate) fn host_in(text: &str) -> Option<&str> {
    parts(text.trim()).map(|parts| parts.host)
}

/// Whether it is a GUID, without braces.
pub(crate) fn is_guid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Hosts that are taken for the right ones, with what was meant.
const TAKEN_FOR: [(&str, &str); 6] = [
    ("login.microsoft.com", "login.microsoftonline.com"),
    ("login.windows.net", "login.microsoftonline.com"),
    ("login.microsoft.us", "login.microsoftonline.us"),
    ("login.partner.microsoftonline.cn", "login.chinacloudapi.cn"),
    ("sts.window.net", "sts.windows.net"),
    ("sts.microsoft.com", "sts.windows.net"),
];

/// Tenants of Microsoft's examples.
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-entra-gateway> and the pages beside it.
const SAMPLES: [&str; 3] = [
    "00000000-0000-0000-0000-000000000000",
    "aaaabbbb-0000-cccc-1111-dddd2222eeee",
    "bbbbcccc-1111-dddd-2222-eeee3333ffff",
];

fn is_placeholder(tenant: &str) -> bool {
    let plain: String =
        tenant.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    SAMPLES.iter().any(|sample| sample.eq_ignore_ascii_case(tenant))
        || tenant.contains(['<', '>'])
        || ["tenantid", "yourtenantid", "yourtenant", "mytenantid", "directoryid"]
            .contains(&plain.as_str())
}

/// The first fault of a URL; none of an empty one, which another lint speaks of.
pub(crate) fn fault(url: Url, text: &str) -> Option<UrlFault> {
    let said = |kind, message: String, meant| Some(UrlFault { kind, message, meant });
    let bare = text.trim();
    if bare.is_empty() {
        return None;
    }
    let whole = |host: &str, tenant: &str| format!("https://{host}/{tenant}/");
    let usual = url.usual_host();
    if bare.contains(['{', '}']) {
        let without = bare.replace(['{', '}'], "");
        let meant = fault(url, &without).is_none().then_some(without);
        return said(
            UrlFaultKind::Braces,
            "contains the curly braces of the example in the documentation".into(),
            meant,
        );
    }
    if is_guid(bare) {
        return said(UrlFaultKind::Form, "is the tenant id alone".into(), Some(whole(usual, bare)));
    }
    let Some(UrlParts { scheme, host, tenant, rest }) = parts(bare) else {
        return said(UrlFaultKind::Form, format!("'{bare}' is not a URL"), None);
    };
    let rewritten = |host: &str| is_guid(tenant).then(|| whole(host, tenant));
    if url == Url::Issuer && cloud_of_sign_in(host).is_some() {
        let hosts = ENTRA_HOSTS.iter().find(|hosts| hosts.sign_in.eq_ignore_ascii_case(host));
        let meant = rewritten(hosts.map_or(usual, |hosts| hosts.issuer));
        return if rest.trim_matches('/').eq_ignore_ascii_case("v2.0") {
            said(UrlFaultKind::Version2, "is the issuer of version 2 tokens".into(), meant)
        } else {
            said(UrlFaultKind::Form, format!("has the sign-in host, {host}"), meant)
        };
    }
    if !url.is_served_by(host) {
        return Some(wrong_host(url, host, rewritten));
    }
    if !scheme.eq_ignore_ascii_case("https") {
        return said(UrlFaultKind::Form, format!("begins with {scheme}://"), rewritten(host));
    }
    if tenant.is_empty() {
        return said(UrlFaultKind::Form, "contains no tenant".into(), None);
    }
    if is_placeholder(tenant) {
        return said(
            UrlFaultKind::Placeholder,
            format!("contains '{tenant}', the tenant of an example"),
            None,
        );
    }
    match (url, rest) {
        (_, "/") | (Url::Tenant, "") => {}
        (Url::Issuer, "") => {
            return said(
                UrlFaultKind::NoSlash,
                "has no trailing slash".into(),
                Some(format!("{bare}/")),
            );
        }
        (_, more) => {
            return said(UrlFaultKind::Form, format!("ends in '{more}'"), rewritten(host));
        }
    }
    if text != bare {
        return said(
            UrlFaultKind::Form,
            "has leading or trailing spaces".into(),
            Some(bare.to_owned()),
        );
    }
    if is_guid(tenant) {
        None
    } else {
        said(
            UrlFaultKind::NotGuid,
            format!("contains the tenant name '{tenant}' instead of its id"),
            None,
        )
    }
}

/// The fault of a URL whose host is none of Entra ID's; `rewritten` is the URL with another host.
fn wrong_host(url: Url, host: &str, rewritten: impl Fn(&str) -> Option<String>) -> UrlFault {
    let taken = TAKEN_FOR.iter().find(|(wrong, _)| wrong.eq_ignore_ascii_case(host));
    let hosts = ENTRA_HOSTS.iter().map(|hosts| match url {
        Url::Tenant => hosts.sign_in,
        Url::Issuer => hosts.issuer,
    });
    let meant = taken
        .map(|(_, right)| *right)
        .or_else(|| {
            hosts.clone().find(|right| host.trim_end_matches('.').eq_ignore_ascii_case(right))
        })
        .or_else(|| likely_meant(host, hosts));
    match meant {
        Some(right) if url.is_served_by(right) => UrlFault {
            kind: UrlFaultKind::HostTypo,
            message: format!("has the host {host} instead of {right}"),
            meant: rewritten(right),
        },
        _ => UrlFault {
            kind: UrlFaultKind::Form,
            message: format!("has the host {host}, which doesn't belong to Microsoft Entra ID"),
            meant: rewritten(url.usual_host()),
        },
    }
}

/// Says the faults of these kinds in the two URLs.
pub(crate) fn say(
    wanted: &[(Url, UrlFaultKind)],
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !settings.signs_in_by_entra()? {
        return Ok(());
    }
    for (url, field) in
        [(Url::Tenant, &settings.client.entra.tenant), (Url::Issuer, &settings.client.entra.issuer)]
    {
        if !wanted.iter().any(|(wanted, _)| *wanted == url) {
            continue;
        }
        let Some(Some(text)) = findings.or_not_evaluated(field.get()) else { continue };
        let Some(fault) = fault(url, text) else { continue };
        if wanted.contains(&(url, fault.kind)) {
            said(url, field, &fault, context, findings);
        }
    }
    Ok(())
}

fn said(
    url: Url,
    field: &Field<String>,
    fault: &UrlFault,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    let help = match &fault.meant {
        Some(meant) => format!("write {meant}"),
        None => format!("use {}, with the id of your own tenant", url.form()),
    };
    let fix = fault.meant.as_ref().and_then(|meant| context.replace_string(field.origin(), meant));
    findings
        .add(field, format!("{} {}", url.property(), fault.message))
        .help(format!("{help}; then give every client a new profile"))
        .fix("write the URL in the form that Azure expects", Applicability::Safe, fix);
}

/// The application of Microsoft's that an id is a slip of: up to two characters are others, missing or too many.
pub(crate) fn nearly_known(id: &str) -> Option<&'static str> {
    let id = id.trim().to_lowercase();
    let near = |known: &str| (1..=2).contains(&strsim::levenshtein(&id, known));
    AUDIENCES.iter().map(|known| known.id).find(|known| near(known))
}

#[cfg(test)]
mod tests {
    use super::{Url, UrlFaultKind, fault, nearly_known};

    const ID: &str = "11111111-2222-3333-4444-555555555555";

    fn kind(url: Url, text: &str) -> Option<UrlFaultKind> {
        fault(url, &text.replace("ID", ID)).map(|fault| fault.kind)
    }

    #[test]
    fn tenants_have_one_fault_or_none() {
        for (text, wanted) in [
            ("https://login.microsoftonline.com/ID/", None),
            ("https://login.microsoftonline.com/ID", None),
            ("https://LOGIN.microsoftonline.com/ID/", None),
            ("https://login.microsoftonline.us/ID/", None),
            ("https://login.chinacloudapi.cn/ID/", None),
            ("", None),
            ("ID", Some(UrlFaultKind::Form)),
            ("contoso.com", Some(UrlFaultKind::Form)),
            ("http://login.microsoftonline.com/ID/", Some(UrlFaultKind::Form)),
            ("https://login.microsoftonline.com/ID/v2.0", Some(UrlFaultKind::Form)),
            ("https://login.microsoftonline.com/ID\\", Some(UrlFaultKind::Form)),
            ("https://login.microsoftonline.com/ID/oauth2/token", Some(UrlFaultKind::Form)),
            ("https://login.microsoftonline.com/", Some(UrlFaultKind::Form)),
            (" https://login.microsoftonline.com/ID/", Some(UrlFaultKind::Form)),
            ("https://example.com/ID/", Some(UrlFaultKind::Form)),
            ("https://login.microsoft.com/ID/", Some(UrlFaultKind::HostTypo)),
            ("https://login.microsoftonline.com./ID/", Some(UrlFaultKind::HostTypo)),
            ("https://login.microsoftonlin.com/ID/", Some(UrlFaultKind::HostTypo)),
            ("https://login.microsoftonline.com/{ID}/", Some(UrlFaultKind::Braces)),
            ("https://login.microsoftonline.com/<tenant>/", Some(UrlFaultKind::Placeholder)),
            (
                "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/",
                Some(UrlFaultKind::Placeholder),
            ),
            (
                "https://login.microsoftonline.com/contoso.onmicrosoft.com/",
                Some(UrlFaultKind::NotGuid),
            ),
            ("https://login.microsoftonline.com/common", Some(UrlFaultKind::NotGuid)),
        ] {
            assert_eq!(kind(Url::Tenant, text), wanted, "{text}");
        }
    }

    #[test]
    fn issuers_have_one_fault_or_none() {
        for (text, wanted) in [
            ("https://sts.windows.net/ID/", None),
            ("https://sts.chinacloudapi.cn/ID/", None),
            ("https://sts.windows.net/ID", Some(UrlFaultKind::NoSlash)),
            ("https://sts.windows.net/ID//", Some(UrlFaultKind::Form)),
            ("http://sts.windows.net/ID/", Some(UrlFaultKind::Form)),
            ("https://sts.window.net/ID/", Some(UrlFaultKind::HostTypo)),
            ("https://sts.windws.net/ID/", Some(UrlFaultKind::HostTypo)),
            ("https://login.microsoftonline.com/ID/v2.0", Some(UrlFaultKind::Version2)),
            ("https://login.microsoftonline.com/ID/v2.0/", Some(UrlFaultKind::Version2)),
            ("https://login.microsoftonline.com/ID/", Some(UrlFaultKind::Form)),
            ("https://sts.windows.net/{ID}/", Some(UrlFaultKind::Braces)),
            ("ID", Some(UrlFaultKind::Form)),
        ] {
            assert_eq!(kind(Url::Issuer, text), wanted, "{text}");
        }
    }

    #[test]
    fn what_was_meant_has_no_fault() {
        for (url, text) in [
            (Url::Issuer, "https://sts.windows.net/ID"),
            (Url::Issuer, "https://sts.windows.net/ID//"),
            (Url::Issuer, "https://login.microsoftonline.us/ID/v2.0"),
            (Url::Issuer, "{ID}"),
            (Url::Tenant, "ID"),
            (Url::Tenant, "https://login.microsoft.com/{ID}"),
            (Url::Tenant, "http://login.microsoftonline.com/ID/v2.0"),
        ] {
            let found = fault(url, &text.replace("ID", ID)).expect("a fault");
            if let Some(meant) = found.meant {
                assert_eq!(fault(url, &meant), None, "{text}");
            }
        }
    }

    #[test]
    fn slips_of_application_ids_are_told() {
        let registered = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8";
        assert_eq!(nearly_known("c632b3df-fb67-4d84-bdcf-b95ad541b5c9"), Some(registered));
        assert_eq!(nearly_known("c632b3df-fb67-4d84-bdcf-b95ad541b5c"), Some(registered));
        assert_eq!(nearly_known(registered), None);
        assert_eq!(nearly_known(ID), None);
    }
}
