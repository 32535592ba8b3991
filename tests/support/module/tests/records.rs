//! Counting and recording.

use super::super::{Field, Function, Value, claim, inside};
use super::{Driver, P256, call, input, length};
use core::mem::offset_of;
use core::ptr::null_mut;
use pkcs11_sys::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn calls_are_counted() {
    let driver = Driver::open();
    assert_eq!((driver.module.count(Function::OpenSession), driver.module.total()), (1, 2));
    let mut info = CK_INFO::ZERO;
    assert_eq!(call!(driver, C_GetInfo(&raw mut info)), CKR_OK);
    assert_eq!((driver.module.count("C_GetInfo"), driver.module.total()), (1, 3));
    driver.module.clear();
    assert_eq!(driver.module.total(), 0);
    assert_eq!(Function::ALL.len(), 104);
    assert!(driver.module.calls().is_empty(), "nobody asked for records");
}

#[test]
fn parameters_are_recorded_as_they_were_given() {
    let driver = Driver::user();
    let (_, private) = driver.ec_pair();
    let (point, shared) = ([5; 65], b"shared info");
    let mut params = CK_ECDH1_DERIVE_PARAMS {
        kdf: CKD_SHA384_KDF_SP800,
        ulSharedDataLen: length(shared),
        pSharedData: input(shared),
        ulPublicDataLen: length(&point),
        pPublicData: input(&point),
    };
    let mut mechanism = CK_MECHANISM {
        mechanism: CKM_ECDH1_COFACTOR_DERIVE,
        pParameter: (&raw mut params).cast(),
        ulParameterLen: size_of::<CK_ECDH1_DERIVE_PARAMS>() as CK_ULONG,
    };
    let mut template =
        [CK_ATTRIBUTE::scalar::<CK_ULONG>(CKA_VALUE_LEN, &16), CK_ATTRIBUTE::bytes(CKA_LABEL, b"derived")];
    let mut key = 0;
    driver.module.record();
    let list = template.as_mut_ptr();
    let rv = call!(driver, C_DeriveKey(driver.session, &raw mut mechanism, private, list, 2, &raw mut key));
    let [record] = &driver.module.calls()[..] else { panic!("one call") };
    assert_eq!((record.function, record.session, record.rv), (Function::DeriveKey, Some(driver.session), Some(rv)));
    assert_eq!(record.number("hBaseKey"), Some(private));
    let recorded = record.mechanism.as_ref().unwrap();
    assert_eq!(recorded.type_, CKM_ECDH1_COFACTOR_DERIVE);
    let parameter = &recorded.parameter;
    assert_eq!(parameter.structure, Some("CK_ECDH1_DERIVE_PARAMS"));
    assert_eq!(parameter.number("kdf"), Some(CKD_SHA384_KDF_SP800));
    assert_eq!(parameter.buffer("pSharedData"), Some(&shared[..]));
    assert_eq!(parameter.buffer("pPublicData"), Some(&point[..]));
    assert_eq!(parameter.bytes.len(), size_of::<CK_ECDH1_DERIVE_PARAMS>());
    let at = offset_of!(CK_ECDH1_DERIVE_PARAMS, pSharedData);
    assert_eq!(parameter.bytes[at..at + size_of::<usize>()], params.pSharedData.addr().to_ne_bytes());
    assert_eq!(record.templates[0][1].value, Value::Bytes(b"derived".to_vec()));
    assert_eq!(record.templates[0][0].value.ulong(), Some(16));
}

