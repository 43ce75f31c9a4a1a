//! What the length of base64 gives away.

use std::cmp::Ordering;

/// What the length of base64 gives away.
pub(crate) struct LengthFaults {
    /// Characters without padding.
    data: usize,
    padding: usize,
    /// The padding that belongs there; 3 when no padding can make it right.
    wanted: usize,
    /// Whether the last character has bits that no whole byte uses.
    stray_bits: bool,
}

impl LengthFaults {
    /// Judges data characters and the number of `=` after them.
    pub(crate) fn of(data: &[u8], padding: usize) -> Self {
        let wanted = [0, 3, 2, 1][data.len() % 4];
        let mask = [0, 0, 0x0F, 0x03][data.len() % 4];
        let stray_bits = data.last().is_some_and(|last| symbol(*last) & mask != 0);
        Self { data: data.len(), padding, wanted, stray_bits }
    }

    pub(crate) fn any(&self) -> bool {
        self.padding != self.wanted || self.stray_bits
    }

    /// Whether nothing is wrong but `=` missing at the end.
    pub(crate) fn is_only_unpadded(&self) -> bool {
        self.padding < self.wanted && self.wanted < 3 && !self.stray_bits
    }

    /// The words for data that is sound all the same.
    pub(crate) fn message_of_sound(&self) -> String {
        match (self.wanted, self.padding) {
            (1 | 2, padding) if padding < self.wanted => {
                let missing = if self.wanted - padding == 1 { "'='" } else { "'=='" };
                format!("{missing} is missing at the end")
            }
            (0..3, padding) if padding > self.wanted => {
                format!("{} '=' too many at the end", padding - self.wanted)
            }
            _ => "the last character is invalid".to_owned(),
        }
    }

    /// The words for damaged data; `whole` is the length in bytes that the object inside says it has.
    pub(crate) fn message(&self, whole: Option<usize>) -> String {
        let count = self.data + self.padding;
        let length = match count % 4 {
            0 if self.padding == self.wanted => {
                format!("the last of {count} base64 characters is invalid")
            }
            0 => {
                let (padding, data) = (self.padding, self.data);
                format!("{padding} '=' at the end of {data} base64 characters is wrong")
            }
            left => format!("{count} base64 characters is not a multiple of 4: {left} left over"),
        };
        let Some(right) = whole.map(|whole| (whole * 4).div_ceil(3)) else {
            return length;
        };
        match self.data.cmp(&right) {
            Ordering::Greater => {
                let characters = characters(self.data - right);
                format!(
                    "{length}; according to the certificate's own length, {characters} too many"
                )
            }
            Ordering::Less => {
                let verb = if right - self.data == 1 { "is" } else { "are" };
                let characters = characters(right - self.data);
                format!(
                    "{length}; according to the certificate's own length, {characters} {verb} missing"
                )
            }
            Ordering::Equal => length,
        }
    }
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}

fn symbol(octet: u8) -> u8 {
    match octet {
        b'A'..=b'Z' => octet - b'A',
        b'a'..=b'z' => octet - b'a' + 26,
        b'0'..=b'9' => octet - b'0' + 52,
        b'+' => 62,
        _ => 63,
    }
}

/// The length that the outermost DER value says it has, header included.
pub(crate) fn declared(bytes: &[u8]) -> Option<usize> {
    match *bytes {
        [0x30, 0x81, one, ..] => Some(3 + usize::from(one)),
        [0x30, 0x82, one, two, ..] => Some(4 + usize::from(u16::from_be_bytes([one, two]))),
        _ => None,
    }
}
