//! Public headers that this machine has agree with pkcs11-sys, but for the differences listed here.

use std::collections::BTreeSet;
use std::env;

use pkcs11_sys::{CK_C_INITIALIZE_ARGS, CK_GCM_PARAMS, CK_ULONG, CK_VOID_PTR};

use crate::{Table, c_table, constants, layout, vendor};

/// What a header has another number for, and which.
type Differences = &'static [(&'static str, u64)];

/// Numbered before the standard was.
const RETURN_VALUES: Differences = &[
    ("CKR_EXCEEDED_MAX_ITERATIONS", 0x1c0),
    ("CKR_FIPS_SELF_TEST_FAILED", 0x1c1),
    ("CKR_LIBRARY_LOAD_FAILED", 0x1c2),
    ("CKR_PIN_TOO_WEAK", 0x1c3),
    ("CKR_PUBLIC_KEY_INVALID", 0x1c4),
];

/// Numbered by NSS before the standard had them.
const TRUST: Differences = &[
    ("CKA_TRUST_CLIENT_AUTH", 0xce53_6359),
    ("CKA_TRUST_CODE_SIGNING", 0xce53_635a),
    ("CKA_TRUST_EMAIL_PROTECTION", 0xce53_635b),
    ("CKA_TRUST_SERVER_AUTH", 0xce53_6358),
    ("CKA_TRUST_TIME_STAMPING", 0xce53_635f),
];

/// Library parameters in the arguments of `C_Initialize`.
const NSS: Differences =
    &[("size of CK_C_INITIALIZE_ARGS", (size_of::<CK_C_INITIALIZE_ARGS>() + size_of::<CK_VOID_PTR>()) as u64)];

/// A parameter without `ulIvBits`.
const OPENCRYPTOKI: Differences =
    &[("size of CK_GCM_PARAMS", (size_of::<CK_GCM_PARAMS>() - size_of::<CK_ULONG>()) as u64)];

/// Compares what the header defines with the standard and, where it has some, with a vendor's constants.
fn check(package: &str, vendor: &str, known: &[Differences], at_least: usize) {
    let Some(mut header) = c_table(&format!("public_{package}")) else {
        support::softhsm::say_skipped(format_args!("the headers of {package} are not installed or do not compile"));
        return;
    };
    let mut standard = constants::table();
    standard.extend(layout::table());
    // A header says which version it follows; that it follows an older one is no difference.
    header.retain(|name, _| !name.starts_with("CRYPTOKI_VERSION_"));
    let expected: Table = known.concat().iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    assert_eq!(differences(&header, &standard), expected, "{package} against the standard");

    let vendor = vendor::table(vendor);
    assert_eq!(differences(&header, &vendor), Table::new(), "{package} against the vendor's constants");

    let names: BTreeSet<&String> = standard.keys().chain(vendor.keys()).collect();
    let compared = header.keys().filter(|name| names.contains(name)).count();
    assert!(compared == header.len() && compared >= at_least, "{package}: {compared} of {}", header.len());
    println!("{package}: {compared} numbers compared, {} known differences", expected.len());
}

/// What both have, and the header has another number for.
fn differences(header: &Table, ours: &Table) -> Table {
    let both = header.iter().filter(|(name, _)| ours.contains_key(*name));
    both.filter(|(name, value)| ours[*name] != **value).map(|(name, value)| (name.clone(), *value)).collect()
}

/// Continuous integration installs these, and would not notice a test that skips.
fn require(package: &str) {
    let ci = env::var_os("CI").is_some_and(|value| value == "true");
    assert!(!ci || c_table(&format!("public_{package}")).is_some(), "no headers of {package} that compile");
}

#[test]
fn p11_kit_agrees() {
    require("p11_kit");
    check("p11_kit", "p11_kit", &[RETURN_VALUES, TRUST], 600);
}

#[test]
fn nss_agrees() {
    require("nss");
    check("nss", "nss", &[TRUST, NSS], 900);
}

#[test]
fn softhsm_agrees() {
    check("softhsm", "", &[RETURN_VALUES], 600);
}

#[test]
fn opencryptoki_agrees() {
    check("opencryptoki", "ibm", &[OPENCRYPTOKI], 400);
}
