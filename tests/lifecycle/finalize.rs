//! Finalising by name, and beginning anew.

use super::{alone, assert_usable, load, token};
use pkcs11_safe::{
    Context, Data, Error, Function, InitializeArgs, ObjectClass, Pin, ReturnValue, SessionMode, TokenFilter, UserType,
    attribute as attr,
};
use support::counting::calls;
use support::token::USER_PIN;

#[test]
fn finalize_says_when_others_keep_the_module_initialised() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    let context = module.initialize(InitializeArgs::default()).unwrap();
    let slot = token(&context);
    let session = slot.open_session(SessionMode::ReadWrite).unwrap();
    let copy = context.clone();
    for context in [copy, context, slot.context()] {
        let (error, made) = calls(&module, || context.finalize().unwrap_err());
        assert!(matches!(error, Error::Usage { argument: "context", .. }), "{error:?}");
        assert!(error.to_string().contains("slots, sessions or copies"), "{error}");
        assert_eq!(made.total(), 0);
        assert_usable(&session);
    }
    drop(session);
    let ((), made) = calls(&module, || drop(slot));
    assert_eq!(made.functions(), [Function::Finalize]);
}

#[test]
fn the_last_context_finalises_and_the_module_can_be_initialised_again() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    for _ in 0..3 {
        let ((), made) = calls(&module, || {
            let context = module.initialize(InitializeArgs::default()).unwrap();
            context.info().unwrap();
            context.finalize().unwrap();
        });
        assert_eq!(made.functions(), [Function::Initialize, Function::GetInfo, Function::Finalize]);
    }
}

#[test]
fn what_was_stored_is_there_after_beginning_anew_and_old_handles_are_of_no_use() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    let begin = || module.initialize(InitializeArgs::default()).unwrap();
    let serial = token(&begin()).token_info().unwrap().serial_number;
    let open = |context: &Context| {
        let slot = context.find_token(&TokenFilter::new().serial_number(&*serial)).unwrap();
        let session = slot.open_session(SessionMode::ReadWrite).unwrap();
        session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
        session
    };
    let context = begin();
    let session = open(&context);
    let slot_id = session.slot().id();
    let template = [attr::CLASS.is(ObjectClass::DATA), attr::TOKEN.is(true), attr::LABEL.is("stored")];
    let old = session.create_object(&template).unwrap();
    drop(session);
    context.finalize().unwrap();

    let session = open(&begin());
    assert_eq!(session.slot().id(), slot_id, "it is not by the slot that the old handle is told");
    let stored: Data = session.find_one(&[attr::LABEL.is("stored")]).unwrap();
    let (error, made) = calls(&module, || session.get(old, attr::LABEL).unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "object", .. }), "{error:?}");
    assert!(error.to_string().contains("before the module was finalised"), "{error}");
    assert_eq!(made.total(), 0);
    assert_eq!(session.get(stored, attr::LABEL).unwrap(), "stored");
}

#[test]
fn a_module_that_was_finalised_behind_our_back_is_noticed_and_can_be_begun_anew() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    let context = module.initialize(InitializeArgs::default()).unwrap();
    let session = token(&context).open_session(SessionMode::ReadWrite).unwrap();
    // SAFETY: the argument is NULL, and no call is under way.
    let rv = unsafe { (module.functions().C_Finalize)(core::ptr::null_mut()) };
    assert_eq!(ReturnValue::new(rv), ReturnValue::OK);
    let error = session.random(8).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::CRYPTOKI_NOT_INITIALIZED));
    assert!(error.is_session_gone());
    let ((), made) = calls(&module, || drop(session));
    assert_eq!(made.total(), 0);
    let error = context.finalize().unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::CRYPTOKI_NOT_INITIALIZED));
    module.initialize(InitializeArgs::default()).unwrap().info().unwrap();
}

#[test]
#[allow(unsafe_code)]
fn an_initialisation_that_failed_leaves_nothing_behind() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    // SAFETY: SoftHSM2 refuses anything but NULL, and does not look at it.
    let odd = unsafe { InitializeArgs::new().reserved(c"configdir=''") };
    let (error, made) = calls(&module, || module.initialize(odd).unwrap_err());
    assert_eq!(error.function(), Some(Function::Initialize));
    assert_eq!(error.return_value(), Some(ReturnValue::ARGUMENTS_BAD));
    assert_eq!(made.functions(), [Function::Initialize]);
    let (context, made) = calls(&module, || module.initialize(InitializeArgs::default()).unwrap());
    assert_eq!(made.functions(), [Function::Initialize]);
    context.finalize().unwrap();
}

#[test]
#[allow(unsafe_code)]
fn a_library_is_unloaded_only_when_nothing_of_it_is_used() {
    let Some((_guard, path)) = alone() else { return };
    let (module, watcher) = (load(path), load(path));
    let context = module.initialize(InitializeArgs::default()).unwrap();
    // SAFETY: it is refused, since the context lives.
    let error = unsafe { module.unload() }.unwrap_err();
    assert!(matches!(error, Error::Usage { argument: "module", .. }), "{error:?}");
    context.info().unwrap();
    drop(context);
    // Loaded again, it is the same module, not initialised.
    let (context, made) = calls(&watcher, || load(path).initialize(InitializeArgs::default()).unwrap());
    assert_eq!(made.functions(), [Function::Initialize]);
    context.finalize().unwrap();
}
