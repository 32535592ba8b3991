//! ECDSA and DSA signatures: r and s side by side, and as DER.

use super::super::input::Input;
use super::{exact, placed};
use pkcs11_safe::encoding::{ErrorKind, ecdsa};

/// What buffers hold where nothing was written.
const UNTOUCHED: u8 = 0xee;

pub(super) fn raw(raw: &[u8]) {
    let der = match ecdsa::to_der(raw) {
        Ok(der) => der,
        Err(error) => {
            placed(&error, raw.len());
            assert!(raw.is_empty() || raw.len() % 2 == 1);
            return;
        }
    };
    assert_eq!(ecdsa::from_der(&der, raw.len() / 2).as_deref(), Ok(raw));
    into(&der, |buffer| ecdsa::to_der_into(raw, buffer));
    assert_eq!(ecdsa::normalize(raw, raw.len() / 2).as_deref(), Ok(raw));
    assert!(der.len() <= raw.len() + 9 || raw.len() > 2 * 72, "more than the documentation says");
}

pub(super) fn der(input: &[u8]) {
    let mut input = Input::new(input);
    // The lengths that curves have, and any other.
    let order = match input.byte() {
        0xff => input.two_bytes(),
        order => usize::from(order),
    };
    let der = input.rest();
    let decode = |der: &[u8]| ecdsa::from_der(der, order);
    if order == 0 {
        assert_eq!(decode(der).map_err(|error| error.kind().clone()), Err(ErrorKind::OrderLength { len: 0 }));
        return;
    }
    let raw = exact(der, decode, |raw| ecdsa::to_der(raw).expect("two halves"));
    let normal = ecdsa::normalize(der, order);
    match &raw {
        _ if der.len() == 2 * order => assert_eq!(normal.as_deref(), Ok(der)),
        Some(raw) => assert_eq!(normal.as_deref(), Ok(&raw[..])),
        None => assert!(normal.is_err()),
    }
    if let Some(raw) = raw {
        assert_eq!(raw.len(), 2 * order);
        into(&raw, |buffer| ecdsa::from_der_into(der, order, buffer));
    }
}

/// Into a buffer: what fits is what is allocated elsewhere, no byte more is touched, and no buffer is too small by one.
fn into(expected: &[u8], write: impl Fn(&mut [u8]) -> Result<usize, pkcs11_safe::encoding::Error>) {
    let needed = expected.len();
    let mut buffer = vec![UNTOUCHED; needed + 3];
    assert_eq!(write(&mut buffer), Ok(needed));
    assert_eq!((&buffer[..needed], &buffer[needed..]), (expected, &[UNTOUCHED; 3][..]));
    let small = write(&mut vec![0; needed - 1]).map_err(|error| error.kind().clone());
    assert_eq!(small, Err(ErrorKind::BufferTooSmall { needed }));
}
