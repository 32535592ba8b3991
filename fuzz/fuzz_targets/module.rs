//! The whole of the library on a module whose answers the input scripts, call by call.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzzed::module::run(input));
