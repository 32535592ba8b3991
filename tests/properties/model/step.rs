//! What can happen: a step of a sequence. Sessions and objects go by number, of those that there are.

use pkcs11_safe::{ReturnValue, UserType};
use proptest::collection::{SizeRange, vec};
use proptest::prelude::*;

/// Somebody who logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    User,
    Officer,
}

impl Who {
    pub(super) fn kind(self) -> UserType {
        match self {
            Self::User => UserType::USER,
            Self::Officer => UserType::SO,
        }
    }
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Data,
    /// A key for HMAC.
    Mac,
    /// A key for AES.
    Cipher,
}

/// An operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verb {
    Sign,
    Verify,
    VerifyWrong,
    /// Encrypts, and decrypts what came of it.
    Encrypt,
    Digest,
}

/// How an operation is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Once,
    /// In pieces of so many bytes.
    Streamed(usize),
    /// Begun, fed so often, and dropped.
    Dropped(usize),
}

/// A step.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Open { write: bool },
    Close { session: usize, by_name: bool },
    CloseAll,
    Login { session: usize, who: Who, right: bool },
    Logout { session: usize },
    Create { session: usize, kind: Kind, token: bool, private: bool, value: [u8; 16] },
    Copy { session: usize, object: usize, token: bool },
    Destroy { session: usize, object: usize },
    Rename { session: usize, object: usize },
    Read { session: usize, object: usize },
    FindAll { session: usize },
    FindOne { session: usize, object: usize },
    Search { session: usize, enough: usize, by_name: bool },
    Operate { session: usize, object: usize, verb: Verb, how: How, data: Vec<u8> },
}

/// Sequences of steps.
pub(super) fn steps(length: impl Into<SizeRange>) -> impl Strategy<Value = Vec<Step>> {
    let number = || 0..64_usize;
    let flag = any::<bool>;
    let who = prop_oneof![3 => Just(Who::User), 1 => Just(Who::Officer)];
    let kind = prop::sample::select(&[Kind::Data, Kind::Mac, Kind::Mac, Kind::Cipher]);
    let verb = prop::sample::select(&[Verb::Sign, Verb::Verify, Verb::VerifyWrong, Verb::Encrypt, Verb::Digest]);
    let how = prop_oneof![Just(How::Once), (1..40_usize).prop_map(How::Streamed), (0..3_usize).prop_map(How::Dropped),];
    let step = prop_oneof![
        6 => prop::bool::weighted(0.7).prop_map(|write| Step::Open { write }),
        3 => (number(), flag()).prop_map(|(session, by_name)| Step::Close { session, by_name }),
        1 => Just(Step::CloseAll),
        8 => (number(), who, prop::bool::weighted(0.85))
            .prop_map(|(session, who, right)| Step::Login { session, who, right }),
        2 => number().prop_map(|session| Step::Logout { session }),
        12 => (number(), kind, flag(), flag(), any::<[u8; 16]>())
            .prop_map(|(session, kind, token, private, value)| Step::Create { session, kind, token, private, value }),
        4 => (number(), number(), flag()).prop_map(|(session, object, token)| Step::Copy { session, object, token }),
        3 => (number(), number()).prop_map(|(session, object)| Step::Destroy { session, object }),
        3 => (number(), number()).prop_map(|(session, object)| Step::Rename { session, object }),
        4 => (number(), number()).prop_map(|(session, object)| Step::Read { session, object }),
        2 => number().prop_map(|session| Step::FindAll { session }),
        8 => (number(), number()).prop_map(|(session, object)| Step::FindOne { session, object }),
        4 => (number(), 0..4_usize, flag())
            .prop_map(|(session, enough, by_name)| Step::Search { session, enough, by_name }),
        24 => (number(), number(), verb, how, vec(any::<u8>(), 0..100)).prop_map(|(session, object, verb, how, data)| {
            Step::Operate { session, object, verb, how, data }
        }),
    ];
    // A session to begin with: most steps do nothing without.
    vec(step, length).prop_map(|steps| [vec![Step::Open { write: true }], steps].concat())
}

/// What a call is about, where modules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    Session,
    Login,
    Logout,
    Create,
    Copy,
    Destroy,
    Change,
    Read,
    Digest,
    /// An operation with a key.
    Key(Verb),
}

/// What should come of a call: success, or one of these codes.
pub(super) type Expected = Result<(), Vec<ReturnValue>>;
