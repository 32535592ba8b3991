//! `cargo xtask test`: every check of this workspace, as steps of which none stops the others.

mod checks;
mod report;
mod steps;

use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::interrupt;
use crate::workspace::Workspace;
use report::Report;
use steps::{STEPS, Step};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask test [--only STEP,...] [--list]

Runs every check of this workspace, installing what they need. A failing step does not stop the others. A step that
this machine cannot do is skipped and says why; with CI=true in the environment that is a failure.

    --only STEP,...   these steps and no others
    --list            lists the steps
";

/// Runs the steps that the command line asks for.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let Some(chosen) = choose(arguments)? else {
        for step in STEPS {
            println!("{:<14} {}", step.name, step.about);
        }
        return Ok(ExitCode::SUCCESS);
    };
    interrupt::catch();
    let mut report = Report::new(std::env::var("CI").is_ok_and(|value| value == "true"));
    for step in chosen {
        report.run(step, workspace)?;
    }
    Ok(report.close())
}

/// The steps that a command line names, in our order; None to list them. Steps with tokens bring the set-up along.
fn choose(arguments: &[String]) -> Result<Option<Vec<&'static Step>>> {
    let mut only: Option<Vec<&str>> = None;
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        let names = match argument {
            "--list" => return Ok(None),
            "--only" => arguments.next().ok_or_else(|| Error::Usage("--only needs the names of steps".into()))?,
            _ => argument
                .strip_prefix("--only=")
                .ok_or_else(|| Error::Usage(format!("test does not know `{argument}`")))?,
        };
        only.get_or_insert_default().extend(names.split(','));
    }
    let Some(only) = only else { return Ok(Some(STEPS.iter().collect())) };
    if let Some(unknown) = only.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        return Err(Error::Usage(format!("there is no step `{unknown}`: `cargo xtask test --list` lists them")));
    }
    let named = |step: &&Step| only.contains(&step.name);
    let tokens = STEPS.iter().filter(named).any(|step| step.tokens);
    Ok(Some(STEPS.iter().filter(|step| named(step) || (tokens && step.name == steps::SETUP)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the steps that a command line chooses.
    fn names(line: &[&str]) -> Result<Option<Vec<&'static str>>> {
        let chosen = choose(&line.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())?;
        Ok(chosen.map(|steps| steps.iter().map(|step| step.name).collect()))
    }

    #[test]
    fn keeps_the_order_and_brings_the_setup() -> Result<()> {
        assert_eq!(names(&["--only", "test,fmt"])?, Some(vec!["setup", "fmt", "test"]));
        assert_eq!(names(&["--only=docs", "--only", "fmt"])?, Some(vec!["fmt", "docs"]));
        assert_eq!(names(&[])?.map(|all| all.len()), Some(STEPS.len()));
        assert_eq!(names(&["--list"])?, None);
        Ok(())
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [&["--only", "tset"][..], &["--only"], &["fmt"]] {
            assert!(matches!(names(line), Err(Error::Usage(_))), "{line:?}");
        }
    }
}
