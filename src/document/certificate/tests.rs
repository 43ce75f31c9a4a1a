//! scratch
use super::*;
#[test]
fn roots() {
    let mut rows = Vec::new();
    for e in std::fs::read_dir("/usr/share/ca-certificates/mozilla").unwrap() {
        let b = std::fs::read(e.unwrap().path()).unwrap();
        let r = read(&b);
        let c = r.certificate().unwrap();
        rows.push((c.sha256(), c.subject.to_string()));
        assert!(matches!(c.self_signature(), SelfSignature::Verified|SelfSignature::NotChecked(_)), "{c:?} {:?}", c.self_signature());
        for o in &c.oddities { println!("{:?} {:?}", c.subject, o); }
    }
    rows.sort();
    let mut out = String::new();
    for (h, n) in rows { out.push_str(&format!("{h}\t{n}\n")); }
    std::fs::write("/tmp/ct/roots", out).unwrap();
}
