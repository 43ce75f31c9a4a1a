//! What is answered as sure, what is offered as a guess, and what is said to be unknown.

use crate::symptom::{MatchedBy, all, answer, search};

/// The surest symptom, if the answer is sure of it.
fn sure(query: &str) -> Option<&'static str> {
    let answer = answer(query);
    answer.matches.first().filter(|_| answer.sure).map(|found| found.symptom.id())
}

/// The line that Windows writes into its log, with every code that it may end in.
#[test]
fn the_event_line_is_answered_by_its_code() {
    for symptom in all() {
        let numbers = symptom.codes().iter().filter_map(|code| Some((code, code.value()?)));
        for (code, value) in numbers {
            let line = format!(
                "The user CONTOSO\\a dialed a connection named vpn which has failed. The error code returned on failure is {value}."
            );
            assert_eq!(sure(&line), Some(symptom.id()), "{code}");
        }
    }
}

#[test]
fn the_event_line_is_read_in_other_languages_and_at_the_end_of_a_connection() {
    for line in [
        "CoId={4F3C798A-0812-4BBB-8CCC-798798798798}: The user SYSTEM dialed a connection named vpn-812 which has terminated. The reason code returned on termination is 829.",
        "L’utilisateur CONTOSO\\a a composé le numéro de la connexion vpn. La connexion a échoué. Code d’erreur retourné : 829.",
        "El usuario a marcó una conexión denominada vpn, que no se realizó correctamente. El código de error devuelto en el error es 829.",
        "ユーザー a は vpn という接続にダイヤルし、失敗しました。 失敗時に返された理由コードは 829 です。",
        "Der durch den Fehler zurückgegebene Ursachencode lautet: 829.",
    ] {
        assert_eq!(sure(line), Some("connection-terminated"), "{line}");
    }
}

#[test]
fn an_event_line_with_an_unknown_code_says_that_it_is_unknown() {
    let line = "The user CONTOSO\\a dialed a connection named vpn which has failed. The error code returned on failure is 4242.";
    let answer = answer(line);
    assert!(!answer.sure);
    assert_eq!(answer.unknown, ["4242"]);
}

/// What several symptoms say alike, and what nobody knows, is no answer.
#[test]
fn what_is_said_alike_or_by_nobody_is_not_sure() {
    for query in [
        "azure vpn client status = server did not respond properly to vpn control packets",
        "Server did not respond properly to VPN Control Packets.",
        "wifi keeps dropping on my laptop",
        "vpn disconnects after 1 hour",
        "outlook cannot connect to exchange",
        "sign in loop azure vpn client",
        "Operation timed out",
        "Access denied",
        "Authentication failed",
        "invalid certificate",
        "failed to deploy gateway",
        "The network path was not found",
        "my printer is on fire",
    ] {
        assert_eq!(sure(query), None, "{query}");
    }
    assert_eq!(answer("AADSTS99999 something new").unknown, ["AADSTS99999"]);
    assert!(answer("my printer is on fire").matches.is_empty(), "chance is not offered");
}

/// A code that a query names stands above the text of another symptom.
#[test]
fn a_code_beats_any_likeness() {
    for text in all().iter().flat_map(|symptom| &symptom.texts().en) {
        if search(text).iter().any(|found| found.how == MatchedBy::Code) {
            continue;
        }
        let query = format!("{text} Error code: 13806");
        assert_eq!(sure(&query), Some("machine-certificate-not-found"), "{query}");
    }
}

#[test]
fn a_number_is_a_code_only_where_it_is_said_to_be_one() {
    for query in [
        "Error: Invalid value on main.tf line 87, in resource azurerm_virtual_network_gateway",
        "main.json line 619",
        "GET https://x/y 200 (812 bytes)",
        "step 720 of 900",
        "took 809 ms",
        "neagent[812]: state changed",
        "port 13801 is open",
        "812 users in 3 groups",
        "on port 800",
    ] {
        let answer = answer(query);
        assert!(!answer.sure, "{query}: {:?}", answer.matches[0].symptom.id());
        assert!(answer.unknown.is_empty(), "{query}: {:?}", answer.unknown);
    }
    for (query, id) in [
        ("809", "remote-server-not-responding"),
        ("VPN error 809", "remote-server-not-responding"),
        ("it failed with 809 yesterday", "remote-server-not-responding"),
        ("Fehler 809", "remote-server-not-responding"),
        ("Fehlercode: 809", "remote-server-not-responding"),
        ("erreur 809", "remote-server-not-responding"),
        ("エラー 809 が出る", "remote-server-not-responding"),
        ("出現錯誤 809", "remote-server-not-responding"),
        ("Event ID 13 from NPS", "nps-unknown-radius-client"),
        ("Ereignis-ID 13", "nps-unknown-radius-client"),
        ("Reason Code: 16", "nps-credentials"),
        ("-2146893018", "message-badly-formatted"),
    ] {
        assert_eq!(sure(query), Some(id), "{query}");
    }
}

#[test]
fn the_reason_code_tells_more_than_the_event() {
    let event =
        "Event ID 6273\nNetwork Policy Server denied access to a user.\n\tReason Code:\t\t\t48\n";
    assert_eq!(sure(event), Some("nps-no-policy"));
    assert_eq!(sure("event 6273"), Some("nps-denied-access"));
}

