//! Scripts: a closure that answers calls instead of the module, or after it, and can write nothing that the standard
//! does not let a module write. What it is handed is safe to use in any order, so that a fuzzer may write scripts.

use super::argument::{Argument, Arguments, Outlet};
use super::entry::Function;
use super::memory::{Answer, array, load, size, store, store_all, ulong};
use super::template::is_nested;
use core::ptr::without_provenance_mut;
use pkcs11_sys::*;
use std::sync::{Arc, Mutex, PoisonError};

/// What answers calls.
type Player = Arc<dyn Fn(&mut Scene<'_>) -> CK_RV + Send + Sync>;

/// The script of a module, if it has one.
pub(super) struct Script(Mutex<Option<Player>>);

impl Script {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    pub(super) fn set(&self, player: Player) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(player);
    }

    pub(super) fn clear(&self) {
        // Dropped after the lock: what the closure owns may make calls when it goes.
        let old = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(old);
    }

    /// Answers a call by the script, or by `act` where there is none.
    ///
    /// # Safety
    ///
    /// The arguments are those of a call of `function` that keeps to the standard.
    pub(super) unsafe fn play(
        &self,
        function: Function,
        arguments: Arguments<'_>,
        act: impl FnOnce() -> Answer,
    ) -> Answer {
        let player = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(player) = player else { return act() };
        let mut act = Some(act);
        let mut honest = || act.take().map_or(Err(CKR_GENERAL_ERROR), |act| act());
        // SAFETY: the caller's promise.
        let outlet = unsafe { arguments.outlet() };
        let mut scene = Scene { function, arguments, outlet, honest: &mut honest, written: false };
        match player(&mut scene) {
            CKR_OK => Ok(()),
            rv => Err(rv),
        }
    }
}

/// One call, as a script sees it.
///
/// Whoever makes one vouches for the arguments: those of a call that keeps to the standard. That is what the SAFETY
/// comments below rest on.
pub struct Scene<'s> {
    function: Function,
    arguments: Arguments<'s>,
    outlet: Option<Outlet>,
    honest: &'s mut dyn FnMut() -> Answer,
    /// Whether anything was written, after which the module cannot act any more: it would read lengths that are wrong.
    written: bool,
}

