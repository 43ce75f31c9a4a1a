//! Numbers as text, by the standard and custom format strings of .NET in the invariant culture.

use std::fmt::Write as _;

/// A number in decimal digits: `0.DIGITS` times ten to the `point`.
#[derive(Clone)]
pub(super) struct Decimal {
    negative: bool,
    /// Values 0 to 9, without leading or trailing zeros.
    digits: Vec<u8>,
    point: i64,
    whole: Option<i64>,
}

/// The format string is malformed or does not fit the number.
#[derive(Debug, PartialEq)]
pub(super) struct BadFormat;

/// More digits than anyone asks for.
const MOST_DIGITS: usize = 1_000_000;

/// The shortest text that stands for the number, as .NET writes it.
pub(super) fn shortest(number: f64) -> String {
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

impl Decimal {
    pub(super) fn of_int(number: i64) -> Self {
        Self {
            whole: Some(number),
            ..Self::of_digits(number < 0, &number.unsigned_abs().to_string(), 0)
        }
    }

    pub(super) fn of_float(number: f64) -> Self {
        // The shortest digits that are this number and no other, as 1.25e3.
        let text = format!("{:e}", number.abs());
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let exponent: i64 = exponent.parse().unwrap_or_default();
        let fraction = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let digits = digits.replace('.', "");
        let fraction = i64::try_from(fraction).unwrap_or_default();
        Self::of_digits(number.is_sign_negative() && number != 0.0, &digits, exponent - fraction)
    }

    /// The digits as a whole number, times ten to the `exponent`.
    fn of_digits(negative: bool, digits: &str, exponent: i64) -> Self {
        let digits: Vec<u8> = digits.bytes().map(|digit| digit - b'0').collect();
        let point = i64::try_from(digits.len()).unwrap_or_default() + exponent;
        Self { negative, digits, point, whole: None }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= i64::try_from(zeros).unwrap_or_default();
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    fn fraction_length(&self) -> usize {
        let length = i64::try_from(self.digits.len()).unwrap_or_default() - self.point;
        usize::try_from(length).unwrap_or_default()
    }

    /// The number with its point moved to the right.
    fn scaled(&self, places: i64) -> Self {
        Self { point: self.point + places, whole: None, ..self.clone() }
    }

    /// The number with so many digits after the point, half away from zero.
    fn rounded(&self, fraction: usize) -> Self {
        let kept = self.point + i64::try_from(fraction).unwrap_or_default();
        match usize::try_from(kept) {
            Ok(kept) => self.keeping(kept),
            Err(_) => Self { digits: Vec::new(), point: 0, ..self.clone() },
        }
    }

    /// The number with so many digits at most.
    fn keeping(&self, kept: usize) -> Self {
        let mut number = self.clone();
        if number.digits.len() <= kept {
            return number;
        }
        let up = number.digits[kept] >= 5;
        number.digits.truncate(kept);
        if up {
            number.increment();
        }
        number.trimmed()
    }

    /// Adds one to the last digit.
    fn increment(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    fn digit(&self, place: i64) -> char {
        let digit = usize::try_from(place).ok().and_then(|place| self.digits.get(place));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }

    /// The digits before the point; none when there are only zeros.
    fn whole_digits(&self) -> String {
        (0..self.point).map(|place| self.digit(place)).collect()
    }

    /// So many digits after the point.
    fn fraction_digits(&self, count: usize) -> String {
        let count = i64::try_from(count).unwrap_or_default();
        (self.point..self.point + count).map(|place| self.digit(place)).collect()
    }

    /// The number without grouping, with so many digits after the point.
    fn fixed(&self, fraction: usize) -> String {
        self.written(fraction, false)
    }

    fn written(&self, fraction: usize, grouped: bool) -> String {
        let number = self.rounded(fraction);
        let sign = if number.is_negative() { "-" } else { "" };
        format!("{sign}{}", number.unsigned(fraction, grouped))
    }

    fn is_negative(&self) -> bool {
        self.negative && !self.digits.is_empty()
    }

    fn unsigned(&self, fraction: usize, grouped: bool) -> String {
        let mut whole = self.whole_digits();
        if whole.is_empty() {
            whole.push('0');
        }
        if grouped {
            whole = in_thousands(&whole);
        }
        if fraction == 0 { whole } else { format!("{whole}.{}", self.fraction_digits(fraction)) }
    }
}

fn in_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The number by a format string of .NET.
pub(super) fn formatted(number: &Decimal, format: &str) -> Result<String, BadFormat> {
    let mut signs = format.chars();
    let (Some(specifier), digits) = (signs.next(), signs.as_str()) else {
        return Ok(general(number, None, 'E'));
    };
    let is_standard = specifier.is_ascii_alphabetic()
        && digits.len() < 10
        && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_standard {
        return super::number_pattern::formatted(number, format);
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
    let mantissa = Decimal { point: number.point - exponent, ..number };
    let mut text = mantissa.written(fraction, false);
    let sign = if exponent < 0 { '-' } else { '+' };
    let exponent = padded(&exponent.unsigned_abs().to_string(), Some(exponent_digits));
    let _ = write!(text, "{mark}{sign}{exponent}");
    text
}

/// What a custom format needs of a number.
impl Decimal {
    pub(super) fn for_pattern(&self, scale: i64, fraction: usize) -> PatternNumber {
        let number = self.scaled(scale).rounded(fraction);
        PatternNumber {
            negative: self.negative,
            zero: number.digits.is_empty(),
            whole: number.whole_digits(),
            fraction: number.fraction_digits(fraction),
        }
    }

    /// The number as a mantissa with so many digits before its point, and the exponent of ten.
    pub(super) fn for_scientific_pattern(
        &self,
        whole: usize,
        fraction: usize,
    ) -> (PatternNumber, i64) {
        let number = self.keeping(whole + fraction);
        let before = i64::try_from(whole).unwrap_or_default();
        let exponent = if number.digits.is_empty() { 0 } else { number.point - before };
        (number.for_pattern(-exponent, fraction), exponent)
    }

    pub(super) fn is_below_zero(&self) -> bool {
        self.negative
    }
}

/// A number rounded for a custom format: its digits before and after the point.
pub(super) struct PatternNumber {
    pub(super) negative: bool,
    pub(super) zero: bool,
    pub(super) whole: String,
    pub(super) fraction: String,
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
