//! Tests of owned mechanisms: what the module sees of each builder once the builder and its inputs are gone.
#![allow(unsafe_code)]
#![allow(unused_mut, reason = "some rows have no pointers")]

use super::*;
use crate::{MechanismType, Object, Ulong, mechanism::seen};
use pkcs11_sys::*;
use std::thread;

/// Inputs of different lengths and contents. The first has 8 bytes.
fn inputs() -> [Vec<u8>; 4] {
    [8, 9, 21, 37].map(|len| (0..len).map(|at| at ^ len).collect())
}

fn read(at: *const u8, len: usize) -> Vec<u8> {
    // SAFETY: an owned mechanism keeps a copy of as many bytes here. It is Miri that would tell if it did not.
    (0..len).map(|offset| unsafe { at.add(offset).read() }).collect()
}

/// Rows: the struct of a builder, its pointers that are set, and the builder, made of as many inputs. Asserts that a clone of
/// the owned mechanism, in another thread, has the same numbers and keys, and its own copies of the inputs.
macro_rules! owned_is_the_same {
    ($($params:ident { $($pointer:ident $(. $inner:ident)?),* } = ($($input:ident),*) => $builder:expr;)+) => {
        $({
            let sources = inputs();
            let (owned, keys, (mechanism, mut before)) = {
                let mut _each = sources.iter();
                $(let $input: &[u8] = _each.next().unwrap();)*
                let builder = $builder;
                let keys = format!("{:?}", Mechanism::from(&builder).keys());
                (builder.into_owned(), keys, seen::params::<$params>(&builder))
            };
            let addresses: Vec<usize> = vec![$(before.$pointer$(.$inner)?.addr()),*];
            $(before.$pointer$(.$inner)? = core::ptr::null_mut();)*
            let (numbers, expected) = (format!("{before:?}"), sources.clone());
            drop(sources);
            let clone = owned.clone();
            drop(owned);
            thread::spawn(move || {
                assert_eq!(format!("{:?}", Mechanism::from(&clone).keys()), keys);
                let (now, mut after) = seen::params::<$params>(&clone);
                assert_eq!(now, mechanism);
                let pointers: Vec<*const u8> = vec![$(after.$pointer$(.$inner)?.cast::<u8>().cast_const()),*];
                for ((at, before), expected) in pointers.into_iter().zip(addresses).zip(&expected) {
                    assert_ne!(at.addr(), before, stringify!($params));
                    assert_eq!(read(at, expected.len()), *expected, stringify!($params));
                }
                $(after.$pointer$(.$inner)? = core::ptr::null_mut();)*
                assert_eq!(format!("{after:?}"), numbers);
            })
            .join()
            .unwrap();
        })+
    };
}

const PRF: MechanismType = MechanismType::SHA256_HMAC;
const KEY: Object = Object::new(31, 1, 2);
const OTHER: Object = Object::new(32, 1, 2);

