//! Reading attributes into buffers of any size, wherever they begin, and more of them than is usual.

use super::{session, token};
use pkcs11_safe::attribute::{self as attr, Key};
use pkcs11_safe::{Error, ObjectClass, Session};
use support::module::claim;

const LABEL: &str = "a label of some length";

fn object(session: &Session) -> pkcs11_safe::Object {
    let template = [attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is(LABEL), attr::VALUE.is(&[7; 300])];
    session.create_object(&template).unwrap()
}

#[test]
fn a_buffer_of_any_size_wherever_it_begins_gives_the_values_or_says_what_it_needs() {
    let claim = claim();
    let session = session(&token(&claim));
    let object = object(&session);
    let mut memory = vec![0; 2048];
    // Each step takes a while under Miri, which looks at the steps and not at the numbers.
    let (starts, step) = if cfg!(miri) { (2, 60) } else { (9, 7) };
    for start in 0..starts {
        for size in (0..420).step_by(step).chain([1279, 1280, 1281, 1290, 2000]) {
            let buffer = &mut memory[start..start + size];
            let query = (attr::TOKEN, attr::LABEL, attr::VALUE.bytes(), attr::CLASS, attr::APPLICATION.optional());
            match session.get_in(object, query, buffer) {
                Ok((on_token, label, value, class, application)) => {
                    assert_eq!((on_token, label, class), (false, LABEL, ObjectClass::DATA), "{start} {size}");
                    assert!(value == [7; 300] && application.is_none_or(str::is_empty), "{start} {size}");
                    assert!(size >= LABEL.len() + 300, "{start} {size}");
                }
                Err(Error::Usage { argument: "buffer", detail }) => {
                    assert!(size < LABEL.len() + 300 + 5 * 16, "{start} {size}: {detail}");
                }
                Err(error) => panic!("{start} {size}: {error:?}"),
            }
        }
    }
}

#[test]
fn more_attributes_than_have_places_on_the_stack_are_read_all_the_same() {
    let claim = claim();
    let session = session(&token(&claim));
    let object = object(&session);
    let few = (attr::LABEL, attr::TOKEN, attr::CLASS, attr::PRIVATE, attr::LABEL, attr::TOKEN, attr::CLASS);
    let many = (few, few, few, few);
    let mut buffer = vec![0; 8 * 256];
    let (a, b, c, d) = session.get(object, many).unwrap();
    assert!(a.0 == LABEL && a == b && b == c && c == d);
    let (a, _, _, d) = session.get_in(object, many, &mut buffer).unwrap();
    assert_eq!((a, d.0), (d, LABEL));
    let absent: Key<bool> = Key::vendor(0x8000_0001);
    let error = session.get(object, (many, absent)).unwrap_err();
    assert!(matches!(error, Error::Attribute { .. }), "{error:?}");
}
