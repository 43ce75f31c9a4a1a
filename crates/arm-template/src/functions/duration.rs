//! ISO 8601 durations such as `P1Y2M3DT4H5M6.5S` and `-P9D`.

/// A duration in calendar months and exact time, to be added to a date in this order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Duration {
    pub(super) months: i64,
    pub(super) seconds: i64,
    pub(super) nanoseconds: i64,
}

impl Duration {
    /// The duration that a text stands for.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (sign, text) = match text.strip_prefix('-') {
            Some(text) => (-1, text),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let text = text.strip_prefix('P')?;
        let (date, time) = match text.split_once('T') {
            Some((date, time)) if !time.is_empty() => (date, time),
            Some(_) => return None,
            None => (text, ""),
        };
        let mut duration = Self { months: 0, seconds: 0, nanoseconds: 0 };
        let mut any = false;
        for (part, units) in [(date, "YMWD"), (time, "HMS")] {
            any |= duration.read(part, units, sign)?;
        }
        any.then_some(duration)
    }

    /// Reads the amounts of a part, whose units come in this order; whether there were any.
    fn read(&mut self, part: &str, units: &str, sign: i64) -> Option<bool> {
        let (mut rest, mut units) = (part, units);
        while !rest.is_empty() {
            let end =
                rest.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, '.' | ','))?;
            let unit = rest[end..].chars().next()?;
            let place = units.find(unit)?;
            self.add(&rest[..end], unit, units.contains('S'), sign)?;
            units = &units[place + 1..];
            rest = &rest[end + unit.len_utf8()..];
        }
        Some(!part.is_empty())
    }

    fn add(&mut self, amount: &str, unit: char, is_time: bool, sign: i64) -> Option<()> {
        let (whole, fraction) = amount.split_once(['.', ',']).unwrap_or((amount, ""));
        // Only seconds have a fraction.
        if amount.len() != whole.len() && (unit != 'S' || fraction.is_empty()) {
            return None;
        }
        let whole = whole.parse::<i64>().ok()?.checked_mul(sign)?;
        let (months, seconds) = match (unit, is_time) {
            ('Y', _) => (12, 0),
            ('M', false) => (1, 0),
            ('W', _) => (0, 7 * 86_400),
            ('D', _) => (0, 86_400),
            ('H', _) => (0, 3600),
            ('M', true) => (0, 60),
            ('S', _) => (0, 1),
            _ => return None,
        };
        self.months = self.months.checked_add(whole.checked_mul(months)?)?;
        self.seconds = self.seconds.checked_add(whole.checked_mul(seconds)?)?;
        if !fraction.is_empty() {
            self.nanoseconds = sign * nanoseconds(fraction)?;
        }
        Some(())
    }
}

/// The nanoseconds of a fraction of a second; further digits are dropped.
pub(super) fn nanoseconds(fraction: &str) -> Option<i64> {
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<9}")[..9].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<(i64, i64, i64)> {
        Duration::parse(text).map(|length| (length.months, length.seconds, length.nanoseconds))
    }

    #[test]
    fn all_units_in_their_order() {
        assert_eq!(parsed("P1Y2M3DT4H5M6S"), Some((14, 3 * 86_400 + 4 * 3600 + 306, 0)));
        assert_eq!(parsed("-P9D"), Some((0, -9 * 86_400, 0)));
        assert_eq!(parsed("PT1H"), Some((0, 3600, 0)));
        assert_eq!(parsed("P2W"), Some((0, 14 * 86_400, 0)));
        assert_eq!(parsed("P1M"), Some((1, 0, 0)));
        assert_eq!(parsed("PT1M"), Some((0, 60, 0)));
        assert_eq!(parsed("-PT0.25S"), Some((0, 0, -250_000_000)));
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
            "P1.5D",
            "PT1.S",
            "P-1D",
            "P1DT",
            "PéD",
            "P99999999999999999999Y",
        ] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}
