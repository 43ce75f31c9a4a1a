//! Values of `publicCertData`: which flaw is found, and where.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{CLIENT, ROOT, der, shown_flaws, value, wrapped};
use crate::{Content, FlawGroup, FlawKind, read_text, repaired};

#[test]
fn the_exact_value_has_no_flaw() {
    let reading = read_text(&value(ROOT));
    assert_eq!(reading.flaws, []);
    assert!(reading.is_usable());
}

#[test]
fn every_flaw_is_found_at_its_place() {
    let value = value(ROOT);
    let (start, rest) = value.split_at(100);
    let at_100 = |inserted: &str| format!("{start}{inserted}{rest}");
    let cases = [
        (format!("{value}\n"), "WhiteSpace: \n"),
        (format!(" {value}"), "WhiteSpace:  "),
        (at_100("\r\n"), "WhiteSpace: \r\n"),
        (at_100("\t"), "WhiteSpace: \t"),
        (at_100("\u{A0}"), "InvisibleCharacter: \u{A0}"),
        (format!("\u{FEFF}{value}"), "InvisibleCharacter: \u{FEFF}"),
        (format!("{value}\u{200B}"), "InvisibleCharacter: \u{200B}"),
        (at_100("\0"), "InvisibleCharacter: \0"),
        (at_100("\\n"), "EscapedLineBreak: \\n"),
        (at_100("\\r\\n"), "EscapedLineBreak: \\r\\n"),
        (at_100("\\\\n"), "EscapedLineBreak: \\\\n"),
        (at_100("`r`n"), "EscapedLineBreak: `r`n"),
        (at_100("*"), "ForeignCharacter: *"),
        (at_100("…"), "ForeignCharacter: …"),
        (at_100("\""), "ForeignCharacter: \""),
        (format!("{value},"), "ForeignCharacter: ,"),
        (format!("'{value}'"), "Quoted: '"),
        (format!("data:;base64,{value}"), "DataUri: data:;base64,"),
        (value.replacen('+', "-", 1), "UrlSafeAlphabet: -"),
        (value.replacen('/', "_", 1), "UrlSafeAlphabet: _"),
        (value.replacen('/', "\\/", 1), "Escaped: \\/"),
        (value.trim_end_matches('=').to_owned(), "MissingPadding: "),
    ];
    for (text, expected) in cases {
        assert_eq!(shown_flaws(&text).first().map(String::as_str), Some(expected));
        assert!(read_text(&text).certificate().is_some(), "{expected}");
    }
}

#[test]
fn values_that_were_joined_are_taken_apart() {
    let (root, client) = (value(ROOT), value(CLIENT));
    for text in [format!("{root}{client}"), format!("{root}\n{client}\n")] {
        let reading = read_text(&text);
        let flaw = reading.first_flaw().expect("a second value follows");
        assert_eq!(flaw.kind, FlawKind::SeveralCertificates);
        assert_eq!(text[flaw.range.clone()].trim_end(), client);
        assert_eq!(reading.what(), "2 certificates");
        let place = reading.place(1, 0..3).expect("the second has a place");
        assert_eq!(&text[place], "MIID");
    }
}

#[test]
fn padding_inside_is_placed() {
    let value = value(ROOT);
    let text = format!("{}={}", &value[..800], &value[800..]);
    let reading = read_text(&text);
    let flaw = reading.first_flaw().expect("padding stands inside");
    assert_eq!((flaw.kind, flaw.range.clone()), (FlawKind::MisplacedPadding, 800..801));
    assert_eq!(reading.content, Content::DamagedBase64);
    let subject = reading.salvage.and_then(|salvage| salvage.subject);
    assert_eq!(subject.map(|subject| subject.to_string()).as_deref(), Some("CN=Contoso P2S Root"));
}

