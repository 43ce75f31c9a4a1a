//! Sets: `setintersection`, `setproduct`, `setsubtract`, `setunion`.

use std::sync::Arc;

use crate::function::answer::{Answer, CallFault};
use crate::function::arguments::{Arguments, wrong};
use crate::value::{Type, Value, ValueKind, contains, convert, set_of, unify};

/// All arguments as sets of one type of elements.
fn sets(given: &Arguments<'_>) -> Result<Vec<Vec<Value>>, CallFault> {
    let sets: Result<Vec<_>, _> = (0..given.values.len()).map(|at| given.set(at)).collect();
    let sets = sets?;
    let kinds: Vec<Type> = sets.iter().flatten().map(Type::of).collect();
    let Some(kind) = unify(&kinds) else {
        return Err(wrong(0, "all sets must have elements of the same type"));
    };
    let one = |item: &Value| convert(item, &kind).unwrap_or_else(|_| item.clone());
    Ok(sets.iter().map(|set| set_of(set.iter().map(one).collect())).collect())
}

fn set(items: Vec<Value>) -> Result<Answer, CallFault> {
    Ok(Answer::Made(ValueKind::Set(Arc::new(set_of(items)))))
}

pub(crate) fn intersection(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let sets = sets(given)?;
    let (first, rest) = sets.split_first().expect("at least one argument");
    let everywhere = |item: &&Value| rest.iter().all(|other| contains(other, item) == Some(true));
    set(first.iter().filter(everywhere).cloned().collect())
}

pub(crate) fn subtract(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let sets = sets(given)?;
    let kept = |item: &&Value| contains(&sets[1], item) != Some(true);
    set(sets[0].iter().filter(kept).cloned().collect())
}

pub(crate) fn union(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    set(sets(given)?.into_iter().flatten().collect())
}

pub(crate) fn product(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let lists: Result<Vec<_>, _> = (0..given.values.len()).map(|at| given.items(at)).collect();
    let lists = lists?;
    let count = lists.iter().try_fold(1usize, |count, list| count.checked_mul(list.len()));
    if count.is_none_or(|count| count > 100_000) {
        return Err(wrong(0, "the product has more elements than are evaluated"));
    }
    let mut made: Vec<Vec<Value>> = vec![Vec::new()];
    for list in &lists {
        made = made
            .iter()
            .flat_map(|begun| {
                list.iter().map(|item| {
                    let mut begun = begun.clone();
                    begun.push(item.clone());
                    begun
                })
            })
            .collect();
    }
    let origin = given.values[0].origin.clone();
    let items: Vec<Value> = made
        .into_iter()
        .map(|items| Value::new(ValueKind::Tuple(Arc::new(items)), origin.clone()))
        .collect();
    let ordered = given.values.iter().any(|value| !matches!(value.kind, ValueKind::Set(_)));
    if ordered { Ok(Answer::Made(ValueKind::List(Arc::new(items)))) } else { set(items) }
}
