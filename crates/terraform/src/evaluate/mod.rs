//! Working out expressions.

mod access;
mod collection;
mod operation;
mod template;

use std::sync::Arc;

use traced_values::{Origin, ProblemKind, Reason, Span};

use crate::fault::{Fault, Outcome};
use crate::files::Files;
use crate::function;
use crate::ledger::Ledger;
use crate::syntax::{Call, Expression, ExpressionKind as Form, ObjectKey};
use crate::value::{Entries, Value, ValueKind, bounded, residual, text_of, unknown_call};

pub use access::Reference;

/// Where references lead to.
pub trait Names {
    /// The value at the head of a reference, and how many of its steps that takes in.
    ///
    /// # Errors
    ///
    /// When there is nothing of that name, or it has no value.
    fn refer(&self, reference: &Reference<'_>, scope: &Scope<'_>) -> Result<(Value, usize), Fault>;

    /// The folder of the module, as `path.module` has it, and the files there.
    fn files(&self) -> &dyn Files;
}

/// The names that an expression sees besides those of its module.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    /// The module.
    pub names: &'s dyn Names,
    /// Counts and collects.
    pub ledger: &'s Ledger,
    /// Names of enclosing `for` expressions and of templates.
    locals: &'s [(Arc<str>, Value)],
    outer: Option<&'s Scope<'s>>,
    /// `each`, `count` and `self`, where there are such.
    pub instance: Option<&'s InstanceNames>,
    /// Whether a fault ends the whole expression, as inside `try()`.
    strict: bool,
    /// Whether only the names of the scope are seen, as in a template file.
    closed: bool,
}

/// What `each`, `count`, `self` and the iterators of `dynamic` blocks are.
#[derive(Clone, Debug, Default)]
pub struct InstanceNames {
    /// `each.key`.
    pub each_key: Option<Value>,
    /// `each.value`.
    pub each_value: Option<Value>,
    /// `count.index`.
    pub count: Option<Value>,
    /// Iterators of `dynamic` blocks: their name, key and value.
    pub iterators: Vec<(Arc<str>, Value, Value)>,
}

impl<'s> Scope<'s> {
    /// A module's names.
    #[must_use]
    pub fn new(
        names: &'s dyn Names,
        ledger: &'s Ledger,
        instance: Option<&'s InstanceNames>,
    ) -> Self {
        Self { names, ledger, locals: &[], outer: None, instance, strict: false, closed: false }
    }

    /// The same names and these.
    #[must_use]
    pub fn with<'i>(&'i self, locals: &'i [(Arc<str>, Value)]) -> Scope<'i>
    where
        's: 'i,
    {
        Scope { locals, outer: Some(self), ..*self }
    }

    /// Only these names.
    #[must_use]
    pub fn only<'i>(&'i self, locals: &'i [(Arc<str>, Value)]) -> Scope<'i>
    where
        's: 'i,
    {
        Scope { locals, outer: None, instance: None, closed: true, ..*self }
    }

    /// The same names, in another instance.
    #[must_use]
    pub fn of<'i>(&'i self, instance: &'i InstanceNames) -> Scope<'i>
    where
        's: 'i,
    {
        Scope { instance: Some(instance), ..*self }
    }

    /// The same names, where each fault ends the whole.
    #[must_use]
    pub fn strict(&self) -> Self {
        Self { strict: true, ..*self }
    }

    fn local(&self, name: &str) -> Option<&Value> {
        self.locals
            .iter()
            .rev()
            .find(|(local, _)| &**local == name)
            .map(|(_, value)| value)
            .or_else(|| self.outer.and_then(|outer| outer.local(name)))
    }

    /// The value; where it can't be worked out, the fault is told and it is unknown.
    #[must_use]
    pub fn settled(&self, outcome: Outcome, at: Span) -> Value {
        outcome.unwrap_or_else(|fault| {
            self.ledger.report(&fault);
            Value::unknown(
                Reason::Failed(fault.message.into()),
                "",
                Origin::computed("fault", at, Vec::new()),
            )
        })
    }

