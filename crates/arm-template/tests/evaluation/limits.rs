//! Templates that ask for too much end with a clear problem: no panic, no overflow of the 2 MB stack of a test's thread.

use std::fmt::Write as _;

use arm_template::{Expansion, NoLoader, Options, ProblemKind, SourceId, expand, parse};

fn expanded(template: &str) -> Expansion {
    let parsed = parse(template, SourceId(0));
    let node = parsed.node.unwrap_or_else(|| panic!("is JSON: {:?}", parsed.problems));
    expand(&node, &Options::default(), &NoLoader)
}

fn limited(template: &str) -> Expansion {
    let expansion = expanded(template);
    let kinds: Vec<_> = expansion.problems.iter().map(|problem| problem.kind).collect();
    assert!(kinds.contains(&ProblemKind::Limit), "{:?}", expansion.problems);
    expansion
}

fn variables(members: &str, used: &str) -> String {
    format!(
        r#"{{ "variables": {{ {members} }}, "resources": [], "outputs": {{ "o": {{ "type": "any", "value": "{used}" }} }} }}"#
    )
}

#[test]
fn json_nested_too_deeply_is_refused() {
    let text = "[".repeat(100_000);
    let parsed = parse(&text, SourceId(0));
    assert!(parsed.node.is_none());
    assert_eq!(parsed.problems[0].kind, ProblemKind::Limit);
}

