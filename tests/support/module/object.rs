//! C_CreateObject, C_CopyObject, C_DestroyObject, C_GetObjectSize (section 5.7), and what makes an object.

use super::context::Context;
use super::fault::Fault;
use super::make::Origin;
use super::memory::{Answer, Rv, not_null, store, ulong};
use super::schema::{self, Rule};
use super::state::State;
use super::template::{Attribute, Value, read};
use pkcs11_sys::*;
use std::collections::BTreeMap;

/// An object.
#[derive(Clone, Debug)]
pub(super) struct Object {
    pub(super) slot: CK_SLOT_ID,
    /// The session that it ends with; none for token objects.
    pub(super) session: Option<CK_SESSION_HANDLE>,
    pub(super) attributes: BTreeMap<CK_ATTRIBUTE_TYPE, Value>,
}

impl Object {
    pub(super) fn get(&self, type_: CK_ATTRIBUTE_TYPE) -> Option<&Value> {
        self.attributes.get(&type_)
    }

    pub(super) fn bytes(&self, type_: CK_ATTRIBUTE_TYPE) -> &[u8] {
        self.get(type_).and_then(Value::bytes).unwrap_or_default()
    }

    pub(super) fn number(&self, type_: CK_ATTRIBUTE_TYPE) -> Option<CK_ULONG> {
        self.get(type_)?.ulong()
    }

    pub(super) fn flag(&self, type_: CK_ATTRIBUTE_TYPE) -> bool {
        self.get(type_).and_then(Value::bool).unwrap_or(false)
    }

    pub(super) fn class(&self) -> CK_OBJECT_CLASS {
        self.number(CKA_CLASS).unwrap_or(CKO_VENDOR_DEFINED)
    }

    pub(super) fn key_type(&self) -> Option<CK_KEY_TYPE> {
        self.number(CKA_KEY_TYPE)
    }

    /// Class, key type and label, in words.
    pub(super) fn describe(&self) -> String {
        let key_type = self.key_type().map_or_else(|| "none".to_owned(), |key_type| format!("{key_type:#x}"));
        let label = String::from_utf8_lossy(self.bytes(CKA_LABEL));
        format!("class {:#x}, key type {key_type}, label `{label}`", self.class())
    }

    pub(super) fn is_private(&self) -> bool {
        self.flag(CKA_PRIVATE)
    }

    pub(super) fn rule(&self, type_: CK_ATTRIBUTE_TYPE) -> Option<Rule> {
        schema::rule(type_, self.class(), self.key_type())
    }

    /// Whether the value of an attribute may not leave the token.
    pub(super) fn hides(&self, type_: CK_ATTRIBUTE_TYPE) -> bool {
        let closed = self.flag(CKA_SENSITIVE) || self.get(CKA_EXTRACTABLE).is_some() && !self.flag(CKA_EXTRACTABLE);
        closed && self.rule(type_).is_some_and(|rule| rule.notes(7))
    }

    /// Whether a search for the template finds it.
    pub(super) fn matches(&self, template: &[Attribute]) -> bool {
        template.iter().all(|Attribute { type_, value }| match (self.get(*type_), value) {
            (Some(has), _) if self.hides(*type_) || has.length() != value.length() => false,
            (Some(has), Value::Null(0)) => has.length() == 0,
            (Some(has), wanted) => has == wanted,
            (None, _) => false,
        })
    }
}

impl State {
    /// Whether a session sees an object.
    pub(super) fn sees(&self, session: CK_SESSION_HANDLE, object: &Object) -> bool {
        let Ok(session) = self.session(session) else { return false };
        let user = self.token(session.slot).is_ok_and(|token| token.login == Some(CKU_USER));
        object.slot == session.slot && (user || !object.is_private())
    }

    pub(super) fn object(&self, session: CK_SESSION_HANDLE, handle: CK_OBJECT_HANDLE) -> Rv<&Object> {
        self.session(session)?;
        let object = self.objects.get(&handle).map(AsRef::as_ref).filter(|object| self.sees(session, object));
        object.ok_or(CKR_OBJECT_HANDLE_INVALID)
    }

