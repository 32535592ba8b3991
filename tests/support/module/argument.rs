//! The arguments of a call, whatever the function: what recording and faults look at.

use core::ffi::c_void;
use pkcs11_sys::*;

/// An argument and its name in the standard.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) name: &'static str,
    pub(super) value: Argument,
}

/// An argument, by what it is in memory.
#[derive(Clone, Copy)]
pub(super) enum Argument {
    Number(CK_ULONG),
    Bytes(*mut CK_BYTE),
    Ulongs(*mut CK_ULONG),
    Void(*mut c_void),
    Template(*mut CK_ATTRIBUTE),
    Mechanism(*mut CK_MECHANISM),
    /// A struct of numbers and text that only the function writes, and its size: any bytes are one.
    Plain(*mut CK_BYTE, usize),
    /// A pointer to something that only the function writes; whether it is NULL.
    Other(bool),
}

impl Argument {
    pub(super) fn is_null(self) -> bool {
        match self {
            Self::Number(_) => false,
            Self::Bytes(pointer) => pointer.is_null(),
            Self::Ulongs(pointer) => pointer.is_null(),
            Self::Void(pointer) => pointer.is_null(),
            Self::Template(pointer) => pointer.is_null(),
            Self::Mechanism(pointer) => pointer.is_null(),
            Self::Plain(pointer, _) => pointer.is_null(),
            Self::Other(null) => null,
        }
    }
}

impl From<CK_ULONG> for Argument {
    fn from(number: CK_ULONG) -> Self {
        Self::Number(number)
    }
}

impl From<CK_BBOOL> for Argument {
    fn from(flag: CK_BBOOL) -> Self {
        Self::Number(CK_ULONG::from(flag))
    }
}

impl From<Option<CK_NOTIFY>> for Argument {
    fn from(notify: Option<CK_NOTIFY>) -> Self {
        Self::Other(notify.is_none())
    }
}

macro_rules! pointers {
    ($($variant:ident $to:ty;)*) => {
        $(impl From<*mut $to> for Argument {
            fn from(pointer: *mut $to) -> Self {
                Self::$variant(pointer)
            }
        })*
    };
}

pointers! {
    Bytes     CK_BYTE;
    Ulongs    CK_ULONG;
    Void      c_void;
    Template  CK_ATTRIBUTE;
    Mechanism CK_MECHANISM;
}

macro_rules! plain {
    ($($to:ty;)*) => {
        $(impl From<*mut $to> for Argument {
            fn from(pointer: *mut $to) -> Self {
                Self::Plain(pointer.cast(), size_of::<$to>())
            }
        })*
    };
}

plain! {
    CK_INFO; CK_SLOT_INFO; CK_TOKEN_INFO; CK_MECHANISM_INFO; CK_SESSION_INFO;
}

macro_rules! others {
    ($($to:ty;)*) => {
        $(impl From<*mut $to> for Argument {
            fn from(pointer: *mut $to) -> Self {
                Self::Other(pointer.is_null())
            }
        })*
    };
}

others! {
    CK_VERSION; CK_INTERFACE; CK_ASYNC_DATA; CK_FUNCTION_LIST_PTR; CK_INTERFACE_PTR;
}

/// The arguments of one call.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'a>(pub(super) &'a [Named]);

/// Where a call puts what it has to say: a buffer, its room, and where the length comes back.
#[derive(Clone, Copy)]
pub(super) struct Outlet {
    pub(super) name: &'static str,
    /// The buffer is NULL: the size is asked for.
    pub(super) null: bool,
    /// How much there is room for, in the unit of the length. None where the length is not read, or NULL.
    pub(super) room: Option<CK_ULONG>,
    pub(super) length: *mut CK_ULONG,
}

impl<'a> Arguments<'a> {
    pub(super) fn number(self, name: &str) -> Option<CK_ULONG> {
        self.0.iter().find(|argument| argument.name == name).and_then(|argument| match argument.value {
            Argument::Number(number) => Some(number),
            _ => None,
        })
    }

    pub(super) fn session(self) -> Option<CK_SESSION_HANDLE> {
        self.number("hSession")
    }

    /// Each argument, with the number that comes after it.
    pub(super) fn followed(self) -> impl Iterator<Item = (Named, Option<Named>)> + 'a {
        self.0.iter().enumerate().map(move |(index, argument)| (*argument, self.0.get(index + 1).copied()))
    }

    /// The buffer that the call fills, if it fills one.
    ///
    /// # Safety
    ///
    /// The arguments are those of a call that keeps to the standard: a length next to a buffer that is not NULL can be
    /// read.
    pub(super) unsafe fn outlet(self) -> Option<Outlet> {
        let at = self.0.iter().position(|argument| {
            matches!(argument.value, Argument::Ulongs(_))
                && argument.name.starts_with("pul")
                && argument.name != "pulID"
        })?;
        let Argument::Ulongs(length) = self.0[at].value else { return None };
        let before = self.0.get(at.checked_sub(1)?)?;
        let (buffer, room) = match before.value {
            // C_FindObjects: the room is an argument of its own, and the length is only written.
            Argument::Number(room) if before.name.starts_with("ulMax") => (self.0.get(at.checked_sub(2)?)?, Some(room)),
            // C_GetObjectSize has no buffer at all.
            Argument::Number(_) => return None,
            _ => (before, None),
        };
        let null = buffer.value.is_null();
        let room = match room {
            Some(room) => Some(room),
            None if null || length.is_null() => None,
            // SAFETY: neither is NULL, so the length can be read by the caller's promise.
            None => Some(unsafe { length.read_unaligned() }),
        };
        Some(Outlet { name: buffer.name, null, room, length })
    }
}
