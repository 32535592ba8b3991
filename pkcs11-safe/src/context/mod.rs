//! Contexts: an initialised module, shared by all of the program, finalised when the last user is gone (5.4).

mod args;
pub(crate) mod fork;
mod notify;
mod observe;

pub use args::{InitializeArgs, Locking};
pub(crate) use notify::Callbacks;
pub use notify::Notification;
pub(crate) use observe::Observers;
pub use observe::{ObservedCall, ObserverId};

use crate::attribute::Version;
use crate::module::Image;
use crate::raw::{Gate, in_callback, pending};
use crate::session::Sessions;
use crate::slot::{Slot, SlotState, TokenFilter, text};
use crate::{Error, Function, Result, ReturnValue};
use core::fmt;
use core::sync::atomic::{AtomicUsize, Ordering, fence};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// An initialised module.
///
/// It can be cloned, stored and sent to threads; slots and sessions keep it alive. When the last of them is dropped, the
/// module is finalised.
#[derive(Clone)]
pub struct Context {
    inner: Arc<ContextInner>,
}

/// What every slot and session of a context holds on to.
pub(crate) struct ContextInner {
    image: Arc<Image>,
    id: usize,
    generation: u32,
    attached: bool,
    slots: Mutex<Vec<Arc<SlotState>>>,
    pub(crate) sessions: Sessions,
    pub(crate) callbacks: Callbacks,
}

/// Whether an image is initialised, and by whom; under the image's lock.
#[derive(Default)]
pub(crate) struct Lifecycle {
    alive: Option<Alive>,
    /// The last context that was made, and the last one after which C_Finalize succeeded.
    last_id: usize,
    finalized: usize,
}

struct Alive {
    context: Weak<ContextInner>,
    id: usize,
    args: Option<InitializeArgs>,
}

static NEXT_ID: AtomicUsize = AtomicUsize::new(1);

impl Context {
    pub(crate) fn initialize(image: &Arc<Image>, args: InitializeArgs) -> Result<Self> {
        must_not_be_called_back()?;
        let image = image.of_this_process();
        // Declared before the lock, so that what is dropped here at last is dropped after it: its drop wants the lock.
        let joined;
        let mut lifecycle = image.lifecycle();
        if let Some(alive) = &lifecycle.alive {
            joined = alive.context.upgrade();
            match joined {
                Some(inner) if alive.args.as_ref() == Some(&args) => return Ok(Self { inner }),
                Some(_) => {
                    return Err(Error::usage(
                        "args",
                        "the module is in use with other arguments: initialize it with the same, or drop what uses it first",
                    ));
                }
                // Its last user is gone and waits for the lock to finalise it: that is done here instead.
                None => {
                    // What that user did comes before what is done now.
                    fence(Ordering::Acquire);
                    let owned = alive.args.is_some();
                    lifecycle.alive = None;
                    if owned {
                        finalize(&image)?;
                        lifecycle.finalized = lifecycle.last_id;
                    }
                }
            }
        }
        match image.raw_initialize(&args) {
            ReturnValue::OK => {}
            ReturnValue::PENDING => return Err(pending(Function::Initialize)),
            rv => return Err(Error::Call { function: Function::Initialize, rv }),
        }
        image.gate.set(Gate::SERIALIZED, args.locks() == Locking::Serialized);
        Ok(Self::new(&image, &mut lifecycle, Some(args)))
    }

    pub(crate) fn attach(image: &Arc<Image>) -> Result<Self> {
        must_not_be_called_back()?;
        let image = image.of_this_process();
        // As in `initialize`.
        let joined;
        let mut lifecycle = image.lifecycle();
        if let Some(alive) = &lifecycle.alive {
            joined = alive.context.upgrade();
            match (joined, alive.args.is_some()) {
                (Some(inner), false) => return Ok(Self { inner }),
                (Some(_), true) => {
                    return Err(Error::usage(
                        "module",
                        "was initialised by this crate: `initialize` joins its context",
                    ));
                }
                (None, true) => return Err(Error::usage("module", "is being finalised")),
                (None, false) => {}
            }
        }
        image.gate.set(Gate::SERIALIZED, false);
        Ok(Self::new(&image, &mut lifecycle, None))
    }

    fn new(image: &Arc<Image>, lifecycle: &mut Lifecycle, args: Option<InitializeArgs>) -> Self {
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        let inner = Arc::new(ContextInner {
            image: Arc::clone(image),
            id,
            generation: fork::generation(),
            attached: args.is_none(),
            slots: Mutex::default(),
            sessions: Sessions::default(),
            callbacks: Callbacks::default(),
        });
        lifecycle.alive = Some(Alive { context: Arc::downgrade(&inner), id, args });
        lifecycle.last_id = id;
        Self { inner }
    }

