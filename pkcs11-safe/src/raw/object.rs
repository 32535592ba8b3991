//! Objects (5.7): create, copy, destroy, change, find.
#![allow(unsafe_code)]

use crate::attribute::Copied;
use crate::link::Link;
use crate::module::Table;
use crate::{Error, Function, Result};
use pkcs11_sys::*;

impl Link {
    #[inline(always)]
    pub(crate) fn raw_create_object(&self, template: Copied<'_>) -> Result<CK_OBJECT_HANDLE> {
        self.new_object(Function::CreateObject, |table, handle| {
            // SAFETY: the template is a C array that is valid while this runs, and a copy (Copied); A5: the module only reads
            // what it points to, A3: and keeps no pointer; `handle` is exclusively borrowed for the call (A1).
            unsafe { (table.C_CreateObject)(self.handle(), template.as_mut_ptr(), template.len(), handle) }
        })
    }

    pub(crate) fn raw_copy_object(&self, object: CK_OBJECT_HANDLE, template: Copied<'_>) -> Result<CK_OBJECT_HANDLE> {
        self.new_object(Function::CopyObject, |table, handle| {
            // SAFETY: as for C_CreateObject.
            unsafe { (table.C_CopyObject)(self.handle(), object, template.as_mut_ptr(), template.len(), handle) }
        })
    }

    /// A call that gives one new object.
    #[inline(always)]
    pub(super) fn new_object(
        &self,
        function: Function,
        call: impl FnOnce(&Table, *mut CK_OBJECT_HANDLE) -> CK_RV,
    ) -> Result<CK_OBJECT_HANDLE> {
        let mut handle = CK_INVALID_HANDLE;
        self.check(function, |table| call(table, &raw mut handle))?;
        if handle == CK_INVALID_HANDLE {
            return Err(Error::module(function, "gave out the invalid object handle, 0"));
        }
        Ok(handle)
    }

    #[inline(always)]
    pub(crate) fn raw_destroy_object(&self, object: CK_OBJECT_HANDLE) -> Result<()> {
        // SAFETY: no pointers are involved.
        self.check(Function::DestroyObject, |table| unsafe { (table.C_DestroyObject)(self.handle(), object) })
    }

    pub(crate) fn raw_get_object_size(&self, object: CK_OBJECT_HANDLE) -> Result<CK_ULONG> {
        const UNWRITTEN: CK_ULONG = CK_ULONG::MAX / 0xff * 0xa5;
        let mut size = UNWRITTEN;
        self.check(Function::GetObjectSize, |table| {
            // SAFETY: `size` is exclusively borrowed for the call; A1, A3.
            unsafe { (table.C_GetObjectSize)(self.handle(), object, &raw mut size) }
        })?;
        if size == UNWRITTEN {
            return Err(Error::module(Function::GetObjectSize, "says that it gave the size and wrote nothing"));
        }
        Ok(size)
    }

    pub(crate) fn raw_set_attribute_value(&self, object: CK_OBJECT_HANDLE, template: Copied<'_>) -> Result<()> {
        self.check(Function::SetAttributeValue, |table| {
            // SAFETY: as for C_CreateObject.
            unsafe { (table.C_SetAttributeValue)(self.handle(), object, template.as_mut_ptr(), template.len()) }
        })
    }

    pub(crate) fn raw_find_objects_init(&self, template: Copied<'_>) -> Result<()> {
        self.check(Function::FindObjectsInit, |table| {
            // SAFETY: as for C_CreateObject. It may be lent once more after CKR_OPERATION_ACTIVE: as the module has left it (A5).
            unsafe { (table.C_FindObjectsInit)(self.handle(), template.as_mut_ptr(), template.len()) }
        })
    }

    /// C_FindObjects: as many objects as there are places, at most; gives those that there were, none at the end. The places
    /// are empty (`CK_INVALID_HANDLE`), so that what is not written shows.
    pub(crate) fn raw_find_objects<'f>(&self, found: &'f mut [CK_OBJECT_HANDLE]) -> Result<&'f [CK_OBJECT_HANDLE]> {
        // Not what a module that writes nothing would mean.
        let mut count = CK_UNAVAILABLE_INFORMATION;
        let room = CK_ULONG::try_from(found.len()).unwrap_or(CK_ULONG::MAX);
        self.check(Function::FindObjects, |table| {
            // SAFETY: `found` has at least `room` places (A1), and it and `count` are exclusively borrowed for the call (A3).
            unsafe { (table.C_FindObjects)(self.handle(), found.as_mut_ptr(), room, &raw mut count) }
        })?;
        let given = usize::try_from(count).ok().and_then(|count| found.get(..count)).ok_or_else(|| {
            Error::module(Function::FindObjects, format!("found {count} objects where it was given room for {room}"))
        })?;
        if given.contains(&CK_INVALID_HANDLE) {
            let detail = format!("found {count} objects, and one of their handles is the invalid one, 0");
            return Err(Error::module(Function::FindObjects, detail));
        }
        Ok(given)
    }

    pub(crate) fn raw_find_objects_final(&self) -> Result<()> {
        // SAFETY: no pointers are involved.
        self.check(Function::FindObjectsFinal, |table| unsafe { (table.C_FindObjectsFinal)(self.handle()) })
    }
}
