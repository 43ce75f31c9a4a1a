//! Tests of what is read from profiles, and of what attackers make of them.

use std::fmt::Write as _;

use proptest::prelude::proptest;

use super::{CertificateRole, Profile, ProfileKind, read};

fn one(text: &str) -> Profile {
    let mut profiles = read(text).expect("a profile").expect("it can be read");
    assert_eq!(profiles.len(), 1);
    profiles.remove(0)
}

const AZURE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<AzVpnProfile xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/">
  <clientauth><aad><audience>c632b3df-fb67-4d84-bdcf-b95ad541b5c8</audience><issuer>https://sts.windows.net/t/</issuer><tenant>https://login.microsoftonline.com/t</tenant></aad><type>aad</type></clientauth>
  <clientconfig i:nil="true" />
  <clientconfig><dnsservers><dnsserver>10.0.0.4</dnsserver></dnsservers><includeroutes>
    <route><destination>10.1.0.0</destination><mask>16</mask></route>
    <route><destination>10.2.0.0</destination><destination>10.3.0.0</destination><mask>16</mask></route>
  </includeroutes></clientconfig>
  <serverlist><ServerEntry><fqdn> azuregateway-x.vpn.azure.com </fqdn></ServerEntry></serverlist>
  <servervalidation><serversecret>abcdef</serversecret></servervalidation>
</AzVpnProfile>"#;

#[test]
fn values_stand_where_they_are_said_to() {
    let profile = one(AZURE);
    assert_eq!(profile.kind, ProfileKind::AzureVpn);
    for text in profile
        .servers
        .iter()
        .chain(&profile.dns_servers)
        .chain(&profile.tenant)
        .chain(&profile.issuer)
    {
        assert_eq!(&AZURE[text.range.clone()], text.text);
    }
    assert_eq!(profile.servers[0].text, "azuregateway-x.vpn.azure.com");
    assert_eq!(profile.routes[0].text, "10.1.0.0/16");
    assert_eq!(profile.odd_routes.len(), 1);
    assert_eq!(profile.client_configurations.iter().filter(|it| it.nil).count(), 1);
    let secret = profile.server_secret.expect("a secret");
    assert_eq!((secret.length, secret.is_hexadecimal), (6, true));
    assert_eq!(&AZURE[profile.secrets[0].clone()], "abcdef");
}

#[test]
fn intune_wraps_a_profile() {
    let text = AZURE.split_once("?>").expect("a declaration").1;
    let wrapped = format!(
        "<VPNProfile><PluginProfile><ServerUrlList>azuregateway-x.vpn.azure.com</ServerUrlList><CustomConfiguration>{text}</CustomConfiguration></PluginProfile></VPNProfile>"
    );
    let profiles = read(&wrapped).expect("a profile").expect("it can be read");
    assert_eq!(
        profiles.iter().map(|profile| profile.kind).collect::<Vec<_>>(),
        [ProfileKind::AlwaysOn, ProfileKind::AzureVpn]
    );
}

#[test]
fn lists_of_settings_are_taken_apart() {
    let text = "<VpnProfile><VpnServer>s.vpn.azure.com</VpnServer><VpnType>IkeV2, SSTP</VpnType><Routes>10.0.0.0/16,10.1.0.0/16</Routes></VpnProfile>";
    let profile = one(text);
    assert_eq!(profile.kind, ProfileKind::Generic);
    assert_eq!(profile.protocols[1].text, "SSTP");
    assert_eq!(&text[profile.routes[1].range.clone()], "10.1.0.0/16");
}

#[test]
fn blocks_of_open_vpn_are_read_and_hidden() {
    let text = "client\ndev tun\nproto tcp\nremote azuregateway-x.vpn.azure.com 443\nverify-x509-name 'x.vpn.azure.com' name\n<cert>\n$CLIENTCERTIFICATE\n</cert>\n<key>\nsecret\n</key>\n<ca>\nPEM\n</ca>\n<tls-auth>\n-----BEGIN OpenVPN Static key V1-----\nabcd\n-----END OpenVPN Static key V1-----\n</tls-auth>\n";
    let profile = one(text);
    assert_eq!(profile.kind, ProfileKind::OpenVpn);
    assert_eq!(&text[profile.placeholders[0].range.clone()], "$CLIENTCERTIFICATE");
    assert_eq!(
        profile.server_identity.as_ref().map(|it| &text[it.range.clone()]),
        Some("x.vpn.azure.com")
    );
    assert_eq!(
        profile.certificates.iter().map(|it| it.part).collect::<Vec<_>>(),
        [CertificateRole::ServerRoot]
    );
    assert_eq!(profile.server_secret.as_ref().map(|secret| secret.length), Some(4));
    let hidden: Vec<&str> = profile.secrets.iter().map(|range| &text[range.clone()]).collect();
    assert_eq!(hidden[0], "secret");
    assert!(hidden[1].contains("abcd"));
    let thumbprint = text.replace("$CLIENTCERTIFICATE", "A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436");
    assert!(one(&thumbprint).thumbprint_for_certificate.is_some());
}

