//! Everything of `encoding` that takes bytes. The first byte of the input says what the others are taken for.
//!
//! What is decoded is encoded again, and must come out as it was, or decode to the same once more; an error must be at a
//! place in the input; what a key holds must have stood in the input.

mod certificate;
mod curve;
mod discrete;
mod key;
mod rsa;
mod signature;

use super::input::Input;
use pkcs11_safe::encoding::{Error, ErrorKind};

/// What is done with the bytes behind the first one.
pub type Play = fn(&[u8]);

/// What an input can be taken for, by its first byte. The names are those of the seeds in the corpus.
pub const KINDS: &[(&str, Play)] = &[
    ("spki", key::public),
    ("pkcs8", key::private),
    ("rsa-public", rsa::public),
    ("rsa-private", rsa::private),
    ("rsa-attributes", rsa::attributes),
    ("sec1", curve::sec1),
    ("sec1-with-params", curve::sec1_with_params),
    ("ec-attributes", curve::attributes),
    ("ec-private-attributes", curve::private_attributes),
    ("point", curve::point),
    ("raw-point", curve::raw_point),
    ("unknown-point", curve::unknown_point),
    ("curve", curve::params_and_names),
    ("raw-signature", signature::raw),
    ("der-signature", signature::der),
    ("dsa-parameters", discrete::dsa_parameters),
    ("dsa-key", discrete::dsa_key),
    ("dh-parameters", discrete::dh_parameters),
    ("dh-key", discrete::dh_key),
    ("certificate", certificate::certificate),
];

/// Plays an input.
pub fn run(input: &[u8]) {
    let mut input = Input::new(input);
    let (_, play) = input.pick(KINDS);
    play(input.rest());
}

/// An error is at a place in what was given, and can be printed.
fn placed(error: &Error, longest: usize) {
    assert!(error.position() <= longest, "{error} in {longest} bytes");
    assert!(!error.to_string().is_empty());
}

/// Decodes, encodes, and decodes again: once through, an encoding stays what it is. Gives what was decoded.
fn steady<T>(
    input: &[u8],
    decode: impl Fn(&[u8]) -> Result<T, Error>,
    encode: impl Fn(&T) -> Vec<u8>,
) -> Option<(T, Vec<u8>)> {
    let decoded = match decode(input) {
        Ok(decoded) => decoded,
        Err(error) => {
            placed(&error, input.len());
            return None;
        }
    };
    let encoded = encode(&decoded);
    let again = decode(&encoded).map(|again| encode(&again));
    assert_eq!(again.as_ref(), Ok(&encoded), "what was encoded does not decode to the same");
    whole(input, &decode);
    Some((decoded, encoded))
}

/// As [`steady`], for what has one encoding alone: it comes out as it was.
fn exact<T>(input: &[u8], decode: impl Fn(&[u8]) -> Result<T, Error>, encode: impl Fn(&T) -> Vec<u8>) -> Option<T> {
    let (decoded, encoded) = steady(input, decode, encode)?;
    assert_eq!(encoded, input, "encoded in another way than it was");
    Some(decoded)
}

/// What decodes is whole: a byte less, or a byte more, does not.
fn whole<T>(input: &[u8], decode: impl Fn(&[u8]) -> Result<T, Error>) {
    if let Some((_, shorter)) = input.split_last() {
        assert!(decode(shorter).is_err(), "decodes without its last byte");
    }
    let longer = [input, &[0]].concat();
    let error = decode(&longer).err().expect("decodes with a byte behind it");
    assert_eq!((error.kind(), error.position()), (&ErrorKind::Trailing, input.len()));
}

/// A number that was given: big-endian, without zeros in front.
fn digits(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

/// Whether the bytes stand somewhere in the input.
fn stands_in(input: &[u8], bytes: &[u8]) -> bool {
    bytes.is_empty() || input.windows(bytes.len()).any(|window| window == bytes)
}
