//! Numbers as Terraform has them: binary floating point with a mantissa of 512 bits, whole numbers exact.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Bits of the mantissa, as in the `cty` library that Terraform computes with.
const PRECISION: u64 = 512;

/// Beyond this many binary digits on either side a number is refused instead of being written out.
const WIDEST: i64 = 1 << 15;

/// A number: `mantissa × 2^exponent`, with an odd mantissa or zero.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    mantissa: BigInt,
    exponent: i64,
}

impl Number {
    /// The number `mantissa × 2^exponent`, rounded to the precision, halves to the even neighbour.
    fn rounded(mantissa: BigInt, exponent: i64, sticky: bool) -> Self {
        if mantissa.is_zero() {
            return Self { mantissa, exponent: 0 };
        }
        let bits = mantissa.bits();
        let (sign, mut size) = (mantissa.sign(), mantissa.into_parts().1);
        let mut exponent = exponent;
        if bits > PRECISION {
            let cut = bits - PRECISION;
            let mask = (BigUint::one() << cut) - 1u32;
            let lost = &size & &mask;
            size >>= cut;
            exponent += i64::try_from(cut).unwrap_or(WIDEST);
            let half = BigUint::one() << (cut - 1);
            let up = match lost.cmp(&half) {
                Ordering::Greater => true,
                Ordering::Equal => sticky || size.is_odd(),
                Ordering::Less => false,
            };
            if up {
                size += 1u32;
            }
        }
        let zeros = size.trailing_zeros().unwrap_or(0);
        size >>= zeros;
        Self {
            mantissa: BigInt::from_biguint(sign, size),
            exponent: exponent + i64::try_from(zeros).unwrap_or(0),
        }
    }

    /// The quotient of two whole numbers, rounded; none when the divisor is zero.
    fn ratio(numerator: &BigInt, denominator: &BigInt) -> Option<Self> {
        if denominator.is_zero() {
            return None;
        }
        let wanted = PRECISION + 2 + denominator.bits();
        let shift = wanted.saturating_sub(numerator.bits());
        let (quotient, rest) = (numerator.abs() << shift).div_rem(&denominator.abs());
        let negative = (numerator.sign() == Sign::Minus) != (denominator.sign() == Sign::Minus);
        let sticky = !rest.is_zero();
        // The sticky bit is appended, so that a tail below the kept bits is never taken for an exact half.
        let quotient = (quotient << 1u32) + u32::from(sticky);
        let quotient = if negative { -quotient } else { quotient };
        Some(Self::rounded(quotient, -i64::try_from(shift).ok()? - 1, false))
    }

    /// Reads a decimal number such as `-12.5e3`. None where the text is none or the number too large to be written out.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (digits, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], rest[at + 1..].parse::<i64>().ok()?),
            None => (rest, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty()
            || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
            || digits.len() > 10_000
            || exponent.abs() > 9_000
        {
            return None;
        }
        let size = BigUint::parse_bytes(format!("{whole}{fraction}").as_bytes(), 10)?;
        let size = BigInt::from(size);
        let size = if negative { -size } else { size };
        let scale = exponent - i64::try_from(fraction.len()).ok()?;
        let ten = BigInt::from(10);
        let power = ten.pow(u32::try_from(scale.unsigned_abs()).ok()?);
        if scale >= 0 {
            Some(Self::rounded(size * power, 0, false))
        } else {
            Self::ratio(&size, &power)
        }
    }

