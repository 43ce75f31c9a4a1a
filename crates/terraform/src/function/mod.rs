//! The functions of the language.
#![allow(
    clippy::unnecessary_wraps,
    reason = "all functions have one signature, also those that can't fail"
)]

mod arguments;
mod collection;
mod conversion;
mod date;
mod encoding;
mod files;
mod format;
mod hash;
mod json;
mod network;
mod numeric;
mod regular;
mod set;
mod text;
mod yaml;

use traced_values::{Origin, ProblemKind, Reason, Span};

use crate::fault::{Fault, Outcome};
use crate::files::{FileFault, Files};
use crate::ledger::Ledger;
use crate::syntax::Call;
use crate::value::{Value, ValueKind, residual, unknown_call};

use arguments::Arguments;

/// What is wrong with a call.
#[derive(Debug)]
struct Wrong {
    kind: ProblemKind,
    message: String,
    /// The argument that is at fault, counted from 0.
    argument: Option<usize>,
}

/// What a function gives: a value, or why there is none.
enum Answer {
    /// A value that was made; it comes from all arguments.
    Made(ValueKind),
    /// A value that came from an argument and has its origin already.
    Kept(Value),
    /// The same, but no secret, whatever it came from.
    Opened(Value),
    /// Not known before a plan: a clock, a random source, a secret key.
    Unrepeatable,
    /// The content of a file that may not be read, and why.
    Unread(String),
    /// Can't be told because an argument can't be known.
    Unknown,
}

type Run = fn(&Arguments<'_>) -> Result<Answer, Wrong>;

/// Functions that hand elements on with their marks, or don't look at them; what others make is as sensitive as what
/// they look into.
const HANDING_ON: [&str; 9] =
    ["concat", "flatten", "keys", "length", "merge", "reverse", "slice", "values", "zipmap"];

/// What a function does with arguments that can't be known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unknowns {
    /// Any unknown value, however deep, makes the result unknown.
    Spread,
    /// An unknown argument makes the result unknown; unknown elements are handled.
    Inside,
    /// It handles all of them.
    Taken,
}

/// One function.
struct Function {
    name: &'static str,
    least: usize,
    most: Option<usize>,
    unknowns: Unknowns,
    run: Run,
}

const fn function(
    name: &'static str,
    least: usize,
    most: Option<usize>,
    unknowns: Unknowns,
    run: Run,
) -> Function {
    Function { name, least, most, unknowns, run }
}

const fn spread(name: &'static str, count: usize, run: Run) -> Function {
    function(name, count, Some(count), Unknowns::Spread, run)
}

const fn inside(name: &'static str, count: usize, run: Run) -> Function {
    function(name, count, Some(count), Unknowns::Inside, run)
}

