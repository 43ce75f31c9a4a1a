//! Whether an expression can be evaluated: its names, operators, steps and calls.

use arm_template::ProblemKind;

use super::super::tree::{unparenthesized, walk};
use super::checker::{Checks, ExpressionPosition};
use super::shape::Shape;
use crate::TextSpan;
use crate::ast::{Entry, Expr, ExprKind, Item, Operator, PropertyKey};

impl<'a> Checks<'_, 'a> {
    pub(super) fn value(
        &self,
        expr: &'a Expr,
        place: ExpressionPosition,
        locals: &mut Vec<&'a str>,
    ) {
        let inside = |place: ExpressionPosition| {
            if place == ExpressionPosition::InLoop {
                ExpressionPosition::InLoop
            } else {
                ExpressionPosition::Inside
            }
        };
        match &expr.kind {
            ExprKind::For(inner) => {
                match place {
                    ExpressionPosition::Value => {}
                    ExpressionPosition::InLoop => {
                        let message = "a loop of properties can't hold another one";
                        self.say(ProblemKind::NotAllowedHere, message, expr.span);
                    }
                    _ => {
                        let message = "a loop stands only in the value of a resource, module, variable, output or property";
                        self.say(ProblemKind::NotAllowedHere, message, expr.span);
                    }
                }
                let shape = self.shape(&inner.source, locals, 0);
                if shape.is_known() && !matches!(shape, Shape::Array(_)) {
                    let message = format!("a loop goes over an array, not {}", shape.word());
                    self.say(ProblemKind::ArgumentType, message, inner.source.span);
                }
                self.value(&inner.source, ExpressionPosition::Inside, locals);
                let known = locals.len();
                locals.push(&inner.item.text);
                locals.extend(inner.index.as_ref().map(|name| &*name.text));
                let body = if is_body(&inner.body) {
                    ExpressionPosition::Value
                } else {
                    ExpressionPosition::InLoop
                };
                self.value(&inner.body, body, locals);
                locals.truncate(known);
            }
            ExprKind::If(condition, body) => {
                self.value(condition, ExpressionPosition::Inside, locals);
                self.value(body, place, locals);
            }
            ExprKind::Object(entries) => self.entries(entries, place, locals),
            ExprKind::Array(items) => {
                for item in items {
                    match item {
                        // The properties of an object in an array may be loops, an element may not.
                        Item::Value(value) if matches!(value.kind, ExprKind::Object(_)) => {
                            self.value(value, place, locals);
                        }
                        Item::Value(value) => self.value(value, inside(place), locals),
                        Item::Spread(value) => {
                            self.value(value, inside(place), locals);
                            self.spread(value, &Shape::Array(None), locals);
                        }
                    }
                }
            }
            ExprKind::Lambda(names, body) => {
                if place != ExpressionPosition::Argument {
                    let message = "a lambda stands only as an argument of a function";
                    self.say(ProblemKind::NotAllowedHere, message, expr.span);
                }
                let known = locals.len();
                locals.extend(names.iter().map(|name| &*name.text));
                self.value(body, ExpressionPosition::Inside, locals);
                locals.truncate(known);
            }
            ExprKind::Call(_, arguments) | ExprKind::Method(_, _, arguments) => {
                if let ExprKind::Method(base, ..) = &expr.kind {
                    self.value(base, inside(place), locals);
                }
                for argument in arguments {
                    self.value(argument, ExpressionPosition::Argument, locals);
                }
                if let ExprKind::Call(name, _) = &expr.kind
                    && !self.model.names.contains_key(&*name.text)
                {
                    self.arguments(&name.text, arguments, expr.span, locals);
                }
            }
            ExprKind::Index { base, index, from_end, .. } => {
                self.value(base, inside(place), locals);
                self.value(index, inside(place), locals);
                self.index(base, index, *from_end, locals);
            }
            ExprKind::Binary(operator, left, right) => {
                self.value(left, inside(place), locals);
                self.value(right, inside(place), locals);
                self.operands(*operator, left, right, expr.span, locals);
            }
            ExprKind::Not(inner) => {
                self.value(inner, inside(place), locals);
                let shape = self.shape(inner, locals, 0);
                if shape.is_known() && shape != Shape::Bool {
                    self.say(
                        ProblemKind::ArgumentType,
                        format!("'!' can't be applied to {}", shape.word()),
                        expr.span,
                    );
                }
            }
            ExprKind::Minus(inner) => {
                self.value(inner, inside(place), locals);
                if let ExprKind::Int(number) = inner.kind {
                    self.range(number, true, expr.span);
                    return;
                }
                let shape = self.shape(inner, locals, 0);
                if shape.is_known() && !matches!(shape, Shape::Int(_)) {
                    self.say(
                        ProblemKind::ArgumentType,
                        format!("'-' can't be applied to {}", shape.word()),
                        expr.span,
                    );
                }
            }
            ExprKind::Int(number) => self.range(*number, false, expr.span),
            ExprKind::Format(_, holes) => {
                for hole in holes {
                    self.value(hole, inside(place), locals);
                }
            }
            ExprKind::Ternary(a, b, c) => {
                for part in [a, b, c] {
                    self.value(part, inside(place), locals);
                }
            }
            ExprKind::Property { base, .. } | ExprKind::Nested(base, _) => {
                self.value(base, inside(place), locals);
            }
            ExprKind::NonNull(inner) | ExprKind::Parenthesized(inner) => {
                self.value(inner, place, locals)
            }
            _ => {}
        }
    }

    pub(super) fn range(&self, number: u64, negative: bool, span: TextSpan) {
        let most = i64::MAX.unsigned_abs() + u64::from(negative);
        // The operand of a minus is looked at on its own as well; that it fits with the sign is enough.
        if number > i64::MAX.unsigned_abs() + 1 || negative && number > most {
            self.say(ProblemKind::Overflow, "the number doesn't fit 64 bits", span);
        }
    }

    pub(super) fn entries(
        &self,
        entries: &'a [Entry],
        place: ExpressionPosition,
        locals: &mut Vec<&'a str>,
    ) {
        let mut names: Vec<&str> = Vec::new();
        for entry in entries {
            match entry {
                Entry::Property(key, value) => {
                    match key {
                        PropertyKey::Name(name) => {
                            if names.contains(&&*name.text) {
                                let message =
                                    format!("the property '{}' is written twice", name.text);
                                self.say(ProblemKind::Structure, message, name.span);
                            }
                            names.push(&name.text);
                        }
                        PropertyKey::Format(key) => {
                            self.value(key, ExpressionPosition::Inside, locals)
                        }
                    }
                    self.value(value, place, locals);
                }
                Entry::Spread(value) => {
                    self.value(value, ExpressionPosition::Inside, locals);
                    self.spread(value, &Shape::Object, locals);
                }
                Entry::Resource(resource) => {
                    self.decorators(&resource.decorators, None);
                    self.resource_type(&resource.kind, true);
                    self.value(&resource.value, ExpressionPosition::Value, locals);
                }
            }
        }
    }

    pub(super) fn spread(&self, value: &'a Expr, wanted: &Shape, locals: &[&'a str]) {
        let shape = self.shape(value, locals, 0);
        if shape.is_known() && !shape.may_be(wanted) {
            let message =
                format!("only {} can be spread here, not {}", wanted.word(), shape.word());
            self.say(ProblemKind::ArgumentType, message, value.span);
        }
    }

    pub(super) fn index(
        &self,
        base: &'a Expr,
        index: &'a Expr,
        from_end: bool,
        locals: &[&'a str],
    ) {
        let (Shape::Array(Some(items)), Shape::Int(Some(place))) =
            (self.shape(base, locals, 0), self.shape(index, locals, 0))
        else {
            return;
        };
        let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let fits =
            if from_end { (1..=count).contains(&place) } else { (0..count).contains(&place) };
        if !fits {
            let message = format!("there is no element {place}: the array has {count}");
            self.say(ProblemKind::IndexOutOfRange, message, index.span);
        }
    }

    pub(super) fn operands(
        &self,
        operator: Operator,
        left: &'a Expr,
        right: &'a Expr,
        span: TextSpan,
        locals: &[&'a str],
    ) {
        let (left, right) = (self.shape(left, locals, 0), self.shape(right, locals, 0));
        let number = |shape: &Shape| matches!(shape, Shape::Int(_));
        let fits = |shape: &Shape, test: &dyn Fn(&Shape) -> bool| !shape.is_known() || test(shape);
        let fine = match operator {
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo => fits(&left, &number) && fits(&right, &number),
            Operator::And | Operator::Or => {
                let bool = |shape: &Shape| *shape == Shape::Bool;
                fits(&left, &bool) && fits(&right, &bool)
            }
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => {
                let ordered = |shape: &Shape| matches!(shape, Shape::Int(_) | Shape::Text(_));
                fits(&left, &ordered) && fits(&right, &ordered) && left.may_be(&right)
            }
            Operator::EqualsInsensitive | Operator::NotEqualsInsensitive => {
                let text = |shape: &Shape| matches!(shape, Shape::Text(_));
                fits(&left, &text) && fits(&right, &text)
            }
            _ => true,
        };
        if !fine {
            let message =
                format!("the operator can't be applied to {} and {}", left.word(), right.word());
            self.say(ProblemKind::ArgumentType, message, span);
        }
    }

    /// Whether a function of the language can take these arguments.
    fn arguments(&self, name: &str, arguments: &'a [Expr], span: TextSpan, locals: &[&'a str]) {
        // In Bicep the functions of scopes take what they name, too.
        let names_scopes = ["resourceGroup", "subscription", "managementGroup", "tenant"];
        if !names_scopes.contains(&name)
            && let Some((least, most)) = arm_template::arguments_of(name)
            && (arguments.len() < least || most.is_some_and(|most| arguments.len() > most))
        {
            let message = format!("{name}() can't take {} arguments", arguments.len());
            return self.say(ProblemKind::ArgumentCount, message, span);
        }
        let wanted = match name {
            "map" | "filter" | "sort" | "toObject" | "groupBy" | "mapValues" => {
                Some((1, "a lambda"))
            }
            "reduce" => Some((2, "a lambda")),
            "length" => Some((0, "an array, an object or a string")),
            _ => None,
        };
        let Some((place, wanted)) = wanted else { return };
        let Some(argument) = arguments.get(place) else { return };
        let shape = self.shape(argument, locals, 0);
        let fits = match name {
            "length" => !matches!(shape, Shape::Int(_) | Shape::Bool),
            _ => !shape.is_known(),
        };
        if !fits {
            let message = format!("{name}() takes {wanted} here, not {}", shape.word());
            self.say(ProblemKind::ArgumentType, message, argument.span);
        }
    }
}

/// Whether this is what a loop of resources or modules makes: an object, maybe on a condition.
pub(super) fn is_body(expr: &Expr) -> bool {
    matches!(unparenthesized(expr).kind, ExprKind::If(..))
        || matches!(&expr.kind, ExprKind::Object(entries) if entries.iter().any(|entry| {
            matches!(entry, Entry::Property(PropertyKey::Name(name), _) if matches!(&*name.text, "name" | "params"))
        }))
}

/// Whether a value declares this name for itself, in a loop or a lambda.
pub(super) fn is_local(value: &Expr, name: &str) -> bool {
    let mut found = false;
    walk(value, &mut |expr| {
        found |= match &expr.kind {
            ExprKind::For(inner) => {
                &*inner.item.text == name
                    || inner.index.as_ref().is_some_and(|index| &*index.text == name)
            }
            ExprKind::Lambda(names, _) => names.iter().any(|local| &*local.text == name),
            _ => false,
        };
        !found
    });
    found
}
