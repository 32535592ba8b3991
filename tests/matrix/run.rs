//! Runs all cells of a setup, and says how many there were and what they came to.

use super::cell::{self, Outcome};
use super::exceptions::Used;
use super::oracle::{Case, Verdict, judge};
use super::plan::{Plan, Seen, kind, plans};
use super::row::Row;
use super::rows;
use super::world::Setup;
use pkcs11_safe::Locking;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use support::module::Function;

/// What part of the cells is run: the `part`-th of `of`, from 0. It is a part of the rows and of each of them a part of the
/// cells, since a row that is not run costs nothing. All parts together are everything.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    part: usize,
    of: usize,
}

impl Share {
    pub(crate) fn from_environment() -> Self {
        let Ok(share) = std::env::var("P11_MATRIX_SHARE") else { return Self { part: 0, of: 1 } };
        let (part, of) = share.split_once('/').expect("P11_MATRIX_SHARE is like 3/40");
        let number = |text: &str| text.trim().parse::<usize>().expect("P11_MATRIX_SHARE is two numbers");
        let (part, of) = (number(part), number(of));
        assert!(part > 0 && part <= of, "P11_MATRIX_SHARE is like 3/40");
        Self { part: part - 1, of }
    }

    /// Into how many parts the rows are divided: the rest is for the cells.
    fn rows(self) -> usize {
        (1..=12).rev().find(|rows| self.of.is_multiple_of(*rows)).unwrap_or(1)
    }

    pub(crate) fn has_row(self, row: usize) -> bool {
        row % self.rows() == self.part % self.rows()
    }

    pub(crate) fn has_cell(self, cell: usize) -> bool {
        let cells = self.of / self.rows();
        cell % cells == self.part / self.rows()
    }
}

#[derive(Default)]
struct Tally {
    operations: usize,
    cells: usize,
    /// The cells in which the lie was told: in the others, nothing that was called could have been lied about so.
    told: usize,
    planned: BTreeSet<String>,
    heard: BTreeSet<String>,
    right: usize,
    blamed: usize,
    panics: usize,
    wrong: Vec<String>,
    used: Used,
}

fn seen(honest: &Outcome) -> Vec<Seen<'_>> {
    let mut functions: BTreeMap<Function, Vec<_>> = BTreeMap::new();
    for call in &honest.calls {
        functions.entry(call.function).or_default().push(call);
    }
    functions.into_iter().map(|(function, calls)| Seen { function, calls }).collect()
}

fn run_row(row: &Row, setup: Setup, thorough: bool, share: Share, next: &mut usize, tally: &mut Tally) {
    let honest = cell::run(row, setup, None);
    assert!(honest.complaints.is_empty(), "{}: {:?}", row.name(), honest.complaints);
    if let Err(error) = &honest.result {
        let missing = setup.is_2_40() && error.is_unsupported();
        assert!(missing, "{} fails where the module is honest: {error}", row.name());
    }
    tally.operations += 1;
    for plan in seen(&honest).iter().flat_map(|seen| plans(seen, thorough)) {
        *next += 1;
        if !share.has_cell(*next) {
            continue;
        }
        tally.cells += 1;
        let outcome = cell::run(row, setup, Some(&plan));
        tally.panics += usize::from(outcome.panicked);
        tally.planned.insert(kind(&plan.fault));
        if outcome.told.contains(&plan.fault) {
            tally.told += 1;
            tally.heard.insert(kind(&plan.fault));
        }
        match judge(&Case { row, plan: &plan, honest: &honest, outcome: &outcome, used: &tally.used }) {
            Verdict::Right => tally.right += 1,
            Verdict::Blamed => tally.blamed += 1,
            Verdict::Wrong(why) => tally.wrong.push(describe(row, &plan, &why)),
        }
    }
}

fn describe(row: &Row, Plan { function, fault, when, with }: &Plan, why: &str) -> String {
    let with = with.as_ref().map(|with| format!(" with {with:?}")).unwrap_or_default();
    format!("{}: {function} {fault:?}{with} {when:?}: {why}", row.name())
}

/// Runs the cells of a setup, prints what they came to, and fails if any came to what it should not.
fn run(setup: Setup, thorough: bool) {
    let (share, mut next, mut tally) = (Share::from_environment(), 0, Tally::default());
    // Another setup begins with another row, so that a small share has many of them.
    let first = usize::from(setup.version.0) + usize::from(setup.version.1) + usize::from(setup.locking != Locking::Os);
    for (_, row) in rows::all().into_iter().enumerate().filter(|(number, _)| share.has_row(number + first)) {
        run_row(&row, setup, thorough, share, &mut next, &mut tally);
    }
    let Tally { operations, cells, told, planned, heard, right, blamed, panics, wrong, used } = &tally;
    let ((major, minor), locking) = (setup.version, setup.locking);
    // Not by `println`, which a test that passes keeps to itself.
    let line = format!(
        "matrix {major}.{minor} {locking:?}: {operations} operations x faults = {cells} cells, the lie told in {told}: {right} right values, \
         {blamed} errors with the right blame, {} neither, {panics} panics\n",
        wrong.len()
    );
    std::io::stderr().write_all(line.as_bytes()).expect("it can be printed");
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(*panics, 0);
    if thorough && share.of == 1 {
        let silent: Vec<_> = planned.difference(heard).collect();
        assert!(silent.is_empty(), "lies that are told in no cell: {silent:?}");
        assert_eq!(used.missing(), [""; 0], "special cases that no cell needs");
    }
}

#[test]
fn every_operation_bears_every_lie_of_a_module_of_3_2() {
    run(Setup { version: (3, 2), locking: Locking::Os }, true);
}

#[test]
fn every_operation_bears_every_lie_of_a_module_of_3_0() {
    run(Setup { version: (3, 0), locking: Locking::Os }, false);
}

#[test]
fn every_operation_bears_every_lie_of_a_module_of_2_40() {
    run(Setup { version: (2, 40), locking: Locking::Os }, false);
}

#[test]
fn every_operation_bears_every_lie_under_our_own_lock() {
    run(Setup { version: (3, 2), locking: Locking::Serialized }, false);
}

#[test]
fn all_shares_together_are_everything_once() {
    let all: &[usize] = if cfg!(miri) { &[7, 60] } else { &[1, 2, 7, 40, 60, 121, 400] };
    for of in all.iter().copied() {
        let shares: Vec<_> = (0..of).map(|part| Share { part, of }).collect();
        for (row, cell) in (0..30).flat_map(|row| (0..90).map(move |cell| (row, cell))) {
            let have = shares.iter().filter(|share| share.has_row(row) && share.has_cell(cell)).count();
            assert_eq!(have, 1, "row {row}, cell {cell}, of {of}");
        }
    }
}
