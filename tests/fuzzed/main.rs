//! Inputs that were kept, played once more: what fuzzing has found stays found, without a fuzzer.

#[allow(unreachable_pub, reason = "a library of its own for the fuzzer")]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Plays the corpus of a target, and says which inputs break a promise.
fn play(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let entries = std::fs::read_dir(&folder).expect("the corpus is there");
    let mut inputs: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    inputs.sort();
    assert!(inputs.len() >= 20, "{} inputs in {}", inputs.len(), folder.display());
    let breaks = |path: &&std::path::PathBuf| {
        let input = std::fs::read(path).expect("a readable input");
        catch_unwind(AssertUnwindSafe(|| run(&input))).is_err()
    };
    let broken: Vec<_> = inputs.iter().filter(breaks).map(|path| path.display().to_string()).collect();
    assert!(broken.is_empty(), "{} of {} inputs:\n{}", broken.len(), inputs.len(), broken.join("\n"));
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
