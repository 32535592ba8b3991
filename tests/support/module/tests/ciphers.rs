//! Ciphers: what comes out when, and how long it is.

use super::{Driver, call, input, length};
use core::ptr::null_mut;
use pkcs11_sys::*;

const KEY: &[u8] = b"0123456789abcdef";
const IV: [u8; 16] = [7; 16];

fn aes(driver: &Driver) -> CK_OBJECT_HANDLE {
    driver.secret(CKK_AES, KEY, &[])
}

fn encrypt(driver: &Driver, mut mechanism: CK_MECHANISM, key: CK_OBJECT_HANDLE, data: &[u8]) -> Result<Vec<u8>, CK_RV> {
    match call!(driver, C_EncryptInit(driver.session, &raw mut mechanism, key)) {
        CKR_OK => {}
        rv => return Err(rv),
    }
    driver.twice(|out, len| call!(driver, C_Encrypt(driver.session, input(data), length(data), out, len)))
}

fn decrypt(driver: &Driver, mut mechanism: CK_MECHANISM, key: CK_OBJECT_HANDLE, data: &[u8]) -> Result<Vec<u8>, CK_RV> {
    assert_eq!(call!(driver, C_DecryptInit(driver.session, &raw mut mechanism, key)), CKR_OK);
    driver.twice(|out, len| call!(driver, C_Decrypt(driver.session, input(data), length(data), out, len)))
}

fn gcm(iv: &[u8], aad: &[u8]) -> CK_GCM_PARAMS {
    CK_GCM_PARAMS {
        pIv: input(iv),
        ulIvLen: length(iv),
        ulIvBits: 8 * length(iv),
        pAAD: input(aad),
        ulAADLen: length(aad),
        ulTagBits: 96,
    }
}

#[test]
fn what_is_encrypted_is_decrypted() {
    let driver = Driver::user();
    let (aes, rsa, ctr) = (aes(&driver), driver.rsa_pair(), CK_AES_CTR_PARAMS { ulCounterBits: 32, cb: IV });
    let oaep = CK_RSA_PKCS_OAEP_PARAMS {
        hashAlg: CKM_SHA256,
        mgf: CKG_MGF1_SHA256,
        source: CKZ_DATA_SPECIFIED,
        pSourceData: null_mut(),
        ulSourceDataLen: 0,
    };
    let gcm = gcm(&IV[..12], b"aad");
    let data: Vec<u8> = (0..50).collect();
    for (mechanism, keys, size) in [
        (CK_MECHANISM::with(CKM_AES_CBC_PAD, &IV), (aes, aes), 64),
        (CK_MECHANISM::with(CKM_AES_CTR, &ctr), (aes, aes), 50),
        (CK_MECHANISM::with(CKM_AES_GCM, &gcm), (aes, aes), 62),
        (CK_MECHANISM::bare(CKM_AES_KEY_WRAP_KWP), (aes, aes), 64),
        (CK_MECHANISM::bare(CKM_RSA_PKCS), rsa, 128),
        (CK_MECHANISM::with(CKM_RSA_PKCS_OAEP, &oaep), rsa, 128),
        (CK_MECHANISM::bare(0x8000_4711), (aes, aes), 50),
    ] {
        let secret = encrypt(&driver, mechanism, keys.0, &data).unwrap();
        assert_eq!(secret.len(), size);
        assert!(!secret.windows(10).any(|part| part == &data[..10]));
        assert_eq!(decrypt(&driver, mechanism, keys.1, &secret).unwrap(), data);
    }
    assert_eq!(encrypt(&driver, CK_MECHANISM::with(CKM_AES_CBC, &IV), aes, &data), Err(CKR_DATA_LEN_RANGE));
    assert_eq!(encrypt(&driver, CK_MECHANISM::bare(CKM_AES_CBC), aes, &data), Err(CKR_MECHANISM_PARAM_INVALID));
    assert_eq!(encrypt(&driver, CK_MECHANISM::bare(CKM_AES_GCM), aes, &data), Err(CKR_MECHANISM_PARAM_INVALID));
    assert_eq!(encrypt(&driver, CK_MECHANISM::bare(CKM_RSA_PKCS), rsa.0, &[1; 118]), Err(CKR_DATA_LEN_RANGE));
    assert_eq!(
        encrypt(&driver, CK_MECHANISM::with(CKM_RSA_PKCS_OAEP, &oaep), rsa.0, &[1; 63]),
        Err(CKR_DATA_LEN_RANGE)
    );
    assert_eq!(decrypt(&driver, CK_MECHANISM::bare(CKM_RSA_PKCS), rsa.1, &[1; 128]), Err(CKR_ENCRYPTED_DATA_INVALID));
    assert_eq!(decrypt(&driver, CK_MECHANISM::bare(CKM_RSA_PKCS), rsa.1, &[1; 127]), Err(CKR_ENCRYPTED_DATA_LEN_RANGE));
}

/// The lengths that come out of parts, and all that comes out.
fn parts(
    driver: &Driver,
    encrypts: bool,
    mut mechanism: CK_MECHANISM,
    key: CK_OBJECT_HANDLE,
    data: &[u8],
    sizes: &[usize],
) -> (Vec<usize>, Vec<u8>) {
    let session = driver.session;
    let rv = if encrypts {
        call!(driver, C_EncryptInit(session, &raw mut mechanism, key))
    } else {
        call!(driver, C_DecryptInit(session, &raw mut mechanism, key))
    };
    assert_eq!(rv, CKR_OK);
    let (mut lengths, mut all, mut rest) = (Vec::new(), Vec::new(), data);
    for size in sizes {
        let (part, more) = rest.split_at(*size);
        rest = more;
        let out = driver.twice(|out, len| {
            if encrypts {
                call!(driver, C_EncryptUpdate(session, input(part), length(part), out, len))
            } else {
                call!(driver, C_DecryptUpdate(session, input(part), length(part), out, len))
            }
        });
        lengths.push(out.as_ref().unwrap().len());
        all.extend(out.unwrap());
    }
    let out = driver.twice(|out, len| {
        if encrypts {
            call!(driver, C_EncryptFinal(session, out, len))
        } else {
            call!(driver, C_DecryptFinal(session, out, len))
        }
    });
    lengths.push(out.as_ref().unwrap().len());
    all.extend(out.unwrap());
    (lengths, all)
}

