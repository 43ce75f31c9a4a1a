//! The catalogue is whole: it reads, names each thing once, and says something everywhere.

use std::collections::HashSet;

use crate::symptom::catalogue::FILES;
use crate::symptom::catalogue::reading::{Files, read};
use crate::symptom::{Code, Config, SuggestedCommand, Symptom, all, by_id, by_lint, text_of_code};

#[test]
fn reads() {
    let catalogue = read(&FILES).expect("the catalogue reads");
    assert_eq!(catalogue.len(), all().len());
}

#[test]
fn refuses_an_unknown_field_and_an_unknown_source() {
    let entry = |extra: &str, source: &str| {
        format!(
            "[[symptom]]\nid = 'a'\ntitle = 'A'\ncodes = []\ntexts = {{ en = ['x'], zh = [] }}\nmeaning = 'M'\ncauses = []\nclient_steps = []\nconfig = 'no'\nsources = ['{source}']\n{extra}"
        )
    };
    let read = |symptoms: &str, translations: &[&str]| {
        read(&Files { sources: "[sources]", symptoms: &[symptoms], translations })
    };
    assert!(read(&entry("", "TSG/798"), &[]).is_ok());
    assert!(read(&entry("", "Azure/azure-cli#26753"), &[]).is_ok());
    assert!(read(&entry("severity = 1", "TSG/798"), &[]).is_err());
    let german = "language = 'de'\nsource = 's'\n[texts]\nb = ['x']";
    let refusal = read(&entry("", "TSG/798"), &[german]).expect_err("there is no symptom b");
    assert!(refusal.to_string().contains('b'), "{refusal}");
    for unknown in ["TS2", "Azure#1", "Azure/azure-cli#x", "a/b/c#1"] {
        let refusal = read(&entry("", unknown), &[]).expect_err("an unknown source is refused");
        assert!(refusal.to_string().contains(unknown), "{refusal}");
    }
}

#[test]
fn a_code_alone_finds_what_the_whole_catalogue_has_first() {
    let has =
        |symptom: &&Symptom, code: &str| symptom.codes().iter().any(|it| it.written() == code);
    for code in all().iter().flat_map(Symptom::codes).map(Code::written) {
        let first = all().iter().find(|symptom| has(symptom, code)).expect("it comes with it");
        let text = first.texts().en.first().map(String::as_str);
        assert_eq!(text_of_code(code), text, "{code}");
        assert_eq!(text_of_code(&code.to_ascii_lowercase()), text, "{code}");
    }
    assert!(text_of_code("NoSuchCodeAtAll").is_none());
}

#[test]
fn ids_are_slugs_and_unique() {
    let mut seen = HashSet::new();
    for symptom in all() {
        assert!(is_slug(symptom.id()), "{}", symptom.id());
        assert!(seen.insert(symptom.id()), "{} is there twice", symptom.id());
        assert_eq!(by_id(symptom.id()).map(Symptom::id), Some(symptom.id()));
    }
    assert!(by_id("no-such-symptom").is_none());
}

#[test]
fn no_code_belongs_to_two_symptoms() {
    let mut seen = HashSet::new();
    for code in all().iter().flat_map(Symptom::codes) {
        let key =
            code.value().map_or_else(|| code.written().to_lowercase(), |value| value.to_string());
        assert!(seen.insert(key), "{code} is there twice");
    }
}

#[test]
fn each_says_how_it_shows_what_it_means_why_and_where_from() {
    for symptom in all() {
        let id = symptom.id();
        assert!(
            !symptom.codes().is_empty() || !symptom.texts().en.is_empty(),
            "{id} can't be seen"
        );
        assert!(!symptom.meaning().is_empty() && !symptom.title().ends_with('.'), "{id}");
        assert!(!symptom.causes().is_empty(), "{id} has no cause");
        assert!(!symptom.sources().is_empty(), "{id} has no source");
        assert!(
            !symptom.lints().is_empty() || !symptom.client_steps().is_empty(),
            "{id} leaves the reader alone"
        );
        let texts = symptom.texts().en.iter().chain(&symptom.texts().zh);
        for text in texts
            .chain(symptom.client_steps())
            .chain(symptom.causes().iter().map(|cause| &cause.text))
        {
            assert_eq!(text.trim(), text, "{id}");
            assert!(!text.is_empty(), "{id}");
        }
    }
}

#[test]
fn what_configuration_shows_has_lints() {
    for symptom in all() {
        if symptom.config() != Config::No {
            assert!(!symptom.lints().is_empty(), "{} has no lint", symptom.id());
        }
        if symptom.config() == Config::Yes {
            assert!(
                symptom.causes()[0].lints.iter().any(|lint| is_slug(lint)),
                "{}: the likeliest cause has no lint",
                symptom.id()
            );
        }
        assert!(symptom.lints().iter().all(|lint| is_slug(lint)), "{}", symptom.id());
    }
}

#[test]
fn sources_are_addresses() {
    for source in all().iter().flat_map(Symptom::sources) {
        let is_address = source.at.starts_with("https://")
            || source
                .at
                .split_once(':')
                .is_some_and(|(repository, _)| repository.matches('/').count() == 1);
        assert!(is_address, "{} lies at {}", source.name, source.at);
    }
}

#[test]
fn lints_lead_back_to_their_symptoms() {
    let ids = |lint: &str| by_lint(lint).iter().map(|symptom| symptom.id()).collect::<Vec<_>>();
    assert!(ids("gateway-subnet-default-route").contains(&"message-badly-formatted"));
    assert_eq!(ids("vpnv2-profile"), ["profile-address-invalid"]);
    assert!(ids("no-such-lint").is_empty());
    for symptom in all() {
        for lint in symptom.lints() {
            assert!(ids(lint).contains(&symptom.id()));
        }
    }
}

#[test]
fn lints_have_a_command() {
    assert_eq!(SuggestedCommand::for_lint("client-cert-expired"), SuggestedCommand::Cert);
    assert_eq!(SuggestedCommand::for_lint("gateway-state"), SuggestedCommand::Scan);
    assert_eq!(SuggestedCommand::for_lint("pool-overlaps-vnet"), SuggestedCommand::Check);
    assert_eq!(SuggestedCommand::for_lint("client-os-not-covered"), SuggestedCommand::Check);
    assert_eq!(SuggestedCommand::for_lint("client-sleeps"), SuggestedCommand::ClientReport);
    let commands = by_id("too-many-clients").map(Symptom::commands);
    assert_eq!(commands, Some(vec![SuggestedCommand::Check, SuggestedCommand::Scan]));
    let none = by_id("custom-script-shortcut").map(Symptom::commands);
    assert_eq!(none, Some(vec![]));
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}
