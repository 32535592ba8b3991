//! Every vendor's constants have the values of its header in vendor-headers/.

use std::fs;

use crate::{Table, assert_same, c_table};

/// How many constants the vendors have together.
const COUNT: usize = 986;

macro_rules! insert {
    ({ $table:ident $vendor:ident } $($(#[$meta:meta])* $name:ident: $type:ty = $value:expr;)*) => {
        $(
            let twice = $table.insert(stringify!($name).to_owned(), pkcs11_sys::vendor::$vendor::$name as u64);
            assert!(twice.is_none(), "{} is there twice", stringify!($name));
        )*
    };
}

macro_rules! vendors {
    ($($vendor:ident $list:ident;)*) => {
        const VENDORS: &[&str] = &[$(stringify!($vendor)),*];

        /// The constants of a vendor, or nothing where there is no such vendor.
        pub(crate) fn table(vendor: &str) -> Table {
            let mut table = Table::new();
            match vendor {
                $(stringify!($vendor) => { pkcs11_sys::$list!(insert { table $vendor }); })*
                _ => {}
            }
            table
        }
    };
}

vendors! {
    cloudhsm        with_vendor_cloudhsm;
    ibm             with_vendor_ibm;
    kryoptic        with_vendor_kryoptic;
    luna            with_vendor_luna;
    nshield         with_vendor_nshield;
    nss             with_vendor_nss;
    opensc          with_vendor_opensc;
    p11_kit         with_vendor_p11_kit;
    protect_toolkit with_vendor_protect_toolkit;
    rutoken         with_vendor_rutoken;
    smartcard_hsm   with_vendor_smartcard_hsm;
    tc26            with_vendor_tc26;
    utimaco         with_vendor_utimaco;
    yubico          with_vendor_yubico;
}

#[test]
fn vendor_constants_have_the_values_of_c() {
    for vendor in VENDORS {
        let c = c_table(&format!("vendor_{vendor}")).unwrap_or_else(|| panic!("vendor-headers/{vendor}.h is missing"));
        assert_same(&c, &table(vendor));
    }
    assert_eq!(VENDORS.iter().map(|vendor| table(vendor).len()).sum::<usize>(), COUNT);
}

#[test]
fn each_vendor_has_a_module_and_a_header() {
    let rooms = [("vendor-headers", ".h", "pkcs11"), ("pkcs11-sys/src/vendor", ".rs", "mod")];
    for (directory, extension, besides) in rooms {
        let entries = fs::read_dir(directory).expect("tests run at the root of the workspace");
        let names = entries.map(|entry| entry.expect("a readable directory").file_name().into_string().expect("UTF-8"));
        let mut names: Vec<String> = names.filter_map(|name| Some(name.strip_suffix(extension)?.to_owned())).collect();
        names.retain(|name| name != besides);
        names.sort();
        assert_eq!(names, VENDORS, "{directory}");
    }
}
