//! The parser against what Microsoft's compiler says of the same programs, and against texts that are no programs.

use bicep::{FileKind, ast, parse};
use proptest::prelude::*;
use serde_json::Value;

fn programs() -> Vec<Value> {
    let text = include_str!("programs.jsonl");
    text.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
}

fn kind_of(name: &str) -> Option<FileKind> {
    match name.rsplit_once('.')?.1 {
        "bicep" => Some(FileKind::Template),
        "bicepparam" => Some(FileKind::Parameters),
        _ => None,
    }
}

fn line_of(text: &str, at: u32) -> u64 {
    text[..at as usize].matches('\n').count() as u64 + 1
}

/// What the compiler's parser and lexer say; the other codes are of later passes.
fn is_syntax(code: &str) -> bool {
    let number: u32 = code.trim_start_matches("BCP").parse().expect("a number");
    matches!(number, 1..=28 | 64 | 68 | 87 | 96 | 97 | 103 | 117 | 118 | 123 | 162 | 167 | 201 | 236..=238 | 243 | 279)
}

#[test]
fn every_program_is_read_as_by_the_compiler() {
    let mut refused = 0;
    for program in programs() {
        let id = &program["id"];
        let files = program["files"].as_object().expect("files");
        let expected = program["errors"].as_array().into_iter().flatten();
        let expected: Vec<(&str, u64)> = expected
            .map(|error| (error[0].as_str().expect("a code"), error[1].as_u64().expect("a line")))
            .filter(|(code, _)| is_syntax(code))
            .collect();
        let mut found = Vec::new();
        for (name, text) in files {
            let text = text.as_str().expect("text");
            let Some(kind) = kind_of(name) else { continue };
            let tree = parse(text, kind);
            assert_eq!(tree.to_string(), text, "{id}");
            found.extend(tree.errors().iter().map(|error| line_of(text, error.span.start)));
        }
        assert_eq!(found.is_empty(), expected.is_empty(), "{id}: {found:?}, not {expected:?}");
        for (code, line) in &expected {
            assert!(found.contains(line), "{id}: {code} at {line}, found {found:?}");
            refused += 1;
        }
    }
    assert!(refused > 30, "only {refused}");
}

#[test]
fn what_follows_an_error_is_still_read() {
    let text =
        "param a string = \nvar b = [1,,2]\nresource\noutput c string = a\nvar d = 'x\nvar e = 1\n";
    let tree = parse(text, FileKind::Template);
    assert_eq!(tree.to_string(), text);
    let lines: Vec<u64> =
        tree.errors().iter().map(|error| line_of(text, error.span.start)).collect();
    assert!([1, 2, 3, 5].iter().all(|line| lines.contains(line)), "{lines:?}");
    assert!(!lines.contains(&4) && !lines.contains(&6), "{lines:?}");
    let file = ast::File::read(&tree);
    let names: Vec<&str> = file
        .statements
        .iter()
        .filter_map(|statement| match statement {
            ast::Statement::Output(output) => Some(&*output.name.text),
            ast::Statement::Variable(variable) => Some(&*variable.name.text),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["b", "c", "d", "e"]);
}

#[test]
fn depth_is_bounded() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{a:", "}"), ("-(", ")"), ("'${", "}'"), ("f(", ")")]
    {
        let text = format!("var a = {}1{}\n", open.repeat(5_000), close.repeat(5_000));
        let tree = parse(&text, FileKind::Template);
        assert_eq!(tree.to_string(), text);
        assert!(!tree.errors().is_empty(), "{open}");
        let _ = ast::File::read(&tree);
    }
    for link in [".b", "[0]", "!", " + 1", " ? 1 : 1", "::c", ".f()"] {
        let text = format!("var a = b{}\n", link.repeat(5_000));
        let tree = parse(&text, FileKind::Template);
        assert_eq!(tree.to_string(), text);
        let _ = ast::File::read(&tree);
    }
    for link in ["[]", "?", ".b", " | c"] {
        let text = format!("type a = b{}\n", link.repeat(5_000));
        let tree = parse(&text, FileKind::Template);
        assert_eq!(tree.to_string(), text);
        let _ = ast::File::read(&tree);
    }
}

