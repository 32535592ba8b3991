//! A session's way into the module (5.6.1, 5.6.2): its handle, whether it is alive, and what it keeps alive during a call.
//!
//! - Every call of a session goes through [`Link::call`], which asks last whether the session is alive: after the wait for
//!   our own lock, immediately before the call.
//! - While a call is under way, its link is borrowed, and with it everything that the call uses: the handle, the context,
//!   the slot. Whoever wants to end one of them finds that it is in use (C_CloseAllSessions, C_Finalize), or marks the
//!   session as dead, which the next call notices.
//! - A link that is dropped inside a callback or an observer is closed when the call that is under way has returned.
#![allow(unsafe_code)]

use crate::context::{Callback, ContextInner, Life, SlotState};
use crate::error::{BoxedError, SESSION_GONE};
use crate::handle::Object;
use crate::mechanism::{Keys, Mechanism};
use crate::module::{CallResult, Gate, Table, in_callback, is_inside, pending};
use crate::{Error, Function, Result, ReturnValue, Ulong};
use core::ptr;
use pkcs11_sys::*;
use std::sync::Arc;

/// A session that is open in the module.
pub(crate) struct Link {
    context: Arc<ContextInner>,
    slot: Arc<SlotState>,
    handle: CK_SESSION_HANDLE,
    life: Arc<Life>,
    /// Whether CKR_PENDING is an answer: that of a call which goes on in the background.
    is_async: bool,
}

/// How often a session is opened whose handle is in use.
const TRIES: usize = 16;

/// A usage error in a callback, where whoever waits for another thread may be what that thread waits for.
fn must_not_be_in_callback(function: Function) -> Result<()> {
    if in_callback() {
        return Err(Error::usage(
            "callback",
            format!("called {function} from within a callback of a module; return first"),
        ));
    }
    Ok(())
}

impl Link {
    /// C_OpenSession. Waits while all sessions of the slot are being closed.
    pub(crate) fn open(
        context: &Arc<ContextInner>,
        slot: &Arc<SlotState>,
        flags: CK_FLAGS,
        callback: Option<Callback>,
    ) -> Result<Self> {
        // Before any lock, which nobody may be there to give back after a fork.
        context.image().must_be_of_this_process()?;
        must_not_be_in_callback(Function::OpenSession)?;
        let (application, notify) = match callback {
            Some(callback) => {
                context.image().gate.set(Gate::CALLBACKS, true);
                context.callbacks.keep(callback)
            }
            None => (ptr::null_mut(), None),
        };
        slot.enter();
        let opened = Self::open_in(context, slot, flags, application, notify);
        if opened.is_err() {
            slot.leave();
            if !application.is_null() {
                context.callbacks.forget_one(application);
            }
        }
        opened
    }

    /// The same, of a slot that was entered. A handle that a call of a dead session is using is left to that call.
    fn open_in(
        context: &Arc<ContextInner>,
        slot: &Arc<SlotState>,
        flags: CK_FLAGS,
        application: CK_VOID_PTR,
        notify: Option<CK_NOTIFY>,
    ) -> Result<Self> {
        for _ in 0..TRIES {
            let (mut handle, mut life) = (CK_INVALID_HANDLE, None);
            context.check(Function::OpenSession, |table| {
                // SAFETY:
                // - `handle` is exclusively borrowed for the call; A1, A3;
                // - `notify` is None, or the trampoline, which takes any pointer as `application` (A7).
                let rv = unsafe { (table.C_OpenSession)(slot.id(), flags, application, notify, &raw mut handle) };
                // Before anybody else can make a call: whoever had the handle before must not use it any more.
                if rv == CKR_OK && handle != CK_INVALID_HANDLE {
                    life = Some(context.sessions.opened(handle, slot.id()));
                }
                rv
            })?;
            match life {
                None => return Err(Error::module(Function::OpenSession, "gave out the invalid session handle, 0")),
                Some(Ok(life)) => {
                    let (context, slot) = (Arc::clone(context), Arc::clone(slot));
                    return Ok(Self { context, slot, handle, life, is_async: flags & CKF_ASYNC_SESSION != 0 });
                }
                // Mostly that is the call that closes the session which had the handle before.
                Some(Err(other)) => other.wait_while_closing(),
            }
        }
        Err(Error::module(Function::OpenSession, "gave out only handles of sessions that calls are using"))
    }

