//! Slots, tokens, and the sessions that are opened from them.

use crate::row::{Row, Shown, row};
use crate::world::Stage;
use pkcs11_safe::{Mechanism, MechanismType, Pin, SessionMode};
use support::module::{BLANK_SLOT, EMPTY_SLOT, SO_PIN};

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(&["Slot::info"], "", Stage::Context, |world| Ok(Shown::text(world.slot().info()?))),
        row(&["Slot::info"], "an empty slot", Stage::Context, |world| {
            Ok(Shown::text(world.context().slot(EMPTY_SLOT).info()?))
        }),
        row(&["Slot::token_info"], "", Stage::Context, |world| Ok(Shown::text(world.slot().token_info()?))),
        row(&["Slot::mechanisms"], "", Stage::Context, |world| Ok(Shown::text(world.slot().mechanisms()?))),
        row(&["Slot::mechanism_info"], "", Stage::Context, |world| {
            Ok(Shown::text(world.slot().mechanism_info(MechanismType::RSA_PKCS)?))
        }),
        row(&["Slot::open_session"], "", Stage::Context, |world| {
            let session = world.open()?;
            Ok(Shown::text(session.info()?.flags))
        }),
        row(&["Slot::open_session", "Session::close"], "three at once, and closed", Stage::Context, |world| {
            let sessions = [world.open()?, world.open()?, world.open()?];
            for session in sessions {
                session.close()?;
            }
            Ok(().into())
        }),
        row(&["Slot::open_session_with"], "", Stage::Context, |world| {
            let session = world
                .slot()
                .open_session_with(SessionMode::ReadWrite, |_| std::panic::resume_unwind(Box::new("in a callback")))?;
            Ok(session.digest(Mechanism::SHA256, b"abc")?.into())
        }),
        row(&["Slot::close_all_sessions"], "", Stage::User, |world| world.slot().close_all_sessions().map(Shown::from)),
        row(&["Slot::init_token"], "", Stage::Context, |world| {
            let slot = world.context().slot(BLANK_SLOT);
            slot.init_token(&Pin::new(SO_PIN), "a new token").map(Shown::from)
        }),
    ]
}
