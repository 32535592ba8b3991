//! Key derivation of SP 800-108: `CKM_SP800_108_COUNTER_KDF`, `CKM_SP800_108_FEEDBACK_KDF`,
//! `CKM_SP800_108_DOUBLE_PIPELINE_KDF` (section 6.42). Additional derived keys are not offered.
#![allow(unsafe_code)]

use super::builder::{number, parts};
use super::param::Parameter;
use crate::{MechanismType, Ulong};
use core::fmt;
use core::marker::PhantomData;
use pkcs11_sys::*;

// SAFETY: a C struct of pkcs11-sys. Its pointer to data parameters is set by `Sp800_108Kdf::of` alone, to a slice that
// stays borrowed for the lifetime of the builder, with whatever its elements borrow (`PrfData`); the module reads them (A5).
// The pointer to additional keys, to which a module would write, stays NULL.
unsafe impl Parameter for CK_SP800_108_KDF_PARAMS {
    pointers! { each pDataParams[ulNumberOfDataParams], unset pAdditionalDerivedKeys[ulAdditionalDerivedKeys] }
}

// SAFETY: as above, set by `Sp800_108FeedbackKdf::new`; and the pointer to the IV is set by `Sp800_108FeedbackKdf::iv`
// alone, to bytes that stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_SP800_108_FEEDBACK_KDF_PARAMS {
    pointers! {
        each pDataParams[ulNumberOfDataParams],
        reads pIV[ulIVLen],
        unset pAdditionalDerivedKeys[ulAdditionalDerivedKeys]
    }
}

// SAFETY: a C struct of pkcs11-sys, an element of the array in the structs above. Its one pointer is set by `PrfData::of`
// alone, with its length, to a value that stays borrowed for the lifetime of the `PrfData`; the module reads it (A5).
unsafe impl Parameter for CK_PRF_DATA_PARAM {
    pointers! { reads pValue[ulValueLen] }
}

/// How a counter goes into the pseudo-random function: so many bits, big-endian unless told otherwise.
#[derive(Clone, Copy, Debug)]
#[doc(alias = "CK_SP800_108_COUNTER_FORMAT")]
#[must_use]
pub struct CounterFormat(CK_SP800_108_COUNTER_FORMAT);

impl CounterFormat {
    /// Its width in bits: 8, 16, 24 or 32, and what else the token takes.
    pub fn new(bits: usize) -> Self {
        Self(CK_SP800_108_COUNTER_FORMAT { bLittleEndian: CK_FALSE, ulWidthInBits: number(bits) })
    }

    /// The lowest byte first.
    pub fn little_endian(mut self) -> Self {
        self.0.bLittleEndian = CK_TRUE;
        self
    }
}

/// How the length of what is derived goes into the pseudo-random function: big-endian unless told otherwise.
#[derive(Clone, Copy, Debug)]
#[doc(alias = "CK_SP800_108_DKM_LENGTH_FORMAT")]
#[must_use]
pub struct LengthFormat(CK_SP800_108_DKM_LENGTH_FORMAT);

impl LengthFormat {
    /// The length of all keys, in so many bits.
    #[doc(alias = "CK_SP800_108_DKM_LENGTH_SUM_OF_KEYS")]
    pub fn sum_of_keys(bits: usize) -> Self {
        Self::of(CK_SP800_108_DKM_LENGTH_SUM_OF_KEYS, bits)
    }

    /// The length of all segments that the function puts out, in so many bits.
    #[doc(alias = "CK_SP800_108_DKM_LENGTH_SUM_OF_SEGMENTS")]
    pub fn sum_of_segments(bits: usize) -> Self {
        Self::of(CK_SP800_108_DKM_LENGTH_SUM_OF_SEGMENTS, bits)
    }

    fn of(method: CK_SP800_108_DKM_LENGTH_METHOD, bits: usize) -> Self {
        let width = number(bits);
        Self(CK_SP800_108_DKM_LENGTH_FORMAT { dkmLengthMethod: method, bLittleEndian: CK_FALSE, ulWidthInBits: width })
    }

    /// The lowest byte first.
    pub fn little_endian(mut self) -> Self {
        self.0.bLittleEndian = CK_TRUE;
        self
    }
}

/// One piece of the input to the pseudo-random function.
#[derive(Clone, Copy)]
#[repr(transparent)]
#[doc(alias = "CK_PRF_DATA_PARAM")]
#[must_use]
pub struct PrfData<'a>(CK_PRF_DATA_PARAM, PhantomData<&'a [u8]>);

