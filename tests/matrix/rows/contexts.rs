//! Modules and contexts.

use crate::row::{Row, Shown, prepared, row};
use crate::world::{Stage, World};
use core::time::Duration;
use pkcs11_safe::{Mechanism, SessionMode, TokenFilter};
use pkcs11_sys::CKR_OK;
use std::panic::resume_unwind;
use support::module::{BLANK_SLOT, LABEL, SLOT};

#[allow(unsafe_code, reason = "attaching is unsafe")]
pub(super) fn rows() -> Vec<Row> {
    vec![
        row(&["Module::from_get_function_list", "Module::from_get_interface"], "", Stage::Nothing, |world| {
            // What the module offers shows in what it can do, whichever of its lists is used.
            let module = world.load()?;
            world.module = Some(module);
            world.context = Some(world.initialize()?);
            let session = world.slot().open_session(SessionMode::ReadOnly)?;
            let digest = session.digest(Mechanism::SHA256, b"abc")?;
            session.close()?;
            Ok(digest.into())
        }),
        row(&["Module::initialize"], "", Stage::Module, |world| {
            world.context = Some(world.initialize()?);
            Ok(().into())
        }),
        row(&["Module::initialize"], "joined and dropped", Stage::Module, |world| {
            let first = world.initialize()?;
            let second = world.initialize()?;
            let text = Shown::text(second.info()?.description);
            drop((first, second));
            Ok(text)
        }),
        prepared(&["Module::attach"], "", Stage::Module, initialise_behind, |world| {
            // SAFETY: the module was initialised by somebody else, and stays so.
            let context = unsafe { world.module().attach() }?;
            Ok(Shown::text(context.info()?.description))
        }),
        row(&["Module::observe", "Module::unobserve"], "an observer that panics", Stage::Context, |world| {
            let observer = world.module().observe(|_| resume_unwind(Box::new("in an observer")));
            let info = world.context().info();
            world.module().unobserve(observer);
            Ok(Shown::text(info?.description))
        }),
        row(&["Context::info"], "", Stage::Context, |world| Ok(Shown::text(world.context().info()?))),
        row(&["Context::slots"], "", Stage::Context, |world| Ok(Shown::text(world.context().slots()?))),
        row(&["Context::tokens"], "", Stage::Context, |world| Ok(Shown::text(world.context().tokens()?))),
        row(&["Context::find_token"], "", Stage::Context, |world| {
            Ok(Shown::text(world.context().find_token(&TokenFilter::new().label(LABEL))?))
        }),
        row(&["Context::finalize"], "", Stage::Context, |world| {
            let context = world.context.take().expect("the stage has a context");
            context.finalize().map(Shown::from)
        }),
        row(&["Context::drop"], "", Stage::Context, |world| {
            world.context = None;
            Ok(().into())
        }),
        row(&["Context::wait_for_slot_event"], "nothing happens", Stage::Context, |world| {
            Ok(Shown::text(world.context().wait_for_slot_event(Duration::ZERO)?))
        }),
        row(&["Context::wait_for_slot_event"], "a token comes", Stage::Context, |world| {
            world.claim.slot_event(SLOT);
            Ok(Shown::text(world.context().wait_for_slot_event(Duration::ZERO)?))
        }),
        row(&["Context::wait_for_slot_event"], "a token goes", Stage::Context, |world| {
            world.claim.remove_token(BLANK_SLOT);
            Ok(Shown::text(world.context().wait_for_slot_event(Duration::ZERO)?))
        }),
    ]
}

/// Initialises the module without the crate, as another library in the process does.
#[allow(unsafe_code, reason = "a call that the crate does not make")]
fn initialise_behind(world: &mut World) {
    // SAFETY: a function of the module's own list, with NULL as the standard has it.
    let rv = unsafe { (world.module().functions().C_Initialize)(core::ptr::null_mut()) };
    assert_eq!(rv, CKR_OK, "an honest module initialises");
    world.foreign = true;
}
