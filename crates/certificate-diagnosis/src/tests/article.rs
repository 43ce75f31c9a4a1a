//! The sample certificate of Microsoft's article on point-to-site troubleshooting.

use crate::{Content, Diagnosis, FlawGroup, FlawKind, read, read_text, repaired};

/// The sample as it is printed, edited for print: letters are overwritten, and one line has grown by two.
const SAMPLE: &str = "\
-----BEGIN CERTIFICATE-----
MIIC5zCCAc+gAwIBAgIQFSwsLuUrCIdHwI3hzJbdBjANBgkqhkiG9w0BAQsFADAW
MRQwEgYDVQQDDAtQMlNSb290Q2VydDAeFw0xNzA2MTUwMjU4NDZaFw0xODA2MTUw
MzE4NDZaMBYxFDASBgNVBAMMC1AyU1Jvb3RDZXJ0MIIBIjANBgkqhkiG9w0BAQEF
AAOCAQ8AMIIBCgKCAQEAz8QUCWCxxxTrxF5yc5uUpL/bzwC5zZ804ltB1NpPa/PI
sa5uwLw/YFb8XG/JCWxUJpUzS/kHUKFluqkY80U+fAmRmTEMq5wcaMhp3wRfeq+1
G9OPBNTyqpnHe+i54QAnj1DjsHXXNL4AL1N8/TSzYTm7dkiq+EAIyRRMrZlYwije
407ChxIp0stB84MtMShhyoSm2hgl+3zfwuaGXoJQwWiXh715kMHVTSj9zFechYd7
5OLltoRRDyyxsf0qweTFKIgFj13Hn/bq/UJG3AcyQNvlCv1HwQnXO+hckVBB29wE
sF8QSYk2MMGimPDYYt4ZM5tmYLxxxvGmrGhc+HWXzMeQIDAQABozEwLzAOBgNVHQ8B
Af8EBAMCAgQwHQYDVR0OBBYEFBE9zZWhQftVLBQNATC/LHLvMb0OMA0GCSqGSIb3
DQEBCwUAA4IBAQB7k0ySFUQu72sfj3BdNxrXSyOT4L2rADLhxxxiK0U6gHUF6eWz
/0h6y4mNkg3NgLT3j/WclqzHXZruhWAXSF+VbAGkwcKA99xGWOcUJ+vKVYL/kDja
gaZrxHlhTYVVmwn4F7DWhteFqhzZ89/W9Mv6p180AimF96qDU8Ez8t860HQaFkU6
2Nw9ZMsGkvLePZZi78yVBDCWMogBMhrRVXG/xQkBajgvL5syLwFBo2kWGdC+wyWY
U/Z+EK9UuHnn3Hkq/vXEzRVsYuaxchta0X2UNRzRq+o706l+iyLTpe6fnvW6ilOi
e8Jcej7mzunzyjz4chN0/WVF94MtxbUkLkqP
-----END CERTIFICATE-----
";

fn messages(reading: &Diagnosis) -> Vec<(FlawKind, &str)> {
    reading.flaws.iter().map(|flaw| (flaw.kind, flaw.message.as_str())).collect()
}

#[test]
fn the_diagnosis_names_line_and_letters() {
    let reading = read_text(SAMPLE);
    assert_eq!(reading.content, Content::DamagedBase64);
    assert_eq!(
        messages(&reading),
        [
            (FlawKind::PemArmor, "BEGIN and END lines enclose the base64 data"),
            (FlawKind::WhiteSpace, "the data contains 17 line breaks"),
            (FlawKind::OddLine, "line 9 of 16 of the base64 text has 66 characters, the others 64"),
            (FlawKind::Overtyped, "the data is overwritten with letters x in lines 4, 9 and 11"),
            (
                FlawKind::WrongLength,
                "998 base64 characters is not a multiple of 4: 2 left over; according to the certificate's own length, 2 characters too many"
            ),
        ]
    );
    assert_eq!(repaired(&reading), None);
}

