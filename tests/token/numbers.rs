//! Numbers that nobody has heard of survive, and print as hex.

use pkcs11_safe::{
    AttributeType, InitializeArgs, KeyType, Mechanism, MechanismFlags, MechanismType, Module, Object, ObjectClass,
    ReturnValue, SecretKey, SessionMode, TokenFilter, TokenFlags, UserType, attribute as attr,
};
use support::token;

#[test]
fn an_unknown_number_is_a_value_that_prints_as_hex() {
    let texts = [
        MechanismType::new(0x8000_1234).to_string(),
        ObjectClass::new(0x8000_1234).to_string(),
        KeyType::new(0x8000_1234).to_string(),
        AttributeType::new(0x8000_1234).to_string(),
        UserType::new(0x8000_1234).to_string(),
        ReturnValue::new(0x8000_1234).to_string(),
    ];
    assert_eq!(texts, ["0x80001234"; 6]);
    assert_eq!(MechanismType::new(0x8000_1234).raw(), 0x8000_1234);
    assert_eq!(MechanismType::new(0x1041).to_string(), "CKM_ECDSA");
}

#[test]
fn unknown_flags_are_kept_and_print_as_hex() {
    let flags = TokenFlags::from_bits_retain(0x4000_0000) | TokenFlags::TOKEN_INITIALIZED;
    assert_eq!(flags.bits(), 0x4000_0400);
    assert!(format!("{flags:?}").contains("0x40000000"), "{flags:?}");
    let flags = MechanismFlags::from_bits_retain(0x0800_0000) | MechanismFlags::SIGN;
    assert!(format!("{flags:?}").contains("0x8000000"), "{flags:?}");
    assert_eq!((flags & !MechanismFlags::SIGN).bits(), 0x0800_0000);
}

#[test]
fn unknown_numbers_go_to_the_token_as_they_are() {
    let token = token!();
    let session = token.login();
    let (class, key_type) = (ObjectClass::new(0x8000_0001), KeyType::new(0x8000_0002));
    // The token has no such object, and searching for it is no error.
    assert_eq!(session.find::<SecretKey>(&[attr::KEY_TYPE.is(key_type)]).unwrap(), []);
    let none = session.find_one::<SecretKey>(&[attr::KEY_TYPE.is(key_type)]).unwrap_err();
    assert!(none.to_string().contains("CKA_KEY_TYPE=0x80000002"), "{none}");
    let none = session.find_one::<Object>(&[attr::CLASS.is(class)]).unwrap_err();
    assert!(none.to_string().contains("CKA_CLASS=0x80000001"), "{none}");
    let refused = session.create_object(&[attr::CLASS.is(class), attr::LABEL.is("x")]).unwrap_err();
    assert!(refused.return_value().is_some(), "{refused:?}");
}

#[test]
fn an_unknown_attribute_is_named_by_its_number() {
    const MINE: attr::Key<bool> = attr::Key::vendor(0x8000_0bad);
    let token = token!();
    let session = token.login();
    let key = super::keys::aes(&session);
    assert_eq!(session.get(key, MINE.optional()).unwrap(), None);
    let error = session.get(key, MINE).unwrap_err();
    assert_eq!(error.to_string(), "0x80000bad: the object has no such attribute");
    let entries = session.attributes(key, &[MINE.attribute_type(), AttributeType::CLASS]).unwrap();
    assert_eq!(entries[1].get(attr::CLASS), Some(ObjectClass::SECRET_KEY));
    let error = session.set(key, &[MINE.is(true)]).unwrap_err();
    assert!(error.to_string().contains("0x80000bad"), "{error}");
}

#[test]
fn every_mechanism_that_the_token_lists_has_its_info() {
    let token = token!();
    let mechanisms = token.slot.mechanisms().unwrap();
    assert!(mechanisms.contains(&MechanismType::ECDSA) && mechanisms.contains(&MechanismType::SHA256_RSA_PKCS));
    let refused: Vec<_> = mechanisms
        .into_iter()
        .filter_map(|mechanism| Some((mechanism, token.slot.mechanism_info(mechanism).err()?)))
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
    let info = token.slot.mechanism_info(MechanismType::SHA256_RSA_PKCS).unwrap();
    assert!(info.flags.contains(MechanismFlags::SIGN | MechanismFlags::VERIFY));
    assert!(info.min_key_size <= 1024 && info.max_key_size >= 4096);
    let error = token.slot.mechanism_info(MechanismType::new(0x8000_1234)).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::MECHANISM_INVALID));
    assert!(error.to_string().contains("0x80001234"), "{error}");
    assert_eq!(Mechanism::bare(MechanismType::new(0x8000_1234)).mechanism_type().raw(), 0x8000_1234);
}

#[test]
#[allow(unsafe_code)]
fn what_a_module_says_in_numbers_that_nobody_knows_is_handed_on() {
    const UNKNOWN: pkcs11_safe::Ulong = 0x8000_1234;
    let claim = support::module::claim();
    claim.configure(|config| {
        let info = pkcs11_sys::CK_MECHANISM_INFO { ulMinKeySize: 1, ulMaxKeySize: 2, flags: UNKNOWN };
        config.mechanisms = vec![(UNKNOWN, info)];
        config.token(support::module::SLOT).flags = UNKNOWN;
    });
    // SAFETY: the function is that of a module which is part of this program.
    let module = unsafe { Module::from_get_function_list(claim.get_function_list()) }.unwrap();
    let slot = module.initialize(InitializeArgs::default()).unwrap().find_token(&TokenFilter::new()).unwrap();
    assert_eq!(slot.mechanisms().unwrap(), [MechanismType::new(UNKNOWN)]);
    assert_eq!(slot.mechanism_info(MechanismType::new(UNKNOWN)).unwrap().flags.bits(), UNKNOWN);
    let flags = slot.token_info().unwrap().flags;
    assert!(flags.bits() & UNKNOWN == UNKNOWN && flags.contains(TokenFlags::TOKEN_INITIALIZED), "{flags:?}");

    let session = slot.open_session(SessionMode::ReadWrite).unwrap();
    let (class, key_type) = (ObjectClass::new(UNKNOWN), KeyType::new(UNKNOWN + 1));
    let template = [attr::CLASS.is(class), attr::KEY_TYPE.is(key_type), attr::LABEL.is("odd")];
    let odd = session.create_object(&template).unwrap();
    let (read_class, read_type) = session.get(odd, (attr::CLASS, attr::KEY_TYPE)).unwrap();
    assert_eq!((read_class, read_type), (class, key_type));
    assert_eq!(format!("{read_class} {read_type:?}"), "0x80001234 0x80001235");
    assert_eq!(session.find::<Object>(&[attr::CLASS.is(class)]).unwrap(), [odd]);
}