impl Scene<'_> {
    /// Which function is called.
    pub fn function(&self) -> Function {
        self.function
    }

    /// The number of that name: a handle, a flag, a length.
    pub fn number(&self, name: &str) -> Option<CK_ULONG> {
        self.arguments.number(name)
    }

    /// Has the module act as it would without a script, and gives what it would return. It can do so once, before
    /// anything is written; after that, it fails.
    pub fn act(&mut self) -> CK_RV {
        if core::mem::replace(&mut self.written, true) {
            return CKR_GENERAL_ERROR;
        }
        (self.honest)().err().unwrap_or(CKR_OK)
    }

    /// The buffer of the call: how many bytes or numbers there is room for. None where there is no buffer, or NULL.
    pub fn room(&self) -> Option<usize> {
        self.buffer().map(|(_, room)| room)
    }

    /// Whether the call has a buffer whose length it asks for with a NULL.
    pub fn asks_size(&self) -> bool {
        self.outlet.is_some_and(|outlet| outlet.null)
    }

    /// Whether the buffer is of numbers, handles or mechanisms rather than of bytes.
    pub fn lists(&self) -> bool {
        self.buffer().is_some_and(|(buffer, _)| matches!(buffer, Argument::Ulongs(_)))
    }

    /// Where the call writes to, and how much.
    fn buffer(&self) -> Option<(Argument, usize)> {
        let named = |name| self.arguments.0.iter().find(|argument| argument.name == name).map(|found| found.value);
        if let Some(Outlet { name, null: false, room: Some(room), .. }) = self.outlet {
            return Some((named(name)?, size(room)));
        }
        let (random, room) = (named("RandomData")?, self.number("ulRandomLen")?);
        (!random.is_null()).then_some((random, size(room)))
    }

    /// Writes to the buffer of bytes, as much as there is room for; gives how much that was.
    pub fn write(&mut self, bytes: &[u8]) -> usize {
        let Some((Argument::Bytes(buffer), room)) = self.buffer() else { return 0 };
        let bytes = &bytes[..bytes.len().min(room)];
        self.written = true;
        // SAFETY: the buffer is not NULL, and the call has room for `room` bytes in it.
        unsafe { store_all(buffer, bytes) };
        bytes.len()
    }

    /// Writes to the list of numbers, as many as there is room for; gives how many that were.
    pub fn write_numbers(&mut self, numbers: &[CK_ULONG]) -> usize {
        let Some((Argument::Ulongs(list), room)) = self.buffer() else { return 0 };
        let numbers = &numbers[..numbers.len().min(room)];
        self.written = true;
        // SAFETY: the list is not NULL, and the call has room for `room` numbers in it.
        unsafe { store_all(list, numbers) };
        numbers.len()
    }

    /// Reports a length, whatever was written.
    pub fn report(&mut self, length: CK_ULONG) {
        let Some(outlet) = self.outlet.filter(|outlet| !outlet.length.is_null()) else { return };
        self.written = true;
        // SAFETY: not NULL, hence writable.
        let _ = unsafe { store(outlet.length, length) };
    }

    /// The length as it stands now.
    pub fn reported(&self) -> Option<CK_ULONG> {
        let outlet = self.outlet.filter(|outlet| !outlet.null || self.written)?;
        // SAFETY: readable where the buffer is not NULL, and once it has been written; NULL is told apart.
        unsafe { load(outlet.length) }.ok()
    }

    /// The first bytes of the buffer as they are now; fewer if it has fewer. The caller vouches that it is initialised,
    /// as a buffer of a safe program is.
    pub fn buffered(&self, length: usize) -> Vec<u8> {
        let Some((Argument::Bytes(buffer), room)) = self.buffer() else { return Vec::new() };
        // SAFETY: the buffer is not NULL, has `room` bytes, and was initialised before the call.
        unsafe { super::memory::bytes(buffer, ulong(length.min(room))) }.unwrap_or_default()
    }

    /// The numbers as they are now: as many of the list as are reported, and those that the call gives one by one. The
    /// caller vouches that they are initialised, as those of a safe program are.
    pub fn numbers(&self) -> Vec<CK_ULONG> {
        let mut numbers = Vec::new();
        if let Some((Argument::Ulongs(list), room)) = self.buffer() {
            let count = self.reported().unwrap_or(0).min(ulong(room));
            // SAFETY: the list is not NULL, has room for so many numbers, and was initialised before the call.
            numbers = unsafe { array(list, count) }.unwrap_or_default();
        }
        // SAFETY: the call has a number there, which was initialised before it.
        numbers.extend(self.singles().filter_map(|pointer| unsafe { load(pointer) }.ok()));
        numbers
    }

    /// Where the call gives numbers one by one.
    fn singles(&self) -> impl Iterator<Item = *mut CK_ULONG> {
        let taken = |name: &str| {
            let buffer = self.outlet.is_some_and(|outlet| outlet.name == name);
            buffer || name.starts_with("pul") && self.outlet.is_some()
        };
        let single = self.arguments.0.iter().filter(move |argument| !taken(argument.name));
        single.filter_map(|argument| match argument.value {
            Argument::Ulongs(pointer) if !pointer.is_null() => Some(pointer),
            _ => None,
        })
    }

    /// Writes the numbers that the call gives one by one: the handles of keys and sessions, a slot, a size. Each gets
    /// the next of `numbers`, and those that are left over stay as they are.
    pub fn write_handles(&mut self, numbers: &[CK_ULONG]) {
        let pointers: Vec<_> = self.singles().collect();
        for (pointer, number) in pointers.into_iter().zip(numbers) {
            self.written = true;
            // SAFETY: not NULL, and the call has room for a number there.
            let _ = unsafe { store(pointer, *number) };
        }
    }

    /// The size of the struct of numbers and text that the call gives: what a slot, a token, a session is.
    pub fn structure(&self) -> Option<usize> {
        self.arguments.0.iter().find_map(|argument| match argument.value {
            Argument::Plain(pointer, size) if !pointer.is_null() => Some(size),
            _ => None,
        })
    }

    /// Writes that struct, or the beginning of it; gives how many bytes that were.
    pub fn write_structure(&mut self, bytes: &[u8]) -> usize {
        for argument in self.arguments.0 {
            let Argument::Plain(pointer, size) = argument.value else { continue };
            if !pointer.is_null() {
                let bytes = &bytes[..bytes.len().min(size)];
                self.written = true;
                // SAFETY: not NULL, and the struct has `size` bytes, of which any are one.
                unsafe { store_all(pointer, bytes) };
                return bytes.len();
            }
        }
        0
    }

    /// That struct as it is now. The caller vouches that it is initialised, as that of a safe program is.
    pub fn structured(&self) -> Vec<u8> {
        let plain = self.arguments.0.iter().find_map(|argument| match argument.value {
            Argument::Plain(pointer, size) if !pointer.is_null() => Some((pointer, size)),
            _ => None,
        });
        let Some((pointer, size)) = plain else { return Vec::new() };
        // SAFETY: not NULL, and the struct has `size` bytes, all of them initialised before the call.
        unsafe { super::memory::bytes(pointer, ulong(size)) }.unwrap_or_default()
    }

    /// The attributes that `C_GetAttributeValue` asks for; none for other functions.
    pub fn attributes(&mut self) -> Vec<Asked<'_>> {
        if self.function != Function::GetAttributeValue {
            return Vec::new();
        }
        self.written = true;
        let template = self.arguments.0.iter().find_map(|argument| match argument.value {
            Argument::Template(template) if !template.is_null() => Some(template),
            _ => None,
        });
        let count = size(self.number("ulCount").unwrap_or(0));
        // SAFETY: the template has so many attributes, which the call may write to.
        template.map_or_else(Vec::new, |template| unsafe { Asked::all(template, count) })
    }
}

