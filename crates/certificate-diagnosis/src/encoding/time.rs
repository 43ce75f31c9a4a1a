//! `UTCTime` and `GeneralizedTime` of a certificate, as moments.

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::encoding::der::{DerFault, Tlv, tag};

/// A moment in a certificate, and whether it is written as RFC 5280 wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asn1Time {
    pub(crate) timestamp: Timestamp,
    /// Written with seconds and in UTC ("Z"), as RFC 5280 section 4.1.2.5 wants it.
    pub(crate) as_profiled: bool,
}

/// Reads one of the two times of a validity.
pub(crate) fn moment(value: Tlv<'_>, what: &'static str) -> Result<Asn1Time, DerFault> {
    let year_digits = match value.tag {
        tag::UTC_TIME => 2,
        tag::GENERALIZED_TIME => 4,
        other => return Err(DerFault::Unexpected { at: value.at, tag: other, expected: what }),
    };
    read(value.content(), year_digits).ok_or(DerFault::Unreadable { at: value.at, what })
}

fn read(content: &[u8], year_digits: usize) -> Option<Asn1Time> {
    let text = std::str::from_utf8(content).ok().filter(|text| text.is_ascii())?;
    let (year, rest) = text.split_at_checked(year_digits)?;
    let year = match (year_digits, number(year)?) {
        // RFC 5280 section 4.1.2.5.1: 50 to 99 are of the last century.
        (2, short) if short >= 50 => 1900 + short,
        (2, short) => 2000 + short,
        (_, year) => year,
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (clock, zone) = rest.split_at(digits);
    let field =
        |at: usize| number(clock.get(at..at + 2)?).and_then(|field| i8::try_from(field).ok());
    let second = match digits {
        8 => 0,
        // A leap second is shown as the second before it.
        10 => field(8)?.min(59),
        _ => return None,
    };
    let civil = DateTime::new(year, field(0)?, field(2)?, field(4)?, field(6)?, second, 0).ok()?;
    let offset = offset_seconds(zone)?;
    // A moment so late that it has no timestamp means "never" and is taken as the last one there is.
    let timestamp = jiff::tz::Offset::from_seconds(offset)
        .ok()?
        .to_timestamp(civil)
        .unwrap_or(if year > 5000 { Timestamp::MAX } else { Timestamp::MIN });
    Some(Asn1Time { timestamp, as_profiled: digits == 10 && zone == "Z" })
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// The offset from UTC that `Z`, `+0100`, a fraction of a second or nothing stands for.
fn offset_seconds(zone: &str) -> Option<i32> {
    let zone = match zone.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        None => zone,
    };
    let (sign, hours_minutes) = match zone.split_at_checked(1) {
        None | Some(("Z", "")) => return Some(0),
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        Some(_) => return None,
    };
    let (hours, minutes) = hours_minutes.split_at_checked(2)?;
    let (hours, minutes) = (i32::from(number(hours)?), i32::from(number(minutes)?));
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Option<String> {
        read(text.as_bytes(), 2).map(|moment| moment.timestamp.to_string())
    }

    fn general(text: &str) -> Option<String> {
        read(text.as_bytes(), 4).map(|moment| moment.timestamp.to_string())
    }

    #[test]
    fn the_century_turns_at_fifty() {
        assert_eq!(utc("491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        assert_eq!(utc("500101000000Z").as_deref(), Some("1950-01-01T00:00:00Z"));
    }

    #[test]
    fn what_the_profile_forbids_is_read_and_marked() {
        assert_eq!(utc("170615025846+0100").as_deref(), Some("2017-06-15T01:58:46Z"));
        assert_eq!(general("202001010000Z").as_deref(), Some("2020-01-01T00:00:00Z"));
        assert_eq!(general("20200101000000.5Z").as_deref(), Some("2020-01-01T00:00:00Z"));
        assert!(!read(b"170615025846+0100", 2).expect("it is read").as_profiled);
        assert!(read(b"170615025846Z", 2).expect("it is read").as_profiled);
    }

    #[test]
    fn the_date_that_means_never_is_kept() {
        assert_eq!(general("99991231235959Z"), Some(Timestamp::MAX.to_string()));
    }

    #[test]
    fn no_date_is_made_of_nonsense() {
        for text in [
            "",
            "17",
            "1706150258",
            "171315025846Z",
            "170632025846Z",
            "17061502584xZ",
            "170615025846Q",
            "1706150258é",
        ] {
            if text == "1706150258" {
                assert!(
                    read(text.as_bytes(), 2).is_some_and(|moment| !moment.as_profiled),
                    "{text}"
                );
            } else {
                assert_eq!(utc(text), None, "{text}");
            }
        }
        assert_eq!(utc("+10615025846Z"), None);
    }
}
