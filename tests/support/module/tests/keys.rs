//! Keys: generated, derived, wrapped, encapsulated.

use super::super::Fault;
use super::{Driver, P256, call, input, length};
use pkcs11_sys::*;

#[test]
fn keys_are_generated() {
    let driver = Driver::user();
    let generate = |mechanism, template: &[CK_ATTRIBUTE]| {
        let (mut mechanism, mut template, mut key) = (CK_MECHANISM::bare(mechanism), template.to_vec(), 0);
        let (list, count) = (template.as_mut_ptr(), template.len() as CK_ULONG);
        match call!(driver, C_GenerateKey(driver.session, &raw mut mechanism, list, count, &raw mut key)) {
            CKR_OK => Ok(key),
            rv => Err(rv),
        }
    };
    let length = |length: &'static CK_ULONG| CK_ATTRIBUTE::scalar(CKA_VALUE_LEN, length);
    let key = generate(CKM_AES_KEY_GEN, &[length(&32)]).unwrap();
    assert_eq!(driver.get(key, CKA_VALUE).unwrap().len(), 32);
    assert_eq!(generate(CKM_AES_KEY_GEN, &[]), Err(CKR_TEMPLATE_INCOMPLETE));
    assert_eq!(generate(CKM_AES_KEY_GEN, &[length(&17)]), Err(CKR_KEY_SIZE_RANGE));
    let class = CK_ATTRIBUTE::scalar(CKA_CLASS, &CKO_PUBLIC_KEY);
    assert_eq!(generate(CKM_AES_KEY_GEN, &[length(&16), class]), Err(CKR_TEMPLATE_INCONSISTENT));
    assert!(generate(CKM_DES3_KEY_GEN, &[]).is_ok());
    let domain = generate(CKM_DSA_PARAMETER_GEN, &[CK_ATTRIBUTE::scalar::<CK_ULONG>(CKA_PRIME_BITS, &1024)]).unwrap();
    assert_eq!(driver.get(domain, CKA_PRIME).unwrap().len(), 128);
    assert_eq!(driver.get_number(domain, CKA_CLASS), CKO_DOMAIN_PARAMETERS);
    let oid = [CK_ATTRIBUTE::bytes(CKA_EC_PARAMS, b"\x06\x05\x2b\x81\x04\x00\x23")];
    let (public, private) = driver.pair(CKM_EC_KEY_PAIR_GEN, &oid, &[]);
    let point = driver.get(public, CKA_EC_POINT).unwrap();
    assert_eq!((&point[..4], point.len()), (&[4, 0x81, 133, 4][..], 136));
    assert_eq!(driver.get(private, CKA_EC_POINT), Err(CKR_ATTRIBUTE_TYPE_INVALID));
    let set = [CK_ATTRIBUTE::scalar(CKA_PARAMETER_SET, &CKP_ML_DSA_65)];
    let (public, _) = driver.pair(CKM_ML_DSA_KEY_PAIR_GEN, &set, &[]);
    assert_eq!(driver.get(public, CKA_VALUE).unwrap().len(), 1952);
}

fn derive(
    driver: &Driver,
    params: &CK_ECDH1_DERIVE_PARAMS,
    base: CK_OBJECT_HANDLE,
    more: &[CK_ATTRIBUTE],
) -> Result<Vec<u8>, CK_RV> {
    let mut mechanism = CK_MECHANISM::with(CKM_ECDH1_DERIVE, params);
    let mut template =
        vec![CK_ATTRIBUTE::scalar(CKA_SENSITIVE, &CK_FALSE), CK_ATTRIBUTE::scalar(CKA_EXTRACTABLE, &CK_TRUE)];
    template.extend_from_slice(more);
    let (count, mut key) = (template.len() as CK_ULONG, 0);
    let list = template.as_mut_ptr();
    match call!(driver, C_DeriveKey(driver.session, &raw mut mechanism, base, list, count, &raw mut key)) {
        CKR_OK => driver.get(key, CKA_VALUE),
        rv => Err(rv),
    }
}

