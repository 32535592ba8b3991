//! Ciphers and wrapping: GCM, CCM, CTR, ChaCha20, Salsa20, OAEP, and keys wrapped by agreed keys.

use super::expected::{Expected, Fields, buffer, ulong};
use super::seen::Seen;
use super::signature::{hash, mgf};
use crate::inputs::{bytes, count, number};
use pkcs11_safe::Ulong;
use pkcs11_safe::mechanism::*;
use pkcs11_sys::CKZ_DATA_SPECIFIED;
use proptest::prelude::*;

fn gcm_params(iv: &[u8], aad: &[u8], bits: usize) -> Fields {
    let fields = Fields::new("CK_GCM_PARAMS").b("pIv", "ulIvLen", iv).count("ulIvBits", 8 * iv.len());
    fields.b("pAAD", "ulAADLen", aad).count("ulTagBits", bits)
}

pub(super) fn gcm(seen: &Seen) {
    seen.property((bytes(), bytes(), count()), |(iv, aad, bits)| {
        seen.is(&AesGcm::new(&iv), &Expected::of("CKM_AES_GCM", gcm_params(&iv, &[], 128)));
        let builder = AesGcm::new(&iv).aad(&aad).tag_bits(bits);
        seen.is(&builder, &Expected::of("CKM_AES_GCM", gcm_params(&iv, &aad, bits)));
    });
}

pub(super) fn gcm_with_a_generated_iv(seen: &Seen) {
    seen.property((bytes(), bytes(), count()), |(mut iv, aad, bits)| {
        let zeros = vec![0; iv.len()];
        let expected = Expected::of("CKM_AES_GCM", gcm_params(&zeros, &aad, bits));
        let mut builder = AesGcmGeneratedIv::new(&mut iv).aad(&aad).tag_bits(bits);
        // A second use finds no trace of the first.
        seen.is(&mut builder, &expected);
        seen.is(&mut builder, &expected);
        assert_eq!(builder.iv(), None);
    });
}

pub(super) fn gmac(seen: &Seen) {
    seen.property((bytes(), count()), |(iv, bits)| {
        let expected = Expected::of("CKM_AES_GMAC", gcm_params(&iv, &[], bits));
        seen.is(&AesGmac::new(&iv).tag_bits(bits), &expected);
    });
}

pub(super) fn ccm(seen: &Seen) {
    seen.property((bytes(), bytes(), count(), count()), |(nonce, aad, length, mac)| {
        let fields = Fields::new("CK_CCM_PARAMS").count("ulDataLen", length).b("pNonce", "ulNonceLen", &nonce);
        let fields = fields.b("pAAD", "ulAADLen", &aad).count("ulMACLen", mac);
        let builder = AesCcm::new(&nonce, length).aad(&aad).mac_len(mac);
        seen.is(&builder, &Expected::of("CKM_AES_CCM", fields));
    });
}

pub(super) fn ctr(seen: &Seen) {
    seen.property((any::<[u8; 16]>(), count()), |(block, bits)| {
        let fields = |name| Fields::new(name).count("ulCounterBits", bits).a("cb", &block);
        let expected = Expected::of("CKM_AES_CTR", fields("CK_AES_CTR_PARAMS"));
        seen.is(&AesCtr::new(&block).counter_bits(bits), &expected);
        let expected = Expected::of("CKM_CAMELLIA_CTR", fields("CK_CAMELLIA_CTR_PARAMS"));
        seen.is(&CamelliaCtr::new(&block).counter_bits(bits), &expected);
    });
}

pub(super) fn chacha20(seen: &Seen) {
    seen.property((bytes(), bytes()), |(counter, nonce)| {
        let fields = Fields::new("CK_CHACHA20_PARAMS")
            .field("pBlockCounter", buffer(&counter))
            .count("blockCounterBits", 8 * counter.len())
            .field("pNonce", buffer(&nonce))
            .count("ulNonceBits", 8 * nonce.len());
        seen.is(&ChaCha20::new(&counter, &nonce), &Expected::of("CKM_CHACHA20", fields));
    });
}

pub(super) fn salsa20(seen: &Seen) {
    seen.property((any::<[u8; 8]>(), bytes()), |(counter, nonce)| {
        let fields = Fields::new("CK_SALSA20_PARAMS").a("pBlockCounter", &counter);
        let fields = fields.field("pNonce", buffer(&nonce)).count("ulNonceBits", 8 * nonce.len());
        seen.is(&Salsa20::new(&counter, &nonce), &Expected::of("CKM_SALSA20", fields));
    });
}

