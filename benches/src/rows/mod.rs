//! The rows, one file per kind of thing. In each, the three columns stand side by side.

mod attributes;
mod encodings;
mod habits;
mod operations;
mod parameters;
mod search;
mod sessions;
mod templates;

use crate::{Bed, Measure};

/// Every row.
pub fn all(bed: &mut Bed, measure: &mut impl Measure) {
    calls(bed, measure);
    encodings::all(measure);
}

/// Every row that calls into the module, if the bed can do it.
pub fn calls(bed: &mut Bed, measure: &mut impl Measure) {
    templates::passed(bed, measure);
    templates::object(bed, measure);
    attributes::all(bed, measure);
    search::all(bed, measure);
    operations::all(bed, measure);
    parameters::all(bed, measure);
    sessions::all(bed, measure);
}

/// What costs more calls on modules with habits of their own: for counting, on the null module.
pub fn habits(bed: &Bed, measure: &mut impl Measure) {
    habits::all(bed, measure);
}
