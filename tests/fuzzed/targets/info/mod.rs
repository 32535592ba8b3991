//! What modules, slots, tokens, sessions and mechanisms say of themselves: the input is the bytes of the structs, the
//! lists of slots and mechanisms, and what token is looked for.
//!
//! Nothing of it fails but a struct that was not written; text is what stood there, trimmed; numbers and flags are kept;
//! lists are those that the module wrote; a token that was found is the one that was meant.

mod answer;
mod expected;
mod find;
mod lists;

use super::input::Input;
use super::scripted::{Scripted, lock};
use answer::Player;
use pkcs11_safe::{Context, Error, MechanismType, Result, SessionMode, Slot};
use pkcs11_sys::*;

/// Plays an input.
pub fn run(input: &[u8]) {
    let mut input = Input::new(input);
    let scripted = Scripted::new(Player::default());
    let context = scripted.initialize();
    let slot = context.slot(support::module::SLOT);
    let session = slot.open_session(SessionMode::ReadOnly).expect("an honest module opens sessions");
    let kind = input.byte();
    let filter = find::Wanted::choose(&mut input);
    *scripted.state() = Player::new(&mut input);
    scripted.play(|scene, player| lock(player).answer(scene));

    match kind % 8 {
        0 => {
            let info = context.info();
            compare::<CK_INFO, _>(&scripted, info, expected::info);
        }
        1 => compare::<CK_SLOT_INFO, _>(&scripted, slot.info(), expected::slot),
        2 => compare::<CK_TOKEN_INFO, _>(&scripted, slot.token_info(), expected::token),
        3 => compare::<CK_SESSION_INFO, _>(&scripted, session.info(), expected::session),
        4 => {
            let info = slot.mechanism_info(MechanismType::SHA256);
            compare::<CK_MECHANISM_INFO, _>(&scripted, info, expected::mechanism);
        }
        5 => lists::slots(&scripted, &context),
        6 => lists::mechanisms(&scripted, &slot),
        _ => find::token(&scripted, &context, &filter),
    }
    everything(&context, &slot);
}

/// Compares what was read with the struct that the module wrote last, if it did.
fn compare<C: Raw, T: core::fmt::Debug>(scripted: &Scripted<Player>, read: Result<T>, same: impl Fn(&T, &C)) {
    let player = scripted.state();
    match read {
        Ok(read) => {
            let raw = player.structures.last().expect("read what was not written");
            same(&read, &C::of(raw));
            assert!(!format!("{read:?}").is_empty());
        }
        Err(error) => player.explains(&error),
    }
}

/// All of it once more, with what is left of the input: nothing panics, whatever came before.
fn everything(context: &Context, slot: &Slot) {
    let errors: [Option<Error>; 5] = [
        context.info().err(),
        context.slots().err(),
        slot.token_info().err(),
        slot.mechanisms().err(),
        context.find_token(&pkcs11_safe::TokenFilter::new().uninitialized()).err(),
    ];
    for error in errors.into_iter().flatten() {
        assert!(!error.to_string().is_empty());
    }
}

/// A struct of the C interface, of which any bytes are one.
trait Raw: Copy {
    const ZERO: Self;
    fn of(bytes: &[u8]) -> Self;
}

macro_rules! raw {
    ($($type:ty;)*) => {
        $(impl Raw for $type {
            const ZERO: Self = Self::ZERO;

            fn of(bytes: &[u8]) -> Self {
                let mut raw = <Self as Raw>::ZERO;
                assert!(bytes.len() <= size_of::<Self>());
                // SAFETY: the bytes are no more than the struct has, and any bytes are one.
                unsafe { core::ptr::copy_nonoverlapping(bytes.as_ptr(), (&raw mut raw).cast(), bytes.len()) };
                raw
            }
        })*
    };
}

raw! { CK_INFO; CK_SLOT_INFO; CK_TOKEN_INFO; CK_SESSION_INFO; CK_MECHANISM_INFO; }
