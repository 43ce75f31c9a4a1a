//! Address ranges in CIDR notation.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use super::argument::made;
use super::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("cidrHost", 2, cidr_host),
    Function::exactly("cidrSubnet", 3, cidr_subnet),
    Function::exactly("parseCidr", 1, parse_cidr),
];

/// A range of addresses as numbers.
struct Range {
    net: IpNet,
    first: u128,
    last: u128,
}

impl Range {
    fn of(call: &Call<'_>) -> Result<Self, Fault> {
        let text = call.text(0)?;
        let Ok(net) = text.trim().parse::<IpNet>() else {
            let message = format!("takes an address range such as 10.0.0.0/24, not '{text}'");
            return Err(call.fault(ProblemKind::Conversion, &message));
        };
        let net = net.trunc();
        Ok(Self { net, first: bits(net.network()), last: bits(net.broadcast()) })
    }

    fn is_v4(&self) -> bool {
        matches!(self.net, IpNet::V4(_))
    }

    /// Whether all addresses but the first and the last are for hosts.
    fn has_reserved(&self) -> bool {
        self.is_v4() && self.net.prefix_len() < 31
    }

    fn address(&self, bits: u128) -> Option<IpAddr> {
        if self.is_v4() {
            u32::try_from(bits).ok().map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits)))
        } else {
            Some(IpAddr::V6(Ipv6Addr::from_bits(bits)))
        }
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

fn parse_cidr(call: &Call<'_>) -> Result<Outcome, Fault> {
    let range = Range::of(call)?;
    let reserved = u128::from(range.has_reserved());
    let text = |address: IpAddr| call.made_text(address.to_string());
    let usable = |bits: u128| range.address(bits).map_or_else(|| call.made(Value::Null), text);
    let mut members = vec![
        call.made_member("network", text(range.net.network())),
        call.made_member("netmask", text(range.net.netmask())),
    ];
    if range.is_v4() {
        members.push(call.made_member("broadcast", text(range.net.broadcast())));
    }
    members.extend([
        call.made_member("firstUsable", usable(range.first + reserved)),
        call.made_member("lastUsable", usable(range.last - reserved)),
        call.made_member("cidr", call.made(Value::Int(range.net.prefix_len().into()))),
    ]);
    made(Value::object(members))
}