impl<'a> PrfData<'a> {
    /// The counter of counter mode, which has to be among the pieces.
    #[doc(alias = "CK_SP800_108_ITERATION_VARIABLE")]
    pub fn iteration_counter(format: &'a CounterFormat) -> Self {
        Self::of(CK_SP800_108_ITERATION_VARIABLE, (&raw const format.0).cast_mut().cast(), size_of_val(&format.0))
    }

    /// The result of the last round, in feedback and double pipeline mode, which has to be among the pieces.
    #[doc(alias = "CK_SP800_108_ITERATION_VARIABLE")]
    pub fn last_round() -> Self {
        Self::of(CK_SP800_108_ITERATION_VARIABLE, core::ptr::null_mut(), 0)
    }

    /// A counter in feedback and double pipeline mode.
    #[doc(alias = "CK_SP800_108_COUNTER")]
    pub fn counter(format: &'a CounterFormat) -> Self {
        Self::of(CK_SP800_108_COUNTER, (&raw const format.0).cast_mut().cast(), size_of_val(&format.0))
    }

    /// The length of what is derived.
    #[doc(alias = "CK_SP800_108_DKM_LENGTH")]
    pub fn length(format: &'a LengthFormat) -> Self {
        Self::of(CK_SP800_108_DKM_LENGTH, (&raw const format.0).cast_mut().cast(), size_of_val(&format.0))
    }

    /// Bytes: a label, a zero, a context.
    #[doc(alias = "CK_SP800_108_BYTE_ARRAY")]
    pub fn bytes(bytes: &'a [u8]) -> Self {
        let (at, _) = parts(bytes);
        Self::of(CK_SP800_108_BYTE_ARRAY, at.cast(), bytes.len())
    }

    /// The value of a key, by its handle. It must be of the token that derives: here nothing checks that.
    #[doc(alias = "CK_SP800_108_KEY_HANDLE")]
    pub fn key(handle: &'a Ulong) -> Self {
        Self::of(CK_SP800_108_KEY_HANDLE, (&raw const *handle).cast_mut().cast(), size_of_val(handle))
    }

    fn of(kind: CK_PRF_DATA_TYPE, at: CK_VOID_PTR, len: usize) -> Self {
        Self(CK_PRF_DATA_PARAM { type_: kind, pValue: at, ulValueLen: number(len) }, PhantomData)
    }
}

impl fmt::Debug for PrfData<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrfData(type {}, {} bytes)", { self.0.type_ }, { self.0.ulValueLen })
    }
}

/// Pointer and count of pieces. `PrfData` is transparent, so that a slice of them is an array of the C struct.
fn pieces(data: &[PrfData<'_>]) -> (CK_PRF_DATA_PARAM_PTR, CK_ULONG) {
    if data.is_empty() {
        return (core::ptr::null_mut(), 0);
    }
    (data.as_ptr().cast_mut().cast(), number(data.len()))
}

struct_builder! {
    /// SP 800-108 in counter or double pipeline mode: `CKM_SP800_108_COUNTER_KDF`, `CKM_SP800_108_DOUBLE_PIPELINE_KDF`
    /// (6.42.3, 6.42.5).
    ///
    /// ```
    /// use pkcs11_safe::{MechanismType, mechanism::{CounterFormat, LengthFormat, PrfData, Sp800_108Kdf}};
    ///
    /// let (counter, length) = (CounterFormat::new(32), LengthFormat::sum_of_keys(32));
    /// let data = [
    ///     PrfData::iteration_counter(&counter),
    ///     PrfData::bytes(b"label"),
    ///     PrfData::bytes(&[0]),
    ///     PrfData::bytes(b"context"),
    ///     PrfData::length(&length),
    /// ];
    /// let derive = Sp800_108Kdf::counter(MechanismType::SHA256_HMAC, &data);
    /// ```
    #[doc(alias = "CKM_SP800_108_COUNTER_KDF")]
    #[doc(alias = "CKM_SP800_108_DOUBLE_PIPELINE_KDF")]
    #[doc(alias = "CK_SP800_108_KDF_PARAMS")]
    Sp800_108Kdf<'a>: CK_SP800_108_KDF_PARAMS, shows prfType ulNumberOfDataParams
}

impl<'a> Sp800_108Kdf<'a> {
    /// Counter mode, with a pseudo-random function (an HMAC or CMAC, such as `CKM_SHA256_HMAC` or `CKM_AES_CMAC`) and its
    /// input.
    pub fn counter(prf: MechanismType, data: &'a [PrfData<'a>]) -> Self {
        Self::of(MechanismType::SP800_108_COUNTER_KDF, prf, data)
    }

    /// Double pipeline mode, with a pseudo-random function and its input.
    pub fn double_pipeline(prf: MechanismType, data: &'a [PrfData<'a>]) -> Self {
        Self::of(MechanismType::SP800_108_DOUBLE_PIPELINE_KDF, prf, data)
    }

    fn of(mechanism: MechanismType, prf: MechanismType, data: &'a [PrfData<'a>]) -> Self {
        let mut raw = CK_SP800_108_KDF_PARAMS { prfType: prf.raw(), ..CK_SP800_108_KDF_PARAMS::ZERO };
        (raw.pDataParams, raw.ulNumberOfDataParams) = pieces(data);
        Self::with(mechanism, raw)
    }
}

