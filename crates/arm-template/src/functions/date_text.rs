//! Dates read from text as .NET reads them in the invariant culture.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// A date and time with its distance from UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    /// As the clock there shows it.
    pub(super) local: DateTime,
    /// Seconds east of UTC.
    pub(super) offset: i32,
}

impl Moment {
    /// As a clock in UTC shows it.
    pub(super) fn utc(self) -> Option<DateTime> {
        self.local.checked_sub(SignedDuration::from_secs(self.offset.into())).ok()
    }
}

/// Why a text is no date.
#[derive(Debug, PartialEq)]
pub(super) enum NoDate {
    /// It can't be read as one.
    Malformed,
    /// What it leaves out is taken from the day of the deployment.
    OfToday,
}

/// The date that a text stands for.
pub(super) fn parsed(text: &str) -> Result<Moment, NoDate> {
    if let Some(moment) = compact(text.trim()) {
        return Ok(moment);
    }
    let parts = Parts::read(text).ok_or(NoDate::Malformed)?;
    let date = parts.date()?;
    let moment =
        Moment { local: date.to_datetime(parts.time.unwrap_or_default()), offset: parts.offset };
    let utc = moment.utc().filter(|utc| utc.year() >= 1);
    utc.map(|_| moment).ok_or(NoDate::Malformed)
}

/// `20200407T145314Z`, as `utcNow()` writes it without a format, and `20200407`.
fn compact(text: &str) -> Option<Moment> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, time.strip_suffix('Z').unwrap_or(time)),
        None => (text, "000000"),
    };
    let fits = |text: &str, length| text.len() == length && digits(text) == length;
    if !fits(date, 8) || !fits(time, 6) {
        return None;
    }
    let small = |text: &str| text.parse::<i8>().ok();
    let date = Date::new(date[..4].parse().ok()?, small(&date[4..6])?, small(&date[6..])?).ok()?;
    let time = Time::new(small(&time[..2])?, small(&time[2..4])?, small(&time[4..])?, 0).ok()?;
    Some(Moment { local: date.to_datetime(time), offset: 0 }).filter(|_| date.year() >= 1)
}

/// A number of the date's part.
#[derive(Clone, Copy)]
struct Number {
    value: i16,
    digits: usize,
}

impl Number {
    fn is_year(self) -> bool {
        self.digits > 2
    }

    /// As a year: two digits are one of the years from 1950 to 2049.
    fn year(self) -> i16 {
        match self.value {
            value if self.is_year() => value,
            value if value < 50 => 2000 + value,
            value => 1900 + value,
        }
    }

    fn small(self) -> Option<i8> {
        i8::try_from(self.value).ok()
    }
}

/// What stands in the text, in whatever order.
#[derive(Default)]
struct Parts {
    numbers: Vec<Number>,
    month: Option<i8>,
    weekday: Option<Weekday>,
    time: Option<Time>,
    offset: i32,
    zoned: bool,
}

impl Parts {
    fn read(text: &str) -> Option<Self> {
        let mut parts = Self::default();
        let mut rest = text.trim();
        // Whether the clock stands just before, so that a sign begins the distance from UTC.
        let mut after_time = false;
        // Whether a separator stands just before: two of them have nothing between them.
        let mut separated = true;
        while let Some(sign) = rest.chars().next() {
            let was_time = std::mem::take(&mut after_time);
            match sign {
                _ if sign.is_whitespace() => {
                    rest = rest.trim_start();
                    after_time = was_time;
                }
                '0'..='9' => {
                    after_time = parts.number(&mut rest)?;
                    separated = false;
                }
                '+' | '-' if was_time && !parts.zoned => {
                    parts.offset(&mut rest)?;
                    separated = false;
                }
                '/' | '-' | '.' | ',' => {
                    if std::mem::replace(&mut separated, true) {
                        return None;
                    }
                    rest = &rest[1..];
                }
                _ if sign.is_alphabetic() => {
                    parts.word(&mut rest)?;
                    separated = false;
                }
                _ => return None,
            }
        }
        // A comma may stand behind a date, a slash may not.
        let dangling = text.trim_end().ends_with(['/', '-', '+', ':']);
        (!dangling && (!separated || text.trim_end().ends_with([',', '.']))).then_some(parts)
    }

