//! The expression language: what is accepted, what is refused and where, and what is left when something can't be known.

use arm_template::{Evaluation, Node, ProblemKind, Scope, SourceId, evaluate, parse};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn run(expression: &str) -> Evaluation {
    let variables = json!({
        "o": { "Name": "n", "list": [1, [2, 3]], "nothing": null, "na-me": { "x": true } },
        "place": "[resourceGroup().location]",
        "later": "[variables('Early')]", "early": 7,
    });
    let parameters = json!({ "p": "[given]" });
    let node = |json: &Json, source| parse(&json.to_string(), SourceId(source)).node;
    let scope = Scope::default();
    evaluate(expression, node(&parameters, 1).as_ref(), node(&variables, 2).as_ref(), &scope)
}

fn value(expression: &str) -> Json {
    let evaluation = run(expression);
    assert_eq!(evaluation.problems, [], "{expression}");
    assert!(!evaluation.value.is_unknown(), "{expression}");
    evaluation.value.to_json()
}

/// What is left, without the brackets.
fn left(expression: &str) -> String {
    let evaluation = run(expression);
    assert_eq!(evaluation.problems, [], "{expression}");
    let unknown = evaluation.value.as_unknown();
    unknown.unwrap_or_else(|| panic!("{expression} is not known")).residual.to_string()
}

/// The kind of the fault, and the text it points at.
fn fault(expression: &str) -> (ProblemKind, &str) {
    let evaluation = run(expression);
    assert!(evaluation.value.is_unknown(), "{expression}");
    let [problem] = &evaluation.problems[..] else {
        panic!("{expression} has one fault: {:?}", evaluation.problems)
    };
    (problem.kind, &expression[problem.span.range()])
}

#[test]
fn only_what_stands_in_brackets_is_an_expression() {
    for (text, expected) in [
        ("plain", "plain"),
        ("[[escaped]", "[escaped]"),
        ("[[]", "[]"),
        ("[[test[]test2]", "[test[]test2]"),
        ("[open", "[open"),
        ("[a] b", "[a] b"),
        ("[[a] b", "[[a] b"),
        (" [concat('a')]", " [concat('a')]"),
        ("[", "["),
        ("[concat('a')]", "a"),
        ("[parameters('p')]", "[given]"),
    ] {
        assert_eq!(value(text), json!(expected), "{text}");
    }
}

#[test]
fn blanks_may_stand_anywhere_and_quotes_are_doubled() {
    assert_eq!(value("[ concat\n(\t'it''s' ,\r\n'\\n' ) ]"), json!("it's\\n"));
    assert_eq!(value("['''''']"), json!("''"));
    assert_eq!(value("[variables ( 'o' ) . list [ 1 ] [ 0 ]]"), json!(2));
    assert_eq!(value("[AZ.Concat('a', sys.concat('b'))]"), json!("ab"));
    assert_eq!(value("[-5]"), json!(-5));
}

#[test]
fn what_is_no_expression_is_refused_at_its_place() {
    for (expression, place) in [
        ("[]", "[]"),
        ("[concat('a']", "]"),
        ("[concat('a',)]", ")"),
        ("[concat('a' 'b')]", "'b'"),
        ("[concat]", "]"),
        ("[concat('a'))]", ")"),
        ("[concat('a')x]", "x"),
        ("[concat(\"a\")]", "\""),
        ("[variables('o').]", "]"),
        ("[variables('o')[]]", "]"),
        ("[variables('o')['Name']", "]"),
        ("['open]", "'open"),
        ("[99999999999999999999]", "99999999999999999999"),
        ("[concat(-)]", "-"),
        ("[concat('ä', §)]", "§"),
    ] {
        assert_eq!(fault(expression), (ProblemKind::Parse, place), "{expression}");
    }
}