/// All of them but `try`, `can`, `templatefile` and `templatestring`, which decide what is evaluated.
#[rustfmt::skip]
static FUNCTIONS: &[Function] = &[
    spread("abs", 1, numeric::abs),
    spread("abspath", 1, files::abspath),
    inside("alltrue", 1, collection::alltrue),
    inside("anytrue", 1, collection::anytrue),
    spread("base64decode", 1, encoding::base64decode),
    spread("base64encode", 1, encoding::base64encode),
    spread("base64gunzip", 1, encoding::base64gunzip),
    spread("base64gzip", 1, encoding::base64gzip),
    spread("base64sha256", 1, hash::base64sha256),
    spread("base64sha512", 1, hash::base64sha512),
    spread("basename", 1, files::basename),
    function("bcrypt", 1, Some(2), Unknowns::Spread, hash::unrepeatable),
    spread("ceil", 1, numeric::ceil),
    spread("chomp", 1, text::chomp),
    inside("chunklist", 2, collection::chunklist),
    spread("cidrcontains", 2, network::cidrcontains),
    spread("cidrhost", 2, network::cidrhost),
    spread("cidrnetmask", 1, network::cidrnetmask),
    spread("cidrsubnet", 3, network::cidrsubnet),
    function("cidrsubnets", 1, None, Unknowns::Spread, network::cidrsubnets),
    function("coalesce", 1, None, Unknowns::Taken, collection::coalesce),
    function("coalescelist", 1, None, Unknowns::Taken, collection::coalescelist),
    inside("compact", 1, collection::compact),
    function("concat", 0, None, Unknowns::Inside, collection::concat),
    inside("contains", 2, collection::contains),
    spread("csvdecode", 1, encoding::csvdecode),
    spread("dirname", 1, files::dirname),
    inside("distinct", 1, collection::distinct),
    inside("element", 2, collection::element),
    spread("endswith", 2, text::endswith),
    function("ephemeralasnull", 1, Some(1), Unknowns::Taken, conversion::ephemeralasnull),
    spread("file", 1, files::file),
    spread("filebase64", 1, files::filebase64),
    spread("filebase64sha256", 1, files::filebase64sha256),
    spread("filebase64sha512", 1, files::filebase64sha512),
    spread("fileexists", 1, files::fileexists),
    spread("filemd5", 1, files::filemd5),
    spread("fileset", 2, files::fileset),
    spread("filesha1", 1, files::filesha1),
    spread("filesha256", 1, files::filesha256),
    spread("filesha512", 1, files::filesha512),
    inside("flatten", 1, collection::flatten),
    spread("floor", 1, numeric::floor),
    function("format", 1, None, Unknowns::Spread, format::format),
    spread("formatdate", 2, date::formatdate),
    function("formatlist", 1, None, Unknowns::Inside, format::formatlist),
    spread("indent", 2, text::indent),
    inside("index", 2, collection::index),
    function("issensitive", 1, Some(1), Unknowns::Taken, conversion::issensitive),
    function("join", 1, None, Unknowns::Spread, text::join),
    spread("jsondecode", 1, json::jsondecode),
    spread("jsonencode", 1, json::jsonencode),
    inside("keys", 1, collection::keys),
    inside("length", 1, collection::length),
    spread("log", 2, numeric::log),
    function("lookup", 2, Some(3), Unknowns::Inside, collection::lookup),
    spread("lower", 1, text::lower),
    spread("matchkeys", 3, collection::matchkeys),
    function("max", 1, None, Unknowns::Spread, numeric::max),
    spread("md5", 1, hash::md5),
    function("merge", 0, None, Unknowns::Inside, collection::merge),
    function("min", 1, None, Unknowns::Spread, numeric::min),
    function("nonsensitive", 1, Some(1), Unknowns::Taken, conversion::nonsensitive),
    inside("one", 1, collection::one),
    spread("parseint", 2, numeric::parseint),
    spread("pathexpand", 1, files::pathexpand),
    function("plantimestamp", 0, Some(0), Unknowns::Spread, hash::unrepeatable),
    spread("pow", 2, numeric::pow),
    function("range", 1, Some(3), Unknowns::Spread, collection::range),
    spread("regex", 2, regular::regex),
    spread("regexall", 2, regular::regexall),
    spread("replace", 3, regular::replace),
    inside("reverse", 1, collection::reverse),
    spread("rsadecrypt", 2, hash::unrepeatable),
    function("sensitive", 1, Some(1), Unknowns::Taken, conversion::sensitive),
    function("setintersection", 1, None, Unknowns::Spread, set::intersection),
    function("setproduct", 2, None, Unknowns::Inside, set::product),
    spread("setsubtract", 2, set::subtract),
    function("setunion", 1, None, Unknowns::Inside, set::union),
    spread("sha1", 1, hash::sha1),
    spread("sha256", 1, hash::sha256),
    spread("sha512", 1, hash::sha512),
    spread("signum", 1, numeric::signum),
    inside("slice", 3, collection::slice),
    spread("sort", 1, collection::sort),
    spread("split", 2, text::split),
    spread("startswith", 2, text::startswith),
    spread("strcontains", 2, text::strcontains),
    spread("strrev", 1, text::strrev),
    spread("substr", 3, text::substr),
    spread("sum", 1, numeric::sum),
    spread("textdecodebase64", 2, encoding::textdecodebase64),
    spread("textencodebase64", 2, encoding::textencodebase64),
    spread("timeadd", 2, date::timeadd),
    spread("timecmp", 2, date::timecmp),
    function("timestamp", 0, Some(0), Unknowns::Spread, hash::unrepeatable),
    spread("title", 1, text::title),
    spread("tobool", 1, conversion::tobool),
    inside("tolist", 1, conversion::tolist),
    inside("tomap", 1, conversion::tomap),
    spread("tonumber", 1, conversion::tonumber),
    inside("toset", 1, conversion::toset),
    spread("tostring", 1, conversion::tostring),
    spread("transpose", 1, collection::transpose),
    spread("trim", 2, text::trim),
    spread("trimprefix", 2, text::trimprefix),
    spread("trimspace", 1, text::trimspace),
    spread("trimsuffix", 2, text::trimsuffix),
    spread("upper", 1, text::upper),
    spread("urldecode", 1, encoding::urldecode),
    spread("urlencode", 1, encoding::urlencode),
    function("uuid", 0, Some(0), Unknowns::Spread, hash::unrepeatable),
    spread("uuidv5", 2, hash::uuidv5),
    inside("values", 1, collection::values),
    spread("yamldecode", 1, yaml::yamldecode),
    spread("yamlencode", 1, yaml::yamlencode),
    inside("zipmap", 2, collection::zipmap),
];

/// The names of all functions that are evaluated.
pub fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|function| function.name).chain([
        "try",
        "can",
        "templatefile",
        "templatestring",
    ])
}

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
