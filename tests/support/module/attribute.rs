//! C_GetAttributeValue, C_SetAttributeValue (section 5.7).

use super::context::Context;
use super::fault::Fault;
use super::memory::{Answer, load, not_null, size, store, store_all, ulong};
use super::object::Object;
use super::schema::Format;
use super::state::State;
use super::template::{Attribute, Value, read};
use pkcs11_sys::*;

pub(super) unsafe fn C_GetAttributeValue(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    hObject: CK_OBJECT_HANDLE,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulCount: CK_ULONG,
) -> Answer {
    let state = context.state()?;
    let object = state.object(hSession, hObject)?;
    not_null(pTemplate)?;
    if context.lies(&Fault::TemplateUntouched) {
        return Ok(());
    }
    let mut answer = Ok(());
    for index in 0..size(ulCount) {
        // SAFETY: within the template by the caller's promise.
        let entry = unsafe { pTemplate.add(index) };
        // SAFETY: an attribute of the template.
        let one = unsafe { answer_one(context, object, entry) };
        if one.is_err() && context.lies(&Fault::OnlyFirstBadAttributeMarked) {
            return one;
        }
        answer = answer.and(one);
    }
    match answer {
        Err(_) if context.lies(&Fault::MarksAndSaysOk) => Ok(()),
        Err(rv) => {
            let code = context.lie(|fault| if let Fault::BadAttributeCode(rv) = fault { Some(*rv) } else { None });
            Err(code.unwrap_or(rv))
        }
        Ok(()) => Ok(()),
    }
}

/// # Safety
///
/// `entry` points to an attribute whose value is NULL or has the room that it says.
unsafe fn answer_one(context: &Context<'_>, object: &Object, entry: CK_ATTRIBUTE_PTR) -> Answer {
    // SAFETY: the caller's promise.
    let type_ = unsafe { load(entry) }?.type_;
    if context.lies(&Fault::AttributeUntouched(type_)) {
        return Ok(());
    }
    let value = match object.get(type_) {
        None => Err(CKR_ATTRIBUTE_TYPE_INVALID),
        Some(_) if object.hides(type_) => Err(CKR_ATTRIBUTE_SENSITIVE),
        Some(value) => Ok(lie_about(context, object, type_, value)),
    };
    // SAFETY: the caller's promise.
    let answer = unsafe { write_one(context, entry, value.as_ref().map_err(|rv| *rv)) };
    let length = context.lie(|fault| match fault {
        Fault::AttributeLength(attribute, length) if *attribute == type_ => Some(*length),
        _ => None,
    });
    if let Some(length) = length {
        // SAFETY: a field of an attribute that can be written, by the caller's promise.
        unsafe { store(&raw mut (*entry).ulValueLen, length) }?;
    }
    answer
}

/// The value, or what a lie makes of it.
fn lie_about(context: &Context<'_>, object: &Object, type_: CK_ATTRIBUTE_TYPE, value: &Value) -> Value {
    let mut value = value.clone();
    let format = object.rule(type_).map_or(Format::Bytes, |rule| rule.format);
    if let Value::Bytes(bytes) = &mut value {
        let length = context.lie(|fault| match fault {
            Fault::AttributeSize(attribute, length) if *attribute == type_ => Some(*length),
            _ => None,
        });
        if format == Format::Text && context.lies(&Fault::NotUtf8) {
            bytes.insert(0, 0xa9);
        }
        if format == Format::Date && bytes.is_empty() && context.lies(&Fault::ZeroDates) {
            *bytes = vec![b'0'; 8];
        }
        if type_ == CKA_EC_POINT && context.lies(&Fault::RawEcPoint) {
            let header = if bytes.get(1) == Some(&0x81) { 3 } else { 2 };
            bytes.drain(..header.min(bytes.len()));
        }
        if let Some(length) = length {
            bytes.resize(length, 0);
        }
        let instead = context.lie(|fault| match fault {
            Fault::AttributeValue(attribute, value) if *attribute == type_ => Some(value.clone()),
            _ => None,
        });
        *bytes = instead.unwrap_or(core::mem::take(bytes));
    }
    value
}

