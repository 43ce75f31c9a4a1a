//! The flow goes in one direction: no file looks downstream or up, and no two modules look at each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::modules::{Arrow, CRATES, Names};

/// The modules of gatelint, from the bytes to the report. A file may use its own module and those before it.
const LAYERS: [&str; 22] = [
    "counts",
    "visible",
    "console",
    "files",
    "facts",
    "config",
    "source",
    "terraform",
    "finding",
    "symptom",
    "resource",
    "document",
    "lint",
    "lints",
    "select",
    "policy",
    "run",
    "fix",
    "baseline",
    "report",
    "since",
    "cli",
];

#[test]
fn no_file_looks_downstream() {
    let rank = |module: &str| {
        let found = LAYERS.iter().position(|layer| *layer == module);
        found.unwrap_or_else(|| panic!("{module} is in no layer"))
    };
    let mut faults = String::new();
    for Arrow { from, to, name } in CRATES["src"].arrows() {
        let (Some(own), Some(used)) = (from.first(), to.first()) else { continue };
        if rank(used) > rank(own) {
            writeln!(faults, "{} uses {name} of {}", from.join("/"), to.join("/"))
                .expect("texts can be written");
        }
    }
    assert!(faults.is_empty(), "looking downstream:\n{faults}");
}

/// Circles between files of one folder that stay, each with the reason.
const CIRCLES: [(&str, [&str; 2], &str); 1] = [(
    "lint",
    ["definition", "findings"],
    "a lint holds the code that adds findings, and each finding names its lint",
)];

/// Folders whose files use what their `mod.rs` defines, each with the reason.
const BASES: [(&str, &str); 1] = [(
    "resource/estate",
    "the estate holds what its files find out about it, and each of them reads all of it",
)];

/// In every crate: files and folders that lie beside each other don't form a circle, however deep they lie.
#[test]
fn no_modules_form_a_circle() {
    let own = "src";
    let mut faults = String::new();
    let mut stay = BTreeSet::new();
    for (shown, modules) in CRATES.iter() {
        let arrows = modules.arrows();
        assert!(!arrows.is_empty(), "{shown} has no arrow at all");
        for folder in modules.folders() {
            for circle in circles(&folder, &arrows) {
                let place = folder.join("/");
                if let Some(exception) = CIRCLES.iter().find(|(at, files, _)| {
                    shown == own && *at == place && circle.iter().eq(files.iter().copied())
                }) {
                    stay.insert(exception.0);
                } else {
                    writeln!(faults, "{shown}/{place}: {}", told(&circle, &folder, &arrows))
                        .expect("texts can be written");
                }
            }
        }
    }
    assert!(faults.is_empty(), "circles:\n{faults}");
    assert!(CIRCLES.iter().all(|(at, ..)| stay.contains(at)), "a circle is gone: {CIRCLES:?}");
}

/// What the files of a folder share lies in a file of its own, below those that use it: a `mod.rs` uses its files, and not they
/// it.
#[test]
fn no_file_uses_the_mod_rs_above_it() {
    let mut faults = String::new();
    let mut stay = BTreeSet::new();
    for Arrow { from, to, name } in CRATES["src"].arrows() {
        if !from.starts_with(&to) {
            continue;
        }
        let place = to.join("/");
        if let Some((at, _)) = BASES.iter().find(|(at, _)| *at == place) {
            stay.insert(*at);
        } else {
            writeln!(faults, "{} uses {name} of {place}/mod.rs", from.join("/"))
                .expect("texts can be written");
        }
    }
    assert!(faults.is_empty(), "looking up:\n{faults}");
    assert!(BASES.iter().all(|(at, _)| stay.contains(at)), "an exception is gone: {BASES:?}");
}

/// The groups of modules in a folder each of which leads to all others of its group.
fn circles(folder: &Names, arrows: &[Arrow]) -> Vec<BTreeSet<String>> {
    let mut next: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
    for (from, to) in arrows.iter().filter_map(|arrow| inside(folder, arrow)) {
        next.entry(from).or_default().insert(to);
    }
    let reached = |start: &String| {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = next.get(start).into_iter().flatten().copied().collect();
        while let Some(here) = open.pop() {
            if reached.insert(here.clone()) {
                open.extend(next.get(here).into_iter().flatten());
            }
        }
        reached
    };
    let from_each: BTreeMap<&String, BTreeSet<String>> =
        next.keys().map(|name| (*name, reached(name))).collect();
    let leads =
        |from: &String, to: &String| from_each.get(from).is_some_and(|all| all.contains(to));
    let mut circles = BTreeSet::new();
    for name in next.keys().filter(|name| leads(name, name)) {
        let back = from_each[*name].iter().filter(|other| leads(other, name)).cloned();
        circles.insert(back.collect::<BTreeSet<String>>());
    }
    circles.into_iter().collect()
}

/// The two modules of a folder between which an arrow runs, when it runs between two.
fn inside<'a>(folder: &Names, arrow: &'a Arrow) -> Option<(&'a String, &'a String)> {
    let own = |names: &'a Names| names.strip_prefix(&folder[..])?.first();
    let (from, to) = (own(&arrow.from)?, own(&arrow.to)?);
    (from != to).then_some((from, to))
}

/// The arrows of a circle, one of each pair.
fn told(circle: &BTreeSet<String>, folder: &Names, arrows: &[Arrow]) -> String {
    let mut pairs = BTreeMap::new();
    for arrow in arrows {
        if let Some((from, to)) = inside(folder, arrow)
            .filter(|(from, to)| circle.contains(*from) && circle.contains(*to))
        {
            pairs.entry((from, to)).or_insert(arrow);
        }
    }
    let told = pairs.values().map(|Arrow { from, to, name }| {
        format!("{} uses {name} of {}", from.join("/"), to.join("/"))
    });
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn circles_are_found() {
    let arrow = |from: &str, to: &str| {
        let names = |text: &str| text.split('/').map(str::to_owned).collect::<Names>();
        Arrow { from: names(from), to: names(to), name: "Thing".to_owned() }
    };
    let arrows = [
        arrow("a/x", "b"),
        arrow("b", "c/y"),
        arrow("c", "a"),
        arrow("c", "d"),
        arrow("a/x", "a/y"),
    ];
    let found = circles(&Vec::new(), &arrows);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].iter().map(String::as_str).collect::<String>(), "abc");
    assert!(told(&found[0], &Vec::new(), &arrows).starts_with("a/x uses Thing of b; b uses"));
    assert!(circles(&vec!["a".to_owned()], &arrows).is_empty());
}