    /// Works out an expression.
    ///
    /// # Errors
    ///
    /// When the expression can't have a value. What only a plan can tell is no error but an unknown value.
    pub fn evaluate(&self, expression: &Expression) -> Outcome {
        self.ledger.charge(1, 0, expression.span)?;
        let at = expression.span;
        let written = |kind| Ok(Value::written(kind, at));
        match &expression.kind {
            Form::Null => written(ValueKind::Null),
            Form::Bool(truth) => written(ValueKind::Bool(*truth)),
            Form::Number(number) => written(ValueKind::Number(number.clone())),
            Form::Text(text) => written(ValueKind::Text(text.clone())),
            Form::Broken => Ok(Value::unknown(
                Reason::Failed("it can't be read".into()),
                "",
                Origin::Written(at),
            )),
            _ => self.ledger.deeper(at, || self.compound(expression)),
        }
    }

    fn compound(&self, expression: &Expression) -> Outcome {
        let at = expression.span;
        match &expression.kind {
            Form::Template(parts) => self.template(parts, at),
            Form::Tuple(items) => {
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.item(item)).collect();
                Ok(Value::written(ValueKind::Tuple(Arc::new(items?)), at))
            }
            Form::Object(items) => self.object(items, at),
            Form::Parenthesis(inner) => self.evaluate(inner),
            Form::Name(_) | Form::Traversal(..) => self.traversal(expression),
            Form::Conditional(three) => self.conditional(three, at),
            Form::Call(call) => self.call(call, at),
            Form::Not(inner) => self.negation(inner, at),
            Form::Negative(inner) => self.negative(inner, at),
            Form::Operation(operator, two) => self.operation(*operator, two, at),
            Form::For(each) => self.for_expression(each, at),
            _ => unreachable!("plain values are evaluated before"),
        }
    }

    /// An element of a list or an object: a fault in it doesn't hide the others.
    fn item(&self, expression: &Expression) -> Outcome {
        match self.evaluate(expression) {
            Err(fault) if self.strict || fault.kind == ProblemKind::Limit => Err(fault),
            outcome => Ok(self.settled(outcome, expression.span)),
        }
    }

    fn object(&self, items: &[(ObjectKey, Expression)], at: Span) -> Outcome {
        let mut entries = Entries::new();
        let mut unknown_key = None;
        let mut sensitive = false;
        for (key, value) in items {
            let name = match key {
                ObjectKey::Name(name, _) => Some(name.clone()),
                ObjectKey::Expression(expression) => {
                    let key = self.evaluate(expression)?;
                    sensitive |= key.sensitive;
                    match text_of(&key) {
                        Some(text) => Some(text),
                        None if key.is_unknown() => {
                            unknown_key = key.as_unknown().cloned();
                            None
                        }
                        None => {
                            let message = format!("a key must be a string, not {}", key.word());
                            return Err(Fault::new(
                                ProblemKind::ArgumentType,
                                message,
                                expression.span,
                            ));
                        }
                    }
                }
            };
            let value = self.item(value)?;
            if let Some(name) = name {
                entries.insert(name, value);
            }
        }
        if let Some(unknown) = unknown_key {
            let residual = format!("{{ (${{{}}}) = … }}", unknown.residual);
            let origin = Origin::computed("object", at, Vec::new());
            return Ok(Value::unknown(unknown.reason.clone(), residual, origin).marked(sensitive));
        }
        Ok(Value::written(ValueKind::Object(Arc::new(entries)), at).marked(sensitive))
    }

    fn conditional(&self, three: &[Expression; 3], at: Span) -> Outcome {
        let [condition, yes, no] = three;
        let test = self.evaluate(condition)?;
        let answer = operation::truth(&test, condition.span)?;
        if let Some(answer) = answer {
            let (chosen, other) = if answer { (yes, no) } else { (no, yes) };
            let value = self.evaluate(chosen)?.marked(test.sensitive);
            return self.fitted(value, other, at);
        }
        let unknown = test.as_unknown().expect("a test without an answer is unknown");
        // Both ways may be taken: the value is known where both give the same.
        let (yes, no) = (self.strict().evaluate(yes), self.strict().evaluate(no));
        if let (Ok(yes), Ok(no)) = (&yes, &no)
            && yes.equals(no) == Some(true)
        {
            return Ok(yes.clone().marked(test.sensitive || no.sensitive));
        }
        let told = |value: &Outcome| value.as_ref().map_or_else(|_| "…".to_owned(), residual);
        let text = format!("{} ? {} : {}", unknown.residual, told(&yes), told(&no));
        let holds = |value: &Outcome| value.as_ref().is_ok_and(Value::holds_sensitive);
        let sensitive = test.sensitive || holds(&yes) || holds(&no);
        let origin = Origin::computed("conditional", at, vec![test.origin.clone()]);
        Ok(Value::unknown(unknown.reason.clone(), bounded(text), origin).marked(sensitive))
    }

    /// The chosen value of a conditional, converted to the type that both sides have in common.
    fn fitted(&self, value: Value, other: &Expression, at: Span) -> Outcome {
        use crate::value::{Type, convert, unify};
        // The other side is looked at for its type alone, and its faults are none.
        let Ok(other) = self.strict().evaluate(other) else { return Ok(value) };
        let value = value.marked(other.sensitive);
        let (mine, its) = (Type::of(&value), Type::of(&other));
        if mine == its || matches!(mine, Type::Any) || matches!(its, Type::Any) {
            return Ok(value);
        }
        let sure = value.first_unknown().is_none() && other.first_unknown().is_none();
        match unify(&[mine.clone(), its.clone()]) {
            Some(kind) => Ok(convert(&value, &kind).unwrap_or(value)),
            None if sure => {
                let message = format!("both results must have one type, not {mine} and {its}");
                Err(Fault::new(ProblemKind::ArgumentType, message, at))
            }
            None => Ok(value),
        }
    }

    fn call(&self, call: &Call, at: Span) -> Outcome {
        let name = call.name.strip_prefix("core::").unwrap_or(&call.name);
        match name {
            "try" | "can" => return self.attempt(name == "can", call, at),
            "templatefile" | "templatestring" => return self.rendered(name, call, at),
            _ => {}
        }
        let arguments = match self.arguments(call)? {
            Ok(arguments) => arguments,
            Err(unknown) => return Ok(unknown_call(name, &[unknown], at)),
        };
        function::apply(name, call, &arguments, at, (self.names.files(), self.ledger))
    }

    /// The arguments of a call; or, where the list behind `...` can't be known, that list.
    fn arguments(&self, call: &Call) -> Result<Result<Vec<Value>, Value>, Fault> {
        let mut values = Vec::with_capacity(call.arguments.len());
        let last = call.arguments.len().saturating_sub(1);
        for (place, argument) in call.arguments.iter().enumerate() {
            let value = self.evaluate(argument)?;
            if !(call.expanded && place == last) {
                values.push(value);
                continue;
            }
            if value.is_unknown() {
                return Ok(Err(value));
            }
            let Some(items) = value.as_items() else {
                let message = format!("'...' takes a list, not {}", value.word());
                return Err(Fault::new(ProblemKind::ArgumentType, message, argument.span));
            };
            values.extend(items.iter().map(|item| value.part(item)));
        }
        Ok(Ok(values))
    }

    /// `try()` and `can()`: the first argument without a fault.
    fn attempt(&self, only_ask: bool, call: &Call, at: Span) -> Outcome {
        let scope = self.strict();
        let truth = |answer| Value::written(ValueKind::Bool(answer), at);
        for argument in &call.arguments {
            match scope.evaluate(argument) {
                Ok(value) if only_ask => {
                    return Ok(match value.first_unknown() {
                        Some(unknown) => {
                            let residual = format!("can({})", unknown.residual);
                            let origin = Origin::computed("can", at, vec![value.origin.clone()]);
                            Value::unknown(unknown.reason.clone(), residual, origin)
                        }
                        None => truth(true),
                    });
                }
                Ok(value) => return Ok(value),
                Err(fault) if fault.kind == ProblemKind::Limit => return Err(fault),
                Err(_) if only_ask => return Ok(truth(false)),
                Err(_) => {}
            }
        }
        let message = "none of the arguments of try() has a value";
        Err(Fault::new(ProblemKind::ArgumentValue, message, at))
    }
}
