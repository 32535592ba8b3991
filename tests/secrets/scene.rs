//! A scene: something is done with secrets, all is dropped, and then memory is searched.

use crate::search::{Find, Needle, Secret, search};
use pkcs11_safe::{Context, InitializeArgs, Module, Pin, Session, SessionMode, Slot, UserType};
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;
use support::module::{Claim, SLOT, USER_PIN, claim};

/// One scene at a time: all of them look at the same memory.
static STAGE: Mutex<()> = Mutex::new(());

/// Plays a scene in a thread of its own and searches while that thread still has its stack as the scene left it. What the
/// scene returns stays as it is until the search is over.
pub(crate) fn play<T: Send>(needles: &[Needle], scene: impl FnOnce() -> T + Send) -> (T, Vec<Find>) {
    let _stage = STAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let (played, searched) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let result = catch_unwind(AssertUnwindSafe(|| deep(scene)));
            played.wait();
            searched.wait();
            result.unwrap_or_else(|panic| resume_unwind(panic))
        });
        played.wait();
        let finds = search(needles);
        searched.wait();
        (thread.join().unwrap_or_else(|panic| resume_unwind(panic)), finds)
    })
}

/// What is found after a scene.
pub(crate) fn finds<T: Send>(needles: &[Needle], scene: impl FnOnce() -> T + Send) -> Vec<Find> {
    play(needles, scene).1
}

/// As [`play`], where nothing may be found.
#[track_caller]
pub(crate) fn assert_gone<T: Send>(secrets: &[&Secret], scene: impl FnOnce() -> T + Send) -> T {
    let needles: Vec<_> = secrets.iter().map(|secret| secret.needle()).collect();
    let (result, finds) = play(&needles, scene);
    assert!(finds.is_empty(), "left behind: {finds:#?}");
    result
}

/// A scene with a session that plays in others too.
#[track_caller]
pub(crate) fn assert_gone_in<T: Send>(
    session: &mut Session,
    secrets: &[&Secret],
    scene: impl FnOnce(&mut Session) -> T + Send,
) -> T {
    assert_gone(secrets, move || scene(session))
}

/// Calls a scene far down the stack, so that what the thread does afterwards does not write over what the scene left there.
#[inline(never)]
fn deep<T>(scene: impl FnOnce() -> T) -> T {
    let room = [0_u8; 1 << 16];
    black_box(&room);
    let result = scene();
    black_box(&room);
    result
}

/// The in-process module with its token, and nobody else in it.
pub(crate) struct Stage {
    pub(crate) context: Context,
    pub(crate) slot: Slot,
    pub(crate) claim: Claim,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::of(claim())
    }

    /// On a module of 2.40.
    pub(crate) fn v2_40() -> Self {
        let claim = claim();
        claim.configure(|config| config.follow_2_40());
        // SAFETY: the function is that of a module which is part of this program.
        let module = unsafe { Module::from_get_function_list(claim.get_function_list()) }.expect("it has a list");
        Self::with(claim, module)
    }

    fn of(claim: Claim) -> Self {
        // SAFETY: the functions are those of a module which is part of this program.
        let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) };
        Self::with(claim, module.expect("it has lists"))
    }

    fn with(claim: Claim, module: Module) -> Self {
        let context = module.initialize(InitializeArgs::default()).expect("initialises");
        let slot = context.slot(SLOT);
        Self { context, slot, claim }
    }

    /// A session with the user logged in, by a PIN that is no secret here.
    pub(crate) fn session(&self) -> Session {
        let session = self.slot.open_session(SessionMode::ReadWrite).expect("opens");
        session.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
        session
    }
}