/// An attribute that is asked for.
pub struct Asked<'c> {
    entry: CK_ATTRIBUTE_PTR,
    type_: CK_ATTRIBUTE_TYPE,
    value: CK_VOID_PTR,
    room: usize,
    _call: core::marker::PhantomData<&'c ()>,
}

impl Asked<'_> {
    /// # Safety
    ///
    /// `template` points to `count` attributes that can be written to during `'c`, each with a value that is NULL or has
    /// the room that it says.
    unsafe fn all<'c>(template: CK_ATTRIBUTE_PTR, count: usize) -> Vec<Asked<'c>> {
        let one = |index| {
            // SAFETY: within the template, by the caller's promise.
            let entry = unsafe { template.add(index) };
            // SAFETY: an attribute of the template.
            let CK_ATTRIBUTE { type_, pValue, ulValueLen } = unsafe { entry.read_unaligned() };
            Asked { entry, type_, value: pValue, room: size(ulValueLen), _call: core::marker::PhantomData }
        };
        (0..count).map(one).collect()
    }

    /// Which attribute. In a template within an attribute it is the module's to say, see [`Self::name`].
    pub fn attribute(&self) -> CK_ATTRIBUTE_TYPE {
        self.type_
    }

    /// How many bytes there is room for; `None` where only the size is asked for.
    pub fn room(&self) -> Option<usize> {
        (!self.value.is_null()).then_some(self.room)
    }

    /// Writes the value, as much as there is room for; gives how much that was. A value that is a template is written by
    /// way of [`Self::inner`] alone.
    pub fn write(&mut self, bytes: &[u8]) -> usize {
        if self.value.is_null() || is_nested(self.type_) {
            return 0;
        }
        let bytes = &bytes[..bytes.len().min(self.room)];
        // SAFETY: not NULL, and there is room for so many bytes.
        unsafe { store_all(self.value.cast(), bytes) };
        bytes.len()
    }

    /// Reports a length, whatever was written.
    pub fn report(&mut self, length: CK_ULONG) {
        // SAFETY: a field of an attribute that can be written to.
        let _ = unsafe { store(&raw mut (*self.entry).ulValueLen, length) };
    }

    /// Says which attribute it is, for the attributes of a template in an attribute.
    pub fn name(&mut self, attribute: CK_ATTRIBUTE_TYPE) {
        // SAFETY: as above.
        let _ = unsafe { store(&raw mut (*self.entry).type_, attribute) };
    }

    /// Overwrites the pointer to the value, which a module has no business to.
    pub fn clobber(&mut self, address: usize) {
        // SAFETY: as above.
        let _ = unsafe { store(&raw mut (*self.entry).pValue, without_provenance_mut(address)) };
    }

    /// The attributes of the template that the value is, as far as there is room for them.
    pub fn inner(&mut self) -> Vec<Asked<'_>> {
        if self.value.is_null() || !is_nested(self.type_) {
            return Vec::new();
        }
        // SAFETY: the buffer of such an attribute holds as many attributes as it has room for, laid out by the caller,
        // each with a value that is NULL or has the room that it says.
        unsafe { Asked::all(self.value.cast(), self.room / size_of::<CK_ATTRIBUTE>()) }
    }
}
