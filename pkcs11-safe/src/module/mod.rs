//! Modules: loading a PKCS #11 library and resolving what it provides.
#![allow(unsafe_code)]

pub(crate) mod fork;
mod gate;
mod image;
mod inside;
mod interface;
mod library;
mod observe;
mod table;

pub(crate) use gate::{CallResult, Gate, pending};
pub(crate) use image::{Alive, Image, Lifecycle};
pub(crate) use inside::{contain, in_callback, is_inside, run_callback};
pub use interface::Interface;
pub(crate) use observe::Observers;
pub use observe::{ObservedCall, ObserverId};
pub use table::Table;

use crate::{Function, Result, Version};
use core::fmt;
use pkcs11_sys::{CK_C_GetFunctionList, CK_C_GetInterface};
use std::ffi::OsStr;
use std::sync::Arc;

/// A loaded PKCS #11 module, resolved and not yet initialised.
///
/// Loading the same library twice gives the same module: both share its context. It stays loaded until the program
/// ends, or until [`unload`](Self::unload).
///
/// ```no_run
/// use pkcs11_safe::{InitializeArgs, Module};
///
/// // SAFETY: the library is a PKCS #11 module that we trust to run in this process.
/// let module = unsafe { Module::load("/usr/lib/softhsm/libsofthsm2.so") }?;
/// let cryptoki = module.initialize(InitializeArgs::default())?;
/// # Ok::<(), pkcs11_safe::Error>(())
/// ```
#[derive(Clone)]
pub struct Module {
    image: Arc<Image>,
}

impl Module {
    /// Loads a library and resolves its functions. Nothing of PKCS #11 is initialised yet.
    ///
    /// A path without a slash is looked for where the system looks for libraries.
    ///
    /// # Errors
    ///
    /// [`Error::Load`](crate::Error::Load), saying whether the file is missing, no library, made for another word size,
    /// lacks symbols that it needs, or is no PKCS #11 module.
    ///
    /// # Safety
    ///
    /// Code in the library runs in this process, now and in every later call: it has to be a PKCS #11 module that keeps
    /// to the assumptions of docs/UNSAFE.md.
    #[doc(alias = "dlopen")]
    #[doc(alias = "C_GetFunctionList")]
    #[doc(alias = "C_GetInterface")]
    pub unsafe fn load(path: impl AsRef<OsStr>) -> Result<Self> {
        // SAFETY: the caller vouches for the library.
        let image = unsafe { library::load(path.as_ref()) }?;
        Ok(Self { image })
    }

    /// A module that is linked into the program, by its `C_GetFunctionList`.
    ///
    /// ```
    /// # let get_function_list = support::module::instance::<0>().get_function_list();
    /// // SAFETY: the function is that of a module which is part of this program.
    /// let module = unsafe { pkcs11_safe::Module::from_get_function_list(get_function_list) }?;
    /// # Ok::<(), pkcs11_safe::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Call`](crate::Error::Call) if it fails, [`Error::Module`](crate::Error::Module) if it gives no list.
    ///
    /// # Safety
    ///
    /// As for [`load`](Self::load), and the function is what its type says.
    pub unsafe fn from_get_function_list(get_function_list: CK_C_GetFunctionList) -> Result<Self> {
        // SAFETY: the caller vouches for the function.
        let image = unsafe { library::linked(get_function_list, None) }?;
        Ok(Self { image })
    }

    /// A module of 3.0 or later that is linked into the program, by its `C_GetInterface`, and by its `C_GetFunctionList`
    /// should the interface turn out to be unusable.
    ///
    /// # Errors
    ///
    /// As [`from_get_function_list`](Self::from_get_function_list).
    ///
    /// # Safety
    ///
    /// As for [`load`](Self::load), and the functions are what their types say, and of one module.
    pub unsafe fn from_get_interface(
        get_interface: CK_C_GetInterface,
        get_function_list: CK_C_GetFunctionList,
    ) -> Result<Self> {
        // SAFETY: the caller vouches for the functions.
        let image = unsafe { library::linked(get_function_list, Some(get_interface)) }?;
        Ok(Self { image })
    }

    pub(crate) fn image(&self) -> &Arc<Image> {
        &self.image
    }

    /// Whether the module has a function.
    #[must_use]
    pub fn provides(&self, function: Function) -> bool {
        self.image.provides(function)
    }

    /// The interface that is used.
    #[must_use]
    pub fn interface(&self) -> Interface {
        self.image.interface()
    }

    /// The version of the interface that is used.
    #[must_use]
    pub fn version(&self) -> Version {
        self.image.interface().version()
    }

    /// The functions themselves, for calls that this crate does not make. What is missing answers
    /// `CKR_FUNCTION_NOT_SUPPORTED`.
    ///
    /// Calling one is unsafe. What it does to sessions that this crate holds (closing them, ending operations) is not
    /// noticed.
    #[must_use]
    pub fn functions(&self) -> &Table {
        self.image.table()
    }

    /// Reports every call into this module from now on: its function, return value and duration, never its arguments.
    /// The closure runs on the calling thread, after the call. Calls that it makes itself are not reported, and a panic in it
    /// goes no further. It cannot initialise, finalise or close: what it drops is ended when all observers have returned, and
    /// that is not reported either. It may still be told of a call that was under way when it was taken out.
    ///
    /// ```
    /// # let module = unsafe { pkcs11_safe::Module::from_get_function_list(support::module::instance::<1>().get_function_list()) }?;
    /// use std::sync::atomic::{AtomicUsize, Ordering};
    /// use std::sync::Arc;
    ///
    /// let calls = Arc::new(AtomicUsize::new(0));
    /// let count = Arc::clone(&calls);
    /// let observer = module.observe(move |_call| { count.fetch_add(1, Ordering::Relaxed); });
    /// module.initialize(Default::default())?;
    /// assert_eq!(calls.load(Ordering::Relaxed), 2);       // C_Initialize, and C_Finalize on drop
    /// module.unobserve(observer);
    /// # Ok::<(), pkcs11_safe::Error>(())
    /// ```
    pub fn observe(&self, observer: impl Fn(&ObservedCall) + Send + Sync + 'static) -> ObserverId {
        self.image.of_this_process().observe(Arc::new(observer))
    }

    /// Ends what [`observe`](Self::observe) began.
    pub fn unobserve(&self, observer: ObserverId) {
        self.image.of_this_process().unobserve(observer);
    }

    /// Unloads the library, if this is its last module and no context of it is alive.
    ///
    /// # Errors
    ///
    /// A usage error if it is still used, and what the system says if unloading fails.
    ///
    /// # Safety
    ///
    /// Nothing of the library is used any more: no thread of its own runs, no function pointer out of it is kept.
    #[doc(alias = "dlclose")]
    pub unsafe fn unload(self) -> Result<()> {
        // SAFETY: the caller vouches that nothing of the library is used any more.
        unsafe { library::unload(self.image) }
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Module").field("interface", &self.interface()).finish_non_exhaustive()
    }
}
