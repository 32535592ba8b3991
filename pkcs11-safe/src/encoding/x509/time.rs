//! Time (RFC 5280 4.1.2.5): UTCTime and GeneralizedTime, in the one form that DER has, to a date.

use crate::attribute::Date;
use crate::encoding::reader::{Element, Reader, tag};
use crate::error::encoding::{Error, ErrorKind, Result};

/// The date of the time that comes next. The time of day is checked and left out.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<Date> {
    let expected = tag::UTC_TIME;
    match reader.peek() {
        Some(tag::UTC_TIME) => date(&reader.element()?, 2),
        Some(tag::GENERALIZED_TIME) => date(&reader.element()?, 4),
        Some(found) => Err(reader.error(ErrorKind::Tag { expected, found })),
        None => Err(reader.error(ErrorKind::Missing { expected })),
    }
}

/// A year of so many digits, then month, day, hour, minute and second of two, and a Z.
fn date(time: &Element<'_>, year_digits: usize) -> Result<Date> {
    let malformed = || -> Error { time.error(ErrorKind::Time) };
    let [digits @ .., b'Z'] = time.content else { return Err(malformed()) };
    if digits.len() != year_digits + 10 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(malformed());
    }
    let (year, rest) = digits.split_at(year_digits);
    let year = match (year_digits, number(year)) {
        (2, year @ 50..) => 1900 + year,
        (2, year) => 2000 + year,
        (_, year) => year,
    };
    let mut rest = rest.chunks_exact(2).map(number);
    let mut next =
        |least: u16, most: u16| rest.next().filter(|part| (least..=most).contains(part)).ok_or_else(malformed);
    let month = next(1, 12)?;
    let day = next(1, days(year, month))?;
    next(0, 23)?;
    next(0, 59)?;
    next(0, 59)?;
    let byte = |part: u16| u8::try_from(part).map_err(|_| malformed());
    Date::new(year, byte(month)?, byte(day)?).ok_or_else(malformed)
}

fn number(digits: &[u8]) -> u16 {
    digits.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0'))
}

const fn days(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}
