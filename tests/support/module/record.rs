//! Records: what a call was made with.

use super::argument::{Argument, Arguments, Named};
use super::entry::Function;
use super::handle::Module;
use super::memory::{bytes, c_string};
use super::operation::Kind;
use super::parameter::{Mechanism, Parameter, Use, mechanism, parameter};
use super::template::{Attribute, read, read_query};
use core::sync::atomic::{AtomicBool, Ordering};
use pkcs11_sys::*;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;

/// A call, with copies of all that it was given.
#[derive(Clone, Debug)]
pub struct Record {
    /// Which function.
    pub function: Function,
    /// The session, for functions that have one.
    pub session: Option<CK_SESSION_HANDLE>,
    /// Every number, by its name in the standard: handles, flags, lengths, counts.
    pub numbers: Vec<(&'static str, CK_ULONG)>,
    /// The mechanism; `None` for NULL too.
    pub mechanism: Option<Mechanism>,
    /// The parameter of one message.
    pub parameter: Option<Parameter>,
    /// The templates, in their order.
    pub templates: Vec<Vec<Attribute>>,
    /// The buffers that were read.
    pub inputs: Vec<Input>,
    /// The buffer that was to be written.
    pub output: Option<Output>,
    /// What the call returned; `None` while it has not.
    pub rv: Option<CK_RV>,
    /// The thread that made the call.
    pub thread: ThreadId,
}

/// A buffer that a call was given to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The argument's name in the standard.
    pub name: &'static str,
    /// What it held; `None` for NULL.
    pub bytes: Option<Vec<u8>>,
}

/// A buffer that a call was given to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Output {
    /// The argument's name in the standard.
    pub name: &'static str,
    /// Whether it was NULL: the size was asked for.
    pub null: bool,
    /// The room that it had, unless it was NULL.
    pub room: Option<CK_ULONG>,
    /// The length that came back, after `CKR_OK` and `CKR_BUFFER_TOO_SMALL`.
    pub length: Option<CK_ULONG>,
}

impl Record {
    /// The number of that name.
    pub fn number(&self, name: &str) -> Option<CK_ULONG> {
        self.numbers.iter().find(|(number, _)| *number == name).map(|(_, number)| *number)
    }

    /// The input of that name: `None` if there is none or it was NULL.
    pub fn input(&self, name: &str) -> Option<&[u8]> {
        self.inputs.iter().find(|input| input.name == name)?.bytes.as_deref()
    }
}

/// Keeps records, once it is told to.
pub(super) struct Recorder {
    on: AtomicBool,
    log: Mutex<Log>,
}

/// Records, and how many there were before the first of them.
struct Log {
    first: usize,
    records: Vec<Record>,
}

