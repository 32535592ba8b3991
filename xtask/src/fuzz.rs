//! `cargo xtask fuzz`: the fuzz targets in `fuzz/`, each for a given time.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, thread};

use crate::command::{Run, on_path};
use crate::error::{Error, Result};
use crate::interrupt;
use crate::nightly;
use crate::system::{self, Package};
use crate::workspace::Workspace;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask fuzz [--seconds N] [TARGET...]
cargo xtask fuzz TARGET --input FILE

Runs fuzz targets, all of them unless some are named, two at a time, and prints how far each came. It begins with the
inputs in fuzz/corpus; those that it adds are kept in target/fuzz, for the next time.

    --seconds N    how long each runs; 600 unless said otherwise
    --input FILE   plays one input and no other: what a run has complained about
";

/// The targets. Each has a file in `fuzz/fuzz_targets`, a row in `fuzz/Cargo.toml` and a folder in `fuzz/corpus`.
const TARGETS: [&str; 4] = ["encodings", "attributes", "info", "module"];

/// The version of cargo-fuzz that is installed.
const CARGO_FUZZ: &str = "0.13.2";

/// So many targets run at a time.
const AT_ONCE: usize = 2;

/// An input that takes longer than this, in seconds, hangs.
const HANGS: u32 = 60;

/// libFuzzer is C++, and is compiled with the targets.
const COMPILER: Package = Package {
    what: "a C++ compiler",
    present: || on_path("c++").is_some(),
    apt: "g++",
    dnf: "gcc-c++",
    pacman: "gcc",
    apk: "g++",
    brew: "gcc",
};

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    seconds: u32,
    targets: Vec<&'static str>,
    input: Option<PathBuf>,
}

/// Runs what the command line asks for.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let Options { seconds, targets, input } = parse(arguments)?;
    interrupt::catch();
    let fuzzer = Fuzzer::prepare(workspace, &targets)?;
    if let Some(input) = input {
        let input = fs::canonicalize(&input).map_err(|error| Error::io(input.display(), &error))?;
        let target = targets.first().copied().unwrap_or_default();
        fuzzer.cargo_fuzz().args(["run", target]).arg(input).live()?;
    } else {
        let corpora = workspace.target.join("fuzz");
        fuzzer.fuzz(&targets, seconds, &corpora)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Every target for a short time, from its corpus alone: for the test command.
pub(crate) fn brief(workspace: &Workspace) -> Result<()> {
    const SECONDS: u32 = 15;
    let fuzzer = Fuzzer::prepare(workspace, &TARGETS)?;
    let corpora = workspace.scratch("fuzz-brief")?;
    fuzzer.fuzz(&TARGETS, SECONDS, corpora.path())
}

/// Reads the command line.
fn parse(arguments: &[String]) -> Result<Options> {
    let mut options = Options { seconds: 600, targets: Vec::new(), input: None };
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        let mut value = |name| arguments.next().ok_or_else(|| Error::Usage(format!("{name} needs a value")));
        match argument {
            "--seconds" => {
                let seconds = value("--seconds")?;
                let number = seconds.parse().ok().filter(|seconds| *seconds > 0);
                options.seconds =
                    number.ok_or_else(|| Error::Usage(format!("`{seconds}` is no number of seconds above 0")))?;
            }
            "--input" => options.input = Some(value("--input")?.into()),
            name => match TARGETS.iter().find(|target| **target == name) {
                Some(target) => options.targets.push(target),
                None => {
                    let known = TARGETS.join(", ");
                    return Err(Error::Usage(format!("there is no fuzz target `{name}`, but {known}")));
                }
            },
        }
    }
    if options.input.is_some() && options.targets.len() != 1 {
        return Err(Error::Usage("--input wants the one target that is to play it".into()));
    }
    if options.targets.is_empty() {
        options.targets = TARGETS.to_vec();
    }
    Ok(options)
}

/// A fuzzer with its targets built.
struct Fuzzer<'w> {
    workspace: &'w Workspace,
}

