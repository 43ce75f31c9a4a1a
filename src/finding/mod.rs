//! What a lint says: findings, what could not be evaluated, and the report of a run.

mod fault;
mod fix;
mod looked_at;
mod masking;
mod report;
mod severity;
mod subject;
mod surroundings;

pub(crate) use masking::merged;

pub use self::fault::{Change, Finding, Related, Secrecy, SuppressedBy, Suppression};
pub use self::fix::{Applicability, Edit, Fix};
pub use self::looked_at::{Gap, Gaps, LookedAt, SeenSubscription};
pub use self::report::{
    BaselineUse, Checked, Gone, PassedOver, Remark, Report, Since, Unevaluated,
};
pub use self::severity::Severity;
pub use self::subject::Subject;
pub use self::surroundings::{Joined, Relation, Surrounding, Surroundings};
