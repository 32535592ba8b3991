//! Whether a value that was read is one that the module wrote.

use super::answer::is_template;
use super::log::Log;
use pkcs11_safe::attribute::{Date, Entry, OwnedValue, Template, Version};
use pkcs11_safe::{
    AttributeType, CertificateType, Error, KeyType, MechanismType, ObjectClass, Reason, SecretBytes, Ulong,
};
use pkcs11_sys::{
    CK_ATTRIBUTE, CK_ULONG, CK_UNAVAILABLE_INFORMATION, CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID,
};

/// A value that can be looked for in what was written.
pub(super) trait Plain {
    /// Whether the module gave it.
    fn was_given(&self, attribute: AttributeType, log: &Log) -> bool;
}

/// Types whose value is the bytes that were written.
macro_rules! as_bytes {
    ($($type:ty: $value:ident => $bytes:expr;)*) => {
        $(impl Plain for $type {
            fn was_given(&self, attribute: AttributeType, log: &Log) -> bool {
                let $value = self;
                log.gave(attribute.raw(), &$bytes)
            }
        })*
    };
}

as_bytes! {
    String: value => *value.as_bytes();
    &str: value => *value.as_bytes();
    Vec<u8>: value => value[..];
    &[u8]: value => value[..];
    SecretBytes: value => value[..];
    Version: value => [value.major, value.minor];
    Date: value => *value.to_string().replace('-', "").as_bytes();
    Vec<Ulong>: value => *value.iter().flat_map(|number| number.to_ne_bytes()).collect::<Vec<u8>>();
    Vec<MechanismType>: value => *value.iter().flat_map(|number| number.raw().to_ne_bytes()).collect::<Vec<u8>>();
    Ulong: value => value.to_ne_bytes();
    ObjectClass: value => value.raw().to_ne_bytes();
    KeyType: value => value.raw().to_ne_bytes();
    MechanismType: value => value.raw().to_ne_bytes();
    CertificateType: value => value.raw().to_ne_bytes();
}

impl Plain for bool {
    fn was_given(&self, attribute: AttributeType, log: &Log) -> bool {
        let truth = |bytes: &[u8]| bytes.iter().any(|byte| *byte != 0);
        let mut values = log.values(attribute.raw());
        values.any(|bytes| bytes.len() <= 8 && (*self || !truth(bytes)))
    }
}

impl<T: Plain> Plain for Option<T> {
    fn was_given(&self, attribute: AttributeType, log: &Log) -> bool {
        match self {
            Some(value) => value.was_given(attribute, log),
            None => [Reason::Absent, Reason::Empty, Reason::Unavailable]
                .iter()
                .any(|reason| was_said(*reason, attribute, log)),
        }
    }
}

impl Plain for Template {
    fn was_given(&self, attribute: AttributeType, log: &Log) -> bool {
        let size = CK_ULONG::try_from(size_of_val(self.entries()) / size_of::<Entry>() * size_of::<CK_ATTRIBUTE>());
        size.is_ok_and(|size| log.has_reported(attribute.raw(), size))
            && self.entries().iter().all(|entry| entry_was_given(entry, log))
    }
}

/// Whether an entry holds what the module gave, or the reason that it gave.
pub(super) fn entry_was_given(entry: &Entry, log: &Log) -> bool {
    let attribute = entry.attribute_type();
    match entry.value() {
        Ok(OwnedValue::Bytes(bytes)) => log.gave(attribute.raw(), bytes),
        Ok(OwnedValue::Secret(bytes)) => log.gave(attribute.raw(), bytes),
        Ok(OwnedValue::Template(template)) => template.was_given(attribute, log),
        Ok(_) => false,
        Err(reason) => was_said(reason, attribute, log),
    }
}

/// Whether the module gave cause for this reason.
fn was_said(reason: Reason, attribute: AttributeType, log: &Log) -> bool {
    match reason {
        Reason::Sensitive => log.has_returned(CKR_ATTRIBUTE_SENSITIVE),
        // Beside a sensitive attribute, one that cannot be sensitive is absent where it is marked.
        Reason::Absent => log.has_returned(CKR_ATTRIBUTE_TYPE_INVALID) || log.has_returned(CKR_ATTRIBUTE_SENSITIVE),
        // By its mark, or by a number that says so.
        Reason::Unavailable => {
            log.has_reported(attribute.raw(), CK_UNAVAILABLE_INFORMATION)
                || log.gave(attribute.raw(), &CK_UNAVAILABLE_INFORMATION.to_ne_bytes())
                // Templates within templates are followed so far and no further.
                || is_template(attribute.raw())
        }
        Reason::Empty => {
            log.values(attribute.raw()).any(|bytes| bytes.iter().all(|byte| matches!(byte, b'0' | b' ' | 0)))
        }
        Reason::Malformed => log.values(attribute.raw()).any(|bytes| !bytes.is_empty()),
        Reason::Failed(rv) => log.has_returned(rv.raw()),
        _ => false,
    }
}

/// A value was given, or the error says why there is none.
pub(super) fn check<T: Plain + core::fmt::Debug>(result: &Result<T, Error>, attribute: AttributeType, log: &Log) {
    match result {
        Ok(value) => assert!(value.was_given(attribute, log), "{attribute} is not what the module wrote: {value:?}"),
        Err(error) => explained(error, log),
    }
}

/// An error gives a reason, or the module's code, or a lie of the module's; nobody else is to blame.
pub(super) fn explained(error: &Error, log: &Log) {
    assert!(!error.to_string().is_empty());
    match error {
        Error::Attribute { attribute, reason } => {
            assert!(was_said(*reason, *attribute, log), "{error}, and the module did not say so");
        }
        Error::Call { rv, .. } | Error::Refused { rv, .. } => {
            assert!(log.has_returned(rv.raw()), "{error}, and the module did not return it");
        }
        Error::Module { .. } => {}
        Error::Usage { .. } => assert!(error.to_string().contains("too small"), "{error}"),
        other => panic!("an error of another kind: {other}"),
    }
}
