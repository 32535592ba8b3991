//! Runs a property on arbitrary inputs, and a session to run it in.

use core::fmt::Debug;
use core::ops::Deref;
use pkcs11_safe::{Context, InitializeArgs, Module, Pin, Session, SessionMode, TokenFilter, UserType};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use std::env;
use std::str::FromStr;
use support::module::{Claim, LABEL, USER_PIN};

/// The seed of all inputs. Nothing in it is special.
const SEED: u64 = 0x5b0c_97e1_4a6d_f238;

/// Asserts that a property holds for so many inputs; for a few under Miri.
#[track_caller]
pub(crate) fn property<S: Strategy>(cases: u32, inputs: S, holds: impl Fn(S::Value))
where
    S::Value: Debug,
{
    let config = Config {
        cases: given("PROPTEST_CASES").unwrap_or(if cfg!(miri) { (cases / 512).clamp(1, 4) } else { cases }),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(given("PROPTEST_RNG_SEED").unwrap_or(SEED)),
        // The generator that Miri is quick with.
        rng_algorithm: if cfg!(miri) { RngAlgorithm::XorShift } else { RngAlgorithm::ChaCha },
        max_shrink_iters: if cfg!(miri) { 20 } else { 4096 },
        ..Config::default()
    };
    let run = TestRunner::new(config).run(&inputs, |input| {
        holds(input);
        Ok(())
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}

fn given<T: FromStr>(name: &str) -> Option<T> {
    env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Whether inputs are those of every day: as many, and from the same seed. Then it is known what they reach.
pub(crate) fn is_ordinary() -> bool {
    !cfg!(miri) && ["PROPTEST_CASES", "PROPTEST_RNG_SEED"].into_iter().all(|name| env::var_os(name).is_none())
}

/// The module in this process, and a session of its user.
pub(crate) struct Fixture {
    session: Session,
    /// The module. Last: it is given back once nobody uses it.
    pub(crate) claim: Claim,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let claim = support::module::claim();
        let context = context(&claim);
        let slot = context.find_token(&TokenFilter::new().label(LABEL)).expect("has a token");
        let session = slot.open_session(SessionMode::ReadWrite).expect("opens");
        session.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
        claim.record();
        Self { session, claim }
    }
}

impl Deref for Fixture {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

/// The module in this process, initialised.
#[allow(unsafe_code)]
pub(crate) fn context(claim: &Claim) -> Context {
    // SAFETY: the function is that of the module that is part of this test.
    let module = unsafe { Module::from_get_function_list(claim.get_function_list()) }.expect("has a list");
    module.initialize(InitializeArgs::default()).expect("initialises")
}