    /// The whole number in this base, as `parseint()` reads it.
    #[must_use]
    pub fn parse_radix(text: &str, base: u32) -> Option<Self> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if digits.is_empty() || digits.len() > 10_000 || digits.starts_with(['-', '+', '_']) {
            return None;
        }
        if !digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let size = BigUint::parse_bytes(digits.as_bytes(), base)?;
        let size = BigInt::from(size);
        Some(Self::rounded(if text.starts_with('-') { -size } else { size }, 0, false))
    }

    /// The number nearest to a float; none where it isn't finite.
    #[must_use]
    pub fn from_f64(float: f64) -> Option<Self> {
        if !float.is_finite() {
            return None;
        }
        let bits = float.to_bits();
        let raw = i64::try_from((bits >> 52) & 0x7ff).ok()?;
        let fraction = bits & ((1u64 << 52) - 1);
        let (size, exponent) =
            if raw == 0 { (fraction, -1074) } else { (fraction | (1u64 << 52), raw - 1075) };
        let size = BigInt::from(size);
        Some(Self::rounded(if float.is_sign_negative() { -size } else { size }, exponent, false))
    }

    /// The nearest float.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The whole number, when it is one.
    #[must_use]
    pub fn to_bigint(&self) -> Option<BigInt> {
        match self.exponent {
            0.. if self.exponent <= WIDEST => {
                Some(&self.mantissa << u64::try_from(self.exponent).ok()?)
            }
            _ => self.mantissa.is_zero().then(BigInt::zero),
        }
    }

    /// The whole number, when it is one that fits 64 bits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.to_bigint()?.to_i64()
    }

    /// Whether it can be written out in a sensible number of digits.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.exponent.abs() <= WIDEST
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.exponent >= 0 || self.mantissa.is_zero()
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.mantissa.is_zero()
    }

    /// -1, 0 or 1.
    #[must_use]
    pub fn signum(&self) -> i64 {
        match self.mantissa.sign() {
            Sign::Minus => -1,
            Sign::NoSign => 0,
            Sign::Plus => 1,
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        let shifted = |number: &Self| {
            &number.mantissa << u64::try_from(number.exponent - exponent).unwrap_or(0)
        };
        Self::rounded(shifted(self) + shifted(other), exponent, false)
    }

    /// The negative.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { mantissa: -&self.mantissa, exponent: self.exponent }
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self::rounded(&self.mantissa * &other.mantissa, self.exponent + other.exponent, false)
    }

    /// The quotient; none when the divisor is zero.
    #[must_use]
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        let mut quotient = Self::ratio(&self.mantissa, &other.mantissa)?;
        if !quotient.is_zero() {
            quotient.exponent += self.exponent - other.exponent;
        }
        Some(quotient)
    }

    /// The remainder with the sign of the dividend. Of a division by zero that is the dividend, as in Terraform.
    #[must_use]
    pub fn modulo(&self, other: &Self) -> Self {
        let Some(quotient) = self.divided_by(other) else { return self.clone() };
        self.minus(&quotient.truncated().times(other))
    }

    /// The number without its fraction.
    #[must_use]
    pub fn truncated(&self) -> Self {
        if self.is_whole() {
            return self.clone();
        }
        let down = u64::try_from(-self.exponent).unwrap_or(u64::MAX);
        if down > self.mantissa.bits() {
            return Self::from(0);
        }
        let size = self.mantissa.magnitude() >> down;
        Self::rounded(BigInt::from_biguint(self.mantissa.sign(), size), 0, false)
    }

    /// The greatest whole number that is not above.
    #[must_use]
    pub fn floor(&self) -> Self {
        let cut = self.truncated();
        if self.signum() < 0 && cut != *self { cut.minus(&Self::from(1)) } else { cut }
    }

    /// The least whole number that is not below.
    #[must_use]
    pub fn ceil(&self) -> Self {
        let cut = self.truncated();
        if self.signum() > 0 && cut != *self { cut.plus(&Self::from(1)) } else { cut }
    }

    /// The absolute value.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self { mantissa: self.mantissa.abs(), exponent: self.exponent }
    }

    /// The shortest decimal digits that are read back as this number, and the place of the decimal point before them.
    fn shortest(&self) -> (String, i64) {
        let size = self.mantissa.magnitude();
        // Four times the value and the halfway points to its neighbours, all scaled to whole numbers. Below a power
        // of two the neighbour is nearer.
        let bits = size.bits();
        let pad = PRECISION.saturating_sub(bits);
        let is_power = size.is_one();
        let exponent = self.exponent - i64::try_from(pad).unwrap_or(0) - 2;
        let value = size << (pad + 2);
        let (upper, lower) = (&value + 2u32, &value - if is_power { 1u32 } else { 2u32 });
        let (value, upper, lower, scale) = if exponent >= 0 {
            let up = u64::try_from(exponent).unwrap_or(0);
            (value << up, upper << up, lower << up, 0)
        } else {
            let down = u32::try_from(-exponent).unwrap_or(u32::MAX);
            let five = BigUint::from(5u32).pow(down);
            (value * &five, upper * &five, lower * &five, i64::from(down))
        };
        let (value, upper, lower) = (value.to_string(), upper.to_string(), lower.to_string());
        let width = upper.len();
        let point = i64::try_from(width).unwrap_or(0) - scale;
        let (value, lower) = (format!("{value:0>width$}"), format!("{lower:0>width$}"));
        (shortest_between(value.as_bytes(), lower.as_bytes(), upper.as_bytes()), point)
    }
}

