//! Finding objects (5.7.7 to 5.7.9).

use super::known::Known;
use crate::attribute::{self as attr, Attribute, Copied, copied, copied_after};
use crate::handle::{Handle, KeyPair, Object, PrivateKey, PublicKey};
use crate::session::{Leftovers, SEARCHING, Session, may_have_begun};
use crate::{Error, Function, ObjectClass, Result};
use core::ops::Deref;
use pkcs11_sys::{CK_INVALID_HANDLE, CK_OBJECT_HANDLE};

/// Handles asked for in one call, at first; a full batch is followed by a larger one.
const BATCH: usize = 128;
const LARGEST_BATCH: usize = 1024;

/// A search finds no more than this unless it is told otherwise: a module may never end.
const BOUND: usize = 1 << 20;

impl Session {
    /// The objects that have all the attributes of the template; of the class that the handle type says.
    ///
    /// The search is over when it returns: one may read, destroy and search again while walking through what it found.
    ///
    /// ```
    /// # use pkcs11_safe::*;
    /// # let module = unsafe { Module::from_get_function_list(support::module::instance::<5>().get_function_list()) }?;
    /// # let token = module.initialize(Default::default())?.tokens()?.remove(0);
    /// # let session = token.open_session(SessionMode::ReadWrite)?;
    /// use pkcs11_safe::attribute as attr;
    ///
    /// for key in session.find::<PrivateKey>(&[attr::LABEL.is("old")])? {
    ///     session.destroy(key)?;
    /// }
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What `C_FindObjectsInit` and `C_FindObjects` return. [`Error::Module`] if the module finds more than 2^20
    /// objects, or the same ones again and again: [`search`](Self::search) takes another bound.
    #[doc(alias = "C_FindObjects")]
    #[inline]
    pub fn find<H: Handle>(&self, template: &[Attribute<'_>]) -> Result<Vec<H>> {
        self.with_class::<H, _>(template, |template| self.find_copied(template))
    }

    fn find_copied<H: Handle>(&self, template: Copied<'_>) -> Result<Vec<H>> {
        self.must_be_idle(SEARCHING)?;
        let mut found = Vec::new();
        self.find_raw(template, BOUND, usize::MAX, &mut found)?;
        Ok(found)
    }

    /// The one object that has all the attributes of the template.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] for none, [`Error::Ambiguous`] for several; otherwise as [`find`](Self::find).
    pub fn find_one<H: Handle>(&self, template: &[Attribute<'_>]) -> Result<H> {
        self.must_be_idle(SEARCHING)?;
        let mut found = Vec::with_capacity(2);
        self.with_class::<H, _>(template, |template| self.find_raw(template, BOUND, 2, &mut found))?;
        match found[..] {
            [object] => Ok(object),
            [] => Err(Error::NotFound {
                detail: format!(
                    "no object has {}; private objects show only after logging in",
                    describe(H::CLASS, template)
                )
                .into(),
            }),
            _ => Err(Error::Ambiguous {
                detail: format!(
                    "several objects have {}; add CKA_ID, or list them with `find`",
                    describe(H::CLASS, template)
                )
                .into(),
            }),
        }
    }

    /// The one private key that has all the attributes of the template, and the public key with the same `CKA_ID`.
    ///
    /// # Errors
    ///
    /// As [`find_one`](Self::find_one), of the private key, and of the public key with its id.
    pub fn find_key_pair(&self, template: &[Attribute<'_>]) -> Result<KeyPair> {
        let private: PrivateKey = self.find_one(template)?;
        let id = self.get(private, attr::ID)?;
        if id.is_empty() {
            let detail =
                "the private key has no CKA_ID, by which its public key could be found; find that by its label";
            return Err(Error::NotFound { detail: detail.into() });
        }
        let public: PublicKey = self.find_one(&[attr::ID.is(&id)])?;
        Ok(KeyPair { public, private })
    }

    /// Searches in batches, for more objects than one wants in memory at once. The session can be used meanwhile,
    /// except for another search.
    ///
    /// # Errors
    ///
    /// What `C_FindObjectsInit` returns.
    #[doc(alias = "C_FindObjectsInit")]
    pub fn search(&mut self, template: &[Attribute<'_>]) -> Result<Search<'_>> {
        self.must_be_idle(SEARCHING)?;
        copied(template, |template| self.begin_search(template))?;
        self.activate(SEARCHING);
        Ok(Search {
            session: self,
            batch: [CK_INVALID_HANDLE; BATCH],
            next: 0,
            count: 0,
            first: None,
            found: 0,
            bound: BOUND,
            over: false,
        })
    }

    /// Gives a copy of the template with the class of the handle type, unless it has it already.
    #[inline]
    fn with_class<H: Handle, T>(
        &self,
        template: &[Attribute<'_>],
        search: impl FnOnce(Copied<'_>) -> Result<T>,
    ) -> Result<T> {
        let is_said = template.iter().any(|attribute| attribute.attribute_type() == attr::CLASS.attribute_type());
        match H::CLASS {
            Some(class) if !is_said => copied_after(attr::CLASS.is(class), template, search),
            _ => copied(template, search),
        }
    }

    /// A whole search: at most `bound` objects, beyond which it is an error; or at most `enough`, if that is fewer.
    fn find_raw<H: Handle>(&self, template: Copied<'_>, bound: usize, enough: usize, found: &mut Vec<H>) -> Result<()> {
        // Before it begins: an observer may use the session by another way.
        let _active = self.active(SEARCHING);
        self.begin_search(template)?;
        match self.collect(bound, enough, found) {
            Ok(()) => self.end_search(),
            Err(error) => {
                let _ = self.end_search();
                Err(error)
            }
        }
    }

    fn begin_search(&self, template: Copied<'_>) -> Result<()> {
        let begin = || self.link.raw_find_objects_init(template);
        let explain = |error: Error| {
            if may_have_begun(&error) {
                self.leave_over(Leftovers::SEARCH);
            }
            error.about_template(template.types())
        };
        self.healed(SEARCHING, begin, |()| self.nothing_left_of(SEARCHING), explain)
    }

    /// Ends a search; if that fails, it may still be there.
    fn end_search(&self) -> Result<()> {
        let ended = self.link.raw_find_objects_final();
        if ended.is_err() {
            self.leave_over(Leftovers::SEARCH);
        }
        ended
    }

    /// Batches until one is empty: one that is not full is no end. A full one is followed by larger ones.
    fn collect<H: Handle>(&self, bound: usize, enough: usize, found: &mut Vec<H>) -> Result<()> {
        let mut known = Known::default();
        let mut given = self.batch::<H, BATCH>(found, &mut known)?;
        let mut full = given == BATCH;
        while given > 0 && found.len() < enough {
            let before = found.len();
            if full {
                given = self.batch::<H, LARGEST_BATCH>(found, &mut known)?;
                full = given == LARGEST_BATCH;
            } else {
                given = self.batch::<H, BATCH>(found, &mut known)?;
                full = given == BATCH;
            }
            if found.len() > bound {
                return Err(Error::module(Function::FindObjects, format!("found more than {bound} objects")));
            }
            if given > 0 && found.len() == before {
                return Err(again());
            }
        }
        Ok(())
    }

    /// Adds those of a batch of at most `N` objects that were not found before; how many the module gave. Not inlined: large
    /// batches are rare, and take much of the stack.
    #[inline(never)]
    fn batch<H: Handle, const N: usize>(&self, found: &mut Vec<H>, known: &mut Known) -> Result<usize> {
        let mut batch = [CK_INVALID_HANDLE; N];
        let given = self.link.raw_find_objects(&mut batch)?;
        let (context, slot) = self.link.place();
        let object = |handle: &CK_OBJECT_HANDLE| H::from_object(Object::new(*handle, context, slot));
        // Exactly as many, as long as that is not copying the same again and again.
        if given.len() < found.len() {
            found.reserve(given.len());
        } else {
            found.reserve_exact(given.len());
        }
        known.add(given, found, object);
        Ok(given.len())
    }
}

/// The error of a search that goes round in circles.
fn again() -> Error {
    Error::module(Function::FindObjects, "finds again what it has found before")
}

fn describe(class: Option<ObjectClass>, template: &[Attribute<'_>]) -> String {
    let class = class.map(|class| format!("CKA_CLASS={class}"));
    let parts: Vec<_> = class.into_iter().chain(template.iter().map(Attribute::describe)).collect();
    if parts.is_empty() { "any attributes".to_owned() } else { parts.join(", ") }
}

/// A search under way: an iterator over objects. Ended on drop.
///
/// ```
/// # use pkcs11_safe::*;
/// # let module = unsafe { Module::from_get_function_list(support::module::instance::<6>().get_function_list()) }?;
/// # let token = module.initialize(Default::default())?.tokens()?.remove(0);
/// # let mut session = token.open_session(SessionMode::ReadWrite)?;
/// use pkcs11_safe::attribute as attr;
///
/// let mut search = session.search(&[])?;
/// while let Some(object) = search.next() {
///     println!("{:?}", search.get(object?, attr::LABEL.optional())?);
/// }
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug)]
pub struct Search<'s> {
    session: &'s mut Session,
    batch: [CK_OBJECT_HANDLE; BATCH],
    next: usize,
    count: usize,
    first: Option<CK_OBJECT_HANDLE>,
    found: usize,
    bound: usize,
    over: bool,
}

impl Search<'_> {
    /// More objects than this are an error; the default is 2^20.
    #[must_use]
    pub fn bound(mut self, bound: usize) -> Self {
        self.bound = bound;
        self
    }

    /// Ends the search, and tells what Drop would not.
    ///
    /// # Errors
    ///
    /// What `C_FindObjectsFinal` returns.
    #[doc(alias = "C_FindObjectsFinal")]
    pub fn finish(mut self) -> Result<()> {
        self.end()
    }

    fn end(&mut self) -> Result<()> {
        if self.session.must_be_idle(SEARCHING).is_ok() {
            return Ok(());
        }
        self.over = true;
        self.session.deactivate(SEARCHING);
        self.session.end_search()
    }

    fn fetch(&mut self) -> Result<Option<Object>> {
        if self.next == self.count {
            (self.next, self.count) = (0, 0);
            self.batch.fill(CK_INVALID_HANDLE);
            self.count = self.session.link.raw_find_objects(&mut self.batch)?.len();
            // What was found is not kept; a module that begins anew shows by the object with which it began.
            match (self.batch[..self.count].first(), self.first) {
                (Some(handle), Some(first)) if *handle == first => return Err(again()),
                (Some(handle), None) => self.first = Some(*handle),
                _ => {}
            }
        }
        let Some(handle) = self.batch[..self.count].get(self.next) else { return Ok(None) };
        if self.found == self.bound {
            return Err(Error::module(Function::FindObjects, format!("found more than {} objects", self.bound)));
        }
        self.next += 1;
        self.found += 1;
        Ok(Some(self.session.link.object(*handle)))
    }
}

impl Iterator for Search<'_> {
    type Item = Result<Object>;

    fn next(&mut self) -> Option<Result<Object>> {
        if self.over {
            return None;
        }
        let next = self.fetch().transpose();
        self.over = !matches!(next, Some(Ok(_)));
        next
    }
}

/// What a session can do while it searches.
impl Deref for Search<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.session
    }
}

impl Drop for Search<'_> {
    fn drop(&mut self) {
        // `finish` tells; here nobody listens.
        let _ = self.end();
    }
}
