//! Dates as text, by the standard and custom format strings of .NET in the invariant culture.

use std::fmt::Write as _;

use jiff::civil::{DateTime, Weekday};

use super::date_time::DateTimeOffset;

/// The date by a format string of .NET; none when the format is malformed.
pub(super) fn formatted(moment: DateTimeOffset, format: &str) -> Option<String> {
    let mut signs = format.chars();
    match (signs.next(), signs.next()) {
        (None, _) => custom(moment, "MM/dd/yyyy HH:mm:ss zzz"),
        // These two are always in UTC.
        (Some(letter @ ('r' | 'R' | 'u')), None) => {
            custom(DateTimeOffset { local: moment.utc()?, offset: 0 }, standard(letter)?)
        }
        (Some(letter), None) => custom(moment, standard(letter)?),
        _ => custom(moment, format),
    }
}

/// The pattern that a single letter stands for.
fn standard(letter: char) -> Option<&'static str> {
    Some(match letter {
        'd' => "MM/dd/yyyy",
        'D' => "dddd, dd MMMM yyyy",
        'f' => "dddd, dd MMMM yyyy HH:mm",
        'F' => "dddd, dd MMMM yyyy HH:mm:ss",
        'g' => "MM/dd/yyyy HH:mm",
        'G' => "MM/dd/yyyy HH:mm:ss",
        'm' | 'M' => "MMMM dd",
        'o' | 'O' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
        'r' | 'R' => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        's' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
        't' => "HH:mm",
        'T' => "HH:mm:ss",
        'u' => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
        'y' | 'Y' => "yyyy MMMM",
        _ => return None,
    })
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

fn custom(moment: DateTimeOffset, pattern: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(sign) = rest.chars().next() {
        let length = rest.len() - rest.trim_start_matches(sign).len();
        let count = length / sign.len_utf8();
        let consumed = match sign {
            '\\' => {
                let next = rest[1..].chars().next()?;
                text.push(next);
                1 + next.len_utf8()
            }
            '\'' | '"' => {
                let end = rest[1..].find(sign)?;
                text.push_str(&rest[1..=end]);
                end + 2
            }
            '%' => {
                let next = rest[1..].chars().next().filter(|next| *next != '%')?;
                let single = next.to_string();
                text.push_str(&custom(moment, &single)?);
                1 + next.len_utf8()
            }
            _ => {
                part(&mut text, moment, sign, count)?;
                length
            }
        };
        rest = &rest[consumed..];
    }
    Some(text)
}

/// Writes what a run of one letter stands for.
fn part(text: &mut String, moment: DateTimeOffset, sign: char, count: usize) -> Option<()> {
    let date = moment.local;
    let hour = i64::from(date.hour());
    let number = |text: &mut String, number: i64, width: usize| {
        let _ = write!(text, "{number:0width$}");
    };
    match sign {
        'd' if count > 2 => text.push_str(abbreviated(day_name(date.weekday()), count)),
        'd' => number(text, date.day().into(), count),
        'M' if count > 2 => {
            let month = MONTHS.get(usize::try_from(date.month()).ok()?.checked_sub(1)?)?;
            text.push_str(abbreviated(month, count));
        }
        'M' => number(text, date.month().into(), count),
        'y' if count < 3 => number(text, i64::from(date.year()) % 100, count),
        'y' => number(text, date.year().into(), count),
        'H' => number(text, hour, count.min(2)),
        'h' => number(text, (hour + 11) % 12 + 1, count.min(2)),
        'm' => number(text, date.minute().into(), count.min(2)),
        's' => number(text, date.second().into(), count.min(2)),
        't' => text.push_str(&if hour < 12 { "AM" } else { "PM" }[..count.min(2)]),
        'f' => text.push_str(&fraction(date, count)?),
        'F' => match fraction(date, count)?.trim_end_matches('0') {
            // The point before it goes with it.
            "" => text.truncate(text.strip_suffix('.').map_or(text.len(), str::len)),
            fraction => text.push_str(fraction),
        },
        'g' => text.push_str("A.D."),
        'K' => text.push_str(&offset(moment, 3)),
        'z' => text.push_str(&offset(moment, count)),
        sign => text.extend(std::iter::repeat_n(sign, count)),
    }
    Some(())
}

