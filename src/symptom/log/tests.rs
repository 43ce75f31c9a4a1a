//! Tests of what is found in logs, and of what is left out.

use super::{LogDiagnosis, read_log};

fn log(text: &str) -> LogDiagnosis {
    read_log(text.as_bytes()).expect("bytes can be read")
}

/// The symptoms of a log with their lines.
fn seen(text: &str) -> Vec<(u64, &'static str)> {
    log(text).seen.iter().map(|seen| (seen.line, seen.symptom.id())).collect()
}

const NOISE: &str =
    "2026-01-30 23:04:24 TCP connection established with [AF_INET]203.0.113.7:443\n";

#[test]
fn the_lines_that_matter_are_found_among_others() {
    let text = format!(
        "{}2026-01-30 23:04:25 Connection reset, restarting [0]\n{NOISE}",
        NOISE.repeat(40)
    );
    assert_eq!(seen(&text), [(41, "openvpn-connection-reset")]);
}

#[test]
fn the_same_in_utf_16() {
    let text = format!("{}Connection reset, restarting [0]\r\n", NOISE.repeat(3));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let log = read_log(wide.as_slice()).expect("bytes can be read");
    assert_eq!(log.seen[0].line, 4);
}

#[test]
fn an_error_that_a_tool_broke_into_lines_and_framed_is_found() {
    let text = "\u{2577}\n\u{2502} Error: creating Virtual Network Gateway: performing CreateOrUpdate:\n\
        \u{2502} unexpected status 400 with error: VmssVpnGatewayPublicIpsMustHave\n\
        \u{2502} ZonesConfigured: Standard Public IPs associated with VPN Gateways\n\
        \u{2502} with AZ VPN skus must have zones configured.\n\u{2575}\n";
    let seen = seen(text);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!((3..=4).contains(&seen[0].0), "{seen:?}");
}

#[test]
fn colours_of_a_terminal_are_no_letters() {
    let text = "\u{1b}[31m\u{2502}\u{1b}[0m A certificate could not be found that can be used with this \u{1b}[1m\n\
        \u{1b}[31m\u{2502}\u{1b}[0m Extensible Authentication Protocol.";
    assert_eq!(seen(text), [(1, "client-certificate-not-found")]);
}

#[test]
fn events_of_windows_tell_their_codes_in_text_and_in_xml() {
    let text = "LogDiagnosis Name:      Application\nSource:        RasClient\nEvent ID:      20227\n\
        Description:\nCoId={1}: The user CONTOSO\\anna dialed a connection named hub which has failed. \
        The error code returned on failure is 809.\n";
    assert_eq!(seen(text).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5]);
    let xml = "<Events><Event xmlns='x'><System><Provider Name='RasClient'/><EventID>20227</EventID></System>\
        <EventData><Data>{1}</Data><Data>anna</Data><Data>hub</Data><Data>809</Data></EventData></Event></Events>";
    assert_eq!(log(xml).seen[0].symptom.id(), log(text).seen[0].symptom.id());
}

#[test]
fn events_of_nps_are_told_by_their_reason_and_not_by_their_number() {
    let text =
        "Event ID: 6273\nNetwork Policy Server denied access to a user.\nReason Code:\t\t16\n";
    assert_eq!(seen(text), [(3, "nps-credentials")]);
    let xml = "<Event><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>6273</EventID></System>\
        <EventData><Data Name='ReasonCode'>16</Data></EventData></Event>";
    assert_eq!(seen(xml), [(1, "nps-credentials")]);
    // The envelope alone is no cause.
    let alone = log("Network Policy Server denied access to a user.");
    assert_eq!(alone.seen.len(), 1);
    assert!(!alone.has_cause());
}

#[test]
fn what_strongswan_negotiates_is_no_error() {
    let text = "parsed IKE_AUTH response 1 [ N(AUTH_FAILED) ]\nreceived AUTHENTICATION_FAILED notify error\n";
    let seen = seen(text);
    assert_eq!(seen.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2], "{seen:?}");
    let text = "received packet: from 203.0.113.9[500] to 10.0.1.185[500] (809 bytes)\n\
        peer didn't accept DH group CURVE_25519, it requested MODP_2048\n";
    assert!(log(text).seen.is_empty());
}

