//! What can be printed: Debug, Display and error texts of all public types, with a PIN and a secret in their hands.

use pkcs11_safe::attribute::{self as attr, Key};
use pkcs11_safe::encoding::{self, dh, dsa, ec, rsa};
use pkcs11_safe::mechanism::*;
use pkcs11_safe::*;
use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::{Debug, Display};
use support::module::{Fault, SLOT, claim};

const PIN: &str = "Geheim-7531";
/// No byte of it is a letter, and no two are alike.
const SECRET: [u8; 32] = {
    let mut secret = [0xc1; 32];
    let mut at = 1;
    while at < secret.len() {
        secret[at] = secret[at - 1] + 1;
        at += 1;
    }
    secret
};

/// The ways in which bytes are printed: four of them in a row are enough to be recognised.
fn spellings(bytes: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    for four in bytes.windows(4) {
        let join = |separator: &str, form: fn(&u8) -> String| four.iter().map(form).collect::<Vec<_>>().join(separator);
        all.push(join(", ", |byte| byte.to_string()));
        for separator in ["", " ", ", ", ":", "\\x"] {
            all.push(join(separator, |byte| format!("{byte:02x}")));
        }
        all.push(join(", ", |byte| format!("{byte:#x}")));
        if let Ok(text) = std::str::from_utf8(four) {
            all.push(text.to_lowercase());
        }
    }
    all
}

/// Texts by the type that they are of.
#[derive(Default)]
pub(crate) struct Printed(pub(crate) BTreeMap<&'static str, Vec<String>>);

impl Printed {
    fn add(&mut self, name: &'static str, text: String) {
        self.0.entry(name).or_default().push(text);
    }

    fn debug(&mut self, name: &'static str, value: &dyn Debug) {
        self.add(name, format!("{value:?}"));
        self.add(name, format!("{value:#?}"));
    }

    fn display(&mut self, name: &'static str, value: &dyn Display) {
        self.add(name, format!("{value} {value:#}"));
    }

    fn error(&mut self, error: &Error) {
        self.debug("Error", error);
        self.display("Error", error);
        let mut source = error.source();
        while let Some(inner) = source {
            self.add("Error", format!("{inner} {inner:?} {inner:#?}"));
            source = inner.source();
        }
        if let Error::Refused { subject, .. } = error {
            self.debug("Subject", subject);
            self.display("Subject", subject);
        }
        if let Error::Usage { detail, .. } | Error::Module { detail, .. } | Error::NotFound { detail } = error {
            self.debug("Detail", detail);
            self.display("Detail", detail);
        }
    }

    fn assert_silent(&self) {
        let spellings = all_spellings();
        for (name, texts) in &self.0 {
            for text in texts {
                assert!(!text.is_empty(), "{name} prints nothing at all");
                if let Some(found) = spelled(&spellings, text) {
                    panic!("{name} prints {found:?}: {text}");
                }
            }
        }
    }
}

fn all_spellings() -> Vec<String> {
    spellings(PIN.as_bytes()).into_iter().chain(spellings(&SECRET)).collect()
}

/// What of the PIN or of the secret a text shows. Indented lists read like others.
fn spelled<'a>(spellings: &'a [String], text: &str) -> Option<&'a String> {
    let text = text.lines().map(str::trim).collect::<Vec<_>>().join(" ").to_lowercase();
    spellings.iter().find(|spelling| text.contains(spelling.as_str()))
}

