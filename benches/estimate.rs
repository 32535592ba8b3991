//! What criterion has found, out of the file that it writes.

use std::fs;
use std::path::Path;

/// The median of a benchmark's samples, in nanoseconds.
pub(crate) fn median(folder: &Path, group: &str, function: &str) -> f64 {
    // Criterion makes one folder of a group, whose name has a slash.
    let file = folder.join(group.replace('/', "_")).join(function).join("new/estimates.json");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let estimate = text.split_once("\"median\":").and_then(|(_, median)| {
        let (_, point) = median.split_once("\"point_estimate\":")?;
        point.split([',', '}']).next()?.trim().parse().ok()
    });
    estimate.unwrap_or_else(|| panic!("{}: no median", file.display()))
}
