//! The words of an error, a pointer wide so that errors stay small.

use core::fmt;
use core::ops::Deref;
use std::borrow::Cow;

/// What an error says beyond its kind.
#[derive(Clone, PartialEq, Eq)]
pub struct Detail(Box<Cow<'static, str>>);

impl Deref for Detail {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Detail {
    fn from(words: &'static str) -> Self {
        Self(Box::new(Cow::Borrowed(words)))
    }
}

impl From<String> for Detail {
    fn from(words: String) -> Self {
        Self(Box::new(Cow::Owned(words)))
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
