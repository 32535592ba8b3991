//! What Miri gets of the matrix. It takes a second or two for a cell, so that all of them would take it days, and it looks
//! at memory: of cells that differ in a number alone (which code, which length, the size of which attribute, on which call)
//! it gets one. Which one changes from row to row and from function to function, so that each code and each length has its
//! turn: a test of `run` sees to that.
//!
//! - A module of 3.2: each row, each function that it calls, each kind of lie that the function can tell.
//! - Lists of 3.0 and 2.40 and our own lock, which change what surrounds calls and hardly what is made of them: each row, each
//!   function, one kind of lie. With a module of 2.40, which ends operations in other ways, each kind where a row ends one
//!   early.
//! - A search that never ends is told where the row has a bound of its own: a million objects, the crate's, take hours.
//! - Callbacks and calls that block, where what surrounds calls is all that is tested: one row in [`APART`], and those with
//!   calls of their own kind.
//!
//! `P11_MATRIX=all` and `P11_MATRIX=sample` have the one or the other run, under Miri or not; `cargo xtask miri --all` sets it.

use super::plan::Plan;
use super::row::{Row, TOO_LITTLE_ROOM};
use super::world::Setup;
use core::mem::discriminant;
use support::module::Fault;

/// How far rows of callbacks and of calls that block are apart.
const APART: usize = 7;

/// Rows that end, close or wait for what others share.
const SPECIAL: [&str; 4] =
    ["Context::finalize", "Context::drop", "Context::wait_for_slot_event", "Slot::close_all_sessions"];

/// Whether this is all, or what Miri gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sample {
    All,
    Some,
}

impl Sample {
    pub(crate) fn from_environment() -> Self {
        match std::env::var("P11_MATRIX").as_deref() {
            Ok("all") => Self::All,
            Ok("sample") => Self::Some,
            Ok(other) => panic!("P11_MATRIX is `all` or `sample`, not `{other}`"),
            Err(_) if cfg!(miri) => Self::Some,
            Err(_) => Self::All,
        }
    }

    /// What is run of the plans for a function; `turn` is another for each row and each of its functions.
    pub(crate) fn of(self, row: &Row, setup: Setup, plans: Vec<Plan>, mut turn: usize) -> Vec<Plan> {
        if self == Self::All {
            return plans;
        }
        let mut kinds: Vec<Vec<Plan>> = Vec::new();
        for plan in plans.into_iter().filter(|plan| !takes_hours(row, plan)) {
            match kinds.iter_mut().find(|plans| are_alike(&plans[0], &plan)) {
                Some(plans) => plans.push(plan),
                None => kinds.push(vec![plan]),
            }
        }
        if !kinds.is_empty() && !has_each_kind(row, setup) {
            let next = turn / kinds.len();
            kinds = vec![kinds.swap_remove(turn % kinds.len())];
            turn = next;
        }
        let one = |mut plans: Vec<Plan>| plans.swap_remove(turn % plans.len());
        kinds.into_iter().map(one).collect()
    }

    /// Whether a row is run where what surrounds its calls is all that is tested.
    pub(crate) fn has_row(self, number: usize, row: &Row) -> bool {
        self == Self::All || number.is_multiple_of(APART) || SPECIAL.iter().any(|name| row.is(name))
    }
}

/// Whether two plans tell the same kind of lie, both with or both without the other one that makes its occasion.
fn are_alike(a: &Plan, b: &Plan) -> bool {
    discriminant(&a.fault) == discriminant(&b.fault) && a.with.is_some() == b.with.is_some()
}

/// Whether a cell is left to others.
pub(crate) fn takes_hours(row: &Row, plan: &Plan) -> bool {
    plan.fault == Fault::FindNeverEnds && !row.is("Session::search")
}

/// Whether each kind of lie is told in a row.
fn has_each_kind(row: &Row, setup: Setup) -> bool {
    let ends_early = row.how == TOO_LITTLE_ROOM || row.how == "dropped half-way" || row.covers[0].ends_with("::drop");
    setup.is_thorough() || setup.is_2_40() && ends_early
}
