//! `gatelint explain`: what it is sure of, what it offers, and how it ends.

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
