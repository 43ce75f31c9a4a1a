//! DER, walked value by value with the byte offset of each.

use std::fmt;
use std::ops::Range;

use crate::encoding::der_fault::DEPTH;
pub(crate) use crate::encoding::der_fault::DerFault;

/// Tags of the universal class, and the bit that marks a value made of values.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;
    pub(crate) const CONSTRUCTED: u8 = 0x20;
}

/// One value: a tag, a length, a content.
#[derive(Clone, Copy)]
pub(crate) struct Tlv<'a> {
    der: &'a [u8],
    pub(crate) tag: u8,
    /// The offset of the tag.
    pub(crate) at: usize,
    content: usize,
    content_end: usize,
    /// The offset after the value.
    pub(crate) end: usize,
}

impl fmt::Debug for Tlv<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02X}@{}..{}", self.tag, self.at, self.end)
    }
}

impl<'a> Tlv<'a> {
    /// Reads the value that begins at `at` and must end by `limit`.
    pub(crate) fn read(der: &'a [u8], at: usize, limit: usize) -> Result<Self, DerFault> {
        Self::read_at_depth(der, at, limit.min(der.len()), DEPTH)
    }

    fn read_at_depth(
        der: &'a [u8],
        at: usize,
        limit: usize,
        depth: usize,
    ) -> Result<Self, DerFault> {
        let octet = |at: usize| {
            der.get(at).filter(|_| at < limit).copied().ok_or(DerFault::CutHeader { at: limit })
        };
        let tag = octet(at)?;
        if tag & 0x1F == 0x1F {
            return Err(DerFault::LongTag { at, tag });
        }
        let first = octet(at + 1)?;
        if first == 0x80 {
            return Self::indefinite(der, at, limit, depth);
        }
        let (content, declared) = if first < 0x80 {
            (at + 2, usize::from(first))
        } else {
            let octets = first & 0x7F;
            if octets > 4 {
                return Err(DerFault::LongLength { at, tag, octets });
            }
            let mut declared = 0_usize;
            for position in 0..usize::from(octets) {
                declared = declared << 8 | usize::from(octet(at + 2 + position)?);
            }
            (at + 2 + usize::from(octets), declared)
        };
        let left = limit - content.min(limit);
        if declared > left {
            return Err(DerFault::Overrun { at, tag, declared, left });
        }
        let end = content + declared;
        Ok(Self { der, tag, at, content, content_end: end, end })
    }

    fn indefinite(der: &'a [u8], at: usize, limit: usize, depth: usize) -> Result<Self, DerFault> {
        let depth = depth.checked_sub(1).ok_or(DerFault::TooDeep { at })?;
        let tag = der[at];
        if tag & tag::CONSTRUCTED == 0 {
            return Err(DerFault::Indefinite { at, tag });
        }
        let mut next = at + 2;
        loop {
            if der.get(next..next + 2).filter(|_| next + 2 <= limit) == Some(&[0, 0]) {
                return Ok(Self {
                    der,
                    tag,
                    at,
                    content: at + 2,
                    content_end: next,
                    end: next + 2,
                });
            }
            next = Self::read_at_depth(der, next, limit, depth)?.end;
        }
    }

    /// The bytes inside the value.
    pub(crate) fn content(&self) -> &'a [u8] {
        &self.der[self.content..self.content_end]
    }

    /// The value with its tag and length.
    pub(crate) fn whole(&self) -> &'a [u8] {
        &self.der[self.at..self.end]
    }

    /// The offsets of the value with its tag and length.
    pub(crate) fn range(&self) -> Range<usize> {
        self.at..self.end
    }

    /// The values inside the value, one after the other.
    pub(crate) fn inside(&self) -> TlvValues<'a> {
        TlvValues { der: self.der, at: self.content, end: self.content_end }
    }

    /// The values inside the value, as far as they can be read.
    pub(crate) fn children(&self) -> Vec<Tlv<'a>> {
        let mut values = self.inside();
        std::iter::from_fn(|| values.next().ok().flatten()).collect()
    }

    /// Whether every length inside the value fits, all the way down.
    pub(crate) fn check(&self) -> Result<(), DerFault> {
        self.check_at_depth(DEPTH)
    }

    fn check_at_depth(&self, depth: usize) -> Result<(), DerFault> {
        if self.end != self.content_end {
            return Err(DerFault::Indefinite { at: self.at, tag: self.tag });
        }
        if self.tag & tag::CONSTRUCTED == 0 {
            return Ok(());
        }
        let depth = depth.checked_sub(1).ok_or(DerFault::TooDeep { at: self.at })?;
        let mut values = self.inside();
        while let Some(value) = values.next()? {
            value.check_at_depth(depth)?;
        }
        Ok(())
    }
}