impl<'w> Fuzzer<'w> {
    /// Installs what is missing, and builds the targets.
    fn prepare(workspace: &'w Workspace, targets: &[&str]) -> Result<Self> {
        if !cfg!(unix) {
            return Err(Error::Unavailable("fuzzing needs Linux or macOS".into()));
        }
        system::ensure(workspace, &[&COMPILER])?;
        nightly::ensure(&["rustc"])?;
        let fuzzer = Self { workspace };
        let installed = Run::new(fuzzer.tool()).args(["fuzz", "--version"]).try_answer();
        if !installed.is_some_and(|answer| is_wanted(&answer)) {
            let root = workspace.target.join("tools");
            let install = ["install", "cargo-fuzz", "--locked", "--force", "--version", CARGO_FUZZ, "--root"];
            Run::cargo(workspace).args(install).arg(root).live()?;
        }
        for target in targets {
            fuzzer.cargo_fuzz().args(["build", target]).live()?;
        }
        Ok(fuzzer)
    }

    /// Where cargo-fuzz is installed: nobody's home.
    fn tool(&self) -> PathBuf {
        self.workspace.target.join("tools/bin/cargo-fuzz")
    }

    /// cargo-fuzz, with a compiler that it can use.
    fn cargo_fuzz(&self) -> Run {
        let fuzz = self.workspace.root.join("fuzz");
        // Cargo tells the programs that it runs which toolchain it is of, and this one is of another.
        Run::new("rustup")
            .args(["run", "nightly"])
            .arg(self.tool())
            .folder(&fuzz)
            .without("CARGO")
            .without("RUSTUP_TOOLCHAIN")
    }

    /// Fuzzes, and prints how far each target came. New inputs go to a folder for each target.
    fn fuzz(&self, targets: &[&str], seconds: u32, corpora: &Path) -> Result<()> {
        let mut results = Vec::new();
        for group in targets.chunks(AT_ONCE) {
            thread::scope(|scope| {
                let running: Vec<_> =
                    group.iter().map(|target| scope.spawn(|| self.one(target, seconds, corpora))).collect();
                let ended = running.into_iter().map(|running| {
                    running.join().unwrap_or_else(|_| Err(Error::Failed("the thread of a target panicked".into())))
                });
                results.extend(group.iter().zip(ended));
            });
        }
        println!(
            "\n{:<12} {:>12} {:>8} {:>8} {:>8} {:>8}",
            "target", "executions", "a second", "edges", "features", "inputs"
        );
        let mut failed = Vec::new();
        for (target, result) in results {
            match result {
                Ok(reached) => println!("{target:<12} {reached}"),
                Err(Error::Interrupted) => return Err(Error::Interrupted),
                Err(error) => {
                    println!("{target:<12} failed");
                    failed.push(error.to_string());
                }
            }
        }
        if failed.is_empty() { Ok(()) } else { Err(Error::Failed(failed.join("\n\n"))) }
    }

    /// Runs one target.
    fn one(&self, target: &str, seconds: u32, corpora: &Path) -> Result<Reached> {
        let io = |path: &Path, error: &std::io::Error| Error::io(path.display(), error);
        let (new, log) = (corpora.join(target), self.workspace.target.join(format!("fuzz-{target}.log")));
        fs::create_dir_all(&new).map_err(|error| io(&new, &error))?;
        if log.exists() {
            fs::remove_file(&log).map_err(|error| io(&log, &error))?;
        }
        let kept = self.workspace.root.join("fuzz/corpus").join(target);
        let limits = ["-max_len=4096".into(), format!("-max_total_time={seconds}"), format!("-timeout={HANGS}")];
        let run = self.cargo_fuzz().args(["run", target]).arg(&new).arg(kept).arg("--").args(limits);
        let ended = run.arg("-print_final_stats=1").logged(&log);
        let text = fs::read(&log).map_err(|error| io(&log, &error))?;
        let text = String::from_utf8_lossy(&text);
        match ended {
            Ok(()) => Reached::read(&text)
                .ok_or_else(|| Error::Failed(format!("{target}: nothing was run; see {}", self.workspace.shown(&log)))),
            Err(Error::Failed(why)) => Err(Error::Failed(complaint(self.workspace, target, &text, &why))),
            Err(error) => Err(error),
        }
    }
}

/// Whether an answer to `--version` is that of the cargo-fuzz that is wanted.
fn is_wanted(answer: &str) -> bool {
    answer.split_whitespace().last() == Some(CARGO_FUZZ)
}