#[test]
fn two_key_pairs_agree() {
    let driver = Driver::user();
    let (alice, bob) = (driver.ec_pair(), driver.ec_pair());
    let points = [alice, bob].map(|(public, _)| driver.get(public, CKA_EC_POINT).unwrap());
    let params = |kdf, point: &[u8], shared: &[u8]| CK_ECDH1_DERIVE_PARAMS {
        kdf,
        ulSharedDataLen: length(shared),
        pSharedData: if shared.is_empty() { core::ptr::null_mut() } else { input(shared) },
        ulPublicDataLen: length(point),
        pPublicData: input(point),
    };
    let at_alice = derive(&driver, &params(CKD_NULL, &points[1], b""), alice.1, &[]).unwrap();
    assert_eq!(at_alice.len(), 32);
    // Raw or in its OCTET STRING, the point is the same.
    assert_eq!(derive(&driver, &params(CKD_NULL, &points[0][2..], b""), bob.1, &[]).unwrap(), at_alice);
    let short = [CK_ATTRIBUTE::scalar::<CK_ULONG>(CKA_VALUE_LEN, &16), CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &CKK_AES)];
    assert_eq!(derive(&driver, &params(CKD_NULL, &points[1], b""), alice.1, &short).unwrap(), at_alice[..16]);
    let long = [CK_ATTRIBUTE::scalar::<CK_ULONG>(CKA_VALUE_LEN, &33)];
    assert_eq!(derive(&driver, &params(CKD_NULL, &points[1], b""), alice.1, &long), Err(CKR_KEY_SIZE_RANGE));
    let kdf = derive(&driver, &params(CKD_SHA256_KDF, &points[1], b"info"), alice.1, &long).unwrap();
    let block = |n| {
        super::super::sha::digest(
            super::super::sha::Algorithm::Sha256,
            &[&at_alice[..], &[0, 0, 0, n], b"info"].concat(),
        )
    };
    assert_eq!(kdf, [block(1), block(2)[..1].to_vec()].concat());
    let refused = derive(&driver, &params(CKD_NULL, &points[1][..60], b""), alice.1, &[]);
    assert_eq!(refused, Err(CKR_MECHANISM_PARAM_INVALID));
    let refused = derive(&driver, &params(CKD_NULL, &points[1], b"info"), alice.1, &[]);
    assert_eq!(refused, Err(CKR_MECHANISM_PARAM_INVALID));
}

fn wrap(
    driver: &Driver,
    mechanism: CK_MECHANISM,
    with: CK_OBJECT_HANDLE,
    key: CK_OBJECT_HANDLE,
) -> Result<Vec<u8>, CK_RV> {
    let mut mechanism = mechanism;
    driver.twice(|out, len| call!(driver, C_WrapKey(driver.session, &raw mut mechanism, with, key, out, len)))
}

fn unwrap(
    driver: &Driver,
    mut mechanism: CK_MECHANISM,
    with: CK_OBJECT_HANDLE,
    wrapped: &[u8],
    template: &[CK_ATTRIBUTE],
) -> Result<CK_OBJECT_HANDLE, CK_RV> {
    let (mut template, mut key) = (template.to_vec(), 0);
    let (list, count) = (template.as_mut_ptr(), template.len() as CK_ULONG);
    let (data, long) = (input(wrapped), length(wrapped));
    match call!(driver, C_UnwrapKey(driver.session, &raw mut mechanism, with, data, long, list, count, &raw mut key)) {
        CKR_OK => Ok(key),
        rv => Err(rv),
    }
}