/// Writes a value, or marks that there is none.
///
/// # Safety
///
/// As for [`answer_one`].
unsafe fn write_one(context: &Context<'_>, entry: CK_ATTRIBUTE_PTR, value: Result<&Value, CK_RV>) -> Answer {
    // SAFETY: the caller's promise.
    let CK_ATTRIBUTE { type_, pValue, ulValueLen: room } = unsafe { load(entry) }?;
    // SAFETY: a field of an attribute that can be written, by the caller's promise.
    let length = unsafe { &raw mut (*entry).ulValueLen };
    let refuse = |rv| {
        // SAFETY: as above.
        unsafe { store(length, CK_UNAVAILABLE_INFORMATION) }?;
        Err(rv)
    };
    let value = match value {
        Err(rv) => return refuse(rv),
        Ok(value) => value,
    };
    let needed = ulong(value.length());
    if !pValue.is_null() && (room < needed || context.lies(&Fault::GrowingLength)) {
        return refuse(CKR_BUFFER_TOO_SMALL);
    }
    let mut answer = Ok(());
    match value {
        _ if pValue.is_null() => {}
        Value::Bytes(bytes) => {
            let fewer = context.lie(|fault| match fault {
                Fault::AttributePartly(attribute, fewer) if *attribute == type_ => Some(*fewer),
                _ => None,
            });
            let kept = bytes.len().saturating_sub(fewer.unwrap_or(0));
            // SAFETY: `room` is enough, by the comparison above.
            unsafe { store_all(pValue.cast(), &bytes[..kept]) }
        }
        Value::Template(attributes) => {
            for (index, Attribute { type_, value }) in attributes.iter().enumerate() {
                // SAFETY: there is room for so many attributes, by the comparison above.
                let inner = unsafe { pValue.cast::<CK_ATTRIBUTE>().add(index) };
                // SAFETY: the standard has the caller make the inner attributes, too; the type is ours to write.
                unsafe { store(&raw mut (*inner).type_, *type_) }?;
                // SAFETY: as for the outer attribute.
                answer = answer.and(unsafe { write_one(context, inner, Ok(value)) });
            }
        }
        Value::Null(_) | Value::Buffer(_) => {}
    }
    // SAFETY: as above.
    unsafe { store(length, needed) }?;
    if context.lies(&Fault::ClobbersPointers) {
        // SAFETY: as for the length.
        unsafe { store(&raw mut (*entry).pValue, core::ptr::without_provenance_mut(0xdead_0000)) }?;
    }
    answer
}

impl Object {
    /// Changes attributes as C_SetAttributeValue and C_CopyObject may; `also` names those that only the latter may.
    pub(super) fn modify(
        &mut self,
        state: &State,
        session: CK_SESSION_HANDLE,
        template: Vec<Attribute>,
        also: &[CK_ATTRIBUTE_TYPE],
    ) -> Answer {
        let so = state.token(state.session(session)?.slot)?.login == Some(CKU_SO);
        for Attribute { type_, value } in template {
            let rule = self.rule(type_).ok_or(CKR_ATTRIBUTE_TYPE_INVALID)?;
            let value = match value {
                Value::Null(0) => Value::Bytes(Vec::new()),
                Value::Null(_) | Value::Buffer(_) => return Err(CKR_ATTRIBUTE_VALUE_INVALID),
                value => value,
            };
            if !rule.fits(&value) {
                return Err(CKR_ATTRIBUTE_VALUE_INVALID);
            }
            if self.get(type_) == Some(&value) {
                continue;
            }
            let stuck = match value.bool() {
                Some(true) => rule.notes(12) || type_ == CKA_COPYABLE,
                _ => rule.notes(11),
            };
            let may = rule.notes(8) || rule.notes(11) || rule.notes(10) && so || also.contains(&type_);
            if stuck || !may {
                return Err(CKR_ATTRIBUTE_READ_ONLY);
            }
            self.attributes.insert(type_, value);
        }
        Ok(())
    }
}

pub(super) unsafe fn C_SetAttributeValue(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    hObject: CK_OBJECT_HANDLE,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulCount: CK_ULONG,
) -> Answer {
    let mut state = context.state()?;
    let mut object = state.object(hSession, hObject)?.clone();
    if pTemplate.is_null() && ulCount != 0 {
        return Err(CKR_ARGUMENTS_BAD);
    }
    // SAFETY: a template by the caller's promise.
    let template = unsafe { read(pTemplate, ulCount) }?;
    state.may_write(hSession, object.flag(CKA_TOKEN), object.is_private())?;
    if !object.flag(CKA_MODIFIABLE) {
        return Err(CKR_ACTION_PROHIBITED);
    }
    object.modify(&state, hSession, template, &[])?;
    state.objects.insert(hObject, object.into());
    Ok(())
}
