//! `gatelint explain`: what it is sure of, the tunnel types that it offers, and how it ends.

use crate::workplace::Workplace;

#[test]
fn a_sure_answer_ends_with_0() {
    let place = Workplace::new();
    place.run(&["explain", "0x80090326"]).is(0).says("message-badly-formatted");
    // A negative number is no option.
    place.run(&["explain", "-2146893018"]).is(0).says("0x80090326");
    place.run(&["explain", "message-badly-formatted"]).is(0).says("What it means");
    place
        .run(&["explain", "The user a dialed a connection named vpn which has failed. The error code returned on failure is 809."])
        .is(0)
        .says("UDP 500");
}

#[test]
fn lints_are_found_in_any_letter_case_and_in_words() {
    let place = Workplace::new();
    for name in
        ["pool-overlaps-vnet", "POOL-OVERLAPS-VNET", "Pool_Overlaps_VNet", "pool overlaps vnet"]
    {
        place
            .run(&["explain", name])
            .is(0)
            .says("the client address pool overlaps the gateway's own virtual network");
    }
}

#[test]
fn what_is_not_sure_is_said_to_be_and_ends_with_1() {
    let place = Workplace::new();
    let ended = place.run(&["explain", "Server did not respond to VPN packets"]);
    ended.is(1).says("not sure").says("gatelint explain");
    assert!(ended.out.matches("means:").count() <= 3, "{}", ended.out);
    let json = place.run(&["explain", "--format", "json", "Server did not respond to VPN packets"]);
    let json: serde_json::Value = serde_json::from_str(&json.is(1).out).expect("JSON");
    assert_eq!(json["sure"], false);
    assert_eq!(json["symptoms"].as_array().map(Vec::len), Some(3));
}

#[test]
fn codes_that_nobody_knows_are_named() {
    let place = Workplace::new();
    place
        .run(&["explain", "AADSTS50034"])
        .is(1)
        .complains("nothing is known about the code AADSTS50034");
    place.run(&["explain", "VnetCountLimitReached"]).is(1);
    place.run(&["explain", "qqqq wwww"]).is(1).complains("nothing is known about 'qqqq wwww'");
    place.run(&["explain"]).is(2);
}

#[test]
fn a_log_shows_the_lines_that_matter() {
    let place = Workplace::new();
    place.put("vpn.log", "TCP connection established\nConnection reset, restarting [0]\nSIGUSR1\n");
    let ended = place.run(&["explain", "--file", "vpn.log"]);
    ended.is(0).says("vpn.log: 3 lines, 1 of which matters").says("line 2: Connection reset");
    ended.says("cause:").says("do:").is_silent_on("SIGUSR1");
    let piped = place.pipe(&["explain", "-"], b"\xFF\xFEE\0r\0r\0o\0r\0 \x007\x009\x008\0");
    piped.is(0).says("line 1: Error 798");
    let json = place.run(&["explain", "--file", "vpn.log", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.is(0).out).expect("JSON");
    assert_eq!(json["logs"][0]["seen"][0]["line"], 2);
    assert_eq!(json["logs"][0]["seen"][0]["symptom"]["id"], "openvpn-connection-reset");
}

#[test]
fn a_log_without_a_cause_ends_with_1_and_none_with_3() {
    let place = Workplace::new();
    place.put("calm.log", "all is well\n");
    place.put("empty.log", "");
    place
        .run(&["explain", "--file", "calm.log"])
        .is(1)
        .says("none of them a known VPN error")
        .says("Where to look next")
        .is_silent_on("mention an error");
    place.run(&["explain", "--file", "empty.log"]).is(3).complains("the file is empty");
    place.run(&["explain", "--file", "missing.log"]).is(3).complains("no such file");
    place.run(&["explain", "--file", "."]).is(3).complains("gatelint reads only regular files");
    place.pipe(&["explain", "-"], b"").is(3);
    place.run(&["explain", "--file", "calm.log", "word"]).is(2);
}

#[test]
fn a_log_that_nobody_knows_shows_what_it_calls_an_error_and_where_to_look_next() {
    let place = Workplace::new();
    let lines: Vec<String> = (1..=9)
        .map(|at| format!("step {at}\nERROR: frobnicator {at}, password=topsecretvalue"))
        .collect();
    place.put("vpn.log", lines.join("\n"));
    let ended = place.run(&["explain", "--file", "vpn.log"]);
    ended.is(1).says("line 18: ERROR: frobnicator 9").is_silent_on("frobnicator 4");
    ended.says("gatelint client-report").is_silent_on("topsecretvalue");
    let ticket = place.run(&["explain", "--file", "vpn.log", "--ticket"]);
    ticket.is(1).says("frobnicator 9").says("P2SDiagnosticLog").is_silent_on("topsecretvalue");
    let json = place.run(&["explain", "--file", "vpn.log", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.is(1).out).expect("JSON");
    assert_eq!(json["logs"][0]["complaints"].as_array().map(Vec::len), Some(5));
}

#[test]
fn an_error_that_names_no_cause_is_explained_and_ends_with_1() {
    let place = Workplace::new();
    place.put("mac.log", "05/19/2021 17:20:48.794 ERROR com.microsoft.AzureVpnMac MMALogger.swift: 27 Timed out waiting for state to change\n");
    let ended = place.run(&["explain", "--file", "mac.log"]);
    ended.is(1).says("doesn't reveal its cause").says("cause: unknown").says("Where to look next");
}

#[test]
fn a_ticket_of_what_is_not_known_says_so_and_hides_secrets() {
    let place = Workplace::new();
    let ended = place.run(&["explain", "--ticket", "frobnicator broke, sharedKey=topsecretvalue"]);
    ended
        .is(1)
        .says("nothing is known about it")
        .says("- not known")
        .is_silent_on("topsecretvalue");
}