/// The fewest leading digits, last one rounded, that stay between the two bounds.
fn shortest_between(value: &[u8], lower: &[u8], upper: &[u8]) -> String {
    for place in 0..value.len() {
        // Everything before differs in nothing, or the digit decides.
        let kept = &value[..=place];
        let down_fits = {
            let mut padded = kept.to_vec();
            padded.resize(value.len(), b'0');
            padded.as_slice() > lower
        };
        let up = incremented(kept);
        let up_fits = up.as_ref().is_some_and(|up| {
            let mut padded = up.clone();
            padded.resize(value.len(), b'0');
            padded.as_slice() < upper
        });
        if !down_fits && !up_fits {
            continue;
        }
        let round_up = value.get(place + 1).is_some_and(|digit| *digit >= b'5');
        let chosen = match (down_fits, up_fits, up) {
            (true, true, Some(up)) if round_up => up,
            (false, true, Some(up)) => up,
            _ => kept.to_vec(),
        };
        return String::from_utf8_lossy(&chosen).into_owned();
    }
    String::from_utf8_lossy(value).into_owned()
}

/// The digits and one more in the last place; none where that needs one more digit in front.
fn incremented(digits: &[u8]) -> Option<Vec<u8>> {
    let mut digits = digits.to_vec();
    for digit in digits.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            return Some(digits);
        }
    }
    None
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Self::rounded(BigInt::from(number), 0, false)
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self::rounded(BigInt::from(number), 0, false)
    }
}

impl From<usize> for Number {
    fn from(number: usize) -> Self {
        Self::rounded(BigInt::from(number), 0, false)
    }
}

impl From<BigInt> for Number {
    fn from(number: BigInt) -> Self {
        Self::rounded(number, 0, false)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let exponent = self.exponent.min(other.exponent);
        let shifted = |number: &Self| {
            &number.mantissa << u64::try_from(number.exponent - exponent).unwrap_or(0)
        };
        shifted(self).cmp(&shifted(other))
    }
}

impl fmt::Display for Number {
    /// As Terraform converts a number to a string: plain digits, never an exponent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(whole) = self.to_bigint() {
            return write!(f, "{whole}");
        }
        let (digits, point) = self.shortest();
        let digits = digits.trim_end_matches('0');
        let leading = digits.len() - digits.trim_start_matches('0').len();
        let (digits, point) = (&digits[leading..], point - i64::try_from(leading).unwrap_or(0));
        if self.signum() < 0 {
            f.write_str("-")?;
        }
        if point <= 0 {
            let zeros = usize::try_from(-point).unwrap_or(0);
            return write!(f, "0.{}{digits}", "0".repeat(zeros));
        }
        let whole = usize::try_from(point).unwrap_or(0);
        if digits.len() <= whole {
            write!(f, "{digits}{}", "0".repeat(whole - digits.len()))
        } else {
            write!(f, "{}.{}", &digits[..whole], &digits[whole..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Number::parse(text).expect("a number").to_string()
    }

    #[test]
    fn decimal_fractions_are_shown_as_they_are_written() {
        for text in
            ["0.1", "12.5", "-0.001", "3.14159265358979", "100", "0", "1000000000000000000000"]
        {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("1e3"), "1000");
        assert_eq!(shown("1.50"), "1.5");
        assert_eq!(shown("-2.5E-3"), "-0.0025");
    }

    #[test]
    fn a_third_has_as_many_digits_as_512_bits_hold() {
        let third = Number::from(1).divided_by(&Number::from(3)).expect("not by zero");
        let text = third.to_string();
        assert!(text.starts_with("0.33333333333333333333"), "{text}");
        assert!(text.len() > 150 && text.len() < 160, "{}", text.len());
    }

    #[test]
    fn sums_and_remainders() {
        let number = |text| Number::parse(text).expect("a number");
        assert_eq!(number("0.1").plus(&number("0.2")).to_string(), "0.3");
        assert_eq!(number("-7").modulo(&number("3")), number("-1"));
        assert_eq!(number("7.5").modulo(&number("2")), number("1.5"));
        assert_eq!(number("7").modulo(&number("0")), number("7"));
        assert_eq!(number("-1.5").floor(), number("-2"));
        assert_eq!(number("-1.5").ceil(), number("-1"));
        assert!(number("10") > number("9.99"));
        assert_eq!(number("1").divided_by(&number("0")), None);
    }

    #[test]
    fn hostile_numbers_are_refused() {
        assert_eq!(Number::parse("1e999999999"), None);
        assert_eq!(Number::parse(""), None);
        assert_eq!(Number::parse("1e"), None);
        assert_eq!(Number::parse("--1"), None);
    }
}