fn texts(program: &str) -> Vec<(Vec<String>, String)> {
    let file = ast::File::read(&parse(program, FileKind::Template));
    let text = |expr: &ast::Expr| match &expr.kind {
        ast::ExprKind::Text(text) => (vec![text.to_string()], String::new()),
        ast::ExprKind::Format(pieces, holes) => {
            let pieces = pieces.iter().map(ToString::to_string).collect();
            (pieces, program[holes[0].span.range()].to_owned())
        }
        other => panic!("{other:?}"),
    };
    let value = |statement: &ast::Statement| match statement {
        ast::Statement::Variable(variable) => text(&variable.value),
        other => panic!("{other:?}"),
    };
    file.statements.iter().map(value).collect()
}

#[test]
fn strings_say_what_they_say_in_bicep() {
    let plain = |text: &str| (vec![text.to_owned()], String::new());
    assert_eq!(
        texts(r"var a = 'a\nb\\\'\$\u{41}\u{1F600}\${x}'"),
        [plain("a\nb\\'$A\u{1f600}${x}")]
    );
    assert_eq!(texts("var a = '''\r\na\r\nb'''"), [plain("a\r\nb")]);
    assert_eq!(texts("var a = '''it''s ${x}\\n''''"), [plain("it''s ${x}\\n'")]);
    let holed = |pieces: [&str; 2]| (pieces.map(str::to_owned).to_vec(), "x".to_owned());
    assert_eq!(texts("var a = $'''\n$${x} b'''"), [holed(["$", " b"])]);
    assert_eq!(texts("var a = $$'''${y} $$${x}'''"), [holed(["${y} $", ""])]);
    assert_eq!(texts("var a = '}${x}{'"), [holed(["}", "{"])]);
}

#[test]
fn directives_and_comments_are_blanks() {
    let text =
        "// first\n#disable-next-line BCP037 no-unused-vars // why\nvar a = 1 /* b\n */ // c\n";
    let tree = parse(text, FileKind::Template);
    assert!(tree.errors().is_empty(), "{:?}", tree.errors());
    let kinds: Vec<bicep::SyntaxKind> = tree.tokens().iter().map(|token| token.kind).collect();
    assert!(
        kinds.contains(&bicep::SyntaxKind::Directive)
            && kinds.contains(&bicep::SyntaxKind::BlockComment)
    );
}

/// Pieces of programs in any order: nearer to programs than any text.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "param ",
        "var ",
        "resource ",
        "module ",
        "output ",
        "type ",
        "func ",
        "import ",
        "using ",
        "a",
        "b ",
        "string",
        "int",
        "=",
        "==",
        "=>",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "'",
        "'''",
        "${",
        "$'''",
        "\\",
        ":",
        "::",
        ",",
        ".",
        "...",
        "?",
        "??",
        "|",
        "||",
        "&&",
        "!",
        "<",
        ">",
        "@",
        "#disable-next-line x",
        "//",
        "/*",
        "*/",
        "\n",
        "\r\n",
        " ",
        "1",
        "for ",
        "in ",
        "if ",
        "existing ",
        "null",
        "true",
        "* as ",
        "from ",
        "with ",
        "-",
        "é",
        "\u{feff}",
        "'x'",
        "0x",
        "^",
    ]);
    prop::collection::vec(fragment, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_is_its_tree_again(text in prop_oneof![fragments(), any::<String>()]) {
        for kind in [FileKind::Template, FileKind::Parameters] {
            let tree = parse(&text, kind);
            prop_assert_eq!(tree.to_string(), &*text);
            for error in tree.errors() {
                prop_assert!(text.get(error.span.range()).is_some(), "{:?}", error);
            }
            let _ = ast::File::read(&tree);
        }
    }
}