#[test]
fn parts_come_out_as_a_block_cipher_gives_them() {
    let driver = Driver::open();
    let key = aes(&driver);
    let data: Vec<u8> = (0..48).collect();
    let pad = CK_MECHANISM::with(CKM_AES_CBC_PAD, &IV);
    let (lengths, secret) = parts(&driver, true, pad, key, &data, &[15, 1, 32]);
    assert_eq!(lengths, [0, 16, 32, 16]);
    assert_eq!(secret, encrypt(&driver, pad, key, &data).unwrap());
    let (lengths, plain) = parts(&driver, false, pad, key, &secret, &[16, 16, 32]);
    assert_eq!((lengths, plain), (vec![0, 16, 32, 0], data.clone()));

    let params = gcm(&IV[..12], b"");
    let gcm = CK_MECHANISM::with(CKM_AES_GCM, &params);
    let (lengths, secret) = parts(&driver, true, gcm, key, &data, &[5, 43]);
    assert_eq!(lengths, [5, 43, 12]);
    let (lengths, plain) = parts(&driver, false, gcm, key, &secret, &[20, 40]);
    assert_eq!((lengths, plain), (vec![0, 0, 48], data));
}

#[test]
fn tags_and_paddings_are_checked() {
    let driver = Driver::open();
    let key = aes(&driver);
    let (params, other) = (gcm(&IV[..12], b"aad"), gcm(&IV[..12], b"AAD"));
    let mut secret = encrypt(&driver, CK_MECHANISM::with(CKM_AES_GCM, &params), key, b"data").unwrap();
    let refused = decrypt(&driver, CK_MECHANISM::with(CKM_AES_GCM, &other), key, &secret);
    assert_eq!(refused, Err(CKR_AEAD_DECRYPT_FAILED));
    secret[0] ^= 1;
    let refused = decrypt(&driver, CK_MECHANISM::with(CKM_AES_GCM, &params), key, &secret);
    assert_eq!((refused, driver.module.operations(driver.session)), (Err(CKR_AEAD_DECRYPT_FAILED), 0));

    let pad = CK_MECHANISM::with(CKM_AES_CBC_PAD, &IV);
    let mut secret = encrypt(&driver, pad, key, b"data").unwrap();
    secret[15] ^= 0x40;
    assert_eq!(decrypt(&driver, pad, key, &secret), Err(CKR_ENCRYPTED_DATA_INVALID));
    assert_eq!(decrypt(&driver, pad, key, &secret[1..]), Err(CKR_ENCRYPTED_DATA_LEN_RANGE));

    let mut ccm = CK_CCM_PARAMS::ZERO;
    (ccm.pNonce, ccm.ulNonceLen, ccm.ulMACLen, ccm.ulDataLen) = (input(&IV), 12, 8, 4);
    assert_eq!(encrypt(&driver, CK_MECHANISM::with(CKM_AES_CCM, &ccm), key, b"data").unwrap().len(), 12);
    assert_eq!(encrypt(&driver, CK_MECHANISM::with(CKM_AES_CCM, &ccm), key, b"date?"), Err(CKR_DATA_LEN_RANGE));
    ccm.ulMACLen = 5;
    let refused = encrypt(&driver, CK_MECHANISM::with(CKM_AES_CCM, &ccm), key, b"data");
    assert_eq!(refused, Err(CKR_MECHANISM_PARAM_INVALID));
}

#[test]
fn two_operations_go_on_at_once() {
    let driver = Driver::open();
    let (session, key) = (driver.session, aes(&driver));
    let mut cbc = CK_MECHANISM::with(CKM_AES_CBC_PAD, &IV);
    let mut sha = CK_MECHANISM::bare(CKM_SHA256);
    assert_eq!(call!(driver, C_EncryptInit(session, &raw mut cbc, key)), CKR_OK);
    assert_eq!(call!(driver, C_DecryptInit(session, &raw mut cbc, key)), CKR_OPERATION_ACTIVE);
    let digest_encrypt = |out, len| call!(driver, C_DigestEncryptUpdate(session, input(&IV), 16, out, len));
    assert_eq!(driver.twice(digest_encrypt), Err(CKR_OPERATION_NOT_INITIALIZED));
    assert_eq!(call!(driver, C_DigestInit(session, &raw mut sha)), CKR_OK);
    assert_eq!(driver.twice(digest_encrypt).unwrap().len(), 16);
    let digest = driver.twice(|out, len| call!(driver, C_DigestFinal(session, out, len))).unwrap();
    assert_eq!(digest, super::super::sha::digest(super::super::sha::Algorithm::Sha256, &IV));
    assert_eq!(driver.twice(|out, len| call!(driver, C_EncryptFinal(session, out, len))).unwrap().len(), 16);

    let alone = Driver::configured(|config| config.dual = false);
    let key = aes(&alone);
    assert_eq!(call!(alone, C_EncryptInit(alone.session, &raw mut cbc, key)), CKR_OK);
    assert_eq!(call!(alone, C_DigestInit(alone.session, &raw mut sha)), CKR_OPERATION_ACTIVE);
}
