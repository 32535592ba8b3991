//! The report: tables in Markdown, and the plots beside them.

use std::fmt::Write as _;

use super::Results;
use super::plot::{self, Bar};
use super::results::{Counts, Table};

/// The groups of times, and how they are called.
const GROUPS: [(&str, &str, &str); 4] = [
    ("null", "time", "The module that does nothing"),
    ("null-50us", "time-50us", "50 µs added to every call"),
    ("null-1ms", "time-1ms", "1 ms added to every call"),
    ("softhsm2", "time-softhsm2", "SoftHSM2"),
];

const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench`, which measures everything in one run. Read ratios, not nanoseconds: they are what a run
on another machine has in common with this one.

Three columns do the same thing. **By hand**: calls on pkcs11-sys, as few as the standard allows, into buffers on the
stack, with return values checked. **pkcs11-safe**. **cryptoki**: the crate of that name, from the registry. A dash is
something that a column does not offer; where cryptoki has no way to bring a buffer, it does what it can.

The module that does nothing is a shared library, which all three load. It keeps to the standard's protocol for lengths,
attributes and searches, looks at each attribute of a template, but for the rows that say so, allocates nothing, and does
no cryptography.
";

/// The whole document.
pub(super) fn document(machine: &str, results: &Results) -> String {
    let mut text = format!("{HEAD}\n{machine}\n");
    text += &tables(results);
    text
}

/// The tables, with a reference to the plot of each.
pub(super) fn tables(results: &Results) -> String {
    let mut text = String::from(
        "## Calls and allocations\n\nExact: calls into the module, and allocations outside of it, of one operation. A test \
         asserts those of pkcs11-safe\n(benches/tests/counts.rs). The rows at the end are modules with habits, where a guess \
         fails.\n\n",
    );
    text += &counts(&results.counts);
    if let Some(instructions) = &results.instructions {
        text += "\n## Instructions\n\nOf one operation, those of the module included, under callgrind: repeatable, on one kind of \
                 processor.\n\n";
        text += "![cryptoki's instructions as a multiple of ours](benchmarks/instructions.svg)\n\n";
        text += &compared(&results.counts, instructions, |value| format!("{value:.0}"));
    }
    text += "\n## Time\n\nMedians. *Of hand* is our time as a multiple of the hand-written column's; *cryptoki of ours* is how many \
             times\nlonger cryptoki takes, so below 1 it is faster.\n";
    for (group, plot, title) in GROUPS {
        let Some((_, table)) = results.times.iter().find(|(name, _)| name == group) else { continue };
        write!(
            text,
            "\n### {title}\n\n![cryptoki's time as a multiple of ours](benchmarks/{plot}.svg)\n![our time as a multiple of \
             hand-written calls](benchmarks/{plot}-hand.svg)\n\n"
        )
        .expect("a string grows");
        text += &compared(&results.counts, table, duration);
        text += &scaling(table);
    }
    text
}

fn counts(counts: &Counts) -> String {
    let mut text = String::from(
        "| | calls by hand | pkcs11-safe | cryptoki | allocations by hand | pkcs11-safe | cryptoki |\n|---|---|---|---|---|---|---|\n",
    );
    for (row, calls) in &counts.calls.rows {
        let allocations = counts.allocations.get(row).unwrap_or_default();
        let cells: Vec<String> =
            calls.iter().chain(&allocations).map(|value| cell(*value, |value| value.to_string())).collect();
        writeln!(text, "| {} | {} |", counts.about(row), cells.join(" | ")).expect("a string grows");
    }
    text
}

/// A table of values with the two ratios that matter.
fn compared(counts: &Counts, table: &Table, show: impl Fn(f64) -> String) -> String {
    let mut text = String::from(
        "| | by hand | pkcs11-safe | cryptoki | of hand | cryptoki of ours |\n|---|---|---|---|---|---|\n",
    );
    for (row, values) in &table.rows {
        let [hand, safe, peer] = values.map(|value| cell(value, &show));
        let ratios = [ratio(values[1], values[0]), ratio(values[2], values[1])];
        let [of_hand, of_ours] = ratios.map(|value| cell(value, |value| format!("{value:.2}")));
        writeln!(text, "| {} | {hand} | {safe} | {peer} | {of_hand} | {of_ours} |", about(counts, row))
            .expect("a string grows");
    }
    text
}

/// How throughput grows with threads, if it was measured.
fn scaling(table: &Table) -> String {
    let Some(one) = table.get("threads-1") else { return String::new() };
    let mut text = String::from(
        "\nThroughput of several threads, as a multiple of one thread's:\n\n| threads | by hand | pkcs11-safe | cryptoki |\n|---|---|---|---|\n",
    );
    for (threads, count) in [("threads-2", 2.0), ("threads-4", 4.0)] {
        let Some(several) = table.get(threads) else { continue };
        let cells: Vec<String> = one
            .into_iter()
            .zip(several)
            .map(|(one, several)| cell(ratio(one, several), |value| format!("{:.2}", count * value)))
            .collect();
        writeln!(text, "| {count} | {} |", cells.join(" | ")).expect("a string grows");
    }
    text
}

/// The plots, by name: how much longer cryptoki takes, and how much longer than by hand we do.
pub(super) fn plots(results: &Results) -> Vec<(String, String)> {
    let mut plots = Vec::new();
    let mut add = |name: &str, title: String, table: &Table, above: usize, below: usize| {
        let bars: Vec<Bar<'_>> = table
            .rows
            .iter()
            .filter_map(|(row, values)| {
                Some(Bar { about: about(&results.counts, row), ratio: ratio(values[above], values[below])? })
            })
            .collect();
        plots.push((name.to_owned(), plot::bars(&title, &bars)));
    };
    if let Some(instructions) = &results.instructions {
        add("instructions", "Instructions: cryptoki's as a multiple of ours".into(), instructions, 2, 1);
    }
    for (group, name, title) in GROUPS {
        if let Some((_, table)) = results.times.iter().find(|(found, _)| found == group) {
            add(name, format!("{title}: cryptoki's time as a multiple of ours"), table, 2, 1);
            add(&format!("{name}-hand"), format!("{title}: our time as a multiple of hand-written calls"), table, 1, 0);
        }
    }
    plots
}

fn about<'r>(counts: &'r Counts, row: &'r str) -> &'r str {
    match row {
        "threads-1" => "digest 32 bytes, 1 thread",
        "threads-2" => "digest 32 bytes, 2 threads, each",
        "threads-4" => "digest 32 bytes, 4 threads, each",
        row => counts.about(row),
    }
}

fn ratio(above: Option<f64>, below: Option<f64>) -> Option<f64> {
    let (above, below) = (above?, below?);
    (above > 0.0 && below > 0.0).then(|| above / below)
}

fn cell(value: Option<f64>, show: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| "-".to_owned(), show)
}

/// Nanoseconds with a unit that suits them.
fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        short if short < 1e3 => format!("{short:.1} ns"),
        medium if medium < 1e6 => format!("{:.1} µs", medium / 1e3),
        long => format!("{:.2} ms", long / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::results;
    use crate::error::Result;

    fn results() -> Result<Results> {
        let counts = Counts::read("head\na\thand\t1\t0\tan a\na\tsafe\t1\t0\tan a\na\tpeer\t2\t3\tan a\n")?;
        let times = "null\ta\thand\t10\nnull\ta\tsafe\t20\nnull\ta\tpeer\t10\nnull\tthreads-1\tsafe\t8\nnull\tthreads-2\tsafe\t8\n";
        Ok(Results { counts, instructions: None, times: results::groups(times)? })
    }

    #[test]
    fn rows_where_the_peer_is_better_are_there_as_the_others_are() -> Result<()> {
        let text = document("- processor: x\n", &results()?);
        assert!(text.contains("| an a | 1 | 1 | 2 | 0 | 0 | 3 |"), "{text}");
        assert!(text.contains("| an a | 10.0 ns | 20.0 ns | 10.0 ns | 2.00 | 0.50 |"), "{text}");
        assert!(text.contains("| 2 | - | 2.00 | - |"), "{text}");
        Ok(())
    }

    #[test]
    fn every_plot_that_the_tables_name_is_made() -> Result<()> {
        let results = results()?;
        let names: Vec<String> =
            plots(&results).into_iter().map(|(name, _)| format!("benchmarks/{name}.svg")).collect();
        let text = tables(&results);
        let named = text.split(['(', ')']).filter(|part| part.ends_with(".svg"));
        assert!(named.into_iter().all(|name| names.iter().any(|made| made == name)), "{names:?}");
        Ok(())
    }
}
