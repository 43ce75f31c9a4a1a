//! What stands in the text of a date, in whatever order.

use jiff::SignedDuration;
use jiff::civil::{Date, Time, Weekday};

use super::date_time::NoDate;

/// A number of the date's part.
#[derive(Clone, Copy)]
struct DateNumber {
    value: i16,
    digits: usize,
}

impl DateNumber {
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
pub(super) struct DateParts {
    numbers: Vec<DateNumber>,
    month: Option<i8>,
    weekday: Option<Weekday>,
    pub(super) time: Option<Time>,
    /// Seconds east of UTC.
    pub(super) offset: i32,
    zoned: bool,
}

impl DateParts {
    /// Takes the text apart; none when something in it belongs to no date.
    pub(super) fn read(text: &str) -> Option<Self> {
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
        self.numbers.push(DateNumber { value: number.parse().ok()?, digits: length });
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

    /// The day.
    pub(super) fn date(&self) -> Result<Date, NoDate> {
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

/// How many digits a text begins with.
pub(super) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit()
}