/// Parameters of mechanisms, made of nothing but the secret.
fn mechanisms(printed: &mut Printed) {
    let (secret, object) = (&SECRET[..], None::<Object>);
    let sixteen: &[u8; 16] = SECRET.first_chunk().unwrap();
    let eight: &[u8; 8] = SECRET.first_chunk().unwrap();
    let twelve: &[u8; 12] = SECRET.first_chunk().unwrap();
    assert!(object.is_none());
    macro_rules! print {
        ($($name:ident: $builder:expr;)+) => {
            $({
                let builder = $builder;
                printed.debug(stringify!($name), &builder);
                printed.debug("Mechanism", &Mechanism::from(&builder));
            })+
        };
    }
    let piece = [PrfData::bytes(secret)];
    printed.debug("PrfData", &piece);
    print! {
        AesCbc: AesCbc::new(sixteen);
        AesCbcPad: AesCbcPad::new(sixteen);
        AesCtr: AesCtr::new(sixteen);
        AesCcm: AesCcm::new(secret, 5).aad(secret);
        AesGcm: AesGcm::new(secret).aad(secret);
        AesGmac: AesGmac::new(secret);
        AesGmacIv: AesGmacIv::new(twelve);
        ChaCha20: ChaCha20::new(secret, secret);
        ChaCha20Poly1305: ChaCha20Poly1305::new(secret).aad(secret);
        Salsa20: Salsa20::new(eight, secret);
        DhPkcsDerive: DhPkcsDerive::new(secret);
        Ecdh1Derive: Ecdh1Derive::new(secret).kdf(Kdf::Sha256).shared_data(secret);
        EcdhAesKeyWrap: EcdhAesKeyWrap::new(256, Kdf::Sha256).shared_data(secret);
        EdDsa: EdDsa::new().context(secret);
        HkdfDerive: HkdfDerive::new(Hash::Sha256).salt(secret).info(secret);
        Ike1ExtendedDerive: Ike1ExtendedDerive::new(MechanismType::SHA256_HMAC, secret);
        Ike2PrfPlusDerive: Ike2PrfPlusDerive::new(MechanismType::SHA256_HMAC, secret);
        IkePrfDerive: IkePrfDerive::new(MechanismType::SHA256_HMAC, secret, secret);
        ConcatenateBaseAndData: ConcatenateBaseAndData::new(secret);
        XorBaseAndData: XorBaseAndData::new(secret);
        AesEcbEncryptData: AesEcbEncryptData::new(secret);
        AesCbcEncryptData: AesCbcEncryptData::new(sixteen, secret);
        Pbkdf2: Pbkdf2::new(Pbkdf2Prf::Sha256, PIN.as_bytes(), secret, 1000);
        RsaPkcsOaep: RsaPkcsOaep::new(Hash::Sha256).label(secret);
        MlDsa: MlDsa::new().context(secret);
        DsaFipsGGen: DsaFipsGGen::new(Hash::Sha256, secret, 1);
        Sp800_108Kdf: Sp800_108Kdf::counter(MechanismType::SHA256_HMAC, &piece);
        Sp800_108FeedbackKdf: Sp800_108FeedbackKdf::new(MechanismType::SHA256_HMAC, &piece).iv(secret);
        TlsKdf: TlsKdf::new(MechanismType::SHA256, secret, secret, secret).context(secret);
        GostR3411: GostR3411::new().oid(secret);
        GostR3410Derive: GostR3410Derive::new(Kdf::Null, secret, eight);
        Rc5Cbc: Rc5Cbc::new(4, 12, secret);
        // SAFETY: it is printed and not used.
        VendorMechanism: unsafe { VendorMechanism::new(0x8000_0001, secret) };
        OwnedMechanism: Pbkdf2::new(Pbkdf2Prf::Sha256, PIN.as_bytes(), secret, 1000).into_owned();
    }
    let mut iv = *eight;
    let mut pbe = Pbe::sha1_des3(PIN.as_bytes(), secret, 1000, &mut iv);
    printed.debug("Pbe", &pbe);
    printed.debug("Mechanism", &Mechanism::from(&mut pbe));
    let mut iv = *twelve;
    printed.debug("AesGcmGeneratedIv", &AesGcmGeneratedIv::new(&mut iv).aad(secret));
    let mut seed = SECRET;
    printed.debug("DsaParameterGen", &DsaParameterGen::probabilistic(Hash::Sha256, &mut seed));
    printed.debug("Tls12MasterKeyDerive", &Tls12MasterKeyDerive::new(MechanismType::SHA256, secret, secret));
    let hash = Tls12ExtendedMasterKeyDerive::new(MechanismType::SHA256, secret);
    printed.debug("Tls12ExtendedMasterKeyDerive", &hash);
}

