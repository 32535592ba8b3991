//! A session that a thread shares with itself, as through an `Rc`: while one of its calls is reported, the observer makes
//! others. Each gets its own result or is refused, nothing goes on for ever, and nobody's operation is ended.

use crate::fixtures::{Observing, aes};
use crate::world::{ABC, LOCKINGS, World, must_work, session};
use core::cell::{Cell, RefCell};
use core::ops::{Deref, DerefMut};
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use pkcs11_safe::mechanism::AesGcmGeneratedIv;
use pkcs11_safe::{Digester, Error, Function, Holder, Locking, Mechanism, Object, ObservedCall, Session, Signer};
use pkcs11_sys::{CKR_DEVICE_ERROR, CKR_FUNCTION_FAILED, CKR_OPERATION_ACTIVE};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use support::module::Fault;

/// A session that several have.
#[derive(Clone)]
struct Shared(Rc<Session>);

impl Deref for Shared {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.0
    }
}

impl DerefMut for Shared {
    fn deref_mut(&mut self) -> &mut Session {
        Rc::get_mut(&mut self.0).expect("nobody else has it")
    }
}

impl Holder for Shared {
    type With<T> = T;
    type Failed = Error;

    fn with<T>(self, value: T) -> T {
        value
    }

    fn failed(self, error: Error) -> Error {
        error
    }
}

thread_local! {
    static MINE: RefCell<Option<Shared>> = const { RefCell::new(None) };
}

/// Lends the session to the observers of this thread.
fn shared(session: Session) -> Shared {
    let shared = Shared(Rc::new(session));
    MINE.set(Some(shared.clone()));
    shared
}

/// Runs something when a function is reported for the first time.
fn at(function: Function, run: impl Fn(Shared) + Send + Sync + 'static) -> impl Fn(&ObservedCall) + Send + Sync {
    let is_first = AtomicBool::new(true);
    move |call| {
        if call.function() == function && is_first.swap(false, Ordering::Relaxed) {
            run(MINE.with_borrow(Clone::clone).expect("the thread has a session"));
        }
    }
}

fn must_be_busy<T>(result: Result<T, Error>) {
    let error = result.err().expect("an operation of that kind is under way");
    assert!(matches!(error, Error::Usage { .. }), "{error:?}");
}

#[test]
fn a_digest_within_a_digest_is_refused() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let mut session = session(&context);
        // One that was given up, so that the next may have to end it.
        drop(session.digester(Mechanism::SHA256).unwrap());
        let shared = shared(session);
        let observing = Observing::new(
            &world,
            at(Function::DigestInit, |session| {
                must_be_busy(Digester::begin(session.clone(), Mechanism::SHA512));
                must_be_busy(session.digest(Mechanism::SHA512, b"of the observer"));
            }),
        );
        assert_eq!(shared.digest(Mechanism::SHA256, b"abc").unwrap()[..4], ABC);
        drop(observing);
        must_work(&shared);
        drop(Digester::begin(shared.clone(), Mechanism::SHA512).unwrap());
        let observing = Observing::new(
            &world,
            at(Function::DigestInit, |session| {
                must_be_busy(Digester::begin(session.clone(), Mechanism::SHA512));
                must_be_busy(session.digest(Mechanism::SHA512, b"of the observer"));
            }),
        );
        let digester = Digester::begin(shared.clone(), Mechanism::SHA256).unwrap();
        assert_eq!(digester.digest(b"abc").unwrap()[..4], ABC);
        drop(observing);
        MINE.take();
        drop((shared, context));
        world.must_be_over();
    }
}

#[test]
fn a_signature_is_by_the_key_that_was_asked_for() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let mut session = session(&context);
    let (key, other) = (aes(&session), aes(&session));
    let expected = session.sign(Mechanism::AES_CMAC, key, b"abc").unwrap();
    drop(session.signer(Mechanism::AES_CMAC, key).unwrap());
    let shared = shared(session);
    let observing = Observing::new(
        &world,
        at(Function::SignInit, move |session| must_be_busy(Signer::begin(session, Mechanism::AES_CMAC, other))),
    );
    assert_eq!(shared.sign(Mechanism::AES_CMAC, key, b"abc").unwrap(), expected);
    drop(observing);
    // The same of one that is streamed.
    drop(Signer::begin(shared.clone(), Mechanism::AES_CMAC, key).unwrap());
    let observing = Observing::new(
        &world,
        at(Function::SignInit, move |session| must_be_busy(Signer::begin(session, Mechanism::AES_CMAC, other))),
    );
    let signer = Signer::begin(shared.clone(), Mechanism::AES_CMAC, key).unwrap();
    drop(observing);
    assert_eq!(signer.sign(b"abc").unwrap(), expected);
    MINE.take();
    drop((shared, context));
    world.must_be_over();
}

