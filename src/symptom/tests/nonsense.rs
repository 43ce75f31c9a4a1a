//! What has nothing to do with a VPN gateway is taken for nothing, and nothing makes the search fall over.

use proptest::prelude::*;

use crate::symptom::{answer, nearest, search};

const NONSENSE: [&str; 40] = [
    "",
    "   \n\t ",
    "???",
    "zzz zzz zzz",
    "asdfghjkl",
    "banana",
    "hello world",
    "the",
    "error",
    "vpn error",
    "错误",
    "连接失败",
    "error 999",
    "0xdeadbeef",
    "404",
    "12345",
    "lorem ipsum dolor sit amet consectetur adipiscing elit",
    "the quick brown fox jumps over the lazy dog",
    "the printer is out of paper and will not connect to the network",
    "The operation could not be completed because the file is in use by another user",
    "Unable to start the virtual machine because the disk is full",
    "Internet Explorer cannot display the webpage",
    "A connection was successfully established with the server, but then an error occurred during the login process",
    "Windows update failed with error 0x800f0922",
    "Your computer ran into a problem and needs to restart",
    "Segmentation fault (core dumped)",
    "java.lang.NullPointerException at com.example.Main",
    "ModuleNotFoundError: No module named numpy",
    "Quota exceeded for subscription cores in region west europe",
    "Storage account name is already taken",
    "No space left on device",
    "permission denied (publickey)",
    "SQL Server does not exist or access denied",
    "ERR_CONNECTION_REFUSED",
    "今天天气很好",
    "我想吃苹果",
    "打印机无法连接到网络",
    "文件无法打开，因为磁盘空间不足",
    "请重新启动计算机以完成更新",
    "密码错误次数过多，账户已锁定",
];

#[test]
fn is_taken_for_nothing() {
    for query in NONSENSE {
        let answer = answer(query);
        let first = answer.matches.first().map(|found| (found.symptom.id(), found.score));
        assert!(!answer.sure, "{query:?} is taken for {first:?}");
    }
}

#[test]
fn a_code_with_one_wrong_digit_is_near() {
    for (query, id) in [
        ("0x80090327", "message-badly-formatted"),
        ("0x8009326", "message-badly-formatted"),
        ("AADSTS70016", "entra-app-not-in-directory"),
        ("13802", "ike-credentials-unacceptable"),
        ("339961447", "entra-resource-principal-not-found"),
    ] {
        assert!(search(query).is_empty(), "{query}");
        let near = nearest(query);
        assert!(near.iter().any(|found| found.symptom.id() == id), "{query}");
        assert!(near.len() <= 3);
    }
    assert!(nearest("今天天气很好").is_empty());
}

#[test]
fn a_long_log_is_read_in_reasonable_size() {
    let log = "2026-11-20 08:15:42 dial attempt, waiting for the adapter\n".repeat(4_000);
    let with_error = format!(
        "{}\nError 13801: IKE authentication credentials are unacceptable\n{log}",
        &log[..4_000]
    );
    assert_eq!(
        search(&with_error).first().map(|found| found.symptom.id()),
        Some("ike-credentials-unacceptable")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_panics(query in any::<String>()) {
        check(&query);
    }

    #[test]
    fn never_panics_on_what_looks_like_a_code(query in "[-( ]{0,2}(0x|AADSTS|error ?|错误)?[-0-9a-fA-F_.]{0,24}[). <>&]{0,3}") {
        check(&query);
    }

    #[test]
    fn never_panics_on_mixed_scripts(query in "[a-z '<>&;证书错误无法连接，。（）０-９\u{200E}\u{301}İß]{0,60}") {
        check(&query);
    }
}

fn check(query: &str) {
    for found in search(query).iter().chain(&nearest(query)) {
        assert!((0.0..=1.0).contains(&found.score), "{query:?}: {}", found.score);
    }
    let scores: Vec<f64> = search(query).iter().map(|found| found.score).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other));
}
