//! Wrapping keys.

use super::{key, session};
use pkcs11_safe::{Error, Function, Mechanism};
use support::module::{Fault, claim};

#[test]
fn a_wrapped_key_is_as_long_as_what_was_written() {
    let claim = claim();
    let session = session(&claim);
    let key = key(&session);
    let wrapped = session.wrap_key(Mechanism::AES_KEY_WRAP_KWP, key, key).expect("it is wrapped");
    // Asked for the size, the module says more than it will write, as it may.
    claim.fault("C_WrapKey", Fault::ShrinkingLength(40));
    let again = session.wrap_key(Mechanism::AES_KEY_WRAP_KWP, key, key).expect("it is wrapped");
    assert_eq!(again, wrapped, "nothing stands behind what was written");
    claim.clear_faults();
    // It says that it wrote more than it did, which it may not.
    for fault in [Fault::ReportsRoom, Fault::WrittenLength(1000), Fault::CountAbove(1)] {
        claim.fault("C_WrapKey", fault.clone());
        let error = session.wrap_key(Mechanism::AES_KEY_WRAP_KWP, key, key).expect_err("it is not all there");
        assert!(matches!(error, Error::Module { function: Function::WrapKey, .. }), "{fault:?}: {error}");
        claim.clear_faults();
    }
}