#[test]
fn structs_are_copied_with_what_they_point_to() {
    owned_is_the_same! {
        CK_AES_CTR_PARAMS {} = () => AesCtr::new(&[7; 16]).counter_bits(32);
        CK_CAMELLIA_CTR_PARAMS {} = () => CamelliaCtr::new(&[7; 16]).counter_bits(32);
        CK_CCM_PARAMS { pNonce, pAAD } = (nonce, aad) => AesCcm::new(nonce, 99).aad(aad);
        CK_CCM_PARAMS { pNonce } = (nonce) => AesCcm::new(nonce, 99);
        CK_CHACHA20_PARAMS { pBlockCounter, pNonce } = (counter, nonce) => ChaCha20::new(counter, nonce);
        CK_SALSA20_PARAMS { pBlockCounter, pNonce } =
            (counter, nonce) => Salsa20::new(counter.first_chunk().unwrap(), nonce);
        CK_SALSA20_CHACHA20_POLY1305_PARAMS { pNonce, pAAD } = (nonce, aad) => ChaCha20Poly1305::new(nonce).aad(aad);
        CK_SALSA20_CHACHA20_POLY1305_PARAMS { pNonce, pAAD } = (nonce, aad) => Salsa20Poly1305::new(nonce).aad(aad);
        CK_X9_42_DH1_DERIVE_PARAMS { pPublicData, pOtherInfo } =
            (peer, info) => X9_42DhDerive::new(peer).kdf(Kdf::Sha1Asn1, info);
        CK_DSA_PARAMETER_GEN_PARAM { pSeed } = (seed) => DsaFipsGGen::new(Hash::Sha256, seed, 3);
        CK_ECDH1_DERIVE_PARAMS { pPublicData, pSharedData } =
            (peer, info) => Ecdh1Derive::cofactor(peer).kdf(Kdf::Sha256).shared_data(info);
        CK_ECDH1_DERIVE_PARAMS { pPublicData } = (peer) => Ecdh1Derive::new(peer);
        CK_ECDH_AES_KEY_WRAP_PARAMS { pSharedData } =
            (info) => EcdhAesKeyWrap::montgomery(256, Kdf::Sha256).shared_data(info);
        CK_EDDSA_PARAMS { pContextData } = (context) => EdDsa::new().prehash(true).context(context);
        CK_XEDDSA_PARAMS {} = () => XEdDsa::new(Hash::Sha512);
        CK_GCM_PARAMS { pIv, pAAD } = (iv, aad) => AesGcm::new(iv).aad(aad).tag_bits(96);
        CK_GCM_PARAMS { pIv } = (iv) => AesGmac::new(iv).tag_bits(96);
        CK_GOSTR3410_DERIVE_PARAMS { pPublicData, pUKM } =
            (peer, ukm) => GostR3410Derive::new(Kdf::CpDiversify, peer, ukm);
        CK_GOSTR3410_KEY_WRAP_PARAMS { pWrapOID, pUKM } = (oid, ukm) => GostR3410KeyWrap::new(oid, ukm, Some(KEY));
        CK_RC2_CBC_PARAMS {} = () => Rc2Cbc::padded(40, &[3; 8]);
        CK_RC2_MAC_GENERAL_PARAMS {} = () => Rc2MacGeneral::new(128, 4);
        CK_RC5_PARAMS {} = () => Rc5::mac(4, 12);
        CK_RC5_CBC_PARAMS { pIv } = (iv) => Rc5Cbc::new(4, 12, iv);
        CK_RC5_MAC_GENERAL_PARAMS {} = () => Rc5MacGeneral::new(4, 12, 5);
        CK_HKDF_PARAMS { pSalt, pInfo } = (salt, info) => HkdfDerive::new(Hash::Sha256).salt(salt).info(info);
        CK_HKDF_PARAMS { pInfo } = (info) => HkdfDerive::data(Hash::Sha256).salt_key(KEY).info(info);
        CK_HKDF_PARAMS {} = () => HkdfDerive::new(Hash::Sha256);
        CK_IKE_PRF_DERIVE_PARAMS { pNi, pNr } = (ni, nr) => IkePrfDerive::new(PRF, ni, nr).rekey(KEY);
        CK_IKE1_PRF_DERIVE_PARAMS { pCKYi, pCKYr } =
            (initiator, responder) => Ike1PrfDerive::new(PRF, KEY, [initiator, responder], 2).previous(OTHER);
        CK_IKE1_EXTENDED_DERIVE_PARAMS { pExtraData } = (extra) => Ike1ExtendedDerive::new(PRF, extra).agreed(KEY);
        CK_IKE2_PRF_PLUS_DERIVE_PARAMS { pSeedData } = (seed) => Ike2PrfPlusDerive::new(PRF, seed).seed_key(KEY);
        CK_KEY_DERIVATION_STRING_DATA { pData } = (data) => XorBaseAndData::new(data);
        CK_AES_CBC_ENCRYPT_DATA_PARAMS { pData } = (data) => AesCbcEncryptData::new(&[9; 16], data);
        CK_DES_CBC_ENCRYPT_DATA_PARAMS { pData } = (data) => Des3CbcEncryptData::new(&[9; 8], data);
        CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS { pData } = (data) => CamelliaCbcEncryptData::new(&[9; 16], data);
        CK_ARIA_CBC_ENCRYPT_DATA_PARAMS { pData } = (data) => AriaCbcEncryptData::new(&[9; 16], data);
        CK_SEED_CBC_ENCRYPT_DATA_PARAMS { pData } = (data) => SeedCbcEncryptData::new(&[9; 16], data);
        CK_ECMQV_DERIVE_PARAMS { pPublicData, pPublicData2, pSharedData } =
            (peer, peer2, info) => EcmqvDerive::new([peer, peer2], KEY, OTHER, 32).kdf(Kdf::Sha1).shared_data(info);
        CK_X9_42_DH2_DERIVE_PARAMS { pPublicData, pPublicData2, pOtherInfo } =
            (peer, peer2, info) => X9_42DhHybridDerive::new([peer, peer2], KEY, 20).kdf(Kdf::Sha1Asn1, info);
        CK_X9_42_MQV_DERIVE_PARAMS { pPublicData, pPublicData2, pOtherInfo } =
            (peer, peer2, info) => X9_42MqvDerive::new([peer, peer2], KEY, OTHER, 20).kdf(Kdf::Sha1Asn1, info);
        CK_PKCS5_PBKD2_PARAMS2 { pPassword, pSaltSourceData } =
            (password, salt) => Pbkdf2::new(Pbkdf2Prf::Sha256, password, salt, 5000);
        CK_SIGN_ADDITIONAL_CONTEXT { pContext } = (context) => MlDsa::hashed(PreHash::Sha512).context(context);
        CK_SIGN_ADDITIONAL_CONTEXT {} = () => SlhDsa::new().hedge(Hedge::Required);
        CK_HASH_SIGN_ADDITIONAL_CONTEXT { pContext } = (context) => HashMlDsa::new(Hash::Sha512).context(context);
        CK_HASH_SIGN_ADDITIONAL_CONTEXT { pContext } = (context) => HashSlhDsa::new(Hash::Sha512).context(context);
        CK_RSA_PKCS_PSS_PARAMS {} = () => RsaPkcsPss::new(Hash::Sha256).salt_len(7);
        CK_RSA_PKCS_OAEP_PARAMS { pSourceData } = (label) => RsaPkcsOaep::new(Hash::Sha256).label(label);
        CK_TLS_MAC_PARAMS {} = () => TlsMac::new(Hash::Sha384, 12, TlsSide::Client);
        CK_TLS_KDF_PARAMS { pLabel, RandomInfo.pClientRandom, RandomInfo.pServerRandom, pContextData } =
            (label, client, server, context) => TlsKdf::new(Hash::Sha256, label, client, server).context(context);
    }
}

