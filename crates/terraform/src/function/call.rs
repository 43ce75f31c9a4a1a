//! Calling a function by its name, with what is known of its arguments.

use traced_values::{Origin, ProblemKind, Reason, Span};

use super::answer::Answer;
use super::arguments::Arguments;
use super::definition::Unknowns;
use super::table::{FUNCTIONS, names};
use crate::fault::{Fault, Outcome};
use crate::files::{FileFault, Files};
use crate::ledger::Ledger;
use crate::syntax::Call;
use crate::value::{Value, residual, unknown_call};

/// Functions that hand elements on with their marks, or don't look at them; what others make is as sensitive as what
/// they look into.
const HANDING_ON: [&str; 9] =
    ["concat", "flatten", "keys", "length", "merge", "reverse", "slice", "values", "zipmap"];

/// Calls a function with evaluated arguments.
///
/// # Errors
///
/// When there is no such function, or it can't work with these arguments.
pub(crate) fn apply(
    name: &str,
    call: &Call,
    arguments: &[Value],
    at: Span,
    (files, ledger): (&dyn Files, &Ledger),
) -> Outcome {
    let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) else {
        if name.contains("::") {
            // A function of a provider: only the provider knows what it does.
            return Ok(unknown_call(name, arguments, at));
        }
        let near = names().map(|known| (strsim::levenshtein(known, name), known)).min();
        let hint = match near {
            Some((far, known)) if far <= 2 => format!("; did you mean {known}()?"),
            _ => String::new(),
        };
        let message = format!("there is no function {name}(){hint}");
        return Err(Fault::new(ProblemKind::UnknownFunction, message, call.name_span));
    };
    if arguments.len() < function.least || function.most.is_some_and(|most| arguments.len() > most)
    {
        let takes = match function.most {
            Some(most) if most == function.least => most.to_string(),
            Some(most) => format!("{} to {most}", function.least),
            None => format!("{} or more", function.least),
        };
        let message = format!("{name}() takes {takes} arguments, not {}", arguments.len());
        return Err(Fault::new(ProblemKind::ArgumentCount, message, at));
    }
    let unknown = match function.unknowns {
        Unknowns::Spread => arguments.iter().any(|value| value.first_unknown().is_some()),
        Unknowns::Inside => arguments.iter().any(Value::is_unknown),
        Unknowns::Taken => false,
    };
    if unknown {
        return Ok(unknown_call(name, arguments, at));
    }
    let sensitive = if HANDING_ON.contains(&name) {
        arguments.iter().any(|argument| argument.sensitive)
    } else {
        arguments.iter().any(Value::holds_sensitive)
    };
    let given = Arguments { name, values: arguments, at, files };
    let computed = |kind| {
        let from = arguments.iter().map(|argument| argument.origin.clone()).collect();
        Value::new(kind, Origin::computed(name, at, from))
    };
    let left = |reason| {
        let told: Vec<_> = arguments.iter().map(residual).collect();
        let residual = format!("{name}({})", told.join(", "));
        Value::unknown(reason, residual, Origin::computed(name, at, Vec::new())).marked(sensitive)
    };
    let value = match (function.run)(&given) {
        Ok(Answer::Made(kind)) => {
            let value = computed(kind);
            ledger.charge(value.weight(), 0, at)?;
            value.marked(sensitive)
        }
        // Which one was picked tells what a key was.
        Ok(Answer::Kept(value)) => value.marked(arguments.iter().any(|it| it.sensitive)),
        Ok(Answer::Opened(value)) => value,
        Ok(Answer::Unrepeatable) => left(Reason::Unrepeatable(name.into())),
        Ok(Answer::Unread(why)) => left(Reason::Unread(why.into())),
        Ok(Answer::Unknown) => unknown_call(name, arguments, at),
        Err(wrong) => {
            let place = wrong.argument.and_then(|place| call.arguments.get(place));
            let message = if sensitive {
                format!("{name}() can't work with these arguments")
            } else {
                format!("{name}(): {}", wrong.message)
            };
            return Err(Fault::new(wrong.kind, message, place.map_or(at, |place| place.span)));
        }
    };
    Ok(value)
}

impl FileFault {
    /// The fault as the outcome of a call: a file that isn't given is unknown, one that is missing is an error.
    pub(crate) fn outcome(self, name: &str, arguments: &[Value], at: Span) -> Outcome {
        match self {
            Self::Outside(_) => Ok(unknown_call(name, arguments, at)),
            Self::Missing(message) => {
                Err(Fault::new(ProblemKind::ArgumentValue, format!("{name}(): {message}"), at))
            }
        }
    }
}
