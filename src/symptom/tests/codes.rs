//! Codes in every form lead to their symptom, and numbers that are no codes don't.

use super::first;
use crate::symptom::{Code, MatchedBy, Symptom, all, search};

fn code(written: &str) -> Code {
    Code::try_from(written.to_owned()).expect("a code")
}

#[test]
fn forms_are_computed() {
    let forms = |written: &str| code(written).forms();
    assert_eq!(forms("798"), ["0x31E", "0x8007031E"]);
    assert_eq!(forms("0x80090326"), ["2148074278", "-2146893018"]);
    assert_eq!(forms("0x80070057"), ["2147942487", "-2147024809", "87"]);
    assert_eq!(forms("2148074257"), ["0x80090311", "-2146893039"]);
    assert_eq!(forms("3399614475"), ["0xCAA2000B", "-895352821"]);
    assert_eq!(forms("0x576"), ["1398", "0x80070576"]);
    assert_eq!(forms("0x800B0109"), ["2148204809", "-2146762487"]);
    assert!(forms("AADSTS700016").is_empty());
}

#[test]
fn a_code_is_a_number_of_32_bits_or_a_name() {
    assert_eq!(code("13801").value(), Some(13801));
    assert_eq!(code("0xCAA20004").value(), Some(3_399_614_468));
    assert_eq!(code("0909006C").value(), None);
    assert_eq!(code("InvalidResourceName").value(), None);
    assert!(Code::try_from("0x123456789".to_owned()).is_err());
    assert!(Code::try_from("0xhello".to_owned()).is_err());
}

#[test]
fn every_form_of_every_code_finds_its_symptom() {
    for (symptom, code) in
        all().iter().flat_map(|symptom| symptom.codes().iter().map(move |code| (symptom, code)))
    {
        let id = Some(symptom.id());
        let written = code.written();
        let lower = written.to_lowercase();
        for query in [
            written.to_owned(),
            lower,
            format!("Error {written}"),
            format!("(错误 {written})"),
            format!("错误{written}。"),
            format!("error code: {written}."),
        ] {
            assert_eq!(first(&query), id, "{query}");
        }
        let Some(value) = code.value() else { continue };
        assert_eq!(first(&format!("0x{value:08X}")), id, "{code} in hexadecimal");
        assert_eq!(first(&value.to_string()), id, "{code} in decimal");
        if value > 0x7FFF_FFFF {
            assert_eq!(first(&value.cast_signed().to_string()), id, "{code}, signed");
            assert_eq!(first(&format!("{value:x}")), id, "{code} without 0x");
        }
        for form in code.forms() {
            // 0x80070057 is HRESULT for Win32 87, and both have a symptom of their own.
            assert!(
                search(&form).iter().any(|found| found.symptom.id() == symptom.id()),
                "{code} as {form}"
            );
        }
    }
}

#[test]
fn codes_are_found_in_sentences() {
    for (query, id) in [
        ("my laptop says Error 798 since this morning", "client-certificate-not-found"),
        ("用户反馈连接时弹出错误 798，其他人正常", "client-certificate-not-found"),
        ("RasClient: the error code returned on failure is 13801.", "ike-credentials-unacceptable"),
        ("HRESULT: 0x80090326", "message-badly-formatted"),
        ("[0x80092013]", "revocation-server-offline"),
        ("got AADSTS700016 when signing in today", "entra-app-not-in-directory"),
        ("exit status -2146893018", "message-badly-formatted"),
        ("ＥＲＲＯＲ　８１２", "blocked-by-server-policy"),
        (
            "{\"code\":\"VpnClientAddressPoolNotSpecified\",\"message\":\"…\"}",
            "client-address-pool-missing",
        ),
    ] {
        let found = search(query);
        assert_eq!(
            found.first().map(|found| (found.symptom.id(), found.how)),
            Some((id, MatchedBy::Code)),
            "{query}"
        );
    }
}

#[test]
fn a_hresult_and_the_win32_code_in_it_know_each_other() {
    let ids =
        |query: &str| search(query).iter().map(|found| found.symptom.id()).collect::<Vec<_>>();
    assert_eq!(ids("0x80070057"), ["custom-script-route-exists", "parameter-incorrect"]);
    assert_eq!(ids("87"), ["parameter-incorrect", "custom-script-route-exists"]);
    assert_eq!(ids("0x8007032C"), ["blocked-by-server-policy"]);
}

#[test]
fn numbers_inside_addresses_and_ids_are_no_codes() {
    for query in [
        "10.87.0.0",
        "192.168.0.812",
        "version 2.0.798",
        "4f3c798a-0812-4bbb-8ccc-798798798798",
        "contoso-812-gw",
        "7981",
    ] {
        assert!(search(query).iter().all(|found| found.how != MatchedBy::Code), "{query}");
    }
}

#[test]
fn each_code_is_shown_as_the_catalogue_writes_it() {
    let found = search("2148074278");
    assert_eq!(found.first().map(|found| found.matched), Some("0x80090326"));
    assert!(all().iter().flat_map(Symptom::codes).all(|code| code.to_string() == code.written()));
}