    /// A number of the date, or the time of which it is the hour; whether it was a time.
    fn number(&mut self, rest: &mut &str) -> Option<bool> {
        let length = digits(rest);
        let (number, after) = rest.split_at(length);
        let half = half_of_day(after.trim_start());
        if after.starts_with(':') || half.is_some() {
            return self.clock(rest).map(|()| true);
        }
        if length > 4 || self.numbers.len() == 3 {
            return None;
        }
        self.numbers.push(Number { value: number.parse().ok()?, digits: length });
        *rest = after;
        Some(false)
    }

    fn clock(&mut self, rest: &mut &str) -> Option<()> {
        if self.time.is_some() {
            return None;
        }
        let mut units = [0_i8; 3];
        for (place, unit) in units.iter_mut().enumerate() {
            if place > 0 {
                let Some(after) = rest.strip_prefix(':') else { break };
                *rest = after;
            }
            *unit = taken(rest, 2)?.try_into().ok()?;
        }
        let [mut hour, minute, second] = units;
        let mut ticks = 0;
        if let Some(after) = rest.strip_prefix('.').filter(|after| digits(after) > 0) {
            let length = digits(after);
            ticks = fraction(&after[..length]);
            *rest = &after[length..];
        }
        if let Some((afternoon, after)) = half_of_day(rest.trim_start()) {
            if hour > 12 {
                return None;
            }
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            *rest = after;
        }
        let time = Time::new(hour, minute, second, 0).ok()?;
        self.time = Some(time.checked_add(SignedDuration::from_nanos(100 * ticks)).ok()?);
        Some(())
    }

    /// `+02:00`, `-0200`, `+2`.
    fn offset(&mut self, rest: &mut &str) -> Option<()> {
        let sign = if rest.starts_with('-') { -1 } else { 1 };
        *rest = &rest[1..];
        let length = digits(rest);
        let hours = taken(rest, if length > 2 { length - 2 } else { 2 })?;
        let minutes = match rest.strip_prefix(':') {
            Some(after) => {
                *rest = after;
                taken(rest, 2)?
            }
            None if length > 2 => taken(rest, 2)?,
            None => 0,
        };
        let seconds = hours * 3600 + minutes * 60;
        if minutes > 59 || seconds > 14 * 3600 {
            return None;
        }
        self.offset = sign * seconds;
        self.zoned = true;
        Some(())
    }

    fn word(&mut self, rest: &mut &str) -> Option<()> {
        let length = rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        let word = word.to_ascii_lowercase();
        let is = |name: &str| word == name || (word.len() == 3 && name.starts_with(&word));
        if let Some(place) = MONTHS.iter().position(|month| is(month)) {
            let month = i8::try_from(place + 1).ok()?;
            if self.month.replace(month).is_some() {
                return None;
            }
        } else if let Some(place) = WEEKDAYS.iter().position(|day| is(day)) {
            let day = Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()?;
            if self.weekday.replace(day).is_some() {
                return None;
            }
        } else if word == "z" || word == "gmt" {
            if self.time.is_none() || std::mem::replace(&mut self.zoned, true) {
                return None;
            }
        } else if word != "t" || self.numbers.len() != 3 || !after.starts_with(is_digit) {
            return None;
        }
        *rest = after;
        Some(())
    }

