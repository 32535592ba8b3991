//! Where a module differs from the standard, and why that is known.

use super::step::{About, Expected};
use pkcs11_safe::ReturnValue;

/// A difference: what the standard says, and what the module does.
pub(super) struct Difference {
    about: fn(About) -> bool,
    standard: ReturnValue,
    /// A code, or success.
    here: Result<(), ReturnValue>,
}

/// SoftHSM 2.6.1.
pub(super) const SOFTHSM: &[Difference] = &[
    // C_Logout succeeds whether or not anybody is logged in.
    Difference { about: |about| about == About::Logout, standard: ReturnValue::USER_NOT_LOGGED_IN, here: Ok(()) },
    // Keys are objects: there is one code for handles of both.
    Difference {
        about: |about| matches!(about, About::Key(_)),
        standard: ReturnValue::KEY_HANDLE_INVALID,
        here: Err(ReturnValue::OBJECT_HANDLE_INVALID),
    },
];

/// What is to be expected of a module with these differences; `met` hears of each that applies, by number.
pub(super) fn adapted(
    differences: &[Difference],
    about: About,
    expected: Expected,
    mut met: impl FnMut(usize),
) -> Expected {
    let Err(mut codes) = expected else { return Ok(()) };
    for (number, difference) in differences.iter().enumerate().filter(|(_, one)| (one.about)(about)) {
        for code in codes.iter_mut().filter(|code| **code == difference.standard) {
            met(number);
            match difference.here {
                Ok(()) => return Ok(()),
                Err(here) => *code = here,
            }
        }
    }
    Err(codes)
}
