//! `cargo xtask bench`: every benchmark, and docs/BENCHMARKS.md out of what they found.

mod machine;
mod plot;
mod report;
mod results;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::command::{Run, on_path};
use crate::error::{Error, Result};
use crate::interrupt;
use crate::softhsm::{self, Store};
use crate::system::{self, Package};
use crate::workspace::Workspace;
use results::{Counts, Table};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask bench [--quick]

Counts calls and allocations, counts instructions under callgrind, and measures time with criterion: hand-written calls
on pkcs11-sys, pkcs11-safe and the cryptoki crate, on a module that does nothing, on the same with latency added to every
call, and on SoftHSM2. Writes docs/BENCHMARKS.md and its plots. Takes about a quarter of an hour; valgrind and SoftHSM2
are installed if they are missing.

    --quick    a few minutes, inexact, and nothing is written
";

/// What counts instructions.
const VALGRIND: Package = Package {
    what: "valgrind",
    present: || on_path("valgrind").is_some(),
    apt: "valgrind",
    dnf: "valgrind",
    pacman: "valgrind",
    apk: "valgrind",
    brew: "valgrind",
};

/// The function that callgrind counts in.
const COUNTED: &str = "counted_by_callgrind";

/// The token that SoftHSM2 is measured with.
const TOKEN: &str = "Benchmark";
const PIN: &str = "648219";

/// Everything that was measured.
struct Results {
    counts: Counts,
    instructions: Option<Table>,
    times: Vec<(String, Table)>,
}

/// Runs it all.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let quick = match arguments {
        [] => false,
        [only] if only == "--quick" => true,
        [other, ..] => return Err(Error::Usage(format!("bench does not know `{other}`"))),
    };
    interrupt::catch();
    let module = softhsm::find_or_install(workspace)?;

    bench(workspace, &["--no-run"]).live()?;
    let counts = Counts::read(&bench(workspace, &["--bench", "counts"]).answer()?)?;
    println!("\n{}", counts.plain());
    let instructions = match system::ensure(workspace, &[&VALGRIND]).and_then(|()| instructions(workspace)) {
        Ok(table) => Some(table),
        Err(Error::Unavailable(why)) => {
            println!("instructions are left out: {why}");
            None
        }
        Err(error) => return Err(error),
    };
    let times = times(workspace, &module, quick)?;
    let results = Results { counts, instructions, times };
    if quick {
        println!("{}", report::tables(&results));
    } else {
        write(workspace, &module, &results)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// `cargo bench` of the benchmarks, built in one way for all of them.
fn bench(workspace: &Workspace, arguments: &[&str]) -> Run {
    Run::cargo(workspace).args(["bench", "--quiet", "-p", "pkcs11-benches", "--features", "time"]).args(arguments)
}

/// Runs the rows under callgrind, which writes a file for each.
fn instructions(workspace: &Workspace) -> Result<Table> {
    let folder = workspace.scratch("callgrind")?;
    let out = folder.path().join("out");
    let callgrind = [
        "valgrind".to_owned(),
        "--quiet".to_owned(),
        "--tool=callgrind".to_owned(),
        format!("--callgrind-out-file={}", out.display()),
        format!("--toggle-collect={COUNTED}"),
        format!("--dump-after={COUNTED}"),
    ];
    let runner = format!("target.'cfg(all())'.runner={callgrind:?}");
    println!("counting instructions");
    let lines = bench(workspace, &["--config", &runner, "--bench", "instructions"]).answer()?;
    let mut table = Table::default();
    for (index, line) in lines.lines().enumerate() {
        let [row, column, times] = results::fields(line)?;
        let file = format!("{}.{}", out.display(), index + 1);
        let text = fs::read_to_string(&file).map_err(|error| Error::io(format_args!("reading {file}"), &error))?;
        let total = text.lines().find_map(|line| line.strip_prefix("totals: ")).map(str::trim);
        let total = total.ok_or_else(|| Error::Failed(format!("{file} has no total")))?;
        table.add(row, column, results::number(total)? / results::number(times)?)?;
    }
    Ok(table)
}

/// Runs criterion, by way of the null module and of a token made for it.
fn times(workspace: &Workspace, module: &Path, quick: bool) -> Result<Vec<(String, Table)>> {
    let store = Store::new(workspace, "bench")?;
    store.make_token(module, TOKEN, PIN)?;
    let file = store.path().join("times");
    let mut run = bench(workspace, &["--bench", "time"])
        .env("SOFTHSM2_CONF", store.configuration())
        .env("BENCH_MODULE", module)
        .env("BENCH_TOKEN", TOKEN)
        .env("BENCH_PIN", PIN)
        .env("BENCH_TIMES", &file);
    if quick {
        run = run.env("BENCH_QUICK", "1");
    }
    run.live()?;
    let text = fs::read_to_string(&file).map_err(|error| Error::io(format_args!("reading the times"), &error))?;
    results::groups(&text)
}

/// Writes the report and its plots.
fn write(workspace: &Workspace, module: &Path, results: &Results) -> Result<()> {
    let docs = workspace.root.join("docs");
    let plots = docs.join("benchmarks");
    let put = |path: &Path, text: &str| {
        fs::write(path, text).map_err(|error| Error::io(format_args!("writing {}", path.display()), &error))
    };
    fs::create_dir_all(&plots).map_err(|error| Error::io(format_args!("making {}", plots.display()), &error))?;
    for (name, svg) in report::plots(results) {
        put(&plots.join(format!("{name}.svg")), &svg)?;
    }
    let report = docs.join("BENCHMARKS.md");
    put(&report, &report::document(&machine::describe(workspace, module), results))?;
    println!("written: {}", workspace.shown(&report));
    Ok(())
}
