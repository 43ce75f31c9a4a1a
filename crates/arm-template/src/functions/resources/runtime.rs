//! Functions that only Azure itself can answer.

use crate::Reason;
use crate::functions::{Call, Fault, Function, Outcome};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("deployer", 0, unknown),
    Function::between("providers", 1, 2, unknown),
    Function::between("roleDefinitions", 1, 2, unknown),
    Function::exactly("toLogicalZone", 3, unknown),
    Function::exactly("toLogicalZones", 3, unknown),
    Function::exactly("toPhysicalZone", 3, unknown),
    Function::exactly("toPhysicalZones", 3, unknown),
];

fn unknown(call: &Call<'_>) -> Result<Outcome, Fault> {
    Err(Fault::Unknown(Reason::Runtime(call.name.into())))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::unknown_because;

    #[test]
    fn the_zones_differ_by_subscription() {
        let reason = unknown_because("toPhysicalZone", json!(["s", "westus2", "1"]));
        assert_eq!(reason, Reason::Runtime("toPhysicalZone".into()));
    }
}
