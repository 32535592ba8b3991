//! Runs all cells of a setup, and says how many there were and what they came to.

use super::cell::{self, Outcome};
use super::exceptions::Used;
use super::oracle::{Case, Verdict, judge};
use super::plan::{Plan, Seen, kind, plans};
use super::prepared::Prepared;
use super::row::Row;
use super::rows;
use super::sample::{Sample, takes_hours};
use super::world::Setup;
use pkcs11_safe::Locking;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use support::module::Function;
use support::share::share;

/// What part of the cells is run: the `part`-th of `of`, from 0. It is a part of the rows and of each of them a part of the
/// cells, since a row that is not run costs nothing. All parts together are everything.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    part: usize,
    of: usize,
}

impl Share {
    pub(crate) fn from_environment() -> Self {
        let (part, of) = share("P11_MATRIX_SHARE");
        Self { part, of }
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

/// The plans of a row.
fn plans_of(number: usize, row: &Row, setup: Setup, sample: Sample, honest: &Outcome) -> Vec<Plan> {
    let functions = seen(honest);
    let plans = functions.iter().enumerate().map(|(function, seen)| {
        // A step that is prime, so that functions of one row are at different places.
        let turn = setup.number() + number + 31 * function;
        sample.of(row, setup, plans(seen, setup.is_thorough()), turn)
    });
    plans.flatten().collect()
}

/// How much is run.
#[derive(Clone, Copy)]
struct Extent {
    sample: Sample,
    share: Share,
}

fn run_row(number: usize, row: &Row, setup: Setup, extent: Extent, next: &mut usize, tally: &mut Tally) {
    let prepared = Prepared::of(row, setup);
    let honest = cell::run(row, setup, &prepared, None);
    assert!(honest.complaints.is_empty(), "{}: {:?}", row.name(), honest.complaints);
    if let Err(error) = &honest.result {
        let missing = setup.is_2_40() && error.is_unsupported();
        assert!(missing, "{} fails where the module is honest: {error}", row.name());
    }
    tally.operations += 1;
    for plan in plans_of(number, row, setup, extent.sample, &honest) {
        *next += 1;
        if !extent.share.has_cell(*next) {
            continue;
        }
        tally.cells += 1;
        let outcome = cell::run(row, setup, &prepared, Some(&plan));
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
fn run(setup: Setup, sample: Sample) {
    let (share, mut next, mut tally) = (Share::from_environment(), 0, Tally::default());
    let rows = rows::all();
    for (number, row) in rows.iter().enumerate().filter(|(number, _)| share.has_row(number + setup.number())) {
        run_row(number, row, setup, Extent { sample, share }, &mut next, &mut tally);
    }
    let Tally { operations, cells, told, planned, heard, right, blamed, panics, wrong, used } = &tally;
    let ((major, minor), locking) = (setup.version, setup.locking);
    let part = if sample == Sample::All { "" } else { ", a sample" };
    // Not by `println`, which a test that passes keeps to itself.
    let line = format!(
        "matrix {major}.{minor} {locking:?}{part}: {operations} operations x faults = {cells} cells, the lie told in {told}: {right} right values, \
         {blamed} errors with the right blame, {} neither, {panics} panics\n",
        wrong.len()
    );
    std::io::stderr().write_all(line.as_bytes()).expect("it can be printed");
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(*panics, 0);
    if setup.is_thorough() && share.of == 1 {
        let silent: Vec<_> = planned.difference(heard).collect();
        assert!(silent.is_empty(), "lies that are told in no cell: {silent:?}");
        if sample == Sample::All {
            assert_eq!(used.missing(), [""; 0], "special cases that no cell needs");
        }
    }
}

#[test]
fn every_operation_bears_every_lie_of_a_module_of_3_2() {
    run(Setup { version: (3, 2), locking: Locking::Os }, Sample::from_environment());
}

#[test]
fn every_operation_bears_every_lie_of_a_module_of_3_0() {
    run(Setup { version: (3, 0), locking: Locking::Os }, Sample::from_environment());
}

#[test]
fn every_operation_bears_every_lie_of_a_module_of_2_40() {
    run(Setup { version: (2, 40), locking: Locking::Os }, Sample::from_environment());
}

#[test]
fn every_operation_bears_every_lie_under_our_own_lock() {
    run(Setup { version: (3, 2), locking: Locking::Serialized }, Sample::from_environment());
}

#[test]
#[cfg_attr(miri, ignore = "runs what the sample leaves out, too")]
fn the_sample_has_each_kind_of_lie_of_each_function_and_each_code_and_length() {
    let setup = Setup { version: (3, 2), locking: Locking::Os };
    let (mut all, mut sampled) = (BTreeSet::new(), BTreeSet::new());
    for (number, row) in rows::all().iter().enumerate() {
        let honest = cell::run(row, setup, &Prepared::of(row, setup), None);
        let class = |plan: &Plan| (plan.function, kind(&plan.fault), plan.with.is_some());
        let classes = |plans: &[Plan]| plans.iter().map(class).collect::<BTreeSet<_>>();
        let words = |plans: Vec<Plan>| {
            // There are more sizes of attributes than rows that read them, and more versions than rows that load.
            let few =
                |plan: &Plan| ["Attribute", "WrongVersion"].iter().any(|name| kind(&plan.fault).starts_with(name));
            let kept = plans.into_iter().filter(|plan| !few(plan));
            kept.map(|plan| format!("{:?}", plan.fault)).collect::<Vec<_>>()
        };
        let mut whole = plans_of(number, row, setup, Sample::All, &honest);
        whole.retain(|plan| !takes_hours(row, plan));
        let some = plans_of(number, row, setup, Sample::Some, &honest);
        assert_eq!(classes(&whole), classes(&some), "{}", row.name());
        all.extend(words(whole));
        sampled.extend(words(some));
    }
    assert_eq!(all.difference(&sampled).collect::<Vec<_>>(), [""; 0], "not in the sample");
}

#[test]
#[cfg_attr(miri, ignore = "is what the others run there")]
fn in_the_sample_each_kind_of_lie_is_told() {
    run(Setup { version: (3, 2), locking: Locking::Os }, Sample::Some);
}

#[test]
#[cfg_attr(miri, ignore = "counts, and there is nothing in it for Miri to see")]
fn all_shares_together_are_everything_once() {
    for of in [1, 2, 7, 12, 40, 60, 121, 144, 400] {
        let shares: Vec<_> = (0..of).map(|part| Share { part, of }).collect();
        for (row, cell) in (0..30).flat_map(|row| (0..90).map(move |cell| (row, cell))) {
            let have = shares.iter().filter(|share| share.has_row(row) && share.has_cell(cell)).count();
            assert_eq!(have, 1, "row {row}, cell {cell}, of {of}");
        }
    }
}
