//! What became of each step, and the summary.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::steps::Step;
use crate::error::{Error, Result};
use crate::workspace::Workspace;

/// What became of the steps so far.
pub(super) struct Report {
    /// Whether a skipped step is a failure.
    strict: bool,
    lines: Vec<Line>,
}

/// What became of one step.
struct Line {
    step: &'static str,
    outcome: Outcome,
    took: Duration,
    why: String,
}

/// How a step ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Outcome {
    /// As the summary says it.
    const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

impl Report {
    /// An empty one. In a strict one a skipped step has failed.
    pub(super) const fn new(strict: bool) -> Self {
        Self { strict, lines: Vec::new() }
    }

    /// Runs a step and notes what became of it. Only Ctrl-C is an error.
    pub(super) fn run(&mut self, step: &Step, workspace: &Workspace) -> Result<()> {
        println!("\n== {}: {}", step.name, step.about);
        let start = Instant::now();
        let result = (step.run)(workspace);
        let took = start.elapsed();
        let (outcome, why) = match result {
            Ok(()) => (Outcome::Passed, String::new()),
            Err(Error::Interrupted) => return Err(Error::Interrupted),
            Err(Error::Unavailable(why)) if self.strict => {
                (Outcome::Failed, format!("CI=true allows no skipping. {why}"))
            }
            Err(Error::Unavailable(why)) => (Outcome::Skipped, why),
            Err(error) => (Outcome::Failed, error.to_string()),
        };
        let colon = if why.is_empty() { "" } else { ": " };
        println!("-- {} {} after {:.1} s{colon}{why}", step.name, outcome.name(), took.as_secs_f64());
        self.lines.push(Line { step: step.name, outcome, took, why });
        Ok(())
    }

    /// Prints the summary, and says with which status to exit.
    pub(super) fn close(&self) -> ExitCode {
        println!("\n{:<14} {:<8} {:>8}", "step", "result", "seconds");
        for line in &self.lines {
            let why = line.why.split_whitespace().collect::<Vec<_>>().join(" ");
            let row = format!("{:<14} {:<8} {:>8.1}  {why}", line.step, line.outcome.name(), line.took.as_secs_f64());
            println!("{}", row.trim_end());
        }
        let count = |outcome| self.lines.iter().filter(|line| line.outcome == outcome).count();
        let [passed, failed, skipped] = [Outcome::Passed, Outcome::Failed, Outcome::Skipped].map(count);
        println!("\n{passed} passed, {failed} failed, {skipped} skipped");
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a step becomes that ends like this.
    fn outcome(strict: bool, run: fn(&Workspace) -> Result<()>) -> Option<Outcome> {
        let mut report = Report::new(strict);
        let nowhere = Workspace { root: "".into(), target: "".into() };
        report.run(&Step { name: "x", about: "x", tokens: false, run }, &nowhere).ok()?;
        Some(report.lines.first()?.outcome)
    }

    #[test]
    fn skipping_fails_only_where_it_must_not_happen() {
        let unavailable = |_: &Workspace| Err(Error::Unavailable("why".into()));
        assert_eq!(outcome(false, unavailable), Some(Outcome::Skipped));
        assert_eq!(outcome(true, unavailable), Some(Outcome::Failed));
    }

    #[test]
    fn failing_is_noted_and_interrupting_stops() {
        assert_eq!(outcome(false, |_| Err(Error::Failed("why".into()))), Some(Outcome::Failed));
        assert_eq!(outcome(false, |_| Ok(())), Some(Outcome::Passed));
        assert_eq!(outcome(false, |_| Err(Error::Interrupted)), None);
    }
}
