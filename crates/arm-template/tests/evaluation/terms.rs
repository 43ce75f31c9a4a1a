//! Trees in the places of strings: each part has a place of its own, in any source.

use std::sync::Arc;

use arm_template::{
    By, How, Member, NoLoader, Node, Object, Options, SourceId, Span, Term, Value, expand,
};

const TEMPLATE: SourceId = SourceId(1);
const OTHER: SourceId = SourceId(2);

fn at(start: u32, end: u32) -> Span {
    Span::new(TEMPLATE, start, end)
}

fn object(members: Vec<(&str, Node)>) -> Node {
    let member =
        |(name, value): (&str, Node)| Member { name: name.into(), name_span: at(0, 1), value };
    let members = members.into_iter().map(member).collect();
    Node::written(Value::Object(Arc::new(Object::new(members, true))), at(0, 100))
}

fn text(text: &str) -> Node {
    Node::written(Value::String(text.into()), at(1, 2))
}

fn template(value: Term) -> Node {
    let variable = object(vec![("name", Term::text(Span::new(OTHER, 5, 9), "hub").into_node())]);
    let output = object(vec![("type", text("string")), ("value", value.into_node())]);
    object(vec![
        ("variables", variable),
        ("resources", object(vec![])),
        ("outputs", object(vec![("o", output)])),
    ])
}

fn variable(span: Span) -> Term {
    Term::call(span, "variables", vec![Term::name(span, "name")])
}

#[test]
fn a_value_is_traced_to_the_source_it_is_written_in() {
    let expansion = expand(&template(variable(at(40, 44))), &Options::default(), &NoLoader);
    assert_eq!(expansion.problems, []);
    let value = &expansion.outputs[0].value;
    assert_eq!(value.as_str(), Some("hub"));
    assert_eq!(value.span(), Span::new(OTHER, 5, 9));
    assert!(value.origin.is_verbatim());
    let trail = value.origin.trail();
    assert_eq!(trail[0].at, at(40, 44));
    assert_eq!(trail[0].how, How::Passed(By::Variable("name".into())));
}

#[test]
fn a_fault_is_shown_at_its_own_part() {
    let missing = variable(at(40, 44)).member(at(40, 48), "x");
    let call = Term::call(at(30, 50), "toLower", vec![missing]);
    let expansion = expand(&template(call), &Options::default(), &NoLoader);
    assert_eq!(expansion.problems.len(), 1);
    assert_eq!(expansion.problems[0].span, at(40, 48));
}

#[test]
fn what_is_left_is_written_as_in_a_template() {
    let id = Term::call(
        at(31, 40),
        "concat",
        vec![Term::text(at(32, 36), "it's"), variable(at(37, 39))],
    );
    let arguments = vec![id, Term::text(at(41, 42), "a"), Term::text(at(43, 44), "b")];
    let call = Term::call(at(30, 50), "pickZones", arguments);
    let call = call.element(at(30, 55), Term::int(at(51, 52), 0)).member(at(30, 60), "na-me");
    let expansion = expand(&template(call), &Options::default(), &NoLoader);
    let unknown = expansion.outputs[0].value.as_unknown().expect("only the deployment knows");
    assert_eq!(&*unknown.residual, "pickZones('it''shub', 'a', 'b')[0]['na-me']");
}
