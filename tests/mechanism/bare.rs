//! Every mechanism of the standard by its number, with its name.

use pkcs11_safe::{Mechanism, MechanismType};

macro_rules! rows {
    ({} $($c_name:ident $short:ident $number:expr;)*) => {
        &[$((stringify!($c_name), pkcs11_sys::$c_name, $number, MechanismType::$short)),*]
    };
}

/// Name, the sys crate's constant, the number in its row, the safe crate's constant.
type Row = (&'static str, pkcs11_sys::CK_MECHANISM_TYPE, pkcs11_sys::CK_MECHANISM_TYPE, MechanismType);

const ROWS: &[Row] = pkcs11_sys::with_ckm!(rows {});

#[test]
fn every_mechanism_of_the_standard_is_reached_by_number_and_prints_its_name() {
    assert!(ROWS.len() > 450, "there are {} rows", ROWS.len());
    for (c_name, constant, number, named) in ROWS {
        assert_eq!((*constant, named.raw()), (*number, *number), "{c_name}");
        let mechanism = Mechanism::bare(MechanismType::new(*number));
        assert_eq!(mechanism.mechanism_type(), *named, "{c_name}");
        // Where a number has two names, today's is printed.
        let name = mechanism.mechanism_type().name().expect("has a name");
        let first = ROWS.iter().find(|row| row.2 == *number).expect("has a row");
        assert_eq!((name, format!("{mechanism:?}").as_str()), (first.0, first.0));
    }
}

#[test]
fn a_number_that_the_standard_does_not_know_is_a_mechanism_all_the_same() {
    let mechanism = Mechanism::bare(MechanismType::new(0x8000_0142));
    assert_eq!((mechanism.mechanism_type().raw(), mechanism.mechanism_type().name()), (0x8000_0142, None));
    assert_eq!(format!("{mechanism:?}"), "0x80000142");
}

#[test]
fn every_mechanism_reaches_a_module_as_its_number_with_a_null() {
    let claim = support::module::claim();
    let session = crate::recorded::session(&claim);
    claim.record();
    for (c_name, _, number, _) in ROWS {
        claim.clear();
        // Whatever the module thinks of it: most are not for digests.
        let _ = session.digest(Mechanism::bare(MechanismType::new(*number)), b"data");
        let calls = claim.calls_of("C_DigestInit");
        let received = calls.first().and_then(|call| call.mechanism.as_ref()).expect("was given a mechanism");
        assert_eq!((received.type_, received.parameter.null), (*number, true), "{c_name}");
    }
}
