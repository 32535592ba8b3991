//! Bad input, a row each: what is done, what the error has to say, and that the session is as good as before.

use super::{keys, objects};
use pkcs11_safe::encoding::ec::{self, Curve};
use pkcs11_safe::encoding::{self, ecdsa, x509};
use pkcs11_safe::{
    Error, InitializeArgs, KeyPair, KeyPairSpec, KeyType, Mechanism, Module, Object, ObjectClass, Pin, PrivateKey,
    SecretKeySpec, Session, TokenFilter, UserType, attribute as attr,
};
use std::fs;
use std::path::PathBuf;
use support::token;
use support::token::{SO_PIN, Token, context};

/// What the rows have to work with: a session with the user logged in, and two keys of one label.
struct Bench {
    token: Token,
    session: Session,
    pair: KeyPair,
    folder: PathBuf,
}

/// What is done, and words that the error must have: what was wrong, and what to do.
struct Row(&'static str, fn(&Bench) -> Result<(), Error>, &'static [&'static str]);

impl Bench {
    /// Loads a file with these contents.
    #[allow(unsafe_code)]
    fn load(&self, name: &str, contents: &[u8]) -> Result<(), Error> {
        let path = self.folder.join(name);
        fs::write(&path, contents).expect("the folder for temporary files is writable");
        // SAFETY: the file is no library, so that nothing of it runs.
        unsafe { Module::load(&path) }.map(drop)
    }

    /// A session with nobody logged in, on a token of its own.
    fn stranger(&self, run: impl FnOnce(&Session) -> Result<(), Error>) -> Result<(), Error> {
        let token = Token::fresh().expect("there is SoftHSM2");
        let session = token.open();
        let result = run(&session);
        keys::assert_usable(&session);
        result
    }

    fn login(&self, pin: &str) -> Result<(), Error> {
        self.stranger(|session| session.login(UserType::USER, &Pin::new(pin)).map(drop))
    }
}

/// The beginning of a library for the other word size, without anything in it.
fn other_word_size() -> Vec<u8> {
    let mut elf = vec![0; 64];
    let class = if usize::BITS == 64 { 1 } else { 2 };
    // Class, little-endian, version; a shared object for x86 or x86-64, version, sizes of the headers.
    elf[..7].copy_from_slice(&[0x7f, b'E', b'L', b'F', class, 1, 1]);
    elf[16..24].copy_from_slice(&[3, 0, if class == 1 { 3 } else { 62 }, 0, 1, 0, 0, 0]);
    elf[40] = 52;
    elf
}

/// A module in this process with a token that locks after three wrong PINs.
#[allow(unsafe_code)]
fn locked() -> Result<(), Error> {
    let claim = support::module::claim();
    // SAFETY: the function is that of a module which is part of this program.
    let module = unsafe { Module::from_get_function_list(claim.get_function_list()) }?;
    let context = module.initialize(InitializeArgs::default())?;
    let session = context.find_token(&TokenFilter::new())?.open_session(pkcs11_safe::SessionMode::ReadWrite)?;
    for _ in 0..3 {
        session.login(UserType::USER, &Pin::new("wrong")).unwrap_err();
    }
    let locked = session.login(UserType::USER, &Pin::new(support::module::USER_PIN)).map(drop);
    keys::assert_usable(&session);
    locked
}

const ROWS: &[Row] = &[
    // Libraries
    Row(
        "a file that is not there",
        #[allow(unsafe_code)]
        // SAFETY: there is nothing to load.
        |bench| unsafe { Module::load(bench.folder.join("missing.so")) }.map(drop),
        &["there is no file", "missing.so", "give the path"],
    ),
    Row(
        "a library that the system does not find",
        #[allow(unsafe_code)]
        // SAFETY: there is nothing to load.
        |_| unsafe { Module::load("libpkcs11-of-nobody.so") }.map(drop),
        &["the system finds no library libpkcs11-of-nobody.so", "give its whole path"],
    ),
    Row(
        "a folder",
        #[allow(unsafe_code)]
        // SAFETY: there is nothing to load.
        |bench| unsafe { Module::load(&bench.folder) }.map(drop),
        &["pkcs11-testbed", "directory"],
    ),
    Row("a file that is no library", |bench| bench.load("text.so", b"some text"), &["text.so", "is no shared library"]),
    Row("an empty file", |bench| bench.load("empty.so", b""), &["empty.so", "is no shared library"]),
    Row(
        "a library that ends early",
        |bench| bench.load("half.so", &[0x7f, b'E', b'L', b'F', 2, 1, 1, 0]),
        &["half.so", "cannot be loaded"],
    ),
    Row(
        "a module of the other word size",
        |bench| bench.load("other.so", &other_word_size()),
        &["other.so", if usize::BITS == 64 { "32-bit" } else { "64-bit" }, "this program has", "get the module for"],
    ),
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    Row(
        "a library that is no module",
        #[allow(unsafe_code)]
        // SAFETY: the system's library of mathematical functions does nothing when it is loaded.
        |_| unsafe { Module::load("libm.so.6") }.map(drop),
        &["libm.so.6", "is a library and no PKCS #11 module", "C_GetFunctionList"],
    ),
    // Tokens
    Row(
        "a token that is not there",
        |_| context().expect("is there").find_token(&TokenFilter::new().label("Nitrokey")).map(drop),
        &["no token has the label \"Nitrokey\"", "there is", "serial number"],
    ),
    Row(
        "two tokens of one label",
        |bench| {
            let twin = Token::fresh().expect("there is SoftHSM2");
            twin.slot.init_token(&Pin::new(SO_PIN), &bench.token.label)?;
            context().expect("is there").find_token(&TokenFilter::new().label(&*bench.token.label)).map(drop)
        },
        &["several tokens have the label", "serial number", "add the serial number"],
    ),
    Row(
        "a label that is too long",
        |bench| bench.token.slot.init_token(&Pin::new(SO_PIN), &"x".repeat(33)),
        &["`label`", "33 bytes", "room for 32"],
    ),
    Row(
        "a token with sessions, to be initialised",
        |bench| bench.token.slot.init_token(&Pin::new(SO_PIN), "x"),
        &["C_InitToken", "CKR_SESSION_EXISTS", "close them first"],
    ),
    // PINs
    Row("a wrong PIN", |bench| bench.login("wrong"), &["C_Login", "CKR_PIN_INCORRECT", "the PIN is wrong"]),
    Row("an empty PIN", |bench| bench.login(""), &["C_Login", "CKR_PIN_", "the PIN is"]),
    Row("a PIN that is too long", |bench| bench.login(&"9".repeat(1000)), &["C_Login", "CKR_PIN_", "the PIN is"]),
    Row(
        "a new PIN that is too short",
        |bench| bench.session.set_pin(&Pin::new(token::USER_PIN), &Pin::new("1")),
        &["C_SetPIN", "CKR_PIN_LEN_RANGE", "too long or too short", "TokenInfo gives the bounds"],
    ),
    Row(
        "a locked PIN",
        |_| locked(),
        &["C_Login", "CKR_PIN_LOCKED", "locked", "the security officer can set a new one"],
    ),
    Row(
        "no PIN at all",
        |bench| {
            bench.stranger(|session| {
                session
                    .generate_key(
                        Mechanism::AES_KEY_GEN,
                        &[attr::KEY_TYPE.is(KeyType::AES), attr::VALUE_LEN.is(16), attr::PRIVATE.is(true)],
                    )
                    .map(drop)
            })
        },
        &["C_GenerateKey", "CKR_USER_NOT_LOGGED_IN", "log in first"],
    ),
    // Keys
    Row(
        "a key that is not there",
        |bench| bench.session.find_one::<PrivateKey>(&[attr::LABEL.is("none")]).map(drop),
        &["no object has", "CKO_PRIVATE_KEY", "CKA_LABEL=\"none\"", "logging in"],
    ),
    Row(
        "two keys where one is asked for",
        |bench| bench.session.find_one::<PrivateKey>(&[attr::LABEL.is("twin")]).map(drop),
        &["several objects have", "CKO_PRIVATE_KEY", "CKA_LABEL=\"twin\"", "add CKA_ID"],
    ),
    Row(
        "a key pair of which there are two",
        |bench| bench.session.find_key_pair(&[attr::LABEL.is("twin")]).map(drop),
        &["several objects have", "CKA_LABEL=\"twin\"", "add CKA_ID"],
    ),
    Row(
        "a key that was destroyed",
        |bench| {
            let key = keys::aes(&bench.session);
            bench.session.destroy(key)?;
            bench.session.encrypt(Mechanism::AES_ECB, key, &[0; 16]).map(drop)
        },
        &["C_EncryptInit", "_HANDLE_INVALID", "any more"],
    ),
    Row(
        "a key that may not do this",
        |bench| {
            let key = SecretKeySpec::aes(128).may(pkcs11_safe::Usage::DECRYPT).generate(&bench.session)?;
            bench.session.encrypt(Mechanism::AES_ECB, key, &[0; 16]).map(drop)
        },
        &["C_EncryptInit", "CKR_KEY_FUNCTION_NOT_PERMITTED", "CKA_SIGN, CKA_DECRYPT", "CKM_AES_ECB"],
    ),
    Row(
        "a key that must not leave the token",
        |bench| {
            let wrapping = SecretKeySpec::aes(128).generate(&bench.session)?;
            let key = SecretKeySpec::aes(128).with(&[attr::EXTRACTABLE.is(false)]).generate(&bench.session)?;
            bench.session.wrap_key(Mechanism::AES_KEY_WRAP, wrapping, key).map(drop)
        },
        &["C_WrapKey", "CKR_KEY_UNEXTRACTABLE", "CKA_EXTRACTABLE false"],
    ),
    Row(
        "a sensitive value",
        |bench| bench.session.get(keys::aes(&bench.session), attr::VALUE).map(drop),
        &["CKA_VALUE", "does not reveal it"],
    ),
    // Mechanisms
    Row(
        "a mechanism that the token lacks",
        |bench| bench.session.sign(Mechanism::ML_DSA, bench.pair.private, b"data").map(drop),
        &["C_SignInit", "CKR_MECHANISM_INVALID", "asked for: CKM_ML_DSA", "Slot::mechanisms lists"],
    ),
    Row(
        "a mechanism that cannot digest",
        |bench| bench.session.digest(Mechanism::ECDSA, b"data").map(drop),
        &["C_DigestInit", "CKR_MECHANISM_INVALID", "not for this use", "asked for: CKM_ECDSA"],
    ),
    Row(
        "a size that the mechanism does not make",
        |bench| KeyPairSpec::rsa(100).generate(&bench.session).map(drop),
        &["C_GenerateKeyPair", "an RSA key pair of 100 bits", "CKA_MODULUS_BITS"],
    ),
    Row(
        "a size that AES does not have",
        |bench| SecretKeySpec::aes(100).generate(&bench.session).map(drop),
        &["`bits`", "128, 192 and 256", "100"],
    ),
    Row(
        "a curve that the token lacks",
        |bench| KeyPairSpec::ec(Curve::X448).generate(&bench.session).map(drop),
        &["C_GenerateKeyPair", "an EC key pair on", "448", "CKA_EC_PARAMS"],
    ),
    // Data
    Row(
        "data that is too long",
        |bench| bench.session.sign(Mechanism::RSA_PKCS, keys::rsa(&bench.session).private, &[1; 500]).map(drop),
        // SoftHSM2 answers CKR_GENERAL_ERROR.
        &["C_Sign", "CKR_", "too long"],
    ),
    Row(
        "half a block",
        |bench| bench.session.encrypt(Mechanism::AES_ECB, keys::aes(&bench.session), &[1; 8]).map(drop),
        &["C_Encrypt", "CKR_DATA_LEN_RANGE", "too long or too short"],
    ),
    Row(
        "a signature that does not match",
        |bench| bench.session.verify(Mechanism::ECDSA, bench.pair.public, &[7; 32], &[1; 64]),
        &["C_Verify", "CKR_SIGNATURE_INVALID", "does not match"],
    ),
    Row(
        "a signature of the wrong length",
        |bench| bench.session.verify(Mechanism::ECDSA, bench.pair.public, &[7; 32], &[1; 63]),
        &["C_Verify", "CKR_SIGNATURE_LEN_RANGE", "length that cannot be right"],
    ),
    Row(
        "a buffer that is too small",
        |bench| bench.session.sign_into(Mechanism::ECDSA, bench.pair.private, &[7; 32], &mut [0; 63]).map(drop),
        &["`buffer`", "too small: 63 bytes", "64 are needed"],
    ),
    // Encodings
    Row(
        "a point that is too short for its curve",
        |_| Ok(ec::Point::decode(Curve::P256, &[4; 50]).map(drop)?),
        &["malformed at byte ", "length|ends"],
    ),
    Row(
        "a signature with something behind it",
        |_| Ok(ecdsa::from_der(&[0x30, 6, 2, 1, 1, 2, 1, 1, 0], 32).map(drop)?),
        &["malformed at byte 8", "more bytes follow"],
    ),
    Row(
        "a signature that ends early",
        |_| Ok(ecdsa::from_der(&[0x30, 6, 2, 1, 1, 2, 9], 32).map(drop)?),
        &["malformed at byte ", "ends before"],
    ),
    Row(
        "a key that ends early",
        |_| Ok(encoding::PrivateKey::from_pkcs8(&[0x30, 0x82, 1, 0, 2, 1, 0]).map(drop)?),
        &["malformed at byte ", "ends before"],
    ),
    Row(
        "a key in PEM",
        |_| Ok(ec::PublicKey::from_spki(b"-----BEGIN PUBLIC KEY-----\n").map(drop)?),
        &["malformed at byte 0", "PEM", "decode the base64"],
    ),
    Row("no certificate", |_| Ok(x509::Certificate::parse(&[]).map(drop)?), &["malformed at byte 0", "nothing"]),
    Row(
        "a certificate that is something else",
        |_| Ok(x509::Certificate::parse(&[2, 1, 1]).map(drop)?),
        &["malformed at byte 0", "tag 0x02 where 0x30 is expected"],
    ),
    // Templates
    Row(
        "a template that lacks an attribute",
        |bench| {
            bench
                .session
                .create_object(&[attr::CLASS.is(ObjectClass::PRIVATE_KEY), attr::KEY_TYPE.is(KeyType::RSA)])
                .map(drop)
        },
        &["C_CreateObject", "CKR_TEMPLATE_INCOMPLETE", "lacks an attribute", "CKA_CLASS, CKA_KEY_TYPE"],
    ),
    Row(
        "a template with an attribute of another class",
        |bench| {
            bench.session.create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::MODULUS_BITS.is(1024)]).map(drop)
        },
        &["C_CreateObject", "CKR_ATTRIBUTE_TYPE_INVALID", "leave out what does not apply", "CKA_MODULUS_BITS"],
    ),
    Row(
        "a template that sets what cannot be set",
        |bench| {
            let template = [attr::KEY_TYPE.is(KeyType::AES), attr::VALUE_LEN.is(16), attr::LOCAL.is(false)];
            bench.session.generate_key(Mechanism::AES_KEY_GEN, &template).map(drop)
        },
        &["C_GenerateKey", "CKR_ATTRIBUTE_READ_ONLY", "cannot be set", "CKA_LOCAL"],
    ),
    Row(
        "a template that contradicts the mechanism",
        |bench| {
            let template = [attr::KEY_TYPE.is(KeyType::DES3), attr::VALUE_LEN.is(16)];
            bench.session.generate_key(Mechanism::AES_KEY_GEN, &template).map(drop)
        },
        &["C_GenerateKey", "CKR_TEMPLATE_INCONSISTENT", "contradict", "CKA_KEY_TYPE"],
    ),
    Row(
        "a change that the token refuses",
        |bench| {
            let key = objects::import_secret(&bench.session, &[1; 16]);
            bench.session.set(key, &[attr::KEY_TYPE.is(KeyType::AES)])
        },
        &["C_SetAttributeValue", "CKR_ATTRIBUTE_READ_ONLY", "CKA_KEY_TYPE"],
    ),
    // Handles and sessions
    Row(
        "an object of another token",
        |bench| {
            let other = Token::fresh().expect("there is SoftHSM2");
            let session = other.login();
            bench.session.destroy(keys::aes(&session))
        },
        &["`object`", "another token"],
    ),
    Row(
        "closing all sessions while one is held",
        |bench| {
            bench.stranger(|_| Ok(()))?;
            let token = Token::fresh().expect("there is SoftHSM2");
            let _held = token.open();
            token.slot.close_all_sessions()
        },
        &["`slot`", "holds 1 of its sessions", "drop them"],
    ),
    Row(
        "a handle that was made up",
        |bench| bench.session.destroy(bench.session.object_from_raw(0xdead_beef)),
        &["C_DestroyObject", "CKR_OBJECT_HANDLE_INVALID", "no such object any more"],
    ),
];

