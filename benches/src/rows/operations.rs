//! Operations: signing, encrypting, digesting, random numbers.

use crate::bed::call;
use crate::{Bed, Column, Measure, Row};
use cryptoki::mechanism::Mechanism as Peer;
use pkcs11_safe::Mechanism;
use pkcs11_safe::mechanism::AesCbc;
use pkcs11_sys::*;
use std::hint::black_box;

const SIGN: Row = Row { id: "sign", about: "sign, ECDSA" };
const SIGN_INTO: Row = Row { id: "sign-buffer", about: "sign, ECDSA, into a buffer" };
const DIGEST: Row = Row { id: "digest", about: "digest 32 bytes" };
const DIGEST_INTO: Row = Row { id: "digest-buffer", about: "digest 32 bytes, into a buffer" };
const ENCRYPT: Row = Row { id: "encrypt", about: "encrypt 32 bytes, one-shot" };
const STREAM: Row = Row { id: "stream", about: "encrypt 16 x 4 KiB streamed, into a buffer" };
const UPDATE: Row = Row { id: "update-buffer", about: "one update of a stream, 4 KiB into a buffer" };
const RANDOM: Row = Row { id: "random", about: "16 random bytes" };
const OBSERVED: Row = Row { id: "random-observed", about: "16 random bytes, with an observer" };

const HASH: [u8; 32] = [0x5a; 32];
const IV: [u8; 16] = [0x21; 16];
const PIECE: [u8; 4096] = [0x42; 4096];

pub(super) fn all(bed: &mut Bed, measure: &mut impl Measure) {
    sign(bed, measure);
    digest(bed, measure);
    encrypt(bed, measure);
    stream(bed, measure);
    update(bed, measure);
    random(bed, measure);
}

fn input(data: &[u8]) -> CK_BYTE_PTR {
    black_box(data).as_ptr().cast_mut()
}

fn sign(bed: &Bed, measure: &mut impl Measure) {
    let (hand, key) = (bed.hand, bed.key);
    let by_hand = |out: &mut [u8; 128]| {
        let (mut mechanism, mut length) = (CK_MECHANISM::bare(CKM_ECDSA), 128);
        call!(hand, C_SignInit(hand.session, &raw mut mechanism, key.raw));
        call!(hand, C_Sign(hand.session, input(&HASH), 32, out.as_mut_ptr(), &raw mut length));
        usize::try_from(length).expect("a length")
    };
    measure.column(&SIGN, Column::Hand, || {
        let mut out = [0; 128];
        let length = by_hand(&mut out);
        black_box(out[..length].to_vec());
    });
    measure.column(&SIGN, Column::Safe, || {
        black_box(bed.safe.sign(Mechanism::ECDSA, key.safe, black_box(&HASH)).expect("signed"));
    });
    measure.column(&SIGN, Column::Peer, || {
        black_box(bed.peer.sign(&Peer::Ecdsa, key.peer, black_box(&HASH)).expect("signed"));
    });

    let mut out = [0; 128];
    measure.column(&SIGN_INTO, Column::Hand, || {
        black_box(by_hand(&mut out));
    });
    measure.column(&SIGN_INTO, Column::Safe, || {
        black_box(bed.safe.sign_into(Mechanism::ECDSA, key.safe, black_box(&HASH), &mut out).expect("signed"));
    });
    measure.column(&SIGN_INTO, Column::Peer, || {
        black_box(bed.peer.sign(&Peer::Ecdsa, key.peer, black_box(&HASH)).expect("signed"));
    });
}

fn digest(bed: &Bed, measure: &mut impl Measure) {
    let hand = bed.hand;
    let by_hand = |out: &mut [u8; 64]| {
        let (mut mechanism, mut length) = (CK_MECHANISM::bare(CKM_SHA256), 64);
        call!(hand, C_DigestInit(hand.session, &raw mut mechanism));
        call!(hand, C_Digest(hand.session, input(&HASH), 32, out.as_mut_ptr(), &raw mut length));
        usize::try_from(length).expect("a length")
    };
    measure.column(&DIGEST, Column::Hand, || {
        let mut out = [0; 64];
        let length = by_hand(&mut out);
        black_box(out[..length].to_vec());
    });
    measure.column(&DIGEST, Column::Safe, || {
        black_box(bed.safe.digest(Mechanism::SHA256, black_box(&HASH)).expect("digested"));
    });
    measure.column(&DIGEST, Column::Peer, || {
        black_box(bed.peer.digest(&Peer::Sha256, black_box(&HASH)).expect("digested"));
    });

    let mut out = [0; 64];
    measure.column(&DIGEST_INTO, Column::Hand, || {
        black_box(by_hand(&mut out));
    });
    measure.column(&DIGEST_INTO, Column::Safe, || {
        black_box(bed.safe.digest_into(Mechanism::SHA256, black_box(&HASH), &mut out).expect("digested"));
    });
    measure.column(&DIGEST_INTO, Column::Peer, || {
        black_box(bed.peer.digest(&Peer::Sha256, black_box(&HASH)).expect("digested"));
    });
}

