//! Reading and changing attributes (5.7.5, 5.7.6).

use super::read::{borrowed, dynamic, owned};
use crate::attribute::{Attribute, Entry, Query, copied};
use crate::handle::Object;
use crate::session::Session;
use crate::{AttributeType, Result};

impl Session {
    /// Reads attributes: one key, or a tuple of keys. Usually that is one call into the module.
    ///
    /// ```
    /// # use pkcs11_safe::*;
    /// # let module = unsafe { Module::from_get_function_list(support::module::instance::<4>().get_function_list()) }?;
    /// # let token = module.initialize(Default::default())?.tokens()?.remove(0);
    /// # let session = token.open_session(SessionMode::ReadWrite)?;
    /// use pkcs11_safe::attribute as attr;
    ///
    /// let object = session.create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("note"), attr::VALUE.is(b"hi")])?;
    /// let (class, label, value) = session.get(object, (attr::CLASS, attr::LABEL, attr::VALUE))?;
    /// assert_eq!((class, label.as_str(), &*value), (ObjectClass::DATA, "note", &b"hi"[..]));
    /// assert_eq!(session.get(object, attr::START_DATE.optional())?, None);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Attribute`](crate::Error::Attribute) for the first attribute that has no value, which names it and says
    /// why. [`attributes`](Self::attributes) reads the others all the same.
    #[doc(alias = "C_GetAttributeValue")]
    #[inline]
    pub fn get<Q: Query>(&self, object: impl Into<Object>, query: Q) -> Result<Q::Output> {
        owned(&self.link, self.link.own("object", object)?, &query)
    }

    /// As [`get`](Self::get), and bytes and text are borrowed from the buffer: nothing is allocated.
    ///
    /// Some 256 bytes of room for each attribute that is no number spare a second call. Sixteen bytes more for each than
    /// its value has are enough in any case: values stand where numbers may, and modules may ask for more than they write.
    /// The buffer is not wiped.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get); and a usage error that tells the size if the buffer is too small.
    #[inline]
    pub fn get_in<'b, Q: Query>(
        &self,
        object: impl Into<Object>,
        query: Q,
        buffer: &'b mut [u8],
    ) -> Result<Q::Ref<'b>> {
        borrowed(&self.link, self.link.own("object", object)?, &query, buffer)
    }

    /// Reads attributes by number: every one with its value or the reason why it has none, in order.
    ///
    /// # Errors
    ///
    /// What fails for all of them: an object that is gone, a dead session.
    pub fn attributes(&self, object: impl Into<Object>, attributes: &[AttributeType]) -> Result<Vec<Entry>> {
        dynamic(&self.link, self.link.own("object", object)?, attributes)
    }

    /// Changes attributes.
    ///
    /// # Errors
    ///
    /// What `C_SetAttributeValue` returns; none of the attributes is changed then.
    #[doc(alias = "C_SetAttributeValue")]
    pub fn set(&self, object: impl Into<Object>, template: &[Attribute<'_>]) -> Result<()> {
        let handle = self.link.own("object", object)?;
        copied(template, |template| {
            let set = || self.link.raw_set_attribute_value(handle, template);
            self.healed(0, set, |()| (), |error| error.about_template(template.types()))
        })
    }
}