/// The distance from UTC: `+2`, `+02`, `+02:00`.
fn offset(moment: DateTimeOffset, count: usize) -> String {
    let sign = if moment.offset < 0 { '-' } else { '+' };
    let minutes = moment.offset.abs() / 60;
    let (hours, minutes) = (minutes / 60, minutes % 60);
    match count {
        1 => format!("{sign}{hours}"),
        2 => format!("{sign}{hours:02}"),
        _ => format!("{sign}{hours:02}:{minutes:02}"),
    }
}

fn fraction(date: DateTime, count: usize) -> Option<String> {
    if count > 7 {
        return None;
    }
    Some(format!("{:09}", date.subsec_nanosecond())[..count].to_owned())
}

fn abbreviated(name: &str, count: usize) -> &str {
    if count == 3 { &name[..3] } else { name }
}

fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date() -> DateTimeOffset {
        DateTimeOffset { local: DateTime::constant(2020, 4, 7, 14, 5, 9, 120_000_000), offset: 0 }
    }

    #[test]
    fn standard_formats_are_those_of_the_invariant_culture() {
        for (format, text) in [
            ("d", "04/07/2020"),
            ("D", "Tuesday, 07 April 2020"),
            ("f", "Tuesday, 07 April 2020 14:05"),
            ("g", "04/07/2020 14:05"),
            ("M", "April 07"),
            ("o", "2020-04-07T14:05:09.1200000+00:00"),
            ("R", "Tue, 07 Apr 2020 14:05:09 GMT"),
            ("s", "2020-04-07T14:05:09"),
            ("t", "14:05"),
            ("u", "2020-04-07 14:05:09Z"),
            ("Y", "2020 April"),
            ("", "04/07/2020 14:05:09 +00:00"),
        ] {
            assert_eq!(formatted(date(), format).as_deref(), Some(text), "{format}");
        }
    }

    #[test]
    fn custom_formats_mix_letters_and_text() {
        for (format, text) in [
            ("yyyy-MM-ddTHH:mm:ssZ", "2020-04-07T14:05:09Z"),
            ("M d", "4 7"),
            ("%M", "4"),
            ("h:m:s tt", "2:5:9 PM"),
            ("yy y yyyyy", "20 20 02020"),
            ("ddd dddd MMM MMMM", "Tue Tuesday Apr April"),
            ("'day' d \\d\\a\\y \"of\" yyyy", "day 7 day of 2020"),
            ("ss.fff FFF", "09.120 12"),
            ("zzz z K t", "+00:00 +0 +00:00 P"),
            ("yyyyMMdd", "20200407"),
        ] {
            assert_eq!(formatted(date(), format).as_deref(), Some(text), "{format}");
        }
    }

    #[test]
    fn the_distance_from_utc_is_applied_where_the_format_is_in_utc() {
        let east = DateTimeOffset { offset: 7200, ..date() };
        for (format, text) in [
            ("o", "2020-04-07T14:05:09.1200000+02:00"),
            ("R", "Tue, 07 Apr 2020 12:05:09 GMT"),
            ("u", "2020-04-07 12:05:09Z"),
            ("s", "2020-04-07T14:05:09"),
            ("HH zz", "14 +02"),
        ] {
            assert_eq!(formatted(east, format).as_deref(), Some(text), "{format}");
        }
        let whole =
            DateTimeOffset { local: DateTime::constant(2020, 4, 7, 14, 5, 9, 0), offset: 0 };
        assert_eq!(formatted(whole, "ss.FFF").as_deref(), Some("09"));
    }

    #[test]
    fn malformed_formats_are_refused() {
        for bad in ["Q", "K", "U", "'open", "yyyy\\", "%", "a%%", "ffffffff"] {
            assert_eq!(formatted(date(), bad), None, "{bad}");
        }
    }
}