/// What to do about an input that a target complains about.
fn complaint(workspace: &Workspace, target: &str, log: &str, why: &str) -> String {
    let said = log.lines().skip_while(|line| !line.contains("panicked at") && !line.contains("ERROR: "));
    let said: Vec<&str> = said.take(3).collect();
    let written = log.lines().find_map(|line| line.split_once("Test unit written to ").map(|(_, path)| path.trim()));
    let Some(path) = written else { return format!("{target}: {why}") };
    let shown = workspace.shown(Path::new(path));
    format!(
        "{target}: {}\nthe input: {shown}\nto play it again:\n    cargo xtask fuzz {target} --input {shown}\n\
         once it is mended, the input belongs in fuzz/corpus/{target}, where `cargo test --test fuzzed` plays it",
        said.join("\n")
    )
}

/// How far a target came.
#[derive(Debug, PartialEq, Eq)]
struct Reached {
    executions: u64,
    per_second: u64,
    edges: u64,
    features: u64,
    inputs: u64,
}

impl Reached {
    /// Reads what libFuzzer prints at the end: `#12 DONE cov: 34 ft: 56 corp: 7/89b lim: 4096 exec/s: 10 rss: 50Mb`.
    /// `None` if it does not say that anything was run.
    fn read(log: &str) -> Option<Self> {
        let last = log.lines().rfind(|line| line.starts_with('#') && line.contains(" cov: "))?;
        let digits =
            |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
        let after = |name: &str| last.split_once(name).map_or(0, |(_, rest)| digits(rest));
        let reached = Self {
            executions: digits(&last[1..]),
            per_second: after(" exec/s: "),
            edges: after(" cov: "),
            features: after(" ft: "),
            inputs: after(" corp: "),
        };
        Some(reached).filter(|reached| reached.executions > 0)
    }
}

impl std::fmt::Display for Reached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { executions, per_second, edges, features, inputs } = self;
        write!(f, "{executions:>12} {per_second:>8} {edges:>8} {features:>8} {inputs:>8}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &[&str]) -> Result<Options> {
        parse(&line.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn all_targets_unless_some_are_named() -> Result<()> {
        assert_eq!(options(&[])?, Options { seconds: 600, targets: TARGETS.to_vec(), input: None });
        let some = Options { seconds: 5, targets: vec!["info", "module"], input: None };
        assert_eq!(options(&["info", "--seconds", "5", "module"])?, some);
        let one = Options { seconds: 600, targets: vec!["info"], input: Some("x".into()) };
        assert_eq!(options(&["info", "--input", "x"])?, one);
        Ok(())
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [&["nothing"][..], &["--seconds"], &["--seconds", "0"], &["--seconds", "x"], &["--input", "x"]] {
            assert!(matches!(options(line), Err(Error::Usage(_))), "{line:?}");
        }
    }

    #[test]
    fn the_figures_are_those_of_the_last_line() {
        let log = "#2\tINITED cov: 1 ft: 1 corp: 1/1b exec/s: 0 rss: 1Mb\n\
                   #259287\tDONE   cov: 3643 ft: 7391 corp: 968/116Kb lim: 805 exec/s: 16205 rss: 469Mb\nDone\n";
        let reached = Reached { executions: 259_287, per_second: 16205, edges: 3643, features: 7391, inputs: 968 };
        assert_eq!(Reached::read(log), Some(reached));
    }

    #[test]
    fn a_run_without_executions_is_none() {
        let none = "#0\tDONE   cov: 3643 ft: 7391 corp: 968/116Kb lim: 805 exec/s: 0 rss: 469Mb\nDone\n";
        for log in ["", "nothing", "#2\tINITED exec/s: 0 rss: 1Mb", none] {
            assert_eq!(Reached::read(log), None, "{log}");
        }
    }

    #[test]
    fn cargo_fuzz_of_another_version_is_not_the_one_that_is_wanted() {
        assert!(is_wanted(&format!("cargo-fuzz {CARGO_FUZZ}\n")));
        for other in ["", "cargo-fuzz", "cargo-fuzz 0.12.0", &format!("cargo-fuzz {CARGO_FUZZ}1")] {
            assert!(!is_wanted(other), "{other}");
        }
    }

    #[test]
    fn a_complaint_says_how_to_play_the_input_again() {
        let workspace = Workspace { root: "/ws".into(), target: "/ws/target".into() };
        let log = "thread panicked at x.rs:1:1:\nwrong\nartifact_prefix='/'; Test unit written to /ws/fuzz/artifacts/info/crash-1\n";
        let text = complaint(&workspace, "info", log, "failed");
        assert!(text.contains("wrong") && text.contains("cargo xtask fuzz info --input fuzz/artifacts/info/crash-1"));
        assert_eq!(complaint(&workspace, "info", "", "failed"), "info: failed");
    }
}
