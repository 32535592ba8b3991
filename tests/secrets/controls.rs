//! Whether the search finds what is there.

use crate::scene::finds;
use crate::search::{Exposed, Needle, Secret};
use pkcs11_safe::{Pin, SecretBytes};
use std::hint::black_box;
use std::sync::Mutex;

/// A secret and what it is searched by.
fn secret() -> (Secret, [Needle; 1]) {
    let secret = Secret::bytes("a secret", 48);
    let needle = secret.needle();
    (secret, [needle])
}

#[test]
fn what_is_alive_is_found_where_it_is() {
    let (secret, needle) = secret();
    let alive = secret.expose();
    let finds = finds(&needle, || ());
    assert!(finds.iter().any(|find| find.address == alive.0.as_ptr().addr()), "{finds:?}");
    assert!(format!("{finds:?}").contains("48 bytes of a secret, from 0, at"), "{finds:?}");
}

#[test]
fn what_was_freed_without_being_wiped_is_found() {
    let (secret, needle) = secret();
    let finds = finds(&needle, || {
        let mut plain = vec![0; 48];
        secret.write(black_box(&mut plain));
        drop(plain);
    });
    assert!(!finds.is_empty());
}

#[test]
fn what_a_function_left_on_the_stack_is_found() {
    #[inline(never)]
    fn function(secret: &Secret) {
        let mut plain = [0; 48];
        secret.write(black_box(&mut plain));
        black_box(&plain);
    }
    let (secret, needle) = secret();
    assert!(!finds(&needle, || function(&secret)).is_empty());
}

#[test]
fn a_static_is_searched_too() {
    static PLACE: Mutex<[u8; 48]> = Mutex::new([0; 48]);
    let (secret, needle) = secret();
    secret.write(&mut *PLACE.lock().unwrap());
    assert!(!finds(&needle, || ()).is_empty());
    crate::search::wipe(&mut *PLACE.lock().unwrap());
    assert!(finds(&needle, || ()).is_empty());
}

#[test]
fn eight_bytes_of_it_are_enough() {
    let (secret, needle) = secret();
    let part = Exposed(secret.expose().0[21..29].to_vec());
    let finds = finds(&needle, || ());
    assert_eq!(finds.len(), 1, "{finds:?}");
    assert_eq!(finds[0].address, part.0.as_ptr().addr());
}

#[test]
fn a_pin_that_is_still_there_is_found_and_one_that_was_dropped_is_not() {
    let text = Secret::text("a PIN", 40);
    let needle = [text.needle()];
    let pin = Pin::new(&text.expose().0);
    assert!(!finds(&needle, || ()).is_empty());
    assert!(finds(&needle, || drop(pin)).is_empty());
}

#[test]
fn secret_bytes_that_are_still_there_are_found_and_dropped_ones_are_not() {
    let (secret, needle) = secret();
    let bytes = SecretBytes::from(&secret.expose().0[..]);
    let copy = bytes.clone();
    drop(bytes);
    assert!(!finds(&[Needle::of("the copy", &copy)], || ()).is_empty());
    assert!(finds(&needle, || drop(copy)).is_empty());
}

#[test]
fn what_was_never_there_is_not_found() {
    let needles = [Secret::bytes("a secret", 4096).needle(), Secret::text("a PIN", 24).needle()];
    assert!(finds(&needles, || ()).is_empty());
}

/// What the tests expose they wipe: without that the search would find it.
#[test]
fn the_tests_leave_nothing_themselves() {
    let (secret, needle) = secret();
    assert!(finds(&needle, || drop(secret.expose())).is_empty());
}