#[test]
fn wrapped_keys_come_back() {
    let driver = Driver::user();
    let (aes, rsa) = (driver.secret(CKK_AES, b"0123456789abcdef", &[]), driver.rsa_pair());
    let secret = driver.secret(CKK_GENERIC_SECRET, b"twenty-four bytes long!!", &[]);
    let odd = driver.secret(CKK_GENERIC_SECRET, b"odd", &[]);
    let template = [
        CK_ATTRIBUTE::scalar(CKA_CLASS, &CKO_SECRET_KEY),
        CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &CKK_GENERIC_SECRET),
        CK_ATTRIBUTE::scalar(CKA_PRIVATE, &CK_FALSE),
    ];
    let (wrap_aes, kwp) = (CK_MECHANISM::bare(CKM_AES_KEY_WRAP), CK_MECHANISM::bare(CKM_AES_KEY_WRAP_KWP));
    for (mechanism, keys, key, size) in [
        (wrap_aes, (aes, aes), secret, 32),
        (kwp, (aes, aes), odd, 16),
        (CK_MECHANISM::bare(CKM_RSA_PKCS), rsa, secret, 128),
    ] {
        let wrapped = wrap(&driver, mechanism, keys.0, key).unwrap();
        assert_eq!(wrapped.len(), size);
        let back = unwrap(&driver, mechanism, keys.1, &wrapped, &template).unwrap();
        assert_eq!(driver.get(back, CKA_VALUE), driver.get(key, CKA_VALUE));
        assert_eq!(driver.get(back, CKA_LOCAL), Ok(vec![CK_FALSE]));
    }
    assert_eq!(wrap(&driver, wrap_aes, aes, odd), Err(CKR_KEY_SIZE_RANGE));
    assert_eq!(wrap(&driver, wrap_aes, aes, rsa.1), Err(CKR_KEY_UNEXTRACTABLE));
    assert_eq!(wrap(&driver, wrap_aes, rsa.0, secret), Err(CKR_WRAPPING_KEY_TYPE_INCONSISTENT));
    assert_eq!(unwrap(&driver, wrap_aes, aes, &[1; 32], &template), Err(CKR_WRAPPED_KEY_INVALID));
    assert_eq!(unwrap(&driver, wrap_aes, aes, &[1; 31], &template), Err(CKR_WRAPPED_KEY_LEN_RANGE));
    assert_eq!(unwrap(&driver, wrap_aes, 1, &[1; 32], &template), Err(CKR_UNWRAPPING_KEY_HANDLE_INVALID));

    // A private key.
    let open = [CK_ATTRIBUTE::scalar(CKA_EXTRACTABLE, &CK_TRUE), CK_ATTRIBUTE::scalar(CKA_SENSITIVE, &CK_FALSE)];
    let (_, private) = driver.pair(CKM_EC_KEY_PAIR_GEN, &[CK_ATTRIBUTE::bytes(CKA_EC_PARAMS, P256)], &open);
    let pad = CK_MECHANISM::with(CKM_AES_CBC_PAD, &[3_u8; 16]);
    let wrapped = wrap(&driver, pad, aes, private).unwrap();
    let template = [
        CK_ATTRIBUTE::scalar(CKA_CLASS, &CKO_PRIVATE_KEY),
        CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &CKK_EC),
        open[0],
        open[1],
    ];
    let back = unwrap(&driver, pad, aes, &wrapped, &template).unwrap();
    assert_eq!(driver.get(back, CKA_VALUE), driver.get(private, CKA_VALUE));
}

#[test]
fn wrapping_with_authentication_checks_the_data() {
    let driver = Driver::open();
    let (aes, secret) =
        (driver.secret(CKK_AES, b"0123456789abcdef", &[]), driver.secret(CKK_GENERIC_SECRET, b"odd", &[]));
    let iv = [1; 12];
    let mut params = CK_GCM_WRAP_PARAMS::ZERO;
    (params.pIv, params.ulIvLen, params.ulTagBits) = (input(&iv), 12, 128);
    let mut gcm = CK_MECHANISM::with(CKM_AES_GCM, &params);
    let wrapped = driver
        .twice(|out, len| {
            call!(driver, C_WrapKeyAuthenticated(driver.session, &raw mut gcm, aes, secret, input(b"aad"), 3, out, len))
        })
        .unwrap();
    assert_eq!(wrapped.len(), 19);
    let mut template = [
        CK_ATTRIBUTE::scalar(CKA_CLASS, &CKO_SECRET_KEY),
        CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &CKK_GENERIC_SECRET),
        CK_ATTRIBUTE::scalar(CKA_PRIVATE, &CK_FALSE),
    ];
    let mut key = 0;
    let mut unwrap = |aad: &[u8]| {
        let (list, mechanism) = (template.as_mut_ptr(), &raw mut gcm);
        let (data, more) = (input(&wrapped), input(aad));
        let handle = &raw mut key;
        call!(driver, C_UnwrapKeyAuthenticated(driver.session, mechanism, aes, data, 19, list, 3, more, 3, handle))
    };
    assert_eq!(unwrap(b"AAD"), CKR_WRAPPED_KEY_INVALID);
    assert_eq!(unwrap(b"aad"), CKR_OK);
    assert_eq!(driver.get(key, CKA_VALUE).unwrap(), b"odd");
}

#[test]
fn what_is_encapsulated_is_decapsulated() {
    let driver = Driver::user();
    let set = [CK_ATTRIBUTE::scalar(CKA_PARAMETER_SET, &CKP_ML_KEM_768)];
    let (public, private) = driver.pair(CKM_ML_KEM_KEY_PAIR_GEN, &set, &[]);
    let mut kem = CK_MECHANISM::bare(CKM_ML_KEM);
    let mut template = [CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &CKK_AES)];
    let (mut here, mut there) = (0, 0);
    let ciphertext = driver
        .twice(|out, len| {
            let (list, key) = (template.as_mut_ptr(), &raw mut here);
            call!(driver, C_EncapsulateKey(driver.session, &raw mut kem, public, list, 1, out, len, key))
        })
        .unwrap();
    assert_eq!(ciphertext.len(), 1088);
    let (list, key) = (template.as_mut_ptr(), &raw mut there);
    let data = input(&ciphertext);
    let rv = call!(driver, C_DecapsulateKey(driver.session, &raw mut kem, private, list, 1, data, 1088, key));
    assert_eq!(rv, CKR_OK);
    assert_eq!(driver.get(here, CKA_VALUE).unwrap().len(), 32);
    assert_eq!(driver.get(here, CKA_VALUE), driver.get(there, CKA_VALUE));
}

