//! Reading attributes: the input is what the module answers.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzzed::attributes::run(input));
