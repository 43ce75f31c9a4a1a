//! Address ranges: `cidrhost`, `cidrnetmask`, `cidrsubnet`, `cidrsubnets`, `cidrcontains`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use num_bigint::{BigInt, BigUint};
use num_traits::{Signed, ToPrimitive};
use traced_values::Origin;

use super::answer::{Answer, CallFault};
use super::arguments::{self, Arguments, wrong};
use crate::value::Value;

/// Numbers in an address may have leading zeros, as Terraform still takes them.
fn range(text: &str, place: usize) -> Result<IpNet, CallFault> {
    let refused = || wrong(place, format!("'{text}' is no address range such as 10.0.0.0/16"));
    let (address, length) = text.split_once('/').ok_or_else(refused)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(length) {
        return Err(refused());
    }
    let length: u8 = length.parse().map_err(|_| refused())?;
    let address = address_of(address).ok_or_else(refused)?;
    IpNet::new(address, length).map(|range| range.trunc()).map_err(|_| refused())
}

fn address_of(text: &str) -> Option<IpAddr> {
    if text.contains(':') {
        return text.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    let mut octets = [0u8; 4];
    let mut parts = text.split('.');
    for octet in &mut octets {
        let part = parts.next()?;
        if part.is_empty() || part.len() > 10 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *octet = part.parse::<u64>().ok().and_then(|number| u8::try_from(number).ok())?;
    }
    parts.next().is_none().then_some(IpAddr::V4(Ipv4Addr::from(octets)))
}

fn bits(range: &IpNet) -> u32 {
    u32::from(range.max_prefix_len())
}

fn number(address: IpAddr) -> BigUint {
    match address {
        IpAddr::V4(address) => BigUint::from(address.to_bits()),
        IpAddr::V6(address) => BigUint::from(address.to_bits()),
    }
}

fn address(number: &BigUint, like: &IpNet) -> Option<IpAddr> {
    Some(match like {
        IpNet::V4(_) => IpAddr::V4(Ipv4Addr::from_bits(number.to_u32()?)),
        IpNet::V6(_) => IpAddr::V6(Ipv6Addr::from_bits(number.to_u128()?)),
    })
}

fn whole(given: &Arguments<'_>, place: usize) -> Result<BigInt, CallFault> {
    given
        .number(place)?
        .to_bigint()
        .ok_or_else(|| wrong(place, format!("argument {} must be a whole number", place + 1)))
}

pub(super) fn cidrhost(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let range = range(&given.text(0)?, 0)?;
    let host = whole(given, 1)?;
    let size = BigInt::from(1) << (bits(&range) - u32::from(range.prefix_len()));
    let outside = || wrong(1, format!("a range of /{} has no host {host}", range.prefix_len()));
    let place = if host.is_negative() { &size + &host } else { host.clone() };
    if place.is_negative() || place >= size {
        return Err(outside());
    }
    let place = place.to_biguint().ok_or_else(outside)?;
    let found = address(&(number(range.network()) + place), &range).ok_or_else(outside)?;
    arguments::text(found.to_string())
}

pub(super) fn cidrnetmask(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    match range(&given.text(0)?, 0)? {
        IpNet::V4(range) => arguments::text(range.netmask().to_string()),
        IpNet::V6(_) => Err(wrong(0, "only an IPv4 range has a netmask")),
    }
}

/// The part of a range that has `added` more bits in its prefix and this number among such parts.
fn part(range: &IpNet, added: i64, at: &BigInt, place: usize) -> Result<IpNet, CallFault> {
    let length = i64::from(range.prefix_len()) + added;
    if length < 0 || length > i64::from(bits(range)) {
        let message = format!("{added} more bits don't fit behind /{}", range.prefix_len());
        return Err(wrong(place, message));
    }
    let outside = || wrong(place + 1, format!("{added} bits can't hold the number {at}"));
    let length = u8::try_from(length).map_err(|_| outside())?;
    // Terraform takes a negative number without its sign and forgets the range for it; with fewer bits it lets the number
    // reach into the prefix.
    let base = if at.is_negative() { BigUint::ZERO } else { number(range.network()) };
    let at = at.magnitude().clone();
    if u32::try_from(added).is_ok_and(|added| at.bits() > u64::from(added)) {
        return Err(outside());
    }
    let found = base | (at << (bits(range) - u32::from(length)));
    let found = address(&found, range).ok_or_else(outside)?;
    IpNet::new(found, length).map_err(|_| outside())
}

pub(super) fn cidrsubnet(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let range = range(&given.text(0)?, 0)?;
    let found = part(&range, given.whole(1)?, &whole(given, 2)?, 1)?;
    arguments::text(found.to_string())
}

pub(super) fn cidrsubnets(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let range = range(&given.text(0)?, 0)?;
    let mut found: Vec<Value> = Vec::new();
    let mut next = number(range.network());
    let end = number(range.broadcast()) + 1u32;
    for place in 1..given.values.len() {
        let added = given.whole(place)?;
        if added < 1 {
            return Err(wrong(place, "each range must have at least one bit more"));
        }
        let length = i64::from(range.prefix_len()) + added;
        let length = u8::try_from(length)
            .ok()
            .filter(|length| u32::from(*length) <= bits(&range))
            .ok_or_else(|| {
                let message = format!("{added} more bits don't fit behind /{}", range.prefix_len());
                wrong(place, message)
            })?;
        let size = BigUint::from(1u32) << (bits(&range) - u32::from(length));
        // Each begins at the next boundary of its own size.
        let start = (&next + &size - 1u32) / &size * &size;
        if &start + &size > end {
            return Err(wrong(place, format!("there is no room left in {range}")));
        }
        let first = address(&start, &range).ok_or_else(|| wrong(place, "there is no room left"))?;
        let text = IpNet::new(first, length)
            .map_err(|_| wrong(place, "there is no room left"))?
            .to_string();
        let from = vec![given.values[0].origin.clone(), given.values[place].origin.clone()];
        found.push(Value::text(text, Origin::computed("cidrsubnets", given.at, from)));
        next = start + size;
    }
    arguments::list(found)
}

pub(super) fn cidrcontains(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let outer = range(&given.text(0)?, 0)?;
    let text = given.text(1)?;
    let inner = if text.contains('/') {
        range(&text, 1)?
    } else {
        let address =
            address_of(&text).ok_or_else(|| wrong(1, format!("'{text}' is no address")))?;
        IpNet::from(address)
    };
    if outer.max_prefix_len() != inner.max_prefix_len() {
        return Err(wrong(1, "both must be IPv4 or both IPv6"));
    }
    arguments::truth(outer.contains(&inner))
}
