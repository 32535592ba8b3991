//! Parameters of mechanisms, built and passed.

use crate::bed::call;
use crate::{Bed, Column, Measure, Row};
use cryptoki::mechanism::aead::GcmParams;
use cryptoki::mechanism::elliptic_curve::{EcKdf, Ecdh1DeriveParams};
use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::{Mechanism as Peer, MechanismType as PeerType};
use cryptoki::object as peer;
use pkcs11_safe::mechanism::{AesGcm, Ecdh1Derive, Hash, Kdf, RsaPkcsPss};
use pkcs11_safe::{KeyType, ObjectClass, attribute as attr};
use pkcs11_sys::*;
use std::hint::black_box;

const ECDH: Row = Row { id: "parameter-ecdh1", about: "ECDH1 parameters, derive a key" };
const GCM: Row = Row { id: "parameter-gcm", about: "GCM parameters, encrypt 16 bytes" };
const PSS: Row = Row { id: "parameter-pss", about: "PSS parameters, sign" };

const POINT: [u8; 65] = [4; 65];
const IV: [u8; 12] = [0x21; 12];
const AAD: [u8; 20] = [0x22; 20];
const DATA: [u8; 16] = [0x42; 16];

pub(super) fn all(bed: &Bed, measure: &mut impl Measure) {
    gcm(bed, measure);
    if bed.null.is_some() {
        ecdh(bed, measure);
        pss(bed, measure);
    }
}

fn pointer(data: &[u8]) -> CK_BYTE_PTR {
    data.as_ptr().cast_mut()
}

fn ecdh(bed: &Bed, measure: &mut impl Measure) {
    let (hand, key) = (bed.hand, bed.key);
    let (class, key_type) = (CKO_SECRET_KEY, CKK_GENERIC_SECRET);
    measure.column(&ECDH, Column::Hand, || {
        let (point, info) = (black_box(&POINT), black_box(&AAD));
        let params = CK_ECDH1_DERIVE_PARAMS {
            kdf: CKD_SHA256_KDF,
            ulSharedDataLen: 20,
            pSharedData: pointer(info),
            ulPublicDataLen: 65,
            pPublicData: pointer(point),
        };
        let mut mechanism = CK_MECHANISM::with(CKM_ECDH1_DERIVE, &params);
        let mut template = [
            CK_ATTRIBUTE::scalar(CKA_CLASS, &class),
            CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &key_type),
            CK_ATTRIBUTE::scalar(CKA_EXTRACTABLE, &CK_TRUE),
        ];
        let mut secret = 0;
        let template = template.as_mut_ptr();
        call!(hand, C_DeriveKey(hand.session, &raw mut mechanism, key.raw, template, 3, &raw mut secret));
        black_box(secret);
    });
    measure.column(&ECDH, Column::Safe, || {
        let (point, info) = (black_box(&POINT), black_box(&AAD));
        let mechanism = Ecdh1Derive::new(point).kdf(Kdf::Sha256).shared_data(info);
        let class = attr::CLASS.is(ObjectClass::SECRET_KEY);
        let template = [class, attr::KEY_TYPE.is(KeyType::GENERIC_SECRET), attr::EXTRACTABLE.is(true)];
        black_box(bed.safe.derive_key(&mechanism, key.safe, &template).expect("derived"));
    });
    measure.column(&ECDH, Column::Peer, || {
        let (point, info) = (black_box(&POINT), black_box(&AAD));
        let mechanism = Peer::Ecdh1Derive(Ecdh1DeriveParams::new(EcKdf::sha256(info), point));
        let template = [
            peer::Attribute::Class(peer::ObjectClass::SECRET_KEY),
            peer::Attribute::KeyType(peer::KeyType::GENERIC_SECRET),
            peer::Attribute::Extractable(true),
        ];
        black_box(bed.peer.derive_key(&mechanism, key.peer, &template).expect("derived"));
    });
}

fn gcm(bed: &Bed, measure: &mut impl Measure) {
    let (hand, secret) = (bed.hand, bed.secret);
    measure.column(&GCM, Column::Hand, || {
        let (iv, aad) = (black_box(&IV), black_box(&AAD));
        let params = CK_GCM_PARAMS {
            pIv: pointer(iv),
            ulIvLen: 12,
            ulIvBits: 96,
            pAAD: pointer(aad),
            ulAADLen: 20,
            ulTagBits: 128,
        };
        let mut mechanism = CK_MECHANISM::with(CKM_AES_GCM, &params);
        let (mut out, mut length) = ([0; 80], 80);
        call!(hand, C_EncryptInit(hand.session, &raw mut mechanism, secret.raw));
        call!(hand, C_Encrypt(hand.session, pointer(&DATA), 16, out.as_mut_ptr(), &raw mut length));
        black_box(out[..usize::try_from(length).expect("a length")].to_vec());
    });
    measure.column(&GCM, Column::Safe, || {
        let mechanism = AesGcm::new(black_box(&IV)).aad(black_box(&AAD)).tag_bits(128);
        black_box(bed.safe.encrypt(&mechanism, secret.safe, &DATA).expect("encrypted"));
    });
    measure.column(&GCM, Column::Peer, || {
        let mut iv = *black_box(&IV);
        let params = GcmParams::new(&mut iv, black_box(&AAD), 128.into()).expect("built");
        black_box(bed.peer.encrypt(&Peer::AesGcm(params), secret.peer, &DATA).expect("encrypted"));
    });
}

fn pss(bed: &Bed, measure: &mut impl Measure) {
    let (hand, key) = (bed.hand, bed.key);
    measure.column(&PSS, Column::Hand, || {
        let params = CK_RSA_PKCS_PSS_PARAMS { hashAlg: CKM_SHA256, mgf: CKG_MGF1_SHA256, sLen: 32 };
        let mut mechanism = CK_MECHANISM::with(CKM_SHA256_RSA_PKCS_PSS, &params);
        let (mut out, mut length) = ([0; 512], 512);
        call!(hand, C_SignInit(hand.session, &raw mut mechanism, key.raw));
        call!(hand, C_Sign(hand.session, pointer(&DATA), 16, out.as_mut_ptr(), &raw mut length));
        black_box(out[..usize::try_from(length).expect("a length")].to_vec());
    });
    measure.column(&PSS, Column::Safe, || {
        black_box(bed.safe.sign(&RsaPkcsPss::new(Hash::Sha256), key.safe, &DATA).expect("signed"));
    });
    measure.column(&PSS, Column::Peer, || {
        let params = PkcsPssParams { hash_alg: PeerType::SHA256, mgf: PkcsMgfType::MGF1_SHA256, s_len: 32.into() };
        black_box(bed.peer.sign(&Peer::Sha256RsaPkcsPss(params), key.peer, &DATA).expect("signed"));
    });
}
