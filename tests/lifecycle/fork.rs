//! Processes that fork: what the child inherits is not its own.
//!
//! Each test runs in a process of its own: a fork while another thread is at work may copy a lock of the C libraries that
//! nobody will ever give back, such as OpenSSL's when a thread ends.
#![allow(unsafe_code)]

mod everything;
mod locks;
mod methods;

use super::{alone, assert_usable, load, token};
use core::any::type_name;
use core::cell::Cell;
use core::ffi::{c_int, c_uint};
use core::fmt::Debug;
use pkcs11_safe::{Error, Function, InitializeArgs, Mechanism, Result, SessionMode};
use std::env;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::Command;
use support::counting::{Watch, calls};

// SAFETY: POSIX's own functions, part of the C library that std links.
unsafe extern "C" {
    fn fork() -> c_int;
    fn waitpid(pid: c_int, status: *mut c_int, options: c_int) -> c_int;
    fn alarm(seconds: c_uint) -> c_uint;
    fn _exit(status: c_int) -> !;
}

/// Runs a test in a process in which nothing else runs: this program, for that test alone.
#[track_caller]
fn apart<T: Fn()>(_test: T, body: impl FnOnce()) {
    const APART: &str = "P11_TEST_APART";
    if env::var_os(APART).is_some() {
        return body();
    }
    let name = type_name::<T>().split_once("::").expect("a function has a path").1;
    let program = env::current_exe().expect("the program has a path");
    let run = Command::new(program).args(["--exact", name, "--nocapture", "--test-threads=1"]).env(APART, "1").output();
    let run = run.expect("the program runs");
    let (text, complaints) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && text.contains("1 passed"), "{text}\n{complaints}");
    for line in complaints.lines().filter(|line| line.starts_with("skipped:")) {
        _ = writeln!(io::stderr(), "{line}");
    }
}

/// Runs something in a child process. It ends without unwinding into the test, and without the handlers for exit.
#[track_caller]
fn in_child(run: impl FnOnce()) {
    // SAFETY: either no other thread is at work (`apart`), or those that are hold no lock that the child needs, which is
    // what the test is about; the child ends in `_exit`.
    let child = unsafe { fork() };
    if child == 0 {
        // SAFETY: no handler is set: the signal ends a child that is stuck.
        unsafe { alarm(60) };
        set_hook(Box::new(|info| drop(writeln!(io::stderr(), "in the child: {info}"))));
        let outcome = catch_unwind(AssertUnwindSafe(run));
        // SAFETY: this ends the process.
        unsafe { _exit(if outcome.is_ok() { 0 } else { 1 }) };
    }
    assert!(child > 0, "fork failed");
    let mut status = -1;
    // SAFETY: `status` is exclusively borrowed for the call; the child is ours.
    assert_eq!(unsafe { waitpid(child, &raw mut status, 0) }, child);
    assert_eq!(status, 0, "the child failed; its complaint is above");
}

/// Asserts that something is refused because it is the parent's, before any call.
#[track_caller]
fn assert_parents<T: Debug>(watch: &Watch, run: impl FnOnce() -> Result<T>) {
    let before = watch.calls();
    let error = run().unwrap_err();
    assert!(matches!(error, Error::Usage { argument: "context", .. }), "{error:?}");
    assert!(error.to_string().contains("belongs to the parent process"), "{error}");
    assert_eq!(watch.calls(), before);
}

#[test]
fn a_child_gets_a_usage_error_for_what_it_inherits_and_drops_it_without_a_call() {
    apart(a_child_gets_a_usage_error_for_what_it_inherits_and_drops_it_without_a_call, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let slot = token(&context);
        let session = slot.open_session(SessionMode::ReadWrite).unwrap();
        let mut busy = slot.open_session(SessionMode::ReadWrite).unwrap();
        let mut searching = slot.open_session(SessionMode::ReadWrite).unwrap();
        let mut digester = busy.digester(Mechanism::SHA256).unwrap();
        digester.update(b"ab").unwrap();
        let search = searching.search(&[]).unwrap();
        let watch = Watch::new(&module);

        // Both processes drop what they have, each its own copy.
        let inherited = Cell::new(Some((digester, search)));
        in_child(|| {
            assert_parents(&watch, || context.info());
            assert_parents(&watch, || context.slots());
            assert_parents(&watch, || slot.token_info());
            assert_parents(&watch, || slot.open_session(SessionMode::ReadOnly));
            assert_parents(&watch, || session.random(8));
            let (mut digester, mut search) = inherited.take().unwrap();
            assert_parents(&watch, || digester.update(b"c"));
            assert_parents(&watch, || search.next().unwrap());
            drop((digester, search));
            assert_eq!(watch.calls().total(), 0);
        });
        // The parent has lost nothing.
        let (mut digester, search) = inherited.take().unwrap();
        digester.update(b"c").unwrap();
        assert_eq!(digester.finish().unwrap()[..4], [0xba, 0x78, 0x16, 0xbf]);
        drop(search);
        assert_usable(&session);
    });
}

