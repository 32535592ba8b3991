//! Secrets: neither a PIN nor a secret value stays behind in this process once it was dropped, and nothing that can be
//! printed shows either. On the in-process module, whose heap is kept apart: a real one keeps copies of its own.
//!
//! The searches need Linux, which shows a process its own memory.

#![cfg(not(miri))]
#![allow(unsafe_code)]

#[cfg(target_os = "linux")]
mod controls;
#[cfg(target_os = "linux")]
mod encodings;
#[cfg(target_os = "linux")]
mod heap;
#[cfg(target_os = "linux")]
mod objects;
#[cfg(target_os = "linux")]
mod operations;
#[cfg(target_os = "linux")]
mod pins;
mod printing;
#[cfg(target_os = "linux")]
mod scene;
#[cfg(target_os = "linux")]
mod search;
mod types;

#[cfg(not(target_os = "linux"))]
#[test]
fn memory_is_searched_on_linux_alone() {
    support::softhsm::say_skipped("searching memory for secrets needs /proc/self/maps and /proc/self/mem");
}
