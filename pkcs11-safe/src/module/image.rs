//! Images: one for each library in the process, shared by all who load it.

use super::fork::{self, PerProcess};
use super::interface::Interface;
use super::table::{Resolved, Table};
use super::{Gate, Observers};
use crate::{Error, Function, Result};
use core::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

#[cfg(unix)]
use libloading::os::unix::Library;
#[cfg(windows)]
use libloading::os::windows::Library;

/// Which image it is: never told by the address of a function, which several images may share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// The system's handle of the library.
    Library(usize),
    /// The list of a module that is part of the program, and whether its interface was asked for.
    List(usize, bool),
}

/// Whether an image is initialised, and by whom; under the image's lock.
#[derive(Default)]
pub(crate) struct Lifecycle {
    pub(crate) alive: Option<Alive>,
    /// The last context that was made, and the last one after which C_Finalize succeeded.
    pub(crate) last_id: usize,
    pub(crate) finalized: usize,
}

/// The context of an image.
pub(crate) struct Alive {
    /// What all of its users hold; of a type that this room does not know.
    pub(crate) context: Weak<dyn Any + Send + Sync>,
    pub(crate) id: usize,
    /// Whether C_Finalize is ours to call.
    pub(crate) is_owned: bool,
}

/// A module in memory: its functions, and the state that everybody who loads it shares.
pub(crate) struct Image {
    identity: Identity,
    generation: u32,
    resolved: Resolved,
    interface: Interface,
    library: Option<Library>,
    lifecycle: Mutex<Lifecycle>,
    pub(crate) gate: Gate,
    pub(crate) observers: Observers,
}

impl Image {
    pub(super) fn new(identity: Identity, resolved: Resolved, interface: Interface, library: Option<Library>) -> Self {
        let gate = Gate::default();
        gate.set(Gate::OBSERVED, Observers::ALWAYS);
        let (lifecycle, observers) = (Mutex::default(), Observers::default());
        Self { identity, generation: fork::generation(), resolved, interface, library, lifecycle, gate, observers }
    }

    /// The image as this process sees it: after a fork, the child has one of its own, with no context and with locks
    /// that nobody holds.
    pub(crate) fn of_this_process(self: &Arc<Self>) -> Arc<Self> {
        if self.is_of_this_process() {
            return Arc::clone(self);
        }
        let fresh = || Self::new(self.identity, self.resolved, self.interface, None);
        registry(|images| images.find_or_insert_with(self.identity, fresh))
    }

    /// Whether this process made it, and not a parent.
    #[inline]
    pub(crate) fn is_of_this_process(&self) -> bool {
        self.generation == fork::generation()
    }

    /// A usage error in the child of a fork.
    pub(crate) fn must_be_of_this_process(&self) -> Result<()> {
        if self.is_of_this_process() { Ok(()) } else { Err(fork::error()) }
    }

    #[inline]
    pub(crate) fn table(&self) -> &Table {
        &self.resolved.table
    }

    pub(crate) fn provides(&self, function: Function) -> bool {
        self.resolved.provided.contains(function)
    }

    pub(crate) fn interface(&self) -> Interface {
        self.interface
    }

    /// The lock that is held across C_Initialize and C_Finalize of this image.
    pub(crate) fn lifecycle(&self) -> MutexGuard<'_, Lifecycle> {
        self.lifecycle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn into_library(self) -> Option<Library> {
        self.library
    }
}

/// All images of the process. Images stay until they are unloaded by name, so that no code vanishes under a thread.
static REGISTRY: PerProcess<Mutex<Vec<Arc<Image>>>> = PerProcess::new();

pub(super) struct Images<'r>(MutexGuard<'r, Vec<Arc<Image>>>);

/// Runs something with the registry locked.
pub(super) fn registry<T>(run: impl FnOnce(&mut Images<'_>) -> T) -> T {
    run(&mut Images(REGISTRY.get().lock().unwrap_or_else(PoisonError::into_inner)))
}

/// The image of an identity, made if there is none yet. A module is asked for its lists without the lock, so that one that
/// does not answer keeps no other from being loaded; of two threads that load it at once, the second's answer is dropped.
pub(super) fn find_or_make(identity: Identity, make: impl FnOnce() -> Result<Image>) -> Result<Arc<Image>> {
    if let Some(image) = registry(|images| images.find(identity)) {
        return Ok(image);
    }
    let image = make()?;
    Ok(registry(|images| images.find_or_insert_with(identity, || image)))
}

impl Images<'_> {
    fn find_or_insert_with(&mut self, identity: Identity, make: impl FnOnce() -> Image) -> Arc<Image> {
        self.find(identity).unwrap_or_else(|| {
            let image = Arc::new(make());
            self.0.push(Arc::clone(&image));
            image
        })
    }

    fn find(&self, identity: Identity) -> Option<Arc<Image>> {
        self.0.iter().find(|image| image.identity == identity).map(Arc::clone)
    }

    /// Takes an image out, if nobody else holds it.
    pub(super) fn remove(&mut self, image: Arc<Image>) -> Result<Image> {
        let at = self.0.iter().position(|held| Arc::ptr_eq(held, &image));
        let held = at.map(|at| self.0.swap_remove(at));
        let known = held.is_some();
        drop(held);
        Arc::try_unwrap(image).map_err(|image| {
            // After a fork it may be the parent's, which is none of ours.
            if known {
                self.0.push(image);
            }
            Error::usage(
                "module",
                "is still in use: drop its contexts, slots and sessions, and other copies of it, first",
            )
        })
    }
}
