//! The picture in the README is a real report. `UPDATE_DOCS=1 cargo test --test cli picture` draws it anew.

use anstyle_svg::Term;
use gatelint::console::Look;
use gatelint::report::{TextOptions, text};
use gatelint::{Given, Request, check};

use super::root;

/// What `gatelint check examples/hub --only gateway-subnet-default-route` prints on a terminal, as a picture.
fn drawn() -> String {
    let example = root().join("examples/hub");
    let mut request =
        Request::new(vec![Given::Path(example)], "2026-11-24".parse().expect("a date"));
    request.lints = vec![&gatelint::lints::gateway_subnet_default_route::LINT];
    let look = Look { colour: true, ..Look::default() };
    let options = TextOptions { look, ..TextOptions::default() };
    let report = text(&check(&request), options).replace(&format!("{}/", root().display()), "");
    let screen =
        format!("$ gatelint check examples/hub --only gateway-subnet-default-route\n\n{report}");
    Term::new().render_svg(&screen)
}

// Windows has another way to say where the example is.
#[cfg_attr(windows, ignore = "the paths of the picture are those of Linux")]
#[test]
fn the_picture_is_what_the_command_prints() {
    let path = root().join("docs/report.svg");
    let drawn = drawn();
    assert!(
        drawn.contains("0.0.0.0/0") && drawn.contains("examples/hub/azuredeploy.parameters.json")
    );
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &drawn).expect("written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there.replace("\r\n", "\n") == drawn,
        "docs/report.svg is out of date: UPDATE_DOCS=1 cargo test --test cli picture"
    );
}
