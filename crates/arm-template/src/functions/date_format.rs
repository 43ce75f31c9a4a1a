//! Dates as text, by the standard and custom format strings of .NET in the invariant culture.

use std::fmt::Write as _;

use jiff::civil::{DateTime, Weekday};

/// The date (in UTC) by a format string of .NET; none when the format is malformed.
pub(super) fn formatted(date: DateTime, format: &str) -> Option<String> {
    let mut signs = format.chars();
    match (signs.next(), signs.next()) {
        (None, _) => custom(date, "MM/dd/yyyy HH:mm:ss"),
        (Some(letter), None) => custom(date, standard(letter)?),
        _ => custom(date, format),
    }
}

/// The pattern that a single letter stands for.
fn standard(letter: char) -> Option<&'static str> {
    Some(match letter {
        'd' => "MM/dd/yyyy",
        'D' => "dddd, dd MMMM yyyy",
        'f' => "dddd, dd MMMM yyyy HH:mm",
        'F' | 'U' => "dddd, dd MMMM yyyy HH:mm:ss",
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

fn custom(date: DateTime, pattern: &str) -> Option<String> {
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
                text.push_str(&custom(date, &single)?);
                1 + next.len_utf8()
            }
            _ => {
                part(&mut text, date, sign, count)?;
                length
            }
        };
        rest = &rest[consumed..];
    }
    Some(text)
}

/// Writes what a run of one letter stands for.
fn part(text: &mut String, date: DateTime, sign: char, count: usize) -> Option<()> {
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
        'F' => text.push_str(fraction(date, count)?.trim_end_matches('0')),
        'g' => text.push_str("A.D."),
        'K' => text.extend(std::iter::repeat_n('Z', count)),
        'z' => text.push_str(match count {
            1 => "+0",
            2 => "+00",
            _ => "+00:00",
        }),
        sign => text.extend(std::iter::repeat_n(sign, count)),
    }
    Some(())
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

    fn date() -> DateTime {
        DateTime::new(2020, 4, 7, 14, 5, 9, 120_000_000).expect("a date")
    }

    #[test]
    fn standard_formats_are_those_of_the_invariant_culture() {
        for (format, text) in [
            ("d", "04/07/2020"),
            ("D", "Tuesday, 07 April 2020"),
            ("f", "Tuesday, 07 April 2020 14:05"),
            ("g", "04/07/2020 14:05"),
            ("M", "April 07"),
            ("o", "2020-04-07T14:05:09.1200000Z"),
            ("R", "Tue, 07 Apr 2020 14:05:09 GMT"),
            ("s", "2020-04-07T14:05:09"),
            ("t", "14:05"),
            ("u", "2020-04-07 14:05:09Z"),
            ("Y", "2020 April"),
            ("", "04/07/2020 14:05:09"),
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
            ("zzz z K t", "+00:00 +0 Z P"),
            ("yyyyMMdd", "20200407"),
        ] {
            assert_eq!(formatted(date(), format).as_deref(), Some(text), "{format}");
        }
    }

    #[test]
    fn malformed_formats_are_refused() {
        for bad in ["Q", "'open", "yyyy\\", "%", "a%%", "ffffffff"] {
            assert_eq!(formatted(date(), bad), None, "{bad}");
        }
    }
}
