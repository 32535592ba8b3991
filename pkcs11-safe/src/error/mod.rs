//! Errors: whose fault it is, in which function, and what to do.

mod detail;
#[cfg(feature = "der")]
pub(crate) mod encoding;
mod explain;

use crate::{AttributeType, Function, MechanismType, ReturnValue};
use core::fmt;
use std::{error, io};

pub use detail::Detail;

/// What the crate's functions return.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// What went wrong, sorted by who is to blame.
///
/// | blame | variants |
/// |---|---|
/// | the token said no | [`Call`](Self::Call), [`Refused`](Self::Refused), [`Attribute`](Self::Attribute), [`NotFound`](Self::NotFound), [`Ambiguous`](Self::Ambiguous) |
/// | the module broke the rules of the standard | [`Module`](Self::Module) |
/// | the caller erred | [`Usage`](Self::Usage), [`Encoding`](Self::Encoding) |
/// | something outside | [`Load`](Self::Load), [`Io`](Self::Io) |
///
/// [`return_value`](Self::return_value) gives the `CKR_` code wherever there is one, and the questions that a program
/// asks ("is the session gone?", "was it the PIN?") are methods.
///
/// ```
/// use pkcs11_safe::{Error, ReturnValue};
///
/// fn wrong_pin(error: &Error) -> bool {
///     error.return_value() == Some(ReturnValue::PIN_INCORRECT)
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A function of the module returned a code other than `CKR_OK`.
    Call {
        /// The function that was called.
        function: Function,
        /// What it returned.
        rv: ReturnValue,
    },
    /// As [`Call`](Self::Call), where more is known of what the token refused.
    Refused {
        /// The function that was called.
        function: Function,
        /// What it returned.
        rv: ReturnValue,
        /// What the token would not take.
        subject: Box<Subject>,
    },
    /// An attribute has no value to give.
    Attribute {
        /// The attribute that was asked for.
        attribute: AttributeType,
        /// Why there is no value.
        reason: Reason,
    },
    /// Nothing matched.
    NotFound {
        /// What was looked for, and what there was instead.
        detail: Detail,
    },
    /// Several things matched where one was asked for.
    Ambiguous {
        /// What was looked for, and what matched.
        detail: Detail,
    },
    /// The module did what the standard forbids. Nothing that it returned in this call was used.
    Module {
        /// The function that was called.
        function: Function,
        /// What it did.
        detail: Detail,
    },
    /// The call could not be right, whatever the token: nothing was sent, or what was sent cannot be used.
    Usage {
        /// The argument at fault.
        argument: &'static str,
        /// What is wrong with it, and what to do instead.
        detail: Detail,
    },
    /// The library could not be loaded, or is no PKCS #11 module.
    Load {
        /// The file and what is wrong with it.
        detail: Detail,
        /// What the system said.
        source: Option<Box<dyn error::Error + Send + Sync>>,
    },
    /// Reading or writing the caller's data failed; the operation on the token was ended.
    Io(Box<io::Error>),
    /// A key, point, signature or certificate is malformed.
    #[cfg(feature = "der")]
    #[cfg_attr(docsrs, doc(cfg(feature = "der")))]
    Encoding(Box<encoding::Error>),
}

/// An error in one word, so that the result of a call, made of two, is returned in registers.
#[derive(Debug)]
pub(crate) struct BoxedError(Box<Error>);

impl From<Error> for BoxedError {
    #[cold]
    fn from(error: Error) -> Self {
        Self(Box::new(error))
    }
}

impl From<BoxedError> for Error {
    #[cold]
    fn from(error: BoxedError) -> Self {
        *error.0
    }
}

/// What a token refused, as far as the call shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// A mechanism, or its parameter.
    Mechanism(MechanismType),
    /// A template: these attributes were in it.
    Template(Vec<AttributeType>),
    /// Keys to be generated, in words: key type, size or curve.
    Key(String),
}

/// Why an attribute has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The token does not reveal it (`CKR_ATTRIBUTE_SENSITIVE`).
    Sensitive,
    /// The object has no such attribute (`CKR_ATTRIBUTE_TYPE_INVALID`).
    Absent,
    /// The attribute is there and its value is not known (`CK_UNAVAILABLE_INFORMATION`).
    Unavailable,
    /// The value is empty, and its type has no empty value: a date that is not set.
    Empty,
    /// The value is not what its type asks for: text that is not UTF-8, a date that is none. `Key::bytes` reads it.
    Malformed,
    /// The token failed at this attribute with another code.
    Failed(ReturnValue),
}

