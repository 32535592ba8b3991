//! Queries: what `Session::get` takes. A key, an optional key, the bytes of a key, or a tuple of queries.

use super::Key;
use super::ask::{Ask, Found, Sink, Source};
use super::kind::{Kind, Misfit, Value};
use super::table::kind_of;
use crate::{AttributeType, Error, Function, Reason, Result};

/// What [`Session::get`](crate::Session::get) reads: a [`Key`], a key made [`optional`](Key::optional) or read as
/// [`bytes`](Key::bytes), or a tuple of up to 12 queries, nested as one likes.
pub trait Query: sealed::Sealed {
    /// What reading gives: the value, owned.
    type Output;
    /// What reading into the caller's buffer gives: numbers by value, bytes and text borrowed.
    type Ref<'b>;
    #[doc(hidden)]
    fn ask(&self, sink: &mut impl Sink);
    #[doc(hidden)]
    fn take<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Self::Output>;
    #[doc(hidden)]
    fn lend<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Self::Ref<'b>>;
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// A key read as `None` where the attribute is absent, empty or unavailable; made by [`Key::optional`].
#[derive(Clone, Copy, Debug)]
pub struct Optional<K>(pub(super) K);

/// A key read as the bytes that the token gives; made by [`Key::bytes`].
#[derive(Clone, Copy, Debug)]
pub struct Bytes(pub(super) AttributeType);

impl Bytes {
    /// Reads as `None` what is absent or unavailable.
    #[must_use]
    pub const fn optional(self) -> Optional<Self> {
        Optional(self)
    }
}

#[cold]
fn fault(attribute: AttributeType, misfit: Misfit, length: usize) -> Error {
    match misfit {
        Misfit::Reason(reason) => Error::Attribute { attribute, reason },
        Misfit::Length => Error::module(
            Function::GetAttributeValue,
            format!("{attribute} came back with {length} bytes, which its type cannot have"),
        ),
    }
}

impl<T> sealed::Sealed for Key<T> {}

impl<T: Value> Query for Key<T> {
    type Output = T;
    type Ref<'b> = T::Ref<'b>;

    #[inline(always)]
    fn ask(&self, sink: &mut impl Sink) {
        sink.add(self.asked());
    }

    #[inline(always)]
    fn take<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<T> {
        let attribute = self.attribute_type();
        if T::KIND == Kind::Template {
            let nested = source.next_template(attribute)?;
            let nested = nested.map_err(|reason| Error::Attribute { attribute, reason })?;
            return T::from_template(nested).ok_or_else(|| fault(attribute, Misfit::Length, 0));
        }
        let found = source.next(self.asked())?;
        T::decode(found.bytes()).map_err(|misfit| fault(attribute, misfit, found.bytes().len()))
    }

    #[inline(always)]
    fn lend<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<T::Ref<'b>> {
        let attribute = self.attribute_type();
        let found = source.next(self.asked())?;
        let lent = match found {
            Found::Slot(bytes) => T::by_value(bytes),
            Found::Buffer(bytes) => T::borrow(bytes),
        };
        lent.map_err(|misfit| fault(attribute, misfit, found.bytes().len()))
    }
}

impl sealed::Sealed for Bytes {}

impl Bytes {
    fn asked(self) -> Ask {
        let kind = match kind_of(self.0) {
            kind @ (Kind::Secret | Kind::Template) => kind,
            _ => Kind::Bytes,
        };
        Ask::new(self.0, kind)
    }
}

impl Query for Bytes {
    type Output = Vec<u8>;
    type Ref<'b> = &'b [u8];

    fn ask(&self, sink: &mut impl Sink) {
        sink.add(self.asked());
    }

    fn take<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Vec<u8>> {
        self.lend(source).map(<[u8]>::to_vec)
    }

    fn lend<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<&'b [u8]> {
        match source.next(self.asked())? {
            Found::Buffer(bytes) => Ok(bytes),
            // What has no size of its own is in its slot only when it is empty.
            Found::Slot(_) => Ok(&[]),
        }
    }
}

impl<Q: sealed::Sealed> sealed::Sealed for Optional<Q> {}

fn optional<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::Attribute { reason: Reason::Absent | Reason::Empty | Reason::Unavailable, .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

impl<Q: Query> Query for Optional<Q> {
    type Output = Option<Q::Output>;
    type Ref<'b> = Option<Q::Ref<'b>>;

    #[inline]
    fn ask(&self, sink: &mut impl Sink) {
        self.0.ask(sink);
    }

    #[inline]
    fn take<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Self::Output> {
        optional(self.0.take(source))
    }

    #[inline]
    fn lend<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Self::Ref<'b>> {
        optional(self.0.lend(source))
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<$($name: sealed::Sealed),*> sealed::Sealed for ($($name,)*) {}

        #[allow(non_snake_case, reason = "the type parameters name the fields")]
        impl<$($name: Query),*> Query for ($($name,)*) {
            type Output = ($($name::Output,)*);
            type Ref<'b> = ($($name::Ref<'b>,)*);

            #[inline]
            fn ask(&self, sink: &mut impl Sink) {
                let ($($name,)*) = self;
                $($name.ask(sink);)*
            }

            #[inline]
            fn take<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Self::Output> {
                let ($($name,)*) = self;
                Ok(($($name.take(source)?,)*))
            }

            #[inline]
            fn lend<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Self::Ref<'b>> {
                let ($($name,)*) = self;
                Ok(($($name.lend(source)?,)*))
            }
        }
    };
}

tuples! { A }
tuples! { A B }
tuples! { A B C }
tuples! { A B C D }
tuples! { A B C D E }
tuples! { A B C D E F }
tuples! { A B C D E F G }
tuples! { A B C D E F G H }
tuples! { A B C D E F G H I }
tuples! { A B C D E F G H I J }
tuples! { A B C D E F G H I J K }
tuples! { A B C D E F G H I J K L }