/// A DER element around others.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    [&[tag][..], &[0x82], &u16::try_from(content.len()).unwrap().to_be_bytes(), &content].concat()
}

/// The same with the shortest length.
fn short(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    match u8::try_from(content.len()).unwrap() {
        length @ 0..0x80 => [&[tag, length][..], &content].concat(),
        length => [&[tag, 0x81, length][..], &content].concat(),
    }
}

/// Private keys made of the secret, whole and malformed.
fn encodings(printed: &mut Printed) {
    let number = short(2, &[&[0], &SECRET]);
    let pkcs8 = |oid: &[u8], parameters: &[u8], key: &[u8]| {
        short(0x30, &[&[2, 1, 0], &short(0x30, &[oid, parameters]), &short(4, &[key])])
    };
    let public: &[u8] = &[2, 1, 65];
    let key = ec::PrivateKey::from_attributes(ec::Curve::P256.params(), &SECRET).unwrap();
    printed.debug("ec::PrivateKey", &key);
    let any = encoding::PrivateKey::from_pkcs8(&key.to_pkcs8()).unwrap();
    printed.debug("encoding::PrivateKey", &any);
    printed.debug("Attribute", &any.template());
    let pkcs1 =
        der(0x30, &[&[2, 1, 0], public, &[2, 3, 1, 0, 1], &number, &number, &number, &number, &number, &number]);
    // 8 numbers fit in a length of one byte or two.
    let rsa = rsa::PrivateKey::from_pkcs1(&pkcs1).or_else(|_| {
        rsa::PrivateKey::from_pkcs1(&short(
            0x30,
            &[&[2, 1, 0], public, &[2, 3, 1, 0, 1], &number, &number, &number, &number, &number, &number],
        ))
    });
    printed.debug("rsa::PrivateKey", &rsa.unwrap());
    let dsa_oid = &[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];
    let dsa = pkcs8(dsa_oid, &short(0x30, &[public, public, public]), &number);
    printed.debug("dsa::PrivateKey", &dsa::PrivateKey::from_pkcs8(&dsa).unwrap());
    let dh_oid = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 3, 1];
    let dh = pkcs8(dh_oid, &short(0x30, &[public, public]), &number);
    printed.debug("dh::PrivateKey", &dh::PrivateKey::from_pkcs8(&dh).unwrap());
    // Cut anywhere, and with every byte changed, it is an error that has a position and no bytes.
    for whole in [&pkcs1, &dsa, &dh, &key.to_pkcs8().to_vec(), &key.to_sec1().unwrap().to_vec()] {
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            for malformed in [&whole[..at], &changed] {
                let errors = [
                    encoding::PrivateKey::from_pkcs8(malformed).err(),
                    rsa::PrivateKey::from_pkcs1(malformed).err(),
                    ec::PrivateKey::from_sec1(malformed, None).err(),
                ];
                for error in errors.into_iter().flatten() {
                    printed.debug("encoding::Error", &error);
                    printed.display("encoding::Error", &error);
                    printed.debug("encoding::ErrorKind", &error.kind());
                    printed.error(&Error::from(error));
                }
            }
        }
    }
}

