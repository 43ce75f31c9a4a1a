//! Several conditions at once, of which some may not be known.

use crate::resource::reading::field::{Field, NotEvaluated};

/// Whether all hold. One that is known not to hold decides, whatever is not known about the others.
///
/// # Errors
/// When none is known not to hold, but one can't be known: the first such one.
pub fn all_hold(
    conditions: impl IntoIterator<Item = Result<bool, NotEvaluated>>,
) -> Result<bool, NotEvaluated> {
    let mut outcome = Ok(true);
    for condition in conditions {
        match condition {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(why) => outcome = outcome.and(Err(why)),
        }
    }
    outcome
}

/// Whether any holds. One that is known to hold decides, whatever is not known about the others.
///
/// # Errors
/// When none is known to hold, but one can't be known: the first such one.
pub fn any_holds(
    conditions: impl IntoIterator<Item = Result<bool, NotEvaluated>>,
) -> Result<bool, NotEvaluated> {
    all_hold(conditions.into_iter().map(|condition| condition.map(|holds| !holds)))
        .map(|none| !none)
}

/// Whether a list has an element; unknown elements count only when no known one is it.
pub(crate) fn contains<T: PartialEq>(
    list: &Field<Vec<Field<T>>>,
    wanted: &T,
) -> Result<bool, NotEvaluated> {
    let mut open = Ok(false);
    for item in list.items()? {
        match item.get() {
            Ok(Some(word)) if word == wanted => return Ok(true),
            Ok(_) => {}
            Err(why) => open = Err(why),
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::{NotEvaluated, all_hold, any_holds};

    #[test]
    fn what_is_known_decides_where_it_can() {
        let unknown = || Err(NotEvaluated::new("not known", None));
        assert_eq!(all_hold([Ok(true), unknown(), Ok(false)]), Ok(false));
        assert_eq!(all_hold([Ok(true), Ok(true)]), Ok(true));
        assert!(all_hold([Ok(true), unknown()]).is_err());
        assert_eq!(any_holds([unknown(), Ok(true)]), Ok(true));
        assert_eq!(any_holds([Ok(false), Ok(false)]), Ok(false));
        assert!(any_holds([Ok(false), unknown()]).is_err());
    }
}
