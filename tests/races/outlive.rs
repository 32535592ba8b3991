//! Memory that must outlive calls, and what becomes of it in the end. For parameters see `field::parameters`.

use crate::world::{LOCKINGS, World, must_work};
use core::ptr::null_mut;
use core::sync::atomic::{AtomicUsize, Ordering};
use pkcs11_safe::{Notification, SessionMode};
use pkcs11_sys::{CKN_SURRENDER, CKR_FUNCTION_FAILED, CKR_OK};
use std::sync::Arc;
use support::module::{Fault, SLOT};

/// How often a callback was called, and whether it is still there.
#[derive(Clone, Default)]
struct Watch(Arc<AtomicUsize>);

impl Watch {
    fn callback(&self) -> impl Fn(Notification) + Send + Sync + 'static {
        let count = Arc::clone(&self.0);
        move |_| {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn called(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    fn is_freed(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

#[test]
fn a_callback_of_an_attached_context_bears_calls_when_the_context_is_gone() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let functions = world.module.functions();
        // SAFETY: the argument is NULL.
        #[allow(unsafe_code, reason = "somebody else initialises the module")]
        let rv = unsafe { (functions.C_Initialize)(null_mut()) };
        assert_eq!(rv, CKR_OK);
        // SAFETY: the module is initialised, and stays so until everything of the context is gone.
        #[allow(unsafe_code, reason = "somebody else initialises the module")]
        let context = unsafe { world.module.attach() }.unwrap();
        let watch = Watch::default();
        let session = context.slot(SLOT).open_session_with(SessionMode::ReadOnly, watch.callback()).unwrap();
        let notifier = world.claim.notifier(session.handle()).unwrap();
        notifier.call(CKN_SURRENDER);
        assert_eq!(watch.called(), 1);
        // It is not closed, so that the module has every right to call.
        world.claim.fault_once("C_CloseSession", Fault::ReturnCode(CKR_FUNCTION_FAILED));
        drop((session, context));
        assert!(world.claim.is_initialised(), "it is not ours to finalise");
        let is_freed = watch.is_freed();
        notifier.call_from_thread(CKN_SURRENDER).join().unwrap();
        assert!(!is_freed || watch.called() == 1, "a closure is called that was freed");
        // SAFETY: the argument is NULL, and no call is under way.
        #[allow(unsafe_code, reason = "somebody else finalises the module")]
        let rv = unsafe { (functions.C_Finalize)(null_mut()) };
        assert_eq!(rv, CKR_OK);
    }
}

#[test]
fn callbacks_are_freed_when_the_module_is_finalised() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let watches = [Watch::default(), Watch::default()];
        for watch in &watches {
            let session = context.slot(SLOT).open_session_with(SessionMode::ReadOnly, watch.callback()).unwrap();
            world.claim.notify(session.handle(), 0).unwrap();
            must_work(&session);
            drop(session);
        }
        context.finalize().unwrap();
        assert!(watches.iter().all(|watch| watch.called() == 1 && watch.is_freed()));
        world.must_be_over();
    }
}

#[test]
fn a_callback_bears_calls_after_a_session_that_could_not_be_closed_and_a_finalisation_that_failed() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let watch = Watch::default();
        let session = context.slot(SLOT).open_session_with(SessionMode::ReadOnly, watch.callback()).unwrap();
        let notifier = world.claim.notifier(session.handle()).unwrap();
        world.claim.fault("C_CloseSession", Fault::ReturnCode(CKR_FUNCTION_FAILED));
        world.claim.fault_once("C_Finalize", Fault::ReturnCode(CKR_FUNCTION_FAILED));
        drop(session);
        notifier.call(0);
        context.finalize().unwrap_err();
        let (is_freed, called) = (watch.is_freed(), watch.called());
        notifier.call(0);
        assert!(!is_freed || watch.called() == called, "a closure is called that was freed");
        // SAFETY: the argument is NULL, and no call is under way.
        #[allow(unsafe_code, reason = "the library has given the module up")]
        let rv = unsafe { (world.module.functions().C_Finalize)(null_mut()) };
        assert_eq!(rv, CKR_OK);
    }
}

#[test]
fn a_callback_of_an_opening_that_failed_is_freed_or_kept_and_never_reached_when_freed() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let watch = Watch::default();
        world.claim.fault_once("C_OpenSession", Fault::ErrorAfterActing(CKR_FUNCTION_FAILED));
        let opened = context.slot(SLOT).open_session_with(SessionMode::ReadOnly, watch.callback());
        opened.unwrap_err();
        // The module has a session all the same, and calls back.
        let sessions = world.claim.sessions();
        assert_eq!(sessions.len(), 1);
        let is_freed = watch.is_freed();
        world.claim.notify(sessions[0], 0).unwrap();
        assert!(!is_freed || watch.called() == 0, "a closure is called that was freed");
        context.finalize().unwrap();
        assert!(watch.is_freed());
        world.must_be_over();
    }
}
