//! Numbers as text, by the standard and custom format strings of .NET in the invariant culture.

use std::fmt::Write as _;

use super::decimal::{BadFormat, Decimal};
use super::pattern;

/// More digits than anyone asks for.
const MOST_DIGITS: usize = 1_000_000;

/// The shortest text that stands for the number, as .NET writes it.
pub(crate) fn shortest(number: f64) -> String {
    if number.is_infinite() {
        return if number < 0.0 { "-Infinity" } else { "Infinity" }.into();
    }
    let decimal = Decimal::of_float(number);
    let exponent = decimal.point - 1;
    if decimal.digits.is_empty() {
        return "0".into();
    }
    if (-4..15).contains(&exponent) {
        return decimal.fixed(decimal.fraction_length());
    }
    scientific(&decimal, decimal.digits.len() - 1, 'E', 2)
}

/// The number by a format string of .NET.
pub(crate) fn formatted(number: &Decimal, format: &str) -> Result<String, BadFormat> {
    let mut signs = format.chars();
    let (Some(specifier), digits) = (signs.next(), signs.as_str()) else {
        return Ok(general(number, None, 'E'));
    };
    let is_standard = specifier.is_ascii_alphabetic()
        && digits.len() < 10
        && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_standard {
        return pattern::formatted(number, format);
    }
    let precision = match digits {
        "" => None,
        digits => Some(digits.parse().map_err(|_| BadFormat)?),
    };
    if precision.is_some_and(|precision| precision > MOST_DIGITS) {
        return Err(BadFormat);
    }
    standard(number, specifier, precision)
}

fn standard(
    number: &Decimal,
    specifier: char,
    precision: Option<usize>,
) -> Result<String, BadFormat> {
    let fraction = precision.unwrap_or(2);
    Ok(match specifier {
        'D' | 'd' => whole(number, precision.unwrap_or(1))?,
        'X' => padded(&format!("{:X}", number.whole.ok_or(BadFormat)?), precision),
        'x' => padded(&format!("{:x}", number.whole.ok_or(BadFormat)?), precision),
        'B' | 'b' => padded(&format!("{:b}", number.whole.ok_or(BadFormat)?), precision),
        'N' | 'n' => number.written(fraction, true),
        'F' | 'f' => number.written(fraction, false),
        'E' | 'e' => scientific(number, precision.unwrap_or(6), specifier, 3),
        'G' | 'g' => general(number, precision, if specifier == 'g' { 'e' } else { 'E' }),
        'R' | 'r' => general(number, None, 'E'),
        'P' | 'p' => format!("{} %", number.scaled(2).written(fraction, true)),
        'C' | 'c' => currency(number, fraction),
        _ => return Err(BadFormat),
    })
}

/// The invariant culture writes debts in parentheses and has a currency sign of its own.
fn currency(number: &Decimal, fraction: usize) -> String {
    let number = number.rounded(fraction);
    let amount = number.unsigned(fraction, true);
    if number.is_negative() { format!("(¤{amount})") } else { format!("¤{amount}") }
}

fn whole(number: &Decimal, least: usize) -> Result<String, BadFormat> {
    let value = number.whole.ok_or(BadFormat)?;
    let digits = padded(&value.unsigned_abs().to_string(), Some(least));
    Ok(if value < 0 { format!("-{digits}") } else { digits })
}

fn padded(digits: &str, least: Option<usize>) -> String {
    let missing = least.unwrap_or(0).saturating_sub(digits.len());
    format!("{}{digits}", "0".repeat(missing))
}

fn general(number: &Decimal, precision: Option<usize>, mark: char) -> String {
    match precision.filter(|precision| *precision > 0) {
        None => match number.whole {
            Some(whole) => whole.to_string(),
            None if number.digits.is_empty() => "0".into(),
            None if (-4..15).contains(&(number.point - 1)) => {
                number.fixed(number.fraction_length())
            }
            None => scientific(number, number.digits.len().saturating_sub(1), mark, 2),
        },
        Some(precision) => {
            let number = number.keeping(precision);
            let highest = i64::try_from(precision).unwrap_or(i64::MAX);
            if number.digits.is_empty() {
                "0".into()
            } else if number.point - 1 < -4 || number.point > highest {
                scientific(&number, number.digits.len() - 1, mark, 2)
            } else {
                number.fixed(number.fraction_length())
            }
        }
    }
}

/// The number as `1.25E+003`, with so many digits after the point and in the exponent at least.
fn scientific(number: &Decimal, fraction: usize, mark: char, exponent_digits: usize) -> String {
    let number = number.keeping(fraction + 1);
    let exponent = if number.digits.is_empty() { 0 } else { number.point - 1 };
    let mantissa = number.scaled(-exponent);
    let mut text = mantissa.written(fraction, false);
    let sign = if exponent < 0 { '-' } else { '+' };
    let exponent = padded(&exponent.unsigned_abs().to_string(), Some(exponent_digits));
    let _ = write!(text, "{mark}{sign}{exponent}");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(number: i64, format: &str) -> String {
        formatted(&Decimal::of_int(number), format).expect("a good format")
    }

    fn float(number: f64, format: &str) -> String {
        formatted(&Decimal::of_float(number), format).expect("a good format")
    }

    #[test]
    fn standard_formats_of_whole_numbers() {
        for (number, format, text) in [
            (8_175_133, "N0", "8,175,133"),
            (-1234, "N", "-1,234.00"),
            (7, "D3", "007"),
            (-7, "D3", "-007"),
            (255, "X", "FF"),
            (255, "x4", "00ff"),
            (-1, "X", "FFFFFFFFFFFFFFFF"),
            (5, "B8", "00000101"),
            (12, "F1", "12.0"),
            (12, "P0", "1,200 %"),
            (1234, "C", "¤1,234.00"),
            (-1234, "C0", "(¤1,234)"),
            (1234, "E2", "1.23E+003"),
            (0, "e", "0.000000e+000"),
            (1_234_567, "G3", "1.23E+06"),
            (123, "G5", "123"),
            (123, "G", "123"),
            (123, "", "123"),
            (i64::MIN, "D", "-9223372036854775808"),
        ] {
            assert_eq!(int(number, format), text, "{number} {format}");
        }
    }

    #[test]
    fn standard_formats_of_numbers_with_fraction() {
        for (number, format, text) in [
            (1234.5678, "N2", "1,234.57"),
            (0.5, "F0", "1"),
            (-0.001, "F2", "0.00"),
            (0.256, "P1", "25.6 %"),
            (1e-7, "G", "1E-07"),
            (1.5e20, "R", "1.5E+20"),
            (999.99, "F1", "1000.0"),
        ] {
            assert_eq!(float(number, format), text, "{number} {format}");
        }
        assert_eq!(formatted(&Decimal::of_float(1.5), "D"), Err(BadFormat));
    }

    #[test]
    fn the_shortest_text_is_as_in_dotnet() {
        for (number, text) in [
            (3.0, "3"),
            (-0.25, "-0.25"),
            (0.0, "0"),
            (-0.0, "0"),
            (123_456.789, "123456.789"),
            (1e15, "1E+15"),
            (1e14, "100000000000000"),
            (0.00001, "1E-05"),
            (0.0001, "0.0001"),
        ] {
            assert_eq!(shortest(number), text);
        }
    }

    #[test]
    fn an_unknown_letter_is_no_format() {
        assert_eq!(formatted(&Decimal::of_int(1), "Q"), Err(BadFormat));
        assert_eq!(formatted(&Decimal::of_int(1), "D999999999"), Err(BadFormat));
    }
}
