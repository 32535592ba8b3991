//! CK_DATE (3.4): a date as eight ASCII digits.

use core::fmt;

/// A calendar date as the standard writes it: no time, no zone.
///
/// The parts are kept as the token gives them: a date that the calendar does not have stays what it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "CK_DATE")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date; `None` if it does not fit into four, two and two digits or the month or day cannot be.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The year, such as 2026.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// `None` where the eight bytes are no date.
    pub(crate) fn from_ascii(bytes: [u8; 8]) -> Option<Self> {
        if !bytes.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let [y1, y2, y3, y4, m1, m2, d1, d2] = bytes.map(|digit| digit - b'0');
        let year = [y1, y2, y3, y4].into_iter().fold(0, |year, digit| year * 10 + u16::from(digit));
        Self::new(year, m1 * 10 + m2, d1 * 10 + d2)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_eight_digits_both_ways() {
        let date = Date::new(2026, 11, 3).unwrap();
        assert_eq!((date.year(), date.month(), date.day()), (2026, 11, 3));
        assert_eq!(Date::from_ascii(*b"20261103"), Some(date));
        assert_eq!(date.to_string(), "2026-11-03");
    }

    #[test]
    fn what_is_no_date_gives_none() {
        for bytes in [b"00000000", b"2026113x", b"20261301", b"20261132", b"        ", &[0; 8]] {
            assert_eq!(Date::from_ascii(*bytes), None);
        }
    }
}
