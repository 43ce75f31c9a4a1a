//! `map`, `filter`, `reduce`, `sort`, `toObject`, `groupBy`, `mapValues` and the lambdas they take.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Engine, Env, Text};
use crate::expression::{Call, Expression, Form, Kind, Target};
use crate::{Member, Node, Origin, ProblemKind, Reason, Span, Value};

/// `lambda('item', 'index', body)`.
struct Lambda<'c> {
    variables: Vec<&'c Arc<str>>,
    body: &'c Expression,
}

/// A lambda that could not be evaluated, as the node that stands for the whole call.
type Turn<T> = Result<T, Node>;

/// One call of a lambda function.
struct Work<'c, 't> {
    call: &'c Call,
    at: Span,
    source: &'c str,
    text: &'t Text<'t>,
    input: Node,
}

impl Engine<'_> {
    pub(crate) fn lambda_call(
        &self,
        form: Form,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        let (least, most) = match form {
            Form::Reduce => (3, 3),
            Form::ToObject | Form::GroupBy => (2, 3),
            _ => (2, 2),
        };
        if let Err(node) = self.check_count(call, least, Some(most), at, source) {
            return node;
        }
        let input = self.evaluate(&call.arguments[0], text);
        let wanted = if form == Form::MapValues { "an object" } else { "an array" };
        if !input.is_unknown() && input.value.kind() != wanted {
            let message = format!("{}() takes {wanted}, not {}", call.name, input.value.kind());
            let place = text.span_of(&call.arguments[0]);
            return self.failed(ProblemKind::ArgumentType, message, place, source);
        }
        let work = Work { call, at, source, text, input };
        if let Some(unknown) = work.input.as_unknown() {
            let reason = unknown.reason.clone();
            return self.left(&work, reason);
        }
        let result = match form {
            Form::Map => self.map(&work),
            Form::Filter => self.filter(&work),
            Form::Reduce => self.reduce(&work),
            Form::Sort => self.sort(&work),
            Form::GroupBy => self.group_by(&work),
            Form::MapValues => self.map_values(&work),
            _ => self.to_object(&work),
        };
        match result {
            Ok(value) => {
                let origin = Origin::computed(call.name.clone(), at, vec![work.input.origin]);
                let node = Node { value, origin };
                if node.weight() > self.limits.size {
                    let message =
                        format!("{}() makes more than {} values", call.name, self.limits.size);
                    return self.failed(ProblemKind::Limit, message, at, source);
                }
                node
            }
            Err(node) => node,
        }
    }

    fn map(&self, work: &Work<'_, '_>) -> Turn<Value> {
        let lambda = self.lambda(work, 1, 1..=2)?;
        let items = self.elements(work, &lambda)?;
        Ok(Value::array(items))
    }

    /// What the lambda makes of every element.
    fn elements(&self, work: &Work<'_, '_>, lambda: &Lambda<'_>) -> Turn<Vec<Node>> {
        let mut made = Vec::with_capacity(work.input.items().len());
        for place in 0..work.input.items().len() {
            self.still(work)?;
            let item = work.input.select_item(place).unwrap_or_else(|| work.input.clone());
            made.push(self.run(work, lambda, [item, index(place, work.at)]));
        }
        Ok(made)
    }

    fn filter(&self, work: &Work<'_, '_>) -> Turn<Value> {
        let lambda = self.lambda(work, 1, 1..=2)?;
        let verdicts = self.elements(work, &lambda)?;
        let mut kept = Vec::new();
        for (place, verdict) in verdicts.iter().enumerate() {
            if self.truth(work, verdict)? {
                kept.extend(work.input.select_item(place));
            }
        }
        Ok(Value::array(kept))
    }

    fn reduce(&self, work: &Work<'_, '_>) -> Turn<Value> {
        let lambda = self.lambda(work, 2, 2..=3)?;
        let mut sum = self.evaluate(&work.call.arguments[1], work.text);
        for place in 0..work.input.items().len() {
            self.still(work)?;
            let item = work.input.select_item(place).unwrap_or_else(|| work.input.clone());
            sum = self.run(work, &lambda, [sum, item, index(place, work.at)]);
            if sum.is_unknown() {
                return Err(self.left_for(work, &sum));
            }
        }
        if sum.is_unknown() { Err(self.left_for(work, &sum)) } else { Ok(sum.value) }
    }

    /// A merge sort of our own: the order is the template author's, and may be none at all.
    fn sort(&self, work: &Work<'_, '_>) -> Turn<Value> {
        let lambda = self.lambda(work, 1, 2..=2)?;
        let count = work.input.items().len();
        let mut items: Vec<Node> =
            (0..count).filter_map(|place| work.input.select_item(place)).collect();
        let mut width = 1;
        while width < count {
            let mut merged = Vec::with_capacity(count);
            for start in (0..count).step_by(2 * width) {
                let middle = (start + width).min(count);
                let end = (start + 2 * width).min(count);
                self.merge(work, &lambda, &items[start..middle], &items[middle..end], &mut merged)?;
            }
            items = merged;
            width *= 2;
        }
        Ok(Value::array(items))
    }

    fn merge(
        &self,
        work: &Work<'_, '_>,
        lambda: &Lambda<'_>,
        mut left: &[Node],
        mut right: &[Node],
        merged: &mut Vec<Node>,
    ) -> Turn<()> {
        while let ([first, rest_left @ ..], [second, rest_right @ ..]) = (left, right) {
            self.still(work)?;
            let verdict = self.run(work, lambda, [second.clone(), first.clone()]);
            if self.truth(work, &verdict)? {
                merged.push(second.clone());
                right = rest_right;
            } else {
                merged.push(first.clone());
                left = rest_left;
            }
        }
        merged.extend_from_slice(left);
        merged.extend_from_slice(right);
        Ok(())
    }

    fn to_object(&self, work: &Work<'_, '_>) -> Turn<Value> {
        let keys = self.keys(work)?;
        let values = self.values(work, keys.len())?;
        let mut members: Vec<Member> = Vec::new();
        let mut places: HashMap<Arc<str>, usize> = HashMap::new();
        for (name, value) in keys.into_iter().zip(values) {
            let member = Member { name: name.clone(), name_span: work.at, value };
            match places.get(&name) {
                Some(place) => members[*place] = member,
                None => {
                    places.insert(name, members.len());
                    members.push(member);
                }
            }
        }
        Ok(Value::object(members))
    }

    fn group_by(&self, work: &Work<'_, '_>) -> Turn<Value> {
        let keys = self.keys(work)?;
        let mut groups: Vec<(Arc<str>, Vec<Node>)> = Vec::new();
        let mut places: HashMap<Arc<str>, usize> = HashMap::new();
        let values = self.values(work, keys.len())?;
        for (name, value) in keys.into_iter().zip(values) {
            let group = *places.entry(name.clone()).or_insert(groups.len());
            if group == groups.len() {
                groups.push((name, Vec::new()));
            }
            groups[group].1.push(value);
        }
        let origin =
            Origin::computed(work.call.name.clone(), work.at, vec![work.input.origin.clone()]);
        let member = |(name, items): (Arc<str>, Vec<Node>)| Member {
            name,
            name_span: work.at,
            value: Node { value: Value::array(items), origin: origin.clone() },
        };
        Ok(Value::object(groups.into_iter().map(member).collect()))
    }

    /// The elements, or what the third argument makes of them.
    fn values(&self, work: &Work<'_, '_>, count: usize) -> Turn<Vec<Node>> {
        match work.call.arguments.get(2) {
            Some(_) => self.elements(work, &self.lambda(work, 2, 1..=2)?),
            None => Ok((0..count).filter_map(|place| work.input.select_item(place)).collect()),
        }
    }

    fn keys(&self, work: &Work<'_, '_>) -> Turn<Vec<Arc<str>>> {
        let lambda = self.lambda(work, 1, 1..=2)?;
        let key = |node: Node| match node.value {
            Value::String(key) => Ok(key),
            Value::Unknown(_) => Err(self.left_for(work, &node)),
            other => {
                let message = format!("a key must be a string, not {}", other.kind());
                let place = work.text.span_of(lambda.body);
                Err(self.failed(ProblemKind::ArgumentType, message, place, work.source))
            }
        };
        self.elements(work, &lambda)?.into_iter().map(key).collect()
    }

    fn map_values(&self, work: &Work<'_, '_>) -> Turn<Value> {
        let lambda = self.lambda(work, 1, 1..=1)?;
        let mut members = Vec::with_capacity(work.input.members().len());
        for member in work.input.members() {
            self.still(work)?;
            let value = self.run(work, &lambda, [work.input.part(&member.value)]);
            members.push(Member { value, ..member.clone() });
        }
        Ok(Value::object(members))
    }

    /// The lambda that is the argument at this place.
    fn lambda<'c>(
        &self,
        work: &Work<'c, '_>,
        place: usize,
        variables: std::ops::RangeInclusive<usize>,
    ) -> Turn<Lambda<'c>> {
        let argument = &work.call.arguments[place];
        let at = work.text.span_of(argument);
        let fail =
            |message: String| Err(self.failed(ProblemKind::ArgumentType, message, at, work.source));
        let Kind::Call(Call { target: Target::Form(Form::Lambda), arguments, .. }) = &argument.kind
        else {
            return fail(format!("{}() takes a lambda() here", work.call.name));
        };
        let Some((body, names)) = arguments.split_last() else {
            return fail("lambda() has no body".into());
        };
        let name = |argument: &'c Expression| match &argument.kind {
            Kind::Text(name) => Some(name),
            _ => None,
        };
        let Some(names) = names.iter().map(name).collect::<Option<Vec<_>>>() else {
            return fail("the variables of lambda() are names in quotes".into());
        };
        if !variables.contains(&names.len()) {
            let (least, most) = variables.into_inner();
            let takes =
                if least == most { format!("{least}") } else { format!("{least} or {most}") };
            return fail(format!(
                "the lambda of {}() takes {takes} variables, not {}",
                work.call.name,
                names.len()
            ));
        }
        Ok(Lambda { variables: names, body })
    }

    fn run<const N: usize>(
        &self,
        work: &Work<'_, '_>,
        lambda: &Lambda<'_>,
        values: [Node; N],
    ) -> Node {
        let mut env: Env = work.text.env.clone();
        for (name, value) in lambda.variables.iter().zip(values) {
            env = env.bind(name, value);
        }
        self.evaluate(lambda.body, &work.text.within(&env))
    }

    fn truth(&self, work: &Work<'_, '_>, verdict: &Node) -> Turn<bool> {
        match &verdict.value {
            Value::Bool(truth) => Ok(*truth),
            Value::Unknown(_) => Err(self.left_for(work, verdict)),
            other => {
                let message = format!(
                    "the lambda of {}() must give a bool, not {}",
                    work.call.name,
                    other.kind()
                );
                Err(self.failed(ProblemKind::ArgumentType, message, work.at, work.source))
            }
        }
    }

    /// Ends the work when a bound was reached in the middle of it.
    fn still(&self, work: &Work<'_, '_>) -> Turn<()> {
        if self.meter.is_spent() {
            return Err(self.left(work, Reason::Limit("a bound was reached before".into())));
        }
        Ok(())
    }

    fn left_for(&self, work: &Work<'_, '_>, unknown: &Node) -> Node {
        let reason = unknown.as_unknown().map(|unknown| unknown.reason.clone());
        self.left(work, reason.unwrap_or_else(|| Reason::Runtime(work.call.name.clone())))
    }

    /// What is left of the call: its lambda is evaluated over variables that are not known.
    fn left(&self, work: &Work<'_, '_>, reason: Reason) -> Node {
        let rest =
            work.call.arguments[1..].iter().map(|argument| self.left_of(argument, work.text));
        let arguments: Vec<Node> = std::iter::once(work.input.clone()).chain(rest).collect();
        self.unknown_call(reason, work.call, &arguments, work.at, work.source)
    }

    fn left_of(&self, argument: &Expression, text: &Text<'_>) -> Node {
        let Kind::Call(call @ Call { target: Target::Form(Form::Lambda), arguments, .. }) =
            &argument.kind
        else {
            return self.shown(argument, text);
        };
        let at = text.span_of(argument);
        let source = text.source_of(argument);
        let Some((body, names)) = arguments.split_last() else {
            return self.shown(argument, text);
        };
        let mut env: Env = text.env.clone();
        let mut parts = Vec::with_capacity(arguments.len());
        for argument in names {
            let Kind::Text(name) = &argument.kind else { continue };
            let origin = Origin::computed("lambda", at, Vec::new());
            let residual = format!("lambdaVariables('{}')", name.replace('\'', "''"));
            let reason = Reason::Runtime("lambdaVariables".into());
            env = env.bind(name, super::unknown(reason, residual, origin.clone()));
            parts.push(Node { value: Value::String(name.clone()), origin });
        }
        parts.push(self.shown(body, &text.within(&env)));
        self.unknown_call(Reason::Runtime("lambda".into()), call, &parts, at, source)
    }

    pub(crate) fn lambda_variable(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        let arguments = match self.arguments(call, 1, Some(1), at, source, text) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let found = arguments[0].as_str().and_then(|name| text.env.find_bound(name));
        match found {
            Some(value) => value.clone(),
            None => {
                let message = "there is no lambda variable of this name here";
                self.failed(ProblemKind::NotAllowedHere, message, at, source)
            }
        }
    }
}

fn index(place: usize, at: Span) -> Node {
    let value = Value::Int(i64::try_from(place).unwrap_or(i64::MAX));
    Node { value, origin: Origin::computed("index", at, Vec::new()) }
}