#[test]
fn the_groups_come_in_the_order_of_the_layers() {
    let reading = read_text(SAMPLE);
    let mut groups: Vec<FlawGroup> =
        reading.counting_flaws().map(|flaw| flaw.kind.group()).collect();
    groups.dedup();
    assert_eq!(groups, [FlawGroup::PemArmor, FlawGroup::WhiteSpace, FlawGroup::NotBase64]);
    assert_eq!(reading.first_flaw().map(|flaw| flaw.kind), Some(FlawKind::PemArmor));
}

#[test]
fn as_a_file_its_armor_is_no_flaw_but_the_damage_is() {
    let reading = read(SAMPLE.as_bytes());
    let flaw = reading.first_flaw().expect("it is damaged");
    assert_eq!(flaw.kind, FlawKind::OddLine);
    assert_eq!(
        &SAMPLE[flaw.range.clone()],
        "sF8QSYk2MMGimPDYYt4ZM5tmYLxxxvGmrGhc+HWXzMeQIDAQABozEwLzAOBgNVHQ8B"
    );
}

#[test]
fn each_place_is_the_right_one() {
    let reading = read_text(SAMPLE);
    let overtyped = reading
        .flaws
        .iter()
        .find(|flaw| flaw.kind == FlawKind::Overtyped)
        .expect("letters are typed over");
    let places = std::iter::once(&overtyped.range).chain(&overtyped.also);
    let lines: Vec<usize> = places
        .map(|range| {
            assert_eq!(&SAMPLE[range.clone()], "xxx");
            SAMPLE[..range.start].lines().count()
        })
        .collect();
    // The BEGIN line is line 1 of the file.
    assert_eq!(lines, [5, 10, 12]);
}

#[test]
fn what_stands_before_the_damage_is_read() {
    let reading = read_text(SAMPLE);
    let salvage = reading.salvage.as_ref().expect("the first lines are sound");
    assert_eq!(
        salvage.subject.as_ref().map(ToString::to_string).as_deref(),
        Some("CN=P2SRootCert")
    );
    let (not_before, not_after) = salvage.life.expect("the validity stands before the damage");
    assert_eq!(
        (not_before.to_string().as_str(), not_after.to_string().as_str()),
        ("2017-06-15T02:58:46Z", "2018-06-15T03:18:46Z")
    );
}

#[test]
fn it_is_recognised_damaged_or_mended() {
    let fixed = SAMPLE.replace("YLxxxvGm", "YLxvGm");
    let whole = read(fixed.as_bytes());
    let certificate = whole.certificate().expect("without the two letters its lengths fit");
    assert_eq!(certificate.der.len(), 747);
    for reading in [&read_text(SAMPLE), &whole] {
        let sample = reading.known_sample().expect("everybody knows it");
        assert_eq!(
            sample.published,
            "Microsoft's article on troubleshooting point-to-site connections"
        );
    }
}

#[test]
fn mended_it_has_the_faults_of_its_content() {
    let fixed = SAMPLE.replace("YLxxxvGm", "YLxvGm");
    let reading = read(fixed.as_bytes());
    let certificate = reading.certificate().expect("its lengths fit");
    assert_eq!(certificate.self_signature(), crate::SelfSignature::Bad);
    assert_eq!(certificate.basic_constraints, None);
    assert_eq!(certificate.key.to_string(), "RSA 2048");
    let usage = certificate.key_usage.expect("it has keyUsage");
    assert_eq!((usage.to_string().as_str(), usage.critical), ("keyCertSign", true));
    assert_eq!(certificate.looks_like(), crate::Role::Root);
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn the_constant_is_the_published_text() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let article =
        std::fs::read_to_string(root.join("p2s-troubleshooting.zh-cn.md")).expect("the article");
    let unindented: Vec<&str> = article.lines().map(str::trim).collect();
    assert!(unindented.join("\n").contains(SAMPLE.trim_end()));
    let block = read(article.as_bytes());
    assert_eq!(block.known_sample(), read_text(SAMPLE).known_sample());
}
