//! What makes an object of a template, and checks it as the standard has it (sections 4.1 and 5.7).

use super::memory::{Answer, Rv, ulong};
use super::object::Object;
use super::schema;
use super::sha;
use super::state::State;
use super::template::{Attribute, Value, find};
use pkcs11_sys::*;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Where an object comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    Create,
    Generate(CK_MECHANISM_TYPE),
    Unwrap,
    /// With ALWAYS_SENSITIVE and NEVER_EXTRACTABLE of the base key.
    Derive(bool, bool),
}

impl State {
    /// Makes an object of a template and of what was computed, and checks it as the standard has it.
    pub(super) fn make(
        &mut self,
        session: CK_SESSION_HANDLE,
        template: &[Attribute],
        origin: &Origin,
        computed: &[(CK_ATTRIBUTE_TYPE, Value)],
    ) -> Rv<Object> {
        let given = |type_| find(template, type_).and_then(Value::ulong);
        let expected =
            |wanted| computed.iter().find(|(type_, _)| *type_ == wanted).and_then(|(_, value)| value.ulong());
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
            let Entry::Vacant(place) = attributes.entry(rule.attribute) else { continue };
            if rule.notes(required) {
                return Err(CKR_TEMPLATE_INCOMPLETE);
            }
            if let Some(initial) = rule.initial_value() {
                place.insert(initial);
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
        let unique =
            format!("{:08x}", ulong(self.random_bytes(4).iter().fold(0, |n, byte| n << 8 | usize::from(*byte))));
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
            let bits =
                modulus.get(zeros).map_or(0, |first| (modulus.len() - zeros) * 8 - first.leading_zeros() as usize);
            self.attributes.insert(CKA_MODULUS_BITS, Value::from(ulong(bits)));
        }
        Ok(())
    }
}
