//! C_FindObjectsInit, C_FindObjects, C_FindObjectsFinal (section 5.7).

use super::context::Context;
use super::fault::Fault;
use super::memory::{Answer, LARGEST, not_null, size, store, store_all, ulong};
use super::operation::{Core, Kind, Operation, Step, step};
use super::output::kept;
use super::parameter::{Mechanism, Parameter};
use super::template::read;
use pkcs11_sys::*;

/// A search under way.
#[derive(Clone, Debug)]
pub(super) struct Search {
    found: Vec<CK_OBJECT_HANDLE>,
    next: usize,
    /// Handles that are made up.
    invented: CK_OBJECT_HANDLE,
}

pub(super) unsafe fn C_FindObjectsInit(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulCount: CK_ULONG,
) -> Answer {
    let mut state = context.state()?;
    state.may_begin(hSession, Kind::Find)?;
    // SAFETY: a template by the caller's promise.
    let template = unsafe { read(pTemplate, ulCount) }?;
    let seen = state.objects.iter().filter(|(_, object)| state.sees(hSession, object) && object.matches(&template));
    let found = seen.map(|(handle, _)| *handle).collect();
    let mechanism = Mechanism { type_: CKM_VENDOR_DEFINED, parameter: Parameter::default() };
    let core = Core::Search(Search { found, next: 0, invented: 0x7000_0000 });
    state.begin(hSession, Operation::new(Kind::Find, mechanism, core))
}

pub(super) unsafe fn C_FindObjects(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    phObject: CK_OBJECT_HANDLE_PTR,
    ulMaxObjectCount: CK_ULONG,
    pulObjectCount: CK_ULONG_PTR,
) -> Answer {
    let alive: Vec<_> = context.state()?.objects.keys().copied().collect();
    step(context, hSession, Kind::Find, |operation| {
        let Core::Search(search) = &mut operation.core else { return Err(CKR_GENERAL_ERROR) };
        if not_null(phObject).and(not_null(pulObjectCount)).is_err() {
            return Ok(Step::Refused(CKR_ARGUMENTS_BAD));
        }
        let left = search.found.len() > search.next;
        let (most, again) = (size(ulMaxObjectCount), if left && context.lies(&Fault::FindsTwice) { 2 } else { 1 });
        let batch: Vec<_> = if context.lies(&Fault::FindNeverEnds) {
            let first = search.invented;
            search.invented += ulong(most.min(LARGEST));
            (first..search.invented).collect()
        } else {
            let rest = search.found.iter().skip(search.next).copied();
            rest.filter(|handle| alive.contains(handle)).take(most.div_ceil(again)).collect()
        };
        if most > 0 && !(left && context.lies(&Fault::FindRepeats)) {
            let last = batch.last();
            let at = search.found.iter().position(|handle| Some(handle) == last);
            search.next = at.map_or(search.found.len(), |at| at + 1);
        }
        let told = retold(context, batch, again, most);
        // SAFETY: at most as many as there is room for, by the caller's promise.
        unsafe { store_all(phObject, kept(context, &told)) };
        // SAFETY: writable by the caller's promise.
        unsafe { store(pulObjectCount, ulong(told.len())) }?;
        Ok(Step::Continue)
    })
}

/// A batch, or what a lie makes of it.
fn retold(context: &Context<'_>, batch: Vec<CK_OBJECT_HANDLE>, again: usize, most: usize) -> Vec<CK_OBJECT_HANDLE> {
    let mut told: Vec<_> = batch.into_iter().flat_map(|handle| core::iter::repeat_n(handle, again)).collect();
    told.truncate(most);
    if let Some(last) = told.last_mut()
        && context.lies(&Fault::InvalidHandle)
    {
        *last = CK_INVALID_HANDLE;
    }
    told
}

pub(super) unsafe fn C_FindObjectsFinal(context: &Context<'_>, hSession: CK_SESSION_HANDLE) -> Answer {
    step(context, hSession, Kind::Find, |_| Ok(Step::Done))
}
