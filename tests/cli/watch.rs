//! `--watch`: a saved file is checked again.

use std::io::{BufRead, BufReader};

use crate::workplace::{GATEWAY, Workplace};

#[test]
fn saving_a_file_checks_it_again() {
    let place = Workplace::with_gateway();
    let arguments =
        ["check", "gateway.json", "--watch", "--format", "concise", "--only", "pool-bad-cidr"];
    let mut child = place.command(&arguments).spawn().expect("the program starts");
    let out = child.stdout.take().expect("it is a pipe");
    let mut lines = BufReader::new(out).lines().map(|line| line.expect("text"));
    let first = lines.find(|line| line.contains("checked 1 gateway")).expect("a report");
    assert!(first.starts_with("0 errors, 1 warning"), "{first}");
    place.put("gateway.json", GATEWAY.replace("172.16.201.7/24", "172.16.20.0/24"));
    let second = lines.find(|line| line.contains("checked 1 gateway")).expect("a second report");
    assert!(second.starts_with("0 errors, 0 warnings"), "{second}");
    child.kill().expect("it still runs");
    child.wait().expect("it ends");
}

#[test]
fn watching_goes_with_reading_only() {
    let place = Workplace::with_gateway();
    place.run(&["check", "gateway.json", "--watch", "--fix"]).is(2);
    place.run(&["check", "-", "--watch"]).is(2);
}