/// Whether a sound certificate was cut off: every value is whole but those that reach the end.
pub(crate) fn is_cut_short(der: &[u8]) -> bool {
    let (mut at, mut level, mut whole) = (0, 0, 0);
    while at < der.len() {
        match Tlv::read(der, at, der.len()) {
            Ok(value) if value.check().is_err() => return false,
            Ok(value) => (at, whole) = (value.end, whole + 1),
            Err(DerFault::Overrun { tag, left, .. }) if tag & tag::CONSTRUCTED != 0 => {
                (at, level, whole) = (der.len() - left, level + 1, 0);
            }
            Err(fault) => {
                return matches!(fault, DerFault::CutHeader { .. } | DerFault::Overrun { .. });
            }
        }
    }
    // All three parts of a certificate are whole, so that only the length around them is wrong.
    (level, whole) != (1, 3)
}

/// The values that stand one after the other inside another value.
#[derive(Clone)]
pub(crate) struct TlvValues<'a> {
    der: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> TlvValues<'a> {
    /// The values inside so many SEQUENCEs, each the first value of the one around it, whatever their lengths say.
    pub(crate) fn of_damaged(der: &'a [u8], levels: usize) -> Option<Self> {
        let mut at = 0;
        for _ in 0..levels {
            if der.get(at) != Some(&tag::SEQUENCE) {
                return None;
            }
            let octets = match der.get(at + 1)? {
                first @ 0x81..=0x84 => usize::from(first & 0x7F),
                _ => 0,
            };
            at += 2 + octets;
        }
        Some(Self { der, at: at.min(der.len()), end: der.len() })
    }

    /// The next value, or none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Tlv<'a>>, DerFault> {
        if self.at >= self.end {
            return Ok(None);
        }
        let value = Tlv::read(self.der, self.at, self.end)?;
        self.at = value.end;
        Ok(Some(value))
    }

    /// The next value, when it has the tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, DerFault> {
        if self.der.get(self.at).filter(|_| self.at < self.end) == Some(&tag) {
            self.next()
        } else {
            Ok(None)
        }
    }

    /// The next value, which must be there.
    pub(crate) fn any(&mut self, expected: &'static str) -> Result<Tlv<'a>, DerFault> {
        self.next()?.ok_or(DerFault::Missing { at: self.at, expected })
    }

    /// The next value, which must be there and have the tag.
    pub(crate) fn expect(&mut self, tag: u8, expected: &'static str) -> Result<Tlv<'a>, DerFault> {
        match self.der.get(self.at).filter(|_| self.at < self.end) {
            None => Err(DerFault::Missing { at: self.at, expected }),
            Some(other) if *other != tag => {
                Err(DerFault::Unexpected { at: self.at, tag: *other, expected })
            }
            Some(_) => self.any(expected),
        }
    }

    /// That nothing follows.
    pub(crate) fn finish(&self, after: &'static str) -> Result<(), DerFault> {
        match self.end - self.at.min(self.end) {
            0 => Ok(()),
            count => Err(DerFault::Surplus { at: self.at, count, after }),
        }
    }
}

/// An object identifier in dotted form, or none when its bytes are no such thing.
pub(crate) fn dotted(content: &[u8]) -> Option<String> {
    if content.is_empty() || content.last().is_some_and(|last| last & 0x80 != 0) {
        return None;
    }
    let mut arcs: Vec<u64> = Vec::with_capacity(content.len() + 1);
    let mut arc = 0_u64;
    for octet in content {
        arc = arc.checked_mul(128)?.checked_add(u64::from(octet & 0x7F))?;
        if octet & 0x80 == 0 {
            if arcs.is_empty() {
                let first = (arc / 40).min(2);
                arcs.push(first);
                arc -= first * 40;
            }
            arcs.push(arc);
            arc = 0;
        }
    }
    Some(arcs.iter().map(u64::to_string).collect::<Vec<_>>().join("."))
}