    /// Makes a call, unless the session is dead, and notices when it dies.
    #[inline]
    pub(crate) fn call(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> CallResult {
        let mut is_own = true;
        let ready = || if self.life.enter() { Ok(()) } else { Err(gone()) };
        let run = |table: &Table| {
            let rv = run(table);
            if self.life.leave() {
                return rv;
            }
            // Whatever it returned is not of this session, whose handle was no longer valid.
            is_own = false;
            not_of_this_session()
        };
        let rv = self.context.image().call(function, ready, run, |rv| self.hear(rv))?;
        if rv == ReturnValue::OK { Ok(rv) } else { self.failed(function, rv, is_own) }
    }

    /// As [`call`](Self::call), and any code but CKR_OK is an error.
    #[inline]
    pub(crate) fn check(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Result<()> {
        match self.call(function, run)? {
            ReturnValue::OK => Ok(()),
            rv => Err(Error::Call { function, rv }),
        }
    }

    /// Whether the session is gone, by what the module returned: its handle may be somebody else's soon.
    #[cold]
    fn hear(&self, rv: ReturnValue) {
        match rv {
            ReturnValue::SESSION_HANDLE_INVALID
            | ReturnValue::SESSION_CLOSED
            | ReturnValue::CRYPTOKI_NOT_INITIALIZED => self.life.end(),
            ReturnValue::DEVICE_REMOVED | ReturnValue::TOKEN_NOT_PRESENT => {
                self.context.sessions.end_with(self.slot.id(), &self.life);
            }
            _ => {}
        }
    }

    /// What a call came to that returned another code, or may have been made on another session.
    #[cold]
    fn failed(&self, function: Function, rv: ReturnValue, is_own: bool) -> CallResult {
        if !is_own {
            self.close_left();
            return Err(gone());
        }
        self.hear(rv);
        if rv == ReturnValue::PENDING && !self.is_async { Err(pending(function).into()) } else { Ok(rv) }
    }

    /// Closes sessions that were left to a call: they got its handle while it was under way.
    #[cold]
    fn close_left(&self) {
        while self.context.sessions.take_left(self.handle, &self.life) {
            // SAFETY: no pointers are involved.
            let _ = self.context.call(Function::CloseSession, |table| unsafe { (table.C_CloseSession)(self.handle) });
        }
    }

    /// Closes the session, and tells what Drop would not.
    pub(crate) fn close(self) -> Result<()> {
        self.context.image().must_be_of_this_process()?;
        if is_inside() {
            let detail = "a callback or an observer closes nothing: that is done when the call has returned";
            return Err(Error::usage("session", detail));
        }
        self.end().map(drop)
    }

    /// Closes it, once, unless its handle may be somebody else's; whether the module has closed it.
    pub(crate) fn end(&self) -> Result<bool> {
        if !self.context.image().is_of_this_process() || self.life.is_dead() {
            return Ok(false);
        }
        // It may die while this waits for the lock.
        let (mut was_dead, mut is_own) = (false, true);
        let ready = || {
            was_dead = !self.life.enter_to_close();
            if was_dead { Err(gone()) } else { Ok(()) }
        };
        let closed = self.context.call_if(Function::CloseSession, ready, |table| {
            // SAFETY: no pointers are involved.
            let rv = unsafe { (table.C_CloseSession)(self.handle) };
            is_own = self.life.leave_closed();
            rv
        });
        if !is_own {
            self.close_left();
        }
        match closed {
            Ok(ReturnValue::OK) => Ok(true),
            Ok(rv) => Err(Error::Call { function: Function::CloseSession, rv }),
            Err(_) if was_dead => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn context(&self) -> &Arc<ContextInner> {
        &self.context
    }

    pub(crate) fn slot(&self) -> &Arc<SlotState> {
        &self.slot
    }

    #[inline]
    pub(crate) fn handle(&self) -> CK_SESSION_HANDLE {
        self.handle
    }

    /// By what it is told from every other session, whose handle it may share: the context and its number there.
    #[inline]
    pub(crate) fn identity(&self) -> (usize, u64) {
        (self.context.id(), self.life.serial())
    }

    /// What its objects are known by: the context and the slot.
    #[inline]
    pub(crate) fn place(&self) -> (usize, Ulong) {
        (self.context.id(), self.slot.id())
    }

    pub(crate) fn object(&self, handle: CK_OBJECT_HANDLE) -> Object {
        let (context, slot) = self.place();
        Object::new(handle, context, slot)
    }

    /// The handle of an object, if it is one of this token.
    #[inline]
    pub(crate) fn own(&self, argument: &'static str, object: impl Into<Object>) -> Result<CK_OBJECT_HANDLE> {
        object.into().handle_for(argument, self.context.id(), self.slot.id())
    }

    /// A usage error if the parameter of a mechanism names keys that are not of this token.
    #[inline]
    pub(crate) fn must_know(&self, mechanism: &Mechanism<'_>) -> Result<()> {
        match mechanism.keys() {
            Keys::None => Ok(()),
            Keys::Of(key) => self.own("mechanism", key).map(drop),
            Keys::Mixed => Err(Error::usage("mechanism", "names keys of different tokens")),
            Keys::Refused => Err(Error::usage("mechanism", "is owned, though the token writes to its parameter")),
        }
    }
}

/// Apart, so that the common way has no part in it.
#[cold]
#[inline(never)]
fn not_of_this_session() -> CK_RV {
    CKR_SESSION_HANDLE_INVALID
}

#[cold]
fn gone() -> BoxedError {
    Error::usage("session", SESSION_GONE).into()
}

impl Drop for Link {
    fn drop(&mut self) {
        if !self.context.image().is_of_this_process() {
            // The parent's, and so are the locks.
        } else if is_inside() {
            let (context, slot, life) = (Arc::clone(&self.context), Arc::clone(&self.slot), Arc::clone(&self.life));
            let rest = Self { context, slot, life, handle: self.handle, is_async: self.is_async };
            self.context.image().put_aside(move || drop(rest));
        } else {
            // `close` tells; here nobody listens.
            let _ = self.end();
            self.context.sessions.forget(self.handle, &self.life);
            self.slot.leave();
        }
    }
}
