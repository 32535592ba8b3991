//! A run: threads in four parts, with all of them at rest between two parts, where sessions, objects and memory are counted.

use crate::bed::Bed;
use crate::measure::Sample;
use crate::watchdog::{CLOSING, Leash, OPENING, Place, WAITING, watch};
use crate::work::{KINDS, Work};
use core::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use core::time::Duration;
use pkcs11_safe::{Error, SessionMode};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

/// What is to be done.
pub(crate) struct Plan {
    pub(crate) operations: u64,
    pub(crate) threads: usize,
    pub(crate) limit: Option<Duration>,
    pub(crate) seed: u64,
}

/// Parts of a run. The first one is the warm-up: what is there after it is there to stay.
const PARTS: u32 = 4;

/// How many more bytes and blocks this program may have at the end than after the warm-up.
const BYTES: i64 = 64 * 1024;
const BLOCKS: i64 = 256;

/// How much larger the process may be at the end than after the warm-up, in KiB, without what the module keeps.
const RESIDENT: i64 = 24 * 1024;

/// What the threads share.
struct Shared<'a> {
    plan: &'a Plan,
    bed: &'a Bed,
    started: Instant,
    /// Operations of this part that nobody has begun.
    left: AtomicI64,
    stop: AtomicBool,
    part: AtomicU64,
    rest: Barrier,
    done: AtomicU64,
    sessions: AtomicU64,
    open: AtomicU64,
    errors: [AtomicU64; BLAMES.len()],
    complaints: Mutex<Vec<String>>,
}

/// Whose fault an error is.
const BLAMES: [&str; 4] = ["the token said no", "the module lied", "the caller erred", "another error"];

fn blame(error: &Error) -> usize {
    match error {
        Error::Call { .. } | Error::Refused { .. } | Error::Attribute { .. } => 0,
        Error::NotFound { .. } | Error::Ambiguous { .. } => 0,
        Error::Module { .. } => 1,
        Error::Usage { .. } => 2,
        _ => 3,
    }
}

impl Shared<'_> {
    fn complain(&self, complaint: String) {
        let mut complaints = self.complaints.lock().unwrap_or_else(PoisonError::into_inner);
        if complaints.len() < 10 {
            complaints.push(format!("{}: {complaint}", self.bed.name));
        }
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether there is another operation to do in this part.
    fn another(&self) -> bool {
        if self.stop.load(Ordering::Relaxed) {
            return false;
        }
        let part = u32::try_from(self.part.load(Ordering::Relaxed)).unwrap_or(PARTS);
        let late = self.plan.limit.is_some_and(|limit| self.started.elapsed() > limit * part / PARTS);
        !late && self.left.fetch_sub(1, Ordering::Relaxed) > 0
    }

    /// Notes an error. Where the module does not lie there is none.
    fn failed(&self, what: &str, error: &Error) {
        self.errors[blame(error)].fetch_add(1, Ordering::Relaxed);
        if self.bed.liar.is_none() {
            self.complain(format!("{what}: {error}"));
        }
    }

    /// A thread from the first part to the last.
    fn thread(&self, number: usize, place: &Place) {
        let mut work = Work::new(self.bed, self.plan.seed, number);
        for _ in 0..PARTS {
            place.is(WAITING);
            self.rest.wait();
            let part = catch_unwind(AssertUnwindSafe(|| {
                while self.another() {
                    self.session(&mut work, place);
                }
            }));
            if part.is_err() {
                self.complain(format!("thread {number} panicked; the message is above"));
            }
            place.is(WAITING);
            self.rest.wait();
        }
        // What the thread has is there until all is counted.
        self.rest.wait();
    }

    /// A session, from opening to closing: some operations at random.
    fn session(&self, work: &mut Work<'_>, place: &Place) {
        place.is(OPENING);
        let mode = if work.random.below(4) == 0 { SessionMode::ReadOnly } else { SessionMode::ReadWrite };
        let mut session = match self.bed.slot.open_session(mode) {
            Ok(session) => session,
            Err(error) => {
                self.done.fetch_add(1, Ordering::Relaxed);
                return self.failed("opening a session", &error);
            }
        };
        self.sessions.fetch_add(1, Ordering::Relaxed);
        // The first of them has been taken from what is left already.
        for number in 0..=work.random.below(32) {
            if number > 0 && !self.another() {
                break;
            }
            if let Some((module, liar)) = &self.bed.liar {
                liar.maybe(module, &mut work.random);
            }
            let kind = work.random.below(KINDS.len());
            place.is_in(kind);
            let (name, run) = KINDS[kind];
            let outcome = run(work, &mut session);
            self.done.fetch_add(1, Ordering::Relaxed);
            // What a lying module says may well be wrong.
            if let Some(wrong) = work.wrong.take().filter(|_| self.bed.liar.is_none() && outcome.is_ok()) {
                self.complain(format!("{name}: {wrong} is wrong"));
            }
            if let Err(error) = outcome {
                self.failed(name, &error);
                if error.is_session_gone() {
                    break;
                }
            }
        }
        place.is(CLOSING);
        if work.random.below(2) == 0 {
            drop(session);
        } else if let Err(error) = session.close() {
            self.failed("closing a session", &error);
        }
    }
}

