//! A row: a public operation, ready to be run in a world.

use super::world::{Stage, World, hex};
use pkcs11_safe::{Attribute, Object, Result};

/// What an operation came to: words that can be compared, and objects that are looked at afterwards.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) text: String,
    pub(crate) objects: Vec<Object>,
}

impl Shown {
    pub(crate) fn text(text: impl core::fmt::Debug) -> Self {
        Self { text: format!("{text:?}"), objects: Vec::new() }
    }

    pub(crate) fn object(object: impl Into<Object>) -> Self {
        Self { text: String::new(), objects: vec![object.into()] }
    }
}

impl From<()> for Shown {
    fn from((): ()) -> Self {
        Self::default()
    }
}

impl From<Vec<u8>> for Shown {
    fn from(bytes: Vec<u8>) -> Self {
        Self { text: hex(&bytes), objects: Vec::new() }
    }
}

impl From<&[u8]> for Shown {
    fn from(bytes: &[u8]) -> Self {
        Self { text: hex(bytes), objects: Vec::new() }
    }
}

/// What is special about rows that try a buffer of the caller's that is too small, and then another.
pub(crate) const TOO_LITTLE_ROOM: &str = "with too little room at first";

/// A public operation.
pub(crate) struct Row {
    /// The operations that it covers, `Type::function`.
    pub(crate) covers: &'static [&'static str],
    /// What is special about this way of calling them.
    pub(crate) how: &'static str,
    pub(crate) stage: Stage,
    /// Makes what the operation works on, honestly.
    pub(crate) prepare: fn(&mut World),
    pub(crate) run: fn(&mut World) -> Result<Shown>,
}

impl Row {
    pub(crate) fn name(&self) -> String {
        if self.how.is_empty() { self.covers[0].to_owned() } else { format!("{}, {}", self.covers[0], self.how) }
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.covers.contains(&name)
    }
}

/// A row that needs nothing made before.
pub(crate) const fn row(
    covers: &'static [&'static str],
    how: &'static str,
    stage: Stage,
    run: fn(&mut World) -> Result<Shown>,
) -> Row {
    Row { covers, how, stage, prepare: |_| {}, run }
}

/// A row whose world has to be prepared.
pub(crate) const fn prepared(
    covers: &'static [&'static str],
    how: &'static str,
    stage: Stage,
    prepare: fn(&mut World),
    run: fn(&mut World) -> Result<Shown>,
) -> Row {
    Row { covers, how, stage, prepare, run }
}

/// What templates of rows have in common.
pub(crate) fn label() -> Attribute<'static> {
    pkcs11_safe::attribute::LABEL.is("made")
}