    pub(crate) fn of(inner: &Arc<ContextInner>) -> Self {
        Self { inner: Arc::clone(inner) }
    }

    pub(crate) fn inner(&self) -> &ContextInner {
        &self.inner
    }

    /// What the module says of itself.
    ///
    /// # Errors
    ///
    /// What `C_GetInfo` returns.
    #[doc(alias = "C_GetInfo")]
    pub fn info(&self) -> Result<Info> {
        let info = self.inner.raw_get_info()?;
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
        let ids = self.inner.raw_get_slot_list(with_token)?;
        Ok(ids.into_iter().map(|id| self.slot(id)).collect())
    }

    /// The slot of a number, for those who have one from elsewhere. Whether it exists shows when it is used.
    #[must_use]
    pub fn slot(&self, id: crate::Ulong) -> Slot {
        Slot::new(Arc::clone(&self.inner), self.inner.slot_state(id))
    }

    /// The one token that a filter matches.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if none does, [`Error::Ambiguous`] if several do; both list the tokens that there are.
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

    /// Finalises the module if this is the last user of its context, and tells what Drop would not.
    ///
    /// To recover a module whose device was lost, drop its sessions, finalise, and initialise again.
    ///
    /// # Errors
    ///
    /// What `C_Finalize` returns; and a usage error if slots, sessions or other contexts are still alive, which then
    /// keep the module initialised, or in the child of a fork, where it is the parent's.
    #[doc(alias = "C_Finalize")]
    pub fn finalize(self) -> Result<()> {
        self.inner.must_be_ours()?;
        match Arc::into_inner(self.inner) {
            Some(mut last) => last.finish(),
            None => Err(Error::usage(
                "context",
                "is still used by slots, sessions or copies of it: it is finalised when the last of them is dropped",
            )),
        }
    }
}

/// The module may be in the middle of C_Initialize or C_Finalize, under the lock that is wanted here.
fn must_not_be_called_back() -> Result<()> {
    if in_callback() || observe::is_observing() {
        return Err(Error::usage("module", "a callback or an observer cannot initialise a module; return first"));
    }
    Ok(())
}

fn finalize(image: &Image) -> Result<()> {
    match image.raw_finalize() {
        ReturnValue::OK => Ok(()),
        ReturnValue::PENDING => Err(pending(Function::Finalize)),
        rv => Err(Error::Call { function: Function::Finalize, rv }),
    }
}

impl ContextInner {
    pub(crate) fn image(&self) -> &Image {
        &self.image
    }

    /// A number that no other context of this process has.
    pub(crate) fn id(&self) -> usize {
        self.id
    }

    /// Whether this process made it, and not a parent.
    #[inline]
    pub(crate) fn is_ours(&self) -> bool {
        self.generation == fork::generation()
    }

    /// A usage error in the child of a fork.
    pub(crate) fn must_be_ours(&self) -> Result<()> {
        if self.is_ours() { Ok(()) } else { Err(fork::error()) }
    }

    pub(crate) fn slot_state(&self, id: crate::Ulong) -> Arc<SlotState> {
        if !self.is_ours() {
            // A thread that does not exist here may hold the lock, and nothing can be done with the slot anyway.
            return Arc::new(SlotState::new(id));
        }
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(state) = slots.iter().find(|state| state.id() == id) {
            return Arc::clone(state);
        }
        let state = Arc::new(SlotState::new(id));
        slots.push(Arc::clone(&state));
        state
    }

    /// Finalises the module, once, unless the parent of a fork or somebody else has to.
    fn finish(&mut self) -> Result<()> {
        if !self.is_ours() {
            self.callbacks.leak();
            return Ok(());
        }
        let image = Arc::clone(&self.image);
        let mut lifecycle = image.lifecycle();
        if lifecycle.alive.as_ref().is_none_or(|alive| alive.id != self.id) {
            // Somebody has finalised it for us, or has tried to, or never will: only then nobody calls any more.
            if lifecycle.finalized < self.id {
                self.callbacks.leak();
            }
            return Ok(());
        }
        lifecycle.alive = None;
        if self.attached {
            // Whoever initialised it may still cause calls of the callbacks.
            self.callbacks.leak();
            return Ok(());
        }
        let finalized = finalize(&image);
        match finalized {
            Ok(()) => {
                lifecycle.finalized = self.id;
                image.gate.set(Gate::CALLBACKS, false);
            }
            // They may still be called.
            Err(_) => self.callbacks.leak(),
        }
        finalized
    }
}

impl Drop for ContextInner {
    fn drop(&mut self) {
        // `finalize` tells; here nobody listens.
        let _ = self.finish();
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("interface", &self.inner.image.interface()).finish_non_exhaustive()
    }
}

impl fmt::Debug for ContextInner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContextInner").field("id", &self.id).finish_non_exhaustive()
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
