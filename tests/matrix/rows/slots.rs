//! Slots, tokens, and the sessions that are opened from them.

use crate::row::{Row, Shown, prepared, row};
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
        prepared(
            &["Slot::open_session"],
            "where another session died unseen",
            Stage::Context,
            |world| {
                let session = world.open().expect("an honest token opens a session");
                world.claim.close_session(session.handle());
                world.session = Some(session);
            },
            |world| {
                let session = world.open()?;
                // The module may have given out its handle again: that is not to be closed here.
                world.session = None;
                Ok(session.digest(Mechanism::SHA256, b"abc")?.into())
            },
        ),
        row(&["Slot::open_session_with"], "", Stage::Context, |world| {
            let session = world
                .slot()
                .open_session_with(SessionMode::ReadWrite, |_| std::panic::resume_unwind(Box::new("in a callback")))?;
            Ok(session.digest(Mechanism::SHA256, b"abc")?.into())
        }),
        row(&["Slot::close_all_sessions"], "", Stage::Context, |world| {
            world.slot().close_all_sessions().map(Shown::from)
        }),
        row(&["Slot::init_token"], "", Stage::Context, |world| {
            let slot = world.context().slot(BLANK_SLOT);
            slot.init_token(&Pin::new(SO_PIN), "a new token").map(Shown::from)
        }),
    ]
}
