//! Modules that somebody else in the process has initialised.
#![allow(unsafe_code)]

use super::{alone, assert_usable, load, token};
use core::ptr;
use pkcs11_safe::{Error, Function, InitializeArgs, ReturnValue, SessionMode};
use support::counting::calls;

#[test]
fn a_module_that_somebody_else_initialised_is_an_error_that_points_to_attach() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    // SAFETY: the argument is NULL, and no call is under way.
    let rv = unsafe { (module.functions().C_Initialize)(ptr::null_mut()) };
    assert_eq!(ReturnValue::new(rv), ReturnValue::OK);
    let error = module.initialize(InitializeArgs::default()).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::CRYPTOKI_ALREADY_INITIALIZED));
    assert!(error.to_string().contains("attach"), "{error}");

    // SAFETY: it was initialised just now, and is finalised below, when the context is gone.
    let (context, made) = calls(&module, || unsafe { module.attach() }.unwrap());
    assert_eq!(made.total(), 0);
    let session = token(&context).open_session(SessionMode::ReadWrite).unwrap();
    assert_usable(&session);
    drop(session);
    // Who did not initialise does not finalise, not even by name.
    let ((), made) = calls(&module, || context.finalize().unwrap());
    assert_eq!(made.total(), 0);
    // SAFETY: as above; the context is gone.
    let again = unsafe { module.attach() }.unwrap();
    let ((), made) = calls(&module, || drop(again));
    assert_eq!(made.total(), 0);
    // SAFETY: the argument is NULL, and no call is under way.
    let rv = unsafe { (module.functions().C_Finalize)(ptr::null_mut()) };
    assert_eq!(ReturnValue::new(rv), ReturnValue::OK);
    module.initialize(InitializeArgs::default()).unwrap().finalize().unwrap();
}

#[test]
fn a_module_that_this_crate_initialised_is_joined_and_not_attached_to() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    let context = module.initialize(InitializeArgs::default()).unwrap();
    // SAFETY: the module is initialised as long as `context` lives; it is refused in any case.
    let (error, made) = calls(&module, || unsafe { module.attach() }.unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "module", .. }), "{error:?}");
    assert!(error.to_string().contains("`initialize` joins"), "{error}");
    assert_eq!(made.total(), 0);
    let ((), made) = calls(&module, || drop(context));
    assert_eq!(made.functions(), [Function::Finalize]);
}