#[test]
fn what_a_mechanism_gives_back_is_written() {
    let driver = Driver::open();
    let derive = [CK_ATTRIBUTE::scalar(CKA_DERIVE, &CK_TRUE)];
    let base = driver.secret(CKK_GENERIC_SECRET, &[9; 48], &derive);
    let mut version = CK_VERSION::ZERO;
    let mut params = CK_SSL3_MASTER_KEY_DERIVE_PARAMS::ZERO;
    params.pVersion = &raw mut version;
    let mut mechanism = CK_MECHANISM::with(CKM_TLS_MASTER_KEY_DERIVE, &params);
    let mut template = [CK_ATTRIBUTE::scalar(CKA_PRIVATE, &CK_FALSE), derive[0]];
    let (list, mut master) = (template.as_mut_ptr(), 0);
    assert_eq!(call!(driver, C_DeriveKey(driver.session, &raw mut mechanism, base, list, 2, &raw mut master)), CKR_OK);
    assert_eq!(version, CK_VERSION { major: 3, minor: 3 });
    assert_eq!(driver.get(master, CKA_VALUE).unwrap().len(), 48);

    let (mut client, mut server) = ([0_u8; 16], [0_u8; 16]);
    let mut material = CK_SSL3_KEY_MAT_OUT::ZERO;
    (material.pIVClient, material.pIVServer) = (client.as_mut_ptr(), server.as_mut_ptr());
    let mut params = CK_TLS12_KEY_MAT_PARAMS::ZERO;
    (params.ulMacSizeInBits, params.ulKeySizeInBits, params.ulIVSizeInBits) = (160, 128, 128);
    (params.prfHashMechanism, params.pReturnedKeyMaterial) = (CKM_SHA256, &raw mut material);
    let mut mechanism = CK_MECHANISM::with(CKM_TLS12_KEY_AND_MAC_DERIVE, &params);
    let none = core::ptr::null_mut();
    assert_eq!(call!(driver, C_DeriveKey(driver.session, &raw mut mechanism, master, list, 2, none)), CKR_OK);
    assert_eq!(driver.get(material.hServerKey, CKA_VALUE).unwrap().len(), 16);
    assert_eq!(driver.get(material.hClientMacSecret, CKA_VALUE).unwrap().len(), 20);
    assert!(client != [0; 16] && client != server);

    let mut iv = [0_u8; 8];
    let mut params = CK_PBE_PARAMS::ZERO;
    (params.pInitVector, params.pPassword, params.ulPasswordLen) = (iv.as_mut_ptr(), input(b"secret"), 6);
    let mut mechanism = CK_MECHANISM::with(CKM_PBE_SHA1_DES3_EDE_CBC, &params);
    let mut key = 0;
    assert_eq!(call!(driver, C_GenerateKey(driver.session, &raw mut mechanism, list, 1, &raw mut key)), CKR_OK);
    assert_ne!(iv, [0; 8]);
}

#[test]
fn half_a_pair_is_made_whole_and_handed_out_by_half() {
    for (class, first) in [(CKO_PUBLIC_KEY, false), (CKO_PRIVATE_KEY, true)] {
        let driver = Driver::user();
        driver.module.fault("C_GenerateKeyPair", Fault::HalfPair(class));
        let (public, private) = driver.rsa_pair();
        assert_eq!((public != CK_INVALID_HANDLE, private != CK_INVALID_HANDLE), (first, !first));
        assert_eq!(driver.module.objects(), 2);
        assert_eq!(driver.module.told(), [Fault::HalfPair(class)]);
    }
}

#[test]
fn a_snapshot_tells_which_objects_are_new() {
    let driver = Driver::open();
    driver.secret(CKK_AES, &[1; 16], &[]);
    let before = driver.module.snapshot();
    let made = driver.secret(CKK_GENERIC_SECRET, b"2", &[CK_ATTRIBUTE::bytes(CKA_LABEL, b"second")]);
    let after = driver.module.snapshot();
    let words = "class 0x4, key type 0x10, label `second`".to_owned();
    assert_eq!(after.without(&before).into_iter().collect::<Vec<_>>(), [(made, words)]);
    assert!(before.without(&after).is_empty());
}
