//! Messages: encrypted and signed one by one under one key.

use super::{Driver, call, input};
use core::ptr::null_mut;
use pkcs11_sys::*;

#[test]
fn messages_have_nonces_and_tags_of_their_own() {
    let driver = Driver::open();
    let (session, key) = (driver.session, driver.secret(CKK_AES, b"0123456789abcdef", &[]));
    let (mut iv, mut tag) = ([1_u8, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0], [0_u8; 16]);
    let mut params = CK_GCM_MESSAGE_PARAMS {
        pIv: iv.as_mut_ptr(),
        ulIvLen: 12,
        ulIvFixedBits: 32,
        ivGenerator: CKG_GENERATE,
        pTag: tag.as_mut_ptr(),
        ulTagBits: 128,
    };
    let (parameter, size): (CK_VOID_PTR, _) = ((&raw mut params).cast(), size_of_val(&params) as CK_ULONG);
    let mut gcm = CK_MECHANISM::bare(CKM_AES_GCM);
    assert_eq!(call!(driver, C_MessageEncryptInit(session, &raw mut gcm, key)), CKR_OK);
    driver.module.record();
    let secret = driver
        .twice(|out, len| {
            call!(driver, C_EncryptMessage(session, parameter, size, input(b"aad"), 3, input(b"data"), 4, out, len))
        })
        .unwrap();
    assert_eq!((secret.len(), &iv[..4]), (4, &[1, 2, 3, 4][..]));
    assert_ne!(iv[4..], [0; 8]);
    let recorded = driver.module.calls()[0].parameter.clone().unwrap();
    assert_eq!(recorded.structure, Some("CK_GCM_MESSAGE_PARAMS"));
    assert_eq!((recorded.number("ivGenerator"), recorded.buffer("pIv").unwrap().len()), (Some(CKG_GENERATE), 12));
    assert_eq!(call!(driver, C_MessageEncryptFinal(session)), CKR_OK);

    assert_eq!(call!(driver, C_MessageDecryptInit(session, &raw mut gcm, key)), CKR_OK);
    let decrypt = |out, len| {
        call!(driver, C_DecryptMessage(session, parameter, size, input(b"aad"), 3, input(&secret), 4, out, len))
    };
    assert_eq!(driver.twice(decrypt).unwrap(), b"data");
    // The same in parts.
    let mut plain = [0; 4];
    let mut next = |part: &[u8], at: usize, flags| {
        let (out, mut len) = (plain[at..].as_mut_ptr(), part.len() as CK_ULONG);
        call!(driver, C_DecryptMessageNext(session, parameter, size, input(part), len, out, &raw mut len, flags))
    };
    assert_eq!(call!(driver, C_DecryptMessageBegin(session, parameter, size, input(b"aad"), 3)), CKR_OK);
    assert_eq!(next(&secret[..3], 0, 0), CKR_OK);
    assert_eq!(call!(driver, C_MessageDecryptFinal(session)), CKR_OPERATION_ACTIVE);
    assert_eq!(next(&secret[3..], 3, CKF_END_OF_MESSAGE), CKR_OK);
    assert_eq!(plain, *b"data");
    // SAFETY: the tag of the parameter, which lives.
    unsafe { *params.pTag.add(3) ^= 1 };
    assert_eq!(driver.twice(decrypt), Err(CKR_AEAD_DECRYPT_FAILED));
}

#[test]
fn messages_are_signed() {
    let driver = Driver::user();
    let (session, (public, private)) = (driver.session, driver.ec_pair());
    let mut ecdsa = CK_MECHANISM::bare(CKM_ECDSA_SHA256);
    assert_eq!(call!(driver, C_MessageSignInit(session, &raw mut ecdsa, private)), CKR_OK);
    let signature = driver
        .twice(|out, len| call!(driver, C_SignMessage(session, null_mut(), 0, input(b"data"), 4, out, len)))
        .unwrap();
    assert_eq!(call!(driver, C_SignMessageBegin(session, null_mut(), 0)), CKR_OK);
    let nothing = null_mut();
    let part = call!(driver, C_SignMessageNext(session, null_mut(), 0, input(b"da"), 2, nothing, nothing.cast()));
    assert_eq!(part, CKR_OK);
    let again = driver
        .twice(|out, len| call!(driver, C_SignMessageNext(session, null_mut(), 0, input(b"ta"), 2, out, len)))
        .unwrap();
    assert_eq!(signature, again);
    assert_eq!(call!(driver, C_MessageSignFinal(session)), CKR_OK);
    assert_eq!(call!(driver, C_MessageVerifyInit(session, &raw mut ecdsa, public)), CKR_OK);
    let verify =
        |data: &[u8]| call!(driver, C_VerifyMessage(session, null_mut(), 0, input(data), 4, input(&signature), 64));
    assert_eq!((verify(b"data"), verify(b"date"), verify(b"data")), (CKR_OK, CKR_SIGNATURE_INVALID, CKR_OK));
    assert_eq!(call!(driver, C_MessageVerifyFinal(session)), CKR_OK);
}
