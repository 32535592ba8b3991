//! Info structs, lists of slots and mechanisms, finding tokens: the input is what the module writes.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzzed::info::run(input));
