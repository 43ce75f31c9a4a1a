//! A number as its decimal digits, which can be rounded and moved.

/// A number in decimal digits: `0.DIGITS` times ten to the `point`.
#[derive(Clone)]
pub(crate) struct Decimal {
    negative: bool,
    /// Values 0 to 9, without leading or trailing zeros.
    pub(super) digits: Vec<u8>,
    pub(super) point: i64,
    pub(super) whole: Option<i64>,
}

/// The format string is malformed or does not fit the number.
#[derive(Debug, PartialEq)]
pub(crate) struct BadFormat;

impl Decimal {
    pub(crate) fn of_int(number: i64) -> Self {
        Self {
            whole: Some(number),
            ..Self::of_digits(number < 0, &number.unsigned_abs().to_string(), 0)
        }
    }

    pub(crate) fn of_float(number: f64) -> Self {
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

    pub(super) fn fraction_length(&self) -> usize {
        let length = i64::try_from(self.digits.len()).unwrap_or_default() - self.point;
        usize::try_from(length).unwrap_or_default()
    }

    /// The number with its point moved to the right.
    pub(super) fn scaled(&self, places: i64) -> Self {
        Self { point: self.point + places, whole: None, ..self.clone() }
    }

    /// The number with so many digits after the point, half away from zero.
    pub(super) fn rounded(&self, fraction: usize) -> Self {
        let kept = self.point + i64::try_from(fraction).unwrap_or_default();
        match usize::try_from(kept) {
            Ok(kept) => self.keeping(kept),
            Err(_) => Self { digits: Vec::new(), point: 0, ..self.clone() },
        }
    }

    /// The number with so many digits at most.
    pub(super) fn keeping(&self, kept: usize) -> Self {
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
    pub(super) fn whole_digits(&self) -> String {
        (0..self.point).map(|place| self.digit(place)).collect()
    }

    /// So many digits after the point.
    pub(super) fn fraction_digits(&self, count: usize) -> String {
        let count = i64::try_from(count).unwrap_or_default();
        (self.point..self.point + count).map(|place| self.digit(place)).collect()
    }

    /// The number without grouping, with so many digits after the point.
    pub(super) fn fixed(&self, fraction: usize) -> String {
        self.written(fraction, false)
    }

    pub(super) fn written(&self, fraction: usize, grouped: bool) -> String {
        let number = self.rounded(fraction);
        let sign = if number.is_negative() { "-" } else { "" };
        format!("{sign}{}", number.unsigned(fraction, grouped))
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative && !self.digits.is_empty()
    }

    pub(super) fn unsigned(&self, fraction: usize, grouped: bool) -> String {
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
