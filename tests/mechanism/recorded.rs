//! What SoftHSM2 lacks: the bytes that a module gets, against bytes laid out by hand from the structs and numbers of the
//! standard.

mod asymmetric;
mod symmetric;

use pkcs11_safe::attribute::{self as attr, Attribute};
use pkcs11_safe::mechanism::VendorMechanism;
use pkcs11_safe::{
    InitializeArgs, KeyType, Module, ObjectClass, Pin, SecretKey, SecretKeySpec, Session, SessionMode, TokenFilter,
    Usage, UserType,
};
use pkcs11_sys::{CK_MECHANISM_TYPE, CK_ULONG, CKR_OK};
use support::module::{Claim, LABEL, USER_PIN};

/// A session of a user with the module in this process.
pub(crate) fn session(claim: &Claim) -> Session {
    // SAFETY: the function is that of the module that is part of this test.
    let module = unsafe { Module::from_get_function_list(claim.get_function_list()) }.expect("has a list");
    let context = module.initialize(InitializeArgs::default()).expect("initialises");
    let token = context.find_token(&TokenFilter::new().label(LABEL)).expect("has a token");
    let session = token.open_session(SessionMode::ReadWrite).expect("opens");
    session.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
    session
}

/// A part of a struct.
enum Part<'a> {
    /// A CK_ULONG.
    Number(CK_ULONG),
    /// A pointer to these bytes.
    To(&'a [u8]),
    /// A NULL.
    Null,
}

/// A struct of numbers and pointers: wherever it is not packed, they are of one size.
fn laid_out(parts: &[Part<'_>]) -> Vec<u8> {
    parts
        .iter()
        .flat_map(|part| match part {
            Part::Number(number) => number.to_ne_bytes().to_vec(),
            Part::To(bytes) => bytes.as_ptr().addr().to_ne_bytes().to_vec(),
            Part::Null => 0_usize.to_ne_bytes().to_vec(),
        })
        .collect()
}

/// Runs an operation, and gives the call in which a mechanism reached the module, and that mechanism.
fn offered<T>(claim: &Claim, operation: impl FnOnce() -> T) -> (support::module::Record, support::module::Mechanism) {
    claim.record();
    operation();
    let call = claim.calls().into_iter().find(|call| call.mechanism.is_some());
    let call = call.expect("a mechanism reached the module");
    let mechanism = call.mechanism.clone().expect("was found for it");
    (call, mechanism)
}

/// The same, where the module takes the mechanism.
fn received<T>(claim: &Claim, operation: impl FnOnce() -> T) -> support::module::Mechanism {
    let (call, mechanism) = offered(claim, operation);
    assert_eq!(call.rv, Some(CKR_OK), "{} took {mechanism:?}", call.function);
    mechanism
}

#[track_caller]
fn assert_received(mechanism: &support::module::Mechanism, number: CK_MECHANISM_TYPE, parameter: &[u8]) {
    assert_eq!((mechanism.type_, &mechanism.parameter.bytes[..]), (number, parameter), "{mechanism:?}");
    assert_eq!(mechanism.parameter.null, parameter.is_empty());
}

/// The buffer that a field of the parameter points to.
#[track_caller]
fn assert_points_to(mechanism: &support::module::Mechanism, field: &str, bytes: &[u8]) {
    assert_eq!(mechanism.parameter.buffer(field), Some(bytes), "{field} of {mechanism:?}");
}

fn secret() -> [Attribute<'static>; 3] {
    [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::GENERIC_SECRET), attr::VALUE_LEN.is(32)]
}

fn aes(session: &Session) -> SecretKey {
    let all =
        Usage::ENCRYPT | Usage::DECRYPT | Usage::SIGN | Usage::VERIFY | Usage::WRAP | Usage::UNWRAP | Usage::DERIVE;
    let extractable = [attr::EXTRACTABLE.is(true), attr::SENSITIVE.is(false)];
    SecretKeySpec::aes(256).may(all).with(&extractable).generate(session).expect("generates")
}

#[test]
fn a_vendors_parameter_goes_as_it_is() {
    let claim = support::module::claim();
    let session = session(&claim);
    let bytes = crate::noise(700);
    // SAFETY: the module in this process reads no pointers out of a mechanism that it does not know.
    let vendor = unsafe { VendorMechanism::new(0x8000_1234, &bytes) };
    let got = received(&claim, || session.digest(vendor, b"data"));
    assert_received(&got, 0x8000_1234, &bytes);
}
