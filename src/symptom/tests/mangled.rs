//! Texts that lost characters, case, punctuation or order are still found.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::first;
use crate::symptom::{Symptom, all, search};

/// Every text with its symptom.
fn texts() -> impl Iterator<Item = (&'static Symptom, &'static str)> {
    all().iter().flat_map(|symptom| {
        symptom
            .texts()
            .en
            .iter()
            .chain(&symptom.texts().zh)
            .map(move |text| (symptom, text.as_str()))
    })
}

/// Long enough that a seventh of it can go: forty Latin letters, or sixteen Chinese characters.
fn is_long(text: &str) -> bool {
    text.chars().count() >= if text.is_ascii() { 40 } else { 16 }
}

fn finds(query: &str, symptom: &Symptom) -> bool {
    search(query).iter().any(|found| found.symptom.id() == symptom.id())
}

#[test]
fn every_text_finds_its_symptom_first() {
    for (symptom, text) in texts() {
        assert_eq!(first(text), Some(symptom.id()), "{text}");
    }
}

#[test]
fn every_text_is_found_in_other_letter_case_and_without_punctuation() {
    for (symptom, text) in texts() {
        let upper = text.to_uppercase();
        let bare: String =
            upper.chars().map(|char| if char.is_alphanumeric() { char } else { ' ' }).collect();
        let squeezed: String = text.split_whitespace().collect();
        for query in [bare, squeezed] {
            assert!(finds(&query, symptom), "{query}");
        }
    }
}

#[test]
fn every_text_is_found_with_line_breaks_and_in_a_report() {
    for (symptom, text) in texts() {
        let broken: String = text
            .chars()
            .enumerate()
            .flat_map(|(at, char)| [Some(char), (at % 30 == 29).then_some('\n')])
            .flatten()
            .collect();
        let told = format!(
            "Hello, since this morning I see this on my laptop:\n\n> {text}\n\nWhat should I do? Thanks, Kim"
        );
        for query in [broken, told] {
            assert!(finds(&query, symptom), "{query}");
        }
    }
}

#[test]
fn placeholders_may_hold_anything() {
    let id = "/subscriptions/1c1d9ee5-24b1-4f9b-8f5a-0e3a5a1c8f11/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworkGateways/vgw-hub-01";
    for (symptom, text) in texts().filter(|(_, text)| text.contains('<') && is_long(text)) {
        for filling in [id, "我的网关"] {
            let mut filled = String::new();
            for (number, part) in text.split('<').enumerate() {
                let behind = if number == 0 {
                    part
                } else {
                    part.split_once('>').map_or(part, |(_, behind)| behind)
                };
                filled.push_str(if number == 0 { "" } else { filling });
                filled.push_str(behind);
            }
            assert_eq!(first(&filled), Some(symptom.id()), "{filled}");
        }
    }
}

#[test]
fn half_of_a_long_text_is_enough() {
    for (symptom, text) in texts().filter(|(_, text)| text.chars().count() >= 80) {
        let letters: Vec<char> = text.chars().collect();
        let (front, back) = letters.split_at(letters.len() / 2);
        for half in [front, back] {
            let half: String = half.iter().collect();
            assert!(finds(&half, symptom), "{half}");
        }
    }
}

/// A fixed seed: what is drawn may be unlucky, but not on some days only.
#[test]
fn every_long_text_is_found_without_a_seventh_of_its_characters() {
    let mut runner = TestRunner::deterministic();
    let mut missed = Vec::new();
    let mut tried = 0_usize;
    for (symptom, text) in texts().filter(|(_, text)| is_long(text)) {
        let letters: Vec<char> = text.chars().collect();
        let kept = proptest::collection::vec(proptest::bool::weighted(0.85), letters.len());
        for _ in 0..2 {
            let kept = kept.new_tree(&mut runner).expect("a strategy without filters").current();
            let mangled: String =
                letters.iter().zip(kept).filter(|(_, kept)| *kept).map(|(char, _)| char).collect();
            tried += 1;
            if !finds(&mangled, symptom) {
                missed.push(mangled);
            }
        }
    }
    assert!(tried > 160, "{tried}");
    assert!(missed.len() * 100 <= tried, "{} of {tried} not found: {missed:#?}", missed.len());
}

#[test]
fn words_in_another_order_are_found() {
    for (symptom, text) in
        texts().filter(|(_, text)| text.is_ascii() && text.split_whitespace().count() >= 8)
    {
        // One for each, so that a new text doesn't shuffle those behind it otherwise.
        let mut runner = TestRunner::deterministic();
        let words: Vec<&str> = text.split_whitespace().collect();
        let shuffled = Just(words)
            .prop_shuffle()
            .new_tree(&mut runner)
            .expect("a strategy without filters")
            .current();
        let query = shuffled.join(" ");
        assert!(finds(&query, symptom), "{query}");
    }
}