#[test]
fn a_search_within_a_search_is_refused() {
    for is_left_over in [false, true] {
        let world = World::new(Locking::Os);
        let context = world.context();
        let session = session(&context);
        aes(&session);
        if is_left_over {
            world.claim.fault_once("C_FindObjectsFinal", Fault::ReturnCode(CKR_DEVICE_ERROR));
            let _ = session.find::<Object>(&[]);
        }
        let shared = shared(session);
        let observing =
            Observing::new(&world, at(Function::FindObjectsInit, |session| must_be_busy(session.find::<Object>(&[]))));
        assert_eq!(shared.find::<Object>(&[]).unwrap().len(), 1);
        drop(observing);
        MINE.take();
        drop((shared, context));
        world.must_be_over();
    }
}

#[test]
fn what_is_left_over_is_not_tried_for_ever() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let session = session(&context);
    let key = aes(&session);
    world.claim.fault_once("C_Sign", Fault::ReturnCode(CKR_DEVICE_ERROR));
    session.sign(Mechanism::AES_CMAC, key, b"x").unwrap_err();
    let shared = shared(session);
    let count = AtomicUsize::new(0);
    // Leaves something over each time, so that it is not known what was tried.
    let observing = Observing::new(&world, move |call| {
        if call.function() == Function::SignInit && count.fetch_add(1, Ordering::Relaxed) < 100 {
            let session = MINE.with_borrow(Clone::clone).expect("the thread has a session");
            session.digest(Mechanism::SHA256, b"x").expect_err("the token has a fault");
        }
    });
    world.claim.fault("C_Digest", Fault::ReturnCode(CKR_DEVICE_ERROR));
    world.claim.fault("C_SignInit", Fault::ReturnCode(CKR_OPERATION_ACTIVE));
    world.claim.clear();
    shared.sign(Mechanism::AES_CMAC, key, b"x").unwrap_err();
    assert_eq!(world.claim.count("C_SignInit"), 4);
    drop(observing);
    world.claim.clear_faults();
    MINE.take();
    drop((shared, context));
    world.must_be_over_since_cleared();
}

#[test]
fn a_stateful_key_spends_one_signature() {
    for (is_left_over, is_streamed) in [(false, false), (false, true), (true, false), (true, true)] {
        let world = World::new(Locking::Os);
        world.claim.configure(|config| {
            config.follow_2_40();
            config.dual = false;
        });
        let context = world.context();
        let mut session = session(&context);
        let key = aes(&session);
        if is_left_over {
            drop(session.signer(Mechanism::AES_CMAC, key).unwrap());
        }
        let shared = shared(session);
        let observing = Observing::new(
            &world,
            at(Function::SignInit, |session| {
                // The module has one operation at a time.
                session.digest(Mechanism::SHA256, b"log").expect_err("a signature is under way");
            }),
        );
        world.claim.clear();
        if is_streamed {
            Signer::begin(shared.clone(), Mechanism::HSS, key).unwrap().sign(b"abc").unwrap();
        } else {
            shared.sign(Mechanism::HSS, key, b"abc").unwrap();
        }
        assert_eq!(world.claim.count("C_Sign"), 1);
        assert_eq!(world.claim.count("C_SignFinal"), 0);
        drop(observing);
        MINE.take();
        drop((shared, context));
        world.must_be_over_since_cleared();
    }
}

