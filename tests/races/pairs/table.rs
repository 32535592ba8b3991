//! The table of what came of each two, printed when it is whole.

use super::Outcome;
use super::actor::Actor;
use core::fmt::Write as _;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A table under construction.
pub(crate) struct Table {
    title: String,
    rows: Vec<(Actor, Vec<(Actor, String)>)>,
    wrong: Vec<String>,
}

impl Table {
    pub(crate) fn new(title: String) -> Self {
        Self { title, rows: Vec::new(), wrong: Vec::new() }
    }

    fn add(&mut self, first: Actor, second: Actor, cell: String) {
        match self.rows.last_mut() {
            Some((row, cells)) if *row == first => cells.push((second, cell)),
            _ => self.rows.push((first, vec![(second, cell)])),
        }
    }

    /// A cell that is not run.
    pub(crate) fn leave_out(&mut self, first: Actor, second: Actor) {
        self.add(first, second, "-".to_owned());
    }

    /// Runs a cell, whose panic is noted with the names of the two.
    pub(crate) fn run(&mut self, first: Actor, second: Actor, expected: &[Outcome], run: impl FnOnce() -> Outcome) {
        let names = format!("{first}, then {second}");
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(outcome) => {
                let right = expected.contains(&outcome);
                self.add(first, second, format!("{outcome}{}", if right { "" } else { "!" }));
                if !right {
                    self.wrong.push(format!("{names}: {outcome:?} instead of {expected:?}"));
                }
            }
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned();
                let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                self.add(first, second, "FAILS".to_owned());
                self.wrong.push(format!("{names}: {}", text.unwrap_or_default()));
            }
        }
    }

    /// Prints the table, and fails if a cell is wrong.
    pub(crate) fn finish(self) {
        let Self { title, rows, wrong } = self;
        let mut text = format!("{title}\n{:13}", "");
        for (second, _) in rows.first().map(|(_, cells)| cells).into_iter().flatten() {
            write!(text, "{second:13}").expect("a string takes it");
        }
        for (first, cells) in &rows {
            write!(text, "\n{first:13}").expect("a string takes it");
            for (_, cell) in cells {
                write!(text, "{cell:13}").expect("a string takes it");
            }
        }
        text.push('\n');
        // Not by `println`, which a test that passes keeps to itself.
        std::io::stderr().write_all(text.as_bytes()).expect("it can be printed");
        assert!(wrong.is_empty(), "{} pairs are wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}