/// What holds a PIN or a secret, and each error that comes of them.
fn sessions(printed: &mut Printed) {
    const VENDORS: Key<Vec<u8>> = Key::vendor(0x8000_0001);
    const WORDS: Key<String> = Key::vendor(0x8000_0002);
    let claim = claim();
    claim.configure(|config| config.token(SLOT).tries = 100);
    // SAFETY: the functions are those of a module which is part of this program.
    let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) }.unwrap();
    let context = module.initialize(InitializeArgs::default()).unwrap();
    let slot = context.slot(SLOT);
    let mut session = slot.open_session(SessionMode::ReadWrite).unwrap();
    let pin = Pin::new(PIN);
    let secret = SecretBytes::from(&SECRET[..]);
    for value in [&pin as &dyn Debug, &Pin::protected_path(), &Some(&pin), &Pin::from(PIN.to_owned())] {
        printed.debug("Pin", value);
    }
    for value in [&secret as &dyn Debug, &secret.clone(), &Some(vec![&secret])] {
        printed.debug("SecretBytes", value);
    }
    // A PIN that the token does not take.
    for error in [
        session.login(UserType::USER, &pin).unwrap_err(),
        session.login_user(UserType::USER, "somebody", &pin).unwrap_err(),
        session.set_pin(&pin, &pin).unwrap_err(),
        session.init_pin(&pin).unwrap_err(),
        slot.init_token(&pin, "a label that is much longer than the thirty-two bytes that it may have").unwrap_err(),
        slot.init_token(&pin, "label").unwrap_err(),
    ] {
        printed.error(&error);
    }
    session.login(UserType::USER, &Pin::new(support::module::USER_PIN)).unwrap();
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::VALUE.is(&SECRET),
    ];
    let words = std::str::from_utf8(PIN.as_bytes()).unwrap();
    let nested = [VENDORS.is(&SECRET), WORDS.is(words), attr::VALUE.is(&SECRET), attr::SEED.is(&SECRET)];
    let whole = [&template[..], &nested, &[attr::WRAP_TEMPLATE.is(&nested)]].concat();
    printed.debug("Attribute", &whole);
    printed.debug("Key", &attr::VALUE);
    let object = SecretKey::from_object(session.create_object(&template).unwrap());
    let entries = session.attributes(object, &[AttributeType::VALUE, AttributeType::MODULUS]).unwrap();
    printed.debug("Entry", &entries);
    printed.debug("OwnedValue", entries[0].value().unwrap());
    printed.debug("Template", &attribute::Template::default());
    printed.debug("SecretKeySpec", &SecretKeySpec::generic(256).with(&nested));
    printed.debug("KeyPairSpec", &KeyPairSpec::ec(ec::Curve::P256).private(&nested).public(&nested));
    printed.debug("Optional", &attr::VALUE.optional());
    printed.debug("Bytes", &attr::VALUE.bytes());
    for error in [
        session.create_object(&whole).unwrap_err(),
        session.set(object, &nested).unwrap_err(),
        session.copy_object(object, &nested).unwrap_err(),
        session.find_one::<SecretKey>(&[attr::VALUE.is(&SECRET), attr::LABEL.is("none")]).unwrap_err(),
        session.find_one::<SecretKey>(&nested).unwrap_err(),
        session.find_key_pair(&nested).unwrap_err(),
        SecretKeySpec::generic(256).with(&nested).generate(&session).unwrap_err(),
        KeyPairSpec::ec(ec::Curve::P256).private(&nested).generate(&session).unwrap_err(),
        session.derive_key(&Ecdh1Derive::new(&SECRET), object, &nested).unwrap_err(),
        session.generate_key(&Pbkdf2::new(Pbkdf2Prf::Sha256, PIN.as_bytes(), &SECRET, 1), &nested).unwrap_err(),
        session.unwrap_key::<SecretKey>(Mechanism::AES_KEY_WRAP, object, &SECRET, &nested).unwrap_err(),
    ] {
        printed.error(&error);
    }
    // A module that lies with the secret in its hands.
    let mut lies = 0;
    for fault in [Fault::Length(1 << 40), Fault::CountAbove(7), Fault::AttributeLength(pkcs11_sys::CKA_VALUE, 1 << 40)]
    {
        claim.fault("C_GetAttributeValue", fault.clone());
        claim.fault("C_Decrypt", fault);
        let read = session.get(object, attr::VALUE).err();
        lies += usize::from(read.is_some());
        read.iter().for_each(|error| printed.error(error));
        let key = SecretKeySpec::aes(256).may(Usage::DECRYPT).generate(&session).unwrap();
        if let Err(error) = session.decrypt(AesCbcPad::new(&[0; 16]), key, &SECRET) {
            lies += 1;
            printed.error(&error);
        }
        claim.clear_faults();
    }
    assert!(lies >= 3, "each is noticed, by one or the other");
    let key = SecretKeySpec::aes(256).may(Usage::ENCRYPT | Usage::DECRYPT).generate(&session).unwrap();
    let rsa = KeyPairSpec::rsa(2048).generate(&session).unwrap();
    printed.debug("Session", &session);
    let mut encryptor = session.encryptor(AesCbcPad::new(&[0; 16]), key).unwrap();
    encryptor.update(&SECRET).unwrap();
    printed.debug("Encryptor", &encryptor);
    let error = encryptor.finish_into(&mut [0; 1]).unwrap_err();
    printed.debug("a buffer that is too small", &error);
    printed.display("a buffer that is too small", &error);
    drop(encryptor);
    let ciphertext = session.encrypt(AesCbcPad::new(&[0; 16]), key, &SECRET).unwrap();
    let mut decryptor = session.decryptor(AesCbcPad::new(&[0; 16]), key).unwrap();
    drop(SecretBytes::from(decryptor.update(&ciphertext).unwrap()));
    printed.debug("Decryptor", &decryptor);
    drop(decryptor);
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, rsa.private).unwrap();
    signer.update(&SECRET).unwrap();
    printed.debug("Signer", &signer);
    drop(signer);
    let mut verifier = session.verifier(Mechanism::SHA256_RSA_PKCS, rsa.public).unwrap();
    verifier.update(&SECRET).unwrap();
    printed.debug("Verifier", &verifier);
    drop(verifier);
    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(&SECRET).unwrap();
    printed.debug("Digester", &digester);
    drop(digester);
    let other = slot.open_session(SessionMode::ReadWrite).unwrap();
    let mut verifier = other.into_verifier(Mechanism::SHA256_RSA_PKCS, rsa.public).unwrap();
    verifier.update(&SECRET).unwrap();
    let returned = verifier.finish(&SECRET).unwrap_err();
    printed.debug("Returned", &returned);
    printed.display("Returned", &returned);
    drop(returned);
    printed.debug("Search", &session.search(&[attr::VALUE.is(&SECRET)]).unwrap());
    for value in [&module as &dyn Debug, &context, &slot] {
        printed.debug("Module, Context, Slot", value);
    }
}

