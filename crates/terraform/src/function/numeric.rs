//! Numbers: `abs`, `ceil`, `floor`, `log`, `max`, `min`, `parseint`, `pow`, `signum`, `sum`.

use super::answer::{Answer, CallFault};
use super::arguments::{self, Arguments, wrong};
use crate::value::Number;

pub(super) fn abs(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::number(given.number(0)?.abs())
}

pub(super) fn ceil(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::number(given.number(0)?.ceil())
}

pub(super) fn floor(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::number(given.number(0)?.floor())
}

pub(super) fn signum(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let number = given.number(0)?;
    if number.is_whole() && number.to_i64().is_none() {
        return Err(wrong(0, "the number is too large"));
    }
    arguments::number(Number::from(number.signum()))
}

pub(super) fn log(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (number, base) = (given.number(0)?.to_f64(), given.number(1)?.to_f64());
    float(number.ln() / base.ln())
}

pub(super) fn pow(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (number, power) = (given.number(0)?.to_f64(), given.number(1)?.to_f64());
    float(number.powf(power))
}

fn float(number: f64) -> Result<Answer, CallFault> {
    let number = Number::from_f64(number).filter(Number::is_bounded);
    number.map_or_else(|| Err(wrong(0, "the result is no finite number")), arguments::number)
}

pub(super) fn max(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let numbers: Result<Vec<_>, _> = (0..given.values.len()).map(|at| given.number(at)).collect();
    let most = numbers?.into_iter().max().ok_or_else(|| wrong(0, "there is no number"))?;
    arguments::number(most)
}

pub(super) fn min(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let numbers: Result<Vec<_>, _> = (0..given.values.len()).map(|at| given.number(at)).collect();
    let least = numbers?.into_iter().min().ok_or_else(|| wrong(0, "there is no number"))?;
    arguments::number(least)
}

pub(super) fn parseint(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    if !matches!(given.some(0)?.kind, crate::value::ValueKind::Text(_)) {
        return Err(wrong(0, "argument 1 must be a string"));
    }
    let text = given.text(0)?;
    let base = given.whole(1)?;
    if !(2..=62).contains(&base) {
        return Err(wrong(1, format!("the base must be from 2 to 62, not {base}")));
    }
    let refused = || wrong(0, format!("there is no whole number of base {base} in '{text}'"));
    let base = u32::try_from(base).expect("it is from 2 to 62");
    if base <= 36 {
        return Number::parse_radix(&text, base).map_or_else(|| Err(refused()), arguments::number);
    }
    // Beyond base 36 small letters come before capital ones.
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    if digits.is_empty() || digits.len() > 10_000 {
        return Err(refused());
    }
    let mut number = num_bigint::BigInt::from(0);
    for digit in digits.bytes() {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'z' => digit - b'a' + 10,
            b'A'..=b'Z' => digit - b'A' + 36,
            _ => return Err(refused()),
        };
        if u32::from(value) >= base {
            return Err(refused());
        }
        number = number * base + value;
    }
    arguments::number(Number::from(if negative { -number } else { number }))
}

pub(super) fn sum(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let items = given.items(0)?;
    if items.is_empty() {
        return Err(wrong(0, "the list must not be empty"));
    }
    let mut sum = Number::from(0);
    for item in &items {
        use crate::value::{Type, ValueKind, convert};
        match convert(item, &Type::Number).map(|value| value.kind) {
            Ok(ValueKind::Number(number)) => sum = sum.plus(&number),
            _ => return Err(wrong(0, "argument 1 must be a list of numbers")),
        }
    }
    arguments::number(sum)
}
