//! `uniqueString` and `guid`: the hashes that Azure makes of texts.

use uuid::Uuid;

use crate::functions::{Call, Fault, Function, Outcome};

pub(super) const FUNCTIONS: &[Function] =
    &[Function::at_least("guid", 1, guid), Function::at_least("uniqueString", 1, unique_string)];

/// The namespace of Azure's name-based UUIDs (RFC 4122, section 4.3).
const NAMESPACE: Uuid = Uuid::from_u128(0x11fb_06fb_712d_4ddd_98c7_e71b_bd58_8830);

fn guid(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.text_result(Uuid::new_v5(&NAMESPACE, joined(call)?.as_bytes()).to_string())
}

fn unique_string(call: &Call<'_>) -> Result<Outcome, Fault> {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut bits = murmur64(joined(call)?.as_bytes());
    let mut text = String::with_capacity(13);
    for _ in 0..13 {
        text.push(char::from(ALPHABET[(bits >> 59) as usize]));
        bits <<= 5;
    }
    call.text_result(text)
}

fn joined(call: &Call<'_>) -> Result<String, Fault> {
    let mut texts = Vec::with_capacity(call.args.len());
    for index in 0..call.args.len() {
        texts.push(call.text(index)?);
    }
    call.text(0)?;
    Ok(texts.join("-"))
}

const C1: u32 = 0x239b_961b;
const C2: u32 = 0xab0e_9789;

/// The 64-bit variant of `MurmurHash3` with two lanes of 32 bits and seed 0.
fn murmur64(data: &[u8]) -> u64 {
    let (mut low, mut high) = (0u32, 0u32);
    let mut blocks = data.chunks_exact(8);
    for block in &mut blocks {
        low ^= first_lane(word(&block[..4]));
        low = low.rotate_left(19).wrapping_add(high).wrapping_mul(5).wrapping_add(0x561c_cd1b);
        high ^= second_lane(word(&block[4..]));
        high = high.rotate_left(13).wrapping_add(low).wrapping_mul(5).wrapping_add(0x0bca_a747);
    }
    let tail = blocks.remainder();
    if tail.len() > 4 {
        high ^= second_lane(word(&tail[4..]));
    }
    low ^= first_lane(word(&tail[..tail.len().min(4)]));
    finished(low, high, data.len())
}

fn first_lane(word: u32) -> u32 {
    word.wrapping_mul(C1).rotate_left(15).wrapping_mul(C2)
}

fn second_lane(word: u32) -> u32 {
    word.wrapping_mul(C2).rotate_left(17).wrapping_mul(C1)
}

/// Up to four bytes, the first one lowest.
fn word(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte))
}

#[expect(clippy::cast_possible_truncation, reason = "the hash takes the length modulo 2^32")]
fn finished(mut low: u32, mut high: u32, length: usize) -> u64 {
    low ^= length as u32;
    high ^= length as u32;
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    low = mixed(low);
    high = mixed(high);
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    u64::from(high) << 32 | u64::from(low)
}

fn mixed(mut word: u32) -> u32 {
    word ^= word >> 16;
    word = word.wrapping_mul(0x85eb_ca6b);
    word ^= word >> 13;
    word = word.wrapping_mul(0xc2b2_ae35);
    word ^ word >> 16
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ProblemKind;
    use crate::functions::testing::{fault, text};

    #[test]
    fn unique_strings_are_those_that_microsoft_publishes() {
        for (args, hash) in [
            (json!(["snap", "crackle", "pop"]), "byghxckddilkc"),
            (json!(["asd", "asdf", "asdf"]), "iizpqit7ih3cc"),
            (
                json!([
                    "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/my-rg",
                    "Microsoft.Storage/storageAccounts"
                ]),
                "z22rah77jfqry",
            ),
            (
                json!(["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg"]),
                "js26ofeqkqeve",
            ),
        ] {
            assert_eq!(text("uniqueString", args), hash);
        }
    }

    #[test]
    fn guids_are_those_that_microsoft_publishes() {
        assert_eq!(
            text("guid", json!(["foo", "bar", "baz"])),
            "2ed86837-7c7c-5eaa-9864-dd077fd19b0d"
        );
        assert_eq!(text("guid", json!(["asdf"])), "228d27cc-6fdb-5934-b7ac-1efccebade04");
    }

    #[test]
    fn only_texts_are_hashed() {
        assert_eq!(fault("uniqueString", json!(["One", 2])), ProblemKind::ArgumentType);
        assert_eq!(fault("guid", json!([{}])), ProblemKind::ArgumentType);
    }
}