#[test]
fn a_struct_within_a_parameter_is_copied_too() {
    let owned = {
        let label = vec![9; 33];
        let oaep = Box::new(RsaPkcsOaep::new(Hash::Sha512).label(&label));
        RsaAesKeyWrap::new(192, &oaep).into_owned()
    };
    let (mechanism, wrap) = seen::params::<CK_RSA_AES_KEY_WRAP_PARAMS>(&owned);
    assert_eq!((mechanism, { wrap.ulAESKeyBits }), (MechanismType::RSA_AES_KEY_WRAP, 192));
    // SAFETY: `owned` has a copy of the struct.
    let oaep = unsafe { wrap.pOAEPParams.read_unaligned() };
    assert_eq!(({ oaep.hashAlg }, { oaep.source }, { oaep.ulSourceDataLen }), (0x270, 1, 33));
    assert_eq!(read(oaep.pSourceData.cast(), 33), [9; 33]);
}

#[test]
fn pieces_of_sp800_108_are_copied_with_their_values() {
    let (label, iv, handle) = (vec![1; 5], vec![2; 32], Box::new(77));
    let counter = Box::new(CounterFormat::new(24).little_endian());
    let length = Box::new(LengthFormat::sum_of_segments(16));
    let pieces = vec![
        PrfData::counter(&counter),
        PrfData::bytes(&label),
        PrfData::length(&length),
        PrfData::key(&handle),
        PrfData::last_round(),
    ];
    let feedback = Sp800_108FeedbackKdf::new(PRF, &pieces).iv(&iv).into_owned();
    let pipeline = Sp800_108Kdf::double_pipeline(PRF, &pieces).into_owned();
    let empty = Sp800_108Kdf::counter(PRF, &[]).into_owned();
    drop(pieces);
    drop((label, iv, handle, counter, length));

    let (mechanism, params) = seen::params::<CK_SP800_108_FEEDBACK_KDF_PARAMS>(&feedback);
    assert_eq!((mechanism, { params.ulIVLen }), (MechanismType::SP800_108_FEEDBACK_KDF, 32));
    assert_eq!(read(params.pIV, 32), [2; 32]);
    let (mechanism, other) = seen::params::<CK_SP800_108_KDF_PARAMS>(&pipeline);
    assert_eq!(mechanism, MechanismType::SP800_108_DOUBLE_PIPELINE_KDF);
    for (at, count) in
        [(params.pDataParams, params.ulNumberOfDataParams), (other.pDataParams, other.ulNumberOfDataParams)]
    {
        assert_eq!(count, 5);
        // SAFETY: both have copies of five pieces, and of their values, whose types are those of the pieces above.
        unsafe {
            let seen: [CK_PRF_DATA_PARAM; 5] = at.cast::<[_; 5]>().read_unaligned();
            assert_eq!(seen.map(|piece| piece.type_), [2, 4, 3, 5, 1]);
            let counter = seen[0].pValue.cast::<CK_SP800_108_COUNTER_FORMAT>().read_unaligned();
            assert_eq!(({ counter.bLittleEndian }, { counter.ulWidthInBits }), (1, 24));
            assert_eq!(read(seen[1].pValue.cast(), 5), [1; 5]);
            let length = seen[2].pValue.cast::<CK_SP800_108_DKM_LENGTH_FORMAT>().read_unaligned();
            assert_eq!(({ length.dkmLengthMethod }, { length.ulWidthInBits }), (2, 16));
            assert_eq!(seen[3].pValue.cast::<Ulong>().read_unaligned(), 77);
            seen::assert_nothing((seen[4].pValue, seen[4].ulValueLen));
        }
    }
    let (_, params) = seen::params::<CK_SP800_108_KDF_PARAMS>(&empty);
    seen::assert_nothing((params.pDataParams, params.ulNumberOfDataParams));
    seen::assert_nothing((params.pAdditionalDerivedKeys, params.ulAdditionalDerivedKeys));
}

