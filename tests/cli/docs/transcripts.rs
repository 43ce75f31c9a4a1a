//! Holds pages to what the commands print that they show.

#[test]
fn certificates() {
    trycmd::TestCases::new().case("docs/certificates.md");
}

#[test]
fn inputs() {
    trycmd::TestCases::new().case("docs/inputs.md");
}