#[test]
fn numbers_are_no_codes_unless_the_line_says_so() {
    for line in [
        "on main.tf line 619, in resource \"azurerm_virtual_network_gateway\" \"main\":",
        "listening on port 809",
        "took 798 ms",
        "809",
        "2026-01-30 23:04:24.812 all is well",
        "HTTP status code: 405",
        "the process ended with exit code 0",
    ] {
        assert!(log(line).seen.is_empty(), "{line}: {:?}", seen(line));
    }
}

#[test]
fn errors_of_az_and_powershell_are_found_in_json_and_in_xml() {
    let json = r#"{"error":{"code":"X","message":"Data for certificate\r\nroot1 is invalid. A certificate could not be found that can be used\r\nwith this Extensible Authentication Protocol."}}"#;
    assert!(
        seen(json).iter().any(|(_, id)| *id == "client-certificate-not-found"),
        "{:?}",
        seen(json)
    );
    let clixml = "#< CLIXML\n<Objs><S S=\"Error\">A certificate could not be found that can be used with this_x000D__x000A_</S>\
        <S S=\"Error\">Extensible Authentication Protocol</S></Objs>";
    assert_eq!(seen(clixml), [(2, "client-certificate-not-found")]);
}

#[test]
fn texts_in_other_languages_are_found() {
    let text = "Es konnte kein Zertifikat gefunden werden, das mit dem Extensible Authentication-Protokoll verwendet werden kann.";
    assert_eq!(seen(text), [(1, "client-certificate-not-found")]);
}

#[test]
fn codes_that_nobody_knows_are_told() {
    let log = log(
        "The error code returned on failure is 12345.\n\"code\": \"VnetCountLimitReached\"\nAADSTS99887766: no",
    );
    let codes: Vec<(u64, &str)> =
        log.unknown.iter().map(|named| (named.line, named.code.as_str())).collect();
    assert_eq!(codes, [(1, "12345"), (2, "VnetCountLimitReached"), (3, "AADSTS99887766")]);
    assert!(!log.has_cause());
}

#[test]
fn repeated_lines_are_counted() {
    let log = log(&"Connection reset, restarting [0]\n".repeat(50_000));
    assert_eq!(log.lines, 50_000);
    assert_eq!((log.seen[0].line, log.seen[0].last_line, log.seen[0].times), (1, 50_000, 50_000));
}

#[test]
fn a_later_connection_is_told() {
    let log = log("Connection reset, restarting [0]\nInitialization Sequence Completed\n");
    assert_eq!(log.connected, Some(2));
}

#[test]
fn no_line_shows_a_secret() {
    let secrets =
        ["hunter2secret", "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9abcDEF123", "S3cr3t0fRadius"];
    let line = format!(
        "az network vpn-connection create --shared-key {} failed: AuthorizationFailed Bearer {} \"radiusServerSecret\": \"{}\"",
        secrets[0], secrets[1], secrets[2]
    );
    let log = log(&line);
    assert_eq!(log.seen.len(), 1, "{:?}", seen(&line));
    for secret in secrets {
        assert!(!log.seen[0].text.contains(secret), "{}", log.seen[0].text);
    }
    assert!(log.seen[0].text.contains("AuthorizationFailed"));
}

#[test]
fn the_part_of_a_long_line_that_matters_is_shown() {
    let line = format!("{} AADSTS700016: not found {}", "word ".repeat(3000), "word ".repeat(3000));
    let text = &log(&line).seen[0].text;
    assert!(text.contains("AADSTS700016") && text.chars().count() < 300, "{text}");
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>, at in 0..64_usize) {
        let mut text = bytes;
        let at = at.min(text.len());
        text.splice(at..at, b"error 0x80090326 The error code returned on failure is 809 \xFF".iter().copied());
        read_log(text.as_slice()).expect("bytes can be read");
    }
}