pub(crate) fn all() -> Printed {
    let mut printed = Printed::default();
    mechanisms(&mut printed);
    encodings(&mut printed);
    sessions(&mut printed);
    printed
}

#[test]
fn nothing_that_is_printed_shows_a_pin_or_a_secret() {
    let printed = all();
    printed.assert_silent();
    // There was something to be silent about, of every kind.
    assert!(printed.0["Error"].len() > 500 && printed.0.contains_key("Subject") && printed.0.contains_key("Detail"));
}

#[test]
fn every_spelling_would_be_noticed() {
    let texts = [
        PIN.to_owned(),
        format!("{:?}", PIN.as_bytes()),
        format!("{SECRET:?}"),
        format!("{SECRET:#?}"),
        format!("{SECRET:02x?}"),
        format!("{SECRET:#x?}"),
        SECRET.iter().map(|byte| format!("{byte:02X}")).collect(),
        SECRET.iter().map(|byte| format!("{byte:02x}:")).collect(),
        format!("b\"{}\"", SECRET.escape_ascii()),
    ];
    let spellings = all_spellings();
    for text in texts {
        assert!(spelled(&spellings, &text).is_some(), "{text}");
    }
    assert_eq!(spelled(&spellings, "CKA_VALUE(32 bytes), Pin(***)"), None);
}
