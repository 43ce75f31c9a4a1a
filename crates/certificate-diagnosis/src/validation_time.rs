//! When a certificate is judged: a day, or a moment of it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day for which a report is made, and the time of day when it is made for now.
///
/// A day that is given has no time: on it a certificate is good if it is at any time of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidationTime {
    day: Date,
    now: Option<Timestamp>,
}

impl ValidationTime {
    /// A day, or now.
    #[must_use]
    pub fn new(day: Date, now: Option<Timestamp>) -> Self {
        Self { day, now }
    }

    /// Whether what begins at `begin` has begun.
    #[must_use]
    pub fn is_after_begin(&self, begin: Timestamp) -> bool {
        match self.now {
            Some(now) => begin <= now,
            None => TimeZone::UTC.to_datetime(begin).date() <= self.day,
        }
    }

    /// Whether what ends at `end` has ended.
    #[must_use]
    pub fn is_after_end(&self, end: Timestamp) -> bool {
        end < self.timestamp()
    }

    /// Now, or the beginning of the day.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.now.unwrap_or_else(|| {
            TimeZone::UTC.to_timestamp(self.day.at(0, 0, 0, 0)).unwrap_or_default()
        })
    }

    /// A moment of a certificate in words: its day, and the time where it is this day.
    #[must_use]
    pub fn told(&self, moment: Timestamp) -> String {
        let moment = TimeZone::UTC.to_datetime(moment);
        if self.now.is_some() && moment.date() == self.day {
            format!("{} at {:02}:{:02} UTC", moment.date(), moment.hour(), moment.minute())
        } else {
            moment.date().to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ValidationTime;
    use jiff::Timestamp;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn now_counts_the_time_of_day() {
        let one = at("2026-11-26T13:00:00Z");
        let now = ValidationTime::new("2026-11-26".parse().expect("a day"), Some(one));
        assert!(now.is_after_begin(at("2026-11-26T12:59:00Z")), "made a minute ago");
        assert!(!now.is_after_begin(at("2026-11-26T13:01:00Z")));
        assert!(now.is_after_end(at("2026-11-26T12:00:00Z")), "ended at noon");
        assert!(!now.is_after_end(at("2026-11-26T14:00:00Z")));
        assert_eq!(now.told(at("2026-11-26T12:00:00Z")), "2026-11-26 at 12:00 UTC");
        assert_eq!(now.told(at("2026-11-27T12:00:00Z")), "2026-11-27");
    }

    #[test]
    fn on_a_day_a_certificate_is_good_if_it_is_at_any_time() {
        let day = ValidationTime::new("2026-11-26".parse().expect("a day"), None);
        assert!(day.is_after_begin(at("2026-11-26T23:59:00Z")));
        assert!(!day.is_after_begin(at("2026-11-27T00:00:00Z")));
        assert!(!day.is_after_end(at("2026-11-26T00:00:00Z")));
        assert!(day.is_after_end(at("2026-11-25T23:59:59Z")));
    }
}
