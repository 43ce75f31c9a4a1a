//! A symptom as text and as JSON.

use crate::console::columns;
use crate::symptom::{all, by_id, render};

#[test]
fn a_page_reads_like_this() {
    let symptom = by_id("custom-script-route-exists").expect("in the catalogue");
    insta::assert_snapshot!(render(symptom, 100, false));
}

#[test]
fn a_page_without_lints_says_so() {
    let page = render(by_id("custom-script-shortcut").expect("in the catalogue"), 100, false);
    assert!(page.contains("configuration can't show the cause"), "{page}");
    assert!(!page.contains("gatelint "), "{page}");
}

#[test]
fn pages_are_a_hundred_columns_wide() {
    for symptom in all() {
        let page = render(symptom, 100, false);
        for line in page.lines() {
            let unbreakable = line.split_whitespace().count() == 1;
            assert!(columns(line) <= 100 || unbreakable, "{}: {line}", symptom.id());
            assert_eq!(line.trim_end(), line, "{}", symptom.id());
        }
        for said in symptom.client_steps().iter().chain([&symptom.meaning().to_owned()]) {
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            assert!(plain(&page).contains(&plain(said)), "{}: {said}", symptom.id());
        }
    }
}

#[test]
fn json_holds_everything() {
    let json = by_id("message-badly-formatted").expect("in the catalogue").to_json();
    assert_eq!(json["id"], "message-badly-formatted");
    assert_eq!(json["codes"][0]["code"], "0x80090326");
    assert_eq!(json["codes"][0]["forms"][1], "-2146893018");
    assert_eq!(json["causes"][0]["lints"][0], "gateway-subnet-default-route");
    assert_eq!(json["texts"]["zh"][0], "收到意外或格式不当的消息。(错误 0x80090326)");
    assert_eq!(json["config"], "yes");
    assert!(json["commands"].as_array().is_some_and(|commands| commands.len() == 2));
    assert!(
        json["sources"][0]["at"]
            .as_str()
            .is_some_and(|at| at.starts_with("https://learn.microsoft.com/"))
    );
    let fields: Vec<_> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        fields,
        [
            "id",
            "title",
            "codes",
            "texts",
            "meaning",
            "causes",
            "commands",
            "client_steps",
            "config",
            "sources"
        ]
    );
}
