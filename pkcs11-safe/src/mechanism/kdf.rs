//! Simple key derivation: `CKM_CONCATENATE_*`, `CKM_XOR_BASE_AND_DATA`, `CKM_EXTRACT_KEY_FROM_KEY`, and by encryption of
//! data, `CKM_*_ENCRYPT_DATA` (sections 6.17, 6.43, 6.48, 6.50, 6.52).
#![allow(unsafe_code)]

use super::Keys;
use super::builder::parts;
use super::param::Parameter;
use crate::{Mechanism, MechanismType, Object};
use pkcs11_sys::{
    CK_AES_CBC_ENCRYPT_DATA_PARAMS, CK_ARIA_CBC_ENCRYPT_DATA_PARAMS, CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS,
    CK_DES_CBC_ENCRYPT_DATA_PARAMS, CK_KEY_DERIVATION_STRING_DATA, CK_SEED_CBC_ENCRYPT_DATA_PARAMS,
};

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by the `new` of the builders that `string_data!` declares, to
// bytes that stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_KEY_DERIVATION_STRING_DATA {
    pointers! { reads pData[ulLen] }
}

/// Declares builders whose parameter is data: a row is the type and the mechanism.
macro_rules! string_data {
    ($($(#[$meta:meta])* $name:ident = $mechanism:ident $c_name:literal;)+) => {
        $(
            struct_builder! {
                $(#[$meta])*
                #[doc(alias = $c_name)]
                $name<'a>: CK_KEY_DERIVATION_STRING_DATA, shows ulLen
            }

            impl<'a> $name<'a> {
                #[doc = concat!("`", $c_name, "` with this data.")]
                pub fn new(data: &'a [u8]) -> Self {
                    let (data, length) = parts(data);
                    Self::with(MechanismType::$mechanism, CK_KEY_DERIVATION_STRING_DATA { pData: data, ulLen: length })
                }
            }
        )+
    };
}

string_data! {
    /// The key with data behind it: `CKM_CONCATENATE_BASE_AND_DATA` (6.43.4).
    ConcatenateBaseAndData = CONCATENATE_BASE_AND_DATA "CKM_CONCATENATE_BASE_AND_DATA";
    /// The key with data before it: `CKM_CONCATENATE_DATA_AND_BASE` (6.43.5).
    ConcatenateDataAndBase = CONCATENATE_DATA_AND_BASE "CKM_CONCATENATE_DATA_AND_BASE";
    /// The key XOR data: `CKM_XOR_BASE_AND_DATA` (6.43.6).
    XorBaseAndData = XOR_BASE_AND_DATA "CKM_XOR_BASE_AND_DATA";
    /// Data encrypted with AES in ECB mode, as a key: `CKM_AES_ECB_ENCRYPT_DATA` (6.17.2). Whole blocks only.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesEcbEncryptData;
    ///
    /// let derive = AesEcbEncryptData::new(&[0x5a; 32]);
    /// ```
    AesEcbEncryptData = AES_ECB_ENCRYPT_DATA "CKM_AES_ECB_ENCRYPT_DATA";
    /// Data encrypted with DES in ECB mode, as a key: `CKM_DES_ECB_ENCRYPT_DATA` (6.17.2). Whole blocks only.
    DesEcbEncryptData = DES_ECB_ENCRYPT_DATA "CKM_DES_ECB_ENCRYPT_DATA";
    /// Data encrypted with triple DES in ECB mode, as a key: `CKM_DES3_ECB_ENCRYPT_DATA` (6.17.2). Whole blocks only.
    Des3EcbEncryptData = DES3_ECB_ENCRYPT_DATA "CKM_DES3_ECB_ENCRYPT_DATA";
    /// Data encrypted with Camellia in ECB mode, as a key: `CKM_CAMELLIA_ECB_ENCRYPT_DATA` (6.48.2). Whole blocks only.
    CamelliaEcbEncryptData = CAMELLIA_ECB_ENCRYPT_DATA "CKM_CAMELLIA_ECB_ENCRYPT_DATA";
    /// Data encrypted with ARIA in ECB mode, as a key: `CKM_ARIA_ECB_ENCRYPT_DATA` (6.50.2). Whole blocks only.
    AriaEcbEncryptData = ARIA_ECB_ENCRYPT_DATA "CKM_ARIA_ECB_ENCRYPT_DATA";
    /// Data encrypted with SEED in ECB mode, as a key: `CKM_SEED_ECB_ENCRYPT_DATA` (6.52.2). Whole blocks only.
    SeedEcbEncryptData = SEED_ECB_ENCRYPT_DATA "CKM_SEED_ECB_ENCRYPT_DATA";
}

/// Proves the structs of the next macro to be parameters.
macro_rules! cbc_parameters {
    ($($params:ident)+) => {
        $(
            // SAFETY: a C struct of pkcs11-sys. Its one pointer is set by the `new` of the builders that
            // `cbc_encrypt_data!` declares, to bytes that stay borrowed for the lifetime of the builder; the module reads
            // them (A5).
            unsafe impl Parameter for $params {
                pointers! { reads pData[length] }
            }
        )+
    };
}

cbc_parameters! {
    CK_AES_CBC_ENCRYPT_DATA_PARAMS CK_ARIA_CBC_ENCRYPT_DATA_PARAMS CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS
    CK_DES_CBC_ENCRYPT_DATA_PARAMS CK_SEED_CBC_ENCRYPT_DATA_PARAMS
}

/// Declares builders whose parameter is an IV and data: a row is the type, the length of the IV, struct and mechanism.
macro_rules! cbc_encrypt_data {
    ($($(#[$meta:meta])* $name:ident($iv_len:literal $params:ident) = $mechanism:ident $c_name:literal;)+) => {
        $(
            struct_builder! {
                $(#[$meta])*
                #[doc(alias = $c_name)]
                $name<'a>: $params, shows length
            }

            impl<'a> $name<'a> {
                #[doc = concat!("`", $c_name, "` with this IV and this data.")]
                pub fn new(iv: &[u8; $iv_len], data: &'a [u8]) -> Self {
                    let (data, length) = parts(data);
                    Self::with(MechanismType::$mechanism, $params { iv: *iv, pData: data, length })
                }
            }
        )+
    };
}

cbc_encrypt_data! {
    /// Data encrypted with AES in CBC mode, as a key: `CKM_AES_CBC_ENCRYPT_DATA` (6.17.2). Whole blocks only.
    ///
    /// The data outlives it:
    ///
    /// ```compile_fail,E0597
    /// use pkcs11_safe::mechanism::{AesCbcEncryptData, Mechanism};
    ///
    /// let derive = {
    ///     let data = vec![1; 32];
    ///     AesCbcEncryptData::new(&[0; 16], &data)
    /// };
    /// let mechanism: Mechanism = (&derive).into();
    /// ```
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{AesCbcEncryptData, Mechanism};
    ///
    /// let data = vec![1; 32];
    /// let derive = {
    ///     AesCbcEncryptData::new(&[0; 16], &data)
    /// };
    /// let mechanism: Mechanism = (&derive).into();
    /// ```
    AesCbcEncryptData(16 CK_AES_CBC_ENCRYPT_DATA_PARAMS) = AES_CBC_ENCRYPT_DATA "CKM_AES_CBC_ENCRYPT_DATA";
    /// Data encrypted with DES in CBC mode, as a key: `CKM_DES_CBC_ENCRYPT_DATA` (6.17.2). Whole blocks only.
    DesCbcEncryptData(8 CK_DES_CBC_ENCRYPT_DATA_PARAMS) = DES_CBC_ENCRYPT_DATA "CKM_DES_CBC_ENCRYPT_DATA";
    /// Data encrypted with triple DES in CBC mode, as a key: `CKM_DES3_CBC_ENCRYPT_DATA` (6.17.2). Whole blocks only.
    Des3CbcEncryptData(8 CK_DES_CBC_ENCRYPT_DATA_PARAMS) = DES3_CBC_ENCRYPT_DATA "CKM_DES3_CBC_ENCRYPT_DATA";
    /// Data encrypted with Camellia in CBC mode, as a key: `CKM_CAMELLIA_CBC_ENCRYPT_DATA` (6.48.2). Whole blocks only.
    CamelliaCbcEncryptData(16 CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS) =
        CAMELLIA_CBC_ENCRYPT_DATA "CKM_CAMELLIA_CBC_ENCRYPT_DATA";
    /// Data encrypted with ARIA in CBC mode, as a key: `CKM_ARIA_CBC_ENCRYPT_DATA` (6.50.2). Whole blocks only.
    AriaCbcEncryptData(16 CK_ARIA_CBC_ENCRYPT_DATA_PARAMS) = ARIA_CBC_ENCRYPT_DATA "CKM_ARIA_CBC_ENCRYPT_DATA";
    /// Data encrypted with SEED in CBC mode, as a key: `CKM_SEED_CBC_ENCRYPT_DATA` (6.52.2). Whole blocks only.
    SeedCbcEncryptData(16 CK_SEED_CBC_ENCRYPT_DATA_PARAMS) = SEED_CBC_ENCRYPT_DATA "CKM_SEED_CBC_ENCRYPT_DATA";
}

number_builders! {
    /// Bits of a key, from one on: `CKM_EXTRACT_KEY_FROM_KEY` (6.43.7). The first bit of a key is its highest, number 0;
    /// after the last one it goes on with the first.
    ExtractKeyFromKey(first_bit) = EXTRACT_KEY_FROM_KEY "CKM_EXTRACT_KEY_FROM_KEY";
}

/// The key with another key behind it: `CKM_CONCATENATE_BASE_AND_KEY` (6.43.3).
#[derive(Clone, Copy, Debug)]
#[doc(alias = "CKM_CONCATENATE_BASE_AND_KEY")]
#[must_use]
pub struct ConcatenateBaseAndKey(Object);

impl ConcatenateBaseAndKey {
    /// With the key that goes behind.
    pub fn new(key: impl Into<Object>) -> Self {
        Self(key.into())
    }
}

into_owned! { ConcatenateBaseAndKey }

impl From<ConcatenateBaseAndKey> for Mechanism<'_> {
    fn from(builder: ConcatenateBaseAndKey) -> Self {
        Self::with_ulong(MechanismType::CONCATENATE_BASE_AND_KEY, builder.0.handle()).naming(Keys::None.and(builder.0))
    }
}

impl From<&ConcatenateBaseAndKey> for Mechanism<'_> {
    fn from(builder: &ConcatenateBaseAndKey) -> Self {
        (*builder).into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn data_is_the_parameter() {
        let data = [1; 32];
        let builder = XorBaseAndData::new(&data);
        let (mechanism, params) = seen::params::<CK_KEY_DERIVATION_STRING_DATA>(&builder);
        assert_eq!(mechanism, MechanismType::XOR_BASE_AND_DATA);
        seen::assert_parts((params.pData, params.ulLen), &data);
        assert_eq!(format!("{builder:?}"), "XorBaseAndData { mechanism: CKM_XOR_BASE_AND_DATA, ulLen: 32 }");
    }

    #[test]
    fn iv_and_data_are_the_parameter() {
        let data = [1; 32];
        let (mechanism, params) =
            seen::params::<CK_AES_CBC_ENCRYPT_DATA_PARAMS>(&AesCbcEncryptData::new(&[9; 16], &data));
        assert_eq!((mechanism, { params.iv }), (MechanismType::AES_CBC_ENCRYPT_DATA, [9; 16]));
        seen::assert_parts((params.pData, params.length), &data);
        let (mechanism, params) =
            seen::params::<CK_DES_CBC_ENCRYPT_DATA_PARAMS>(&Des3CbcEncryptData::new(&[9; 8], &data));
        assert_eq!((mechanism, { params.iv }), (MechanismType::DES3_CBC_ENCRYPT_DATA, [9; 8]));
        seen::assert_parts((params.pData, params.length), &data);
    }

    #[test]
    fn a_bit_or_a_key_is_the_parameter() {
        assert_eq!(seen::number(ExtractKeyFromKey::new(21)), (MechanismType::EXTRACT_KEY_FROM_KEY, 21));
        let builder = ConcatenateBaseAndKey::new(Object::new(77, 0, 0));
        assert_eq!(seen::number(builder), (MechanismType::CONCATENATE_BASE_AND_KEY, 77));
    }
}