#[test]
fn a_phonebook_has_a_profile_in_hexadecimal() {
    let mut hex = String::new();
    for byte in AZURE.encode_utf16().flat_map(u16::to_le_bytes) {
        let _ = write!(hex, "{byte:02X}");
    }
    let (one_half, other) = hex.split_at(hex.len() / 4 * 2);
    let text = format!(
        "[hub]\r\nType=2\r\nThirdPartyProfileInfo={one_half}\r\nThirdPartyProfileInfo={other}\r\nMEDIA=rastapi\r\nPhoneNumber=azuregateway-x.vpn.azure.com\r\n\r\n[other]\r\nType=1\r\n"
    );
    let profiles = read(&text).expect("a phonebook").expect("it can be read");
    assert_eq!(profiles.len(), 2);
    assert_eq!(
        profiles[0].audience.as_ref().map(|it| it.text.as_str()),
        Some("c632b3df-fb67-4d84-bdcf-b95ad541b5c8")
    );
    assert_eq!(profiles[0].secrets.len(), 2);
    assert!(profiles[0].server_secret.is_none());
}

#[test]
fn profiles_of_macos_are_read() {
    let text = "<?xml version=\"1.0\"?><plist><dict><key>PayloadType</key><string>com.apple.vpn.managed</string><key>IKEv2</key><dict><key>RemoteAddress</key><string>a.vpn.azure.com</string><key>RemoteIdentifier</key><string>b.vpn.azure.com</string><key>SharedSecret</key><string>hidden</string></dict></dict></plist>";
    let profile = one(text);
    assert_eq!(profile.server_identity.map(|it| it.text), Some("b.vpn.azure.com".to_owned()));
    assert_eq!(&text[profile.secrets[0].clone()], "hidden");
}

#[test]
fn attacks_end_in_an_error() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><AzVpnProfile><name>&c;</name></AzVpnProfile>";
    assert!(read(bomb).expect("a profile").is_err());
    let deep = format!("<AzVpnProfile>{}{}</AzVpnProfile>", "<a>".repeat(100), "</a>".repeat(100));
    assert!(read(&deep).expect("a profile").is_err());
    let wide = format!("<AzVpnProfile>{}</AzVpnProfile>", "<a/>".repeat(30_000));
    assert!(read(&wide).expect("a profile").is_err());
    let begun = std::time::Instant::now();
    let mut attributes = String::new();
    for number in 0..100_000 {
        let _ = write!(attributes, " a{number}=''");
    }
    assert!(read(&format!("<AzVpnProfile{attributes}/>")).expect("a profile").is_ok());
    assert!(begun.elapsed().as_secs() < 20, "attributes are looked at once");
    assert!(read("<AzVpnProfile><name>").expect("a profile").is_err());
    assert!(
        read("<AzVpnProfile><name>&unknown;</name></AzVpnProfile>").expect("a profile").is_err()
    );
    assert!(read("<html></html>").is_none());
    assert!(read("").is_none());
}

proptest! {
    #[test]
    fn places_stand_in_the_text(cut in 0..AZURE.len(), put in "(?s).{0,12}") {
        let mut text = AZURE.to_owned();
        while !text.is_char_boundary(cut.min(text.len())) { text.pop(); }
        text.insert_str(cut.min(text.len()), &put);
        if let Some(Ok(profiles)) = read(&text) {
            for profile in profiles {
                let texts = profile.servers.iter().chain(&profile.routes).chain(&profile.dns_servers);
                for range in texts.map(|text| &text.range).chain(&profile.secrets).chain([&profile.range]) {
                    assert!(text.get(range.clone()).is_some());
                }
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "(?s)(client\n|dev tun\n|remote a b\n|<cert>\n|</cert>\n|<|>|\\[a\\]\n|Type=1\n|.){0,40}") {
        let _ = read(&text);
    }
}
