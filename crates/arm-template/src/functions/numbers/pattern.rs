//! Custom number formats of .NET, such as `#,##0.00;(0)`.

use super::decimal::{BadFormat, Decimal, PatternNumber};

#[derive(Clone, Debug, PartialEq)]
enum PatternToken {
    /// `0`: a digit in any case.
    Zero,
    /// `#`: a digit where there is one.
    Digit,
    Point,
    Comma,
    Percent,
    PerMille,
    Exponent {
        mark: char,
        plus: bool,
        digits: usize,
    },
    Literal(char),
}

/// The number by a custom format.
pub(super) fn formatted(number: &Decimal, format: &str) -> Result<String, BadFormat> {
    let sections = sections(format)?;
    let below = number.is_below_zero();
    // The second section is for numbers below zero, without their sign.
    let second = sections.get(1).filter(|section| below && !section.is_empty());
    let chosen = second.or(sections.first()).ok_or(BadFormat)?;
    let layout = PatternLayout::of(chosen);
    let (digits, exponent) = layout.apply(number);
    if digits.zero
        && let Some(third) = sections.get(2).filter(|section| !section.is_empty())
    {
        let layout = PatternLayout::of(third);
        let (digits, exponent) = layout.apply(number);
        return Ok(layout.written(&digits, exponent, third));
    }
    let text = layout.written(&digits, exponent, chosen);
    let signed = digits.negative && !digits.zero && second.is_none();
    Ok(if signed { format!("-{text}") } else { text })
}

fn sections(format: &str) -> Result<Vec<Vec<PatternToken>>, BadFormat> {
    let mut sections = vec![Vec::new()];
    let mut signs = format.chars().peekable();
    while let Some(sign) = signs.next() {
        let part = match sign {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '0' => PatternToken::Zero,
            '#' => PatternToken::Digit,
            '.' => PatternToken::Point,
            ',' => PatternToken::Comma,
            '%' => PatternToken::Percent,
            '‰' => PatternToken::PerMille,
            '\\' => PatternToken::Literal(signs.next().ok_or(BadFormat)?),
            '\'' | '"' => {
                let quoted = signs.by_ref().take_while(|inner| *inner != sign);
                sections.last_mut().ok_or(BadFormat)?.extend(quoted.map(PatternToken::Literal));
                continue;
            }
            'e' | 'E' => exponent(sign, &mut signs),
            sign => PatternToken::Literal(sign),
        };
        sections.last_mut().ok_or(BadFormat)?.push(part);
    }
    Ok(sections)
}

/// `E0`, `E+0` or `E-0`; anything else after the letter makes it a letter.
fn exponent(mark: char, signs: &mut std::iter::Peekable<std::str::Chars<'_>>) -> PatternToken {
    let mut ahead = signs.clone();
    let sign = ahead.next_if(|sign| matches!(sign, '+' | '-'));
    let mut digits = 0;
    while ahead.next_if_eq(&'0').is_some() {
        digits += 1;
    }
    if digits == 0 {
        return PatternToken::Literal(mark);
    }
    *signs = ahead;
    PatternToken::Exponent { mark, plus: sign == Some('+'), digits }
}

/// How many digits stand where.
struct PatternLayout {
    whole: usize,
    /// The digits before the point that are always there.
    least_whole: usize,
    fraction: usize,
    /// The digits after the point that are always there.
    least_fraction: usize,
    grouped: bool,
    scale: i64,
    scientific: bool,
}

impl PatternLayout {
    fn of(parts: &[PatternToken]) -> Self {
        let point =
            parts.iter().position(|part| *part == PatternToken::Point).unwrap_or(parts.len());
        let (before, after) = parts.split_at(point);
        let digits = |parts: &[PatternToken]| parts.iter().filter(|part| is_digit(part)).count();
        let first_zero = before.iter().position(|part| *part == PatternToken::Zero);
        let last_zero = after.iter().rposition(|part| *part == PatternToken::Zero);
        let last_digit = before.iter().rposition(is_digit);
        // Commas between digits group, commas behind the last digit divide by a thousand.
        let (inner, outer) = before.split_at(last_digit.map_or(0, |place| place + 1));
        let commas = |parts: &[PatternToken]| {
            parts.iter().filter(|part| **part == PatternToken::Comma).count()
        };
        let first_digit = inner.iter().position(is_digit).unwrap_or(inner.len());
        let mut scale = -3
            * i64::try_from(if inner.is_empty() { 0 } else { commas(outer) }).unwrap_or_default();
        for part in parts {
            match part {
                PatternToken::Percent => scale += 2,
                PatternToken::PerMille => scale += 3,
                _ => {}
            }
        }
        Self {
            whole: digits(before),
            least_whole: first_zero.map_or(0, |place| digits(&before[place..])),
            fraction: digits(after),
            least_fraction: last_zero.map_or(0, |place| digits(&after[..=place])),
            grouped: commas(&inner[first_digit..]) > 0,
            scale,
            scientific: parts.iter().any(|part| matches!(part, PatternToken::Exponent { .. })),
        }
    }