#[test]
fn bytes_and_numbers_are_copied() {
    let (cbc, point, vendor) = {
        let (iv, peer, bytes) = (vec![3; 16], vec![4; 300], vec![5; 700]);
        // SAFETY: nobody reads pointers out of these bytes.
        let vendor = unsafe { VendorMechanism::new(0x8000_0001, &bytes) }.into_owned();
        (AesCbc::new(iv.first_chunk().unwrap()).into_owned(), DhPkcsDerive::new(&peer).into_owned(), vendor)
    };
    assert_eq!(seen::bytes(&cbc), (MechanismType::AES_CBC, Some(vec![3; 16])));
    assert_eq!(seen::bytes(&point), (MechanismType::DH_PKCS_DERIVE, Some(vec![4; 300])));
    assert_eq!(seen::bytes(&vendor), (MechanismType::new(0x8000_0001), Some(vec![5; 700])));
    assert_eq!(seen::bytes(&AesKeyWrap::new().into_owned()), (MechanismType::AES_KEY_WRAP, None));
    let wrap = AesKeyWrap::new().iv(&[6; 8]).into_owned();
    assert_eq!(seen::bytes(&wrap), (MechanismType::AES_KEY_WRAP, Some(vec![6; 8])));
    assert_eq!(seen::number(&AesCmacGeneral::new(8).into_owned()), (MechanismType::AES_CMAC_GENERAL, 8));
    let hmac = HmacGeneral::new(Hash::Sha384, 24).into_owned();
    assert_eq!(seen::number(&hmac), (MechanismType::SHA384_HMAC_GENERAL, 24));
    let concatenate = ConcatenateBaseAndKey::new(KEY).into_owned();
    assert_eq!(seen::number(&concatenate), (MechanismType::CONCATENATE_BASE_AND_KEY, 31));
    assert!(matches!(Mechanism::from(&concatenate).keys(), Keys::Of(key) if key.handle() == 31));
    let bare: OwnedMechanism = Mechanism::ECDSA.into();
    assert_eq!(seen::bytes(&bare), (MechanismType::ECDSA, None));
}

#[test]
fn debug_shows_number_and_size() {
    let password = b"correct horse";
    let owned = Pbkdf2::new(Pbkdf2Prf::Sha256, password, &[7; 16], 5000).into_owned();
    assert_eq!(format!("{owned:?}"), format!("CKM_PKCS5_PBKD2({} bytes)", size_of::<CK_PKCS5_PBKD2_PARAMS2>()));
    assert_eq!(format!("{:?}", OwnedMechanism::from(Mechanism::ECDSA)), "CKM_ECDSA");
}

