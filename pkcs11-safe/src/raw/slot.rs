//! Slots and tokens (5.5), and what is initialised and asked through them.
#![allow(unsafe_code)]

use crate::context::{ContextInner, SlotState};
use crate::error::BoxedError;
use crate::module::in_callback;
use crate::{Error, Function, Result, ReturnValue, Ulong};
use core::cell::Cell;
use core::ptr;
use pkcs11_sys::*;

/// Entries beyond the announced count that a module may write to without harm: some ignore the size of the buffer.
const SLACK: usize = 256;

/// No list is longer: a module that says so lies.
const MOST: usize = 1 << 13;

/// What lists hold before a module writes to them: no slot and no mechanism has this number.
const UNWRITTEN: Ulong = CK_UNAVAILABLE_INFORMATION;

/// What strings in info structs hold before; a module writes blanks, NULs, or something that means something.
const UNWRITTEN_TEXT: u8 = 0xa5;

/// An error for an info struct that came back as it was.
pub(super) fn must_be_written(function: Function, text: &[u8]) -> Result<()> {
    if text.iter().all(|byte| *byte == UNWRITTEN_TEXT) {
        return Err(Error::module(function, "says that it gave the information and wrote nothing"));
    }
    Ok(())
}

pub(super) const fn unwritten_text<const N: usize>() -> [u8; N] {
    [UNWRITTEN_TEXT; N]
}

impl ContextInner {
    /// C_GetSlotList: a NULL call first, which makes modules look at their slots anew, then the list.
    pub(crate) fn raw_get_slot_list(&self, with_token: bool) -> Result<Vec<CK_SLOT_ID>> {
        let present = if with_token { CK_TRUE } else { CK_FALSE };
        self.list(Function::GetSlotList, |table, list, count| {
            // SAFETY: `list` is NULL or has room for `*count` ids and SLACK more (A1); both outlive the call.
            unsafe { (table.C_GetSlotList)(present, list, count) }
        })
    }

    pub(crate) fn raw_get_mechanism_list(&self, slot: CK_SLOT_ID) -> Result<Vec<CK_MECHANISM_TYPE>> {
        self.list(Function::GetMechanismList, |table, list, count| {
            // SAFETY: as above.
            unsafe { (table.C_GetMechanismList)(slot, list, count) }
        })
    }

    /// A list of numbers whose length is asked first, with room for modules that do not mind the length they are given.
    fn list(
        &self,
        function: Function,
        call: impl Fn(&crate::module::Table, *mut Ulong, *mut Ulong) -> CK_RV,
    ) -> Result<Vec<Ulong>> {
        for _ in 0..8 {
            // A module that writes nothing announces this, which is too much.
            let mut count = UNWRITTEN;
            self.check(function, |table| call(table, ptr::null_mut(), &mut count))?;
            let announced = usize::try_from(count).ok().filter(|count| *count <= MOST);
            let announced = announced.ok_or_else(|| Error::module(function, format!("announced {count} entries")))?;
            if announced == 0 {
                return Ok(Vec::new());
            }
            let mut list = vec![UNWRITTEN; announced + SLACK];
            let room = count;
            match self.call(function, |table| call(table, list.as_mut_ptr(), &mut count))? {
                ReturnValue::OK => {}
                ReturnValue::BUFFER_TOO_SMALL => continue,
                rv => return Err(Error::Call { function, rv }),
            }
            let written = usize::try_from(count).unwrap_or(usize::MAX);
            if written > list.len() {
                return Err(Error::module(
                    function,
                    format!("wrote {count} entries where it was given room for {room}"),
                ));
            }
            // More than the room it was given, yet within what was really there: a list that has grown.
            list.truncate(written);
            if list.contains(&UNWRITTEN) {
                return Err(Error::module(function, format!("reported {count} entries and wrote fewer")));
            }
            return Ok(list);
        }
        Err(Error::module(function, "announces a longer list each time it is asked"))
    }

    pub(crate) fn raw_get_slot_info(&self, slot: CK_SLOT_ID) -> Result<CK_SLOT_INFO> {
        let mut info = CK_SLOT_INFO { slotDescription: unwritten_text(), ..CK_SLOT_INFO::ZERO };
        // SAFETY: `info` is a whole struct, exclusively borrowed for the call, and any bytes are one; A1, A3.
        self.check(Function::GetSlotInfo, |table| unsafe { (table.C_GetSlotInfo)(slot, &raw mut info) })?;
        must_be_written(Function::GetSlotInfo, &{ info.slotDescription })?;
        Ok(info)
    }