#[test]
fn the_first_characters_can_be_given_back() {
    let value = value(ROOT);
    for (lost, words) in [
        (1, "the first character, M, is missing"),
        (2, "the first 2 characters, MI, are missing"),
        (3, "the first 3 characters, MII, are missing"),
    ] {
        let text = &value[lost..];
        let reading = read_text(text);
        let flaw = reading.first_flaw().expect("its start is missing");
        assert_eq!((flaw.kind, flaw.message.as_str()), (FlawKind::LostStart, words));
        assert_eq!(repaired(&reading).map(|repair| repair.value), Some(value.clone()));
        let key = reading.certificates()[0].parts.key.clone();
        let place = reading.place(0, key.clone()).expect("the key has a place");
        assert_eq!(place.start, key.start * 4 / 3 - lost);
    }
    let reading = read_text(&value[4..]);
    assert_eq!(reading.first_flaw().map(|flaw| flaw.kind), Some(FlawKind::NotDer));
}

#[test]
fn a_changed_case_is_noticed() {
    for (text, words) in
        [(value(ROOT).to_lowercase(), "no capital"), (value(ROOT).to_uppercase(), "no small")]
    {
        let reading = read_text(&text);
        let flaw = reading.first_flaw().expect("the data is lost");
        assert_eq!(flaw.kind, FlawKind::CaseLost);
        assert!(flaw.message.contains(words), "{}", flaw.message);
    }
}

#[test]
fn a_name_before_the_value_is_taken_off() {
    let value = value(ROOT);
    for before in ["publicCertData=", "publicCertData: ", "root.cert = ", "\"publicCertData\": "] {
        for text in [format!("{before}{value}"), format!("{before}\"{value}\"")] {
            let reading = read_text(&text);
            let flaw = reading.first_flaw().expect("a name is no data");
            assert!(reading.has(FlawKind::NameBefore), "{text}: {reading:?}");
            assert_eq!(
                &text[flaw.range.clone()],
                if reading.has(FlawKind::Quoted) { "\"" } else { before }
            );
            assert_eq!(repaired(&reading).map(|repair| repair.value), Some(value.clone()));
        }
    }
}

#[test]
fn a_lost_or_doubled_character_is_blamed_on_the_base64() {
    let value = value(ROOT);
    let lost = format!("{}{}", &value[..300], &value[301..]);
    let doubled = format!("{}A{}", &value[..300], &value[300..]);
    for (text, words) in [(lost, "1 character is missing"), (doubled, "1 character too many")] {
        let reading = read_text(&text);
        let flaw = reading.first_flaw().expect("it is damaged");
        assert_eq!(flaw.kind, FlawKind::WrongLength);
        assert!(flaw.message.ends_with(words), "{}", flaw.message);
        assert_eq!(reading.content, Content::DamagedBase64);
    }
}

#[test]
fn a_lost_group_of_four_is_a_fault_of_the_bytes() {
    let value = value(ROOT);
    let reading = read_text(&format!("{}{}", &value[..300], &value[304..]));
    let flaw = reading.first_flaw().expect("it is damaged");
    assert_eq!(flaw.kind, FlawKind::TruncatedDer);
    assert_eq!(reading.content, Content::DamagedDer);
}

#[test]
fn a_line_of_another_width_shows_where_characters_were_lost() {
    let text = wrapped(&value(ROOT), 64, "\n");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[5].truncate(60);
    let text = lines.join("\n");
    let reading = read_text(&text);
    let flaw =
        reading.flaws.iter().find(|flaw| flaw.kind == FlawKind::OddLine).expect("line 6 is short");
    assert_eq!(&text[flaw.range.clone()], lines[5]);
    assert_eq!(
        flaw.message,
        format!("line 6 of {} of the base64 text has 60 characters, the others 64", lines.len())
    );
}

#[test]
fn odd_widths_are_no_flaw_of_sound_data() {
    let value = value(ROOT);
    let text =
        format!("{}\n{}\n{}", &value[..64], &value[64..100], wrapped(&value[100..], 64, "\n"));
    let reading = read_text(&text);
    assert!(!reading.has(FlawKind::OddLine));
    assert!(reading.certificate().is_some());
}

