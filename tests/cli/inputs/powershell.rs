//! What PowerShell writes of a gateway without any fault: cut off at the depth of `ConvertTo-Json`, and whole.

use crate::workplace::{Ended, Workplace};

const CHECK: [&str; 4] = ["check", "-", "--today", "2026-11-24"];

fn check(text: &[u8]) -> Ended {
    Workplace::new().pipe(&CHECK, text)
}

#[test]
fn what_was_cut_gives_no_finding_and_is_said_once_at_the_top() {
    for text in [
        include_str!("powershell/one-default.json"),
        include_str!("powershell/list-default.json"),
        include_str!("powershell/list-of-one-default.json"),
        include_str!("powershell/selected-default.json"),
        include_str!("powershell/pscustomobject-default.json"),
    ] {
        let ended = check(text.as_bytes());
        ended.is(0).says("0 errors, 0 warnings, 0 notes").says("checked ");
        let first = ended.out.lines().next().unwrap_or_default();
        assert!(first.starts_with("<stdin>: ConvertTo-Json truncated it"), "{}", ended.out);
        assert_eq!(ended.out.matches("complete parts are checked").count(), 1, "{}", ended.out);
        // What was cut can't be evaluated, and a strict run says so.
        let strict = [&CHECK[..], &["--fail-on-unevaluated"]].concat();
        Workplace::new().pipe(&strict, text.as_bytes()).is(1);
    }
}

#[test]
fn what_is_whole_is_checked() {
    let text = include_str!("powershell/list-default.json");
    let faulty = text.replacen("\"VpnType\": \"RouteBased\"", "\"VpnType\": \"PolicyBased\"", 1);
    let ended = check(faulty.as_bytes());
    ended.is(1).says("policy-based").says("ConvertTo-Json truncated it");
    let sku = text.replacen(
        "\"VpnGatewayGeneration\": \"Generation1\"",
        "\"VpnGatewayGeneration\": \"Generation3\"",
        1,
    );
    check(sku.as_bytes()).is(1).says("Generation3");
}

#[test]
fn properties_that_are_one_text_are_cut_too() {
    let id =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/vgw";
    let whole = format!(
        r#"{{ "Name": "vgw", "ResourceId": "{id}", "ResourceType": "Microsoft.Network/virtualNetworkGateways", "Properties": "@{{provisioningState=Succeeded; gatewayType=Vpn}}" }}"#
    );
    check(whole.as_bytes()).is(0).says("ConvertTo-Json truncated it");
    let deeper = format!(
        r#"{{ "Name": "vgw", "ResourceId": "{id}", "ResourceType": "Microsoft.Network/virtualNetworkGateways", "Properties": {{ "gatewayType": "Vpn", "vpnType": "RouteBased", "ipConfigurations": "System.Object[]", "vpnClientConfiguration": "@{{vpnClientProtocols=System.Object[]}}" }} }}"#
    );
    check(deeper.as_bytes()).is(0).says("ConvertTo-Json truncated it").says("0 errors, 0 warnings");
}

#[test]
fn what_is_deep_enough_is_whole() {
    for text in [
        include_str!("powershell/one-depth3.json"),
        include_str!("powershell/one-depth10.json"),
        include_str!("powershell/list-depth10.json"),
    ] {
        check(text.as_bytes())
            .is(0)
            .says("0 errors, 0 warnings, 0 notes")
            .is_silent_on("truncated it");
    }
    check(include_bytes!("powershell/one-utf16.json")).is(0).is_silent_on("truncated it");
}

#[test]
fn what_is_no_json_is_named() {
    for (text, what) in [
        (include_str!("powershell/format-list.txt"), "a PowerShell list"),
        (include_str!("powershell/format-list-all.txt"), "a PowerShell list"),
        (include_str!("powershell/format-table.txt"), "a table"),
        (include_str!("powershell/one.csv"), "CSV"),
        (include_str!("powershell/one.clixml"), "CLIXML"),
        (include_str!("powershell/one.xml"), "XML of PowerShell"),
    ] {
        check(text.as_bytes()).is(3).says(what).says("ConvertTo-Json -Depth 10");
    }
}
