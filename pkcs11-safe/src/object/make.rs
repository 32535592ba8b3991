//! Making, copying and destroying objects (5.7.1 to 5.7.4).

use crate::Result;
use crate::attribute::{Attribute, Copied, copied};
use crate::handle::{Handle, Object};
use crate::session::Session;
use crate::slot::Limit;

impl Session {
    /// Makes an object of its attributes: imports a key or a certificate, stores data.
    ///
    /// # Errors
    ///
    /// What `C_CreateObject` returns, with the attributes that were in the template.
    #[doc(alias = "C_CreateObject")]
    #[inline]
    pub fn create_object(&self, template: &[Attribute<'_>]) -> Result<Object> {
        copied(template, |template| self.create_copied(template))
    }

    fn create_copied(&self, template: Copied<'_>) -> Result<Object> {
        let create = || self.link.raw_create_object(template);
        self.healed(0, create, |handle| self.link.object(handle), |error| error.about_template(template.types()))
    }

    /// Copies an object; the template says what is different in the copy.
    ///
    /// # Errors
    ///
    /// What `C_CopyObject` returns, with the attributes that were in the template.
    #[doc(alias = "C_CopyObject")]
    pub fn copy_object<H: Handle>(&self, object: H, template: &[Attribute<'_>]) -> Result<H> {
        let handle = self.link.own("object", object)?;
        copied(template, |template| {
            let copy = || self.link.raw_copy_object(handle, template);
            let done = |handle| H::from_object(self.link.object(handle));
            self.healed(0, copy, done, |error| error.about_template(template.types()))
        })
    }

    /// Destroys an object.
    ///
    /// # Errors
    ///
    /// What `C_DestroyObject` returns.
    #[doc(alias = "C_DestroyObject")]
    pub fn destroy(&self, object: impl Into<Object>) -> Result<()> {
        let handle = self.link.own("object", object)?;
        self.healed(0, || self.link.raw_destroy_object(handle), |()| (), |error| error)
    }

    /// How much memory of the token the object takes, in bytes, roughly; many tokens do not tell.
    ///
    /// # Errors
    ///
    /// What `C_GetObjectSize` returns.
    #[doc(alias = "C_GetObjectSize")]
    pub fn object_size(&self, object: impl Into<Object>) -> Result<Limit> {
        self.link.raw_get_object_size(self.link.own("object", object)?).map(Limit::count)
    }
}
