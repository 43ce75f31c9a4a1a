//! `format()` and `formatlist()`.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use traced_values::Origin;

use crate::function::answer::{Answer, CallFault};
use crate::function::arguments;
use crate::function::arguments::{Arguments, wrong};
use crate::value::{Number, Type, Value, ValueKind, convert, text_of};

/// One verb of a format: `%-8.3f`, `%[2]s`.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one of the flags of the format")]
struct Verb {
    space: bool,
    plus: bool,
    minus: bool,
    zero: bool,
    sharp: bool,
    width: Option<usize>,
    precision: Option<usize>,
    letter: char,
    raw: String,
}

pub(crate) fn format(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let spec = given.text(0)?;
    arguments::text(formatted(&spec, &given.values[1..])?)
}

pub(crate) fn formatlist(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let spec = given.text(0)?;
    let mut length = None;
    for (place, value) in given.values.iter().enumerate().skip(1) {
        let Some(items) = value.as_items() else { continue };
        if items.iter().any(|item| item.first_unknown().is_some()) {
            return Ok(Answer::Unknown);
        }
        match length {
            Some(known) if known != items.len() => {
                return Err(wrong(place, "all lists must have as many elements"));
            }
            _ => length = Some(items.len()),
        }
    }
    let mut made = Vec::new();
    for round in 0..length.unwrap_or(1) {
        let row: Vec<Value> = given.values[1..]
            .iter()
            .map(|value| match value.as_items() {
                Some(items) => value.part(&items[round]),
                None => value.clone(),
            })
            .collect();
        let text = formatted(&spec, &row)?;
        let from = row.iter().map(|value| value.origin.clone()).collect();
        made.push(Value::text(text, Origin::computed("formatlist", given.at, from)));
    }
    arguments::list(made)
}

fn formatted(spec: &str, values: &[Value]) -> Result<String, CallFault> {
    let mut text = String::new();
    let mut letters = spec.chars().peekable();
    let mut next = 0;
    let mut highest = 0;
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        if letters.peek() == Some(&'%') {
            letters.next();
            text.push('%');
            continue;
        }
        let mut verb = Verb { raw: "%".to_owned(), ..Verb::default() };
        let mut explicit = None;
        loop {
            let Some(letter) = letters.next() else {
                return Err(wrong(0, format!("the verb '{}' is not complete", verb.raw)));
            };
            verb.raw.push(letter);
            match letter {
                ' ' => verb.space = true,
                '+' => verb.plus = true,
                '-' => verb.minus = true,
                '0' if verb.width.is_none() => verb.zero = true,
                '#' => verb.sharp = true,
                '1'..='9' => verb.width = Some(digits(letter, &mut letters, &mut verb.raw)?),
                '.' => {
                    verb.precision = Some(match letters.peek() {
                        Some('0'..='9') => digits('0', &mut letters, &mut verb.raw)?,
                        _ => 0,
                    });
                }
                '[' => {
                    let number = digits('0', &mut letters, &mut verb.raw)?;
                    if letters.next() != Some(']') || number == 0 {
                        return Err(wrong(0, format!("the verb '{}' is malformed", verb.raw)));
                    }
                    verb.raw.push(']');
                    explicit = Some(number - 1);
                }
                letter if letter.is_ascii_alphabetic() => {
                    verb.letter = letter;
                    break;
                }
                _ => return Err(wrong(0, format!("the verb '{}' is malformed", verb.raw))),
            }
        }
        let place = explicit.unwrap_or(next);
        next = place + 1;
        highest = highest.max(next);
        let Some(value) = values.get(place) else {
            let message = format!(
                "'{}' needs argument {}, and there are {}",
                verb.raw,
                place + 2,
                values.len() + 1
            );
            return Err(wrong(0, message));
        };
        text.push_str(&one(&verb, value).map_err(|message| wrong(place + 1, message))?);
        if text.len() > 16 << 20 {
            return Err(wrong(0, "the text would be longer than is evaluated"));
        }
    }
    if highest < values.len() {
        let message = format!("too many arguments: the format uses {highest} of {}", values.len());
        return Err(wrong(highest + 1, message));
    }
    Ok(text)
}

