//! Durations such as `P1Y2M3DT4H5M6.5S` and `-P9D`, as .NET's `XmlConvert` reads them.

use jiff::SignedDuration;

/// The length of a duration. A year has 365 days and a month 30: no calendar is asked.
pub(super) fn parsed(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let mut amounts = DurationAmounts { rest: text.strip_prefix('P')?, any: false };
    let (years, months) = (amounts.before('Y')?, amounts.before('M')?);
    let mut days = years.checked_add(months / 12)?.checked_mul(365)?;
    days = days.checked_add(months % 12 * 30)?.checked_add(amounts.before('D')?)?;
    let mut seconds = days.checked_mul(86_400)?;
    let mut nanoseconds = 0;
    if let Some(time) = amounts.rest.strip_prefix('T') {
        amounts = DurationAmounts { rest: time, any: false };
        seconds = seconds.checked_add(amounts.before('H')?.checked_mul(3600)?)?;
        seconds = seconds.checked_add(amounts.before('M')?.checked_mul(60)?)?;
        let (whole, fraction) = amounts.seconds()?;
        seconds = seconds.checked_add(whole)?;
        nanoseconds = fraction;
    }
    if !amounts.any || !amounts.rest.is_empty() {
        return None;
    }
    let duration = SignedDuration::new(seconds, nanoseconds);
    Some(if is_negative { -duration } else { duration })
}

/// The amounts of a duration, each before its letter.
struct DurationAmounts<'a> {
    rest: &'a str,
    any: bool,
}

impl DurationAmounts<'_> {
    /// The amount before this letter, zero when there is none; none when it is more than 32 bits.
    fn before(&mut self, unit: char) -> Option<i64> {
        let digits = digits(self.rest);
        let Some(rest) = self.rest[digits..].strip_prefix(unit).filter(|_| digits > 0) else {
            return Some(0);
        };
        let amount = self.rest[..digits].parse::<i32>().ok()?;
        self.rest = rest;
        self.any = true;
        Some(amount.into())
    }

    /// The seconds and the nanoseconds of their fraction, of which further digits are dropped.
    fn seconds(&mut self) -> Option<(i64, i32)> {
        let whole = digits(self.rest);
        let Some(after) = self.rest[whole..].strip_prefix('.') else {
            return Some((self.before('S')?, 0));
        };
        let digits = digits(after);
        let Some(rest) = after[digits..].strip_prefix('S') else { return Some((0, 0)) };
        let amount = if whole > 0 { self.rest[..whole].parse::<i32>().ok()? } else { 0 };
        let fraction = format!("{:0<9}", &after[..digits])[..9].parse().ok()?;
        self.rest = rest;
        self.any = true;
        Some((amount.into(), fraction))
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<(i64, i32)> {
        parsed(text).map(|length| (length.as_secs(), length.subsec_nanos()))
    }

    #[test]
    fn all_units_in_their_order() {
        const DAY: i64 = 86_400;
        let time = 4 * 3600 + 306;
        assert_eq!(seconds("P1Y2M3DT4H5M6S"), Some(((365 + 60 + 3) * DAY + time, 0)));
        assert_eq!(seconds("-P9D"), Some((-9 * DAY, 0)));
        assert_eq!(seconds("PT1H"), Some((3600, 0)));
        assert_eq!(seconds("P1M"), Some((30 * DAY, 0)));
        assert_eq!(seconds("P14M"), Some(((365 + 60) * DAY, 0)));
        assert_eq!(seconds("PT1M"), Some((60, 0)));
        assert_eq!(seconds("-PT0.25S"), Some((0, -250_000_000)));
        assert_eq!(seconds(" PT1.S "), Some((1, 0)));
        assert_eq!(seconds("PT.5S"), Some((0, 500_000_000)));
    }

    #[test]
    fn anything_else_is_no_duration() {
        for bad in [
            "",
            "P",
            "PT",
            "PTASDIONS1D",
            "P1",
            "1D",
            "P1D2Y",
            "P1H",
            "PT1D",
            "P1W",
            "P1.5D",
            "P-1D",
            "P1DT",
            "+P1D",
            "PéD",
            "P3000000000D",
            "P99999999999999999999Y",
        ] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}