    /// Whether a session may write an object with these attributes.
    pub(super) fn may_write(&self, session: CK_SESSION_HANDLE, token: bool, private: bool) -> Answer {
        let session = self.session(session)?;
        let home = self.token(session.slot)?;
        if token && home.config.write_protected {
            return Err(CKR_TOKEN_WRITE_PROTECTED);
        }
        if token && !session.is_rw() {
            return Err(CKR_SESSION_READ_ONLY);
        }
        if private && home.config.login_required && home.login != Some(CKU_USER) {
            return Err(CKR_USER_NOT_LOGGED_IN);
        }
        Ok(())
    }
}

/// Writes the handle of a new object, or the one that a lie has.
///
/// # Safety
///
/// `to` is NULL or writable.
pub(super) unsafe fn hand_out(
    context: &Context<'_>,
    state: &State,
    to: CK_OBJECT_HANDLE_PTR,
    handle: CK_OBJECT_HANDLE,
) -> Answer {
    let other = || state.objects.keys().copied().find(|other| *other != handle);
    let told = match () {
        () if context.lies(&Fault::InvalidHandle) => CK_INVALID_HANDLE,
        () if is_lost_half(context, state, handle) => CK_INVALID_HANDLE,
        () if context.lies(&Fault::RepeatedHandle) => other().unwrap_or(handle),
        () => handle,
    };
    // SAFETY: the caller's promise.
    unsafe { store(to, told) }
}

/// Whether a lie keeps this half of a key pair back.
fn is_lost_half(context: &Context<'_>, state: &State, handle: CK_OBJECT_HANDLE) -> bool {
    state.objects.get(&handle).is_some_and(|object| context.lies(&Fault::HalfPair(object.class())))
}

pub(super) unsafe fn C_CreateObject(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulCount: CK_ULONG,
    phObject: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    not_null(phObject)?;
    // SAFETY: a template by the caller's promise.
    let template = unsafe { read(pTemplate, ulCount) }?;
    let object = state.make(hSession, &template, &Origin::Create, &[])?;
    let handle = state.add_object(object);
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, &state, phObject, handle) }
}

pub(super) unsafe fn C_CopyObject(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    hObject: CK_OBJECT_HANDLE,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulCount: CK_ULONG,
    phNewObject: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    let mut copy = state.object(hSession, hObject)?.clone();
    not_null(phNewObject)?;
    if !copy.flag(CKA_COPYABLE) {
        return Err(CKR_ACTION_PROHIBITED);
    }
    // SAFETY: a template by the caller's promise.
    let template = unsafe { read(pTemplate, ulCount) }?;
    copy.modify(&state, hSession, template, &[CKA_TOKEN, CKA_PRIVATE, CKA_MODIFIABLE, CKA_COPYABLE, CKA_DESTROYABLE])?;
    copy.session = (!copy.flag(CKA_TOKEN)).then_some(hSession);
    state.may_write(hSession, copy.flag(CKA_TOKEN), copy.is_private())?;
    let unique = state.random_bytes(4).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    copy.attributes.insert(CKA_UNIQUE_ID, Value::from(unique.into_bytes()));
    let handle = state.add_object(copy);
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, &state, phNewObject, handle) }
}

pub(super) unsafe fn C_DestroyObject(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    hObject: CK_OBJECT_HANDLE,
) -> Answer {
    let mut state = context.state()?;
    let object = state.object(hSession, hObject)?;
    state.may_write(hSession, object.flag(CKA_TOKEN), object.is_private())?;
    if !object.flag(CKA_DESTROYABLE) {
        return Err(CKR_ACTION_PROHIBITED);
    }
    state.objects.remove(&hObject);
    Ok(())
}

pub(super) unsafe fn C_GetObjectSize(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    hObject: CK_OBJECT_HANDLE,
    pulSize: CK_ULONG_PTR,
) -> Answer {
    let state = context.state()?;
    let object = state.object(hSession, hObject)?;
    let size: usize = object.attributes.values().map(|value| 8 + value.length()).sum();
    // SAFETY: NULL or writable by the caller's promise.
    unsafe { store(pulSize, ulong(size)) }
}
