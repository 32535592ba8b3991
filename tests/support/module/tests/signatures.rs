//! Digests and signatures.

use super::{Driver, call, input, length};
use core::ptr::null_mut;
use pkcs11_sys::*;

#[test]
fn digests_are_real_and_keep_to_the_protocol() {
    let driver = Driver::open();
    let session = driver.session;
    let mut sha = CK_MECHANISM::bare(CKM_SHA_1);
    let abc = *b"\xa9\x99\x3e\x36\x47\x06\x81\x6a\xba\x3e\x25\x71\x78\x50\xc2\x6c\x9c\xd0\xd8\x9d";
    assert_eq!(call!(driver, C_DigestInit(session, &raw mut sha)), CKR_OK);
    assert_eq!(call!(driver, C_DigestInit(session, &raw mut sha)), CKR_OPERATION_ACTIVE);
    let digest = driver.twice(|out, len| call!(driver, C_Digest(session, input(b"abc"), 3, out, len))).unwrap();
    assert_eq!(digest, abc);
    assert_eq!(call!(driver, C_DigestUpdate(session, input(b"a"), 1)), CKR_OPERATION_NOT_INITIALIZED);

    let key = driver.secret(CKK_GENERIC_SECRET, b"b", &[]);
    assert_eq!(call!(driver, C_DigestInit(session, &raw mut sha)), CKR_OK);
    assert_eq!(call!(driver, C_DigestUpdate(session, input(b"a"), 1)), CKR_OK);
    assert_eq!(call!(driver, C_DigestKey(session, key)), CKR_OK);
    let mut state = [0; 16];
    let mut saved = 16;
    assert_eq!(call!(driver, C_GetOperationState(session, state.as_mut_ptr(), &raw mut saved)), CKR_OK);
    assert_eq!(call!(driver, C_DigestUpdate(session, input(b"x"), 1)), CKR_OK);
    assert_eq!(call!(driver, C_SetOperationState(session, state.as_mut_ptr(), saved, 0, 0)), CKR_OK);
    assert_eq!(call!(driver, C_DigestUpdate(session, input(b"c"), 1)), CKR_OK);
    assert_eq!(driver.twice(|out, len| call!(driver, C_DigestFinal(session, out, len))).unwrap(), abc);

    // An error ends the operation, and so does the one-shot call after a part.
    assert_eq!(call!(driver, C_DigestInit(session, &raw mut sha)), CKR_OK);
    assert_eq!(call!(driver, C_DigestUpdate(session, null_mut(), 1)), CKR_ARGUMENTS_BAD);
    assert_eq!(driver.module.operations(session), 0);
    assert_eq!(call!(driver, C_DigestInit(session, &raw mut sha)), CKR_OK);
    assert_eq!(call!(driver, C_DigestUpdate(session, input(b"a"), 1)), CKR_OK);
    let mut long = 20;
    let mut out = [0; 20];
    let rv = call!(driver, C_Digest(session, input(b"a"), 1, out.as_mut_ptr(), &raw mut long));
    assert_eq!((rv, driver.module.operations(session)), (CKR_OPERATION_NOT_INITIALIZED, 0));
}

fn sign(driver: &Driver, mut mechanism: CK_MECHANISM, key: CK_OBJECT_HANDLE, data: &[u8]) -> Result<Vec<u8>, CK_RV> {
    match call!(driver, C_SignInit(driver.session, &raw mut mechanism, key)) {
        CKR_OK => {}
        rv => return Err(rv),
    }
    driver.twice(|out, len| call!(driver, C_Sign(driver.session, input(data), length(data), out, len)))
}

fn verify(driver: &Driver, mut mechanism: CK_MECHANISM, key: CK_OBJECT_HANDLE, data: &[u8], signature: &[u8]) -> CK_RV {
    assert_eq!(call!(driver, C_VerifyInit(driver.session, &raw mut mechanism, key)), CKR_OK);
    let (data, long) = (input(data), length(data));
    call!(driver, C_Verify(driver.session, data, long, input(signature), length(signature)))
}

