//! The module's side: each call takes a step of the script, and what it wrote is noted.

use super::super::input::{Input, Tape};
use super::inside;
use super::step::{Event, Step};
use pkcs11_sys::*;
use std::collections::HashMap;
use std::sync::Mutex;
use support::module::{Function, Module, SLOT, Scene};

/// A step that begins with this byte is taken by every later call of the same function, too.
const FOR_EVER: u8 = 0xf0;

/// A script may begin with steps for one function each, however many calls come before: this byte, the number of the
/// function, the step.
const FOR_ONE: u8 = 0xf1;

/// The script, and what became of it.
#[derive(Default)]
pub(super) struct Player {
    tape: Tape,
    module: Option<&'static Module>,
    /// Whether the module is really initialised and finalised: where C_Finalize fails, callbacks are leaked, since the
    /// module may still call them.
    finalizes: bool,
    for_ever: HashMap<Function, Step>,
    once: HashMap<Function, Step>,
    log: Vec<Call>,
    /// The function that was the first to do what an honest module would not have done.
    lied: Option<Function>,
}

/// A call that was answered.
pub(super) struct Call {
    pub(super) function: Function,
    pub(super) rv: CK_RV,
    /// The room for bytes that the library gave, if it gave a buffer.
    pub(super) room: Option<usize>,
    /// The length of the output, as the module reported it last; where a call has none to report, as the library asked.
    pub(super) reported: Option<CK_ULONG>,
    /// What stands in the buffer as far as the module wrote it.
    pub(super) bytes: Vec<u8>,
    /// The numbers that the module wrote: handles of a list, or those that a call gives one by one.
    pub(super) numbers: Vec<CK_ULONG>,
}

impl Player {
    pub(super) fn new(input: &mut Input<'_>, module: &'static Module, finalizes: bool) -> Self {
        let mut player = Self { module: Some(module), finalizes, ..Self::default() };
        while input.peek() == FOR_ONE {
            input.byte();
            let function = input.pick(Function::ALL);
            let (for_ever, step) = choose(input);
            let steps = if for_ever { &mut player.for_ever } else { &mut player.once };
            steps.insert(function, step);
        }
        player.tape = Tape::new(input);
        player
    }

    pub(super) fn calls(&self) -> usize {
        self.log.len()
    }

    /// The calls from one on.
    pub(super) fn since(&self, call: usize) -> &[Call] {
        self.log.get(call..).unwrap_or_default()
    }

    /// Whether there was anything that an honest module would not have done.
    pub(super) fn has_lied(&self) -> bool {
        self.lied.is_some()
    }

    /// Which function was the first of it.
    pub(super) fn first_lie(&self) -> Option<Function> {
        self.lied
    }

    fn next(&mut self, function: Function) -> Step {
        if self.finalizes && matches!(function, Function::Initialize | Function::Finalize) {
            return Step::Honest;
        }
        let step = if let Some(step) = self.for_ever.get(&function) {
            step.clone()
        } else if let Some(step) = self.once.remove(&function) {
            step
        } else {
            let (for_ever, step) = self.tape.read(choose);
            if for_ever {
                self.for_ever.insert(function, step.clone());
            }
            step
        };
        if self.lied.is_none() && !matches!(step, Step::Honest) {
            self.lied = Some(function);
        }
        step
    }
}

/// A step, and whether every later call of the function takes it, too.
fn choose(input: &mut Input<'_>) -> (bool, Step) {
    let for_ever = input.peek() == FOR_EVER;
    if for_ever {
        input.byte();
    }
    (for_ever, Step::choose(input))
}

/// Answers a call. The player is not locked while the module acts, or calls back.
pub(super) fn answer(scene: &mut Scene<'_>, player: &Mutex<Player>) -> CK_RV {
    let function = scene.function();
    let (step, module) = {
        let mut player = inside(player);
        (player.next(function), player.module)
    };
    let (room, bytes, numbers) = (scene.room(), Vec::new(), Vec::new());
    let mut call = Call { function, rv: CKR_OK, room, reported: None, bytes, numbers };
    call.rv = take(scene, module, step, &mut call);
    call.reported = scene.reported().or(scene.number("ulRandomLen"));
    let rv = call.rv;
    inside(player).log.push(call);
    rv
}