#[test]
fn a_value_that_was_cut_off_is_blamed_on_the_cut() {
    let value = value(ROOT);
    for length in [600, 601, 602, 603] {
        let reading = read_text(&value[..length]);
        assert_eq!(
            reading.first_flaw().map(|flaw| flaw.kind),
            Some(FlawKind::TruncatedDer),
            "{length}: {reading:?}"
        );
        assert_eq!(reading.content, Content::DamagedDer, "{length}");
    }
    let flaw = read_text(&value[..600]).flaws.remove(0);
    assert_eq!(
        flaw.message,
        format!(
            "the end is missing: tag 30 at byte 0 says {} bytes, 446 are left",
            der(ROOT).len() - 4
        )
    );
    assert_eq!(flaw.range, 0..2);
}

#[test]
fn base64_of_a_pem_file_is_one_flaw() {
    let text = STANDARD.encode(ROOT);
    assert!(text.starts_with("LS0tLS1CRUdJTi"));
    let reading = read_text(&text);
    let kinds: Vec<FlawKind> = reading.flaws.iter().map(|flaw| flaw.kind).collect();
    assert_eq!(kinds, [FlawKind::DoubleBase64]);
    assert_eq!(reading.flaws[0].kind.group(), FlawGroup::DoubleBase64);
    assert!(reading.certificate().is_some());
}

#[test]
fn damage_inside_a_pem_file_inside_base64_is_still_found() {
    let damaged = ROOT.replacen("MIIC", "MII*", 1);
    let reading = read_text(&STANDARD.encode(damaged));
    let kinds: Vec<FlawKind> = reading.flaws.iter().map(|flaw| flaw.kind).collect();
    assert_eq!(kinds, [FlawKind::DoubleBase64, FlawKind::ForeignCharacter]);
}

#[test]
fn base64_of_other_text_is_no_certificate() {
    let reading = read_text(&STANDARD.encode("this was never a certificate, only some words"));
    assert_eq!(reading.first_flaw().map(|flaw| flaw.kind), Some(FlawKind::NotDer));
    assert_eq!(reading.content, Content::Text);
}

#[test]
fn armor_with_a_fault_is_named() {
    let body = "MIIB";
    let cases = [
        ("-----BEGIN CERTIFICATE-----\nMIIB", "the END line is missing"),
        ("MIIB\n-----END CERTIFICATE-----", "the BEGIN line is missing"),
        (
            "----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
            "the BEGIN line begins with 4 hyphens instead of 5",
        ),
        (
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE----",
            "the END line ends with 4 hyphens instead of 5",
        ),
        (
            "–––––BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
            "the BEGIN line has '–' (U+2013) instead of a hyphen",
        ),
        (
            "----- BEGIN CERTIFICATE -----\nMIIB\n-----END CERTIFICATE-----",
            "the BEGIN line has spaces next to its hyphens",
        ),
        (
            "-----begin certificate-----\nMIIB\n-----end certificate-----",
            "the BEGIN line is in lowercase",
        ),
        (
            "—BEGIN CERTIFICATE—\nMIIB\n—END CERTIFICATE—",
            "the BEGIN line has '—' (U+2014) instead of a hyphen",
        ),
        (
            "BEGIN CERTIFICATE\nMIIB\nEND CERTIFICATE",
            "the BEGIN line begins with 0 hyphens instead of 5",
        ),
        (
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END PKCS7-----",
            "the block begins as CERTIFICATE and ends as PKCS7",
        ),
    ];
    for (text, expected) in cases {
        assert!(text.contains(body));
        let reading = read_text(text);
        let broken = reading.flaws.iter().find(|flaw| flaw.kind == FlawKind::BrokenArmor);
        assert_eq!(broken.map(|flaw| flaw.message.as_str()), Some(expected));
    }
}

#[test]
fn hyphens_of_a_comment_are_no_armor() {
    for text in ["-- end of file --", "---- END OF DOCUMENT ----", "a -- b"] {
        assert!(!read_text(text).has(FlawKind::PemArmor), "{text}");
    }
}

