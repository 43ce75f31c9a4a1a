//! Lambdas and the functions that take them.

mod left;
mod sort;
mod work;

use std::cell::Cell;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::evaluate::{Engine, Site};
use crate::expression::{CallExpression, Callee, Expression, ExpressionKind, Form};
use crate::{Node, Origin, ProblemKind, Reason, Value};

/// `lambda('item', 'index', body)`.
struct Lambda<'c> {
    variables: Vec<&'c Arc<str>>,
    body: &'c Expression,
}

/// One call of a function that takes a lambda, and what it goes over.
struct LambdaCall<'w> {
    site: &'w Site<'w>,
    input: Node,
    /// Whether the value shows a secret by itself, besides those in its parts.
    secret: Cell<bool>,
}

/// What a step gives; or what stands for the whole call when that can't be evaluated.
type LambdaResult<T> = Result<T, Node>;

impl Engine<'_> {
    pub(crate) fn lambda_call(&self, form: Form, site: &Site<'_>) -> Node {
        let (least, most) = match form {
            Form::Reduce => (3, 3),
            Form::ToObject | Form::GroupBy => (2, 3),
            _ => (2, 2),
        };
        if let Err(node) = self.check_count(site, least, Some(most)) {
            return node;
        }
        let subject = &site.call.arguments[0];
        let input = self.evaluate(subject, site.text);
        let wanted = if form == Form::MapValues { "an object" } else { "an array" };
        if !input.is_unknown() && input.value.kind() != wanted {
            let message =
                format!("{}() takes {wanted}, not {}", site.call.name, input.value.kind());
            return self.fail_at(site, subject, ProblemKind::ArgumentType, message);
        }
        let work = LambdaCall { site, input, secret: Cell::new(false) };
        if let Some(unknown) = work.input.as_unknown() {
            let reason = unknown.reason.clone();
            return self.left(&work, reason);
        }
        match self.work(form, &work) {
            Ok(value) => {
                let name = site.call.name.clone();
                let origin = Origin::computed(name, site.at, vec![work.input.origin.clone()]);
                let made = self.measured(Node { value, origin }, site);
                if work.secret.get() { self.secret(made) } else { made }
            }
            Err(node) => node,
        }
    }

    fn work(&self, form: Form, work: &LambdaCall<'_>) -> LambdaResult<Value> {
        match form {
            Form::Map => self.map(work),
            Form::Filter => self.filter(work),
            Form::Reduce => self.reduce(work),
            Form::Sort => self.sort(work),
            Form::GroupBy => self.group_by(work),
            Form::MapValues => self.map_values(work),
            _ => self.to_object(work),
        }
    }

    /// The lambda that is the argument at this place.
    fn lambda<'c>(
        &self,
        work: &LambdaCall<'c>,
        place: usize,
        variables: RangeInclusive<usize>,
    ) -> LambdaResult<Lambda<'c>> {
        let argument = &work.site.call.arguments[place];
        let fail = |message: String| {
            Err(self.fail_at(work.site, argument, ProblemKind::ArgumentType, message))
        };
        let ExpressionKind::Call(CallExpression {
            target: Callee::Form(Form::Lambda),
            arguments,
            ..
        }) = &argument.kind
        else {
            return fail(format!("{}() takes a lambda() here", work.site.call.name));
        };
        let Some((body, names)) = arguments.split_last() else {
            return fail("lambda() has no body".into());
        };
        let name = |argument: &'c Expression| match &argument.kind {
            ExpressionKind::Text(name) => Some(name),
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
                work.site.call.name,
                names.len()
            ));
        }
        Ok(Lambda { variables: names, body })
    }

    /// Evaluates the lambda's body; it may take fewer values than there are.
    fn run<const N: usize>(
        &self,
        work: &LambdaCall<'_>,
        lambda: &Lambda<'_>,
        values: [Node; N],
    ) -> LambdaResult<Node> {
        if self.meter.is_spent() {
            return Err(self.left(work, Reason::Limit("a bound was reached before".into())));
        }
        let mut env = work.site.text.env.clone();
        for (name, value) in lambda.variables.iter().zip(values) {
            env = env.bind(name, value);
        }
        Ok(self.evaluate(lambda.body, &work.site.text.within(&env)))
    }

    /// A verdict of a lambda.
    fn truth(&self, work: &LambdaCall<'_>, verdict: &Node) -> LambdaResult<bool> {
        match &verdict.value {
            Value::Bool(truth) => Ok(*truth),
            Value::Unknown(unknown) => Err(self.left(work, unknown.reason.clone())),
            other => {
                let name = &work.site.call.name;
                let message =
                    format!("the lambda of {name}() must give a bool, not {}", other.kind());
                Err(self.fail(work.site, ProblemKind::ArgumentType, message))
            }
        }
    }

    pub(crate) fn lambda_variable(&self, site: &Site<'_>) -> Node {
        let arguments = match self.arguments(site, 1, Some(1)) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let found = arguments[0].as_str().and_then(|name| site.text.env.find_bound(name));
        found.cloned().unwrap_or_else(|| {
            let message = "there is no lambda variable of this name here";
            self.fail(site, ProblemKind::NotAllowedHere, message)
        })
    }
}