/// An error as programs print it: with its sources.
fn said(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

#[test]
fn every_error_says_what_was_wrong_and_leaves_a_usable_session() {
    let token = token!();
    let session = token.login();
    let twin = || KeyPairSpec::ec(Curve::P256).label("twin").generate(&session).expect("generates");
    let pair = twin();
    twin();
    let folder = support::softhsm::folder().expect("there is SoftHSM2").join("bad-input");
    fs::create_dir_all(&folder).expect("the folder for temporary files is writable");
    let bench = Bench { token, session, pair, folder };
    let mut wrong = Vec::new();
    for Row(what, act, words) in ROWS {
        match act(&bench) {
            Ok(()) => wrong.push(format!("{what}: no error")),
            Err(error) => {
                let text = said(&error);
                let lacks = |words: &&&str| !words.split('|').any(|word| text.contains(word));
                wrong.extend(words.iter().filter(lacks).map(|words| format!("{what}: {words:?} is not in {text:?}")));
            }
        }
        if let Err(error) = bench.session.digest(Mechanism::SHA256, b"abc") {
            wrong.push(format!("{what}: afterwards, {error}"));
        }
        let state = bench.session.info().expect("the session is alive").state;
        if state != pkcs11_safe::SessionState::RW_USER_FUNCTIONS {
            wrong.push(format!("{what}: afterwards, the state is {state}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Nothing that failed has left anything behind.
    assert_eq!(bench.session.find::<Object>(&[attr::LABEL.is("twin")]).unwrap().len(), 4);
}