fn cidr_subnet(call: &Call<'_>) -> Result<Outcome, Fault> {
    let range = Range::of(call)?;
    let (wanted, index) = (call.int(1)?, call.int(2)?);
    let (from, to) = (range.net.prefix_len(), range.net.max_prefix_len());
    let Some(length) = u8::try_from(wanted).ok().filter(|length| (from..=to).contains(length))
    else {
        let message =
            format!("splits {} into ranges of /{from} to /{to}, not /{wanted}", range.net);
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    let start = u128::try_from(index)
        .ok()
        .and_then(|index| offset(index, u32::from(to - length)))
        .and_then(|offset| range.first.checked_add(offset))
        .filter(|start| *start <= range.last);
    let Some(address) = start.and_then(|start| range.address(start)) else {
        let message = format!("finds no range {index} of /{length} in {}", range.net);
        return Err(call.fault(ProblemKind::IndexOutOfRange, &message));
    };
    call.text_result(format!("{address}/{length}"))
}

/// So many ranges of two to the `size` addresses; none when that is more than there are.
fn offset(index: u128, size: u32) -> Option<u128> {
    if index == 0 {
        return Some(0);
    }
    index.checked_shl(size).filter(|offset| offset >> size == index)
}

fn cidr_host(call: &Call<'_>) -> Result<Outcome, Fault> {
    let range = Range::of(call)?;
    let index = call.int(1)?;
    // The first address of a range is not a host's, unless it is all there is.
    let is_single = range.first == range.last;
    let is_point_to_point = range.is_v4() && range.net.prefix_len() == 31;
    let skipped = u128::from(!is_single && !is_point_to_point);
    let last = range.last - u128::from(range.has_reserved());
    let host = u128::try_from(index)
        .ok()
        .and_then(|index| range.first.checked_add(index)?.checked_add(skipped))
        .filter(|host| *host <= last);
    let Some(address) = host.and_then(|host| range.address(host)) else {
        let message = format!("finds no host {index} in {}", range.net);
        return Err(call.fault(ProblemKind::IndexOutOfRange, &message));
    };
    call.text_result(address.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{fault, result, text};
    use super::*;

    #[test]
    fn a_range_is_taken_apart() {
        assert_eq!(
            result("parseCidr", json!(["10.144.1.7/20"])),
            json!({"network": "10.144.0.0", "netmask": "255.255.240.0", "broadcast": "10.144.15.255", "firstUsable": "10.144.0.1", "lastUsable": "10.144.15.254", "cidr": 20})
        );
        assert_eq!(
            result("parseCidr", json!(["10.144.1.1/32"])),
            json!({"network": "10.144.1.1", "netmask": "255.255.255.255", "broadcast": "10.144.1.1", "firstUsable": "10.144.1.1", "lastUsable": "10.144.1.1", "cidr": 32})
        );
        assert_eq!(
            result("parseCidr", json!(["fdad:3236:5555::/48"])),
            json!({"network": "fdad:3236:5555::", "netmask": "ffff:ffff:ffff::", "firstUsable": "fdad:3236:5555::", "lastUsable": "fdad:3236:5555:ffff:ffff:ffff:ffff:ffff", "cidr": 48})
        );
        assert_eq!(result("parseCidr", json!(["0.0.0.0/0"]))["broadcast"], "255.255.255.255");
    }

    #[test]
    fn subnets_stay_inside() {
        assert_eq!(text("cidrSubnet", json!(["10.144.0.0/20", 24, 4])), "10.144.4.0/24");
        assert_eq!(text("cidrSubnet", json!(["10.144.1.1/32", 32, 0])), "10.144.1.1/32");
        assert_eq!(
            text("cidrSubnet", json!(["fdad:3236:5555::/48", 52, 1])),
            "fdad:3236:5555:1000::/52"
        );
        assert_eq!(text("cidrSubnet", json!(["::/0", 1, 1])), "8000::/1");
        assert_eq!(text("cidrSubnet", json!(["::/0", 0, 0])), "::/0");
        assert_eq!(
            fault("cidrSubnet", json!(["10.0.0.0/24", 26, 4])),
            ProblemKind::IndexOutOfRange
        );
        assert_eq!(fault("cidrSubnet", json!(["::/0", 1, 2])), ProblemKind::IndexOutOfRange);
        assert_eq!(
            fault("cidrSubnet", json!(["10.0.0.0/24", 26, -1])),
            ProblemKind::IndexOutOfRange
        );
        assert_eq!(fault("cidrSubnet", json!(["10.0.0.0/24", 23, 0])), ProblemKind::ArgumentValue);
        assert_eq!(fault("cidrSubnet", json!(["fdad::/48", 200, 0])), ProblemKind::ArgumentValue);
    }

    #[test]
    fn hosts_begin_behind_the_networks_address() {
        assert_eq!(text("cidrHost", json!(["10.144.3.0/24", 0])), "10.144.3.1");
        assert_eq!(text("cidrHost", json!(["10.144.3.0/24", 253])), "10.144.3.254");
        assert_eq!(
            text("cidrHost", json!(["fdad:3236:5555:3000::/52", 0])),
            "fdad:3236:5555:3000::1"
        );
        assert_eq!(text("cidrHost", json!(["10.0.0.4/31", 1])), "10.0.0.5");
        assert_eq!(text("cidrHost", json!(["10.0.0.4/32", 0])), "10.0.0.4");
        assert_eq!(fault("cidrHost", json!(["10.144.3.0/24", 254])), ProblemKind::IndexOutOfRange);
        assert_eq!(fault("cidrHost", json!(["10.144.3.0/24", -1])), ProblemKind::IndexOutOfRange);
    }

    #[test]
    fn what_is_no_range_is_a_fault() {
        for bad in ["1000.144.0.0/20", "10.0.0.0", "10.0.0.0/33", "fdad:nnnn:5555::/48", ""] {
            assert_eq!(fault("parseCidr", json!([bad])), ProblemKind::Conversion, "{bad}");
        }
        assert_eq!(fault("parseCidr", json!([5])), ProblemKind::ArgumentType);
    }
}
