//! C_CreateObject, C_CopyObject, C_DestroyObject, C_GetObjectSize (section 5.7), and what makes an object.

use super::context::Context;
use super::fault::Fault;
use super::memory::{Answer, Rv, not_null, store, ulong};
use super::schema::{self, Rule};
use super::sha;
use super::state::State;
use super::template::{Attribute, Value, find, read};
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

/// Where an object comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    Create,
    Generate(CK_MECHANISM_TYPE),
    Unwrap,
    /// With ALWAYS_SENSITIVE and NEVER_EXTRACTABLE of the base key.
    Derive(bool, bool),
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
        let object = self.objects.get(&handle).filter(|object| self.sees(session, object));
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

    /// Makes an object of a template and of what was computed, and checks it as the standard has it.
    pub(super) fn make(
        &mut self,
        session: CK_SESSION_HANDLE,
        template: &[Attribute],
        origin: &Origin,
        computed: &[(CK_ATTRIBUTE_TYPE, Value)],
    ) -> Rv<Object> {
        let given = |type_| find(template, type_).and_then(Value::ulong);
        let expected = |wanted| computed.iter().find(|(type_, _)| *type_ == wanted).and_then(|(_, value)| value.ulong());
        let class = given(CKA_CLASS).or(expected(CKA_CLASS)).ok_or(CKR_TEMPLATE_INCOMPLETE)?;
        let key = given(CKA_KEY_TYPE).or(expected(CKA_KEY_TYPE));
        if expected(CKA_CLASS).is_some_and(|expected| expected != class)
            || expected(CKA_KEY_TYPE).is_some_and(|expected| Some(expected) != key)
        {
            return Err(CKR_TEMPLATE_INCONSISTENT);
        }
        if !schema::is_class(class) {
            return Err(CKR_ATTRIBUTE_VALUE_INVALID);
        }
        let mut attributes = BTreeMap::new();
        for Attribute { type_, value } in template {
            let value = self.checked(session, *type_, value, class, key, origin)?;
            if attributes.insert(*type_, value).is_some() {
                return Err(CKR_TEMPLATE_INCONSISTENT);
            }
        }
        for (type_, value) in computed {
            attributes.insert(*type_, value.clone());
        }
        let required = match origin {
            Origin::Create => 1,
            Origin::Generate(_) => 3,
            Origin::Unwrap | Origin::Derive(..) => 5,
        };
        for rule in schema::rules(class, key) {
            if !attributes.contains_key(&rule.attribute) {
                if rule.notes(required) {
                    return Err(CKR_TEMPLATE_INCOMPLETE);
                }
                if let Some(initial) = rule.initial_value() {
                    attributes.insert(rule.attribute, initial);
                }
            }
        }
        self.complete(session, attributes, origin)
    }

    /// Checks one attribute of a template.
    fn checked(
        &self,
        session: CK_SESSION_HANDLE,
        type_: CK_ATTRIBUTE_TYPE,
        value: &Value,
        class: CK_OBJECT_CLASS,
        key: Option<CK_KEY_TYPE>,
        origin: &Origin,
    ) -> Rv<Value> {
        let rule = schema::rule(type_, class, key).ok_or(CKR_ATTRIBUTE_TYPE_INVALID)?;
        let forbidden = match origin {
            Origin::Create => 2,
            Origin::Generate(_) => 4,
            Origin::Unwrap | Origin::Derive(..) => 6,
        };
        let strict = self.config.strict_value_len && type_ == CKA_VALUE_LEN;
        if rule.notes(forbidden) || strict && !matches!(origin, Origin::Generate(_) | Origin::Derive(..)) {
            return Err(CKR_ATTRIBUTE_READ_ONLY);
        }
        let value = match value {
            Value::Null(0) => Value::Bytes(Vec::new()),
            Value::Null(_) | Value::Buffer(_) => return Err(CKR_ATTRIBUTE_VALUE_INVALID),
            value => value.clone(),
        };
        let so = self.token(self.session(session)?.slot)?.login == Some(CKU_SO);
        if rule.notes(10) && value.bool() == Some(true) && !so {
            return Err(CKR_ATTRIBUTE_READ_ONLY);
        }
        if rule.fits(&value) { Ok(value) } else { Err(CKR_ATTRIBUTE_VALUE_INVALID) }
    }

    /// Adds what the token itself says of an object, and checks that it may be.
    fn complete(
        &mut self,
        session: CK_SESSION_HANDLE,
        attributes: BTreeMap<CK_ATTRIBUTE_TYPE, Value>,
        origin: &Origin,
    ) -> Rv<Object> {
        let slot = self.session(session)?.slot;
        let mut object = Object { slot, session: None, attributes };
        object.session = (!object.flag(CKA_TOKEN)).then_some(session);
        self.may_write(session, object.flag(CKA_TOKEN), object.is_private())?;
        let (sensitive, extractable) = (object.flag(CKA_SENSITIVE), object.flag(CKA_EXTRACTABLE));
        let (local, mechanism, always, never) = match origin {
            Origin::Generate(mechanism) => (true, *mechanism, sensitive, !extractable),
            Origin::Derive(always, never) => {
                (false, CK_UNAVAILABLE_INFORMATION, *always && sensitive, *never && !extractable)
            }
            Origin::Create | Origin::Unwrap => (false, CK_UNAVAILABLE_INFORMATION, false, false),
        };
        let unique = format!("{:08x}", ulong(self.random_bytes(4).iter().fold(0, |n, byte| n << 8 | usize::from(*byte))));
        for (type_, value) in [
            (CKA_LOCAL, Value::from(local)),
            (CKA_KEY_GEN_MECHANISM, Value::from(mechanism)),
            (CKA_ALWAYS_SENSITIVE, Value::from(always)),
            (CKA_NEVER_EXTRACTABLE, Value::from(never)),
            (CKA_UNIQUE_ID, Value::from(unique.into_bytes())),
        ] {
            if object.rule(type_).is_some_and(|rule| rule.notes(2)) {
                object.attributes.insert(type_, value);
            }
        }
        object.measure()?;
        Ok(object)
    }
}

