//! C_Initialize and C_Finalize (5.4.1, 5.4.2), under the lock of the image.
#![allow(unsafe_code)]

use super::{Callbacks, Context, ContextInner, InitializeArgs, Locking};
use crate::module::{Alive, Gate, Image, Lifecycle, Table, is_inside, pending};
use crate::{Error, Function, Result, ReturnValue};
use core::any::Any;
use core::ptr;
use core::sync::atomic::{AtomicUsize, Ordering, fence};
use core::time::Duration;
use pkcs11_sys::{CK_C_INITIALIZE_ARGS, CK_RV};
use std::sync::{Arc, Weak};
use std::time::Instant;

/// A call that belongs to no context. Observers are told of it when the image's lock is no longer held.
struct Made {
    function: Function,
    rv: ReturnValue,
    duration: Duration,
}

impl Made {
    fn new(image: &Image, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Self {
        let start = Instant::now();
        let rv = ReturnValue::new(run(image.table()));
        Self { function, rv, duration: start.elapsed() }
    }

    /// C_Initialize, under the image's lock.
    fn initialize(image: &Image, args: &InitializeArgs) -> Self {
        // A module that has a field more than the standard finds NULL there.
        let mut raw = [CK_C_INITIALIZE_ARGS::ZERO; 2];
        raw[0].flags = args.flags();
        raw[0].pReserved = args.reserved_ptr();
        Self::new(image, Function::Initialize, |table| {
            // SAFETY:
            // - `raw` is two whole structs that outlive the call: all mutex callbacks are NULL, as the flags say;
            // - pReserved is NULL, or a string that the caller vouched for (InitializeArgs::reserved) and `args` owns; A5: the
            //   module only reads it;
            // - A4: the module can be initialised by this thread: the image's lock is held, and no context of ours lives.
            unsafe { (table.C_Initialize)(raw.as_mut_ptr().cast()) }
        })
    }

    /// C_Finalize, under the image's lock.
    fn finalize(image: &Image) -> Self {
        Self::new(image, Function::Finalize, |table| {
            // SAFETY: the argument is NULL, as the standard asks; no call is under way (A4), since each needs a context,
            // and the last one is gone.
            unsafe { (table.C_Finalize)(ptr::null_mut()) }
        })
    }

    fn result(&self) -> Result<()> {
        match self.rv {
            ReturnValue::OK => Ok(()),
            ReturnValue::PENDING => Err(pending(self.function)),
            rv => Err(Error::Call { function: self.function, rv }),
        }
    }

    fn report(self, image: &Image) {
        image.report(self.function, self.rv, self.duration);
    }
}

/// The module may be in the middle of C_Initialize or C_Finalize, under the lock that is wanted here.
fn must_not_be_inside() -> Result<()> {
    if is_inside() {
        return Err(Error::usage("module", "a callback or an observer cannot initialise a module; return first"));
    }
    Ok(())
}

/// Joins the context of the image, or initialises the module.
pub(super) fn initialize(image: &Arc<Image>, args: InitializeArgs) -> Result<Context> {
    must_not_be_inside()?;
    let image = image.of_this_process();
    image.run_endings();
    let mut made = Vec::new();
    let context = {
        let mut lifecycle = image.lifecycle();
        initialize_locked(&image, args, &mut lifecycle, &mut made)
    };
    made.into_iter().for_each(|made: Made| made.report(&image));
    image.run_endings();
    context
}

fn initialize_locked(
    image: &Arc<Image>,
    args: InitializeArgs,
    lifecycle: &mut Lifecycle,
    made: &mut Vec<Made>,
) -> Result<Context> {
    if let Some(alive) = &lifecycle.alive {
        match context(alive) {
            Some(inner) if inner.args.as_ref() == Some(&args) => return Ok(Context { inner }),
            Some(inner) => {
                // Its drop may be the last, and wants the lock that is held here.
                image.put_aside(move || drop(inner));
                return Err(Error::usage(
                    "args",
                    "the module is in use with other arguments: initialize it with the same, or drop what uses it first",
                ));
            }
            // Its last user is gone and waits for the lock to finalise it: that is done here instead.
            None => {
                let is_owned = alive.is_owned;
                // What that user did comes before what is done now.
                fence(Ordering::Acquire);
                lifecycle.alive = None;
                if is_owned {
                    let finalized = Made::finalize(image);
                    let result = finalized.result();
                    made.push(finalized);
                    result?;
                    lifecycle.finalized = lifecycle.last_id;
                }
            }
        }
    }
    let initialized = Made::initialize(image, &args);
    let result = initialized.result();
    made.push(initialized);
    result?;
    image.gate.set(Gate::SERIALIZED, args.locks() == Locking::Serialized);
    Ok(new(image, lifecycle, Some(args)))
}

/// A context of a module that somebody else has initialised.
pub(super) fn attach(image: &Arc<Image>) -> Result<Context> {
    must_not_be_inside()?;
    let image = image.of_this_process();
    image.run_endings();
    let mut lifecycle = image.lifecycle();
    if let Some(alive) = &lifecycle.alive {
        match (context(alive), alive.is_owned) {
            (Some(inner), false) => return Ok(Context { inner }),
            (Some(inner), true) => {
                image.put_aside(move || drop(inner));
                drop(lifecycle);
                image.run_endings();
                return Err(Error::usage("module", "was initialised by this crate: `initialize` joins its context"));
            }
            (None, true) => return Err(Error::usage("module", "is being finalised")),
            (None, false) => {}
        }
    }
    image.gate.set(Gate::SERIALIZED, false);
    Ok(new(&image, &mut lifecycle, None))
}

/// The context, if anybody still uses it.
fn context(alive: &Alive) -> Option<Arc<ContextInner>> {
    alive.context.upgrade()?.downcast().ok()
}

fn new(image: &Arc<Image>, lifecycle: &mut Lifecycle, args: Option<InitializeArgs>) -> Context {
    static NEXT_ID: AtomicUsize = AtomicUsize::new(1);
    let (id, is_owned) = (NEXT_ID.fetch_add(1, Ordering::Relaxed), args.is_some());
    let inner = Arc::new(ContextInner {
        image: Arc::clone(image),
        id,
        args,
        slots: Default::default(),
        sessions: Default::default(),
        callbacks: Default::default(),
    });
    let context: Weak<dyn Any + Send + Sync> = Arc::<ContextInner>::downgrade(&inner);
    lifecycle.alive = Some(Alive { context, id, is_owned });
    lifecycle.last_id = id;
    Context { inner }
}

/// What is left of a context when its last user is gone: enough to finalise the module.
pub(super) struct Ending {
    image: Arc<Image>,
    id: usize,
    is_owned: bool,
    callbacks: Arc<Callbacks>,
}

impl Ending {
    pub(super) fn new(image: &Arc<Image>, id: usize, is_owned: bool, callbacks: &Arc<Callbacks>) -> Self {
        Self { image: Arc::clone(image), id, is_owned, callbacks: Arc::clone(callbacks) }
    }

    /// Finalises the module, once, unless the parent of a fork or somebody else has to. The callbacks are forgotten if
    /// C_Finalize has succeeded: otherwise the module may still call them.
    pub(super) fn run(self) -> Result<()> {
        if !self.image.is_of_this_process() {
            return Ok(());
        }
        let mut lifecycle = self.image.lifecycle();
        if lifecycle.alive.as_ref().is_none_or(|alive| alive.id != self.id) {
            // Another thread that initialised the module has done it.
            if lifecycle.finalized >= self.id {
                drop(lifecycle);
                self.callbacks.forget();
            }
            return Ok(());
        }
        lifecycle.alive = None;
        if !self.is_owned {
            return Ok(());
        }
        let made = Made::finalize(&self.image);
        let result = made.result();
        if result.is_ok() {
            lifecycle.finalized = self.id;
            self.image.gate.set(Gate::CALLBACKS, false);
        }
        drop(lifecycle);
        if result.is_ok() {
            self.callbacks.forget();
        }
        made.report(&self.image);
        self.image.run_endings();
        result
    }
}