#[test]
fn signatures_verify_and_others_do_not() {
    let driver = Driver::user();
    let (ec, rsa, other) = (driver.ec_pair(), driver.rsa_pair(), driver.ec_pair());
    let pss = CK_RSA_PKCS_PSS_PARAMS { hashAlg: CKM_SHA256, mgf: CKG_MGF1_SHA256, sLen: 32 };
    for (mechanism, pair, size) in [
        (CK_MECHANISM::bare(CKM_ECDSA_SHA256), ec, 64),
        (CK_MECHANISM::bare(CKM_SHA256_RSA_PKCS), rsa, 128),
        (CK_MECHANISM::with(CKM_SHA256_RSA_PKCS_PSS, &pss), rsa, 128),
        (CK_MECHANISM::bare(CKM_RSA_PKCS), rsa, 128),
    ] {
        let signature = sign(&driver, mechanism, pair.1, b"message").unwrap();
        assert_eq!(signature.len(), size);
        assert_eq!(verify(&driver, mechanism, pair.0, b"message", &signature), CKR_OK);
        assert_eq!(verify(&driver, mechanism, pair.0, b"massage", &signature), CKR_SIGNATURE_INVALID);
        assert_eq!(verify(&driver, mechanism, pair.0, b"message", &signature[1..]), CKR_SIGNATURE_LEN_RANGE);
        assert_eq!(driver.module.operations(driver.session), 0);
    }
    let signature = sign(&driver, CK_MECHANISM::bare(CKM_ECDSA_SHA256), ec.1, b"message").unwrap();
    let hash = super::super::sha::digest(super::super::sha::Algorithm::Sha256, b"message");
    assert_eq!(sign(&driver, CK_MECHANISM::bare(CKM_ECDSA), ec.1, &hash).unwrap(), signature);
    assert_eq!(
        verify(&driver, CK_MECHANISM::bare(CKM_ECDSA_SHA256), other.0, b"message", &signature),
        CKR_SIGNATURE_INVALID
    );
    let shorter = CK_RSA_PKCS_PSS_PARAMS { hashAlg: CKM_SHA256, mgf: CKG_MGF1_SHA256, sLen: 100 };
    let refused = sign(&driver, CK_MECHANISM::with(CKM_SHA256_RSA_PKCS_PSS, &shorter), rsa.1, b"");
    assert_eq!(refused, Err(CKR_MECHANISM_PARAM_INVALID));
    assert_eq!(
        sign(&driver, CK_MECHANISM::bare(CKM_SHA256_RSA_PKCS_PSS), rsa.1, b""),
        Err(CKR_MECHANISM_PARAM_INVALID)
    );
    assert_eq!(sign(&driver, CK_MECHANISM::bare(CKM_RSA_PKCS), rsa.1, &[0; 118]), Err(CKR_DATA_LEN_RANGE));
    assert_eq!(sign(&driver, CK_MECHANISM::bare(CKM_ECDSA), rsa.1, b""), Err(CKR_KEY_TYPE_INCONSISTENT));
    assert_eq!(sign(&driver, CK_MECHANISM::bare(CKM_ECDSA), ec.0, b""), Err(CKR_KEY_FUNCTION_NOT_PERMITTED));
    assert_eq!(sign(&driver, CK_MECHANISM::bare(CKM_ECDSA), 12345, b""), Err(CKR_KEY_HANDLE_INVALID));
}