struct_builder! {
    /// SP 800-108 in feedback mode: `CKM_SP800_108_FEEDBACK_KDF` (6.42.4).
    #[doc(alias = "CKM_SP800_108_FEEDBACK_KDF")]
    #[doc(alias = "CK_SP800_108_FEEDBACK_KDF_PARAMS")]
    Sp800_108FeedbackKdf<'a>: CK_SP800_108_FEEDBACK_KDF_PARAMS, shows prfType ulNumberOfDataParams ulIVLen
}

impl<'a> Sp800_108FeedbackKdf<'a> {
    /// With a pseudo-random function and its input.
    pub fn new(prf: MechanismType, data: &'a [PrfData<'a>]) -> Self {
        let mut raw = CK_SP800_108_FEEDBACK_KDF_PARAMS { prfType: prf.raw(), ..CK_SP800_108_FEEDBACK_KDF_PARAMS::ZERO };
        (raw.pDataParams, raw.ulNumberOfDataParams) = pieces(data);
        Self::with(MechanismType::SP800_108_FEEDBACK_KDF, raw)
    }

    /// What stands in for the result of the round before the first.
    pub fn iv(mut self, iv: &'a [u8]) -> Self {
        (self.raw.pIV, self.raw.ulIVLen) = parts(iv);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn an_array_of_pieces_is_one_of_the_c_struct() {
        let (counter, length) = (CounterFormat::new(24).little_endian(), LengthFormat::sum_of_segments(32));
        let (label, handle) = ([1; 5], 77);
        let data = [
            PrfData::iteration_counter(&counter),
            PrfData::bytes(&label),
            PrfData::length(&length),
            PrfData::key(&handle),
            PrfData::last_round(),
            PrfData::counter(&counter),
        ];
        let builder = Sp800_108Kdf::double_pipeline(MechanismType::AES_CMAC, &data);
        let (mechanism, params) = seen::params::<CK_SP800_108_KDF_PARAMS>(&builder);
        assert_eq!((mechanism, { params.prfType }), (MechanismType::SP800_108_DOUBLE_PIPELINE_KDF, 0x108a));
        assert_eq!({ params.ulNumberOfDataParams }, 6);
        // SAFETY: as many as the struct says, and `data` is alive.
        let seen: [CK_PRF_DATA_PARAM; 6] = unsafe { params.pDataParams.cast::<[_; 6]>().read_unaligned() };
        assert_eq!(seen.map(|piece| piece.type_), [1, 4, 3, 5, 1, 2]);
        // SAFETY: the type says what it points to, and these are alive.
        unsafe {
            let counter = seen[0].pValue.cast::<CK_SP800_108_COUNTER_FORMAT>().read_unaligned();
            assert_eq!(({ counter.bLittleEndian }, { counter.ulWidthInBits }), (1, 24));
            let length = seen[2].pValue.cast::<CK_SP800_108_DKM_LENGTH_FORMAT>().read_unaligned();
            assert_eq!([{ length.dkmLengthMethod }, length.bLittleEndian.into(), { length.ulWidthInBits }], [2, 0, 32]);
            assert_eq!(seen[3].pValue.cast::<Ulong>().read(), 77);
        }
        assert_eq!({ seen[0].ulValueLen }, number(size_of::<CK_SP800_108_COUNTER_FORMAT>()));
        seen::assert_parts((seen[1].pValue, seen[1].ulValueLen), &label);
        seen::assert_nothing((seen[4].pValue, seen[4].ulValueLen));
        assert!(!seen[5].pValue.is_null());
    }

    #[test]
    fn feedback_has_an_iv() {
        let iv = [9; 32];
        let data = [PrfData::last_round()];
        let builder = Sp800_108FeedbackKdf::new(MechanismType::SHA256_HMAC, &data).iv(&iv);
        let (mechanism, params) = seen::params::<CK_SP800_108_FEEDBACK_KDF_PARAMS>(&builder);
        assert_eq!((mechanism, { params.prfType }), (MechanismType::SP800_108_FEEDBACK_KDF, 0x251));
        assert_eq!(({ params.pDataParams }.cast_const().cast(), { params.ulNumberOfDataParams }), (data.as_ptr(), 1));
        seen::assert_parts((params.pIV, params.ulIVLen), &iv);
    }
}