#[test]
fn a_child_that_would_close_all_sessions_is_told_whose_they_are_and_so_is_who_uses_them_then() {
    apart(a_child_that_would_close_all_sessions_is_told_whose_they_are_and_so_is_who_uses_them_then, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let slot = token(&context);
        let session = slot.open_session(SessionMode::ReadWrite).unwrap();
        let watch = Watch::new(&module);
        in_child(|| {
            assert_parents(&watch, || slot.close_all_sessions());
            assert_parents(&watch, || session.random(8));
        });
        assert_usable(&session);
    });
}

#[test]
fn a_child_that_drops_everything_finalises_nothing() {
    apart(a_child_that_drops_everything_finalises_nothing, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let slot = token(&context);
        let session = slot.open_session(SessionMode::ReadWrite).unwrap();
        let mut busy = slot.open_session(SessionMode::ReadWrite).unwrap();
        let watch = Watch::new(&module);
        // An operation that nobody has touched since, and all that there is of the context.
        {
            let digester = Cell::new(Some(busy.digester(Mechanism::SHA256).unwrap()));
            let before = watch.calls();
            in_child(|| {
                drop(digester.take());
                assert_eq!(watch.calls(), before);
            });
        }
        let all = Cell::new(Some((session, busy, slot, context)));
        let before = watch.calls();
        in_child(|| {
            drop(all.take());
            assert_eq!(watch.calls(), before);
        });
        let (session, busy, slot, context) = all.take().unwrap();
        assert_usable(&session);
        drop((session, busy, slot));
        let ((), made) = calls(&module, || context.finalize().unwrap());
        assert_eq!(made.functions(), [Function::Finalize]);
    });
}

#[test]
fn closing_and_finalising_by_name_in_the_child_touch_nothing_of_the_parents() {
    apart(closing_and_finalising_by_name_in_the_child_touch_nothing_of_the_parents, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let session = token(&context).open_session(SessionMode::ReadWrite).unwrap();
        let all = Cell::new(Some((session, context)));
        let watch = Watch::new(&module);
        in_child(|| {
            let (session, context) = all.take().unwrap();
            assert_parents(&watch, || session.close());
            assert_parents(&watch, || context.finalize());
            assert_eq!(watch.calls().total(), 0);
        });
        assert_usable(&all.take().unwrap().0);
    });
}

#[test]
fn a_child_can_initialise_a_context_of_its_own() {
    apart(a_child_can_initialise_a_context_of_its_own, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let session = token(&context).open_session(SessionMode::ReadWrite).unwrap();
        let watch = Watch::new(&module);
        in_child(|| {
            // By the module that it inherits, and by one that it loads itself: they are the same.
            let own = module.initialize(InitializeArgs::default()).unwrap();
            let same = load(path).initialize(InitializeArgs::default()).unwrap();
            let slot = own.tokens().unwrap().into_iter().next().unwrap();
            assert!(same.tokens().unwrap().contains(&slot));
            assert_usable(&slot.open_session(SessionMode::ReadOnly).unwrap());
            assert_parents(&watch, || session.random(8));
            drop((own, slot));
            same.finalize().unwrap();
            assert_parents(&watch, || session.random(8));
        });
        assert_usable(&session);
    });
}

#[test]
fn a_child_sees_the_calls_of_its_own_context() {
    apart(a_child_sees_the_calls_of_its_own_context, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        in_child(|| {
            let ((), made) = calls(&module, || {
                module.initialize(InitializeArgs::default()).unwrap().info().unwrap();
            });
            assert_eq!(made.functions(), [Function::Initialize, Function::GetInfo, Function::Finalize]);
        });
        context.info().unwrap();
    });
}

#[test]
fn a_fork_before_anything_is_initialised_changes_nothing() {
    apart(a_fork_before_anything_is_initialised_changes_nothing, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        in_child(|| {
            let context = module.initialize(InitializeArgs::default()).unwrap();
            assert!(!context.slots().unwrap().is_empty());
            context.finalize().unwrap();
        });
        module.initialize(InitializeArgs::default()).unwrap().finalize().unwrap();
    });
}

#[test]
fn children_of_children_are_children_too() {
    apart(children_of_children_are_children_too, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let watch = Watch::new(&module);
        in_child(|| {
            let own = module.initialize(InitializeArgs::default()).unwrap();
            in_child(|| {
                assert_parents(&watch, || context.info());
                assert_parents(&watch, || own.info());
                module.initialize(InitializeArgs::default()).unwrap().info().unwrap();
            });
            own.info().unwrap();
        });
        context.info().unwrap();
    });
}
