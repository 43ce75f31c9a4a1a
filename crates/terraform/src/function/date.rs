//! Points in time: `formatdate`, `timeadd`, `timecmp`.

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::answer::{Answer, CallFault};
use super::arguments::{self, Arguments, wrong};
use crate::value::Number;

/// A point in time as RFC 3339 writes it, with its offset from UTC in seconds.
struct Moment {
    local: DateTime,
    offset: i32,
}

impl Moment {
    fn timestamp(&self) -> Option<Timestamp> {
        Offset::from_seconds(self.offset).ok()?.to_timestamp(self.local).ok()
    }

    fn zone(&self, separator: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs() / 60;
        format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
    }
}

/// Reads `2018-01-02T23:12:01Z` and nothing looser.
fn moment(given: &Arguments<'_>, place: usize) -> Result<Moment, CallFault> {
    let text = given.text(place)?;
    read(&text).ok_or_else(|| {
        wrong(place, format!("'{text}' is no point in time such as 2018-01-02T23:12:01Z"))
    })
}

fn read(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let small =
        |from: usize, to: usize| number(from, to).and_then(|number| i8::try_from(number).ok());
    for (place, mark) in [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')] {
        if *bytes.get(place)? != mark {
            return None;
        }
    }
    let date = Date::new(number(0, 4)?, small(5, 7)?, small(8, 10)?).ok()?;
    let mut rest = text.get(19..)?;
    let mut nanoseconds = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        let kept = &fraction[..digits.min(9)];
        nanoseconds = format!("{kept:0<9}").parse::<i32>().ok()?;
        rest = &fraction[digits..];
    }
    let time = Time::new(small(11, 13)?, small(14, 16)?, small(17, 19)?, nanoseconds).ok()?;
    let offset = if rest == "Z" {
        0
    } else {
        let sign = match rest.as_bytes().first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (hours, minutes) = rest.get(1..)?.split_once(':')?;
        if hours.len() != 2 || minutes.len() != 2 {
            return None;
        }
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        if hours > 24 || minutes > 60 {
            return None;
        }
        sign * (hours * 60 + minutes) * 60
    };
    Some(Moment { local: date.to_datetime(time), offset })
}

pub(super) fn timecmp(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (one, other) = (moment(given, 0)?, moment(given, 1)?);
    let order = match (one.timestamp(), other.timestamp()) {
        (Some(one), Some(other)) => one.cmp(&other) as i8,
        _ => return Err(wrong(0, "the point in time is too far away")),
    };
    arguments::number(Number::from(i64::from(order)))
}

pub(super) fn timeadd(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let start = moment(given, 0)?;
    let text = given.text(1)?;
    let added = duration(&text)
        .ok_or_else(|| wrong(1, format!("'{text}' is no duration such as 10m or 1h30m")))?;
    let far = || wrong(1, "the result is too far away");
    let local = start.local.checked_add(added).map_err(|_| far())?;
    let mut written = local.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let nanoseconds = local.subsec_nanosecond();
    if nanoseconds != 0 {
        let _ = write!(written, ".{}", format!("{nanoseconds:09}").trim_end_matches('0'));
    }
    let zone = if start.offset == 0 { "Z".to_owned() } else { start.zone(":") };
    arguments::text(format!("{written}{zone}"))
}

/// A duration as Go reads it: `-1h30m`, `1.5h`, `300ms`.
fn duration(text: &str) -> Option<SignedDuration> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(SignedDuration::ZERO);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let whole = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, after) = rest.split_at(whole);
        let (fraction, after) = match after.strip_prefix('.') {
            Some(after) => {
                let count = after.bytes().take_while(u8::is_ascii_digit).count();
                after.split_at(count)
            }
            None => ("", after),
        };
        if digits.is_empty() && fraction.is_empty() || digits.len() > 18 {
            return None;
        }
        let units: [(&str, i128); 8] = [
            ("ns", 1),
            ("us", 1_000),
            ("µs", 1_000),
            ("μs", 1_000),
            ("ms", 1_000_000),
            ("s", 1_000_000_000),
            ("m", 60_000_000_000),
            ("h", 3_600_000_000_000),
        ];
        let (unit, size) = units.iter().find(|(unit, _)| after.starts_with(unit))?;
        total += digits.parse::<i128>().unwrap_or(0) * size;
        let kept = &fraction[..fraction.len().min(18)];
        if !kept.is_empty() {
            let scale = 10i128.pow(u32::try_from(kept.len()).ok()?);
            total += kept.parse::<i128>().ok()? * size / scale;
        }
        rest = &after[unit.len()..];
    }
    if total > i128::from(i64::MAX) {
        return None;
    }
    let total = if negative { -total } else { total };
    Some(SignedDuration::from_nanos_i128(total))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub(super) fn formatdate(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let spec = given.text(0)?;
    let when = moment(given, 1)?;
    let mut text = String::new();
    let mut rest = &*spec;
    while let Some(letter) = rest.chars().next() {
        if letter == '\'' {
            rest = quoted(&rest[1..], &mut text)?;
            continue;
        }
        let count = rest.chars().take_while(|next| *next == letter).count();
        let run = &rest[..count * letter.len_utf8()];
        rest = &rest[run.len()..];
        if !letter.is_ascii_alphabetic() {
            text.push_str(run);
            continue;
        }
        let written = verb(run, &when).ok_or_else(|| {
            wrong(0, format!("there is no format verb '{run}'; text goes into quotes"))
        })?;
        text.push_str(&written);
    }
    arguments::text(text)
}

/// Copies quoted text, where two quotes stand for one; gives what follows it.
fn quoted<'t>(text: &'t str, into: &mut String) -> Result<&'t str, CallFault> {
    let mut rest = text;
    loop {
        let Some(at) = rest.find('\'') else {
            return Err(wrong(0, "a quote in the format is not closed"));
        };
        into.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('\'') {
            Some(after) => {
                into.push('\'');
                rest = after;
            }
            None => return Ok(rest),
        }
    }
}

fn verb(run: &str, when: &Moment) -> Option<String> {
    let local = when.local;
    let month = usize::try_from(local.month()).ok()?.checked_sub(1)?;
    let day = usize::try_from(local.weekday().to_monday_zero_offset()).ok()?;
    let hour = local.hour();
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    Some(match run {
        "YY" => format!("{:02}", local.year() % 100),
        "YYYY" => format!("{:04}", local.year()),
        "M" => local.month().to_string(),
        "MM" => format!("{:02}", local.month()),
        "MMM" => MONTHS[month][..3].to_owned(),
        "MMMM" => MONTHS[month].to_owned(),
        "D" => local.day().to_string(),
        "DD" => format!("{:02}", local.day()),
        "EEE" => DAYS[day][..3].to_owned(),
        "EEEE" => DAYS[day].to_owned(),
        "h" => hour.to_string(),
        "hh" => format!("{hour:02}"),
        "H" => twelve.to_string(),
        "HH" => format!("{twelve:02}"),
        "AA" => if hour < 12 { "AM" } else { "PM" }.to_owned(),
        "aa" => if hour < 12 { "am" } else { "pm" }.to_owned(),
        "m" => local.minute().to_string(),
        "mm" => format!("{:02}", local.minute()),
        "s" => local.second().to_string(),
        "ss" => format!("{:02}", local.second()),
        "Z" if when.offset == 0 => "Z".to_owned(),
        "ZZZ" if when.offset == 0 => "UTC".to_owned(),
        "ZZZZ" | "ZZZ" => when.zone(""),
        "Z" | "ZZZZZ" => when.zone(":"),
        _ => return None,
    })
}
