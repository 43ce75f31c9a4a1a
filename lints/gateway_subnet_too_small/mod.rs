#![doc = include_str!("README.md")]

use ipnet::IpNet;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, GatewaySubnet, NotEvaluated, Range, Sku};

declare_lint! {
    id: "gateway-subnet-too-small",
    summary: "GatewaySubnet is too small for its gateway",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    peers: &["D09.01 (Azure review checklists)"],
    check: Check::GatewaySubnet(check),
}

/// The longest prefix that Azure takes, for a gateway of the SKU Basic.
const SMALLEST: u8 = 29;
/// The longest prefix for all other SKUs, and for two gateways.
const SMALLEST_FOR_MOST: u8 = 27;

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some((at, length)) = largest_range(place)? else { return Ok(()) };
    if length <= SMALLEST_FOR_MOST {
        return Ok(());
    }
    let is_template = place.network.resource.is_template();
    let (words, severity) = if length > SMALLEST {
        ("Azure accepts nothing smaller than /29", Severity::Error)
    } else if context.estate.has_both_gateways(place.network) {
        // Where both gateways exist, the subnet was large enough when they were made.
        (
            "a VPN gateway and an ExpressRoute gateway together need a /27",
            if is_template { Severity::Error } else { Severity::Warning },
        )
    } else if only_basic(place, context)? {
        (
            "that is enough for the Basic SKU, but a migration may fail because of too few addresses",
            Severity::Note,
        )
    } else {
        ("all SKUs except Basic need a /27", Severity::Warning)
    };
    findings.add(at, format!("GatewaySubnet is a /{length}; {words}")).severity(severity).help(
        "use a /27 or larger; with a gateway in the subnet, its range can't be changed, but you can add a second /27 to addressPrefixes",
    );
    Ok(())
}

/// The largest IPv4 range of the subnet, and the length of its prefix.
fn largest_range<'a>(
    place: &GatewaySubnet<'a>,
) -> Result<Option<(&'a Field<Range>, u8)>, NotEvaluated> {
    let mut largest: Option<(&Field<Range>, u8)> = None;
    for range in place.subnet.ranges.items()? {
        let Some(IpNet::V4(net)) = range.get()?.and_then(Range::net) else { continue };
        if largest.is_none_or(|(_, length)| net.prefix_len() < length) {
            largest = Some((range, net.prefix_len()));
        }
    }
    Ok(largest)
}

/// Whether all gateways in the subnet have the SKU Basic.
fn only_basic(place: &GatewaySubnet<'_>, context: &Context<'_>) -> Result<bool, NotEvaluated> {
    let mut gateways = context.estate.gateways_in(place.network).peekable();
    if gateways.peek().is_none() {
        let reason = format!(
            "it depends on the SKU of the gateway of {}, which is not in the input",
            place.network.label()
        );
        return Err(NotEvaluated::new(reason, Some(place.subnet.ranges.span()))
            .remedy("add the gateway to the input"));
    }
    for gateway in gateways {
        if gateway.sku.get()? != Some(&Sku::Basic) {
            return Ok(false);
        }
    }
    Ok(true)
}
