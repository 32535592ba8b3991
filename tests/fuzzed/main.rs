//! Inputs that were kept, played once more: what fuzzing has found stays found, without a fuzzer.

#[allow(unreachable_pub, reason = "a library of its own for the fuzzer")]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use support::module::Function;

/// An input, and what it is called.
type Kept = (String, Vec<u8>);

/// The corpus of a target.
#[cfg(not(miri))]
fn corpus(target: &str) -> Vec<Kept> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let entries = std::fs::read_dir(&folder).expect("the corpus is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    assert!(paths.len() >= 20, "{} inputs in {}", paths.len(), folder.display());
    let read = |path: std::path::PathBuf| (path.display().to_string(), std::fs::read(&path).expect("a readable input"));
    paths.into_iter().map(read).collect()
}

/// Some of it for Miri, which sees no files and would take days for all of them.
#[cfg(miri)]
fn corpus(target: &str) -> Vec<Kept> {
    macro_rules! kept {
        ($($target:literal/$name:literal)*) => {
            &[$(($target, $name, include_bytes!(concat!("../../fuzz/corpus/", $target, "/", $name)))),*]
        };
    }
    let all: &[(&str, &str, &[u8])] = kept! {
        "encodings"/"point-p256-octet-string"
        "encodings"/"der-signature-short-r"
        "encodings"/"rsa-attributes-2048"
        "attributes"/"get-text"
        "attributes"/"buffer-large"
        "attributes"/"dynamic-numbers"
        "attributes"/"tuple-clobbered"
        "attributes"/"template-nested"
        "attributes"/"template-value-clobbered"
        "attributes"/"template-value-half-written"
        "info"/"token"
        "info"/"slots-too-many-written"
        "info"/"find-two"
        "module"/"sign-writes-nothing"
        "module"/"encryptupdate-finds-it-too-small"
        "module"/"getattributevalue-clobbered"
    };
    let own = all.iter().filter(|(of, _, _)| *of == target);
    own.map(|(_, name, input)| ((*name).to_owned(), input.to_vec())).collect()
}

/// Plays the corpus of a target, and says which inputs break a promise.
fn play(target: &str, run: fn(&[u8])) {
    let inputs = corpus(target);
    let breaks = |input: &&Kept| catch_unwind(AssertUnwindSafe(|| run(&input.1))).is_err();
    let broken: Vec<_> = inputs.iter().filter(breaks).map(|(name, _)| name.as_str()).collect();
    assert!(broken.is_empty(), "{} of {} inputs:\n{}", broken.len(), inputs.len(), broken.join("\n"));
    assert!(!inputs.is_empty());
    println!("{target}: {} inputs", inputs.len());
}

#[test]
fn the_corpus_of_encodings_keeps_every_promise() {
    play("encodings", targets::encodings::run);
}

#[test]
fn the_corpus_of_attributes_keeps_every_promise() {
    play("attributes", targets::attributes::run);
}

#[test]
fn the_corpus_of_info_keeps_every_promise() {
    play("info", targets::info::run);
}

#[test]
fn the_corpus_of_module_keeps_every_promise() {
    play("module", targets::module::run);
}

/// Otherwise these inputs would show something else whenever the library makes a call more or less than before.
#[test]
#[cfg_attr(miri, ignore = "plays all of the corpus, which takes days there")]
fn the_inputs_of_module_that_are_named_after_a_function_begin_with_a_lie_of_that_function() {
    let mut named = 0;
    for (path, input) in corpus("module") {
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let function = name.split('-').next().unwrap_or_default();
        let is_named = |known: &&Function| known.name().trim_start_matches("C_").eq_ignore_ascii_case(function);
        if let Some(function) = Function::ALL.iter().find(is_named) {
            assert_eq!(targets::module::first_lie(&input), Some(*function), "{name}");
            named += 1;
        }
    }
    assert!(named > 200, "{named}");
}
