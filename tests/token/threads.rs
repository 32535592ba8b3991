//! Threads: one context, a session each.

use super::keys;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{KeyPairSpec, Mechanism, Object, Session, attribute as attr};
use std::collections::HashSet;
use std::thread;
use support::token;

const THREADS: usize = 8;
const SIGNATURES: usize = 1000;

#[test]
fn eight_threads_make_a_thousand_signatures_each_on_one_context() {
    let token = token!();
    let owner = token.login();
    let pair = KeyPairSpec::ec(Curve::P256).label("shared").generate(&owner).unwrap();
    let sign = |number: usize| {
        let session = token.open();
        let digest = |index: usize| {
            let mut digest = [0; 32];
            digest[..8].copy_from_slice(&u64::try_from(number * SIGNATURES + index).unwrap().to_be_bytes());
            digest
        };
        let signatures: Vec<_> = (0..SIGNATURES)
            .map(|index| session.sign(Mechanism::ECDSA, pair.private, &digest(index)).unwrap())
            .collect();
        // Each signature is of the digest of its own thread and turn, not of another's.
        for (index, signature) in signatures.iter().enumerate() {
            session.verify(Mechanism::ECDSA, pair.public, &digest(index), signature).unwrap();
        }
        signatures
    };
    let all: Vec<Vec<u8>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|number| scope.spawn(move || sign(number))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(all.len(), THREADS * SIGNATURES);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
}

#[test]
fn threads_open_login_find_read_and_close_beside_each_other() {
    let token = token!();
    let owner = token.login();
    keys::rsa(&owner);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..50 {
                    let session = token.login();
                    let found = session.find::<Object>(&[]).unwrap();
                    assert_eq!(found.len(), 2);
                    for object in found {
                        assert_eq!(session.get(object, attr::MODULUS).unwrap().len(), 128);
                    }
                    keys::assert_usable(&session);
                }
            });
        }
    });
}

#[test]
fn a_session_moves_to_another_thread_and_back() {
    let token = token!();
    let session = token.login();
    let key = keys::hmac(&session);
    let (session, mac) = thread::spawn(move || {
        let mac = session.sign(Mechanism::SHA256_HMAC, key, b"data").unwrap();
        (session, mac)
    })
    .join()
    .unwrap();
    session.verify(Mechanism::SHA256_HMAC, key, b"data", &mac).unwrap();
}

#[test]
fn a_session_outlives_the_thread_that_panicked_with_an_operation_in_it() {
    let token = token!();
    let session = std::sync::Mutex::new(token.open());
    let panicked = thread::scope(|scope| {
        scope
            .spawn(|| {
                let mut session = session.lock().unwrap();
                let mut digester = session.digester(Mechanism::SHA256).unwrap();
                digester.update(b"data").unwrap();
                // Not `panic!`, which would print.
                std::panic::resume_unwind(Box::new("on purpose"));
            })
            .join()
            .is_err()
    });
    assert!(panicked);
    let session: Session = session.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    keys::assert_usable(&session);
}
