//! Dates read from text as .NET reads them in the invariant culture.

use jiff::civil::{Date, Time};

use super::date_time::{DateTimeOffset, NoDate};
use super::parts::{DateParts, digits};

/// The date that a text stands for.
pub(super) fn parsed(text: &str) -> Result<DateTimeOffset, NoDate> {
    if let Some(moment) = compact(text.trim()) {
        return Ok(moment);
    }
    let parts = DateParts::read(text).ok_or(NoDate::Malformed)?;
    let date = parts.date()?;
    let moment = DateTimeOffset {
        local: date.to_datetime(parts.time.unwrap_or_default()),
        offset: parts.offset,
    };
    let utc = moment.utc().filter(|utc| utc.year() >= 1);
    utc.map(|_| moment).ok_or(NoDate::Malformed)
}

/// `20200407T145314Z`, as `utcNow()` writes it without a format, and `20200407`.
fn compact(text: &str) -> Option<DateTimeOffset> {
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
    Some(DateTimeOffset { local: date.to_datetime(time), offset: 0 }).filter(|_| date.year() >= 1)
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
