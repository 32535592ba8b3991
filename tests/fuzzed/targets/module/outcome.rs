//! What came of the library's functions: whether it is what the module wrote.

use super::super::scripted::Scripted;
use super::answer::{Call, Player};
use super::player;
use pkcs11_safe::{Error, Object, Result};
use pkcs11_sys::{CK_ULONG, CKR_OK};
use support::module::Function;

/// So many bytes at the end of an output that cannot be asked for again may be unwritten without anybody being able to
/// tell: they are less than the pattern that shows it.
const UNSEEN: usize = 7;

/// An output of so many bytes was written, some of it at least. Of a shorter one nobody can tell.
const TELLING: usize = 6;

/// What the program has come to, and the module that it runs on.
pub(super) struct Outcome<'a> {
    scripted: &'a Scripted<Player>,
}

impl<'a> Outcome<'a> {
    pub(super) fn new(scripted: &'a Scripted<Player>) -> Self {
        Self { scripted }
    }

    /// Whether the module has done anything that an honest one would not have done.
    pub(super) fn has_lied(&self) -> bool {
        player(self.scripted).has_lied()
    }

    /// How many calls there were.
    fn calls(&self) -> usize {
        player(self.scripted).calls()
    }

    /// Whatever is done succeeds as long as the module has told no lie, and an error can be printed.
    pub(super) fn of<T>(&self, what: &str, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                assert!(!format!("{error:?}").is_empty());
                self.explained(what, &error);
                let _ = (error.is_session_gone(), error.is_token_gone(), error.is_transient(), error.is_pin());
                assert!(self.has_lied(), "{what} fails on an honest module: {error}");
                None
            }
        }
    }

    /// What may fail on an honest module as well.
    pub(super) fn maybe<T>(&self, result: Result<T>) -> Option<T> {
        result.inspect_err(|error| self.explained("what may fail", error)).ok()
    }

    /// A code that is passed on is one that the module returned.
    fn explained(&self, what: &str, error: &Error) {
        assert!(!error.to_string().is_empty());
        if let Error::Call { rv, .. } | Error::Refused { rv, .. } = error {
            let returned = player(self.scripted).since(0).iter().any(|call| call.rv == rv.raw());
            assert!(returned, "{what}: {error}, and the module did not return it");
        }
    }

    /// Bytes that come of what is done: the module wrote them in one of its calls.
    pub(super) fn bytes<B: AsRef<[u8]>>(&self, what: &str, run: impl FnOnce() -> Result<B>) -> Option<B> {
        let before = self.calls();
        let bytes = self.of(what, run())?;
        self.were_written(what, before, bytes.as_ref());
        Some(bytes)
    }

    /// The same for what is put into a buffer: so much of it.
    pub(super) fn filled(
        &self,
        what: &str,
        buffer: &mut [u8],
        run: impl FnOnce(&mut [u8]) -> Result<usize>,
    ) -> Option<usize> {
        let before = self.calls();
        let length = self.of(what, run(buffer))?;
        assert!(length <= buffer.len(), "{what}: more than there was room for");
        self.were_written(what, before, &buffer[..length]);
        Some(length)
    }

    fn were_written(&self, what: &str, before: usize, bytes: &[u8]) {
        let player = player(self.scripted);
        let calls = player.since(before);
        assert!(
            calls.iter().any(|call| is_output_of(call, bytes)),
            "{what}: {} bytes that the module did not write",
            bytes.len()
        );
    }

    /// Objects that come of what is done: the module gave out their handles.
    pub(super) fn objects<T>(
        &self,
        what: &str,
        run: impl FnOnce() -> Result<T>,
        handles: impl Fn(&T) -> Vec<Object>,
    ) -> Option<T> {
        let before = self.calls();
        let objects = self.of(what, run())?;
        let player = player(self.scripted);
        for object in handles(&objects) {
            let given = player.since(before).iter().any(|call| call.numbers.contains(&object.handle()));
            assert!(given, "{what}: the module did not give out {object:?}");
            assert_ne!(object.handle(), 0, "{what}: the invalid handle");
        }
        Some(objects)
    }

    /// The error of something that must not succeed, whatever the module says.
    pub(super) fn refused(&self, what: &str, error: Option<Error>) {
        let error = error.unwrap_or_else(|| panic!("{what} succeeds"));
        assert!(matches!(error, Error::Usage { .. }), "{what}: {error}");
    }
}

/// Whether bytes are what a call wrote, as many as it reported.
fn is_output_of(call: &Call, bytes: &[u8]) -> bool {
    let Some(room) = call.room.filter(|_| call.rv == CKR_OK) else { return false };
    let (length, written) = (bytes.len(), call.bytes.len());
    let is = |number: usize| CK_ULONG::try_from(number).is_ok_and(|number| call.reported == Some(number));
    // A module that reports the whole of its room may mean the part of it that it wrote.
    let is_cut = || {
        matches!(call.function, Function::Encrypt | Function::Decrypt) && is(room) && (written..=room).contains(&length)
    };
    let seen = length.min(written);
    let told = length < TELLING || (written > 0 && length <= written + UNSEEN);
    (is(length) || is_cut()) && told && bytes[..seen] == call.bytes[..seen]
}
