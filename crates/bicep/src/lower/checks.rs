//! What the compiler refuses by looking at a program: values that can't be of the type that is wanted, and words in the
//! wrong places.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arm_template::ProblemKind;

use super::Lowering;
use super::model::{Model, Symbol, argument, unparenthesized, walk};
use crate::TextSpan;
use crate::ast::{
    Decorator, Entry, Expr, ExprKind, Item, Key, Literal, Operator, Statement, Type, TypeKind,
    TypeProperty,
};

/// What is known of a value without evaluating it.
#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Any,
    Null,
    Bool,
    Int(Option<i64>),
    Text(Option<Arc<str>>),
    Array(Option<Vec<Shape>>),
    Object,
}

impl Shape {
    fn word(&self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Null => "null",
            Self::Bool => "a bool",
            Self::Int(_) => "an int",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object => "an object",
        }
    }

    fn is_known(&self) -> bool {
        !matches!(self, Self::Any | Self::Null)
    }

    /// Whether both are of one kind, as far as is known.
    fn may_be(&self, other: &Self) -> bool {
        !self.is_known()
            || !other.is_known()
            || std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// How deep names are followed.
const DEEPEST: u32 = 20;

impl<'a> Lowering<'a> {
    /// Looks at every statement of a file.
    pub(super) fn check(&self, model: &'a Model<'a>) {
        let checks = Checks { lowering: self, model };
        for name in &model.twice {
            let message = format!("'{}' is declared more than once", name.text);
            self.problem(ProblemKind::Structure, message, model.span(name.span));
        }
        for statement in &model.unit.file.statements {
            checks.statement(statement);
        }
        checks.circles();
    }
}

struct Checks<'l, 'a> {
    lowering: &'l Lowering<'a>,
    model: &'a Model<'a>,
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The value of a statement, or of a property of a resource: a loop may stand here.
    Value,
    /// The same within a loop of properties.
    InLoop,
    /// An argument of a call: a lambda may stand here.
    Argument,
    Inside,
}

impl<'a> Checks<'_, 'a> {
    /// Says which variables depend on themselves.
    fn circles(&self) {
        let mut uses: HashMap<&str, Vec<Arc<str>>> = HashMap::new();
        for statement in &self.model.unit.file.statements {
            let Statement::Variable(variable) = statement else { continue };
            let found = uses.entry(&variable.name.text).or_default();
            walk(&variable.value, &mut |expr| {
                if let ExprKind::Name(name) = &expr.kind
                    && !is_local(&variable.value, name)
                {
                    found.push(name.clone());
                }
                true
            });
        }
        for statement in &self.model.unit.file.statements {
            let Statement::Variable(variable) = statement else { continue };
            let own = &variable.name.text;
            let mut seen: HashSet<&str> = HashSet::new();
            let mut open: Vec<&str> = vec![own];
            while let Some(next) = open.pop() {
                for name in uses.get(next).into_iter().flatten() {
                    if name == own {
                        let message = format!("variable '{own}' depends on itself");
                        self.say(ProblemKind::CircularReference, message, variable.value.span);
                        open.clear();
                        break;
                    }
                    if seen.insert(name) {
                        open.push(name);
                    }
                }
            }
        }
    }

    fn say(&self, kind: ProblemKind, message: impl Into<String>, span: TextSpan) {
        self.lowering.problem(kind, message, self.model.span(span));
    }

    fn statement(&self, statement: &'a Statement) {
        match statement {
            Statement::TargetScope(assigned) => {
                let known = ["resourceGroup", "subscription", "managementGroup", "tenant", "local"];
                let fits = matches!(&assigned.value.kind, ExprKind::Text(text) if known.contains(&&**text));
                if !fits && !matches!(assigned.value.kind, ExprKind::Missing) {
                    let message = "the scope must be 'resourceGroup', 'subscription', 'managementGroup' or 'tenant'";
                    self.say(ProblemKind::Structure, message, assigned.value.span);
                }
            }
            Statement::Metadata(assigned) | Statement::Assert(assigned) => {
                self.value(&assigned.value, Place::Value, &mut Vec::new());
            }
            Statement::ParameterAssignment(assigned) => {
                self.value(&assigned.value, Place::Inside, &mut Vec::new());
            }
            Statement::Parameter(parameter) => {
                self.decorators(&parameter.decorators, Some(&parameter.kind));
                self.kind(&parameter.kind);
                if let Some(default) = &parameter.default {
                    self.value(default, Place::Inside, &mut Vec::new());
                    self.fits(default, &parameter.kind);
                }
            }
            Statement::Variable(variable) => {
                self.decorators(&variable.decorators, None);
                self.value(&variable.value, Place::Value, &mut Vec::new());
                if let Some(kind) = &variable.kind {
                    self.kind(kind);
                    self.fits(&variable.value, kind);
                }
            }
            Statement::Type(declared) => {
                self.decorators(&declared.decorators, Some(&declared.value));
                self.kind(&declared.value);
            }
            Statement::Function(function) => {
                self.decorators(&function.decorators, None);
                let mut locals: Vec<&str> = Vec::new();
                for (name, kind) in &function.parameters {
                    locals.push(&name.text);
                    self.kind(kind);
                }
                self.kind(&function.result);
                self.value(&function.body, Place::Inside, &mut locals);
                let shape = self.shape(&function.body, &locals, 0);
                self.shape_fits(&shape, function.body.span, &function.result);
            }
            Statement::Resource(resource) => {
                self.decorators(&resource.decorators, None);
                self.resource_type(&resource.kind, false);
                self.value(&resource.value, Place::Value, &mut Vec::new());
            }
            Statement::Module(module) | Statement::Test(module) => {
                self.decorators(&module.decorators, None);
                self.value(&module.value, Place::Value, &mut Vec::new());
            }
            Statement::Output(output) => {
                self.decorators(&output.decorators, Some(&output.kind));
                self.kind(&output.kind);
                self.value(&output.value, Place::Value, &mut Vec::new());
                self.fits(&output.value, &output.kind);
            }
            _ => {}
        }
    }

    fn resource_type(&self, kind: &Expr, nested: bool) {
        let ExprKind::Text(text) = &kind.kind else {
            if let ExprKind::Format(..) = kind.kind {
                self.say(
                    ProblemKind::Structure,
                    "a resource's type can't be put together from values",
                    kind.span,
                );
            }
            return;
        };
        let foreign = self
            .model
            .unit
            .file
            .statements
            .iter()
            .any(|statement| matches!(statement, Statement::Extension(_)));
        let (name, version) = text.split_once('@').unwrap_or((text, ""));
        let valid = if nested || foreign {
            !name.is_empty()
        } else {
            name.contains('/') && !version.is_empty() && !version.contains(char::is_whitespace)
        };
        if !valid {
            let message = "the type must be as 'Microsoft.Network/virtualNetworks@2024-05-01'";
            self.say(ProblemKind::Structure, message, kind.span);
        }
    }

    fn decorators(&self, decorators: &'a [Decorator], kind: Option<&'a Type>) {
        for found in decorators {
            let name = &*found.name.text;
            let Some(arguments) = &found.arguments else {
                let message = format!("the decorator '{name}' must be called: '@{name}()'");
                self.say(ProblemKind::Structure, message, found.name.span);
                continue;
            };
            if !KNOWN.contains(&name) {
                let message = format!("there is no decorator '{name}'");
                self.say(ProblemKind::UnknownFunction, message, found.name.span);
                continue;
            }
            for argument in arguments {
                self.value(argument, Place::Inside, &mut Vec::new());
            }
            let Some(kind) = kind else { continue };
            let shape = self.shape_of_type(kind, 0);
            let fits = match name {
                "minLength" | "maxLength" => matches!(shape, Shape::Text(_) | Shape::Array(_)),
                "minValue" | "maxValue" => matches!(shape, Shape::Int(_)),
                "secure" => matches!(shape, Shape::Text(_) | Shape::Object),
                "sealed" => matches!(shape, Shape::Object),
                _ => true,
            };
            if !fits && shape.is_known() {
                let message = format!("the decorator '{name}' doesn't fit {}", shape.word());
                self.say(ProblemKind::Structure, message, found.span);
            }
        }
        if let Some(kind) = kind
            && let Some(allowed) = argument(decorators, "allowed")
            && let ExprKind::Array(items) = &allowed.kind
        {
            let shape = self.shape_of_type(kind, 0);
            for item in items {
                let Item::Value(value) = item else { continue };
                let found = self.shape(value, &[], 0);
                if !matches!(shape, Shape::Array(_)) && !found.may_be(&shape) {
                    let message = format!("{} is wanted here, not {}", shape.word(), found.word());
                    self.say(ProblemKind::ParameterType, message, value.span);
                }
            }
        }
    }

    fn kind(&self, kind: &'a Type) {
        let property = |property: &'a TypeProperty| {
            self.decorators(&property.decorators, Some(&property.kind));
            self.kind(&property.kind);
        };
        match &kind.kind {
            TypeKind::Object(properties, rest) => {
                properties.iter().for_each(property);
                if let Some(rest) = rest {
                    property(rest);
                }
            }
            TypeKind::Tuple(items) => items.iter().for_each(property),
            TypeKind::Union(parts) => parts.iter().for_each(|part| self.kind(part)),
            TypeKind::Array(base) | TypeKind::Nullable(base) | TypeKind::NonNullable(base) => {
                self.kind(base);
            }
            _ => {}
        }
    }

    /// Whether a value may be of a type.
    fn fits(&self, value: &'a Expr, kind: &'a Type) {
        if matches!(value.kind, ExprKind::For(_)) {
            return;
        }
        let shape = self.shape(value, &[], 0);
        self.shape_fits(&shape, value.span, kind);
    }

    fn shape_fits(&self, shape: &Shape, span: TextSpan, kind: &'a Type) {
        let wanted = self.shape_of_type(kind, 0);
        if !shape.may_be(&wanted) {
            let message = format!("{} is wanted here, not {}", wanted.word(), shape.word());
            return self.say(ProblemKind::ParameterType, message, span);
        }
        if let (TypeKind::Union(parts), true) = (&kind.kind, shape.is_known())
            && let Some(values) = parts.iter().map(literal).collect::<Option<Vec<_>>>()
        {
            let found = match shape {
                Shape::Text(Some(text)) => values.contains(&&Literal::Text(text.clone())),
                Shape::Int(Some(number)) => values.contains(&&Literal::Int(*number)),
                _ => true,
            };
            if !found {
                self.say(
                    ProblemKind::ParameterConstraint,
                    "the value is none of those that the type has",
                    span,
                );
            }
        }
    }

    fn shape_of_type(&self, kind: &'a Type, depth: u32) -> Shape {
        match &kind.kind {
            TypeKind::Name(name) => match &**name {
                _ if self.model.names.contains_key(&**name) => {
                    match self.model.names.get(&**name) {
                        Some(Symbol::Type(declared)) if depth < DEEPEST => {
                            self.shape_of_type(&declared.value, depth + 1)
                        }
                        _ => Shape::Any,
                    }
                }
                "string" => Shape::Text(None),
                "int" => Shape::Int(None),
                "bool" => Shape::Bool,
                "array" => Shape::Array(None),
                "object" => Shape::Object,
                _ => Shape::Any,
            },
            TypeKind::Literal(Literal::Text(_)) => Shape::Text(None),
            TypeKind::Literal(Literal::Int(_)) => Shape::Int(None),
            TypeKind::Literal(Literal::Bool(_)) => Shape::Bool,
            TypeKind::Object(..) => Shape::Object,
            TypeKind::Array(_) | TypeKind::Tuple(_) => Shape::Array(None),
            TypeKind::Nullable(base) | TypeKind::NonNullable(base) => {
                self.shape_of_type(base, depth)
            }
            TypeKind::Union(parts) => {
                let mut shapes = parts.iter().map(|part| self.shape_of_type(part, depth + 1));
                let Some(first) = shapes.next() else { return Shape::Any };
                if shapes.all(|shape| shape == first) { first } else { Shape::Any }
            }
            _ => Shape::Any,
        }
    }

    fn value(&self, expr: &'a Expr, place: Place, locals: &mut Vec<&'a str>) {
        let inside =
            |place: Place| if place == Place::InLoop { Place::InLoop } else { Place::Inside };
        match &expr.kind {
            ExprKind::For(inner) => {
                match place {
                    Place::Value => {}
                    Place::InLoop => {
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
                self.value(&inner.source, Place::Inside, locals);
                let known = locals.len();
                locals.push(&inner.item.text);
                locals.extend(inner.index.as_ref().map(|name| &*name.text));
                let body = if is_body(&inner.body) { Place::Value } else { Place::InLoop };
                self.value(&inner.body, body, locals);
                locals.truncate(known);
            }
            ExprKind::If(condition, body) => {
                self.value(condition, Place::Inside, locals);
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
                if place != Place::Argument {
                    let message = "a lambda stands only as an argument of a function";
                    self.say(ProblemKind::NotAllowedHere, message, expr.span);
                }
                let known = locals.len();
                locals.extend(names.iter().map(|name| &*name.text));
                self.value(body, Place::Inside, locals);
                locals.truncate(known);
            }
            ExprKind::Call(_, arguments) | ExprKind::Method(_, _, arguments) => {
                if let ExprKind::Method(base, ..) = &expr.kind {
                    self.value(base, inside(place), locals);
                }
                for argument in arguments {
                    self.value(argument, Place::Argument, locals);
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

    fn range(&self, number: u64, negative: bool, span: TextSpan) {
        let most = i64::MAX.unsigned_abs() + u64::from(negative);
        // The operand of a minus is looked at on its own as well; that it fits with the sign is enough.
        if number > i64::MAX.unsigned_abs() + 1 || negative && number > most {
            self.say(ProblemKind::Overflow, "the number doesn't fit 64 bits", span);
        }
    }

    fn entries(&self, entries: &'a [Entry], place: Place, locals: &mut Vec<&'a str>) {
        let mut names: Vec<&str> = Vec::new();
        for entry in entries {
            match entry {
                Entry::Property(key, value) => {
                    match key {
                        Key::Name(name) => {
                            if names.contains(&&*name.text) {
                                let message =
                                    format!("the property '{}' is written twice", name.text);
                                self.say(ProblemKind::Structure, message, name.span);
                            }
                            names.push(&name.text);
                        }
                        Key::Format(key) => self.value(key, Place::Inside, locals),
                    }
                    self.value(value, place, locals);
                }
                Entry::Spread(value) => {
                    self.value(value, Place::Inside, locals);
                    self.spread(value, &Shape::Object, locals);
                }
                Entry::Resource(resource) => {
                    self.decorators(&resource.decorators, None);
                    self.resource_type(&resource.kind, true);
                    self.value(&resource.value, Place::Value, locals);
                }
            }
        }
    }

    fn spread(&self, value: &'a Expr, wanted: &Shape, locals: &[&'a str]) {
        let shape = self.shape(value, locals, 0);
        if shape.is_known() && !shape.may_be(wanted) {
            let message =
                format!("only {} can be spread here, not {}", wanted.word(), shape.word());
            self.say(ProblemKind::ArgumentType, message, value.span);
        }
    }

    fn index(&self, base: &'a Expr, index: &'a Expr, from_end: bool, locals: &[&'a str]) {
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

    fn operands(
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

    fn shape(&self, expr: &'a Expr, locals: &[&'a str], depth: u32) -> Shape {
        if depth > DEEPEST {
            return Shape::Any;
        }
        let deeper = |expr| self.shape(expr, locals, depth + 1);
        match &expr.kind {
            ExprKind::Int(number) => Shape::Int(i64::try_from(*number).ok()),
            ExprKind::Minus(inner) => match deeper(inner) {
                Shape::Int(number) => Shape::Int(number.and_then(i64::checked_neg)),
                _ => Shape::Int(None),
            },
            ExprKind::Bool(_) | ExprKind::Not(_) => Shape::Bool,
            ExprKind::Null => Shape::Null,
            ExprKind::Text(text) => Shape::Text(Some(text.clone())),
            ExprKind::Format(..) => Shape::Text(None),
            ExprKind::Object(_) => Shape::Object,
            ExprKind::Array(items) => {
                let shapes = items.iter().map(|item| match item {
                    Item::Value(value) => Some(deeper(value)),
                    Item::Spread(_) => None,
                });
                Shape::Array(shapes.collect())
            }
            ExprKind::For(_) => Shape::Array(None),
            ExprKind::Ternary(_, then, otherwise) => {
                let (then, otherwise) = (deeper(then), deeper(otherwise));
                if then == otherwise { then } else { Shape::Any }
            }
            ExprKind::Binary(operator, ..) => match operator {
                Operator::Add
                | Operator::Subtract
                | Operator::Multiply
                | Operator::Divide
                | Operator::Modulo => Shape::Int(None),
                Operator::Coalesce => Shape::Any,
                _ => Shape::Bool,
            },
            ExprKind::NonNull(inner) | ExprKind::Parenthesized(inner) => deeper(inner),
            ExprKind::Name(name) if !locals.contains(&&**name) => {
                match self.model.names.get(&**name) {
                    Some(Symbol::Variable(variable)) => self.shape(&variable.value, &[], depth + 1),
                    Some(Symbol::Parameter(parameter)) if !self.is_nullable(&parameter.kind) => {
                        self.shape_of_type(&parameter.kind, depth)
                    }
                    _ => Shape::Any,
                }
            }
            ExprKind::Index { base, index, from_end: false, .. } => {
                match (deeper(base), deeper(index)) {
                    (Shape::Array(Some(items)), Shape::Int(Some(place))) => usize::try_from(place)
                        .ok()
                        .and_then(|place| items.get(place).cloned())
                        .unwrap_or(Shape::Any),
                    _ => Shape::Any,
                }
            }
            ExprKind::Call(name, _) => self.shape_of_call(&name.text, depth),
            ExprKind::Method(base, name, _) if matches!(&base.kind, ExprKind::Name(space) if &**space == "sys") => {
                returned(&name.text)
            }
            _ => Shape::Any,
        }
    }

    fn is_nullable(&self, kind: &'a Type) -> bool {
        super::types::is_nullable(kind, self.model, 0)
    }

    fn shape_of_call(&self, name: &str, depth: u32) -> Shape {
        match self.model.names.get(name) {
            Some(Symbol::Function(function)) => self.shape_of_type(&function.result, depth),
            Some(_) => Shape::Any,
            None => returned(name),
        }
    }
}

/// What a function of the language gives.
fn returned(name: &str) -> Shape {
    match name {
        "length" | "indexOf" | "lastIndexOf" | "int" | "min" | "max" | "dateTimeToEpoch" => {
            Shape::Int(None)
        }
        "toLower"
        | "toUpper"
        | "format"
        | "base64"
        | "base64ToString"
        | "guid"
        | "uniqueString"
        | "string"
        | "join"
        | "replace"
        | "substring"
        | "trim"
        | "padLeft"
        | "uri"
        | "uriComponent"
        | "uriComponentToString"
        | "dataUri"
        | "dataUriToString"
        | "dateTimeAdd"
        | "dateTimeFromEpoch"
        | "utcNow"
        | "newGuid"
        | "loadTextContent"
        | "loadFileAsBase64"
        | "resourceId"
        | "subscriptionResourceId"
        | "tenantResourceId"
        | "extensionResourceId"
        | "cidrSubnet"
        | "cidrHost" => Shape::Text(None),
        "contains" | "empty" | "startsWith" | "endsWith" | "bool" | "like" => Shape::Bool,
        "range" | "split" | "map" | "filter" | "sort" | "objectKeys" | "items" | "array"
        | "flatten" | "distinct" => Shape::Array(None),
        "toObject" | "groupBy" | "mapValues" | "shallowMerge" | "parseCidr" => Shape::Object,
        _ => Shape::Any,
    }
}

fn literal(kind: &Type) -> Option<&Literal> {
    match &kind.kind {
        TypeKind::Literal(literal) => Some(literal),
        _ => None,
    }
}

/// Whether this is what a loop of resources or modules makes: an object, maybe on a condition.
fn is_body(expr: &Expr) -> bool {
    matches!(unparenthesized(expr).kind, ExprKind::If(..))
        || matches!(&expr.kind, ExprKind::Object(entries) if entries.iter().any(|entry| {
            matches!(entry, Entry::Property(Key::Name(name), _) if matches!(&*name.text, "name" | "params"))
        }))
}

/// The decorators of the language.
const KNOWN: [&str; 21] = [
    "allowed",
    "batchSize",
    "description",
    "discriminator",
    "export",
    "maxLength",
    "maxValue",
    "metadata",
    "minLength",
    "minValue",
    "nullIfNotFound",
    "onlyIfNotExists",
    "patch",
    "retryOn",
    "sealed",
    "secure",
    "validate",
    "waitUntil",
    "userDefinedConstraint",
    "extension",
    "deprecated",
];

/// Whether a value declares this name for itself, in a loop or a lambda.
fn is_local(value: &Expr, name: &str) -> bool {
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