impl Object {
    /// CKA_VALUE_LEN and CKA_CHECK_VALUE of a secret key, CKA_MODULUS_BITS of an RSA key.
    fn measure(&mut self) -> Answer {
        if self.class() == CKO_SECRET_KEY {
            let length = ulong(self.bytes(CKA_VALUE).len());
            if self.number(CKA_VALUE_LEN).is_some_and(|given| given != length) {
                return Err(CKR_ATTRIBUTE_VALUE_INVALID);
            }
            self.attributes.insert(CKA_VALUE_LEN, Value::from(length));
            let check = sha::digest(sha::Algorithm::Sha1, self.bytes(CKA_VALUE))[..3].to_vec();
            self.attributes.entry(CKA_CHECK_VALUE).or_insert(Value::Bytes(check));
        }
        if self.class() == CKO_PUBLIC_KEY && self.key_type() == Some(CKK_RSA) {
            let modulus = self.bytes(CKA_MODULUS);
            let zeros = modulus.iter().take_while(|byte| **byte == 0).count();
            let bits = modulus.get(zeros).map_or(0, |first| (modulus.len() - zeros) * 8 - first.leading_zeros() as usize);
            self.attributes.insert(CKA_MODULUS_BITS, Value::from(ulong(bits)));
        }
        Ok(())
    }
}

/// Writes the handle of a new object, or the one that a lie has.
///
/// # Safety
///
/// `to` is NULL or writable.
pub(super) unsafe fn hand_out(context: &Context<'_>, to: CK_OBJECT_HANDLE_PTR, handle: CK_OBJECT_HANDLE) -> Answer {
    // SAFETY: the caller's promise.
    unsafe { store(to, if context.lies(&Fault::InvalidHandle) { CK_INVALID_HANDLE } else { handle }) }
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
    unsafe { hand_out(context, phObject, handle) }
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
    unsafe { hand_out(context, phNewObject, handle) }
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