#[test]
fn faults_point_at_their_part_of_the_expression() {
    use ProblemKind as Kind;
    for (expression, kind, place) in [
        ("[concat('a', nosuch(1))]", Kind::UnknownFunction, "nosuch(1)"),
        ("[concat('a', my.nosuch(1))]", Kind::FunctionNotDeclared, "my.nosuch(1)"),
        ("[concat('ä', variables('x'))]", Kind::VariableNotFound, "variables('x')"),
        ("[parameters('x')]", Kind::ParameterNotFound, "parameters('x')"),
        ("[variables('o').list.x]", Kind::PropertyNotFound, "x"),
        ("[variables('o').nosuch.x]", Kind::PropertyNotFound, "nosuch"),
        ("[variables('o').nothing.x]", Kind::PropertyNotFound, "x"),
        ("[variables('o').list[2]]", Kind::IndexOutOfRange, "2]"),
        ("[variables('o').list[-1]]", Kind::IndexOutOfRange, "-1]"),
        ("[variables('o').list[true()]]", Kind::ArgumentType, "true()"),
        ("[variables('o')[0]]", Kind::ArgumentType, "0]"),
        ("[if('x', 1, 2)]", Kind::ArgumentType, "'x'"),
        ("[and(true(), 1)]", Kind::ArgumentType, "1"),
        ("[variables()]", Kind::ArgumentCount, "variables()"),
        ("[if(true(), 1)]", Kind::ArgumentCount, "if(true(), 1)"),
        ("[variables(1)]", Kind::ArgumentType, "variables(1)"),
        ("[copyIndex()]", Kind::NotAllowedHere, "copyIndex()"),
        ("[lambdaVariables('x')]", Kind::NotAllowedHere, "lambdaVariables('x')"),
        ("[lambda('x', 1)]", Kind::NotAllowedHere, "lambda('x', 1)"),
        ("[fail('too bad')]", Kind::UserError, "fail('too bad')"),
        ("[map(1, lambda('x', 1))]", Kind::ArgumentType, "1"),
        ("[map(createArray(1), 1)]", Kind::ArgumentType, "1"),
        ("[map(createArray(1), lambda(1, 1))]", Kind::ArgumentType, "lambda(1, 1)"),
        ("[sort(createArray(1), lambda('x', 1))]", Kind::ArgumentType, "lambda('x', 1)"),
    ] {
        assert_eq!(fault(expression), (kind, place), "{expression}");
    }
}

#[test]
fn names_ignore_case_and_a_null_can_be_read() {
    assert_eq!(value("[VARIABLES('O').NAME]"), json!("n"));
    assert_eq!(value("[variables('o').nothing]"), Json::Null);
    assert_eq!(value("[variables('o')['NA-me'].X]"), json!(true));
    assert_eq!(value("[variables('later')]"), json!(7));
}