#[test]
fn several_threads_use_it_at_once() {
    const fn assert_owned<T: Clone + Send + Sync + 'static>() {}
    const { assert_owned::<OwnedMechanism>() };
    let owned = AesGcm::new(&[1; 12]).aad(&[2; 40]).into_owned();
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let (_, params) = seen::params::<CK_GCM_PARAMS>(&owned);
                assert_eq!((read(params.pIv, 12), read(params.pAAD, 40)), (vec![1; 12], vec![2; 40]));
            });
        }
    });
}

/// A builder that is leaked lends itself for ever.
#[test]
fn a_parameter_that_is_written_to_is_not_owned() {
    let leaked = Box::into_raw(Box::new(AesGcmGeneratedIv::new(&mut [])));
    // SAFETY: it is valid until it is freed below.
    let owned = OwnedMechanism::from(Mechanism::from(unsafe { &mut *leaked }));
    assert_eq!(seen::bytes(&owned), (MechanismType::AES_GCM, None));
    assert!(matches!(Mechanism::from(&owned).keys(), Keys::Refused));
    // SAFETY: it comes from `into_raw`, and nothing borrows it any more.
    drop(unsafe { Box::from_raw(leaked) });
}

/// Reads the sources: each pointer of a struct that is a parameter is in its `pointers!`.
#[cfg(not(miri))]
mod complete {
    use std::collections::BTreeMap;
    use std::fs;

    /// The Rust files of a folder, beside this crate's manifest.
    fn sources(folder: &str) -> Vec<String> {
        let folder = format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"));
        fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
    }

    /// The structs of pkcs11-sys that are parameters: fields and their types.
    fn structs() -> BTreeMap<String, Vec<(String, String)>> {
        let mut found = BTreeMap::new();
        for source in sources("../pkcs11-sys/src/params") {
            let (mut name, mut fields) = (String::new(), Vec::new());
            for line in source.lines().map(str::trim) {
                if line.starts_with("CK_") && line.ends_with("] {") {
                    name = line.split(' ').next().unwrap().to_owned();
                } else if line == "}" && !name.is_empty() {
                    found.insert(core::mem::take(&mut name), core::mem::take(&mut fields));
                } else if let Some((field, rest)) = line.split_once(':').filter(|_| !line.starts_with('/')) {
                    fields.push((field.to_owned(), rest.split('[').next().unwrap().trim().to_owned()));
                }
            }
        }
        found
    }

    /// The parameters, and what is in the braces of their `impl`.
    fn parameters() -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for source in sources("src/mechanism") {
            for part in source.split("impl Parameter for ").skip(1) {
                let (name, body) = part.split_once(" {").unwrap();
                let body = body.split("pointers!").nth(1).unwrap().split('}').next().unwrap();
                if name == "$params" {
                    let rows = source.split("cbc_parameters! {").nth(1).unwrap().split('}').next().unwrap();
                    found.extend(rows.split_whitespace().map(|name| (name.to_owned(), body.to_owned())));
                } else if name.starts_with("CK_") {
                    found.insert(name.to_owned(), body.to_owned());
                }
            }
        }
        found
    }

    #[test]
    fn every_pointer_of_every_parameter_is_relocated() {
        let (structs, parameters) = (structs(), parameters());
        assert!(parameters.len() >= 45, "{}", parameters.len());
        let has_pointers =
            |name: &str| structs.get(name).is_some_and(|fields| fields.iter().any(|(_, kind)| kind.ends_with("_PTR")));
        for (name, body) in &parameters {
            let words: Vec<&str> =
                body.split([' ', '\n', ',', ';', '[', '{']).filter(|word| !word.is_empty()).collect();
            let mut listed = 0;
            for (field, kind) in &structs[name] {
                let how = words.windows(2).find(|pair| pair[1] == field).map(|pair| pair[0]);
                let expected: &[&str] = match kind.strip_suffix("_PTR") {
                    Some(target) if has_pointers(target) => &["each", "unset"],
                    Some(_) => &["reads", "writes", "unset"],
                    None if has_pointers(kind) => &["within"],
                    None => continue,
                };
                listed += 1;
                assert!(how.is_some_and(|how| expected.contains(&how)), "{name}.{field}: {how:?}");
            }
            let rows = ["reads", "writes", "each", "unset", "within"];
            assert_eq!(words.iter().filter(|word| rows.contains(word)).count(), listed, "{name}");
        }
    }
}