/// Runs, prints what it saw, and gives what was wrong.
pub(crate) fn run(plan: &Plan, bed: &Bed) -> Vec<String> {
    let shared = Shared {
        plan,
        bed,
        started: Instant::now(),
        left: AtomicI64::new(0),
        stop: AtomicBool::new(false),
        part: AtomicU64::new(0),
        rest: Barrier::new(plan.threads + 1),
        done: AtomicU64::new(0),
        sessions: AtomicU64::new(0),
        open: AtomicU64::new(u64::MAX),
        errors: [const { AtomicU64::new(0) }; BLAMES.len()],
        complaints: Mutex::new(Vec::with_capacity(16)),
    };
    let places: Vec<Place> = (0..plan.threads).map(|_| Place::default()).collect();
    let (leash, objects) = (Leash::default(), bed.objects());
    let mut samples = Vec::with_capacity(8);
    println!(
        "\n{}\n{:>7} {:>16} {:>14} {:>8} {:>12}",
        bed.name, "done", "resident", "allocated", "blocks", "ever made"
    );
    thread::scope(|scope| {
        scope.spawn(|| watch(&leash, &places));
        for (number, place) in places.iter().enumerate() {
            let shared = &shared;
            scope.spawn(move || shared.thread(number, place));
        }
        for part in 1..=u64::from(PARTS) {
            let whole = plan.operations * part / u64::from(PARTS) - plan.operations * (part - 1) / u64::from(PARTS);
            shared.left.store(i64::try_from(whole).unwrap_or(i64::MAX), Ordering::Relaxed);
            shared.part.store(part, Ordering::Relaxed);
            shared.rest.wait();
            shared.rest.wait();
            samples.push((at_rest(&shared, part, objects), bed.calls.created.load(Ordering::Relaxed)));
        }
        shared.rest.wait();
        leash.done();
    });
    report(&shared, &samples);
    shared.complaints.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Counts what there is while all threads are at rest.
fn at_rest(shared: &Shared<'_>, part: u64, objects: usize) -> Sample {
    if let Some((module, _)) = &shared.bed.liar {
        module.clear_faults();
    }
    let sample = Sample::take(part * 100 / u64::from(PARTS));
    println!("{sample}");
    let sessions = shared.bed.sessions();
    shared.open.store(sessions, Ordering::Relaxed);
    if sessions != 0 {
        shared.complain(format!("{sessions} sessions are open at {} %", sample.at));
    }
    let now = shared.bed.objects();
    if now != objects {
        shared.complain(format!("{now} objects are there at {} %, and there were {objects}", sample.at));
    }
    sample
}

/// Prints the figures and compares them with the bounds.
fn report(shared: &Shared<'_>, samples: &[(Sample, u64)]) {
    let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let (took, done) = (shared.started.elapsed(), count(&shared.done));
    let (warm, last) = (samples[0], samples[samples.len() - 1]);
    println!(
        "{done} operations in {:.1} s, {} calls, {} sessions opened, {} open, {} objects created",
        took.as_secs_f64(),
        count(&shared.bed.calls.all),
        count(&shared.sessions),
        count(&shared.open),
        last.1,
    );
    if let Some((_, liar)) = &shared.bed.liar {
        let errors: Vec<_> =
            BLAMES.iter().zip(&shared.errors).map(|(blame, errors)| format!("{blame}: {}", count(errors))).collect();
        println!("{} lies prepared; errors: {}", liar.told(), errors.join(", "));
        // Few operations may well be spared.
        if done >= 10_000 && (liar.told() == 0 || count(&shared.errors[1]) == 0) {
            shared.complain("no lie was noticed".to_owned());
        }
    }
    let bytes = last.0.allocated.bytes - warm.0.allocated.bytes;
    let blocks = last.0.allocated.blocks - warm.0.allocated.blocks;
    println!("grown since 25 %: {bytes} bytes (at most {BYTES}) in {blocks} blocks (at most {BLOCKS})");
    if bytes > BYTES || blocks > BLOCKS {
        shared.complain(format!("{bytes} bytes in {blocks} blocks more than after the warm-up"));
    }
    if let (Some(first), Some(now)) = (warm.0.resident, last.0.resident) {
        let kept = i64::try_from(last.1 - warm.1).unwrap_or(i64::MAX) * shared.bed.kept / 1024;
        println!("resident since 25 %: {} KiB (at most {} KiB)", now - first, RESIDENT + kept);
        if now - first > RESIDENT + kept {
            shared.complain(format!("{} KiB more are resident than after the warm-up", now - first));
        }
    }
    let stopped = shared.stop.load(Ordering::Relaxed);
    if shared.plan.limit.is_none() && !stopped && done < shared.plan.operations {
        shared.complain(format!("only {done} of {} operations were done", shared.plan.operations));
    }
}