#[test]
fn parts_sign_like_the_whole() {
    let driver = Driver::user();
    let (session, (public, private)) = (driver.session, driver.ec_pair());
    let mechanism = CK_MECHANISM::bare(CKM_ECDSA_SHA512);
    let whole = sign(&driver, mechanism, private, b"a message").unwrap();
    let mut again = mechanism;
    assert_eq!(call!(driver, C_SignInit(session, &raw mut again, private)), CKR_OK);
    assert_eq!(call!(driver, C_SignUpdate(session, input(b"a mes"), 5)), CKR_OK);
    assert_eq!(call!(driver, C_SignUpdate(session, input(b"sage"), 4)), CKR_OK);
    assert_eq!(driver.twice(|out, len| call!(driver, C_SignFinal(session, out, len))).unwrap(), whole);
    assert_eq!(call!(driver, C_VerifyInit(session, &raw mut again, public)), CKR_OK);
    assert_eq!(call!(driver, C_VerifyUpdate(session, input(b"a message"), 9)), CKR_OK);
    assert_eq!(call!(driver, C_VerifyFinal(session, input(&whole), 64)), CKR_OK);
    assert_eq!(call!(driver, C_VerifySignatureInit(session, &raw mut again, public, input(&whole), 64)), CKR_OK);
    assert_eq!(call!(driver, C_VerifySignatureUpdate(session, input(b"a message"), 9)), CKR_OK);
    assert_eq!(call!(driver, C_VerifySignatureFinal(session)), CKR_OK);
    assert_eq!(call!(driver, C_VerifySignatureInit(session, &raw mut again, public, input(&whole), 64)), CKR_OK);
    assert_eq!(call!(driver, C_VerifySignature(session, input(b"another"), 7)), CKR_SIGNATURE_INVALID);
    let mut flags = 0;
    assert_eq!(call!(driver, C_GetSessionValidationFlags(session, CKS_LAST_VALIDATION_OK, &raw mut flags)), CKR_OK);
    // Raw ECDSA has no parts.
    let mut raw = CK_MECHANISM::bare(CKM_ECDSA);
    assert_eq!(call!(driver, C_SignInit(session, &raw mut raw, private)), CKR_OK);
    assert_eq!(call!(driver, C_SignUpdate(session, input(b"a"), 1)), CKR_FUNCTION_NOT_SUPPORTED);
}

#[test]
fn hmac_is_real_and_can_be_cut() {
    let driver = Driver::open();
    let key = driver.secret(CKK_GENERIC_SECRET, b"key", &[]);
    let mac = sign(&driver, CK_MECHANISM::bare(CKM_SHA256_HMAC), key, b"abc").unwrap();
    assert_eq!(mac, super::super::sha::hmac(super::super::sha::Algorithm::Sha256, b"key", b"abc"));
    let general = CK_MECHANISM::with::<CK_ULONG>(CKM_SHA256_HMAC_GENERAL, &12);
    assert_eq!(sign(&driver, general, key, b"abc").unwrap(), mac[..12]);
    let general = CK_MECHANISM::with::<CK_ULONG>(CKM_SHA256_HMAC_GENERAL, &33);
    assert_eq!(sign(&driver, general, key, b"abc"), Err(CKR_MECHANISM_PARAM_INVALID));
}

#[test]
fn signatures_give_their_data_back() {
    let driver = Driver::user();
    let (session, (public, private)) = (driver.session, driver.rsa_pair());
    let mut rsa = CK_MECHANISM::bare(CKM_RSA_PKCS);
    assert_eq!(call!(driver, C_SignRecoverInit(session, &raw mut rsa, private)), CKR_OK);
    let signature =
        driver.twice(|out, len| call!(driver, C_SignRecover(session, input(b"data"), 4, out, len))).unwrap();
    assert_eq!(call!(driver, C_VerifyRecoverInit(session, &raw mut rsa, public)), CKR_OK);
    let recover = |out, len| call!(driver, C_VerifyRecover(session, input(&signature), 128, out, len));
    assert_eq!(driver.twice(recover).unwrap(), b"data");
}

#[test]
fn operations_are_cancelled() {
    let driver = Driver::user();
    let (session, (_, private)) = (driver.session, driver.rsa_pair());
    let mut rsa = CK_MECHANISM::bare(CKM_SHA256_RSA_PKCS);
    let mut begin = || call!(driver, C_SignInit(session, &raw mut rsa, private));
    assert_eq!(begin(), CKR_OK);
    assert_eq!(call!(driver, C_SessionCancel(session, CKF_DECRYPT)), CKR_OK);
    assert_eq!(begin(), CKR_OPERATION_ACTIVE);
    assert_eq!(call!(driver, C_SessionCancel(session, CKF_SIGN | CKF_FIND_OBJECTS)), CKR_OK);
    assert_eq!(begin(), CKR_OK);
    assert_eq!(call!(driver, C_SignInit(session, null_mut(), 0)), CKR_OK);
    assert_eq!(begin(), CKR_OK);
    assert_eq!(driver.module.operations(session), 1);
}
