//! Holds the page about inputs to what the command prints.

#[test]
fn the_page_shows_what_the_command_prints() {
    trycmd::TestCases::new().case("docs/inputs.md");
}
