//! ECDSA and DSA signatures (PKCS #11 6.3.1, 6.2.1; RFC 3279 2.2.2, 2.2.3): r and s, side by side or as DER.
//!
//! A token signs to r and s side by side, each as long as the order of the curve; everybody else wants them in a DER
//! SEQUENCE. For DSA, the order is the subprime q.
//!
//! ```
//! use pkcs11_safe::encoding::{ec::Curve, ecdsa};
//!
//! let mut raw = [0; 64];
//! (raw[31], raw[63]) = (0x01, 0x80);
//! let der = ecdsa::to_der(&raw)?;
//! assert_eq!(der, [0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x02, 0x00, 0x80]);
//! assert_eq!(ecdsa::from_der(&der, Curve::P256.order_len())?, raw);
//! # Ok::<(), pkcs11_safe::encoding::Error>(())
//! ```

use super::reader::{Reader, tag};
use super::writer::{Node, header, uint_len, without_zeros};
use crate::error::encoding::{Error, ErrorKind, Result};
use std::borrow::Cow;

/// The DER of a raw signature, `r || s`.
///
/// # Errors
///
/// [`ErrorKind::Empty`] or [`ErrorKind::OddLength`]: nothing that has two halves.
pub fn to_der(raw: &[u8]) -> Result<Vec<u8>> {
    let (r, s) = halves(raw)?;
    Ok(Node::sequence(&[Node::Uint(r), Node::Uint(s)]).encode())
}

/// The DER of a raw signature, `r || s`, into the caller's buffer; returns the length in bytes. Allocates nothing.
///
/// A buffer that is 9 bytes longer than the signature is enough for every curve of the table.
///
/// # Errors
///
/// As with [`to_der`], and [`ErrorKind::BufferTooSmall`].
pub fn to_der_into(raw: &[u8], buffer: &mut [u8]) -> Result<usize> {
    let (r, s) = halves(raw)?;
    let (r_header, r_used) = header(tag::INTEGER, uint_len(r));
    let (s_header, s_used) = header(tag::INTEGER, uint_len(s));
    let content = r_used + uint_len(r) + s_used + uint_len(s);
    let (outer, outer_used) = header(tag::SEQUENCE, content);
    let needed = outer_used + content;
    let out = buffer.get_mut(..needed).ok_or(Error::new(ErrorKind::BufferTooSmall { needed }, 0))?;
    let (out_outer, rest) = out.split_at_mut(outer_used);
    out_outer.copy_from_slice(&outer[..outer_used]);
    let (out_r, out_s) = rest.split_at_mut(r_used + uint_len(r));
    for (out, head, number) in [(out_r, &r_header[..r_used], r), (out_s, &s_header[..s_used], s)] {
        let (out_head, out_number) = out.split_at_mut(head.len());
        out_head.copy_from_slice(head);
        pad(number, out_number);
    }
    Ok(needed)
}

/// The raw signature, `r || s`, of a DER one: each padded to `order_len` bytes ([`Curve::order_len`]).
///
/// # Errors
///
/// If it is not DER, if r or s is negative, or longer than the order; [`ErrorKind::OrderLength`] if no order is that long.
///
/// [`Curve::order_len`]: super::ec::Curve::order_len
pub fn from_der(der: &[u8], order_len: usize) -> Result<Vec<u8>> {
    let (r, s) = numbers(der, order_len)?;
    let mut raw = vec![0; 2 * order_len];
    pad(r, &mut raw[..order_len]);
    pad(s, &mut raw[order_len..]);
    Ok(raw)
}

/// The raw signature, `r || s`, of a DER one, into the caller's buffer; returns its length, `2 * order_len` bytes.
/// Allocates nothing.
///
/// # Errors
///
/// As with [`from_der`], and [`ErrorKind::BufferTooSmall`].
pub fn from_der_into(der: &[u8], order_len: usize, buffer: &mut [u8]) -> Result<usize> {
    let (r, s) = numbers(der, order_len)?;
    let needed = 2 * order_len;
    let raw = buffer.get_mut(..needed).ok_or(Error::new(ErrorKind::BufferTooSmall { needed }, 0))?;
    pad(r, &mut raw[..order_len]);
    pad(s, &mut raw[order_len..]);
    Ok(needed)
}

/// The raw signature, `r || s`, of what a token returned: some return DER where the standard says raw.
///
/// The length decides first: `2 * order_len` bytes are raw, whatever they begin with; anything else has to be DER.
///
/// # Errors
///
/// As with [`from_der`].
pub fn normalize(signature: &[u8], order_len: usize) -> Result<Cow<'_, [u8]>> {
    if signature.len() == 2 * checked(order_len)? {
        Ok(Cow::Borrowed(signature))
    } else {
        from_der(signature, order_len).map(Cow::Owned)
    }
}

fn halves(raw: &[u8]) -> Result<(&[u8], &[u8])> {
    match raw.len() {
        0 => Err(Error::new(ErrorKind::Empty, 0)),
        len if len % 2 == 1 => Err(Error::new(ErrorKind::OddLength { len }, 0)),
        len => Ok(raw.split_at(len / 2)),
    }
}

/// A length that can be doubled, and allocated.
fn checked(order_len: usize) -> Result<usize> {
    match order_len {
        1..=0xffff => Ok(order_len),
        len => Err(Error::new(ErrorKind::OrderLength { len }, 0)),
    }
}

fn numbers(der: &[u8], order_len: usize) -> Result<(&[u8], &[u8])> {
    checked(order_len)?;
    let mut outer = Reader::new(der)?;
    let mut reader = outer.sequence()?;
    outer.finish()?;
    let mut number = || {
        let element = reader.expect(tag::INTEGER)?;
        match element.uint()? {
            number if number.len() > order_len => Err(element.error(ErrorKind::TooLong { max: order_len })),
            number => Ok(number),
        }
    };
    let numbers = (number()?, number()?);
    reader.finish()?;
    Ok(numbers)
}

/// A number at the end of its place, which may begin with zeros that the place has no room for.
fn pad(number: &[u8], place: &mut [u8]) {
    let number = without_zeros(number);
    let (zeros, digits) = place.split_at_mut(place.len() - number.len());
    zeros.fill(0);
    digits.copy_from_slice(number);
}
