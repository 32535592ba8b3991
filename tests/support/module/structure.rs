//! The structs that are parameters of mechanisms, as a table (section 6).
//!
//! A struct is a row: its fields, in kinds. `n` a number, `a` bytes in place, `b` bytes and their length, `bits` bytes and
//! their length in bits, `fixed` bytes of a known length, `c` a string that ends with a NUL, `i` a struct in place, `s` a
//! pointer to a struct, `l` a pointer to several and their count, `t` a template and its count, `m` a mechanism, `p` a
//! pointer that the module writes through.

use super::memory::{Rv, array, bytes, c_string, load};
use super::parameter::{Field, Parameter, Use, mechanism};
use super::template;
use pkcs11_sys::*;

/// How to read a struct.
pub(super) struct Structure {
    pub(super) size: usize,
    pub(super) read: unsafe fn(*const u8) -> Rv<Parameter>,
}

/// A field's value as bytes, for [`Parameter::bytes`].
trait Raw {
    fn raw(&self) -> Vec<u8>;
}

impl Raw for u8 {
    fn raw(&self) -> Vec<u8> {
        vec![*self]
    }
}

impl Raw for CK_ULONG {
    fn raw(&self) -> Vec<u8> {
        self.to_ne_bytes().to_vec()
    }
}

impl<const N: usize> Raw for [u8; N] {
    fn raw(&self) -> Vec<u8> {
        self.to_vec()
    }
}

impl<T> Raw for *mut T {
    fn raw(&self) -> Vec<u8> {
        self.addr().to_ne_bytes().to_vec()
    }
}

/// Copies a buffer, telling NULL from empty.
///
/// # Safety
///
/// `pointer` is NULL or valid for reads of `length` bytes.
unsafe fn buffer(pointer: *const u8, length: CK_ULONG) -> Rv<Field> {
    if pointer.is_null() {
        return if length == 0 { Ok(Field::Bytes(None)) } else { Err(CKR_MECHANISM_PARAM_INVALID) };
    }
    // SAFETY: the caller's promise.
    Ok(Field::Bytes(Some(unsafe { bytes(pointer, length) }.map_err(|_| CKR_MECHANISM_PARAM_INVALID)?)))
}