pub(super) fn poly1305(seen: &Seen) {
    seen.property((bytes(), bytes()), |(nonce, aad)| {
        let fields = Fields::new("CK_SALSA20_CHACHA20_POLY1305_PARAMS");
        let fields = fields.b("pNonce", "ulNonceLen", &nonce).b("pAAD", "ulAADLen", &aad);
        let expected = Expected::of("CKM_CHACHA20_POLY1305", fields.clone());
        seen.is(&ChaCha20Poly1305::new(&nonce).aad(&aad), &expected);
        seen.is(&Salsa20Poly1305::new(&nonce).aad(&aad), &Expected::of("CKM_SALSA20_POLY1305", fields));
    });
}

fn oaep_params(hash: Hash, mask: Hash, label: &[u8]) -> Fields {
    let fields = Fields::new("CK_RSA_PKCS_OAEP_PARAMS").n("hashAlg", hash.mechanism().raw()).n("mgf", mgf(mask));
    fields.n("source", CKZ_DATA_SPECIFIED).b("pSourceData", "ulSourceDataLen", label)
}

pub(super) fn rsa_oaep(seen: &Seen) {
    seen.property((hash(), hash(), bytes()), |(hash, mask, label)| {
        seen.is(&RsaPkcsOaep::new(hash), &Expected::of("CKM_RSA_PKCS_OAEP", oaep_params(hash, hash, &[])));
        let builder = RsaPkcsOaep::new(hash).mgf(mask).label(&label);
        seen.is(&builder, &Expected::of("CKM_RSA_PKCS_OAEP", oaep_params(hash, mask, &label)));
    });
}

pub(super) fn rsa_aes_key_wrap(seen: &Seen) {
    seen.property((hash(), hash(), bytes(), count()), |(hash, mask, label, bits)| {
        let oaep = RsaPkcsOaep::new(hash).mgf(mask).label(&label);
        seen.is_with(&RsaAesKeyWrap::new(bits, &oaep), "CKM_RSA_AES_KEY_WRAP", |parameter| {
            assert_eq!((parameter.structure, parameter.fields.len()), (Some("CK_RSA_AES_KEY_WRAP_PARAMS"), 2));
            assert_eq!(parameter.number("ulAESKeyBits"), Some(ulong(bits)));
            let inner = parameter.inner("pOAEPParams").expect("points to a struct");
            assert!(oaep_params(hash, mask, &label).is(inner), "{inner:?}");
        });
    });
}

pub(super) fn ecdh_aes_key_wrap(seen: &Seen) {
    seen.property((count(), number(), bytes()), |(bits, kdf, shared)| {
        let fields = Fields::new("CK_ECDH_AES_KEY_WRAP_PARAMS").count("ulAESKeyBits", bits).n("kdf", kdf);
        let fields = fields.b("pSharedData", "ulSharedDataLen", &shared);
        for (builder, name) in [
            (EcdhAesKeyWrap::new(bits, kdf.into()), "CKM_ECDH_AES_KEY_WRAP"),
            (EcdhAesKeyWrap::cofactor(bits, kdf.into()), "CKM_ECDH_COF_AES_KEY_WRAP"),
            (EcdhAesKeyWrap::montgomery(bits, kdf.into()), "CKM_ECDH_X_AES_KEY_WRAP"),
        ] {
            seen.is(&builder.shared_data(&shared), &Expected::of(name, fields.clone()));
        }
    });
}

pub(super) fn gost_key_wrap(seen: &Seen) {
    let key = proptest::option::of(any::<Ulong>());
    seen.property((bytes(), bytes(), key), |(oid, ukm, key)| {
        let fields = Fields::new("CK_GOSTR3410_KEY_WRAP_PARAMS").b("pWrapOID", "ulWrapOIDLen", &oid);
        let fields = fields.b("pUKM", "ulUKMLen", &ukm).n("hKey", key.unwrap_or(0));
        let builder = GostR3410KeyWrap::new(&oid, &ukm, key.map(|key| seen.object(key)));
        seen.is(&builder, &Expected::of("CKM_GOSTR3410_KEY_WRAP", fields));
    });
}
