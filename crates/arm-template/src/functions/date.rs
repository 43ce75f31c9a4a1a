//! Dates: adding durations, and the seconds since 1970.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, tz};

use super::argument::{made, number};
use super::date_format;
use super::duration::{Duration, nanoseconds};
use super::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::between("dateTimeAdd", 2, 3, date_time_add),
    Function::exactly("dateTimeFromEpoch", 1, date_time_from_epoch),
    Function::exactly("dateTimeToEpoch", 1, date_time_to_epoch),
];

const ISO: &str = "yyyy-MM-ddTHH:mm:ssZ";
/// How Azure writes the sum when the base stands in another form than ISO 8601 and no format is given.
const OTHERWISE: &str = "M/d/yyyy h:mm:ss tt";

fn date_time_add(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (base, text) = (date(call, 0)?, call.text(1)?);
    let Some(duration) = Duration::parse(text) else {
        let message = format!("takes an ISO 8601 duration such as P1D, not '{text}'");
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    let format = match call.args.get(2) {
        Some(_) => call.text(2)?,
        None if call.text(0)?.contains('T') => ISO,
        None => OTHERWISE,
    };
    let outside = || call.wrong_value("leaves the years 1 to 9999");
    let sum = added(base, &duration).filter(|sum| sum.year() >= 1).ok_or_else(outside)?;
    let Some(text) = date_format::formatted(sum, format) else {
        let message = format!("can't write a date by the format '{format}'");
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    call.text_result(text)
}

/// Months first, by the calendar, then the exact time.
fn added(base: DateTime, duration: &Duration) -> Option<DateTime> {
    let months = Span::new().try_months(duration.months).ok()?;
    let nanoseconds = i32::try_from(duration.nanoseconds).ok()?;
    base.checked_add(months)
        .ok()?
        .checked_add(SignedDuration::new(duration.seconds, nanoseconds))
        .ok()
}

fn date_time_to_epoch(call: &Call<'_>) -> Result<Outcome, Fault> {
    let date = date(call, 0)?;
    match tz::Offset::UTC.to_timestamp(date) {
        Ok(timestamp) => number(timestamp.as_second()),
        Err(_) => Err(call.wrong_value("leaves the years 1 to 9999")),
    }
}

fn date_time_from_epoch(call: &Call<'_>) -> Result<Outcome, Fault> {
    let seconds = call.int(0)?;
    let date = jiff::Timestamp::from_second(seconds)
        .ok()
        .map(|timestamp| tz::Offset::UTC.to_datetime(timestamp))
        .filter(|date| date.year() >= 1);
    match date.and_then(|date| date_format::formatted(date, ISO)) {
        Some(text) => made(Value::String(text.into())),
        None => {
            Err(call.wrong_value(&format!("leaves the years 1 to 9999 with {seconds} seconds")))
        }
    }
}

/// The argument as a date in UTC.
fn date(call: &Call<'_>, index: usize) -> Result<DateTime, Fault> {
    let text = call.text(index)?;
    parsed(text.trim()).ok_or_else(|| {
        let message = format!("takes an ISO 8601 date such as 2024-05-31T12:00:00Z, not '{text}'");
        call.fault(ProblemKind::Conversion, &message)
    })
}

fn parsed(text: &str) -> Option<DateTime> {
    iso(text).or_else(|| american(text))
}

/// `2020-04-07T14:53:14.5+02:00`, `2020-04-07 14:53:14Z`, `20200407T145314Z`, `2020-04-07`.
fn iso(text: &str) -> Option<DateTime> {
    let mut rest = text;
    let year = taken(&mut rest, 4)?;
    let dashed = skipped(&mut rest, "-");
    let month = taken(&mut rest, 2)?;
    if dashed && !skipped(&mut rest, "-") {
        return None;
    }
    let day = taken(&mut rest, 2)?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    if rest.is_empty() {
        return Some(date.to_datetime(Time::midnight()));
    }
    if !(skipped(&mut rest, "T") || skipped(&mut rest, "t") || skipped(&mut rest, " ")) {
        return None;
    }
    let time = clock(&mut rest)?;
    let offset = offset(rest.trim_start())?;
    date.to_datetime(time).checked_sub(SignedDuration::from_secs(offset)).ok()
}

fn clock(rest: &mut &str) -> Option<Time> {
    let hour = taken(rest, 2)?;
    let colons = skipped(rest, ":");
    let minute = taken(rest, 2)?;
    let mut second = 0;
    let mut fraction = 0;
    if !colons || skipped(rest, ":") {
        second = taken(rest, 2)?;
        if skipped(rest, ".") {
            let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
            fraction = nanoseconds(Some(&rest[..end]).filter(|digits| !digits.is_empty())?)?;
            *rest = &rest[end..];
        }
    }
    let small = |number: i16| i8::try_from(number).ok();
    Time::new(small(hour)?, small(minute)?, small(second)?, i32::try_from(fraction).ok()?).ok()
}

/// Seconds east of UTC.
fn offset(text: &str) -> Option<i64> {
    let sign = match text {
        "" | "Z" | "z" => return Some(0),
        text if text.starts_with('+') => 1,
        text if text.starts_with('-') => -1,
        _ => return None,
    };
    let mut rest = &text[1..];
    let hours = taken(&mut rest, 2)?;
    let minutes =
        if skipped(&mut rest, ":") || !rest.is_empty() { taken(&mut rest, 2)? } else { 0 };
    let fits = rest.is_empty() && hours <= 14 && minutes < 60;
    fits.then_some(sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60))
}

/// `4/7/2023 2:53:14 PM` and `04/07/2023 14:53:14`, as the date functions write without a format.
fn american(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once(' ').unwrap_or((text, ""));
    let mut parts = date.split('/').map(|part| part.parse::<i16>().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || year < 1 {
        return None;
    }
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let (time, half) = match time.rsplit_once(' ') {
        Some((time, half)) => (time, half),
        None => (time, ""),
    };
    let mut parts = time.split(':').map(str::parse::<i8>);
    let hour = match time {
        "" => 0,
        _ => parts.next()?.ok()?,
    };
    let minute = parts.next().map_or(Ok(0), |part| part).ok()?;
    let second = parts.next().map_or(Ok(0), |part| part).ok()?;
    let hour = match half.to_ascii_uppercase().as_str() {
        "" => hour,
        "AM" if (1..=12).contains(&hour) => hour % 12,
        "PM" if (1..=12).contains(&hour) => hour % 12 + 12,
        _ => return None,
    };
    let time = Time::new(hour, minute, second, 0).ok().filter(|_| parts.next().is_none())?;
    Some(date.to_datetime(time))
}

/// The number of the next `count` digits.
fn taken(rest: &mut &str, count: usize) -> Option<i16> {
    let digits =
        rest.get(..count).filter(|digits| digits.bytes().all(|sign| sign.is_ascii_digit()))?;
    *rest = &rest[count..];
    digits.parse().ok()
}

fn skipped(rest: &mut &str, sign: &str) -> bool {
    match rest.strip_prefix(sign) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{fault, result, text};
    use super::*;

    const FULL: &str = "yyyy-MM-dd HH:mm:ss";

    #[test]
    fn durations_are_added_by_the_calendar() {
        for (base, duration, sum) in [
            ("2020-04-07T14:53:14Z", "P3Y", "2023-04-07 14:53:14"),
            ("2020-04-07T14:53:14Z", "-P9D", "2020-03-29 14:53:14"),
            ("2020-04-07 14:53:14Z", "PT1H", "2020-04-07 15:53:14"),
            ("2024-01-31T00:00:00Z", "P1M", "2024-02-29 00:00:00"),
            ("2024-02-29T00:00:00Z", "P1Y", "2025-02-28 00:00:00"),
            ("2020-01-01T00:00:00Z", "P1Y2M3DT4H5M6S", "2021-03-04 04:05:06"),
            ("2020-01-01T00:00:00+02:00", "PT0S", "2019-12-31 22:00:00"),
            ("20200407T145314Z", "P2W", "2020-04-21 14:53:14"),
            ("4/7/2020 2:53:14 PM", "P1D", "2020-04-08 14:53:14"),
            ("2020-04-07", "PT1M", "2020-04-07 00:01:00"),
        ] {
            assert_eq!(
                text("dateTimeAdd", json!([base, duration, FULL])),
                sum,
                "{base} {duration}"
            );
        }
    }

    #[test]
    fn without_a_format_the_form_of_the_base_decides() {
        assert_eq!(
            text("dateTimeAdd", json!(["2023-03-31T01:00:38Z", "P1D"])),
            "2023-04-01T01:00:38Z"
        );
        assert_eq!(
            text("dateTimeAdd", json!(["2020-04-07 14:53:14Z", "P3Y"])),
            "4/7/2023 2:53:14 PM"
        );
    }

    #[test]
    fn seconds_since_1970_there_and_back() {
        assert_eq!(result("dateTimeToEpoch", json!(["2023-05-02T15:16:13Z"])), 1_683_040_573);
        assert_eq!(text("dateTimeFromEpoch", json!([1_683_040_573])), "2023-05-02T15:16:13Z");
        assert_eq!(text("dateTimeFromEpoch", json!([-1])), "1969-12-31T23:59:59Z");
        assert_eq!(result("dateTimeToEpoch", json!(["1970-01-01T00:00:00.9Z"])), 0);
    }

    #[test]
    fn what_is_no_date_is_a_fault() {
        for bad in [
            "",
            "tomorrow",
            "2020-13-01",
            "2020-02-30",
            "2020-01-01T25:00:00Z",
            "2020-01-01T00:00:00+99:00",
            "2020-1-1é",
        ] {
            assert_eq!(fault("dateTimeToEpoch", json!([bad])), ProblemKind::Conversion, "{bad}");
        }
        assert_eq!(
            fault("dateTimeAdd", json!(["2020-01-01", "PTASDIONS1D"])),
            ProblemKind::ArgumentValue
        );
        assert_eq!(
            fault("dateTimeAdd", json!(["2020-01-01", "P9000Y"])),
            ProblemKind::ArgumentValue
        );
        assert_eq!(
            fault("dateTimeAdd", json!(["2020-01-01", "P1D", "Q"])),
            ProblemKind::ArgumentValue
        );
        assert_eq!(fault("dateTimeAdd", json!([1, "P1D"])), ProblemKind::ArgumentType);
        assert_eq!(fault("dateTimeFromEpoch", json!([i64::MAX])), ProblemKind::ArgumentValue);
        assert_eq!(fault("dateTimeFromEpoch", json!(["1"])), ProblemKind::ArgumentType);
    }
}