#[test]
fn values_nested_too_deeply_are_not_evaluated() {
    let value = format!("{}\"[createObject()]\"{}", "[".repeat(490), "]".repeat(490));
    limited(&variables(&format!(r#""a": {value}"#), "[variables('a')]"));
    let value = format!("{}\"[createObject()]\"{}", r#"{"a":"#.repeat(250), "}".repeat(250));
    limited(&variables(&format!(r#""a": {value}"#), "[variables('a')]"));
}

#[test]
fn calls_nested_too_deeply_are_refused() {
    let call = format!("{}'a'{}", "concat(".repeat(5_000), ")".repeat(5_000));
    limited(&variables("", &format!("[{call}]")));
    let index = format!("{}0{}", "createArray(0)[".repeat(1_000), "]".repeat(1_000));
    limited(&variables("", &format!("[{index}]")));
}

#[test]
fn an_expression_may_be_as_long_as_azure_allows_and_no_longer() {
    let call = |length: usize| {
        let text = format!("[concat('{}')]", "a".repeat(length - "[concat('')]".len()));
        assert_eq!(text.len(), length);
        variables("", &text)
    };
    assert_eq!(expanded(&call(131_072)).problems, []);
    limited(&call(131_073));
}

#[test]
fn a_long_way_into_a_value_is_walked_without_recursion() {
    let expansion =
        expanded(&variables(r#""a": {}"#, &format!("[variables('a'){}]", ".b".repeat(10_000))));
    assert_eq!(expansion.problems[0].kind, ProblemKind::PropertyNotFound);
}

/// Variables of which each one asks for the next one: the first is evaluated first, so all are open at once.
fn chain(length: usize, wrap: impl Fn(&str) -> String) -> String {
    let mut members = String::new();
    for number in 0..length {
        let next = wrap(&format!("variables('v{}')", number + 1));
        let _ = write!(members, r#""v{number}": {next},"#);
    }
    let _ = write!(members, r#""v{length}": "end""#);
    variables(&members, "[variables('v0')]")
}

#[test]
fn variables_that_wait_for_each_other_too_long_are_a_problem() {
    limited(&chain(10_000, |next| format!("\"[{next}]\"")));
    let deep = |next: &str| format!("{}\"[{next}]\"{}", "[".repeat(30), "]".repeat(30));
    limited(&chain(1_000, deep));
    let calls = |next: &str| format!("\"[{}{next}{}]\"", "coalesce(".repeat(40), ")".repeat(40));
    limited(&chain(1_000, calls));
    let lambdas = |next: &str| {
        let open = "map(createArray(1), lambda('x', ".repeat(20);
        format!("\"[{open}{next}{}]\"", "))".repeat(20))
    };
    limited(&chain(1_000, lambdas));
    let branches =
        |next: &str| format!("\"[{}{next}{}]\"", "if(true(), ".repeat(40), ", 1)".repeat(40));
    limited(&chain(1_000, branches));
    let steps =
        |next: &str| format!("\"[{}{next}{}]\"", "createArray(0, 1)[".repeat(40), "]".repeat(40));
    limited(&chain(1_000, steps));
}

#[test]
fn parameters_that_wait_for_each_other_too_long_are_a_problem() {
    let mut members = String::new();
    for number in 0..2_000 {
        let next = format!("[concat(parameters('p{}'))]", number + 1);
        let _ =
            write!(members, r#""p{number}": {{ "type": "string", "defaultValue": "{next}" }},"#);
    }
    let template = format!(
        r#"{{ "parameters": {{ {members} "p2000": {{ "type": "string", "defaultValue": "end" }} }}, "resources": [] }}"#
    );
    limited(&template);
}

#[test]
fn values_that_grow_from_one_to_the_next_end_in_a_problem() {
    let mut members = r#""v0": []"#.to_owned();
    let mut outputs = String::new();
    for number in 1..20_000 {
        let last = number - 1;
        let _ = write!(members, r#", "v{number}": [["[variables('v{last}')]"]]"#);
        if number % 50 == 0 {
            let _ = write!(
                outputs,
                r#""o{number}": {{ "type": "array", "value": "[variables('v{number}')]" }},"#
            );
        }
    }
    limited(&format!(
        r#"{{ "variables": {{ {members} }}, "resources": [], "outputs": {{ {outputs} "o": {{ "type": "int", "value": 1 }} }} }}"#
    ));
    let wrap = "lambda('sum', 'next', createArray(lambdaVariables('sum')))";
    limited(&variables("", &format!("[reduce(range(0, 10000), createArray(), {wrap})]")));
}

#[test]
fn a_short_chain_is_fine() {
    let expansion = expanded(&chain(50, |next| format!("\"[{next}]\"")));
    assert_eq!(expansion.problems, []);
    assert_eq!(expansion.outputs[0].value.as_str(), Some("end"));
}

#[test]
fn functions_that_call_each_other_too_long_are_a_problem() {
    let mut members = String::new();
    for number in 0..1_000 {
        let _ = write!(
            members,
            r#""f{number}": {{ "parameters": [], "output": {{ "type": "string", "value": "[n.f{}()]" }} }},"#,
            number + 1
        );
    }
    let template = format!(
        r#"{{ "functions": [{{ "namespace": "n", "members": {{ {members} "f1000": {{ "parameters": [], "output": {{ "type": "string", "value": "end" }} }} }} }}],
            "resources": [], "outputs": {{ "o": {{ "type": "string", "value": "[n.f0()]" }} }} }}"#
    );
    limited(&template);
}

#[test]
fn a_function_that_calls_itself_is_a_circle() {
    let expansion = expanded(
        r#"{ "functions": [{ "namespace": "n", "members": {
                "f": { "parameters": [], "output": { "type": "string", "value": "[N.G()]" } },
                "g": { "parameters": [], "output": { "type": "string", "value": "[n.f()]" } } } }],
            "resources": [], "outputs": { "o": { "type": "string", "value": "[n.f()]" } } }"#,
    );
    assert_eq!(expansion.problems.len(), 1);
    assert_eq!(expansion.problems[0].kind, ProblemKind::CircularReference);
}

/// `depth` templates in each other, whose outputs pass a value outwards.
fn nested(depth: usize) -> String {
    let mut template =
        r#"{ "resources": [], "outputs": { "o": { "type": "string", "value": "end" } } }"#
            .to_owned();
    for _ in 0..depth {
        template = format!(
            r#"{{ "resources": [{{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "n",
                "properties": {{ "mode": "Incremental", "expressionEvaluationOptions": {{ "scope": "inner" }}, "template": {template} }} }}],
                "outputs": {{ "o": {{ "type": "string", "value": "[reference('n').outputs.o.value]" }} }} }}"#
        );
    }
    template
}

#[test]
fn templates_nested_too_deeply_are_a_problem() {
    limited(&nested(60));
    let fine = expanded(&nested(15));
    assert_eq!(fine.problems, []);
    assert_eq!(fine.outputs[0].value.as_str(), Some("end"));
    assert_eq!(fine.resources.len(), 15);
}

#[test]
fn text_that_doubles_is_bounded() {
    let doubling = |next: &str| format!("\"[concat({next}, {next})]\"");
    limited(&chain(100, doubling));
}

#[test]
fn arrays_that_double_are_bounded() {
    let doubling = |next: &str| format!("\"[createArray({next}, {next})]\"");
    limited(&chain(100, doubling));
    let objects = |next: &str| format!("\"[createObject('a', {next}, 'b', {next})]\"");
    limited(&chain(100, objects));
    let written = |next: &str| format!("[\"[{next}]\", \"[{next}]\"]");
    limited(&chain(60, written));
}

/// Variables that build on each other, each evaluated before the next one, so that nothing waits.
fn built_up(length: usize, first: &str, wrap: impl Fn(&str) -> String) -> String {
    let mut members = format!(r#""v0": {first}"#);
    let mut uses = String::new();
    for number in 0..length {
        let next = wrap(&format!("variables('v{number}')"));
        let _ = write!(members, r#", "v{}": {next}"#, number + 1);
        let _ = write!(uses, r#""p{number}": "[length(variables('v{number}'))]","#);
    }
    format!(
        r#"{{ "variables": {{ {members} }}, "resources": [{{ "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {{ {uses} "last": 1 }} }}] }}"#
    )
}

#[test]
fn values_that_grow_step_by_step_are_bounded_too() {
    limited(&built_up(5_000, "[]", |last| format!("[\"[{last}]\"]")));
    limited(&built_up(5_000, "[]", |last| format!("{{ \"a\": \"[{last}]\" }}")));
    limited(&built_up(5_000, "[]", |last| format!("\"[createArray({last})]\"")));
    limited(&built_up(100, "[1, 2]", |last| format!("[\"[{last}]\", \"[{last}]\"]")));
    limited(&built_up(100, "[1, 2]", |last| format!("\"[concat({last}, {last})]\"")));
    limited(&built_up(100, "\"ab\"", |last| format!("\"[concat({last}, {last})]\"")));
    let nest =
        "reduce(range(0, 10000), 0, lambda('sum', 'x', createArray(lambdaVariables('sum'))))";
    limited(&variables("", &format!("[length({nest})]")));
}

#[test]
fn what_is_left_of_an_expression_does_not_double_without_end() {
    let doubling = |next: &str| format!("\"[format('{{0}}{{1}}', {next}, {next})]\"");
    let template = chain(100, doubling).replace("\"end\"", "\"[resourceGroup().location]\"");
    let expansion = expanded(&template);
    let residual = &expansion.outputs[0].value.as_unknown().expect("is unknown").residual;
    assert!(residual.len() <= 25_000, "{}", residual.len());
    let unknown = "\"[resourceGroup().location]\"";
    let place = built_up(2_000, unknown, |last| format!("\"[concat({last}, {last})]\""));
    let id = "\"[resourceId('A.B/c', resourceGroup().location)]\"";
    let ids = built_up(2_000, id, |last| format!("\"[concat({last}, '/d/e')]\""));
    for template in [place, ids] {
        for gap in expanded(&template).unknowns() {
            assert!(gap.unknown.residual.len() <= 25_000, "{}", gap.path);
        }
    }
}

#[test]
fn loops_in_loops_are_bounded() {
    let map = "map(range(0, 10000), lambda('x', ";
    limited(&variables("", &format!("[{map}{map}{map}1))))))]")));
    limited(
        r#"{ "resources": [{ "type": "A.B/c", "apiVersion": "1", "name": "[concat('a', copyIndex())]", "copy": { "name": "l", "count": 800 },
            "properties": { "copy": [{ "name": "p", "count": 800, "input": ["[copyIndex('p')]", "[copyIndex('p')]"] }] } }] }"#,
    );
}

#[test]
fn a_value_folded_over_many_elements_forgets_its_way_but_not_its_value() {
    let sum = "reduce(range(0, 10000), 0, lambda('sum', 'next', add(lambdaVariables('sum'), lambdaVariables('next'))))";
    let expansion = expanded(&variables("", &format!("[{sum}]")));
    assert_eq!(expansion.problems, []);
    assert_eq!(expansion.outputs[0].value.as_i64(), Some(49_995_000));
}

#[test]
fn an_object_of_many_members_is_read_quickly() {
    let mut members = String::new();
    for number in 0..20_000 {
        let _ = write!(members, r#""V{number}": "[concat('a', '{number}')]","#);
    }
    let all: Vec<String> = (0..1_000).map(|number| format!("variables('v{number}')")).collect();
    let used = format!("[length(createArray({}))]", all.join(","));
    let expansion = expanded(&variables(&format!(r#"{members} "z": 1"#), &used));
    assert_eq!(expansion.problems, []);
    assert_eq!(expansion.outputs[0].value.as_i64(), Some(1_000));
}

#[test]
fn resources_that_refer_to_each_other_in_a_circle_are_a_problem() {
    let resource = |name: &str, other: &str| {
        format!(
            r#"{{ "type": "A.B/c", "apiVersion": "1", "name": "{name}", "properties": {{ "p": "[reference('{other}').p]" }} }}"#
        )
    };
    let template =
        format!(r#"{{ "resources": [{}, {}] }}"#, resource("a", "b"), resource("b", "a"));
    let expansion = expanded(&template);
    assert_eq!(expansion.problems.len(), 1, "{:?}", expansion.problems);
    assert_eq!(expansion.problems[0].kind, ProblemKind::CircularReference);
    assert_eq!(expansion.resources.len(), 2);
}

#[test]
fn copies_of_a_literal_count() {
    let list = vec!["[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"; 200].join(", ");
    let many = format!(r#"{{ "name": "x", "count": 800, "input": {{ "a": [{list}] }} }}"#);
    let template = format!(
        r#"{{ "variables": {{ "a": {{ "copy": [{many}] }} }}, "resources": [], "outputs": {{ "o": {{ "type": "object", "value": "[variables('a')]" }} }} }}"#
    );
    let expansion = limited(&template);
    let limits = expansion.problems.iter().filter(|it| it.kind == ProblemKind::Limit).count();
    assert_eq!(limits, 1, "{:?}", expansion.problems);
    let resources = r#"{ "resources": [{ "type": "A.B/c", "apiVersion": "1", "name": "n", "location": "x", "copy": { "name": "c", "count": 800 },
        "properties": { "list": [LIST] } }] }"#;
    limited(&resources.replace("LIST", &list));
}

#[test]
fn deployments_that_double_with_each_level_end_at_a_limit_that_is_said_once() {
    let mut template = r#"{ "resources": [] }"#.to_owned();
    for level in 0..16 {
        template = format!(
            r#"{{ "resources": [{{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d{level}",
            "copy": {{ "name": "c", "count": 2 }}, "properties": {{ "mode": "Incremental", "template": {template} }} }}] }}"#
        );
    }
    let expansion = limited(&template);
    let limits: Vec<_> =
        expansion.problems.iter().filter(|it| it.kind == ProblemKind::Limit).collect();
    assert_eq!(limits.len(), 1, "{limits:?}");
    assert!(limits[0].message.contains("nested deployments"), "{limits:?}");
    assert!(!limits[0].span.range().is_empty());
}
