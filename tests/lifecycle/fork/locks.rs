//! A fork while other threads are at work: what they hold is held for ever in the child, where they do not exist. On the
//! in-process module, which can be stopped in the middle of a call without holding a lock of its own.

use super::{apart, in_child};
use crate::assert_usable;
use core::cell::Cell;
use core::sync::atomic::{AtomicBool, Ordering};
use pkcs11_safe::{Context, InitializeArgs, Locking, Module, SessionMode};
use std::thread;
use support::module::{Claim, Fault, Function, Gate, SLOT, claim};

fn load(claim: &Claim) -> Module {
    // SAFETY: the functions are those of a module which is part of this program.
    unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) }.unwrap()
}

/// Uses a module from the beginning to the end.
fn use_all(module: &Module) {
    let observer = module.observe(|_| ());
    let own = module.initialize(InitializeArgs::default()).unwrap();
    let slot = own.slot(SLOT);
    assert_usable(&slot.open_session_with(SessionMode::ReadWrite, |_| ()).unwrap());
    drop(slot);
    own.finalize().unwrap();
    module.unobserve(observer);
}

/// Does something at the end of a scope, also of one that panics: the threads that it waits for must end.
struct AtLast<F: Fn()>(F);

impl<F: Fn()> Drop for AtLast<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Runs something in a thread that stops in its next call of a function, forks, and lets it go on.
fn stopped_in<T: Send>(claim: &Claim, function: Function, run: impl FnOnce() -> T + Send, child: impl FnOnce()) -> T {
    let gate = Gate::new();
    claim.fault_once(function, Fault::Blocks(gate.clone()));
    thread::scope(|scope| {
        let thread = scope.spawn(run);
        assert!(gate.wait_for(1), "the thread calls {function}");
        let open = AtLast(|| gate.open());
        in_child(child);
        drop(open);
        thread.join().unwrap()
    })
}

#[test]
fn a_child_initialises_while_a_thread_of_the_parent_is_in_c_initialize() {
    apart(a_child_initialises_while_a_thread_of_the_parent_is_in_c_initialize, || {
        let claim = claim();
        let module = load(&claim);
        let initialize = || module.initialize(InitializeArgs::default()).unwrap();
        let context = stopped_in(&claim, Function::Initialize, initialize, || use_all(&module));
        context.info().unwrap();
    });
}

#[test]
fn a_child_initialises_while_a_thread_of_the_parent_is_in_c_finalize() {
    apart(a_child_initialises_while_a_thread_of_the_parent_is_in_c_finalize, || {
        let claim = claim();
        claim.configure(|config| config.initialises_twice = true);
        let module = load(&claim);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        stopped_in(&claim, Function::Finalize, || context.finalize().unwrap(), || use_all(&module));
        use_all(&module);
    });
}

#[test]
fn a_child_loads_while_a_thread_of_the_parent_is_loading() {
    apart(a_child_loads_while_a_thread_of_the_parent_is_loading, || {
        let (claim, other) = (claim(), claim());
        let loaded = load(&other);
        let module = stopped_in(
            &claim,
            Function::GetInterface,
            || load(&claim),
            || {
                use_all(&loaded);
                use_all(&load(&other));
                use_all(&load(&claim));
            },
        );
        use_all(&module);
    });
}

#[test]
fn a_child_is_told_whose_it_is_while_a_thread_of_the_parent_is_in_a_serialised_call() {
    apart(a_child_is_told_whose_it_is_while_a_thread_of_the_parent_is_in_a_serialised_call, || {
        let claim = claim();
        claim.configure(|config| config.initialises_twice = true);
        let module = load(&claim);
        let args = InitializeArgs::new().locking(Locking::Serialized);
        let context = module.initialize(args.clone()).unwrap();
        let mine = context.slot(SLOT).open_session(SessionMode::ReadWrite).unwrap();
        let theirs = context.slot(SLOT).open_session(SessionMode::ReadWrite).unwrap();
        let inherited = Cell::new(Some((context.clone(), mine)));
        let random = move || theirs.random(8).unwrap();
        stopped_in(&claim, Function::GenerateRandom, random, || {
            let before = claim.total();
            let (context, session) = inherited.take().unwrap();
            assert!(session.random(8).unwrap_err().to_string().contains("belongs to the parent process"));
            assert!(context.slots().unwrap_err().to_string().contains("belongs to the parent process"));
            drop((context, session));
            assert_eq!(claim.total(), before);
            let own = module.initialize(args.clone()).unwrap();
            assert_usable(&own.slot(SLOT).open_session(SessionMode::ReadWrite).unwrap());
        });
        let (context, session) = inherited.take().unwrap();
        assert_usable(&session);
        drop(context);
    });
}

/// Keeps the locks of a context busy: its slots, its callbacks, the observers of its module, the list of modules.
fn busy(module: &Module, context: &Context, claim: &Claim, stop: &AtomicBool) {
    let mut id = 0;
    while !stop.load(Ordering::Relaxed) {
        for _ in 0..50 {
            id = (id + 1) % 3000;
            let _ = context.slot(1000 + id);
        }
        drop(context.slot(SLOT).open_session_with(SessionMode::ReadOnly, |_| ()));
        module.unobserve(module.observe(|_| ()));
        drop(load(claim));
    }
}

/// There is no telling which lock is held by whom at the moment of a fork; many forks meet them all.
#[test]
fn a_child_waits_for_no_lock_that_threads_of_the_parent_hold() {
    apart(a_child_waits_for_no_lock_that_threads_of_the_parent_hold, || {
        let (claim, other) = (claim(), claim());
        let (module, quiet) = (load(&claim), load(&other));
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let session = context.slot(SLOT).open_session(SessionMode::ReadWrite).unwrap();
        let inherited = Cell::new(Some((context.clone(), session)));
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| busy(&module, &context, &claim, &stop));
            }
            let _stop = AtLast(|| stop.store(true, Ordering::Relaxed));
            for _ in 0..150 {
                in_child(|| {
                    // The busy module may hold locks of its own: nothing here calls it.
                    let before = claim.total();
                    let (context, session) = inherited.take().unwrap();
                    context.slot(1000).open_session_with(SessionMode::ReadOnly, |_| ()).unwrap_err();
                    assert_eq!(context.slot(SLOT), session.slot());
                    session.random(8).unwrap_err();
                    module.unobserve(module.observe(|_| ()));
                    drop((context, session));
                    assert_eq!(claim.total(), before);
                    use_all(&quiet);
                    use_all(&load(&other));
                });
            }
        });
        assert_usable(&inherited.take().unwrap().1);
    });
}