/// Reads one field, by its kind.
macro_rules! field {
    ($s:ident $out:ident $name:ident n $field:ident) => {
        put!($out $name $s $field);
        #[allow(clippy::useless_conversion, reason = "a flag is a byte, a number is not")]
        $out.fields.push((stringify!($field), Field::Number(CK_ULONG::from($s.$field))));
    };
    ($s:ident $out:ident $name:ident a $field:ident) => {
        put!($out $name $s $field);
        $out.fields.push((stringify!($field), Field::Bytes(Some($s.$field.to_vec()))));
    };
    ($s:ident $out:ident $name:ident b $field:ident $length:ident) => {
        field!($s $out $name n $length);
        put!($out $name $s $field);
        // SAFETY: a buffer of the struct, which the caller promises to be as long as the field says.
        $out.fields.push((stringify!($field), unsafe { buffer($s.$field.cast(), $s.$length) }?));
    };
    ($s:ident $out:ident $name:ident bits $field:ident $length:ident) => {
        field!($s $out $name n $length);
        put!($out $name $s $field);
        // SAFETY: as for a buffer with a length in bytes.
        $out.fields.push((stringify!($field), unsafe { buffer($s.$field.cast(), $s.$length.div_ceil(8)) }?));
    };
    ($s:ident $out:ident $name:ident fixed $field:ident $length:literal) => {
        put!($out $name $s $field);
        let length = if $s.$field.is_null() { 0 } else { $length };
        // SAFETY: a buffer of the struct, whose length the standard fixes.
        $out.fields.push((stringify!($field), unsafe { buffer($s.$field.cast(), length) }?));
    };
    ($s:ident $out:ident $name:ident c $field:ident) => {
        put!($out $name $s $field);
        // SAFETY: NULL or a string that ends with a NUL, as the standard has it.
        $out.fields.push((stringify!($field), Field::Bytes(unsafe { c_string($s.$field) })));
    };
    ($s:ident $out:ident $name:ident i $field:ident $struct:ident) => {
        let at = core::mem::offset_of!($name, $field);
        // SAFETY: a struct of ours, read from where its copy lies.
        let inner = unsafe { read::$struct((&raw const $s.$field).cast()) }?;
        $out.bytes[at..at + inner.bytes.len()].copy_from_slice(&inner.bytes);
        $out.fields.push((stringify!($field), Field::Struct(Some(inner))));
    };
    ($s:ident $out:ident $name:ident s $field:ident $struct:ident) => {
        put!($out $name $s $field);
        let inner = if $s.$field.is_null() {
            None
        } else {
            // SAFETY: not NULL, hence such a struct, as the standard has it.
            Some(unsafe { read::$struct($s.$field.cast()) }?)
        };
        $out.fields.push((stringify!($field), Field::Struct(inner)));
    };
    ($s:ident $out:ident $name:ident l $field:ident $count:ident $struct:ident) => {
        field!($s $out $name n $count);
        put!($out $name $s $field);
        // SAFETY: as many such structs as the field says, as the standard has it.
        let items = unsafe { array($s.$field.cast_const(), $s.$count) }.map_err(|_| CKR_MECHANISM_PARAM_INVALID)?;
        // SAFETY: a struct of ours, copied from there.
        let items = items.iter().map(|item: &$struct| unsafe { read::$struct((&raw const *item).cast()) });
        $out.fields.push((stringify!($field), Field::List(items.collect::<Rv<_>>()?)));
    };
    ($s:ident $out:ident $name:ident t $field:ident $count:ident) => {
        field!($s $out $name n $count);
        put!($out $name $s $field);
        // SAFETY: a template of so many attributes, as the standard has it.
        let template = unsafe { template::read($s.$field, $s.$count) }?;
        $out.fields.push((stringify!($field), Field::Template(template)));
    };
    ($s:ident $out:ident $name:ident m $field:ident) => {
        put!($out $name $s $field);
        let inner = if $s.$field.is_null() {
            None
        } else {
            // SAFETY: not NULL, hence a mechanism, as the standard has it.
            Some(unsafe { mechanism($s.$field, Use::Ordinary) }?)
        };
        $out.fields.push((stringify!($field), Field::Mechanism(inner)));
    };
    ($s:ident $out:ident $name:ident p $field:ident) => {
        put!($out $name $s $field);
        $out.fields.push((stringify!($field), Field::Pointer(!$s.$field.is_null())));
    };
}

/// Puts the bytes of a field where they were.
macro_rules! put {
    ($out:ident $name:ident $s:ident $field:ident) => {{
        let at = core::mem::offset_of!($name, $field);
        let raw = Raw::raw(&{ $s.$field });
        $out.bytes[at..at + raw.len()].copy_from_slice(&raw);
    }};
}

macro_rules! structures {
    ($($name:ident { $([$($kind:tt)*])* })*) => {
        /// How each struct is read. The argument points to such a struct, aligned or not.
        mod read {
            use super::*;

            $(pub(super) unsafe fn $name(pointer: *const u8) -> Rv<Parameter> {
                // SAFETY: such a struct by the caller's promise.
                let s: pkcs11_sys::$name = unsafe { load(pointer.cast()) }?;
                let mut out = Parameter {
                    bytes: vec![0; size_of::<pkcs11_sys::$name>()],
                    structure: Some(stringify!($name)),
                    ..Parameter::default()
                };
                $(field!(s out $name $($kind)*);)*
                Ok(out)
            })*
        }
    };
}