/// The words about a session that is known to be gone, so that no call is made.
pub(crate) const SESSION_GONE: &str = "is gone: it was closed by other code, or for an operation that could not be ended, or the token was removed; open another";

impl Error {
    pub(crate) fn module(function: Function, detail: impl Into<Detail>) -> Self {
        Self::Module { function, detail: detail.into() }
    }

    pub(crate) fn usage(argument: &'static str, detail: impl Into<Detail>) -> Self {
        Self::Usage { argument, detail: detail.into() }
    }

    /// Adds what was refused, where the code speaks of that kind of thing.
    pub(crate) fn about(self, subject: impl FnOnce() -> Subject, speaks: impl FnOnce(ReturnValue) -> bool) -> Self {
        match self {
            Self::Call { function, rv } if speaks(rv) => Self::Refused { function, rv, subject: Box::new(subject()) },
            other => other,
        }
    }

    pub(crate) fn about_mechanism(self, mechanism: MechanismType) -> Self {
        self.about(|| Subject::Mechanism(mechanism), explain::speaks_of_mechanism)
    }

    pub(crate) fn about_template(self, template: impl Iterator<Item = AttributeType>) -> Self {
        self.about(|| Subject::Template(template.collect()), explain::speaks_of_template)
    }

    /// The code that the module returned, if a call was made and failed.
    #[must_use]
    pub fn return_value(&self) -> Option<ReturnValue> {
        match self {
            Self::Call { rv, .. } | Self::Refused { rv, .. } => Some(*rv),
            Self::Attribute { reason, .. } => match reason {
                Reason::Sensitive => Some(ReturnValue::ATTRIBUTE_SENSITIVE),
                Reason::Absent => Some(ReturnValue::ATTRIBUTE_TYPE_INVALID),
                Reason::Failed(rv) => Some(*rv),
                _ => None,
            },
            _ => None,
        }
    }

    /// The function that failed, if a call was made.
    #[must_use]
    pub fn function(&self) -> Option<Function> {
        match self {
            Self::Call { function, .. } | Self::Refused { function, .. } | Self::Module { function, .. } => {
                Some(*function)
            }
            Self::Attribute { .. } => Some(Function::GetAttributeValue),
            _ => None,
        }
    }

    /// Whether the session is gone: open another one.
    #[must_use]
    pub fn is_session_gone(&self) -> bool {
        matches!(self, Self::Usage { argument: "session", detail } if **detail == *SESSION_GONE)
            || self.is_token_gone()
            || matches!(
                self.return_value(),
                Some(
                    ReturnValue::SESSION_HANDLE_INVALID
                        | ReturnValue::SESSION_CLOSED
                        | ReturnValue::CRYPTOKI_NOT_INITIALIZED
                )
            )
    }

    /// Whether the token is gone: wait for it, or look for another.
    #[must_use]
    pub fn is_token_gone(&self) -> bool {
        matches!(
            self.return_value(),
            Some(ReturnValue::DEVICE_REMOVED | ReturnValue::TOKEN_NOT_PRESENT | ReturnValue::TOKEN_NOT_RECOGNIZED)
        )
    }

