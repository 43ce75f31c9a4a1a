//! Holds the PowerShell script to the grammar, and to the commands of Windows PowerShell 5.1, without running it.

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::{Node, Parser, Tree};

use super::{Platform, names, script};

/// The commands that the script may use, and the parameters of each.
const COMMANDS: &str = include_str!("cmdlets.txt");

/// What every command takes (`about_CommonParameters`), as far as the script needs it.
const COMMON: &str = "ErrorAction";

/// Commands that can't fail for what a machine has, so that they may stand outside of a section.
const OUTSIDE_OF_SECTIONS: [&str; 5] =
    ["Add-Object", "Add-List", "ConvertTo-Json", "New-Object", "Write-Host"];

fn parsed(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).expect("the grammar is read");
    parser.parse(text, None).expect("nothing stops it")
}

/// A node and all below it.
fn below<'t>(node: Node<'t>, found: &mut Vec<Node<'t>>) {
    found.push(node);
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        below(child, found);
    }
}

fn nodes(tree: &Tree) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    below(tree.root_node(), &mut found);
    found
}

fn text_of<'a>(node: Node<'_>, text: &'a str) -> &'a str {
    &text[node.byte_range()]
}

/// What Windows PowerShell 5.1 would not parse.
fn faults(text: &str) -> Vec<String> {
    let tree = parsed(text);
    let foreign = |node: &Node<'_>| {
        node.is_error()
            || node.is_missing()
            || ["pipeline_chain_tail", "background_operator"].contains(&node.kind())
    };
    nodes(&tree)
        .into_iter()
        .filter(foreign)
        .map(|node| format!("line {}: {}", node.start_position().row + 1, text_of(node, text)))
        .collect()
}

#[test]
fn the_script_is_what_windows_powershell_parses() {
    assert_eq!(faults(&script(Platform::Windows, true)), Vec::<String>::new());
    for newer in [
        "$a = $b ?? 1",
        "$a ??= 1",
        "$a = $b ? 1 : 2",
        "Get-Item x && Get-Item y",
        "Get-Item x || Get-Item y",
        "if ($a) { Get-Item",
        "$a = @{ b = 1",
    ] {
        assert_ne!(faults(newer), Vec::<String>::new(), "{newer}");
    }
}

/// The parameters of each command, in lower case.
fn known_commands() -> BTreeMap<String, BTreeSet<String>> {
    let lines = COMMANDS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let mut words = line.split(' ').map(str::to_ascii_lowercase);
            (words.next().unwrap_or_default(), words.chain([COMMON.to_ascii_lowercase()]).collect())
        })
        .collect()
}

/// What is wrong with the commands of a script: unknown ones, and parameters that they don't have.
fn wrong_commands(text: &str) -> Vec<String> {
    let tree = parsed(text);
    let nodes = nodes(&tree);
    let functions: BTreeSet<&str> = nodes
        .iter()
        .filter(|node| node.kind() == "function_name")
        .map(|node| text_of(*node, text))
        .collect();
    let known = known_commands();
    let mut wrong = Vec::new();
    for command in nodes.iter().filter(|node| node.kind() == "command") {
        let Some(name) = command.child_by_field_name("command_name") else { continue };
        let name = text_of(name, text);
        // What is called by its value, and the one program.
        if name.starts_with('$') || name == "powercfg.exe" || functions.contains(name) {
            continue;
        }
        let Some(parameters) = known.get(&name.to_ascii_lowercase()) else {
            wrong.push(name.to_owned());
            continue;
        };
        let mut own = Vec::new();
        parameters_of(*command, &mut own);
        for parameter in own {
            let word = text_of(parameter, text).trim_start_matches('-').trim_end_matches(':');
            if !parameters.contains(&word.to_ascii_lowercase()) {
                wrong.push(format!("{name} -{word}"));
            }
        }
    }
    wrong
}

/// The parameters of a command, without those of commands in its blocks and brackets.
fn parameters_of<'t>(node: Node<'t>, found: &mut Vec<Node<'t>>) {
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        match child.kind() {
            "command_parameter" => found.push(child),
            "command" => {}
            _ => parameters_of(child, found),
        }
    }
}

#[test]
fn every_command_is_one_of_windows_powershell_with_its_own_parameters() {
    assert_eq!(wrong_commands(&script(Platform::Windows, true)), Vec::<String>::new());
    assert_eq!(wrong_commands("Get-Thing -Path x"), ["Get-Thing"]);
    assert_eq!(wrong_commands("gci x | % { $_ }"), ["gci", "%"]);
    assert_eq!(
        wrong_commands("Get-Date -AsUTC; ConvertTo-Json -AsArray; Get-Item -Path x -Force"),
        ["Get-Date -AsUTC", "ConvertTo-Json -AsArray"]
    );
}

#[test]
fn what_may_fail_stands_in_a_section_and_sections_catch() {
    let text = script(Platform::Windows, true);
    let tree = parsed(&text);
    let nodes = nodes(&tree);
    for name in ["Add-Object", "Add-List"] {
        let function = nodes.iter().find(|node| {
            node.kind() == "function_statement"
                && text_of(**node, &text).starts_with(&format!("function {name}"))
        });
        let mut inside = Vec::new();
        below(*function.expect(name), &mut inside);
        assert!(inside.iter().any(|node| node.kind() == "try_statement"), "{name}");
    }
    for command in nodes.iter().filter(|node| node.kind() == "command") {
        let name = command.child_by_field_name("command_name");
        let name = name.map(|name| text_of(name, &text)).unwrap_or_default();
        let guarded = std::iter::successors(command.parent(), Node::parent).any(|above| {
            above.kind() == "function_statement"
                || above.kind() == "command" && text_of(above, &text).starts_with("Add-")
        });
        let plain =
            OUTSIDE_OF_SECTIONS.contains(&name) || ["Get-Date", "Format-Time"].contains(&name);
        assert!(guarded || plain, "{}", text_of(*command, &text));
    }
}

#[test]
fn json_is_written_deeper_than_a_report_is() {
    let text = script(Platform::Windows, true);
    let depth = text.split("-Depth ").nth(1).expect("ConvertTo-Json has a depth");
    let depth: usize =
        depth.split_whitespace().next().and_then(|word| word.parse().ok()).expect("a number");
    // Each name may stand in a list, which is a level of its own.
    let deepest = names().iter().map(|name| 2 * name.split('.').count()).max();
    assert!(deepest.is_some_and(|deepest| deepest < depth), "{deepest:?} {depth}");
}
