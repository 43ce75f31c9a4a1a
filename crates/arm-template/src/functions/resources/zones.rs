//! `pickZones`: which regions have availability zones.

use crate::functions::argument::made;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Reason, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function::between("pickZones", 3, 5, pick_zones)];

/// Regions with three zones, as listed in the documentation of availability zones.
const ZONAL_REGIONS: [&str; 28] = [
    "australiaeast",
    "brazilsouth",
    "canadacentral",
    "centralindia",
    "centralus",
    "chinanorth3",
    "eastasia",
    "eastus",
    "eastus2",
    "francecentral",
    "germanywestcentral",
    "japaneast",
    "koreacentral",
    "northeurope",
    "norwayeast",
    "polandcentral",
    "qatarcentral",
    "southafricanorth",
    "southcentralus",
    "southeastasia",
    "swedencentral",
    "switzerlandnorth",
    "uaenorth",
    "uksouth",
    "usgovvirginia",
    "westeurope",
    "westus2",
    "westus3",
];

/// Regions without zones that the examples of Microsoft's documentation and tests name.
const REGIONS_WITHOUT: [&str; 2] = ["northcentralus", "westus"];

/// Types of which one resource lies in one zone.
const ZONAL_TYPES: [&str; 4] = [
    "microsoft.compute/disks",
    "microsoft.compute/virtualmachines",
    "microsoft.compute/virtualmachinescalesets",
    "microsoft.network/publicipaddresses",
];

/// Types without zones that the examples of Microsoft's documentation name.
const TYPES_WITHOUT: [&str; 1] = ["microsoft.cdn/profiles"];

const ZONES: i64 = 3;

fn pick_zones(call: &Call<'_>) -> Result<Outcome, Fault> {
    let kind = format!("{}/{}", call.text(0)?, call.text(1)?).to_ascii_lowercase();
    let region: String =
        call.text(2)?.chars().filter(|sign| *sign != ' ').collect::<String>().to_ascii_lowercase();
    let optional = |index: usize, default: i64| match call.args.get(index) {
        Some(_) => call.int(index),
        None => Ok(default),
    };
    let (number, offset) = (optional(3, 1)?, optional(4, 0)?);
    if !(1..=ZONES).contains(&number) || !(0..=ZONES).contains(&offset) {
        return Err(call.wrong_value(&format!("picks 1 to {ZONES} zones")));
    }
    let kind = kind.as_str();
    let region = region.as_str();
    if TYPES_WITHOUT.contains(&kind)
        || (ZONAL_TYPES.contains(&kind) && REGIONS_WITHOUT.contains(&region))
    {
        return made(Value::array(Vec::new()));
    }
    if !(ZONAL_TYPES.contains(&kind) && ZONAL_REGIONS.contains(&region)) {
        return Err(Fault::Unknown(Reason::Runtime(call.name.into())));
    }
    if offset + number > ZONES {
        return Err(call.wrong_value(&format!("finds only {ZONES} zones")));
    }
    let zones = (offset + 1..=offset + number).map(|zone| call.made_text(zone.to_string()));
    made(Value::array(zones.collect()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ProblemKind;
    use crate::functions::testing::{fault, result, unknown_because};

    fn zones(rest: &serde_json::Value) -> serde_json::Value {
        let mut args = vec![json!("Microsoft.Compute"), json!("virtualMachines")];
        args.extend(rest.as_array().expect("arguments").iter().cloned());
        result("pickZones", args.into())
    }

    #[test]
    fn the_documented_answers() {
        assert_eq!(zones(&json!(["westus2"])), json!(["1"]));
        assert_eq!(zones(&json!(["West US 2", 2, 1])), json!(["2", "3"]));
        assert_eq!(zones(&json!(["westus2", 3])), json!(["1", "2", "3"]));
        assert_eq!(zones(&json!(["westus"])), json!([]));
        assert_eq!(result("pickZones", json!(["Microsoft.Cdn", "profiles", "westus2"])), json!([]));
    }

    #[test]
    fn what_no_table_tells_is_known_to_azure_alone() {
        let reason = Reason::Runtime("pickZones".into());
        assert_eq!(unknown_because("pickZones", json!(["A.B", "c", "westus2"])), reason);
        let elsewhere = json!(["Microsoft.Compute", "virtualMachines", "elsewhere"]);
        assert_eq!(unknown_because("pickZones", elsewhere), reason);
    }

    #[test]
    fn there_are_three_zones() {
        let args = |number, offset| json!(["Microsoft.Compute", "disks", "eastus", number, offset]);
        assert_eq!(fault("pickZones", args(4, 0)), ProblemKind::ArgumentValue);
        assert_eq!(fault("pickZones", args(0, 0)), ProblemKind::ArgumentValue);
        assert_eq!(fault("pickZones", args(2, 2)), ProblemKind::ArgumentValue);
    }
}
