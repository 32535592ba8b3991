//! Everything of `encoding` that takes bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzzed::encodings::run(input));
