//! Address ranges in CIDR notation, as the .NET library `IPNetwork` that Azure uses takes and splits them.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::argument::made;
use super::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("cidrHost", 2, cidr_host),
    Function::exactly("cidrSubnet", 3, cidr_subnet),
    Function::exactly("parseCidr", 1, parse_cidr),
];

/// A range of addresses as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range {
    network: u128,
    length: u8,
    is_v4: bool,
}

impl Range {
    fn of(call: &Call<'_>) -> Result<Self, Fault> {
        let text = call.text(0)?;
        Self::parse(text).ok_or_else(|| {
            let message = format!("takes an address range such as 10.0.0.0/24, not '{text}'");
            call.fault(ProblemKind::Conversion, &message)
        })
    }

    /// An address, and behind a slash or a space the length of the prefix or a mask. Signs that no range has are
    /// passed over.
    fn parse(text: &str) -> Option<Self> {
        let fits =
            |sign: &char| sign.is_ascii_hexdigit() || ".:/".contains(*sign) || sign.is_whitespace();
        let text: String = text.chars().filter(fits).collect();
        let mut parts = text
            .split(|sign: char| sign == '/' || sign.is_whitespace())
            .filter(|part| !part.is_empty());
        let (address, is_v4) = address(parts.next()?)?;
        let length = match parts.next() {
            None => class(address, is_v4)?,
            Some(length) => match length.parse::<u8>() {
                Ok(length) => length,
                Err(_) => mask_length(length, is_v4)?,
            },
        };
        let range = Self { network: address, length, is_v4 };
        if length > range.bits() {
            return None;
        }
        Some(Self { network: address & range.mask(), ..range })
    }

    /// The bits of an address.
    fn bits(self) -> u8 {
        if self.is_v4 { 32 } else { 128 }
    }

    /// The bits behind the prefix, all set.
    fn hosts(self) -> u128 {
        let free = u32::from(self.bits() - self.length);
        u128::MAX.checked_shr(128 - free).unwrap_or_default()
    }

    fn mask(self) -> u128 {
        let all = if self.is_v4 { u128::from(u32::MAX) } else { u128::MAX };
        all & !self.hosts()
    }

    fn last(self) -> u128 {
        self.network | self.hosts()
    }

    /// The first and the last address for a host: of IPv4 all but the range's own address and the broadcast, and in
    /// ranges that have no more than those the range's own.
    fn usable(self) -> (u128, u128) {
        match (self.is_v4, self.length) {
            (true, 31..) => (self.network, self.network),
            (true, _) => (self.network + 1, self.last() - 1),
            (false, _) => (self.network, self.last()),
        }
    }

    fn text(self, address: u128) -> String {
        match u32::try_from(address) {
            Ok(address) if self.is_v4 => Ipv4Addr::from_bits(address).to_string(),
            _ => v6_text(Ipv6Addr::from_bits(address)),
        }
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.text(self.network), self.length)
    }
}

/// The length of the prefix that the class of an address implies.
fn class(address: u128, is_v4: bool) -> Option<u8> {
    match address >> 24 {
        _ if !is_v4 => Some(64),
        0..=127 => Some(8),
        128..=191 => Some(16),
        192..=223 => Some(24),
        _ => None,
    }
}

/// The length of the prefix that a mask such as `255.255.0.0` sets.
fn mask_length(text: &str, is_v4: bool) -> Option<u8> {
    let (mask, mask_is_v4) = address(text)?;
    if mask_is_v4 != is_v4 {
        return None;
    }
    let bits = if is_v4 { 32 } else { 128 };
    (0..=bits).find(|length| Range { network: 0, length: *length, is_v4 }.mask() == mask)
}

/// The number of an address, and whether it is one of IPv4.
fn address(text: &str) -> Option<(u128, bool)> {
    if text.contains(':') {
        return text.parse::<Ipv6Addr>().ok().map(|address| (address.to_bits(), false));
    }
    v4(text).map(|address| (address.into(), true))
}

/// An address of up to four parts, of which the last one fills what the others leave; octal with a leading zero.
fn v4(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.split('.').collect();
    let (last, first) = parts.split_last()?;
    if first.len() > 3 {
        return None;
    }
    let number = |part: &str| match part.strip_prefix('0').filter(|rest| !rest.is_empty()) {
        Some(octal) => u32::from_str_radix(octal, 8).ok(),
        None => part.parse::<u32>().ok(),
    };
    let mut address = 0;
    for part in first {
        address = address << 8 | number(part).filter(|part| *part < 256)?;
    }
    let last = number(last)?;
    let free = 32 - 8 * u32::try_from(first.len()).ok()?;
    if free < 32 && last >> free > 0 {
        return None;
    }
    Some(address.checked_shl(free).unwrap_or_default() | last)
}

/// As .NET writes it: with an IPv4 address at the end where that is what it stands for.
fn v6_text(address: Ipv6Addr) -> String {
    let segments = address.segments();
    let low = Ipv4Addr::from_bits(u32::try_from(address.to_bits() & 0xffff_ffff).unwrap_or(0));
    match segments {
        [0, 0, 0, 0, 0, 0, high, _] if high > 0 => format!("::{low}"),
        [0, 0, 0, 0, 0xffff, 0, high, _] if high > 0 => format!("::ffff:0:{low}"),
        _ => address.to_string(),
    }
}

fn parse_cidr(call: &Call<'_>) -> Result<Outcome, Fault> {
    let range = Range::of(call)?;
    let text = |address: u128| call.made_text(range.text(address));
    let (first, last) = range.usable();
    let mut members = vec![
        call.made_member("network", text(range.network)),
        call.made_member("netmask", text(range.mask())),
    ];
    if range.is_v4 {
        members.push(call.made_member("broadcast", text(range.last())));
    }
    members.extend([
        call.made_member("firstUsable", text(first)),
        call.made_member("lastUsable", text(last)),
        call.made_member("cidr", call.made(Value::Int(range.length.into()))),
    ]);
    made(Value::object(members))
}

