//! What the benchmarks print, as tables: rows in the order in which they came, and three columns.

use std::fmt::Write as _;

use crate::error::{Error, Result};

/// The columns, in order.
pub(super) const COLUMNS: [&str; 3] = ["hand", "safe", "peer"];

/// A number for each row and column. Not every row has every column.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<(String, [Option<f64>; 3])>,
}

impl Table {
    pub(super) fn add(&mut self, row: &str, column: &str, value: f64) -> Result<()> {
        let index = COLUMNS.iter().position(|name| *name == column);
        let index = index.ok_or_else(|| Error::Failed(format!("there is no column {column}")))?;
        match self.rows.iter_mut().find(|(name, _)| name == row) {
            Some((_, values)) => values[index] = Some(value),
            None => {
                let mut values = [None; 3];
                values[index] = Some(value);
                self.rows.push((row.to_owned(), values));
            }
        }
        Ok(())
    }

    pub(super) fn get(&self, row: &str) -> Option<[Option<f64>; 3]> {
        self.rows.iter().find(|(name, _)| name == row).map(|(_, values)| *values)
    }
}

/// Calls and allocations, and what the rows are about.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) calls: Table,
    pub(super) allocations: Table,
    about: Vec<(String, String)>,
}

impl Counts {
    /// Reads what the counting prints.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut counts = Self::default();
        for line in text.lines().skip(1) {
            let [row, column, calls, allocations, about] = fields(line)?;
            counts.calls.add(row, column, number(calls)?)?;
            counts.allocations.add(row, column, number(allocations)?)?;
            if counts.about.last().is_none_or(|(last, _)| last != row) {
                counts.about.push((row.to_owned(), about.to_owned()));
            }
        }
        Ok(counts)
    }

    /// What a row is about, for people.
    pub(super) fn about<'c>(&'c self, row: &'c str) -> &'c str {
        self.about.iter().find(|(name, _)| name == row).map_or(row, |(_, about)| about)
    }

    /// For a terminal.
    pub(super) fn plain(&self) -> String {
        let mut text = format!("{:<66} {:>11} {:>11} {:>11}\n", "calls / allocations", "by hand", "safe", "cryptoki");
        for ((row, calls), (_, allocations)) in self.calls.rows.iter().zip(&self.allocations.rows) {
            let cell = |column: usize| match (calls[column], allocations[column]) {
                (Some(calls), Some(allocations)) => format!("{calls} / {allocations}"),
                _ => "-".into(),
            };
            let cells = [cell(0), cell(1), cell(2)];
            writeln!(text, "{:<66} {:>11} {:>11} {:>11}", self.about(row), cells[0], cells[1], cells[2])
                .expect("a string grows");
        }
        text
    }
}

/// The times of each group, in the order in which they were measured.
pub(super) fn groups(text: &str) -> Result<Vec<(String, Table)>> {
    let mut groups: Vec<(String, Table)> = Vec::new();
    for line in text.lines() {
        let [group, row, column, time] = fields(line)?;
        if groups.last().is_none_or(|(name, _)| name != group) {
            groups.push((group.to_owned(), Table::default()));
        }
        if let Some((_, table)) = groups.last_mut() {
            table.add(row, column, number(time)?)?;
        }
    }
    Ok(groups)
}

/// A line's fields, which stand between tabs.
pub(super) fn fields<const N: usize>(line: &str) -> Result<[&str; N]> {
    let fields: Vec<&str> = line.split('\t').collect();
    fields.try_into().map_err(|_| Error::Failed(format!("a benchmark printed something else: {line}")))
}

pub(super) fn number(text: &str) -> Result<f64> {
    text.parse().map_err(|_| Error::Failed(format!("a benchmark printed `{text}` for a number")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_row_by_row() -> Result<()> {
        let text =
            "row\tcolumn\tcalls\tallocations\tabout\na\tsafe\t1\t0\tan a\na\tpeer\t2\t3\tan a\nb\thand\t4\t5\ta b\n";
        let counts = Counts::read(text)?;
        assert_eq!(counts.calls.get("a"), Some([None, Some(1.0), Some(2.0)]));
        assert_eq!(counts.allocations.get("b"), Some([Some(5.0), None, None]));
        assert_eq!((counts.about("b"), counts.about("c")), ("a b", "c"));
        assert!(counts.plain().contains("2 / 3"));
        Ok(())
    }

    #[test]
    fn times_are_read_group_by_group() -> Result<()> {
        let groups = groups("x\ta\tsafe\t1.5\nx\ta\tpeer\t3\ny\ta\tsafe\t9\n")?;
        assert_eq!(groups.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(groups[0].1.get("a"), Some([None, Some(1.5), Some(3.0)]));
        Ok(())
    }

    #[test]
    fn what_is_no_result_is_an_error() {
        assert!(Counts::read("head\na\tsafe\t1\n").is_err());
        assert!(groups("x\ta\tsafe\tfast\n").is_err());
        assert!(Table::default().add("a", "nobody", 1.0).is_err());
    }
}
