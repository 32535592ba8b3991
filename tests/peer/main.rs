//! What goes wrong in the `cryptoki` crate, one test each, and does not here. Parameters that would dangle do not compile:
//! that is in the documentation of `HkdfDerive` and `AesCbcEncryptData`.

mod attributes;
mod layout;
mod lists;
mod wrap;

use pkcs11_safe::{InitializeArgs, Module, Object, Pin, Session, SessionMode, Slot, UserType};
use pkcs11_safe::{KeyType, MechanismType, ObjectClass, attribute as attr, attribute::Date};
use support::module::{Claim, SLOT, USER_PIN};

/// The token of the module in this process.
fn token(claim: &Claim) -> Slot {
    // SAFETY: the functions are those of the module that is part of this test.
    #[allow(unsafe_code, reason = "the module is part of this program")]
    let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) };
    module.expect("has a list").initialize(InitializeArgs::default()).expect("initialises").slot(SLOT)
}

/// A session of its user.
fn session(claim: &Claim) -> Session {
    let session = token(claim).open_session(SessionMode::ReadWrite).expect("opens");
    session.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
    session
}

/// A secret key with a label, a date, and mechanisms that it is for.
fn key(session: &Session) -> Object {
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::AES),
        attr::LABEL.is("a label"),
        attr::ID.is(&[7]),
        attr::VALUE.is(&[9; 16]),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::WRAP.is(true),
        attr::START_DATE.is(Date::new(2027, 2, 28).expect("it is one")),
        attr::ALLOWED_MECHANISMS.is(&[MechanismType::AES_ECB, MechanismType::AES_KEY_WRAP_KWP]),
    ];
    session.create_object(&template).expect("an honest token makes it")
}
