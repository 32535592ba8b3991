//! Searches that stream.

use super::keys;
use pkcs11_safe::{Data, Error, Function, ObjectClass, Session, attribute as attr};
use std::collections::HashSet;
use support::token;
use support::token::calls;

fn fill(session: &Session, count: usize) {
    for _ in 0..count {
        session.create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("data")]).unwrap();
    }
}

#[test]
fn a_search_gives_every_object_once_however_many_there_are() {
    let token = token!();
    let mut session = token.login();
    let mut total = 0;
    for count in [0, 1, 128, 129, 300] {
        fill(&session, count - total);
        total = count;
        let found: Result<HashSet<_>, _> = session.search(&[attr::LABEL.is("data")]).unwrap().collect();
        assert_eq!(found.unwrap().len(), count);
        keys::assert_usable(&session);
    }
}

#[test]
fn a_search_comes_in_batches() {
    let token = token!();
    let mut session = token.login();
    fill(&session, 200);
    let mut search = session.search(&[]).unwrap();
    let ((), made) = calls(|| assert_eq!(search.by_ref().take(128).filter(Result::is_ok).count(), 128));
    assert_eq!(made.functions(), [Function::FindObjects]);
    let ((), made) = calls(|| assert_eq!(search.by_ref().take(72).filter(Result::is_ok).count(), 72));
    assert_eq!(made.functions(), [Function::FindObjects]);
    let ((), made) = calls(|| search.finish().unwrap());
    assert_eq!(made.functions(), [Function::FindObjectsFinal]);
}

#[test]
fn what_a_search_gives_can_be_read_and_destroyed_at_once() {
    let token = token!();
    let mut session = token.login();
    fill(&session, 200);
    let mut search = session.search(&[attr::LABEL.is("data")]).unwrap();
    let mut count = 0;
    while let Some(object) = search.next() {
        let object = object.unwrap();
        assert_eq!(search.get(object, attr::LABEL).unwrap(), "data");
        search.destroy(object).unwrap();
        count += 1;
    }
    drop(search);
    assert_eq!(count, 200);
    assert_eq!(session.find::<Data>(&[]).unwrap(), []);
}

#[test]
fn a_search_dropped_half_way_is_ended_once_and_the_next_one_works() {
    let token = token!();
    let mut session = token.login();
    fill(&session, 200);
    for taken in [0, 1, 128, 150, 201] {
        let mut search = session.search(&[]).unwrap();
        assert_eq!(search.by_ref().take(taken).count(), taken.min(200));
        let ((), made) = calls(|| drop(search));
        assert_eq!(made.functions(), [Function::FindObjectsFinal]);
        assert_eq!(session.find::<Data>(&[]).unwrap().len(), 200);
    }
}

#[test]
fn another_find_within_a_search_is_a_usage_error_before_any_call() {
    let token = token!();
    let mut session = token.login();
    fill(&session, 3);
    let mut search = session.search(&[]).unwrap();
    search.next().unwrap().unwrap();
    let (error, made) = calls(|| Session::find::<Data>(&search, &[]).unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "session", .. }), "{error:?}");
    let (one, more) = calls(|| search.find_one::<Data>(&[]).unwrap_err());
    assert!(matches!(one, Error::Usage { argument: "session", .. }), "{one:?}");
    assert_eq!(made.total() + more.total(), 0);
    assert_eq!(search.count(), 2);
}

#[test]
fn a_bound_stops_a_search_that_finds_more() {
    let token = token!();
    let mut session = token.login();
    fill(&session, 300);
    let mut search = session.search(&[]).unwrap().bound(128);
    let found: Result<Vec<_>, _> = search.by_ref().collect();
    let error = found.unwrap_err();
    assert!(matches!(error, Error::Module { function: Function::FindObjects, .. }), "{error:?}");
    assert!(error.to_string().contains("more than 128"), "{error}");
    assert!(search.next().is_none());
    drop(search);
    assert_eq!(session.find::<Data>(&[]).unwrap().len(), 300);
}

#[test]
fn a_bound_takes_effect_at_its_own_number_and_not_at_that_of_a_batch() {
    let token = token!();
    let mut session = token.login();
    fill(&session, 20);
    let mut search = session.search(&[]).unwrap().bound(10);
    assert_eq!(search.by_ref().take_while(Result::is_ok).count(), 10);
    drop(search);
    for bound in [20, 21] {
        let all: Result<Vec<_>, _> = session.search(&[]).unwrap().bound(bound).collect();
        assert_eq!(all.unwrap().len(), 20, "as many as the bound says are no error");
    }
    fill(&session, 108);
    let all: Result<Vec<_>, _> = session.search(&[]).unwrap().bound(128).collect();
    assert_eq!(all.unwrap().len(), 128, "of a batch neither");
}
