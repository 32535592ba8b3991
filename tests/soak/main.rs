//! The soak: many threads, many sessions, many operations, and at the end nothing is left: no session, no operation, no
//! memory. On SoftHSM2, where everything has to succeed, and on the in-process module, which lies at random.
//!
//! `cargo test` runs a short one. `cargo xtask soak` sets the environment for a long one: P11_SOAK_OPERATIONS,
//! P11_SOAK_THREADS, P11_SOAK_SECONDS (0 for no limit), P11_SOAK_SEED.

#![cfg_attr(miri, allow(dead_code, unused_imports, reason = "Miri has no time for it"))]
#![allow(unsafe_code)]

mod bed;
mod faults;
mod heap;
mod measure;
mod random;
mod run;
mod watchdog;
mod work;

use core::time::Duration;
use run::Plan;
use std::process::ExitCode;
use std::{env, process};

fn main() -> ExitCode {
    // As any test: a filter that names others leaves it out, and it can be listed.
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        println!("soak: test");
        return ExitCode::SUCCESS;
    }
    let filters: Vec<_> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    if cfg!(miri) || !filters.is_empty() && !filters.iter().any(|filter| "soak".contains(filter.as_str())) {
        return ExitCode::SUCCESS;
    }
    let seed = number("P11_SOAK_SEED").unwrap_or_else(|| random::fresh() & 0xffff_ffff);
    let plan = Plan {
        operations: number("P11_SOAK_OPERATIONS").unwrap_or(20_000).max(1),
        threads: number("P11_SOAK_THREADS").and_then(|threads| usize::try_from(threads).ok()).unwrap_or(16).max(1),
        limit: number("P11_SOAK_SECONDS").filter(|seconds| *seconds > 0).map(Duration::from_secs),
        seed,
    };
    println!(
        "\nsoak: {} operations on {} threads, seed {seed} (P11_SOAK_SEED={seed} runs it again)",
        plan.operations, plan.threads
    );
    let complaints = [bed::softhsm().map(|bed| run::run(&plan, &bed)), Some(run::run(&plan, &bed::in_process()))];
    let complaints: Vec<String> = complaints.into_iter().flatten().flatten().collect();
    for complaint in &complaints {
        println!("FAILED: {complaint}");
    }
    if complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A number from the environment.
fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok().filter(|text| !text.is_empty())?;
    Some(text.parse().unwrap_or_else(|_| {
        eprintln!("{name} is no number: {text}");
        process::exit(2)
    }))
}
