//! What the module gets: a mechanism as it arrives.

use super::expected::{Expected, number};
use crate::run::{Fixture, property};
use core::any::type_name;
use core::fmt::Debug;
use pkcs11_safe::{Mechanism, Object, Ulong};
use proptest::strategy::Strategy;
use std::cell::RefCell;
use std::collections::BTreeSet;
use support::module::{Function, Mechanism as Arrived, Parameter};

/// A module, and the types of builders that it saw.
pub(super) struct Seen {
    fixture: Fixture,
    cases: u32,
    types: RefCell<BTreeSet<String>>,
}

impl Seen {
    /// Where properties are run on so many inputs.
    pub(super) fn new(cases: u32) -> Self {
        Self { fixture: Fixture::new(), cases, types: RefCell::default() }
    }

    pub(super) fn types(&self) -> BTreeSet<String> {
        self.types.borrow().clone()
    }

    /// Asserts a property.
    #[track_caller]
    pub(super) fn property<S: Strategy>(&self, inputs: S, holds: impl Fn(S::Value))
    where
        S::Value: Debug,
    {
        property(self.cases, inputs, holds);
    }

    /// An object that a builder can name.
    pub(super) fn object(&self, handle: Ulong) -> Object {
        self.fixture.object_from_raw(handle)
    }

    /// Asserts that a builder arrives as expected.
    #[track_caller]
    pub(super) fn is<'m, B: Into<Mechanism<'m>>>(&self, builder: B, expected: &Expected) {
        let (name, arrived) = self.arrived(builder);
        expected.assert(&name, &arrived);
    }

    /// Asserts that a builder arrives with the number of that name, and what else holds for its parameter.
    #[track_caller]
    pub(super) fn is_with<'m, B: Into<Mechanism<'m>>>(&self, builder: B, mechanism: &str, holds: impl Fn(&Parameter)) {
        let (name, arrived) = self.arrived(builder);
        assert_eq!(arrived.type_, number(mechanism), "{name}");
        holds(&arrived.parameter);
    }

    /// Asserts that a builder arrives with a number and with bytes.
    #[track_caller]
    pub(super) fn is_number<'m, B: Into<Mechanism<'m>>>(&self, builder: B, number: Ulong, bytes: &[u8]) {
        let (name, arrived) = self.arrived(builder);
        assert_eq!((arrived.type_, &*arrived.parameter.bytes), (number, bytes), "{name}");
    }

    #[track_caller]
    fn arrived<'m, B: Into<Mechanism<'m>>>(&self, builder: B) -> (String, Arrived) {
        let name = type_name::<B>().trim_start_matches("&mut ").trim_start_matches('&');
        let name = name.split('<').next().and_then(|name| name.rsplit("::").next()).unwrap_or(name).to_owned();
        self.types.borrow_mut().insert(name.clone());
        let mechanism = builder.into();
        self.fixture.claim.clear();
        // Which mechanisms digest is the module's affair; it has seen the parameter before it says so.
        let _ = self.fixture.digest(mechanism, b"");
        let call = self.fixture.claim.calls_of(Function::DigestInit).pop().expect("was called");
        let arrived = call.mechanism.unwrap_or_else(|| panic!("{mechanism:?} is malformed"));
        assert_eq!(mechanism.mechanism_type().raw(), arrived.type_, "{name}");
        (name, arrived)
    }
}