    fn apply(&self, number: &Decimal) -> (PatternNumber, i64) {
        if self.scientific {
            return number.for_scientific_pattern(self.whole, self.fraction);
        }
        (number.for_pattern(self.scale, self.fraction), 0)
    }

    fn written(&self, number: &PatternNumber, exponent: i64, parts: &[PatternToken]) -> String {
        let mut writer = PatternWriter::of(self, number);
        for part in parts {
            writer.part(part, exponent);
        }
        writer.text
    }
}

fn is_digit(part: &PatternToken) -> bool {
    matches!(part, PatternToken::Zero | PatternToken::Digit)
}

struct PatternWriter<'a> {
    layout: &'a PatternLayout,
    text: String,
    whole: Vec<char>,
    fraction: Vec<char>,
    /// How many placeholders were passed before and after the point.
    passed: (usize, usize),
    after_point: bool,
}

impl<'a> PatternWriter<'a> {
    fn of(layout: &'a PatternLayout, number: &PatternNumber) -> Self {
        let missing = layout.least_whole.saturating_sub(number.whole.len());
        let whole = std::iter::repeat_n('0', missing).chain(number.whole.chars()).collect();
        let mut fraction: Vec<char> = number.fraction.chars().collect();
        while fraction.len() > layout.least_fraction && fraction.last() == Some(&'0') {
            fraction.pop();
        }
        Self { layout, text: String::new(), whole, fraction, passed: (0, 0), after_point: false }
    }

    fn part(&mut self, part: &PatternToken, exponent: i64) {
        match part {
            PatternToken::Zero | PatternToken::Digit if self.after_point => {
                self.text.extend(self.fraction.get(self.passed.1));
                self.passed.1 += 1;
            }
            PatternToken::Zero | PatternToken::Digit => self.whole_digit(),
            PatternToken::Point if !self.after_point => {
                self.after_point = true;
                if self.layout.whole == 0 {
                    self.emit(0, self.whole.len());
                }
                if !self.fraction.is_empty() {
                    self.text.push('.');
                }
            }
            PatternToken::Point | PatternToken::Comma => {}
            PatternToken::Percent => self.text.push('%'),
            PatternToken::PerMille => self.text.push('‰'),
            PatternToken::Literal(sign) => self.text.push(*sign),
            PatternToken::Exponent { mark, plus, digits } => {
                self.text.push(*mark);
                if exponent < 0 {
                    self.text.push('-');
                } else if *plus {
                    self.text.push('+');
                }
                let text = exponent.unsigned_abs().to_string();
                self.text.extend(std::iter::repeat_n('0', digits.saturating_sub(text.len())));
                self.text.push_str(&text);
            }
        }
    }

    /// The first placeholder takes all digits that are more than placeholders.
    fn whole_digit(&mut self) {
        let place = self.passed.0;
        self.passed.0 += 1;
        let placeholders_left = self.layout.whole - place;
        let end = (self.whole.len() + 1).saturating_sub(placeholders_left);
        let start = if place == 0 { 0 } else { end.saturating_sub(1) };
        self.emit(start, end);
    }

    fn emit(&mut self, start: usize, end: usize) {
        for place in start..end.min(self.whole.len()) {
            self.text.push(self.whole[place]);
            let left = self.whole.len() - place - 1;
            if self.layout.grouped && left > 0 && left.is_multiple_of(3) {
                self.text.push(',');
            }
        }
    }
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
    fn placeholders_before_the_point() {
        for (number, format, text) in [
            (5, "000", "005"),
            (12345, "000", "12345"),
            (0, "#", ""),
            (12345, "#,##0", "12,345"),
            (1_234_567, "#,#", "1,234,567"),
            (5, "0,000", "0,005"),
            (-5, "00", "-05"),
            (1_234_567, "0,,", "1"),
            (1_234_567_890, "(###) ###-####", "(123) 456-7890"),
            (7, "item 0!", "item 7!"),
            (7, "'00'0\\0", "0070"),
        ] {
            assert_eq!(int(number, format), text, "{number} {format}");
        }
    }

    #[test]
    fn placeholders_after_the_point() {
        for (number, format, text) in [
            (1.5, "0.00", "1.50"),
            (1.5, "0.##", "1.5"),
            (1.0, "0.##", "1"),
            (0.456, ".00", ".46"),
            (0.256, "0.0%", "25.6%"),
            (1234.5, "#,##0.0#", "1,234.5"),
            (12_345.0, "0.00E+00", "1.23E+04"),
            (0.00012, "0.0e-0", "1.2e-4"),
        ] {
            assert_eq!(float(number, format), text, "{number} {format}");
        }
    }

    #[test]
    fn sections_for_the_sign() {
        assert_eq!(int(-5, "0;(0)"), "(5)");
        assert_eq!(int(5, "0;(0)"), "5");
        assert_eq!(int(0, "0;(0);zero"), "zero");
        assert_eq!(float(0.2, "0;-0;none"), "none");
        assert_eq!(int(-5, "0;"), "-5");
        assert_eq!(formatted(&Decimal::of_int(1), "0\\"), Err(BadFormat));
    }
}