fn take(scene: &mut Scene<'_>, module: Option<&'static Module>, step: Step, call: &mut Call) -> CK_RV {
    match step {
        Step::Honest => act(scene, call),
        Step::Refuse(rv) => rv,
        Step::ActAndRefuse(rv) => {
            act(scene, call);
            rv
        }
        Step::Nothing => CKR_OK,
        Step::Write { count, report, rv, seed } => {
            let room = scene.room().unwrap_or(0);
            let count = usize::try_from(count.of(room)).unwrap_or(usize::MAX).min(room).min(1 << 17);
            if scene.lists() {
                let numbers: Vec<CK_ULONG> = (1..).map(|number| number + CK_ULONG::from(seed)).take(count).collect();
                scene.write_numbers(&numbers);
                call.numbers = numbers;
            } else {
                call.bytes = pattern(seed, count);
                scene.write(&call.bytes);
            }
            scene.report(report.of(room));
            rv
        }
        Step::ActAndReport(report) => {
            let rv = act(scene, call);
            scene.report(report.of(scene.room().unwrap_or(0)));
            rv
        }
        Step::Report { report, rv } => {
            scene.report(report.of(scene.room().unwrap_or(0)));
            rv
        }
        Step::ActAndHandles(handles) => {
            let rv = act(scene, call);
            call.numbers.extend(handles);
            scene.write_handles(&handles);
            rv
        }
        Step::Handles(handles) => {
            call.numbers.extend(handles);
            scene.write_handles(&handles);
            CKR_OK
        }
        Step::Structure { count, seed } => {
            scene.write_structure(&pattern(seed, count));
            CKR_OK
        }
        Step::Attributes { ways, rv } => attributes(scene, &ways, rv, call),
        Step::Happens(event) => {
            if let Some(module) = module {
                happen(module, scene.number("hSession"), event);
            }
            act(scene, call)
        }
    }
}

/// The module acts, and what it writes is noted.
fn act(scene: &mut Scene<'_>, call: &mut Call) -> CK_RV {
    let rv = scene.act();
    if rv == CKR_OK {
        let written = scene.reported().or(scene.number("ulRandomLen")).unwrap_or(0);
        let written = usize::try_from(written).unwrap_or(usize::MAX);
        call.bytes = scene.buffered(written);
        call.numbers = scene.numbers();
    }
    rv
}

/// Bytes that are like no other step's.
fn pattern(seed: u8, length: usize) -> Vec<u8> {
    (0..length).map(|at| seed.wrapping_add(u8::try_from(at % 251).unwrap_or(0))).collect()
}

fn attributes(scene: &mut Scene<'_>, ways: &[u8], rv: CK_RV, call: &mut Call) -> CK_RV {
    if scene.function() != Function::GetAttributeValue {
        return act(scene, call);
    }
    let mut ways = ways.iter().copied().cycle();
    for mut asked in scene.attributes() {
        let way = ways.next().unwrap_or(0);
        match way % 8 {
            0 => {}
            1 => asked.report(CK_UNAVAILABLE_INFORMATION),
            2 => asked.report(CK_ULONG::from(way)),
            3 => asked.clobber(usize::from(way)),
            _ => {
                let length = usize::from(way / 8) % 8 * 4;
                let written = asked.write(&pattern(way, length));
                asked.report(CK_ULONG::try_from(if asked.room().is_some() { written } else { length }).unwrap_or(0));
            }
        }
    }
    rv
}

fn happen(module: &'static Module, session: Option<CK_SESSION_HANDLE>, event: Event) {
    match (event, session) {
        (Event::SessionDies, Some(session)) => module.close_session(session),
        (Event::TokenRemoved, _) => module.remove_token(SLOT),
        (Event::TokenBack, _) => module.insert_token(SLOT),
        (Event::Notification(event), Some(session)) => {
            module.notify(session, event);
        }
        (Event::LoggedOut, _) => module.log_out(SLOT),
        _ => {}
    }
}