structures! {
    CK_OTP_PARAM { [n type_] [b pValue ulValueLen] }
    CK_SSL3_RANDOM_DATA { [b pClientRandom ulClientRandomLen] [b pServerRandom ulServerRandomLen] }
    CK_WTLS_RANDOM_DATA { [b pClientRandom ulClientRandomLen] [b pServerRandom ulServerRandomLen] }
    CK_PRF_DATA_PARAM { [n type_] [b pValue ulValueLen] }
    CK_DERIVED_KEY { [t pTemplate ulAttributeCount] [p phKey] }
    CK_OTP_PARAMS { [l pParams ulCount CK_OTP_PARAM] }
    CK_AES_CBC_ENCRYPT_DATA_PARAMS { [a iv] [b pData length] }
    CK_CCM_PARAMS { [n ulDataLen] [b pNonce ulNonceLen] [b pAAD ulAADLen] [n ulMACLen] }
    CK_CCM_MESSAGE_PARAMS {
        [n ulDataLen] [b pNonce ulNonceLen] [n ulNonceFixedBits] [n nonceGenerator] [b pMAC ulMACLen]
    }
    CK_CCM_WRAP_PARAMS {
        [n ulDataLen] [b pNonce ulNonceLen] [n ulNonceFixedBits] [n nonceGenerator] [b pAAD ulAADLen] [n ulMACLen]
    }
    CK_AES_CTR_PARAMS { [n ulCounterBits] [a cb] }
    CK_KEY_DERIVATION_STRING_DATA { [b pData ulLen] }
    CK_GCM_PARAMS { [b pIv ulIvLen] [n ulIvBits] [b pAAD ulAADLen] [n ulTagBits] }
    CK_GCM_MESSAGE_PARAMS { [b pIv ulIvLen] [n ulIvFixedBits] [n ivGenerator] [bits pTag ulTagBits] }
    CK_GCM_WRAP_PARAMS { [b pIv ulIvLen] [n ulIvFixedBits] [n ivGenerator] [b pAAD ulAADLen] [n ulTagBits] }
    CK_ARIA_CBC_ENCRYPT_DATA_PARAMS { [a iv] [b pData length] }
    CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS { [a iv] [b pData length] }
    CK_CAMELLIA_CTR_PARAMS { [n ulCounterBits] [a cb] }
    CK_CHACHA20_PARAMS { [bits pBlockCounter blockCounterBits] [bits pNonce ulNonceBits] }
    CK_SALSA20_CHACHA20_POLY1305_PARAMS { [b pNonce ulNonceLen] [b pAAD ulAADLen] }
    CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS { [b pNonce ulNonceLen] [fixed pTag 16] }
    CK_CMS_SIG_PARAMS {
        [n certificateHandle] [m pSigningMechanism] [m pDigestMechanism] [c pContentType]
        [b pRequestedAttributes ulRequestedAttributesLen] [b pRequiredAttributes ulRequiredAttributesLen]
    }
    CK_DES_CBC_ENCRYPT_DATA_PARAMS { [a iv] [b pData length] }
    CK_DSA_PARAMETER_GEN_PARAM { [n hash] [b pSeed ulSeedLen] [n ulIndex] }
    CK_ECDH1_DERIVE_PARAMS { [n kdf] [b pSharedData ulSharedDataLen] [b pPublicData ulPublicDataLen] }
    CK_ECDH_AES_KEY_WRAP_PARAMS { [n ulAESKeyBits] [n kdf] [b pSharedData ulSharedDataLen] }
    CK_ECMQV_DERIVE_PARAMS {
        [n kdf] [b pSharedData ulSharedDataLen] [b pPublicData ulPublicDataLen] [n ulPrivateDataLen] [n hPrivateData]
        [b pPublicData2 ulPublicDataLen2] [n publicKey]
    }
    CK_EDDSA_PARAMS { [n phFlag] [b pContextData ulContextDataLen] }
    CK_GOSTR3410_DERIVE_PARAMS { [n kdf] [b pPublicData ulPublicDataLen] [b pUKM ulUKMLen] }
    CK_GOSTR3410_KEY_WRAP_PARAMS { [b pWrapOID ulWrapOIDLen] [b pUKM ulUKMLen] [n hKey] }
    CK_HASH_SIGN_ADDITIONAL_CONTEXT { [n hedgeVariant] [b pContext ulContextLen] [n hash] }
    CK_SIGN_ADDITIONAL_CONTEXT { [n hedgeVariant] [b pContext ulContextLen] }
    CK_HKDF_PARAMS {
        [n bExtract] [n bExpand] [n prfHashMechanism] [n ulSaltType] [b pSalt ulSaltLen] [n hSaltKey]
        [b pInfo ulInfoLen]
    }
    CK_IKE1_EXTENDED_DERIVE_PARAMS { [n prfMechanism] [n bHasKeygxy] [n hKeygxy] [b pExtraData ulExtraDataLen] }
    CK_IKE1_PRF_DERIVE_PARAMS {
        [n prfMechanism] [n bHasPrevKey] [n hKeygxy] [n hPrevKey] [b pCKYi ulCKYiLen] [b pCKYr ulCKYrLen]
        [n keyNumber]
    }
    CK_IKE2_PRF_PLUS_DERIVE_PARAMS { [n prfMechanism] [n bHasSeedKey] [n hSeedKey] [b pSeedData ulSeedDataLen] }
    CK_IKE_PRF_DERIVE_PARAMS {
        [n prfMechanism] [n bDataAsKey] [n bRekey] [b pNi ulNiLen] [b pNr ulNrLen] [n hNewKey]
    }
    CK_KEA_DERIVE_PARAMS {
        [n isSender] [b pRandomA ulRandomLen] [b pRandomB ulRandomLen] [b pPublicData ulPublicDataLen]
    }
    CK_KEY_WRAP_SET_OAEP_PARAMS { [n bBC] [b pX ulXLen] }
    CK_KIP_PARAMS { [m pMechanism] [n hKey] [b pSeed ulSeedLen] }
    CK_PBE_PARAMS { [p pInitVector] [b pPassword ulPasswordLen] [b pSalt ulSaltLen] [n ulIteration] }
    CK_PKCS5_PBKD2_PARAMS2 {
        [n saltSource] [b pSaltSourceData ulSaltSourceDataLen] [n iterations] [n prf] [b pPrfData ulPrfDataLen]
        [b pPassword ulPasswordLen]
    }
    CK_RC2_CBC_PARAMS { [n ulEffectiveBits] [a iv] }
    CK_RC2_MAC_GENERAL_PARAMS { [n ulEffectiveBits] [n ulMacLength] }
    CK_RC5_CBC_PARAMS { [n ulWordsize] [n ulRounds] [b pIv ulIvLen] }
    CK_RC5_PARAMS { [n ulWordsize] [n ulRounds] }
    CK_RC5_MAC_GENERAL_PARAMS { [n ulWordsize] [n ulRounds] [n ulMacLength] }
    CK_RSA_AES_KEY_WRAP_PARAMS { [n ulAESKeyBits] [s pOAEPParams CK_RSA_PKCS_OAEP_PARAMS] }
    CK_RSA_PKCS_OAEP_PARAMS { [n hashAlg] [n mgf] [n source] [b pSourceData ulSourceDataLen] }
    CK_RSA_PKCS_PSS_PARAMS { [n hashAlg] [n mgf] [n sLen] }
    CK_SALSA20_PARAMS { [fixed pBlockCounter 8] [bits pNonce ulNonceBits] }
    CK_SEED_CBC_ENCRYPT_DATA_PARAMS { [a iv] [b pData length] }
    CK_SKIPJACK_PRIVATE_WRAP_PARAMS {
        [b pPassword ulPasswordLen] [b pPublicData ulPublicDataLen] [b pRandomA ulRandomLen] [b pPrimeP ulPAndGLen]
        [b pBaseG ulPAndGLen] [b pSubprimeQ ulQLen]
    }
    CK_SKIPJACK_RELAYX_PARAMS {
        [b pOldWrappedX ulOldWrappedXLen] [b pOldPassword ulOldPasswordLen] [b pOldPublicData ulOldPublicDataLen]
        [b pOldRandomA ulOldRandomLen] [b pNewPassword ulNewPasswordLen] [b pNewPublicData ulNewPublicDataLen]
        [b pNewRandomA ulNewRandomLen]
    }
    CK_SP800_108_KDF_PARAMS {
        [n prfType] [l pDataParams ulNumberOfDataParams CK_PRF_DATA_PARAM]
        [l pAdditionalDerivedKeys ulAdditionalDerivedKeys CK_DERIVED_KEY]
    }
    CK_SP800_108_FEEDBACK_KDF_PARAMS {
        [n prfType] [l pDataParams ulNumberOfDataParams CK_PRF_DATA_PARAM] [b pIV ulIVLen]
        [l pAdditionalDerivedKeys ulAdditionalDerivedKeys CK_DERIVED_KEY]
    }
    CK_SSL3_KEY_MAT_PARAMS {
        [n ulMacSizeInBits] [n ulKeySizeInBits] [n ulIVSizeInBits] [n bIsExport] [i RandomInfo CK_SSL3_RANDOM_DATA]
        [p pReturnedKeyMaterial]
    }
    CK_SSL3_MASTER_KEY_DERIVE_PARAMS { [i RandomInfo CK_SSL3_RANDOM_DATA] [p pVersion] }
    CK_VERSION { [n major] [n minor] }
    CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS {
        [n prfHashMechanism] [b pSessionHash ulSessionHashLen] [p pVersion]
    }
    CK_TLS_KDF_PARAMS {
        [n prfMechanism] [b pLabel ulLabelLength] [i RandomInfo CK_SSL3_RANDOM_DATA]
        [b pContextData ulContextDataLength]
    }
    CK_TLS12_KEY_MAT_PARAMS {
        [n ulMacSizeInBits] [n ulKeySizeInBits] [n ulIVSizeInBits] [n bIsExport] [i RandomInfo CK_SSL3_RANDOM_DATA]
        [p pReturnedKeyMaterial] [n prfHashMechanism]
    }
    CK_TLS_MAC_PARAMS { [n prfHashMechanism] [n ulMacLength] [n ulServerOrClient] }
    CK_TLS12_MASTER_KEY_DERIVE_PARAMS { [i RandomInfo CK_SSL3_RANDOM_DATA] [p pVersion] [n prfHashMechanism] }
    CK_TLS_PRF_PARAMS { [b pSeed ulSeedLen] [b pLabel ulLabelLen] [p pOutput] [p pulOutputLen] }
    CK_WTLS_KEY_MAT_PARAMS {
        [n DigestMechanism] [n ulMacSizeInBits] [n ulKeySizeInBits] [n ulIVSizeInBits] [n ulSequenceNumber]
        [n bIsExport] [i RandomInfo CK_WTLS_RANDOM_DATA] [p pReturnedKeyMaterial]
    }
    CK_WTLS_MASTER_KEY_DERIVE_PARAMS { [n DigestMechanism] [i RandomInfo CK_WTLS_RANDOM_DATA] [p pVersion] }
    CK_WTLS_PRF_PARAMS { [n DigestMechanism] [b pSeed ulSeedLen] [b pLabel ulLabelLen] [p pOutput] [p pulOutputLen] }
    CK_X2RATCHET_INITIALIZE_PARAMS {
        [p sk] [n peer_public_prekey] [n peer_public_identity] [n own_public_identity] [n bEncryptedHeader] [n eCurve]
        [n aeadMechanism] [n kdfMechanism]
    }
    CK_X2RATCHET_RESPOND_PARAMS {
        [p sk] [n own_prekey] [n initiator_identity] [n own_public_identity] [n bEncryptedHeader] [n eCurve]
        [n aeadMechanism] [n kdfMechanism]
    }
    CK_X3DH_INITIATE_PARAMS {
        [n kdf] [n pPeer_identity] [n pPeer_prekey] [p pPrekey_signature] [p pOnetime_key] [n pOwn_identity]
        [n pOwn_ephemeral]
    }
    CK_X3DH_RESPOND_PARAMS {
        [n kdf] [p pIdentity_id] [p pPrekey_id] [p pOnetime_id] [n pInitiator_identity] [p pInitiator_ephemeral]
    }
    CK_X9_42_DH1_DERIVE_PARAMS { [n kdf] [b pOtherInfo ulOtherInfoLen] [b pPublicData ulPublicDataLen] }
    CK_X9_42_DH2_DERIVE_PARAMS {
        [n kdf] [b pOtherInfo ulOtherInfoLen] [b pPublicData ulPublicDataLen] [n ulPrivateDataLen] [n hPrivateData]
        [b pPublicData2 ulPublicDataLen2]
    }
    CK_X9_42_MQV_DERIVE_PARAMS {
        [n kdf] [b pOtherInfo ulOtherInfoLen] [b pPublicData ulPublicDataLen] [n ulPrivateDataLen] [n hPrivateData]
        [b pPublicData2 ulPublicDataLen2] [n publicKey]
    }
    CK_XEDDSA_PARAMS { [n hash] }
}