#[test]
fn safe_steps_give_null_where_there_is_nothing() {
    for (expression, expected) in [
        ("[variables('o').?nosuch]", Json::Null),
        ("[variables('o').?nosuch.?x]", Json::Null),
        ("[variables('o')[?'nosuch']]", Json::Null),
        ("[variables('o').list[?7]]", Json::Null),
        ("[variables('o').?name]", json!("n")),
        ("[variables('o').list[?0]]", json!(1)),
    ] {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn only_what_is_needed_is_evaluated() {
    for (expression, expected) in [
        ("[if(true(), 1, fail('no'))]", json!(1)),
        ("[if(false(), fail('no'), 2)]", json!(2)),
        ("[and(false(), fail('no'))]", json!(false)),
        ("[or(true(), fail('no'))]", json!(true)),
        ("[and(true(), true(), true())]", json!(true)),
        ("[or(false(), false())]", json!(false)),
        ("[coalesce(null(), 0, fail('no'))]", json!(0)),
        ("[coalesce(null(), null())]", Json::Null),
        ("[and(equals(variables('place'), 'x'), false())]", json!(false)),
        ("[or(false(), equals(variables('place'), 'x'), true())]", json!(true)),
    ] {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn lambdas_see_the_variables_around_them() {
    let add = "add(lambdaVariables('x'), lambdaVariables('I'))";
    for (expression, expected) in [
        (format!("[map(createArray(5, 6), lambda('x', 'i', {add}))]"), json!([5, 7])),
        ("[map(createArray(1, 2), lambda('x', map(createArray(10), lambda('y', add(lambdaVariables('x'), lambdaVariables('y'))))))]".into(), json!([[11], [12]])),
        ("[filter(createArray(1, 2, 3), lambda('x', less(lambdaVariables('x'), 3)))]".into(), json!([1, 2])),
        ("[reduce(createArray(1, 2, 3), 0, lambda('sum', 'x', add(lambdaVariables('sum'), lambdaVariables('x'))))]".into(), json!(6)),
        ("[sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))]".into(), json!([1, 2, 3])),
        ("[toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')), lambda('x', 1))]".into(), json!({ "a": 1, "b": 1 })),
        ("[groupBy(createArray('a', 'b', 'a'), lambda('x', lambdaVariables('x')))]".into(), json!({ "a": ["a", "a"], "b": ["b"] })),
        ("[mapValues(createObject('a', 1), lambda('x', add(lambdaVariables('x'), 1)))]".into(), json!({ "a": 2 })),
    ] {
        assert_eq!(value(&expression), expected, "{expression}");
    }
    // An order that is none still gives every element once.
    let sorted = value("[sort(createArray(3, 1, 2), lambda('a', 'b', true()))]");
    let mut numbers: Vec<i64> =
        sorted.as_array().into_iter().flatten().filter_map(Json::as_i64).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn what_can_not_be_known_leaves_an_expression_with_everything_else_resolved() {
    for (expression, expected) in [
        ("[variables('place')]", "resourceGroup().location"),
        ("[concat('a', variables('place'))]", "concat('a', resourceGroup().location)"),
        (
            "[CONCAT(variables('o').name, 'it''s', variables('place'))]",
            "CONCAT('n', 'it''s', resourceGroup().location)",
        ),
        (
            "[reference(concat('a', 'b'), '2020-01-01').x[0]['y-z']]",
            "reference('ab', '2020-01-01').x[0]['y-z']",
        ),
        ("[listKeys('id', '1').keys[0].value]", "listKeys('id', '1').keys[0].value"),
        (
            "[if(equals(variables('place'), 'x'), concat('a', 'b'), variables('o').nosuch)]",
            "if(equals(resourceGroup().location, 'x'), concat('a', 'b'), variables('o').nosuch)",
        ),
        (
            "[coalesce(variables('place'), concat('a', 'b'))]",
            "coalesce(resourceGroup().location, 'ab')",
        ),
        (
            "[variables('o').list[length(variables('place'))]]",
            "createArray(1, createArray(2, 3))[length(resourceGroup().location)]",
        ),
        (
            "[filter(createArray('a', 'b'), lambda('x', equals(lambdaVariables('x'), variables('place'))))]",
            "filter(createArray('a', 'b'), lambda('x', equals(lambdaVariables('x'), variables('place'))))",
        ),
        (
            "[first(map(createArray(1), lambda('x', variables('place'))))]",
            "resourceGroup().location",
        ),
        (
            "[map(reference('x').list, lambda('y', concat(lambdaVariables('y'), 'a', 'b')))]",
            "map(reference('x').list, lambda('y', concat(lambdaVariables('y'), 'a', 'b')))",
        ),
        ("[fail(variables('place'))]", "fail(resourceGroup().location)"),
    ] {
        assert_eq!(left(expression), expected, "{expression}");
    }
}

#[test]
fn unknown_parts_of_arrays_and_objects_stay_inside() {
    let evaluation = run("[createObject('a', createArray(1, variables('place')))]");
    assert_eq!(evaluation.value.to_json(), json!({ "a": [1, "[resourceGroup().location]"] }));
    assert_eq!(value("[length(createArray(1, variables('place')))]"), json!(2));
    assert_eq!(value("[createObject('a', 1, 'b', variables('place')).a]"), json!(1));
    assert_eq!(
        left("[listKeys('x', '1', createArray(true(), null(), 4294967296, variables('place')))]"),
        "listKeys('x', '1', createArray(true(), null(), json('4294967296'), resourceGroup().location))"
    );
}

#[test]
fn literals_in_brackets_are_printed_as_they_are() {
    let node = parse(r#"["[x]", "y]", { "[k]": 1 }]"#, SourceId(0)).node.expect("is JSON");
    assert_eq!(node.to_json(), json!(["[x]", "y]", { "[k]": 1 }]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_evaluated_without_a_panic_and_its_faults_are_inside(
        text in "\\[[a-z'(),.\\[\\]? ä0-9-]{0,30}\\]|\\[(concat|if|variables|map|lambda|reference)\\(('[oa]'|1|, ?|\\)|concat\\(|lambda\\()*\\]"
    ) {
        let evaluation = run(&text);
        for problem in &evaluation.problems {
            if problem.span.source == SourceId(0) {
                prop_assert!(text.get(problem.span.range()).is_some());
            }
        }
        prop_assert!(text.get(evaluation.value.origin.at().range()).is_some());
    }

    #[test]
    fn a_string_in_quotes_is_that_string(text in "\\PC{0,20}") {
        let expression = format!("[concat('{}')]", text.replace('\'', "''"));
        prop_assert_eq!(value(&expression), json!(text));
    }

    #[test]
    fn what_is_left_is_an_expression_that_leaves_itself(text in "[a-z'äÄ]{0,6}", number in any::<i64>()) {
        let quoted = text.replace('\'', "''");
        let once = left(&format!("[listKeys('{quoted}', '1', createArray({number}, createObject('{quoted}', null()))).x]"));
        prop_assert_eq!(left(&format!("[{once}]")), once);
    }
}

/// Nodes are small: a template has many.
#[test]
fn a_node_is_small() {
    assert!(size_of::<Node>() <= 48, "{}", size_of::<Node>());
}
