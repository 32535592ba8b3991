//! What can stop a command or a step.

use std::fmt;

/// The result of everything in here.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// Why something was not done.
#[derive(Debug, Clone)]
pub(crate) enum Error {
    /// The command line makes no sense.
    Usage(String),
    /// This machine lacks something that could not be installed: the text says what to do about it.
    Unavailable(String),
    /// It was done, and it failed.
    Failed(String),
    /// Ctrl-C.
    Interrupted,
}

impl Error {
    /// An error of the file system, with what was being done.
    pub(crate) fn io(doing: impl fmt::Display, error: &std::io::Error) -> Self {
        Self::Failed(format!("{doing}: {error}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what) | Self::Unavailable(what) | Self::Failed(what) => f.write_str(what),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for Error {}