macro_rules! structure_of {
    ($type_:expr; $($($mechanism:ident)|+ => $name:ident,)*) => {
        match $type_ {
            $($($mechanism)|+ => Some(Structure { size: size_of::<$name>(), read: read::$name }),)*
            _ => None,
        }
    };
}

/// The struct that is the parameter of a mechanism.
#[rustfmt::skip]
pub(super) fn structure(type_: CK_MECHANISM_TYPE, usage: Use) -> Option<Structure> {
    match usage {
        Use::Message => structure_of! { type_;
            CKM_AES_CCM => CK_CCM_MESSAGE_PARAMS,
            CKM_AES_GCM => CK_GCM_MESSAGE_PARAMS,
            CKM_CHACHA20_POLY1305 | CKM_SALSA20_POLY1305 => CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS,
        },
        Use::WrapAuthenticated => structure_of! { type_;
            CKM_AES_CCM => CK_CCM_WRAP_PARAMS,
            CKM_AES_GCM => CK_GCM_WRAP_PARAMS,
        },
        Use::Ordinary => structure_of! { type_;
            CKM_ACTI | CKM_HOTP | CKM_SECURID => CK_OTP_PARAMS,
            CKM_AES_CBC_ENCRYPT_DATA => CK_AES_CBC_ENCRYPT_DATA_PARAMS,
            CKM_AES_CCM => CK_CCM_PARAMS,
            CKM_AES_CTR => CK_AES_CTR_PARAMS,
            CKM_AES_ECB_ENCRYPT_DATA | CKM_ARIA_ECB_ENCRYPT_DATA | CKM_CAMELLIA_ECB_ENCRYPT_DATA
            | CKM_CONCATENATE_BASE_AND_DATA | CKM_CONCATENATE_DATA_AND_BASE | CKM_DES3_ECB_ENCRYPT_DATA
            | CKM_DES_ECB_ENCRYPT_DATA | CKM_SEED_ECB_ENCRYPT_DATA | CKM_XOR_BASE_AND_DATA
            => CK_KEY_DERIVATION_STRING_DATA,
            CKM_AES_GCM | CKM_AES_GMAC => CK_GCM_PARAMS,
            CKM_ARIA_CBC_ENCRYPT_DATA => CK_ARIA_CBC_ENCRYPT_DATA_PARAMS,
            CKM_CAMELLIA_CBC_ENCRYPT_DATA => CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS,
            CKM_CAMELLIA_CTR => CK_CAMELLIA_CTR_PARAMS,
            CKM_CHACHA20 => CK_CHACHA20_PARAMS,
            CKM_CHACHA20_POLY1305 | CKM_SALSA20_POLY1305 => CK_SALSA20_CHACHA20_POLY1305_PARAMS,
            CKM_CMS_SIG => CK_CMS_SIG_PARAMS,
            CKM_DES3_CBC_ENCRYPT_DATA | CKM_DES_CBC_ENCRYPT_DATA => CK_DES_CBC_ENCRYPT_DATA_PARAMS,
            CKM_DSA_FIPS_G_GEN | CKM_DSA_PROBABILISTIC_PARAMETER_GEN | CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN
            => CK_DSA_PARAMETER_GEN_PARAM,
            CKM_ECDH1_COFACTOR_DERIVE | CKM_ECDH1_DERIVE => CK_ECDH1_DERIVE_PARAMS,
            CKM_ECDH_AES_KEY_WRAP | CKM_ECDH_COF_AES_KEY_WRAP | CKM_ECDH_X_AES_KEY_WRAP
            => CK_ECDH_AES_KEY_WRAP_PARAMS,
            CKM_ECMQV_DERIVE => CK_ECMQV_DERIVE_PARAMS,
            CKM_EDDSA => CK_EDDSA_PARAMS,
            CKM_GOSTR3410_DERIVE => CK_GOSTR3410_DERIVE_PARAMS,
            CKM_GOSTR3410_KEY_WRAP => CK_GOSTR3410_KEY_WRAP_PARAMS,
            CKM_HASH_ML_DSA | CKM_HASH_SLH_DSA => CK_HASH_SIGN_ADDITIONAL_CONTEXT,
            CKM_HASH_ML_DSA_SHA224 | CKM_HASH_ML_DSA_SHA256 | CKM_HASH_ML_DSA_SHA384 | CKM_HASH_ML_DSA_SHA3_224
            | CKM_HASH_ML_DSA_SHA3_256 | CKM_HASH_ML_DSA_SHA3_384 | CKM_HASH_ML_DSA_SHA3_512 | CKM_HASH_ML_DSA_SHA512
            | CKM_HASH_ML_DSA_SHAKE128 | CKM_HASH_ML_DSA_SHAKE256 | CKM_HASH_SLH_DSA_SHA224 | CKM_HASH_SLH_DSA_SHA256
            | CKM_HASH_SLH_DSA_SHA384 | CKM_HASH_SLH_DSA_SHA3_224 | CKM_HASH_SLH_DSA_SHA3_256
            | CKM_HASH_SLH_DSA_SHA3_384 | CKM_HASH_SLH_DSA_SHA3_512 | CKM_HASH_SLH_DSA_SHA512
            | CKM_HASH_SLH_DSA_SHAKE128 | CKM_HASH_SLH_DSA_SHAKE256 | CKM_ML_DSA | CKM_SLH_DSA
            => CK_SIGN_ADDITIONAL_CONTEXT,
            CKM_HKDF_DATA | CKM_HKDF_DERIVE => CK_HKDF_PARAMS,
            CKM_IKE1_EXTENDED_DERIVE => CK_IKE1_EXTENDED_DERIVE_PARAMS,
            CKM_IKE1_PRF_DERIVE => CK_IKE1_PRF_DERIVE_PARAMS,
            CKM_IKE2_PRF_PLUS_DERIVE => CK_IKE2_PRF_PLUS_DERIVE_PARAMS,
            CKM_IKE_PRF_DERIVE => CK_IKE_PRF_DERIVE_PARAMS,
            CKM_KEA_DERIVE => CK_KEA_DERIVE_PARAMS,
            CKM_KEY_WRAP_SET_OAEP => CK_KEY_WRAP_SET_OAEP_PARAMS,
            CKM_KIP_DERIVE | CKM_KIP_MAC | CKM_KIP_WRAP => CK_KIP_PARAMS,
            CKM_PBA_SHA1_WITH_SHA1_HMAC | CKM_PBE_MD2_DES_CBC | CKM_PBE_MD5_CAST128_CBC | CKM_PBE_MD5_CAST3_CBC
            | CKM_PBE_MD5_CAST_CBC | CKM_PBE_MD5_DES_CBC | CKM_PBE_SHA1_CAST128_CBC | CKM_PBE_SHA1_DES2_EDE_CBC
            | CKM_PBE_SHA1_DES3_EDE_CBC | CKM_PBE_SHA1_RC2_128_CBC | CKM_PBE_SHA1_RC2_40_CBC | CKM_PBE_SHA1_RC4_128
            | CKM_PBE_SHA1_RC4_40 => CK_PBE_PARAMS,
            CKM_PKCS5_PBKD2 => CK_PKCS5_PBKD2_PARAMS2,
            CKM_RC2_CBC | CKM_RC2_CBC_PAD => CK_RC2_CBC_PARAMS,
            CKM_RC2_MAC_GENERAL => CK_RC2_MAC_GENERAL_PARAMS,
            CKM_RC5_CBC | CKM_RC5_CBC_PAD => CK_RC5_CBC_PARAMS,
            CKM_RC5_ECB | CKM_RC5_MAC => CK_RC5_PARAMS,
            CKM_RC5_MAC_GENERAL => CK_RC5_MAC_GENERAL_PARAMS,
            CKM_RSA_AES_KEY_WRAP => CK_RSA_AES_KEY_WRAP_PARAMS,
            CKM_RSA_PKCS_OAEP => CK_RSA_PKCS_OAEP_PARAMS,
            CKM_RSA_PKCS_PSS | CKM_SHA1_RSA_PKCS_PSS | CKM_SHA224_RSA_PKCS_PSS | CKM_SHA256_RSA_PKCS_PSS
            | CKM_SHA384_RSA_PKCS_PSS | CKM_SHA3_224_RSA_PKCS_PSS | CKM_SHA3_256_RSA_PKCS_PSS
            | CKM_SHA3_384_RSA_PKCS_PSS | CKM_SHA3_512_RSA_PKCS_PSS | CKM_SHA512_RSA_PKCS_PSS
            => CK_RSA_PKCS_PSS_PARAMS,
            CKM_SALSA20 => CK_SALSA20_PARAMS,
            CKM_SEED_CBC_ENCRYPT_DATA => CK_SEED_CBC_ENCRYPT_DATA_PARAMS,
            CKM_SKIPJACK_PRIVATE_WRAP => CK_SKIPJACK_PRIVATE_WRAP_PARAMS,
            CKM_SKIPJACK_RELAYX => CK_SKIPJACK_RELAYX_PARAMS,
            CKM_SP800_108_COUNTER_KDF | CKM_SP800_108_DOUBLE_PIPELINE_KDF => CK_SP800_108_KDF_PARAMS,
            CKM_SP800_108_FEEDBACK_KDF => CK_SP800_108_FEEDBACK_KDF_PARAMS,
            CKM_SSL3_KEY_AND_MAC_DERIVE | CKM_TLS_KEY_AND_MAC_DERIVE => CK_SSL3_KEY_MAT_PARAMS,
            CKM_SSL3_MASTER_KEY_DERIVE | CKM_SSL3_MASTER_KEY_DERIVE_DH | CKM_TLS_MASTER_KEY_DERIVE
            | CKM_TLS_MASTER_KEY_DERIVE_DH => CK_SSL3_MASTER_KEY_DERIVE_PARAMS,
            CKM_SSL3_PRE_MASTER_KEY_GEN | CKM_TLS_PRE_MASTER_KEY_GEN => CK_VERSION,
            CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE | CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH
            => CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS,
            CKM_TLS12_KDF | CKM_TLS_KDF => CK_TLS_KDF_PARAMS,
            CKM_TLS12_KEY_AND_MAC_DERIVE | CKM_TLS12_KEY_SAFE_DERIVE => CK_TLS12_KEY_MAT_PARAMS,
            CKM_TLS12_MAC | CKM_TLS_MAC => CK_TLS_MAC_PARAMS,
            CKM_TLS12_MASTER_KEY_DERIVE | CKM_TLS12_MASTER_KEY_DERIVE_DH => CK_TLS12_MASTER_KEY_DERIVE_PARAMS,
            CKM_TLS_PRF => CK_TLS_PRF_PARAMS,
            CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE | CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE => CK_WTLS_KEY_MAT_PARAMS,
            CKM_WTLS_MASTER_KEY_DERIVE | CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC => CK_WTLS_MASTER_KEY_DERIVE_PARAMS,
            CKM_WTLS_PRF => CK_WTLS_PRF_PARAMS,
            CKM_X2RATCHET_INITIALIZE => CK_X2RATCHET_INITIALIZE_PARAMS,
            CKM_X2RATCHET_RESPOND => CK_X2RATCHET_RESPOND_PARAMS,
            CKM_X3DH_INITIALIZE => CK_X3DH_INITIATE_PARAMS,
            CKM_X3DH_RESPOND => CK_X3DH_RESPOND_PARAMS,
            CKM_X9_42_DH_DERIVE => CK_X9_42_DH1_DERIVE_PARAMS,
            CKM_X9_42_DH_HYBRID_DERIVE => CK_X9_42_DH2_DERIVE_PARAMS,
            CKM_X9_42_MQV_DERIVE => CK_X9_42_MQV_DERIVE_PARAMS,
            CKM_XEDDSA => CK_XEDDSA_PARAMS,
        },
    }
}
