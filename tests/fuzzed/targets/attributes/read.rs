//! The ways to read attributes.

use super::super::input::Input;
use super::answer::ATTRIBUTES;
use super::log::Log;
use super::plain::{Plain, check, entry_was_given, explained};
use pkcs11_safe::attribute::{self as attr, Date, Key, Version};
use pkcs11_safe::{AttributeType, KeyType, MechanismType, Object, ObjectClass, SecretBytes, Session, Ulong};

/// Has what was read compared with what was written.
type Compare<'a> = &'a dyn Fn(&dyn Fn(&Log));

/// How an input wants attributes to be read.
pub(super) struct Reading {
    shape: u8,
    key: u8,
    room: usize,
    attributes: Vec<AttributeType>,
}

/// A vendor's attributes.
const FLAG: Key<bool> = Key::vendor(0x8000_0001);
const NUMBER: Key<Ulong> = Key::vendor(0x8000_0001);
const DATE: Key<Date> = Key::vendor(0x8000_0001);
const VERSION: Key<Version> = Key::vendor(0x8000_0001);
const TEXT: Key<String> = Key::vendor(0x8000_0001);
const BYTES: Key<Vec<u8>> = Key::vendor(0x8000_0001);
const SECRET: Key<SecretBytes> = Key::vendor(0x8000_0001);
const NUMBERS: Key<Vec<Ulong>> = Key::vendor(0x8000_0001);
const CLASS: Key<ObjectClass> = Key::vendor(0x8000_0001);
const KEY_TYPE: Key<KeyType> = Key::vendor(0x8000_0001);
const MECHANISMS: Key<Vec<MechanismType>> = Key::vendor(0x8000_0001);

/// Does something with the key that a number chooses: one of each type, the standard's and a vendor's.
macro_rules! with_key {
    ($number:expr, $key:ident => $do:expr) => {
        with_key! { $number, $key => $do; bytes_too
            attr::LABEL attr::ID attr::TOKEN attr::CLASS attr::MODULUS_BITS attr::START_DATE attr::VALUE
            attr::ALLOWED_MECHANISMS attr::HSS_LMS_TYPES attr::VALIDATION_VERSION attr::KEY_TYPE attr::EC_POINT
            attr::CERTIFICATE_TYPE attr::KEY_GEN_MECHANISM
            FLAG NUMBER DATE VERSION TEXT BYTES SECRET NUMBERS CLASS KEY_TYPE MECHANISMS
        }
    };
    ($number:expr, $key:ident => $do:expr; bytes_too $($row:path)*) => {{
        let mut number = usize::from($number);
        $(
            if number == 0 {
                let $key = $row;
                return $do;
            }
            number -= 1;
        )*
        let _ = number;
    }};
}

impl Reading {
    pub(super) fn choose(input: &mut Input<'_>) -> Self {
        let (shape, key) = (input.byte(), input.byte());
        let room = input.two_bytes() % 3000;
        let count = if shape % 8 == 5 { 1 + input.below(30) } else { 0 };
        let attributes = (0..count).map(|_| AttributeType::new(input.pick(ATTRIBUTES))).collect();
        Self { shape, key: key % 25, room, attributes }
    }

    /// Reads, and compares. Gives how many attributes were asked for.
    pub(super) fn read(&self, session: &Session, object: Object, compare: Compare<'_>) -> usize {
        match self.shape % 8 {
            0 => self.typed(session, object, compare),
            1 => self.optional(session, object, compare),
            2 => self.as_bytes(session, object, compare),
            3 => self.buffered(session, object, compare),
            4 => self.template(session, object, compare),
            5 => self.dynamic(session, object, compare),
            6 => self.tuple(session, object, compare),
            _ => self.tuple_into_buffer(session, object, compare),
        }
        self.attributes.len().max(match self.shape % 8 {
            6 => 8,
            7 => 4,
            _ => 1,
        })
    }

    fn typed(&self, session: &Session, object: Object, compare: Compare<'_>) {
        with_key!(self.key, key => {
            let read = session.get(object, key);
            compare(&|log| check(&read, key.attribute_type(), log));
        });
    }

    fn optional(&self, session: &Session, object: Object, compare: Compare<'_>) {
        with_key!(self.key, key => {
            let read = session.get(object, key.optional());
            compare(&|log| check(&read, key.attribute_type(), log));
        });
    }

    fn as_bytes(&self, session: &Session, object: Object, compare: Compare<'_>) {
        with_key!(self.key, key => {
            let read = session.get(object, key.bytes());
            compare(&|log| check(&read, key.attribute_type(), log));
        });
    }

    fn buffered(&self, session: &Session, object: Object, compare: Compare<'_>) {
        let mut buffer = vec![0; self.room];
        with_key!(self.key, key => {
            let read = session.get_in(object, key, &mut buffer);
            compare(&|log| check(&read, key.attribute_type(), log));
        });
    }

    fn template(&self, session: &Session, object: Object, compare: Compare<'_>) {
        let key = if self.key.is_multiple_of(2) { attr::WRAP_TEMPLATE } else { attr::ENCAPSULATE_TEMPLATE };
        if self.key < 12 {
            let read = session.get(object, key);
            compare(&|log| check(&read, key.attribute_type(), log));
        } else {
            let read = session.get(object, key.optional());
            compare(&|log| check(&read, key.attribute_type(), log));
        }
    }

    fn dynamic(&self, session: &Session, object: Object, compare: Compare<'_>) {
        let read = session.attributes(object, &self.attributes);
        compare(&|log| match &read {
            Ok(entries) => {
                assert!(entries.iter().map(attr::Entry::attribute_type).eq(self.attributes.iter().copied()));
                for entry in entries {
                    assert!(entry_was_given(entry, log), "{entry:?} is not what the module wrote");
                }
            }
            Err(error) => explained(error, log),
        });
    }

    fn tuple(&self, session: &Session, object: Object, compare: Compare<'_>) {
        let query = (
            attr::LABEL,
            attr::ID.optional(),
            attr::TOKEN.optional(),
            (attr::CLASS, attr::MODULUS_BITS.optional()),
            attr::VALUE.optional(),
            attr::START_DATE.optional(),
            attr::WRAP_TEMPLATE.optional(),
        );
        let read = session.get(object, query);
        compare(&|log| match &read {
            Ok((label, id, token, (class, bits), value, date, template)) => {
                given(label, AttributeType::LABEL, log);
                given(id, AttributeType::ID, log);
                given(token, AttributeType::TOKEN, log);
                given(class, AttributeType::CLASS, log);
                given(bits, AttributeType::MODULUS_BITS, log);
                given(value, AttributeType::VALUE, log);
                given(date, AttributeType::START_DATE, log);
                given(template, AttributeType::WRAP_TEMPLATE, log);
            }
            Err(error) => explained(error, log),
        });
    }

    fn tuple_into_buffer(&self, session: &Session, object: Object, compare: Compare<'_>) {
        let mut buffer = vec![0; self.room];
        let query = (attr::LABEL, attr::VALUE, attr::MODULUS_BITS.optional(), attr::ID.optional());
        let read = session.get_in(object, query, &mut buffer);
        compare(&|log| match &read {
            Ok((label, value, bits, id)) => {
                given(label, AttributeType::LABEL, log);
                given(value, AttributeType::VALUE, log);
                given(bits, AttributeType::MODULUS_BITS, log);
                given(id, AttributeType::ID, log);
            }
            Err(error) => explained(error, log),
        });
    }
}

fn given<T: Plain>(value: &T, attribute: AttributeType, log: &Log) {
    assert!(value.was_given(attribute, log), "{attribute} is not what the module wrote");
}
