//! One library, one context, whoever loads it; and who keeps it alive.

use super::{alone, assert_usable, load, token};
use pkcs11_safe::{Context, Error, Function, InitializeArgs, Locking, Pin, SessionMode, UserType};
use std::thread;
use support::counting::calls;
use support::token::USER_PIN;

#[test]
fn two_loads_of_one_library_share_a_context_and_the_last_one_finalises() {
    let Some((_guard, path)) = alone() else { return };
    let (first, second) = (load(path), load(path));
    let (one, made) = calls(&first, || first.initialize(InitializeArgs::default()).unwrap());
    assert_eq!(made.functions(), [Function::Initialize]);
    let (other, made) = calls(&first, || second.initialize(InitializeArgs::default()).unwrap());
    assert_eq!(made.total(), 0);
    let slot = token(&one);
    assert!(other.tokens().unwrap().contains(&slot), "they speak of the same slots");
    let ((), made) = calls(&second, || {
        drop(slot);
        drop(one);
    });
    assert_eq!(made.total(), 0);
    other.info().unwrap();
    let ((), made) = calls(&second, || drop(other));
    assert_eq!(made.functions(), [Function::Finalize]);
}

#[test]
#[cfg(unix)]
fn a_library_by_another_name_is_the_same_library() {
    let Some((_guard, path)) = alone() else { return };
    let link = support::softhsm::folder().unwrap().join("by-another-name.so");
    std::os::unix::fs::symlink(path, &link).unwrap();
    let (first, second) = (load(path), load(&link));
    let one = first.initialize(InitializeArgs::default()).unwrap();
    let (other, made) = calls(&first, || second.initialize(InitializeArgs::default()).unwrap());
    assert_eq!(made.total(), 0);
    assert_eq!(one.slots().unwrap(), other.slots().unwrap());
}

#[test]
fn a_clone_is_the_same_context() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    let context = module.initialize(InitializeArgs::default()).unwrap();
    let clone: Context = context.clone();
    let ((), made) = calls(&module, || drop(context));
    assert_eq!(made.total(), 0);
    clone.info().unwrap();
    let ((), made) = calls(&module, || drop(clone));
    assert_eq!(made.functions(), [Function::Finalize]);
}

#[test]
fn a_session_outlives_every_other_handle_to_its_context() {
    let Some((_guard, path)) = alone() else { return };
    let watcher = load(path);
    let session = {
        let module = load(path);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let session = token(&context).open_session(SessionMode::ReadWrite).unwrap();
        session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
        session
    };
    assert_usable(&session);
    assert_eq!(session.slot().token_info().unwrap().label, "lifecycle");
    let ((), made) = calls(&watcher, || thread::scope(|_| drop(session)));
    assert_eq!(made.functions(), [Function::CloseSession, Function::Finalize]);
}

#[test]
fn a_slot_keeps_its_context_alive_too() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    let context = module.initialize(InitializeArgs::default()).unwrap();
    let slot = token(&context);
    drop(context);
    assert_usable(&slot.open_session(SessionMode::ReadOnly).unwrap());
    let again = slot.context();
    let ((), made) = calls(&module, || drop(slot));
    assert_eq!(made.total(), 0);
    let ((), made) = calls(&module, || drop(again));
    assert_eq!(made.functions(), [Function::Finalize]);
}

#[test]
fn initializing_with_other_arguments_is_a_usage_error_before_any_call() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    let context = module.initialize(InitializeArgs::default()).unwrap();
    for other in [InitializeArgs::new().locking(Locking::Serialized), InitializeArgs::new().without_threads()] {
        let (error, made) = calls(&module, || module.initialize(other.clone()).unwrap_err());
        assert!(matches!(error, Error::Usage { argument: "args", .. }), "{error:?}");
        assert!(error.to_string().contains("with the same, or drop what uses it first"), "{error}");
        assert_eq!(made.total(), 0);
    }
    context.info().unwrap();
    drop(context);
    // Once nobody uses it, anybody may say how.
    module.initialize(InitializeArgs::new().locking(Locking::Serialized)).unwrap().info().unwrap();
}

#[test]
fn threads_that_come_and_go_initialise_and_finalise_in_turn() {
    let Some((_guard, path)) = alone() else { return };
    let module = load(path);
    let visit = || {
        let (mut initialised, mut finalised) = (0, 0);
        for _ in 0..50 {
            let ((), made) = calls(&module, || {
                let context = module.initialize(InitializeArgs::default()).unwrap();
                context.info().unwrap();
                assert!(!context.slots().unwrap().is_empty());
            });
            initialised += made.ok(Function::Initialize);
            finalised += made.ok(Function::Finalize);
            assert_eq!(made.of(Function::Initialize), made.ok(Function::Initialize));
            assert_eq!(made.of(Function::Finalize), made.ok(Function::Finalize));
        }
        (initialised, finalised)
    };
    let counts: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(visit)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let initialised: usize = counts.iter().map(|count| count.0).sum();
    let finalised: usize = counts.iter().map(|count| count.1).sum();
    assert_eq!(initialised, finalised);
    assert!(initialised >= 1);
}