#[test]
fn a_certificate_between_broken_lines_is_read() {
    let value = wrapped(&value(ROOT), 64, "\n");
    for text in [
        format!("-----BEGIN CERTIFICATE-----\n{value}\n"),
        format!("{value}\n-----END CERTIFICATE-----\n"),
        format!("-----BEGIN CERTIFICATE----\n{value}\n----END CERTIFICATE-----\n"),
        format!("BEGIN CERTIFICATE-----\n{value}\n-----END CERTIFICATE"),
    ] {
        let reading = read_text(&text);
        assert!(reading.certificate().is_some(), "{text}: {reading:?}");
        assert!(reading.has(FlawKind::BrokenArmor), "{text}");
    }
}

#[test]
fn nothing_between_the_lines_is_empty() {
    let reading = read_text("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----");
    assert_eq!(reading.first_flaw().map(|flaw| flaw.kind), Some(FlawKind::Empty));
}

#[test]
fn bytes_after_the_end_are_counted_and_placed() {
    let bytes = [der(ROOT), b"garbage".to_vec()].concat();
    let text = STANDARD.encode(&bytes);
    let reading = read_text(&text);
    let flaw = reading.first_flaw().expect("there is more than a certificate");
    assert_eq!(
        (flaw.kind, flaw.message.as_str()),
        (FlawKind::TrailingBytes, "7 bytes follow the end of the certificate")
    );
    assert_eq!(flaw.range.start, der(ROOT).len() * 4 / 3);
    assert_eq!(flaw.range.end, text.trim_end_matches('=').len());

    let blank = read_text(&STANDARD.encode([der(ROOT), b"\r\n".to_vec()].concat()));
    assert_eq!(blank.first_flaw().map(|flaw| flaw.kind), Some(FlawKind::TrailingBlanks));
}

#[test]
fn a_wrong_length_inside_is_placed_in_the_text() {
    let mut bytes = der(ROOT);
    // The issuer's SEQUENCE says one byte more than it has.
    let issuer =
        bytes.windows(2).position(|pair| pair == [0x31, 0x19]).expect("the issuer has one part");
    bytes[issuer + 1] += 0x60;
    let text = STANDARD.encode(&bytes);
    let reading = read_text(&text);
    let flaw = reading.first_flaw().expect("a length is wrong");
    assert_eq!(flaw.kind, FlawKind::MalformedDer);
    assert_eq!(flaw.message, format!("tag 31 at byte {issuer} says 121 bytes, 25 are left"));
    assert_eq!(flaw.range.start, issuer * 4 / 3);
    assert_eq!(reading.content, Content::DamagedDer);
}

#[test]
fn masked_data_is_told_from_text() {
    for (text, word) in
        [("MIIC5zCC************AQsFADAW", "masked"), ("MIIC5zCCAc+gAwIB...", "left out")]
    {
        let reading = read_text(text);
        let flaw = reading.first_flaw().expect("it is no certificate");
        assert_eq!(flaw.kind, FlawKind::ForeignCharacter);
        assert!(flaw.message.contains(word), "{}", flaw.message);
    }
}

#[test]
fn each_kind_of_flaw_has_one_group() {
    let cases = [
        ("", FlawGroup::Empty),
        ("<certificate>", FlawGroup::Empty),
        ("https://kv.vault.azure.net/secrets/x", FlawGroup::KeyVaultReference),
        ("C:\\root.cer", FlawGroup::NotBase64),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", FlawGroup::PrivateKey),
        ("MAMCAQE=", FlawGroup::WrongObject),
    ];
    for (text, group) in cases {
        let reading = read_text(text);
        assert_eq!(
            reading.first_flaw().map(|flaw| flaw.kind.group()),
            Some(group),
            "{text}: {reading:?}"
        );
        assert!(reading.flaws_of(group).next().is_some());
    }
}