    /// Whether the same call may succeed later without anything else being done: resources ran out, another
    /// application holds the token, or the device had a passing fault.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self.return_value(),
            Some(
                ReturnValue::HOST_MEMORY
                    | ReturnValue::DEVICE_MEMORY
                    | ReturnValue::DEVICE_ERROR
                    | ReturnValue::FUNCTION_FAILED
                    | ReturnValue::SESSION_COUNT
                    | ReturnValue::TOKEN_RESOURCE_EXCEEDED
            )
        )
    }

    /// Whether the token or its module cannot do what was asked for at all, as against having failed at it this time.
    /// Some answer `CKR_ARGUMENTS_BAD` or `CKR_MECHANISM_PARAM_INVALID` to a parameter that they do not support.
    #[must_use]
    pub fn is_unsupported(&self) -> bool {
        matches!(
            self.return_value(),
            Some(
                ReturnValue::FUNCTION_NOT_SUPPORTED
                    | ReturnValue::MECHANISM_INVALID
                    | ReturnValue::MECHANISM_PARAM_INVALID
                    | ReturnValue::CURVE_NOT_SUPPORTED
                    | ReturnValue::PARAMETER_SET_NOT_SUPPORTED
                    | ReturnValue::RANDOM_NO_RNG
                    | ReturnValue::RANDOM_SEED_NOT_SUPPORTED
                    | ReturnValue::SESSION_ASYNC_NOT_SUPPORTED
            )
        )
    }

    /// Whether a signature was looked at and does not match, as against not having been looked at.
    #[must_use]
    pub fn is_bad_signature(&self) -> bool {
        matches!(self.return_value(), Some(ReturnValue::SIGNATURE_INVALID | ReturnValue::SIGNATURE_LEN_RANGE))
    }

    /// Whether the PIN was the trouble: wrong, malformed, expired, locked or missing.
    #[must_use]
    pub fn is_pin(&self) -> bool {
        matches!(
            self.return_value(),
            Some(
                ReturnValue::PIN_INCORRECT
                    | ReturnValue::PIN_INVALID
                    | ReturnValue::PIN_LEN_RANGE
                    | ReturnValue::PIN_EXPIRED
                    | ReturnValue::PIN_LOCKED
                    | ReturnValue::PIN_TOO_WEAK
                    | ReturnValue::USER_PIN_NOT_INITIALIZED
                    | ReturnValue::USER_NOT_LOGGED_IN
            )
        ) || matches!(self, Self::Usage { argument: "pin", .. })
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Load { source: Some(source), .. } => Some(&**source),
            Self::Io(source) => Some(&**source),
            #[cfg(feature = "der")]
            Self::Encoding(source) => Some(&**source),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call { function, rv } => explain::failed(f, *function, *rv),
            Self::Refused { function, rv, subject } => {
                explain::failed(f, *function, *rv)?;
                write!(f, "; {subject}")
            }
            Self::Attribute { attribute, reason } => write!(f, "{attribute}: {reason}"),
            Self::NotFound { detail } | Self::Ambiguous { detail } | Self::Load { detail, .. } => detail.fmt(f),
            Self::Module { function, detail } => write!(f, "{function}: the module is at fault: {detail}"),
            Self::Usage { argument, detail } => write!(f, "`{argument}`: {detail}"),
            Self::Io(_) => f.write_str("reading or writing the data of the operation failed"),
            #[cfg(feature = "der")]
            Self::Encoding(_) => f.write_str("malformed input"),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mechanism(mechanism) => write!(f, "asked for: {mechanism} (Slot::mechanisms lists what it offers)"),
            Self::Key(key) => write!(f, "asked for: {key}"),
            Self::Template(attributes) => {
                f.write_str("in the template: ")?;
                for (index, attribute) in attributes.iter().enumerate() {
                    write!(f, "{}{attribute}", if index == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sensitive => f.write_str("the token does not reveal it (sensitive, or not extractable)"),
            Self::Absent => f.write_str("the object has no such attribute"),
            Self::Unavailable => f.write_str("the token does not know its value"),
            Self::Empty => f.write_str("the value is empty; `optional()` gives None for it"),
            Self::Malformed => f.write_str("the value is no text, or no date; read it with `bytes()`"),
            Self::Failed(rv) => write!(f, "{rv} ({:#010x}): {}", rv.raw(), explain::meaning(*rv)),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(Box::new(error))
    }
}

#[cfg(feature = "der")]
impl From<encoding::Error> for Error {
    fn from(error: encoding::Error) -> Self {
        Self::Encoding(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_at_most_32_bytes_and_may_cross_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<Error>();
        assert!(size_of::<Error>() <= 32, "{}", size_of::<Error>());
        assert!(size_of::<Result<()>>() <= 32);
    }

    #[test]
    fn a_failed_call_names_the_function_the_code_and_its_meaning() {
        let error = Error::Call { function: Function::Login, rv: ReturnValue::PIN_INCORRECT };
        assert_eq!(error.to_string(), "C_Login: CKR_PIN_INCORRECT (0x000000a0): the PIN is wrong");
        let vendor = Error::Call { function: Function::Sign, rv: ReturnValue::new(0x8100_0001) };
        assert_eq!(vendor.to_string(), "C_Sign: 0x81000001: a code of the module's vendor; its manual explains it");
    }

    #[test]
    fn every_code_of_the_standard_has_a_meaning_of_its_own() {
        let mut seen = std::collections::HashMap::new();
        for (rv, name) in explain::codes() {
            let meaning = explain::meaning(rv);
            assert!(!meaning.is_empty() && !meaning.contains("not a code"), "{name} has no meaning");
            if let Some(other) = seen.insert(meaning, rv) {
                assert_eq!(other, rv, "{name} has the meaning of another code");
            }
        }
        assert!(seen.len() > 95);
    }
}
