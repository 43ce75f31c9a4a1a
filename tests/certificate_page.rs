//! Holds the page about certificate files to what the command prints.

#[test]
fn the_page_shows_what_the_command_prints() {
    trycmd::TestCases::new().case("docs/certificates.md");
}
