//! The rows: every public operation that calls into a module, in the ways that differ.

mod contexts;
mod keys;
mod logins;
mod objects;
mod once;
mod reads;
mod slots;
mod streams;

use super::row::Row;

pub(crate) fn all() -> Vec<Row> {
    let rooms = [
        contexts::rows(),
        slots::rows(),
        logins::rows(),
        objects::rows(),
        reads::rows(),
        keys::rows(),
        once::rows(),
        streams::rows(),
    ];
    rooms.into_iter().flatten().collect()
}
