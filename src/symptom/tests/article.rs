//! Every section of Microsoft's troubleshooting article, by its Chinese headings and messages.

use std::path::Path;

use super::first;

/// The sections, by the names of their anchors in the article.
const SECTIONS: [(&str, &str); 23] = [
    ("vpn-client-error-a-certificate-could-not-be-found", "client-certificate-not-found"),
    (
        "the-network-connection-between-your-computer-and-the-vpn-server-could-not-be-established-because-the-remote-server-is-not-responding",
        "remote-server-not-responding",
    ),
    (
        "vpn-client-error-the-message-received-was-unexpected-or-badly-formatted",
        "message-badly-formatted",
    ),
    (
        "vpn-client-error-a-certificate-chain-processed-but-terminated",
        "certificate-chain-terminated",
    ),
    ("file-download-error-target-uri-is-not-specified", "target-uri-not-specified"),
    ("vpn-client-error-azure-vpn-custom-script-failed", "custom-script-shortcut"),
    ("cannot-install-the-vpn-client", "vpn-client-cannot-be-installed"),
    (
        "azure-portal-error-failed-to-save-the-vpn-gateway-and-the-data-is-invalid",
        "root-certificate-data-invalid",
    ),
    (
        "azure-portal-error-failed-to-save-the-vpn-gateway-and-the-resource-name-is-invalid",
        "resource-name-invalid",
    ),
    ("azure-portal-error-vpn-package-file-download-error-503", "package-download-503"),
    (
        "azure-vpn-gateway-upgrade-all-point-to-site-clients-are-unable-to-connect",
        "clients-cut-off-after-gateway-upgrade",
    ),
    ("too-many-vpn-clients-connected-at-once", "too-many-clients"),
    ("vpn-client-cannot-access-network-file-shares", "file-shares-inaccessible"),
    (
        "cannot-find-the-point-to-site-vpn-connection-in-windows-after-reinstalling-the-vpn-client",
        "connection-missing-after-reinstall",
    ),
    (
        "point-to-site-vpn-client-cannot-resolve-the-fqdn-of-the-resources-in-the-local-domain",
        "local-domain-names-unresolved",
    ),
    (
        "the-point-to-site-vpn-connection-is-established-but-you-still-cannot-connect-to-azure-resources",
        "connected-but-no-access",
    ),
    (
        "error-the-revocation-function-was-unable-to-check-revocation-because-the-revocation-server-was-offlineerror-0x80092013",
        "revocation-server-offline",
    ),
    (
        "vpn-client-error-the-connection-was-prevented-because-of-a-policy-configured-on-your-rasvpn-server-error-812",
        "blocked-by-server-policy",
    ),
    (
        "error-405-when-you-download-root-certificate-from-vpn-gateway",
        "root-certificate-download-405",
    ),
    (
        "vpn-client-error-the-remote-connection-was-not-made-because-the-attempted-vpn-tunnels-failed-error-800",
        "vpn-tunnels-failed",
    ),
    ("error-file-download-error-target-uri-is-not-specified", "target-uri-not-specified"),
    ("vpn-package-installer-doesnt-complete", "package-installer-incomplete"),
    ("the-vpn-client-hibernates-or-sleep-after-some-time", "vpn-client-sleeps"),
];

/// The anchors are the English headings, with hyphens.
#[test]
fn the_anchors_of_the_sections_find_them() {
    for (anchor, id) in SECTIONS {
        assert_eq!(first(&anchor.replace('-', " ")), Some(id), "{anchor}");
    }
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn the_headings_and_messages_of_the_article_find_their_section() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/p2s-troubleshooting.zh-cn.md");
    let article = std::fs::read_to_string(path).expect("the article");
    let sections = article.split("\n## ").skip(1);
    let mut seen = 0;
    for section in sections {
        let (heading, body) = section.split_once('\n').expect("a section has lines");
        let (anchor, heading) = heading
            .strip_prefix("<a name=\"")
            .and_then(|rest| rest.split_once("\"></a>"))
            .expect("a heading has an anchor");
        let id = SECTIONS.iter().find(|(name, _)| *name == anchor).map(|(_, id)| *id);
        assert!(id.is_some(), "{anchor} is not known");
        assert_eq!(first(heading), id, "{heading}");
        for message in body.lines().filter(|line| is_message(line)) {
            assert_eq!(first(message), id, "{message}");
            assert_eq!(first(&message.replace("**", "")), id, "{message}");
        }
        seen += 1;
    }
    assert_eq!(seen, SECTIONS.len());
}

/// A line in bold, or with a placeholder beside its bold part.
fn is_message(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("**") && line.ends_with("**") || line.contains("**") && line.contains("&lt;")
}