#[test]
fn padding_in_a_parameter_is_no_obstacle() {
    let driver = Driver::user();
    let oid = [CK_ATTRIBUTE::bytes(CKA_EC_PARAMS, b"\x06\x03\x2b\x65\x70")];
    let (_, private) = driver.pair(CKM_EC_EDWARDS_KEY_PAIR_GEN, &oid, &[]);
    let params = CK_EDDSA_PARAMS { phFlag: CK_TRUE, ulContextDataLen: 3, pContextData: input(b"ctx") };
    let mut mechanism = CK_MECHANISM::with(CKM_EDDSA, &params);
    driver.module.record();
    assert_eq!(call!(driver, C_SignInit(driver.session, &raw mut mechanism, private)), CKR_OK);
    let parameter = driver.module.calls()[0].mechanism.clone().unwrap().parameter;
    assert_eq!((parameter.number("phFlag"), parameter.buffer("pContextData")), (Some(1), Some(&b"ctx"[..])));
    let at = offset_of!(CK_EDDSA_PARAMS, ulContextDataLen);
    assert_eq!((parameter.bytes[0], parameter.bytes[1..at].iter().all(|byte| *byte == 0)), (1, true));
    assert_eq!(parameter.bytes[at..at + size_of::<CK_ULONG>()], CK_ULONG::to_ne_bytes(3));
}

#[test]
fn structs_in_structs_and_lists_are_resolved() {
    let driver = Driver::open();
    let key = driver.secret(CKK_GENERIC_SECRET, b"base", &[CK_ATTRIBUTE::scalar(CKA_DERIVE, &CK_TRUE)]);
    let label = b"label";
    let mut data = [
        CK_PRF_DATA_PARAM { type_: CK_SP800_108_BYTE_ARRAY, pValue: input(label).cast(), ulValueLen: 5 },
        CK_PRF_DATA_PARAM::ZERO,
    ];
    let mut params = CK_SP800_108_KDF_PARAMS::ZERO;
    (params.prfType, params.pDataParams, params.ulNumberOfDataParams) = (CKM_SHA256_HMAC, data.as_mut_ptr(), 2);
    let mut mechanism = CK_MECHANISM::with(CKM_SP800_108_COUNTER_KDF, &params);
    driver.module.record();
    let mut template =
        [CK_ATTRIBUTE::scalar::<CK_ULONG>(CKA_VALUE_LEN, &16), CK_ATTRIBUTE::scalar(CKA_PRIVATE, &CK_FALSE)];
    let (list, mut derived) = (template.as_mut_ptr(), 0);
    assert_eq!(call!(driver, C_DeriveKey(driver.session, &raw mut mechanism, key, list, 2, &raw mut derived)), CKR_OK);
    let parameter = driver.module.calls()[0].mechanism.clone().unwrap().parameter;
    let Some(Field::List(items)) = parameter.field("pDataParams") else { panic!("a list") };
    assert_eq!(items[0].buffer("pValue"), Some(&label[..]));
    assert_eq!(items[1].field("pValue"), Some(&Field::Bytes(None)));

    let oaep = CK_RSA_PKCS_OAEP_PARAMS { hashAlg: CKM_SHA512, ..CK_RSA_PKCS_OAEP_PARAMS::ZERO };
    let params = CK_RSA_AES_KEY_WRAP_PARAMS { ulAESKeyBits: 256, pOAEPParams: (&raw const oaep).cast_mut() };
    let mut mechanism = CK_MECHANISM::with(CKM_RSA_AES_KEY_WRAP, &params);
    let mut len = 0;
    call!(driver, C_WrapKey(driver.session, &raw mut mechanism, key, key, null_mut(), &raw mut len));
    let parameter = driver.module.calls()[1].mechanism.clone().unwrap().parameter;
    assert_eq!(parameter.inner("pOAEPParams").unwrap().number("hashAlg"), Some(CKM_SHA512));
}

