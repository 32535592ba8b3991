//! Values in the caller's buffer, and values larger than a guess.

use super::{attributes::imported, keys};
use pkcs11_safe::{Error, KeyType, ObjectClass, attribute as attr};
use support::pattern::{PATTERNS, unwritten};
use support::token;
use support::token::calls;

#[test]
fn get_in_borrows_from_the_buffer_and_from_nowhere_else() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let mut buffer = [0xee; 1024];
    let range = buffer.as_ptr_range();
    let query = (attr::CLASS, attr::LABEL, attr::ID, attr::START_DATE.optional(), attr::SIGN);
    let ((class, label, id, start, sign), made) = calls(|| session.get_in(key, query, &mut buffer).unwrap());
    assert_eq!((class, label, id, start, sign), (ObjectClass::PRIVATE_KEY, "imported", &[7, 8][..], None, true));
    assert!(range.contains(&label.as_ptr()) && range.contains(&id.as_ptr()));
    assert!(made.total() <= 2, "{:?}", made.functions());
}

#[test]
fn get_in_asks_for_no_more_room_than_the_values_need() {
    let token = token!();
    let session = token.login();
    let value = [0x42; 3000];
    let template = [attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("label"), attr::VALUE.is(&value)];
    let object = session.create_object(&template).unwrap();
    let query = (attr::LABEL, attr::VALUE, attr::CLASS);
    let mut enough = None;
    for size in (2900..3200).step_by(4) {
        let mut buffer = vec![0; size];
        let ((), made) = calls(|| match session.get_in(object, query, &mut buffer) {
            Ok((label, read, class)) => {
                assert_eq!((label, read, class), ("label", &value[..], ObjectClass::DATA));
                enough.get_or_insert(size);
            }
            Err(Error::Usage { argument: "buffer", detail }) => {
                assert!(enough.is_none(), "{size} bytes are too few and {enough:?} were enough");
                let needed = detail.rsplit(", and ").next().and_then(|rest| rest.split(' ').next()).unwrap();
                let needed: usize = needed.parse().unwrap();
                assert!((3005..=3100).contains(&needed), "{detail}");
                // What the error asks for is enough.
                let mut buffer = vec![0; needed];
                assert_eq!(session.get_in(object, query, &mut buffer).unwrap().1, value);
            }
            Err(error) => panic!("{error:?}"),
        });
        assert!(made.total() <= 6, "{:?}", made.functions());
    }
    let enough = enough.expect("3200 bytes are enough");
    assert!(enough <= 3064, "{enough} bytes for 3005");
    keys::assert_usable(&session);
}

#[test]
fn numbers_need_no_buffer() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let query = (attr::CLASS, attr::KEY_TYPE, attr::TOKEN);
    assert_eq!(session.get_in(key, query, &mut []).unwrap(), (ObjectClass::PRIVATE_KEY, KeyType::EC, false));
    let error = session.get_in(key, attr::LABEL, &mut []).unwrap_err();
    assert!(matches!(error, Error::Usage { argument: "buffer", .. }), "{error:?}");
}

#[test]
fn values_larger_than_the_guess_are_right_and_cost_at_most_three_calls() {
    let token = token!();
    let session = token.login();
    for length in [0, 1, 255, 256, 257, 1023, 1024, 1025, 4095, 4096, 4097, 5000, 8192, 100_000] {
        let value: Vec<u8> = (0..length).map(|index| u8::try_from(index % 253).unwrap()).collect();
        let label = "l".repeat(length / 2);
        let template = [attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is(&label), attr::VALUE.is(&value)];
        let object = session.create_object(&template).unwrap();
        let (read, made) = calls(|| session.get(object, attr::VALUE).unwrap());
        assert!(*read == value[..], "{length} bytes");
        assert!(made.total() <= 3, "{length} bytes: {:?}", made.functions());
        let ((class, name, read, application), made) =
            calls(|| session.get(object, (attr::CLASS, attr::LABEL, attr::VALUE, attr::APPLICATION)).unwrap());
        assert!(*read == value[..] && name == label && class == ObjectClass::DATA && application.is_empty());
        assert!(made.total() <= 3, "{length} bytes: {:?}", made.functions());
        session.destroy(object).unwrap();
    }
}

#[test]
fn values_of_common_sizes_are_one_call() {
    let token = token!();
    let session = token.login();
    let (label, value) = ("l".repeat(256), [0x42; 1024]);
    let template = [attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is(&label), attr::VALUE.is(&value)];
    let object = session.create_object(&template).unwrap();
    let ((name, read), made) = calls(|| session.get(object, (attr::LABEL, attr::VALUE)).unwrap());
    assert!(name == label && *read == value);
    assert_eq!(made.total(), 1);
    let mut buffer = [0; 2048];
    let ((name, read), made) = calls(|| session.get_in(object, (attr::LABEL, attr::VALUE), &mut buffer).unwrap());
    assert!(name == label && *read == value);
    assert_eq!(made.total(), 1);
}

#[test]
fn a_value_that_looks_like_memory_that_nobody_wrote_to_is_read_all_the_same() {
    let token = token!();
    let session = token.login();
    for pattern in PATTERNS {
        for length in 1..=40 {
            let value = unwritten(pattern, length);
            for value in [value.clone(), [&[0][..], &value].concat(), [&value[..], &[0]].concat()] {
                let object = session
                    .create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("x"), attr::VALUE.is(&value)])
                    .unwrap();
                let read = session.get(object, attr::VALUE);
                assert!(read.as_ref().is_ok_and(|read| **read == value[..]), "{value:02x?}: {read:?}");
                let (_, read) = session.get(object, (attr::LABEL, attr::VALUE)).unwrap();
                assert!(*read == value[..], "{value:02x?}");
                session.destroy(object).unwrap();
            }
        }
    }
}
