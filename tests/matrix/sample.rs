//! What Miri gets of the matrix. It takes a second or two for a cell, so that all of them would take it days, and it looks
//! at memory: of cells that differ in a number alone (which code, which length, the size of which attribute, on which call)
//! it gets one. Which one changes from row to row and from function to function, so that each number has its turn.
//!
//! - A module of 3.2: each row, each function that it calls, each kind of lie that the function can tell.
//! - Lists of 3.0 and 2.40 and our own lock, which change what surrounds calls and not what is made of them: each row, each
//!   function, one kind of lie.
//! - Callbacks and calls that block, where what surrounds calls is all that is tested: one row in [`APART`].
//!
//! `P11_MATRIX=all` has Miri run all the same, and `P11_MATRIX=sample` has others run the sample.

use super::plan::{Plan, kind};

/// How far rows of callbacks and of calls that block are apart.
const APART: usize = 8;

/// Whether this is all, or what Miri gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sample {
    All,
    /// One cell of each kind of lie of each function.
    Kinds,
    /// One cell of each function.
    Functions,
}

impl Sample {
    /// What the environment has: of a setup that is `thorough`, and of the others.
    pub(crate) fn from_environment(thorough: bool) -> Self {
        let all = match std::env::var("P11_MATRIX").as_deref() {
            Ok("all") => true,
            Ok("sample") => false,
            Ok(other) => panic!("P11_MATRIX is `all` or `sample`, not `{other}`"),
            Err(_) => !cfg!(miri),
        };
        match (all, thorough) {
            (true, _) => Self::All,
            (false, true) => Self::Kinds,
            (false, false) => Self::Functions,
        }
    }

    /// What is run of the plans for a function; `turn` is another for each row and each of its functions.
    pub(crate) fn of(self, plans: Vec<Plan>, turn: usize) -> Vec<Plan> {
        if self == Self::All {
            return plans;
        }
        let mut kinds: Vec<Vec<Plan>> = Vec::new();
        for plan in plans {
            let same = kinds.iter_mut().find(|plans| kind(&plans[0].fault) == kind(&plan.fault));
            match same {
                Some(plans) => plans.push(plan),
                None => kinds.push(vec![plan]),
            }
        }
        if self == Self::Functions && !kinds.is_empty() {
            kinds = vec![kinds.swap_remove(turn % kinds.len())];
        }
        let one = |mut plans: Vec<Plan>| plans.swap_remove(turn % plans.len());
        kinds.into_iter().map(one).collect()
    }

    /// Whether a row is run where every row does the same.
    pub(crate) fn has_row(self, row: usize) -> bool {
        self == Self::All || row.is_multiple_of(APART)
    }
}
