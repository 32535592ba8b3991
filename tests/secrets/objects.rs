//! Secret values of objects: written, copied, looked for, and read in every way.

use crate::scene::{Stage, assert_gone_in, play};
use crate::search::{Exposed, Secret};
use pkcs11_safe::attribute::{self as attr, Attribute};
use pkcs11_safe::{AttributeType, KeyType, ObjectClass, SecretBytes, SecretKey, Session};
use support::module::{Fault, Function};

/// The template of a secret key with this value, which can be read.
fn template(value: &[u8]) -> [Attribute<'_>; 6] {
    [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::LABEL.is("a key"),
        attr::VALUE.is(value),
    ]
}

/// A stage with a session, and a secret key whose value is the secret.
fn with_key(length: usize) -> (Stage, Session, SecretKey, Secret) {
    let secret = Secret::bytes("the value", length);
    let stage = Stage::new();
    let mut session = stage.session();
    let key = assert_gone_in(&mut session, &[&secret], |session| {
        session.create_object(&template(&secret.expose().0)).unwrap()
    });
    (stage, session, SecretKey::from_object(key), secret)
}

#[test]
fn a_value_that_was_written_or_looked_for_is_not_left() {
    let (_stage, mut session, key, secret) = with_key(48);
    let next = Secret::bytes("another value", 48);
    assert_gone_in(&mut session, &[&secret], |session| {
        session.copy_object(key, &[attr::LABEL.is("a copy")]).unwrap();
    });
    assert_gone_in(&mut session, &[&secret], |session| {
        assert_eq!(session.find::<SecretKey>(&[attr::VALUE.is(&secret.expose().0)]).unwrap().len(), 2);
    });
    // The errors name attributes, and are still there while memory is searched.
    assert_gone_in(&mut session, &[&next], |session| {
        let exposed = next.expose();
        [
            session.find_one::<SecretKey>(&[attr::VALUE.is(&exposed.0)]).unwrap_err(),
            session.set(key, &[attr::VALUE.is(&exposed.0)]).unwrap_err(),
            session.create_object(&[&template(&exposed.0)[..], &[attr::MODULUS_BITS.is(1)]].concat()).unwrap_err(),
        ]
    });
}

#[test]
fn a_template_that_does_not_fit_on_the_stack_leaves_no_value() {
    let secret = Secret::bytes("the value", 48);
    let stage = Stage::new();
    let mut session = stage.session();
    assert_gone_in(&mut session, &[&secret], |session| {
        let exposed = secret.expose();
        let many = vec![attr::VALUE.is(&exposed.0); 40];
        session.create_object(&[&template(&exposed.0)[..], &many].concat()).unwrap_err()
    });
}

/// Reads by `read`, in a scene of its own.
#[track_caller]
fn assert_read(length: usize, read: impl FnOnce(&Session, SecretKey, &Exposed) + Send) {
    let (_stage, mut session, key, secret) = with_key(length);
    assert_gone_in(&mut session, &[&secret], |session| read(session, key, &secret.expose()));
}

#[test]
fn a_value_that_was_read_is_not_left() {
    // 900 bytes are within the guess, 3000 on the stack, 20000 are not.
    for length in [48, 900, 3000, 20_000] {
        assert_read(length, |session, key, value| {
            assert!(session.get(key, attr::VALUE).unwrap().ct_eq(&value.0));
        });
        assert_read(length, |session, key, value| {
            assert!(session.get(key, attr::VALUE.optional()).unwrap().unwrap().ct_eq(&value.0));
        });
        assert_read(length, |session, key, value| {
            let (label, (read, bits)) =
                session.get(key, (attr::LABEL, (attr::VALUE, attr::MODULUS_BITS.optional()))).unwrap();
            assert!(label == "a key" && read.ct_eq(&value.0) && bits.is_none());
        });
        assert_read(length, |session, key, value| {
            let wanted = [AttributeType::LABEL, AttributeType::VALUE, AttributeType::MODULUS];
            let entries = session.attributes(key, &wanted).unwrap();
            let copies = entries.clone();
            assert_eq!(copies[1].value().unwrap().as_bytes(), Some(&value.0[..]));
            assert!(entries[1].get(attr::VALUE).unwrap().ct_eq(&value.0));
        });
        assert_read(length, |session, key, value| {
            let wanted = [&[AttributeType::LABEL; 30][..], &[AttributeType::VALUE]].concat();
            assert_eq!(session.attributes(key, &wanted).unwrap()[30].value().unwrap().as_bytes(), Some(&value.0[..]));
        });
        assert_read(length, |session, key, value| {
            // These bytes are the caller's, who hands them on.
            assert!(SecretBytes::from(session.get(key, attr::VALUE.bytes()).unwrap()).ct_eq(&value.0));
        });
    }
}

#[test]
fn a_value_in_a_buffer_of_the_callers_is_there_and_nowhere_else() {
    let (_stage, mut session, key, secret) = with_key(48);
    let mut buffer = vec![0; 1000];
    let place = buffer.as_ptr_range();
    let (session, buffer) = (&mut session, &mut buffer);
    let (_, finds) = play(&[secret.needle()], move || {
        let (label, value) = session.get_in(key, (attr::LABEL, attr::VALUE), buffer).unwrap();
        (label.len(), value.len())
    });
    assert!(!finds.is_empty());
    for find in &finds {
        assert!((place.start.addr()..place.end.addr()).contains(&find.address), "{finds:?}");
    }
}

#[test]
fn a_value_of_which_reading_failed_half_way_is_not_left() {
    let faults = [
        Fault::ErrorAfterActing(0x8000_0001),
        Fault::ErrorAfterActing(pkcs11_sys::CKR_DEVICE_ERROR),
        Fault::AttributeLength(pkcs11_sys::CKA_VALUE, 1 << 40),
        Fault::AttributeLength(pkcs11_sys::CKA_VALUE, pkcs11_sys::CK_UNAVAILABLE_INFORMATION),
        Fault::AttributeLength(pkcs11_sys::CKA_LABEL, 1 << 40),
        Fault::AttributeUntouched(pkcs11_sys::CKA_LABEL),
        Fault::ClobbersPointers,
    ];
    for fault in faults {
        for length in [48, 3000, 20_000] {
            let (stage, mut session, key, secret) = with_key(length);
            stage.claim.fault(Function::GetAttributeValue, fault.clone());
            assert_gone_in(&mut session, &[&secret], |session| {
                let wanted = [AttributeType::LABEL, AttributeType::VALUE];
                (
                    session.get(key, (attr::LABEL, attr::VALUE)).err(),
                    session.get(key, attr::VALUE).err(),
                    session.attributes(key, &wanted).err(),
                )
            });
        }
    }
}