    /// C_GetTokenInfo. Where it says that there is no token, all sessions with it are gone.
    pub(crate) fn raw_get_token_info(&self, slot: &SlotState) -> Result<CK_TOKEN_INFO> {
        let mut info = CK_TOKEN_INFO { label: unwritten_text(), ..CK_TOKEN_INFO::ZERO };
        let mark = self.sessions.mark();
        self.check(Function::GetTokenInfo, |table| {
            // SAFETY: as above.
            let rv = unsafe { (table.C_GetTokenInfo)(slot.id(), &raw mut info) };
            if matches!(rv, CKR_DEVICE_REMOVED | CKR_TOKEN_NOT_PRESENT | CKR_TOKEN_NOT_RECOGNIZED) {
                self.sessions.end_until(slot.id(), mark);
            }
            rv
        })?;
        must_be_written(Function::GetTokenInfo, &{ info.label })?;
        Ok(info)
    }

    pub(crate) fn raw_get_mechanism_info(
        &self,
        slot: CK_SLOT_ID,
        mechanism: CK_MECHANISM_TYPE,
    ) -> Result<CK_MECHANISM_INFO> {
        let mut info =
            CK_MECHANISM_INFO { ulMinKeySize: UNWRITTEN, ulMaxKeySize: UNWRITTEN, ..CK_MECHANISM_INFO::ZERO };
        self.check(Function::GetMechanismInfo, |table| {
            // SAFETY: as above.
            unsafe { (table.C_GetMechanismInfo)(slot, mechanism, &raw mut info) }
        })?;
        if info.ulMinKeySize == UNWRITTEN && info.ulMaxKeySize == UNWRITTEN {
            if info.flags == 0 {
                let detail = "says that it gave the information and wrote nothing";
                return Err(Error::module(Function::GetMechanismInfo, detail));
            }
            // A mechanism without keys has no sizes, and some modules leave them alone.
            (info.ulMinKeySize, info.ulMaxKeySize) = (0, 0);
        }
        Ok(info)
    }

    pub(crate) fn raw_init_token(&self, slot: CK_SLOT_ID, pin: Option<&[u8]>, label: &[u8; 32]) -> Result<()> {
        let (pin, length) = super::pin(pin)?;
        self.check(Function::InitToken, |table| {
            // SAFETY: `pin` is NULL or `length` readable bytes, `label` 32; A5: the module only reads them.
            unsafe { (table.C_InitToken)(slot, pin, length, super::input(label)) }
        })
    }

    /// C_WaitForSlotEvent without blocking; the slot is read on OK alone.
    pub(crate) fn raw_poll_slot_event(&self) -> Result<Option<CK_SLOT_ID>> {
        let mut slot = UNWRITTEN;
        let rv = self.call(Function::WaitForSlotEvent, |table| {
            // SAFETY: `slot` is exclusively borrowed for the call, A1, A3; the last argument is NULL, as the standard asks.
            unsafe { (table.C_WaitForSlotEvent)(CKF_DONT_BLOCK, &raw mut slot, ptr::null_mut()) }
        })?;
        match rv {
            ReturnValue::OK if slot == UNWRITTEN => {
                Err(Error::module(Function::WaitForSlotEvent, "tells of an event, and not in which slot"))
            }
            ReturnValue::OK => Ok(Some(slot)),
            ReturnValue::NO_EVENT => Ok(None),
            rv => Err(Error::Call { function: Function::WaitForSlotEvent, rv }),
        }
    }

    /// C_CloseAllSessions, where the program holds no session. One that is opened meanwhile waits until the call has returned,
    /// and not until observers have heard of it, who may open one themselves.
    pub(crate) fn raw_close_all_sessions(&self, slot: &SlotState) -> Result<()> {
        if !in_callback() {
            // What was put aside may be its sessions.
            self.image().run_endings();
            slot.must_be_free()?;
        }
        let closing = Cell::new(None);
        let ready = || slot.begin_closing().map(|begun| closing.set(Some(begun))).map_err(BoxedError::from);
        let rv = self.call_if(Function::CloseAllSessions, ready, |table| {
            // SAFETY: no pointers are involved.
            let rv = unsafe { (table.C_CloseAllSessions)(slot.id()) };
            closing.set(None);
            rv
        })?;
        if rv == ReturnValue::OK { Ok(()) } else { Err(Error::Call { function: Function::CloseAllSessions, rv }) }
    }
}