fn encrypt(bed: &Bed, measure: &mut impl Measure) {
    let (hand, secret) = (bed.hand, bed.secret);
    measure.column(&ENCRYPT, Column::Hand, || {
        let (mut mechanism, mut out, mut length) = (CK_MECHANISM::with(CKM_AES_CBC, &IV), [0; 96], 96);
        call!(hand, C_EncryptInit(hand.session, &raw mut mechanism, secret.raw));
        call!(hand, C_Encrypt(hand.session, input(&HASH), 32, out.as_mut_ptr(), &raw mut length));
        black_box(out[..usize::try_from(length).expect("a length")].to_vec());
    });
    measure.column(&ENCRYPT, Column::Safe, || {
        let mechanism = AesCbc::new(black_box(&IV));
        black_box(bed.safe.encrypt(mechanism, secret.safe, black_box(&HASH)).expect("encrypted"));
    });
    measure.column(&ENCRYPT, Column::Peer, || {
        let mechanism = Peer::AesCbc(*black_box(&IV));
        black_box(bed.peer.encrypt(&mechanism, secret.peer, black_box(&HASH)).expect("encrypted"));
    });
}

fn stream(bed: &mut Bed, measure: &mut impl Measure) {
    let (hand, secret) = (bed.hand, bed.secret);
    let mut out = [0; 4096 + 16];
    measure.column(&STREAM, Column::Hand, || {
        let mut mechanism = CK_MECHANISM::with(CKM_AES_CBC, &IV);
        call!(hand, C_EncryptInit(hand.session, &raw mut mechanism, secret.raw));
        for _ in 0..16 {
            let mut length = 4096 + 16;
            call!(hand, C_EncryptUpdate(hand.session, input(&PIECE), 4096, out.as_mut_ptr(), &raw mut length));
        }
        let mut length = 4096 + 16;
        call!(hand, C_EncryptFinal(hand.session, out.as_mut_ptr(), &raw mut length));
    });
    let safe = &mut bed.safe;
    measure.column(&STREAM, Column::Safe, || {
        let mut encryptor = safe.encryptor(AesCbc::new(black_box(&IV)), secret.safe).expect("begun");
        for _ in 0..16 {
            black_box(encryptor.update_into(black_box(&PIECE), &mut out).expect("encrypted"));
        }
        black_box(encryptor.finish_into(&mut out).expect("ended"));
    });
    measure.column(&STREAM, Column::Peer, || {
        bed.peer.encrypt_init(&Peer::AesCbc(*black_box(&IV)), secret.peer).expect("begun");
        for _ in 0..16 {
            black_box(bed.peer.encrypt_update(black_box(&PIECE)).expect("encrypted"));
        }
        black_box(bed.peer.encrypt_final().expect("ended"));
    });
}

fn update(bed: &mut Bed, measure: &mut impl Measure) {
    let (hand, secret) = (bed.hand, bed.secret);
    let mut out = [0; 4096 + 16];
    let mut length = 4096 + 16;
    let mut mechanism = CK_MECHANISM::with(CKM_AES_CBC, &IV);
    call!(hand, C_EncryptInit(hand.session, &raw mut mechanism, secret.raw));
    measure.column(&UPDATE, Column::Hand, || {
        length = 4096 + 16;
        call!(hand, C_EncryptUpdate(hand.session, input(&PIECE), 4096, out.as_mut_ptr(), &raw mut length));
    });
    length = 4096 + 16;
    call!(hand, C_EncryptFinal(hand.session, out.as_mut_ptr(), &raw mut length));

    let mut encryptor = bed.safe.encryptor(AesCbc::new(&IV), secret.safe).expect("begun");
    measure.column(&UPDATE, Column::Safe, || {
        black_box(encryptor.update_into(black_box(&PIECE), &mut out).expect("encrypted"));
    });
    encryptor.finish_into(&mut out).expect("ended");

    bed.peer.encrypt_init(&Peer::AesCbc(IV), secret.peer).expect("begun");
    measure.column(&UPDATE, Column::Peer, || {
        black_box(bed.peer.encrypt_update(black_box(&PIECE)).expect("encrypted"));
    });
    bed.peer.encrypt_final().expect("ended");
}

/// The smallest call there is: what surrounds it shows.
fn random(bed: &Bed, measure: &mut impl Measure) {
    let hand = bed.hand;
    let mut out = [0; 16];
    measure.column(&RANDOM, Column::Hand, || {
        call!(hand, C_GenerateRandom(hand.session, out.as_mut_ptr(), 16));
    });
    measure.column(&RANDOM, Column::Safe, || bed.safe.fill_random(&mut out).expect("random"));
    measure.column(&RANDOM, Column::Peer, || bed.peer.generate_random_slice(&mut out).expect("random"));

    let observer = bed.module.observe(|call| {
        black_box(call.function());
    });
    measure.column(&OBSERVED, Column::Safe, || bed.safe.fill_random(&mut out).expect("random"));
    bed.module.unobserve(observer);
}
