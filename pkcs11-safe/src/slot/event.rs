//! Waiting for tokens to come and go (5.5.4). Never by a blocking call: that would hold whatever lock the module has.

use super::Slot;
use crate::context::Context;
use crate::flags::SlotFlags;
use crate::{Error, Function, Result, ReturnValue};
use core::time::Duration;
use std::thread;
use std::time::Instant;

/// Something happened in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SlotEvent {
    /// A token is in the slot, and was not before, or is another one.
    Inserted(Slot),
    /// The slot is empty, and was not before.
    Removed(Slot),
}

impl SlotEvent {
    /// The slot.
    #[must_use]
    pub fn slot(&self) -> &Slot {
        match self {
            Self::Inserted(slot) | Self::Removed(slot) => slot,
        }
    }
}

/// Between two looks at the slots.
const PAUSE: Duration = Duration::from_millis(200);

impl Context {
    /// Waits until a token is inserted or removed, or the time is up; then `None`.
    ///
    /// It looks every 200 ms and holds no lock in between, so other threads go on using the module.
    ///
    /// # Errors
    ///
    /// What the module returns when it is asked for its slots.
    ///
    /// # Token differences
    ///
    /// Modules without `C_WaitForSlotEvent` are watched by listing the slots that have a token: of several that change within
    /// one look only one is told, and what changes between two calls is not.
    #[doc(alias = "C_WaitForSlotEvent")]
    pub fn wait_for_slot_event(&self, timeout: Duration) -> Result<Option<SlotEvent>> {
        let deadline = Instant::now().checked_add(timeout);
        let mut before = self.tokens()?;
        let mut events = true;
        loop {
            // Sessions that are opened while the module is asked may be with the next token.
            let mark = self.inner().sessions.mark();
            if events {
                match self.poll_event(mark) {
                    Ok(Some(event)) => return Ok(Some(event)),
                    Ok(None) => {}
                    Err(Error::Call {
                        function: Function::WaitForSlotEvent,
                        rv: ReturnValue::FUNCTION_NOT_SUPPORTED,
                    }) => {
                        events = false;
                    }
                    Err(error) => return Err(error),
                }
            }
            if !events {
                let now = self.tokens()?;
                if let Some(slot) = now.iter().find(|slot| !before.contains(slot)) {
                    return Ok(Some(self.came(SlotEvent::Inserted(slot.clone()), mark)));
                }
                if let Some(slot) = before.iter().find(|slot| !now.contains(slot)) {
                    return Ok(Some(self.came(SlotEvent::Removed(slot.clone()), mark)));
                }
                before = now;
            }
            let now = Instant::now();
            let left = deadline.map_or(PAUSE, |deadline| deadline.saturating_duration_since(now));
            if left.is_zero() {
                return Ok(None);
            }
            thread::sleep(left.min(PAUSE));
        }
    }

    fn poll_event(&self, mark: u64) -> Result<Option<SlotEvent>> {
        let Some(id) = self.inner().raw_poll_slot_event()? else { return Ok(None) };
        let slot = self.slot(id);
        let present = match slot.info() {
            Ok(info) => info.flags.contains(SlotFlags::TOKEN_PRESENT),
            // The reader went, and its token with it.
            Err(error) if error.is_token_gone() || error.return_value() == Some(ReturnValue::SLOT_ID_INVALID) => false,
            Err(error) => return Err(error),
        };
        let event = if present { SlotEvent::Inserted(slot) } else { SlotEvent::Removed(slot) };
        Ok(Some(self.came(event, mark)))
    }

    /// Sessions with a token that is gone are over.
    fn came(&self, event: SlotEvent, mark: u64) -> SlotEvent {
        if let SlotEvent::Removed(slot) = &event {
            self.inner().sessions.end_until(slot.id(), mark);
        }
        event
    }
}
