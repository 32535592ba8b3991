//! Toys: what stands for cryptography. A hash that is none, and a group of 61 bits in which keys agree.

/// The order of the group's field, a Mersenne prime.
const PRIME: u64 = (1 << 61) - 1;
/// Where every public key starts from.
const BASE: u64 = 37;

/// A number that depends on all the parts, and on where they end.
pub(super) fn seed(parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.iter().chain(&(part.len() as u64).to_be_bytes()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

/// The number at a place in the sequence that a seed begins (SplitMix64).
pub(super) fn mix(seed: u64, place: u64) -> u64 {
    let mut z = seed.wrapping_add(place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

/// Bytes that depend on all the parts.
pub(super) fn expand(parts: &[&[u8]], length: usize) -> Vec<u8> {
    let seed = seed(parts);
    let mut bytes: Vec<u8> = (0..length.div_ceil(8) as u64).flat_map(|place| mix(seed, place).to_be_bytes()).collect();
    bytes.truncate(length);
    bytes
}

/// The byte at a place of a key stream.
pub(super) fn stream(seed: u64, place: u64) -> u8 {
    mix(seed, place / 8).to_be_bytes()[(place % 8) as usize]
}

/// The last eight bytes as a number.
fn tail(bytes: &[u8]) -> u64 {
    bytes.iter().rev().take(8).rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        exponent /= 2;
    }
    result
}

/// The public key that belongs to a private one, as many bytes as are asked for: the x of a point, or a number.
pub(super) fn public(private: &[u8], length: usize) -> Vec<u8> {
    coordinate(power(BASE, tail(private) % (PRIME - 1)), length)
}

/// What a private key and somebody's public one agree on.
pub(super) fn agree(private: &[u8], public: &[u8], length: usize) -> Vec<u8> {
    coordinate(power(tail(public) % PRIME, tail(private) % (PRIME - 1)), length)
}

/// Bytes that end with an element of the group, and depend on nothing else.
fn coordinate(element: u64, length: usize) -> Vec<u8> {
    let mut bytes = expand(&[b"x", &element.to_be_bytes()], length);
    let start = length.saturating_sub(8);
    bytes[start..].copy_from_slice(&element.to_be_bytes()[8 - (length - start)..]);
    if let (66, Some(first)) = (length, bytes.first_mut()) {
        *first &= 1; // P-521 has 7 bits less than 66 bytes
    }
    bytes
}

/// The y that goes with an x.
pub(super) fn second(x: &[u8]) -> Vec<u8> {
    coordinate(tail(x) ^ 1, x.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sides_agree() {
        let (alice, bob) = (expand(&[b"alice"], 32), expand(&[b"bob"], 48));
        let at_alice = agree(&alice, &public(&bob, 32), 32);
        assert_eq!(at_alice, agree(&bob, &public(&alice, 66), 32));
        assert_ne!(at_alice, agree(&bob, &public(&bob, 32), 32));
    }
}
