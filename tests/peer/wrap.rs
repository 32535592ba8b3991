//! Wrapping keys.

use super::{key, session};
use pkcs11_safe::{Error, Function, KeyType, Mechanism, ObjectClass, attribute as attr};
use support::module::{Fault, claim};

#[test]
fn a_wrapped_key_is_as_long_as_what_was_written() {
    let claim = claim();
    let session = session(&claim);
    let key = key(&session);
    // More than the buffer has that is tried first.
    let large = session.create_object(&[
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::VALUE.is(&[0x5a; 5000]),
        attr::EXTRACTABLE.is(true),
    ]);
    let large = large.expect("an honest token makes it");
    let wrapped = session.wrap_key(Mechanism::AES_KEY_WRAP_KWP, key, large).expect("it is wrapped");
    // Asked for the size, the module says more than it will write, as it may. It is asked where it does not say the size
    // with CKR_BUFFER_TOO_SMALL.
    claim.fault("C_WrapKey", Fault::ShrinkingLength(40));
    claim.fault("C_WrapKey", Fault::TooSmallLength(None));
    claim.record();
    let again = session.wrap_key(Mechanism::AES_KEY_WRAP_KWP, key, large).expect("it is wrapped");
    assert_eq!(again, wrapped, "nothing stands behind what was written");
    let outputs: Vec<_> = claim.calls_of("C_WrapKey").into_iter().filter_map(|call| call.output).collect();
    let told = outputs.iter().find(|output| output.null).and_then(|output| output.length);
    assert_eq!(told.map(usize::try_from), Some(Ok(wrapped.len() + 40)), "it was asked, and says more: {outputs:?}");
    claim.clear_faults();
    // It says that it wrote more than it did, which it may not.
    for fault in [Fault::ReportsRoom, Fault::WrittenLength(1000), Fault::CountAbove(1)] {
        claim.fault("C_WrapKey", fault.clone());
        let error = session.wrap_key(Mechanism::AES_KEY_WRAP_KWP, key, key).expect_err("it is not all there");
        assert!(matches!(error, Error::Module { function: Function::WrapKey, .. }), "{fault:?}: {error}");
        claim.clear_faults();
    }
}
