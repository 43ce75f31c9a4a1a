//! The handful of functions that the evaluator's own tests need.

use super::{Call, Fault, Function, Outcome};
use crate::{Member, Node, Origin, ProblemKind, Reason, ScopeKind, Value};

const fn function(name: &'static str, least: usize, run: super::Run) -> Function {
    Function { name, least, most: None, takes_unknown: false, run }
}

pub(super) const FUNCTIONS: &[Function] = &[
    function("concat", 1, concat),
    function("format", 1, format),
    function("resourceId", 2, resource_id),
    function("equals", 2, |call| truth(same(&call.args[0], &call.args[1]))),
    function("not", 1, |call| truth(call.args[0].as_bool() == Some(false))),
    function("length", 1, length),
    function("add", 2, |call| number(int(call, 0)? + int(call, 1)?)),
    function("less", 2, |call| truth(int(call, 0)? < int(call, 1)?)),
    function("range", 2, range),
    function("first", 1, first),
    function("true", 0, |_| truth(true)),
    function("false", 0, |_| truth(false)),
    function("null", 0, |_| Ok(Outcome::Made(Value::Null))),
    function("json", 1, |call| {
        plain(call, &call.args[0])?.parse().map_err(|_| wrong(call)).and_then(number)
    }),
    function("resourceGroup", 0, group),
    Function {
        takes_unknown: true,
        ..function("createArray", 0, |call| Ok(Outcome::Made(Value::array(call.args.to_vec()))))
    },
    Function { takes_unknown: true, ..function("createObject", 0, object) },
];

fn truth(truth: bool) -> Result<Outcome, Fault> {
    Ok(Outcome::Made(Value::Bool(truth)))
}

fn number(number: i64) -> Result<Outcome, Fault> {
    Ok(Outcome::Made(Value::Int(number)))
}

fn text(text: String) -> Result<Outcome, Fault> {
    Ok(Outcome::Made(Value::String(text.into())))
}

fn wrong(call: &Call<'_>) -> Fault {
    Fault::Problem(
        ProblemKind::ArgumentType,
        format!("{}() has an argument of the wrong type", call.name),
    )
}

fn int(call: &Call<'_>, place: usize) -> Result<i64, Fault> {
    call.args[place].as_i64().ok_or_else(|| wrong(call))
}

fn same(one: &Node, other: &Node) -> bool {
    one.to_json() == other.to_json()
}

fn plain(call: &Call<'_>, node: &Node) -> Result<String, Fault> {
    match &node.value {
        Value::String(text) => Ok(text.to_string()),
        Value::Int(number) => Ok(number.to_string()),
        _ => Err(wrong(call)),
    }
}

fn concat(call: &Call<'_>) -> Result<Outcome, Fault> {
    if call.args[0].as_array().is_some() {
        let items = call.args.iter().flat_map(Node::items).cloned().collect();
        return Ok(Outcome::Made(Value::array(items)));
    }
    text(call.args.iter().map(|node| plain(call, node)).collect::<Result<String, _>>()?)
}

fn format(call: &Call<'_>) -> Result<Outcome, Fault> {
    let mut result = plain(call, &call.args[0])?;
    for (place, node) in call.args[1..].iter().enumerate() {
        result = result.replace(&format!("{{{place}}}"), &plain(call, node)?);
    }
    text(result)
}

fn length(call: &Call<'_>) -> Result<Outcome, Fault> {
    let length = match &call.args[0].value {
        Value::Array(array) => array.len(),
        Value::Object(object) => object.len(),
        Value::String(text) => text.len(),
        _ => return Err(wrong(call)),
    };
    number(i64::try_from(length).unwrap_or(i64::MAX))
}

fn range(call: &Call<'_>) -> Result<Outcome, Fault> {
    let start = int(call, 0)?;
    let from: Vec<_> = call.args.iter().map(|node| node.origin.clone()).collect();
    let origin = Origin::computed("range", call.at, from);
    let item = |value| Node { value: Value::Int(start + value), origin: origin.clone() };
    Ok(Outcome::Made(Value::array((0..int(call, 1)?.min(10_000)).map(item).collect())))
}

fn first(call: &Call<'_>) -> Result<Outcome, Fault> {
    Ok(call.args[0]
        .item(0)
        .map_or(Outcome::Made(Value::Null), |node| Outcome::Selected(node.clone())))
}

fn object(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (pairs, _) = call.args.as_chunks::<2>();
    let member = |[name, value]: &[Node; 2]| {
        Ok(Member { name: plain(call, name)?.into(), name_span: call.at, value: value.clone() })
    };
    Ok(Outcome::Made(Value::object(pairs.iter().map(member).collect::<Result<_, _>>()?)))
}

fn group(call: &Call<'_>) -> Result<Outcome, Fault> {
    if call.scope.kind != ScopeKind::ResourceGroup {
        let message = "there is no resource group here".into();
        return Err(Fault::Problem(ProblemKind::NotAllowedHere, message));
    }
    let origin = || Origin::computed("resourceGroup", call.at, Vec::new());
    let string =
        |text: &std::sync::Arc<str>| Node { value: Value::String(text.clone()), origin: origin() };
    let given = |what: &str, value: &Option<std::sync::Arc<str>>| match value {
        Some(value) => string(value),
        None => crate::evaluate::unknown(
            Reason::Place(format!("resourceGroup().{what}").into()),
            format!("resourceGroup().{what}"),
            origin(),
        ),
    };
    let scope = call.scope;
    let id = format!(
        "/subscriptions/{}/resourceGroups/{}",
        scope.subscription_id.as_deref().unwrap_or_default(),
        scope.resource_group.as_deref().unwrap_or_default()
    );
    let member = |name: &str, value| Member { name: name.into(), name_span: call.at, value };
    Ok(Outcome::Made(Value::object(vec![
        member("id", string(&id.into())),
        member("name", given("name", &scope.resource_group)),
        member("location", given("location", &scope.location)),
    ])))
}

fn resource_id(call: &Call<'_>) -> Result<Outcome, Fault> {
    let words: Vec<String> =
        call.args.iter().map(|node| plain(call, node)).collect::<Result<_, _>>()?;
    let place = words.iter().position(|word| word.contains('/')).ok_or_else(|| wrong(call))?;
    let scope = call.scope;
    let subscription = scope.subscription_id.as_deref().unwrap_or_default();
    let group = scope.resource_group.as_deref().unwrap_or_default();
    let (subscription, group) = match &words[..place] {
        [] => (subscription, group),
        [group] => (subscription, group.as_str()),
        [.., subscription, group] => (subscription.as_str(), group.as_str()),
    };
    let mut id = format!("/subscriptions/{subscription}/resourceGroups/{group}/providers");
    let mut types = words[place].split('/');
    id += &format!("/{}", types.next().unwrap_or_default());
    for (kind, name) in types.zip(&words[place + 1..]) {
        id += &format!("/{kind}/{name}");
    }
    text(id)
}
