//! What a context is asked: its module, its slots, a token among them (5.4.3, 5.5.1).

use super::info::text;
use super::{Slot, TokenFilter};
use crate::context::Context;
use crate::{Result, Version};
use std::sync::Arc;

impl Context {
    /// What the module says of itself.
    ///
    /// # Errors
    ///
    /// What `C_GetInfo` returns.
    #[doc(alias = "C_GetInfo")]
    pub fn info(&self) -> Result<Info> {
        let info = self.inner().raw_get_info()?;
        Ok(Info {
            cryptoki_version: info.cryptokiVersion.into(),
            manufacturer: text(&{ info.manufacturerID }),
            description: text(&{ info.libraryDescription }),
            library_version: info.libraryVersion.into(),
        })
    }

    /// All slots, with a token in them or not. The module looks at its readers anew.
    ///
    /// # Errors
    ///
    /// What `C_GetSlotList` returns.
    #[doc(alias = "C_GetSlotList")]
    pub fn slots(&self) -> Result<Vec<Slot>> {
        self.list(false)
    }

    /// The slots with a token in them, initialised or not.
    ///
    /// # Errors
    ///
    /// What `C_GetSlotList` returns.
    pub fn tokens(&self) -> Result<Vec<Slot>> {
        self.list(true)
    }

    fn list(&self, with_token: bool) -> Result<Vec<Slot>> {
        let ids = self.inner().raw_get_slot_list(with_token)?;
        Ok(ids.into_iter().map(|id| self.slot(id)).collect())
    }

    /// The slot of a number, for those who have one from elsewhere. Whether it exists shows when it is used.
    #[must_use]
    pub fn slot(&self, id: crate::Ulong) -> Slot {
        Slot::new(Arc::clone(self.inner()), self.inner().slot_state(id))
    }

    /// The one token that a filter matches.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if none does, [`Error::Ambiguous`](crate::Error::Ambiguous) if several do; both list the tokens that there are.
    ///
    /// # Examples
    ///
    /// ```
    /// # use pkcs11_safe::{Module, TokenFilter};
    /// # let module = unsafe { Module::from_get_function_list(support::module::instance::<2>().get_function_list()) }?;
    /// # let cryptoki = module.initialize(Default::default())?;
    /// let error = cryptoki.find_token(&TokenFilter::new().label("no such token")).unwrap_err();
    /// assert!(error.to_string().starts_with("no token has the label \"no such token\""));
    /// # Ok::<(), pkcs11_safe::Error>(())
    /// ```
    pub fn find_token(&self, filter: &TokenFilter) -> Result<Slot> {
        filter.find(self)
    }
}

/// What a module says of itself: `CK_INFO`. Strings are trimmed of blanks and NULs; bytes that are no UTF-8 are shown
/// as U+FFFD.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[doc(alias = "CK_INFO")]
pub struct Info {
    /// The version of the standard that the module says it implements.
    pub cryptoki_version: Version,
    /// Who made the module.
    pub manufacturer: String,
    /// What the module is.
    pub description: String,
    /// The version of the module.
    pub library_version: Version,
}