fn digits(
    first: char,
    letters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    raw: &mut String,
) -> Result<usize, CallFault> {
    let mut number = first.to_digit(10).unwrap_or(0) as usize;
    while let Some(digit) = letters.peek().and_then(|letter| letter.to_digit(10)) {
        raw.push(letters.next().expect("it was peeked at"));
        number = number * 10 + digit as usize;
        if number > 1 << 16 {
            return Err(wrong(0, "a width or a precision is too large"));
        }
    }
    Ok(number)
}

fn one(verb: &Verb, value: &Value) -> Result<String, String> {
    match verb.letter {
        'v' => general(verb, value),
        't' => {
            match (value.is_null(), convert(value, &Type::Bool).ok().and_then(|v| v.as_bool())) {
                (false, Some(truth)) => Ok(truth.to_string()),
                _ => Err(format!("'{}' takes a bool, not {}", verb.raw, value.word())),
            }
        }
        's' | 'q' => {
            let Some(text) = text_of(value) else {
                return Err(format!("'{}' takes a string, not {}", verb.raw, value.word()));
            };
            let text = match verb.precision {
                Some(most) => cut(&text, most),
                None => text.to_string(),
            };
            let text = if verb.letter == 'q' { quoted(&text) } else { text };
            Ok(padded(verb, text))
        }
        'b' | 'd' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            let converted = convert(value, &Type::Number).map(|value| value.kind);
            let Ok(ValueKind::Number(number)) = converted else {
                return Err(format!("'{}' takes a number, not {}", verb.raw, value.word()));
            };
            if matches!(verb.letter, 'b' | 'd' | 'o' | 'x' | 'X') && !number.is_whole() {
                return Err(format!("'{}' takes a whole number", verb.raw));
            }
            Ok(numeric(verb, &number))
        }
        _ => Err(format!("there is no verb '{}'", verb.raw)),
    }
}

/// `%v`: strings as they are, numbers and bools by their own verbs, everything else as JSON.
fn general(verb: &Verb, value: &Value) -> Result<String, String> {
    if verb.sharp || value.is_null() || value.as_items().is_some() || value.as_entries().is_some() {
        if value.is_null() && !verb.sharp {
            return Ok(padded(verb, "null".to_owned()));
        }
        return Ok(padded(verb, crate::function::encodings::json::encoded(value)));
    }
    let letter = match value.kind {
        ValueKind::Bool(_) => 't',
        ValueKind::Number(_) => 'g',
        _ => 's',
    };
    one(&Verb { letter, raw: verb.raw.clone(), ..*verb }, value)
}

fn cut(text: &str, most: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation as _;
    text.graphemes(true).take(most).collect()
}

fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

fn padded(verb: &Verb, text: String) -> String {
    use unicode_segmentation::UnicodeSegmentation as _;
    let missing = verb.width.unwrap_or(0).saturating_sub(text.graphemes(true).count());
    if missing == 0 {
        return text;
    }
    if verb.minus {
        format!("{text}{}", " ".repeat(missing))
    } else if verb.zero {
        format!("{}{text}", "0".repeat(missing))
    } else {
        format!("{}{text}", " ".repeat(missing))
    }
}

fn numeric(verb: &Verb, number: &Number) -> String {
    let body = match verb.letter {
        'b' | 'd' | 'o' | 'x' | 'X' => {
            let whole = number.truncated().to_bigint().unwrap_or_else(BigInt::zero).abs();
            let (digits, prefix) = match verb.letter {
                'b' => (whole.to_str_radix(2), "0b"),
                'o' => (whole.to_str_radix(8), "0"),
                'x' => (whole.to_str_radix(16), "0x"),
                'X' => (whole.to_str_radix(16).to_uppercase(), "0X"),
                _ => (whole.to_str_radix(10), ""),
            };
            let zeros = verb.precision.unwrap_or(0).saturating_sub(digits.len());
            let prefix = if verb.sharp { prefix } else { "" };
            format!("{prefix}{}{digits}", "0".repeat(zeros))
        }
        'f' | 'F' => fixed(&number.abs(), verb.precision.unwrap_or(6)),
        'e' | 'E' => exponent(&number.abs(), verb.precision.unwrap_or(6), verb.letter),
        _ => shortest(&number.abs(), verb.precision, verb.letter),
    };
    let sign = if number.signum() < 0 {
        "-"
    } else if verb.plus {
        "+"
    } else if verb.space {
        " "
    } else {
        ""
    };
    let missing = verb.width.unwrap_or(0).saturating_sub(sign.len() + body.len());
    if verb.minus {
        format!("{sign}{body}{}", " ".repeat(missing))
    } else if verb.zero {
        format!("{sign}{}{body}", "0".repeat(missing))
    } else {
        format!("{}{sign}{body}", " ".repeat(missing))
    }
}

