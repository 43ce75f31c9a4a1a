//! One name, one meaning: in a crate, no two types have the same name, also where nobody else sees them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::modules::CRATES;

/// Files whose types have the names of a standard, which others may have too.
const STANDARDS: [(&str, &str); 1] = [("src", "report/sarif/log")];

#[test]
fn each_type_has_a_name_of_its_own() {
    let mut faults = String::new();
    for (shown, modules) in CRATES.iter() {
        let mut homes: BTreeMap<&String, Vec<String>> = BTreeMap::new();
        for (name, at) in modules.types() {
            let at = at.join("/");
            if !STANDARDS.contains(&(shown.as_str(), at.as_str())) {
                homes.entry(name).or_default().push(at);
            }
        }
        assert!(homes.len() > 10, "{shown} has hardly any type");
        for (name, homes) in homes.iter().filter(|(_, homes)| homes.len() > 1) {
            writeln!(faults, "{shown}: {name} in {}", homes.join(", "))
                .expect("texts can be written");
        }
    }
    assert!(faults.is_empty(), "names with several meanings:\n{faults}");
}
