//! The exact value, made from what is there.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::{CLIENT, ROOT, der, made, value, wrapped};
use crate::{read, read_text, repaired};

#[test]
fn what_loses_nothing_is_repaired() {
    let value = value(ROOT);
    for text in [
        value.clone(),
        ROOT.to_owned(),
        ROOT.replace('\n', "\\r\\n"),
        wrapped(&value, 64, "\r\n"),
        format!("\u{FEFF} {value}\u{200B}\n"),
        STANDARD.encode(ROOT),
        STANDARD.encode(&value),
        URL_SAFE_NO_PAD.encode(der(ROOT)),
        value.trim_end_matches('=').to_owned(),
        format!("{value}="),
        format!("\"{value}\","),
        format!("-----BEGIN CERTIFICATE-----\n{value}"),
        STANDARD.encode([der(ROOT), vec![b'\n']].concat()),
    ] {
        let repair = repaired(&read_text(&text)).expect("nothing is lost");
        assert_eq!(repair.value, value, "{text}");
        assert!(repair.lossless, "{text}");
        assert_eq!(read_text(&repair.value).flaws, []);
    }
}

#[test]
fn what_leaves_something_behind_says_so() {
    let trailing = STANDARD.encode([der(ROOT), vec![1, 2, 3]].concat());
    let with_key = format!("{ROOT}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    for text in [trailing, with_key, format!("{CLIENT}{ROOT}"), made!("bundle.p7b.pem").to_owned()]
    {
        let repair = repaired(&read_text(&text)).expect("the root is inside");
        assert_eq!(repair.value, value(ROOT), "{text}");
        assert!(!repair.lossless, "{text}");
    }
}

#[test]
fn nobody_chooses_between_two_roots() {
    let text = format!("{ROOT}{}", made!("p256-sha256.pem"));
    assert_eq!(repaired(&read(text.as_bytes())), None);
}

#[test]
fn what_is_damaged_or_missing_is_not_repaired() {
    let value = value(ROOT);
    for text in [
        "",
        "TODO",
        &value[..600],
        &value.replacen("MIIC", "MII*", 1),
        &format!("{}{}", &value[..300], &value[301..]),
    ] {
        assert_eq!(repaired(&read_text(text)), None, "{text}");
    }
}