/// A number that isn't negative, with this many digits after the point, halves to even.
fn fixed(number: &Number, places: usize) -> String {
    let places = places.min(1000);
    let ten = Number::from(BigInt::from(10).pow(u32::try_from(places).unwrap_or(1000)));
    let scaled = number.times(&ten);
    let digits = rounded(&scaled).to_string();
    let digits = format!("{digits:0>width$}", width = places + 1);
    let point = digits.len() - places;
    if places == 0 { digits } else { format!("{}.{}", &digits[..point], &digits[point..]) }
}

/// The nearest whole number, halves to even.
fn rounded(number: &Number) -> BigInt {
    let whole = number.truncated().to_bigint().unwrap_or_else(BigInt::zero);
    let rest = number.minus(&number.truncated());
    let half = Number::from(1).divided_by(&Number::from(2)).expect("two isn't zero");
    let odd = whole.bit(0);
    if rest > half || rest == half && odd { whole + 1 } else { whole }
}

/// The digits of a number in decimal and the power of ten of the first one.
fn decimal(number: &Number) -> (String, i64) {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let all = format!("{whole}{fraction}");
    let leading = all.len() - all.trim_start_matches('0').len();
    let digits = all.trim_start_matches('0').trim_end_matches('0').to_owned();
    if digits.is_empty() {
        return ("0".to_owned(), 0);
    }
    let power = i64::try_from(whole.len()).unwrap_or(0) - 1 - i64::try_from(leading).unwrap_or(0);
    (digits, power)
}

/// Digits rounded to this many, halves to even as far as the digits tell.
fn to_digits(digits: &str, count: usize) -> (String, bool) {
    if digits.len() <= count {
        return (format!("{digits:0<count$}"), false);
    }
    let kept: BigInt = digits[..count].parse().unwrap_or_else(|_| BigInt::zero());
    let rest = &digits[count..];
    let half = format!("5{}", "0".repeat(rest.len() - 1));
    let up = *rest > *half || *rest == *half && kept.bit(0);
    let kept = if up { kept + 1 } else { kept };
    let text = format!("{:0>count$}", kept.to_string());
    if text.len() > count { (text[..count].to_owned(), true) } else { (text, false) }
}

fn exponent(number: &Number, places: usize, letter: char) -> String {
    let (digits, power) = decimal(number);
    let (digits, carried) = to_digits(&digits, places.min(1000) + 1);
    written(&digits, power + i64::from(carried), letter)
}

fn written(digits: &str, power: i64, letter: char) -> String {
    let point = if digits.len() > 1 { "." } else { "" };
    let sign = if power < 0 { '-' } else { '+' };
    format!("{}{point}{}{letter}{sign}{:02}", &digits[..1], &digits[1..], power.abs())
}

/// `%g`: an exponent for very large and very small numbers, else plain digits; no zeros at the end.
fn shortest(number: &Number, precision: Option<usize>, letter: char) -> String {
    let (all, power) = decimal(number);
    let (digits, power, limit) = match precision {
        Some(most) => {
            let most = most.max(1);
            let (digits, carried) = to_digits(&all, most.min(all.len()));
            let digits = digits.trim_end_matches('0').to_owned();
            let digits = if digits.is_empty() { "0".to_owned() } else { digits };
            (digits, power + i64::from(carried), i64::try_from(most).unwrap_or(i64::MAX))
        }
        None => (all, power, 6),
    };
    if power < -4 || power >= limit {
        return written(&digits, power, if letter == 'G' { 'E' } else { 'e' });
    }
    if power < 0 {
        let zeros = usize::try_from(-power - 1).unwrap_or(0);
        return format!("0.{}{digits}", "0".repeat(zeros));
    }
    let whole = usize::try_from(power).unwrap_or(0) + 1;
    if digits.len() <= whole {
        format!("{digits:0<whole$}")
    } else {
        format!("{}.{}", &digits[..whole], &digits[whole..])
    }
}
