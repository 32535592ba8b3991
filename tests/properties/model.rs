//! A model of a token: random sequences of sessions, logins, objects, searches and operations do what the standard says, on
//! the module in this process and on SoftHSM2, and leave nothing behind.

// What is left out under Miri is for SoftHSM2, which is C++.
#[cfg(not(miri))]
mod differences;
mod operate;
mod process;
mod run;
#[cfg(not(miri))]
mod softhsm;
mod state;
mod step;

use crate::run::{is_ordinary, property};
use pkcs11_safe::ReturnValue;
use run::{Reached, Run};
#[cfg(not(miri))]
use std::cell::RefCell;
use step::{About, Verb, steps};

/// What sequences have to reach on every module, to prove anything.
const REACHED: [(About, Option<ReturnValue>); 26] = [
    (About::Session, None),
    (About::Session, Some(ReturnValue::SESSION_READ_WRITE_SO_EXISTS)),
    (About::Login, None),
    (About::Login, Some(ReturnValue::PIN_INCORRECT)),
    (About::Login, Some(ReturnValue::SESSION_READ_ONLY_EXISTS)),
    (About::Login, Some(ReturnValue::USER_ANOTHER_ALREADY_LOGGED_IN)),
    (About::Logout, None),
    (About::Create, None),
    (About::Create, Some(ReturnValue::SESSION_READ_ONLY)),
    (About::Create, Some(ReturnValue::USER_NOT_LOGGED_IN)),
    (About::Copy, None),
    (About::Copy, Some(ReturnValue::SESSION_READ_ONLY)),
    (About::Copy, Some(ReturnValue::OBJECT_HANDLE_INVALID)),
    (About::Destroy, None),
    (About::Destroy, Some(ReturnValue::SESSION_READ_ONLY)),
    (About::Destroy, Some(ReturnValue::OBJECT_HANDLE_INVALID)),
    (About::Change, None),
    (About::Change, Some(ReturnValue::SESSION_READ_ONLY)),
    (About::Change, Some(ReturnValue::OBJECT_HANDLE_INVALID)),
    (About::Read, None),
    (About::Read, Some(ReturnValue::OBJECT_HANDLE_INVALID)),
    (About::Digest, None),
    (About::Key(Verb::Sign), None),
    (About::Key(Verb::Verify), None),
    (About::Key(Verb::VerifyWrong), None),
    (About::Key(Verb::Encrypt), None),
];

#[test]
fn the_module_in_this_process_behaves_as_the_model_says() {
    // Four sequences under Miri.
    let (cases, length) = if cfg!(miri) { (2048, 4..20) } else { (256, 0..120) };
    let reached = Reached::default();
    property(cases, steps(length), |steps| {
        let target = process::Process::new();
        Run::new(&target, &reached).all(&steps);
        target.assert_released();
    });
    if is_ordinary() {
        let hidden = [Verb::Sign, Verb::Verify, Verb::VerifyWrong, Verb::Encrypt];
        let hidden = hidden.map(|verb| (About::Key(verb), Some(ReturnValue::KEY_HANDLE_INVALID)));
        reached.assert(&[&REACHED[..], &hidden, &[(About::Logout, Some(ReturnValue::USER_NOT_LOGGED_IN))]].concat());
    }
}

#[test]
#[cfg(not(miri))]
fn softhsm_behaves_as_the_model_says() {
    if support::token::context().is_none() {
        return;
    }
    let (met, reached) = (RefCell::default(), Reached::default());
    property(40, steps(0..120), |steps| {
        let Some(target) = softhsm::SoftHsm::new(&met) else { return };
        Run::new(&target, &reached).all(&steps);
        target.assert_released();
    });
    if is_ordinary() {
        reached.assert(&REACHED);
        // A row of the table that nothing meets is no difference.
        assert_eq!(met.into_inner(), (0..differences::SOFTHSM.len()).collect());
    }
}
