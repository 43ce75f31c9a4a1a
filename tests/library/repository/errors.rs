//! What Azure, Windows and the clients say of faults that the lints know: each code and each text leads to those lints.

use gatelint::symptom::{Symptom, answer};

/// One error: the codes and the texts that it is seen by, and the lints that find its causes.
struct Named {
    codes: &'static [&'static str],
    texts: &'static [&'static str],
    lints: &'static [&'static str],
}

/// Whatever the network between the gateway and the RADIUS server, or the server's entry, can break.
const RADIUS: &[&str] = &[
    "radius-incomplete",
    "radius-address-not-ip",
    "radius-address-public",
    "radius-address-in-pool-or-gateway-subnet",
    "radius-unreachable",
    "radius-ikev2-needs-eap",
    "pool-overlaps-other-gateway",
];

const NAMED: &[Named] = &[
    // Windows.
    Named {
        codes: &["798"],
        texts: &[
            "A certificate could not be found that can be used with this Extensible Authentication Protocol",
        ],
        lints: &[
            "client-cert-no-private-key",
            "client-cert-expired",
            "client-cert-no-subject",
            "client-cert-eku",
        ],
    },
    Named {
        codes: &["809"],
        texts: &[
            "The network connection between your computer and the VPN server could not be established because the remote server is not responding",
        ],
        lints: &["ikev2-udp-only", "package-server-name", "gateway-state"],
    },
    Named {
        codes: &["0x80090326"],
        texts: &["The message received was unexpected or badly formatted"],
        lints: &[
            "gateway-subnet-default-route",
            "root-cert-expired",
            "root-cert-der-corrupt",
            "root-cert-double-base64",
            "root-cert-file-not-on-gateway",
            "client-cert-no-trusted-root",
        ],
    },
    Named {
        codes: &["0x800B0109"],
        texts: &[
            "A certificate chain processed but terminated in a root certificate which is not trusted by the trust provider",
        ],
        lints: &[
            "package-server-name",
            "package-server-root-expiring",
            "client-cert-chain-incomplete",
        ],
    },
    Named { codes: &["0x800b010f", "866"], texts: &[], lints: &["package-server-name"] },
    Named {
        codes: &["0x80070057", "0x80071392"],
        texts: &[],
        lints: &["pool-overlaps-home-network", "pool-overlaps-local-network"],
    },
    Named {
        codes: &[],
        texts: &["Cannot install the VPN client"],
        lints: &["package-server-root-expiring"],
    },
    Named {
        codes: &["812", "691"],
        texts: &["connection was prevented because of a policy configured on your RAS/VPN server"],
        lints: RADIUS,
    },
    Named {
        codes: &["619", "1224"],
        texts: &[],
        lints: &[
            "radius-address-in-pool-or-gateway-subnet",
            "radius-unreachable",
            "radius-ikev2-needs-eap",
            "s2s-down-for-dependency",
        ],
    },
    Named {
        codes: &["800"],
        texts: &["The remote connection was not made because the attempted VPN tunnels failed"],
        lints: &["ikev2-udp-only", "package-protocol-stale"],
    },
    Named { codes: &["853"], texts: &[], lints: &["client-cert-eku"] },
    Named {
        codes: &["13801", "0x35E9"],
        texts: &["IKE authentication credentials are unacceptable"],
        lints: &[
            "client-cert-expired",
            "client-cert-no-private-key",
            "client-cert-no-subject",
            "root-cert-whitespace",
            "package-server-name",
            "connection-psk-characters",
        ],
    },
    Named {
        codes: &["13806"],
        texts: &[],
        lints: &["client-cert-expired", "client-cert-no-private-key", "client-cert-eku"],
    },
    Named {
        codes: &["13868", "0x362C"],
        texts: &["Policy match error"],
        lints: &["p2s-ipsec-value", "p2s-ipsec-gcm-pair", "p2s-ipsec-client-mismatch"],
    },
    Named {
        codes: &["13834"],
        texts: &["Error processing ID payload"],
        lints: &["routes-over-client-limit"],
    },
    Named { codes: &["749"], texts: &[], lints: &["vpnv2-profile"] },
    Named {
        codes: &["87"],
        texts: &["The parameter is incorrect"],
        lints: &["entra-tenant-url", "entra-tenant-host-typo"],
    },
    Named { codes: &["0x80072af9"], texts: &[], lints: &["package-server-name"] },
    Named {
        codes: &["1292"],
        texts: &["High Connection Count"],
        lints: &["connections-near-limit", "pool-nearly-full"],
    },
    // The Azure VPN Client and OpenVPN.
    Named {
        codes: &[],
        texts: &[
            "Server did not respond properly to VPN Control Packets. Session State: Key Material sent",
            "Session State: Key Material sent",
        ],
        lints: &[
            "entra-issuer-url",
            "entra-issuer-no-slash",
            "entra-issuer-host-typo",
            "entra-issuer-v2",
            "entra-curly-braces",
            "entra-tenant-issuer-mismatch",
            "entra-tenant-not-guid",
            "package-entra-differs",
        ],
    },
    Named { codes: &[], texts: &["Session State: Reset Sent"], lints: &["package-server-secret"] },
    Named {
        codes: &[],
        texts: &["Session state: TLS Handshake in Progress"],
        lints: &["client-cert-expired", "client-cert-no-trusted-root", "package-ovpn-key-mismatch"],
    },
    Named {
        codes: &[],
        texts: &["Unable to find Client Certificate configured for VPN Connection"],
        lints: &["client-cert-no-private-key", "client-cert-expired"],
    },
    Named {
        codes: &[],
        texts: &["X509:parse_pem:error … PEM routines:get_name:no start line"],
        lints: &["package-ovpn-placeholder", "client-key-mismatch"],
    },
    // Microsoft Entra ID.
    Named {
        codes: &["AADSTS700016"],
        texts: &["Application with identifier 'xxxx' was not found in the directory 'yyyy'"],
        lints: &[
            "entra-audience-near-miss",
            "entra-audience-format",
            "entra-audience-cloud-mismatch",
        ],
    },
    Named {
        codes: &["AADSTS650057", "CAA20004"],
        texts: &[],
        lints: &[
            "entra-audience-custom",
            "entra-legacy-audience",
            "package-entra-differs",
            "package-applicationid-missing",
        ],
    },
    Named {
        codes: &["3399614475"],
        texts: &["resource principal named xxxx was not found in the tenant"],
        lints: &["entra-audience-near-miss", "entra-placeholder-tenant"],
    },
    Named {
        codes: &["3399548937"],
        texts: &["value specified for 'clientId' must be non-empty"],
        lints: &["entra-tenant-url", "entra-audience-cloud-mismatch"],
    },
    Named { codes: &["AADSTS50105"], texts: &[], lints: &["entra-audience-custom"] },
    Named { codes: &["AADSTS50011"], texts: &[], lints: &["package-applicationid-missing"] },
    Named { codes: &["AADSTS65001"], texts: &[], lints: &["entra-legacy-audience"] },
    Named {
        codes: &["AADSTS90002"],
        texts: &[],
        lints: &["entra-tenant-url", "entra-tenant-host-typo", "entra-placeholder-tenant"],
    },
    Named { codes: &[], texts: &["Value cannot be null"], lints: &["entra-incomplete"] },
    // The portal.
    Named {
        codes: &[],
        texts: &["File download error. Target URI is not specified"],
        lints: &["p2s-gateway-type-not-vpn", "p2s-policy-based"],
    },
    Named {
        codes: &["VpnClientRootCertificateDataInvalid"],
        texts: &[
            "Failed to save virtual network gateway hub-gw. Data for certificate root1 is invalid.",
        ],
        lints: &[
            "root-cert-pem-armor",
            "root-cert-whitespace",
            "root-cert-not-base64",
            "root-cert-der-corrupt",
            "root-cert-wrong-object",
        ],
    },
    Named {
        codes: &["InvalidResourceName"],
        texts: &["Failed to save virtual network gateway hub-gw. Resource name root 1 is invalid."],
        lints: &["root-cert-name-invalid", "gateway-name-invalid"],
    },
    Named {
        codes: &["503"],
        texts: &["Failed to download the file. Error details: error 503. The server is busy."],
        lints: &["gateway-state"],
    },
    // Deployments.
    Named {
        codes: &["VpnClientRootCertificateExpired", "VpnServerConfigurationCertificateExpired"],
        texts: &[],
        lints: &["root-cert-expired"],
    },
    Named {
        codes: &["VpnClientAddressPoolNotSpecified"],
        texts: &["Vpn client addresspool is not specified for gateway hub-gw."],
        lints: &["pool-missing"],
    },
    Named {
        codes: &["VpnClientConfigurationRadiusServerSecretIsInvalid"],
        texts: &[
            "Secret should be a combination of printable ascii characters and should be between 1 to 128 in length",
        ],
        lints: &["radius-secret-invalid"],
    },
    Named {
        codes: &["VpnClientOpenVpnProtocolCannotCoexist"],
        texts: &[],
        lints: &["protocol-combination-invalid"],
    },
    Named {
        codes: &["BasicSkuVirtualNetworkGatewayDoesNotSupportBgp"],
        texts: &[],
        lints: &["basic-sku-bgp"],
    },
    Named { codes: &["NonAzSkusNotAllowedForVPNGateway"], texts: &[], lints: &["sku-non-az-new"] },
    Named {
        codes: &["VmssVpnGatewayPublicIpsMustHaveZonesConfigured"],
        texts: &[],
        lints: &["public-ip-zones-missing"],
    },
    Named {
        codes: &["PublicIpWithBasicSkuNotAllowedOnVPNGateways"],
        texts: &[],
        lints: &["public-ip-basic"],
    },
    Named {
        codes: &["ActiveActiveGatewayMustHaveExactlyTwoIpConfigurations"],
        texts: &[],
        lints: &["active-active-two-ipconfigs"],
    },
    Named {
        codes: &["ActiveActiveP2SGatewayMustHaveExactlyThreeIpConfigurations"],
        texts: &[],
        lints: &["active-active-p2s-three-ipconfigs"],
    },
    Named {
        codes: &["ActiveActiveGatewayPublicIPAddressesDiffersInSkuOrZones"],
        texts: &[],
        lints: &["public-ips-differ"],
    },
    Named {
        codes: &["InvalidGatewaySkuSpecifiedForGatewayDeploymentType"],
        texts: &[],
        lints: &["sku-for-other-gateway-type"],
    },
    Named {
        codes: &["NetworkSecurityGroupCannotBeAttachedToGatewaySubnet"],
        texts: &[],
        lints: &["gateway-subnet-nsg"],
    },
    Named {
        codes: &["RemoteVnetHasNoGateways"],
        texts: &[],
        lints: &["peering-remote-has-no-gateway"],
    },
    Named {
        codes: &["RemotePeeringIsDisconnected"],
        texts: &[],
        lints: &["peering-not-connected"],
    },
    Named {
        codes: &["InvalidRequestFormat"],
        texts: &[],
        lints: &["cert-properties-wrapper-missing"],
    },
    Named {
        codes: &["InvalidAddressPrefixFormat"],
        texts: &[],
        lints: &["pool-bad-cidr", "custom-route-bad-cidr"],
    },
    Named {
        codes: &[],
        texts: &["The local network gateway branch cannot have an ASN of zero"],
        lints: &["bgp-peer-asn-reserved"],
    },
];

/// The symptom that a query surely means.
fn sure(query: &str) -> &'static Symptom {
    let answer = answer(query);
    assert!(answer.sure, "{query} is only guessed at");
    answer.matches.first().unwrap_or_else(|| panic!("{query} finds nothing")).symptom
}

#[test]
fn each_error_leads_to_its_lints_from_its_code_and_from_its_text() {
    for named in NAMED {
        for query in named.codes.iter().chain(named.texts) {
            let symptom = sure(query);
            for lint in named.lints {
                assert!(gatelint::lints::find(lint).is_some(), "there is no lint {lint}");
                assert!(
                    symptom.lints().contains(lint),
                    "{query} leads to {}, which does not name {lint}",
                    symptom.id()
                );
            }
        }
    }
}
