//! What the tour prints: a heading for each step, a line for each thing done, and the sums.

pub(crate) use crate::common::Result;
use crate::common::with_causes;
use crate::tally::{Purpose, Tally};
use core::fmt::{self, Display};
use pkcs11_safe::{Error, Module, ReturnValue};
use std::time::{Duration, Instant};

/// The steps whose calls are counted together.
const BUDGETED: core::ops::RangeInclusive<u8> = 3..=7;

/// The columns for what was done.
const WIDTH: usize = 80;

/// The report, as it is being written.
pub(crate) struct Report {
    pub(crate) tally: Tally,
    step: u8,
    pairs: String,
    passed: usize,
    lacking: usize,
    failed: usize,
}

impl Report {
    /// A report on what is done with a module.
    pub(crate) fn watching(module: &Module) -> Self {
        Self { tally: Tally::watching(module), step: 0, pairs: String::new(), passed: 0, lacking: 0, failed: 0 }
    }

    /// A step of the tour, with its heading and its calls.
    pub(crate) fn step<T>(&mut self, number: u8, title: &str, run: impl FnOnce(&mut Self) -> T) -> T {
        match number {
            0 => println!("\n{title}\n"),
            _ => println!("\n{number}. {title}\n"),
        }
        self.step = number;
        self.beyond_budget(false);
        let (before, start) = (self.tally.count(), Instant::now());
        let result = run(self);
        let (calls, inside) = (self.tally.count() - before, self.tally.time_in_module(before));
        if calls > 0 {
            println!(
                "\n   {}: {} in the module, {} in all",
                plural(calls, "call"),
                Time(inside),
                Time(start.elapsed())
            );
        }
        result
    }

    /// Whether what follows is for a key that the budget of calls does not know.
    pub(crate) fn beyond_budget(&mut self, extra: bool) {
        self.tally.purpose(Purpose { step: self.step, extra });
    }

    /// Which key pairs the budget of calls is for, in words.
    pub(crate) fn budget_for(&mut self, pairs: String) {
        self.pairs = pairs;
    }

    /// Does something that a token has to be able to do, and tells how it went.
    pub(crate) fn check<T>(&mut self, what: impl Display, run: impl FnOnce() -> Result<(T, String)>) -> Option<T> {
        self.attempt(what, |_| false, run)
    }

    /// Does something that a token may refuse.
    pub(crate) fn check_if_able<T>(
        &mut self,
        what: impl Display,
        run: impl FnOnce() -> Result<(T, String)>,
    ) -> Option<T> {
        self.attempt(what, is_refusal, run)
    }

    fn attempt<T>(
        &mut self,
        what: impl Display,
        is_lacking: impl FnOnce(&Error) -> bool,
        run: impl FnOnce() -> Result<(T, String)>,
    ) -> Option<T> {
        let (before, start) = (self.tally.count(), Instant::now());
        match run() {
            Ok((value, how)) => {
                let calls = plural(self.tally.count() - before, "call");
                let cost = format!("{:>9} {calls:>9}", Time(start.elapsed()).to_string());
                print("ok", &format!("{what}: {how}"), &cost);
                self.passed += 1;
                Some(value)
            }
            Err(error) if error.downcast_ref().is_some_and(is_lacking) => {
                self.lacks(format_args!("{what}: {}", with_causes(&*error)));
                None
            }
            Err(error) => {
                print("FAILED", &format!("{what}: {}", with_causes(&*error)), "");
                self.failed += 1;
                None
            }
        }
    }

    /// Tells what the token cannot do.
    pub(crate) fn lacks(&mut self, what: impl Display) {
        print("lacks", &what.to_string(), "");
        self.lacking += 1;
    }

    /// Tells something else.
    pub(crate) fn note(&self, what: impl Display) {
        println!("   {what}");
    }

    /// The sums; an error if anything failed.
    pub(crate) fn conclusion(&self) -> Result<()> {
        let budgeted = |purpose: Purpose| BUDGETED.contains(&purpose.step) && !purpose.extra;
        let (first, last) = (BUDGETED.start(), BUDGETED.end());
        let Self { pairs, passed, lacking, failed, .. } = self;
        println!("\nsteps {first} to {last} with {pairs}: {}", plural(self.tally.count_for(budgeted), "call"));
        println!("{passed} passed, {lacking} lacking, {failed} failed; {} calls in all", self.tally.count());
        if *failed > 0 { Err(format!("{failed} of the things tried failed").into()) } else { Ok(()) }
    }
}

/// A line of the report, broken where it is too long, with what it cost on the right.
fn print(verdict: &str, text: &str, cost: &str) {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("  {word}")),
        }
    }
    for (index, line) in lines.iter().enumerate() {
        let (verdict, cost) = if index == 0 { (verdict, cost) } else { ("", "") };
        println!("{}", format!("   {verdict:<7} {line:<WIDTH$} {cost}").trim_end());
    }
}

/// Whether the token says that it cannot do what it was asked, as against having failed at it.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error.return_value(),
        Some(
            ReturnValue::ARGUMENTS_BAD
                | ReturnValue::ATTRIBUTE_VALUE_INVALID
                | ReturnValue::CURVE_NOT_SUPPORTED
                | ReturnValue::DOMAIN_PARAMS_INVALID
                | ReturnValue::FUNCTION_NOT_SUPPORTED
                | ReturnValue::GENERAL_ERROR
                | ReturnValue::KEY_SIZE_RANGE
                | ReturnValue::MECHANISM_INVALID
                | ReturnValue::MECHANISM_PARAM_INVALID
        )
    )
}

/// `1 call`, `2 calls`.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A duration to three digits or so.
pub(crate) struct Time(pub(crate) Duration);

impl Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_micros() {
            micros @ 0..=999 => write!(f, "{micros} µs"),
            1_000..=99_999 => write!(f, "{:.1} ms", self.0.as_secs_f64() * 1e3),
            100_000..=999_999 => write!(f, "{} ms", self.0.as_millis()),
            _ => write!(f, "{:.2} s", self.0.as_secs_f64()),
        }
    }
}