/// A one-shot with a parameter that the module writes to cannot be ended: the session would be closed for it.
#[test]
fn an_operation_that_cannot_be_ended_ends_no_stream() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let mut session = session(&context);
    let key = aes(&session);
    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(b"a").unwrap();
    // The memory of the parameter is left to the module, which keeps it.
    world.claim.fault("C_EncryptInit", Fault::KeepsParameter);
    world.claim.fault("C_SessionCancel", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    for function in ["C_Encrypt", "C_EncryptUpdate", "C_EncryptFinal"] {
        world.claim.fault(function, Fault::ReturnCode(CKR_DEVICE_ERROR));
    }
    digester.encrypt(&mut AesGcmGeneratedIv::new(&mut [0; 12]), key, b"x").unwrap_err();
    world.claim.clear_faults();
    digester.update(b"bc").unwrap();
    assert_eq!(digester.finish().unwrap()[..4], ABC);
    drop((session, context));
    world.must_be_over();
}

/// A holder that lends one session, and another from a certain time on.
struct Two {
    sessions: [Session; 2],
    lent: Rc<Cell<usize>>,
    from: usize,
}

impl Deref for Two {
    type Target = Session;

    fn deref(&self) -> &Session {
        let lent = self.lent.replace(self.lent.get() + 1);
        &self.sessions[usize::from(lent >= self.from)]
    }
}

impl DerefMut for Two {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.sessions[0]
    }
}

impl Holder for Two {
    type With<T> = (T, Self);
    type Failed = (Error, Self);

    fn with<T>(self, value: T) -> (T, Self) {
        (value, self)
    }

    fn failed(self, error: Error) -> (Error, Self) {
        (error, self)
    }
}

#[test]
fn an_operation_goes_on_in_the_session_that_it_was_begun_in_or_not_at_all() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let mut failed = Vec::new();
    for from in 0..8 {
        let sessions = [session(&context), session(&context)];
        let key = aes(&sessions[0]);
        let expected = sessions[0].sign(Mechanism::AES_CMAC, key, b"abc").unwrap();
        let two = Two { sessions, lent: Rc::default(), from };
        let mut signer = Signer::begin(two, Mechanism::AES_CMAC, key).unwrap_or_else(|(error, _)| panic!("{error}"));
        let updated = signer.update(b"abc");
        let finished = match updated {
            Ok(()) => signer.finish(),
            Err(error) => signer.finish().map_err(|(_, two)| (error, two)),
        };
        match finished {
            Ok((signature, _)) => assert_eq!(signature, expected),
            Err((error, two)) => {
                assert!(matches!(error, Error::Usage { argument: "operation", .. }), "{error:?}");
                failed.push(from);
                // The other session has no operation that is not its own.
                assert_eq!(two.sessions[1].sign(Mechanism::AES_CMAC, key, b"abc").unwrap(), expected);
            }
        }
    }
    assert!(!failed.is_empty() && failed.len() < 8, "{failed:?}");
    drop(context);
    world.must_be_over();
}

/// What an observer sees of the calls that end an operation whose data comes from code that panics.
#[test]
fn an_operation_is_given_up_when_its_reader_or_writer_panics() {
    use std::io::{Read, Result, Write};

    struct Panics;

    impl Read for Panics {
        fn read(&mut self, _: &mut [u8]) -> Result<usize> {
            std::panic::resume_unwind(Box::new(()))
        }
    }

    impl Write for Panics {
        fn write(&mut self, _: &[u8]) -> Result<usize> {
            std::panic::resume_unwind(Box::new(()))
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }

    let world = World::new(Locking::Os);
    let context = world.context();
    let mut session = session(&context);
    let key = aes(&session);
    let calls = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&calls);
    let observing = Observing::new(&world, move |call| told.lock().expect("nobody panics").push(call.function()));
    let unwound = |run: &mut dyn FnMut()| {
        assert!(std::panic::catch_unwind(core::panic::AssertUnwindSafe(run)).is_err());
    };

    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(b"a").unwrap();
    unwound(&mut || drop(digester.update_from(Panics)));
    assert_eq!(calls.lock().unwrap().last(), Some(&Function::SessionCancel));
    assert!(matches!(digester.finish(), Err(Error::Usage { argument: "operation", .. })));

    let mut encryptor = session.encryptor(Mechanism::AES_ECB, key).unwrap();
    unwound(&mut || drop(encryptor.update_from(&[7; 32][..], Panics)));
    assert_eq!(calls.lock().unwrap().last(), Some(&Function::SessionCancel));
    assert!(matches!(encryptor.finish(), Err(Error::Usage { argument: "operation", .. })));

    drop(observing);
    must_work(&session);
    drop((session, context));
    world.must_be_over();
}
