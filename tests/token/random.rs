//! Random numbers.

use support::token;

#[test]
fn random_bytes_fill_all_of_the_buffer_and_differ_each_time() {
    let token = token!();
    let session = token.open();
    let (first, second) = (session.random(64).unwrap(), session.random(64).unwrap());
    assert_eq!((first.len(), second.len()), (64, 64));
    assert_ne!(first, second);
    let mut buffer = [0; 4096];
    session.fill_random(&mut buffer).unwrap();
    // A part that was not filled would be zeros; 16 of them come by chance once in 2^128.
    assert!(buffer.chunks(16).all(|part| part != [0; 16]));
}

#[test]
fn no_random_bytes_are_no_error() {
    let token = token!();
    let session = token.open();
    assert_eq!(session.random(0).unwrap(), []);
    session.fill_random(&mut []).unwrap();
}

#[test]
fn seeding_is_taken() {
    let token = token!();
    let session = token.open();
    session.seed_random(b"some noise").unwrap();
    assert_eq!(session.random(8).unwrap().len(), 8);
}