#[test]
fn the_inner_error_tells_more_than_its_envelope() {
    let error = |inner: &str| {
        format!(
            "{{\"code\":\"InvalidTemplateDeployment\",\"message\":\"The template deployment 'x' is not valid according to the validation procedure.\",\"details\":[{{\"code\":\"{inner}\",\"message\":\"…\"}}]}}"
        )
    };
    assert_eq!(sure(&error("NonAzSkusNotAllowedForVPNGateway")), Some("sku-without-zones-refused"));
    assert_eq!(sure("Code=DeploymentFailed"), Some("inner-error-tells"));
    let unknown = answer(&error("VnetCountLimitReached"));
    assert!(!unknown.sure);
    assert_eq!(unknown.unknown, ["VnetCountLimitReached"]);
}

#[test]
fn codes_that_nobody_knows_are_named() {
    for (query, code) in [
        ("SubnetNotFound", "SubnetNotFound"),
        ("NT_STATUS", "NT_STATUS"),
        ("AADSTS50034", "AADSTS50034"),
        ("AADSTS50034: the user account does not exist", "AADSTS50034"),
        ("with error: VnetCountLimitReached: the limit is reached", "VnetCountLimitReached"),
        ("(SomethingNewAndStrange) cannot create it", "SomethingNewAndStrange"),
        ("error 4242", "4242"),
        ("4242", "4242"),
        ("0xdeadbeef", "0xdeadbeef"),
        // A mistyped code is not the code.
        ("VpnClientRootCertificateDataInvald", "VpnClientRootCertificateDataInvald"),
    ] {
        let answer = answer(query);
        assert!(!answer.sure, "{query}");
        assert_eq!(answer.unknown, [code], "{query}");
        assert!(answer.matches.len() <= 3, "{query}");
    }
    let near = answer("VpnClientRootCertificateDataInvald");
    assert_eq!(near.matches[0].symptom.id(), "root-certificate-data-invalid");
}

/// `Conflict` and `NotFound` are words; they are codes where the query says so.
#[test]
fn words_are_no_codes() {
    assert!(!answer("there was a conflict between us").sure);
    assert_eq!(sure("Code=\"NotFound\" Message=\"…\""), Some("resource-not-found"));
    assert_ne!(sure("certificate notfound in the store"), Some("resource-not-found"));
}

#[test]
fn what_is_only_like_something_is_offered_as_a_guess() {
    for query in [
        "printer offline",
        "slow vpn",
        "my users cannot connect",
        "An unexpected error occurred",
        "Server did not respond to VPN packets",
    ] {
        let answer = answer(query);
        assert!(!answer.sure, "{query}: {}", answer.matches[0].symptom.id());
        assert!(answer.matches.len() <= 3, "{query}");
    }
}

/// One text of three scripts: what tells them apart is the code.
#[test]
fn a_text_that_several_share_is_no_answer() {
    let shared = answer("Custom script to update your routing table failed");
    assert!(!shared.sure);
    assert_eq!(shared.matches.len(), 3);
    assert_eq!(
        sure("Custom script (to update your routing table) failed. (8007026f)"),
        Some("custom-script-shortcut")
    );
}

#[test]
fn every_text_of_every_language_is_a_sure_answer() {
    for symptom in all() {
        let translated = symptom.translations().values().flatten();
        for text in symptom.texts().en.iter().chain(&symptom.texts().zh).chain(translated) {
            assert_eq!(sure(text), Some(symptom.id()), "{text}");
        }
        for words in symptom.also_asked() {
            assert_eq!(sure(words), Some(symptom.id()), "{words}");
        }
        assert_eq!(sure(symptom.title()), Some(symptom.id()), "{}", symptom.title());
    }
}

/// The texts of the article without their codes, as Windows and the portal show them.
#[test]
fn six_more_languages_have_the_texts_of_the_article() {
    for (text, id) in [
        (
            "Es konnte kein Zertifikat gefunden werden, das mit dem Extensible Authentication-Protokoll verwendet werden kann.",
            "client-certificate-not-found",
        ),
        (
            "Die Netzwerkverbindung zwischen Ihrem Computer und dem VPN-Server konnte nicht hergestellt werden, da der Remoteserver nicht antwortet.",
            "remote-server-not-responding",
        ),
        (
            "Le message reçu était inattendu ou formaté de façon incorrecte.",
            "message-badly-formatted",
        ),
        (
            "No se encuentra un certificado que se puede usar con este protocolo de autenticación extendido.",
            "client-certificate-not-found",
        ),
        ("予期されない、または形式が間違ったメッセージを受信しました。", "message-badly-formatted"),
        (
            "A mensagem recebida era inesperada ou estava formatada incorretamente.",
            "message-badly-formatted",
        ),
        ("憑證鏈結已處理，但它終止於信任提供者所未信任的根憑證。", "certificate-chain-terminated"),
    ] {
        assert_eq!(sure(text), Some(id), "{text}");
    }
    for language in ["de", "es", "fr", "ja", "pt", "zh-TW"] {
        let count =
            all().iter().filter(|symptom| symptom.translations().contains_key(language)).count();
        assert!(count >= 20, "{language}: {count}");
    }
}

#[test]
fn the_article_s_second_step_is_told() {
    let steps =
        crate::symptom::by_id("message-badly-formatted").expect("in the catalogue").client_steps();
    assert!(steps.iter().any(|step| step.contains("revoked")
        && step.contains("delete the root certificate and upload it again")));
}