    fn date(&self) -> Result<Date, NoDate> {
        let (year, month, day) = match (self.month, self.numbers.as_slice()) {
            (Some(month), [year, day]) if year.is_year() => (*year, Some(month), day.small()),
            (Some(month), [day, year]) => (*year, Some(month), day.small()),
            (Some(month), [year]) if year.is_year() => (*year, Some(month), Some(1)),
            (None, [year, month, day]) if year.is_year() => (*year, month.small(), day.small()),
            (None, [month, day, year]) => (*year, month.small(), day.small()),
            (None, [year, month]) if year.is_year() => (*year, month.small(), Some(1)),
            (None, [month, year]) if year.is_year() => (*year, month.small(), Some(1)),
            (Some(_), [] | [_]) | (None, [_, _]) => return Err(NoDate::OfToday),
            (None, []) if self.time.is_some() || self.weekday.is_some() => {
                return Err(NoDate::OfToday);
            }
            _ => return Err(NoDate::Malformed),
        };
        let date = month.zip(day).and_then(|(month, day)| Date::new(year.year(), month, day).ok());
        date.filter(|date| date.year() >= 1)
            .filter(|date| self.weekday.is_none_or(|day| day == date.weekday()))
            .ok_or(NoDate::Malformed)
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whether `AM` or `PM` stands here (true for the afternoon), and what follows.
fn half_of_day(text: &str) -> Option<(bool, &str)> {
    let word = text.get(..2)?.to_ascii_lowercase();
    let after = &text[2..];
    if after.starts_with(char::is_alphabetic) {
        return None;
    }
    match word.as_str() {
        "am" => Some((false, after)),
        "pm" => Some((true, after)),
        _ => None,
    }
}

/// The next number of one digit or more.
fn taken(rest: &mut &str, most: usize) -> Option<i32> {
    let length = digits(rest).min(most);
    let (number, after) = rest.split_at(length);
    *rest = after;
    number.parse().ok()
}

/// The fraction of a second in units of 100 nanoseconds, rounded to the nearest one.
fn fraction(digits: &str) -> i64 {
    let kept = digits.get(..15).unwrap_or(digits);
    let number: i64 = kept.parse().unwrap_or_default();
    let (mut unit, mut scaled) = (10_i64.pow(u32::try_from(kept.len()).unwrap_or(15)), number);
    if unit <= 10_000_000 {
        return scaled * (10_000_000 / unit);
    }
    unit /= 10_000_000;
    let half = scaled % unit * 2;
    scaled /= unit;
    scaled + i64::from(half > unit || (half == unit && scaled % 2 == 1))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(String, i32)> {
        parsed(text).ok().map(|moment| (moment.local.to_string(), moment.offset))
    }

    #[test]
    fn dates_are_read_in_many_forms() {
        for text in [
            "2020-04-07T14:53:14Z",
            "2020-04-07 14:53:14",
            "2020-4-7 14:53:14Z",
            "2020/04/07 2:53:14 PM",
            "4/7/2020 14:53:14",
            "04/07/20 02:53:14PM",
            "Tue, 07 Apr 2020 14:53:14 GMT",
            "Tuesday, 7 April 2020 14:53:14",
            "April 7, 2020 2:53:14 pm",
            "7-Apr-2020 14:53:14",
            "2020 Apr 7 14:53:14",
            " 20200407T145314Z ",
            "14:53:14 2020-04-07",
        ] {
            assert_eq!(read(text), Some(("2020-04-07T14:53:14".into(), 0)), "{text}");
        }
        for text in ["2020-04", "04/2020", "Apr 2020", "2020 April", "1 April 2020", "4.1.2020"] {
            assert_eq!(read(text), Some(("2020-04-01T00:00:00".into(), 0)), "{text}");
        }
    }

    #[test]
    fn the_distance_from_utc_is_kept() {
        for (text, offset) in
            [("+02:00", 7200), ("+2", 7200), ("-0530", -19_800), (" +02", 7200), ("Z", 0)]
        {
            let moment = read(&format!("2020-04-07T14:53:14.5{text}"));
            assert_eq!(moment, Some(("2020-04-07T14:53:14.5".into(), offset)), "{text}");
        }
    }

    #[test]
    fn fractions_are_rounded() {
        for (fraction, written) in [
            ("1234567", "2020-04-07T00:00:00.1234567"),
            ("12345674", "2020-04-07T00:00:00.1234567"),
            ("12345678", "2020-04-07T00:00:00.1234568"),
            ("5", "2020-04-07T00:00:00.5"),
        ] {
            let text = format!("2020-04-07T00:00:00.{fraction}Z");
            assert_eq!(read(&text), Some((written.into(), 0)), "{text}");
        }
    }

    #[test]
    fn what_the_day_of_the_deployment_completes_is_told_apart() {
        for text in ["14:53", "April 7", "4/7", "2 PM", "Tuesday"] {
            assert_eq!(parsed(text), Err(NoDate::OfToday), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "",
            "tomorrow",
            "2020-13-01",
            "2020-02-30",
            "31/12/2020",
            "2020-01-01T25:00:00Z",
            "2020-01-01T10:60:00Z",
            "2020-01-01 13:00 PM",
            "2020-01-01T00:00:00+99:00",
            "2020-01-01T00:00:00Z+01:00",
            "Mon, 07 Apr 2020",
            "2020-1-1é",
            "2020--04-07",
            "2020-04-07T",
            "2020-04-",
            "0000-01-01",
            "0001-01-01T00:00:00+01:00",
            "1 2 3 4",
            "123456",
        ] {
            assert_eq!(parsed(text), Err(NoDate::Malformed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_brings_it_down(text in "[-+0-9/:., TZapmAprMonGMT]{0,30}|\\PC{0,20}") {
            let _ = parsed(&text);
        }
    }
}
