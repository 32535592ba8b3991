//! The whole of the library on a module whose answers the input scripts, call by call: what it returns, what it writes and
//! how much of it, which lengths and handles it gives, whether it acts honestly first.
//!
//! Whatever it does: no panic; no more calls than there is reason for; every byte and handle that the library gives out is
//! one that the module wrote; and as long as it has told no lie, everything succeeds. When it is honest again, the library
//! works as if nothing had been.

mod answer;
mod cipher;
mod keys;
mod objects;
mod outcome;
mod program;
mod sign;
mod step;

use super::input::Input;
use super::scripted::{Scripted, lock};
use answer::Player;
use pkcs11_safe::{Context, InitializeArgs, Locking, Mechanism, SessionMode};
use support::module::{Function, SLOT};

/// What begins a SHA-256 of `abc`.
const ABC: [u8; 4] = [0xba, 0x78, 0x16, 0xbf];

/// No program of ours makes more calls, whatever the module answers: a search that never ends is given up after 2^20
/// objects, in batches of 4096.
const MOST_CALLS: usize = 20_000;

/// Plays an input.
pub fn run(input: &[u8]) {
    first_lie(input);
}

/// Plays an input, and tells which function was the first to do what that of an honest module would not have done.
pub fn first_lie(input: &[u8]) -> Option<Function> {
    let mut input = Input::new(input);
    let scripted = Scripted::new(Player::default());
    let old = input.byte() % 4 == 1;
    if old {
        scripted.claim.configure(support::module::Config::follow_2_40);
    }
    let module = scripted.load(old).expect("an honest module loads");
    let locking = if input.byte() % 4 == 1 { Locking::Serialized } else { Locking::Os };
    let plan = program::Plan::choose(&mut input);
    *scripted.state() = Player::new(&mut input, scripted.claim.module(), plan.notified);
    scripted.play(answer::answer);

    let observer = plan.observed.then(|| module.observe(|call| assert!(!format!("{call:?}").is_empty())));
    program::run(&scripted, &module, InitializeArgs::default().locking(locking), &plan);
    if let Some(observer) = observer {
        module.unobserve(observer);
    }
    let calls = scripted.state().calls();
    let first_lie = scripted.state().first_lie();
    assert!(calls <= MOST_CALLS, "{calls} calls");

    // Whatever it left behind in the module, the library has none of it.
    scripted.claim.reset();
    let context = module.initialize(InitializeArgs::default()).expect("an honest module initialises");
    works(&context);
    context.finalize().expect("nothing of it is left");
    assert!(!scripted.claim.is_initialised());
    first_lie
}

/// A context of an honest module can be used.
fn works(context: &Context) {
    let session = context.slot(SLOT).open_session(SessionMode::ReadWrite).expect("a session");
    let digest = session.digest(Mechanism::SHA256, b"abc").expect("a digest");
    assert_eq!(digest[..4], ABC);
    session.close().expect("closes");
}

/// The state of a script, for who looks on.
fn player(scripted: &Scripted<Player>) -> std::sync::MutexGuard<'_, Player> {
    scripted.state()
}

/// The same, inside the script.
fn inside(state: &std::sync::Mutex<Player>) -> std::sync::MutexGuard<'_, Player> {
    lock(state)
}
