//! The threads: those that sign, and the one that closes all sessions.

use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use ecdsa::signature::hazmat::PrehashVerifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::pkcs8::DecodePublicKey;
use pkcs11_safe::{Error, Mechanism, Pin, PrivateKey, Result, SessionMode, Slot, UserType, attribute as attr};
use std::sync::{Mutex, PoisonError, RwLock};
use std::thread;
use std::time::Instant;
use support::token::USER_PIN;

/// How long the threads work between two moments at which none has a session.
const ROUND: Duration = Duration::from_millis(100);

/// Signatures in each session.
const SIGNATURES: u64 = 4;

/// How the line begins that says what was done.
pub(crate) const REPORT: &str = "done: ";

/// What the threads share.
pub(crate) struct Shift {
    slot: Slot,
    public: VerifyingKey,
    end: Instant,
    /// Read by those who have a session. Who writes knows that nobody has one.
    rest: RwLock<()>,
    sessions: AtomicU64,
    signatures: AtomicU64,
    refused: AtomicU64,
    closed: AtomicU64,
    complaints: Mutex<Vec<String>>,
}

impl Shift {
    /// A shift of this length. The public key is an SPKI.
    pub(crate) fn new(slot: Slot, public: &[u8], time: Duration) -> Self {
        Self {
            slot,
            public: VerifyingKey::from_public_key_der(public).expect("software reads it"),
            end: Instant::now() + time,
            rest: RwLock::new(()),
            sessions: AtomicU64::new(0),
            signatures: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            closed: AtomicU64::new(0),
            complaints: Mutex::new(Vec::new()),
        }
    }

    fn is_over(&self) -> bool {
        Instant::now() >= self.end
    }

    /// Notes what is wrong, and says it at once: a crash may follow. The first ones are enough.
    fn complain(&self, complaint: String) {
        let mut complaints = self.complaints.lock().unwrap_or_else(PoisonError::into_inner);
        if complaints.len() < 10 {
            eprintln!("wrong: {complaint}");
            complaints.push(complaint);
        }
    }

    /// A thread that has one session after the other.
    pub(crate) fn sign(&self, number: usize) {
        let mut turn = 0;
        while !self.is_over() {
            let here = self.rest.read().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = self.session(number, turn) {
                self.complain(format!("thread {number}, session {turn}: {error}"));
            }
            drop(here);
            turn += 1;
        }
    }

    fn session(&self, number: usize, turn: u64) -> Result<()> {
        let session = self.slot.open_session(SessionMode::ReadWrite)?;
        self.sessions.fetch_add(1, Ordering::Relaxed);
        session.login(UserType::USER, &Pin::new(USER_PIN))?;
        let key: PrivateKey = session.find_one(&[attr::LABEL.is("pair")])?;
        for index in 0..SIGNATURES {
            let mut digest = [0; 32];
            digest[..8].copy_from_slice(&u64::try_from(number).unwrap_or(0).to_be_bytes());
            digest[8..16].copy_from_slice(&turn.to_be_bytes());
            digest[16..24].copy_from_slice(&index.to_be_bytes());
            let signature = session.sign(Mechanism::ECDSA, key, &digest)?;
            let read = Signature::from_slice(&signature);
            if !read.is_ok_and(|signature| self.public.verify_prehash(&digest, &signature).is_ok()) {
                self.complain(format!("thread {number}, session {turn}: a signature is wrong"));
            }
            self.signatures.fetch_add(1, Ordering::Relaxed);
        }
        let (label, id) = session.get(key, (attr::LABEL, attr::ID))?;
        if label != "pair" || id != [7] {
            self.complain(format!("thread {number}, session {turn}: the key is called {label}, {id:?}"));
        }
        if turn.is_multiple_of(2) { session.close() } else { Ok(()) }
    }

    /// The thread that closes all sessions. Now and then it waits until nobody has one.
    pub(crate) fn close(&self) {
        let mut round = Instant::now();
        while !self.is_over() {
            match self.slot.close_all_sessions() {
                // Where nobody happens to have one, it closes nothing and says so.
                Ok(()) => self.closed.fetch_add(1, Ordering::Relaxed),
                Err(Error::Usage { .. }) => self.refused.fetch_add(1, Ordering::Relaxed),
                Err(error) => {
                    self.complain(format!("closing all sessions: {error}"));
                    0
                }
            };
            if round.elapsed() > ROUND {
                let nobody = self.rest.write().unwrap_or_else(PoisonError::into_inner);
                match self.slot.close_all_sessions() {
                    Ok(()) => drop(self.closed.fetch_add(1, Ordering::Relaxed)),
                    Err(error) => self.complain(format!("closing all sessions where there is none: {error}")),
                }
                drop(nobody);
                round = Instant::now();
            }
            thread::yield_now();
        }
    }

    /// Prints what was done, and gives what was wrong.
    pub(crate) fn report(self) -> Vec<String> {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let [sessions, signatures, refused, closed] =
            [&self.sessions, &self.signatures, &self.refused, &self.closed].map(count);
        println!(
            "{REPORT}{sessions} sessions, {signatures} signatures; closing all: {refused} times refused, {closed} times done"
        );
        let mut complaints = self.complaints.into_inner().unwrap_or_else(PoisonError::into_inner);
        if signatures == 0 || refused == 0 || closed == 0 {
            complaints.push("something was never done".to_owned());
        }
        complaints
    }
}