fn cidr_subnet(call: &Call<'_>) -> Result<Outcome, Fault> {
    let range = Range::of(call)?;
    let (wanted, index) = (call.int(1)?, call.int(2)?);
    let (from, to) = (range.length, range.bits());
    let Some(length) = u8::try_from(wanted).ok().filter(|length| (from..=to).contains(length))
    else {
        let message = format!("splits {range} into ranges of /{from} to /{to}, not /{wanted}");
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    let network = u128::try_from(index)
        .ok()
        .and_then(|index| offset(index, u32::from(to - length)))
        .and_then(|offset| range.network.checked_add(offset))
        .filter(|network| *network <= range.last());
    let Some(network) = network else {
        let message = format!("finds no range {index} of /{length} in {range}");
        return Err(call.fault(ProblemKind::IndexOutOfRange, &message));
    };
    call.text_result(Range { network, length, ..range }.to_string())
}

/// So many ranges of two to the `size` addresses; none when that is more than there are.
fn offset(index: u128, size: u32) -> Option<u128> {
    if index == 0 {
        return Some(0);
    }
    index.checked_shl(size).filter(|offset| offset >> size == index)
}

/// The hosts are counted from the address behind the range's own, which is number -1.
fn cidr_host(call: &Call<'_>) -> Result<Outcome, Fault> {
    let range = Range::of(call)?;
    let index = call.int(1)?;
    let (_, last) = range.usable();
    let host = index
        .checked_add(1)
        .and_then(|index| range.network.checked_add_signed(index.into()))
        .filter(|host| *host <= last);
    let Some(host) = host else {
        let message = format!("finds no host {index} in {range}");
        return Err(call.fault(ProblemKind::IndexOutOfRange, &message));
    };
    call.text_result(range.text(host))
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
        for range in ["10.0.0.4/24", "10.0.0.4/31", "10.0.0.4/32", "fd00::/8"] {
            let network = text("cidrHost", json!([range, -1]));
            assert_eq!(result("parseCidr", json!([range]))["network"], network, "{range}");
        }
        for (range, index) in
            [("10.144.3.0/24", 254), ("10.0.0.4/31", 0), ("10.0.0.4/32", 0), ("0.0.0.0/0", -2)]
        {
            let kind = fault("cidrHost", json!([range, index]));
            assert_eq!(kind, ProblemKind::IndexOutOfRange, "{range} {index}");
        }
    }

    #[test]
    fn ranges_are_read_generously() {
        for (text, range) in [
            ("10.0.0.0", "10.0.0.0/8"),
            ("172.16.5.4", "172.16.0.0/16"),
            ("192.168.0.1", "192.168.0.0/24"),
            ("fd00::1", "fd00::/64"),
            (" 10.0.0.0 /8", "10.0.0.0/8"),
            ("10/8", "0.0.0.0/8"),
            ("10.1/16", "10.0.0.0/16"),
            ("010.0.0.0/08", "8.0.0.0/8"),
            ("10.1.2.3/255.255.0.0", "10.1.0.0/16"),
            ("10.1.2.3 255.255.255.0", "10.1.2.0/24"),
            ("::ffff:10.1.2.3/128", "::ffff:10.1.2.3/128"),
            ("::10.1.2.3/128", "::10.1.2.3/128"),
        ] {
            let read = Range::parse(text).map(|range| range.to_string());
            assert_eq!(read.as_deref(), Some(range), "{text}");
        }
        assert_eq!(result("parseCidr", json!(["10.0.0.0/31"]))["lastUsable"], "10.0.0.0");
    }

    proptest::proptest! {
        #[test]
        fn no_text_brings_it_down(range in "[0-9a-f.:/ x]{0,24}", index in proptest::num::i64::ANY) {
            for (name, arguments) in [
                ("parseCidr", json!([range])),
                ("cidrHost", json!([range, index])),
                ("cidrSubnet", json!([range, index.rem_euclid(129), index])),
            ] {
                let _ = super::super::testing::call(name, &arguments);
            }
        }

        #[test]
        fn hosts_and_subnets_lie_in_their_range(
            network in proptest::num::u32::ANY, length in 0..=28_u8, index in 0..14_i64,
        ) {
            let text = format!("{}/{length}", Ipv4Addr::from_bits(network));
            let whole = Range::parse(&text).expect("it is a range");
            let host = super::super::testing::text("cidrHost", json!([text, index]));
            let (host, _) = address(&host).expect("it is an address");
            proptest::prop_assert_eq!(host, whole.network + 1 + u128::try_from(index).expect("is positive"));
            let subnet = super::super::testing::text("cidrSubnet", json!([text, 32, index]));
            let subnet = Range::parse(&subnet).expect("it is a range");
            proptest::prop_assert_eq!(subnet.network & whole.mask(), whole.network);
        }
    }

    #[test]
    fn what_is_no_range_is_a_fault() {
        for bad in [
            "1000.144.0.0/20",
            "224.0.0.0",
            "10.0.0.0/33",
            "10.0.0.0/255.0.255.0",
            "fdad:nnnn:5555::/48",
            "09.0.0.0/8",
            "x",
            "",
        ] {
            assert_eq!(fault("parseCidr", json!([bad])), ProblemKind::Conversion, "{bad}");
        }
        assert_eq!(fault("parseCidr", json!([5])), ProblemKind::ArgumentType);
    }
}