#[test]
fn inputs_and_outputs_are_recorded() {
    let driver = Driver::open();
    let mut sha = CK_MECHANISM::bare(CKM_SHA256);
    driver.module.record();
    assert_eq!(call!(driver, C_DigestInit(driver.session, &raw mut sha)), CKR_OK);
    let (mut out, mut len) = ([0; 40], 5);
    let digest =
        |out, len: &mut CK_ULONG| call!(driver, C_Digest(driver.session, input(b"abc"), 3, out, &raw mut *len));
    assert_eq!(digest(null_mut(), &mut len), CKR_OK);
    len = 5;
    assert_eq!(digest(out.as_mut_ptr(), &mut len), CKR_BUFFER_TOO_SMALL);
    len = 40;
    assert_eq!(digest(out.as_mut_ptr(), &mut len), CKR_OK);
    let outputs: Vec<_> = driver.module.calls_of("C_Digest").iter().map(|record| record.output.unwrap()).collect();
    let seen: Vec<_> = outputs.iter().map(|output| (output.name, output.null, output.room, output.length)).collect();
    assert_eq!(seen[0], ("pDigest", true, None, Some(32)));
    assert_eq!(seen[1], ("pDigest", false, Some(5), Some(32)));
    assert_eq!(seen[2], ("pDigest", false, Some(40), Some(32)));
    assert_eq!(driver.module.calls_of(Function::Digest)[2].input("pData"), Some(&b"abc"[..]));

    let mut template = [CK_ATTRIBUTE { type_: CKA_LABEL, pValue: out.as_mut_ptr().cast(), ulValueLen: 40 }];
    assert_eq!(
        call!(driver, C_GetAttributeValue(driver.session, 1, template.as_mut_ptr(), 1)),
        CKR_OBJECT_HANDLE_INVALID
    );
    assert_eq!(driver.module.calls().last().unwrap().templates[0][0].value, Value::Buffer(40));
    let (mut batch, mut count) = ([0; 2], 0);
    call!(driver, C_FindObjects(driver.session, batch.as_mut_ptr(), 2, &raw mut count));
    assert_eq!(driver.module.calls().last().unwrap().output.unwrap().room, Some(2));
    let label = [b' '; 32];
    call!(driver, C_InitToken(99, input(b"pin"), 3, input(&label)));
    assert_eq!(driver.module.calls().last().unwrap().input("pLabel"), Some(&label[..]));
    assert_eq!(driver.module.calls().last().unwrap().input("pPin"), Some(&b"pin"[..]));
}

#[test]
fn hooks_hear_of_each_call_and_may_call() {
    let driver = Driver::open();
    let (heard, module) = (Arc::new(AtomicUsize::new(0)), driver.module.module());
    let count = heard.clone();
    driver.module.on_call(move |function| {
        assert!(inside());
        count.fetch_add(1, Ordering::Relaxed);
        if function == Function::GetInfo {
            module.remove_token(super::super::SLOT);
        }
    });
    let mut info = CK_INFO::ZERO;
    assert_eq!(call!(driver, C_GetInfo(&raw mut info)), CKR_OK);
    assert_eq!((heard.load(Ordering::Relaxed), inside()), (1, false));
    assert!(driver.module.sessions().is_empty());
}

#[test]
fn a_panic_stays_inside() {
    let module = claim();
    module.on_call(|_| panic!("in a hook"));
    // SAFETY: the function of our list, with NULL.
    let rv = unsafe { (*module.function_list_2_40()).C_Initialize.unwrap()(null_mut()) };
    assert_eq!(rv, CKR_GENERAL_ERROR);
    assert_eq!(module.panics(), ["C_Initialize: in a hook"]);
    module.reset();
}

#[test]
fn claims_are_of_their_own() {
    let (one, two) = (claim(), claim());
    assert_ne!(one.number(), two.number());
    assert_ne!(one.function_list_2_40(), two.function_list_2_40());
    let threads: Vec<_> = (0..4)
        .map(|_| {
            std::thread::spawn(|| {
                for _ in 0..3 {
                    let driver = Driver::user();
                    driver.pair(CKM_EC_KEY_PAIR_GEN, &[CK_ATTRIBUTE::bytes(CKA_EC_PARAMS, P256)], &[]);
                    assert_eq!(driver.module.objects(), 2);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
