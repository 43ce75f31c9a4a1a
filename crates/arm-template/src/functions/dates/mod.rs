//! Dates: adding durations, and the seconds since 1970.

mod date_time;
mod duration;
mod format;
mod parse;
mod parts;

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::argument::number;
use super::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Reason};
use date_time::{DateTimeOffset, NoDate};
use parse::parsed;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::between("dateTimeAdd", 2, 3, date_time_add),
    Function::exactly("dateTimeFromEpoch", 1, date_time_from_epoch),
    Function::exactly("dateTimeToEpoch", 1, date_time_to_epoch),
];

const ISO: &str = "yyyy-MM-ddTHH:mm:ssZ";

fn date_time_add(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (base, text) = (date(call, 0)?, call.text(1)?);
    let Some(duration) = duration::parsed(text) else {
        let message = format!("takes an ISO 8601 duration such as P1D, not '{text}'");
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    let format = if call.args.len() > 2 { call.text(2)? } else { ISO };
    let sum = base.local.checked_add(duration).ok().map(|local| DateTimeOffset { local, ..base });
    let sum = sum.filter(|sum| sum.local.year() >= 1 && is_within(sum.utc()));
    let sum = sum.ok_or_else(|| outside(call))?;
    let Some(text) = format::formatted(sum, format) else {
        let message = format!("can't write a date by the format '{format}'");
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    call.text_result(text)
}

fn date_time_to_epoch(call: &Call<'_>) -> Result<Outcome, Fault> {
    let utc = date(call, 0)?.utc().ok_or_else(|| outside(call))?;
    let passed = utc.duration_since(EPOCH);
    // The second that has begun, also before 1970.
    number(passed.as_secs() - i64::from(passed.subsec_nanos() < 0))
}

fn date_time_from_epoch(call: &Call<'_>) -> Result<Outcome, Fault> {
    let utc = EPOCH.checked_add(SignedDuration::from_secs(call.int(0)?)).ok();
    let utc = utc.filter(|utc| is_within(Some(*utc))).ok_or_else(|| outside(call))?;
    let text = format::formatted(DateTimeOffset { local: utc, offset: 0 }, ISO);
    text.map_or_else(|| Err(outside(call)), |text| call.text_result(text))
}

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

fn is_within(utc: Option<DateTime>) -> bool {
    utc.is_some_and(|utc| utc.year() >= 1)
}

fn outside(call: &Call<'_>) -> Fault {
    call.wrong_value("leaves the years 1 to 9999")
}

/// The argument as a date.
fn date(call: &Call<'_>, index: usize) -> Result<DateTimeOffset, Fault> {
    let text = call.text(index)?;
    parsed(text).map_err(|reason| match reason {
        NoDate::Malformed => {
            let message = format!("takes a date such as 2024-05-31T12:00:00Z, not '{text}'");
            call.fault(ProblemKind::Conversion, &message)
        }
        NoDate::OfToday => Fault::Unknown(Reason::Unrepeatable(call.name.into())),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{fault, result, text, unknown_because};
    use super::*;

    const FULL: &str = "yyyy-MM-dd HH:mm:ss";

    #[test]
    fn a_year_has_365_days_and_a_month_30() {
        for (base, duration, sum) in [
            ("2020-04-07T14:53:14Z", "P3Y", "2023-04-07 14:53:14"),
            ("2019-12-31T23:59:59Z", "P3Y", "2022-12-30 23:59:59"),
            ("2020-04-07T14:53:14Z", "-P9D", "2020-03-29 14:53:14"),
            ("2020-04-07 14:53:14Z", "PT1H", "2020-04-07 15:53:14"),
            ("2024-01-31T00:00:00Z", "P1M", "2024-03-01 00:00:00"),
            ("2020-02-29T00:00:00Z", "-P1Y2M3DT4H5M6S", "2018-12-27 19:54:54"),
            ("2020-01-01T00:00:00+02:00", "PT0S", "2020-01-01 00:00:00"),
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
    fn without_a_format_every_form_gives_the_same() {
        for base in ["2023-03-31T01:00:38Z", "3/31/2023 1:00:38 AM", "2023-03-31T01:00:38.9+02:00"]
        {
            assert_eq!(text("dateTimeAdd", json!([base, "P1D"])), "2023-04-01T01:00:38Z");
        }
    }

    #[test]
    fn what_the_day_of_the_deployment_completes_is_not_known() {
        let reason = unknown_because("dateTimeAdd", json!(["14:53", "P1D"]));
        assert_eq!(reason, Reason::Unrepeatable("dateTimeAdd".into()));
    }

    #[test]
    fn seconds_since_1970_there_and_back() {
        assert_eq!(result("dateTimeToEpoch", json!(["2023-05-02T15:16:13Z"])), 1_683_040_573);
        assert_eq!(text("dateTimeFromEpoch", json!([1_683_040_573])), "2023-05-02T15:16:13Z");
        assert_eq!(text("dateTimeFromEpoch", json!([-1])), "1969-12-31T23:59:59Z");
        assert_eq!(result("dateTimeToEpoch", json!(["1970-01-01T00:00:00.9Z"])), 0);
        assert_eq!(result("dateTimeToEpoch", json!(["1969-12-31T23:59:59.9Z"])), -1);
        assert_eq!(result("dateTimeToEpoch", json!(["1970-01-01T02:00:00+02:00"])), 0);
        assert_eq!(result("dateTimeToEpoch", json!(["9999-12-31T23:59:59Z"])), 253_402_300_799_i64);
        assert_eq!(text("dateTimeFromEpoch", json!([253_402_300_799_i64])), "9999-12-31T23:59:59Z");
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
