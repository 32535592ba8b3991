//! A part of a test that takes long: for runs that are cut into parts, such as those under Miri.

use std::env;

/// What part is run, of how many: the first is 0. Everything, unless the environment variable says something like `3/40`.
///
/// # Panics
///
/// If the variable says something else.
#[must_use]
pub fn share(variable: &str) -> (usize, usize) {
    let Ok(share) = env::var(variable) else { return (0, 1) };
    let numbers =
        share.split_once('/').and_then(|(part, of)| Some((part.trim().parse().ok()?, of.trim().parse().ok()?)));
    let (part, of): (usize, usize) = numbers.unwrap_or_else(|| panic!("{variable} is like 3/40"));
    assert!(part > 0 && part <= of, "{variable} is like 3/40");
    (part - 1, of)
}