impl Recorder {
    pub(super) const fn new() -> Self {
        Self { on: AtomicBool::new(false), log: Mutex::new(Log { first: 0, records: Vec::new() }) }
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn switch(&self, on: bool) {
        self.on.store(on, Ordering::Release);
    }

    pub(super) fn is_on(&self) -> bool {
        self.on.load(Ordering::Acquire)
    }

    pub(super) fn clear(&self) {
        let mut log = self.lock();
        log.first += log.records.len();
        log.records.clear();
    }

    pub(super) fn records(&self) -> Vec<Record> {
        self.lock().records.clone()
    }

    /// Records a call before it acts. What comes back is for [`Self::end`].
    ///
    /// # Safety
    ///
    /// The arguments are those of a call that keeps to the standard.
    pub(super) unsafe fn begin(&self, module: &Module, function: Function, arguments: Arguments<'_>) -> Option<usize> {
        if !self.on.load(Ordering::Acquire) {
            return None;
        }
        // SAFETY: the caller's promise.
        let record = unsafe { copy(module, function, arguments) };
        let mut log = self.lock();
        log.records.push(record);
        Some(log.first + log.records.len() - 1)
    }

    /// Adds what became of the call.
    ///
    /// # Safety
    ///
    /// As for [`Self::begin`], after the call has acted.
    pub(super) unsafe fn end(&self, index: usize, arguments: Arguments<'_>, rv: CK_RV) {
        let told = matches!(rv, CKR_OK | CKR_BUFFER_TOO_SMALL);
        let mut log = self.lock();
        // It may have been cleared away while the call was under way.
        let Some(index) = index.checked_sub(log.first) else { return };
        let Some(record) = log.records.get_mut(index) else { return };
        record.rv = Some(rv);
        if let Some(output) = record.output.as_mut().filter(|_| told) {
            // SAFETY: the caller's promise.
            let outlet = unsafe { arguments.outlet() };
            // SAFETY: the call wrote the length before it returned one of these; NULL is told apart.
            output.length = outlet.and_then(|outlet| unsafe { super::memory::load(outlet.length) }.ok());
        }
    }
}

/// # Safety
///
/// The arguments are those of a call that keeps to the standard.
unsafe fn copy(module: &Module, function: Function, arguments: Arguments<'_>) -> Record {
    // SAFETY: the caller's promise.
    let outlet = unsafe { arguments.outlet() };
    let mut record = Record {
        function,
        session: arguments.session(),
        numbers: Vec::new(),
        mechanism: None,
        parameter: None,
        templates: Vec::new(),
        inputs: Vec::new(),
        output: outlet.map(|outlet| Output { name: outlet.name, null: outlet.null, room: outlet.room, length: None }),
        rv: None,
        thread: std::thread::current().id(),
    };
    for (argument, next) in arguments.followed() {
        let length = next.and_then(|next| match next.value {
            Argument::Number(number) => Some(number),
            _ => None,
        });
        // SAFETY: the caller's promise.
        unsafe { copy_argument(module, function, &mut record, argument, length) };
    }
    record
}

/// # Safety
///
/// As for [`copy`].
unsafe fn copy_argument(
    module: &Module,
    function: Function,
    record: &mut Record,
    Named { name, value }: Named,
    length: Option<CK_ULONG>,
) {
    match value {
        Argument::Number(number) => record.numbers.push((name, number)),
        Argument::Bytes(pointer) => {
            let copy = match (name, length) {
                // A buffer to write, which is no input.
                ("RandomData", Some(length)) => {
                    let null = pointer.is_null();
                    record.output = Some(Output { name, null, room: Some(length), length: None });
                    return;
                }
                // SAFETY: the label of a token has 32 bytes.
                ("pLabel", _) => unsafe { bytes(pointer, 32) }.ok(),
                // SAFETY: these are strings that end with a NUL.
                ("pFunctionName" | "pInterfaceName", _) => unsafe { c_string(pointer) },
                _ if function == Function::AsyncJoin => return,
                // SAFETY: an input as long as the next argument says.
                (_, Some(length)) => unsafe { bytes(pointer, length) }.ok(),
                _ => return,
            };
            record.inputs.push(Input { name, bytes: copy.filter(|_| !pointer.is_null()) });
        }
        Argument::Void(pointer) if name == "pParameter" => {
            let mechanism = record.session.and_then(|session| module.lock().message_mechanism(session, function));
            let (type_, length) = (mechanism.unwrap_or(CKM_VENDOR_DEFINED), length.unwrap_or(0));
            // SAFETY: the parameter of a message, as long as the next argument says.
            record.parameter = unsafe { parameter(type_, Use::Message, pointer.cast(), length) }.ok();
        }
        Argument::Template(pointer) => {
            let length = length.unwrap_or(0);
            let copy = if function == Function::GetAttributeValue {
                // SAFETY: a template of so many attributes.
                unsafe { read_query(pointer, length) }
            } else {
                // SAFETY: a template of so many attributes, whose values can be read.
                unsafe { read(pointer, length) }
            };
            record.templates.push(copy.unwrap_or_default());
        }
        Argument::Mechanism(pointer) => {
            let usage = Kind::parameter_use(function);
            // SAFETY: NULL or a mechanism with its parameter.
            record.mechanism = unsafe { mechanism(pointer, usage) }.ok();
        }
        Argument::Void(_) | Argument::Ulongs(_) | Argument::Plain(..) | Argument::Other(_) => {}
    }
}
