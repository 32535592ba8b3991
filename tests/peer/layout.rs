//! Structs as the system's modules have them. On Windows they are packed, which a struct that is declared a second time is
//! easily not. For every struct this is asserted while compiling for the system; here, for the one that is known to have
//! been wrong, so that it can be seen without Windows.

use core::mem::offset_of;
use pkcs11_sys::{CK_BYTE_PTR, CK_ECDH1_DERIVE_PARAMS};

/// The fields of CK_ECDH1_DERIVE_PARAMS with the `unsigned long` of Windows, packed and not.
macro_rules! on_windows {
    ($name:ident, $($layout:tt)*) => {
        #[repr($($layout)*)]
        struct $name {
            kdf: u32,
            shared_len: u32,
            shared: CK_BYTE_PTR,
            public_len: u32,
            public: CK_BYTE_PTR,
        }

        impl $name {
            const OFFSETS: [usize; 6] = [
                offset_of!($name, kdf),
                offset_of!($name, shared_len),
                offset_of!($name, shared),
                offset_of!($name, public_len),
                offset_of!($name, public),
                size_of::<$name>(),
            ];
        }
    };
}

on_windows!(Packed, C, packed);
on_windows!(Loose, C);

const OFFSETS: [usize; 6] = [
    offset_of!(CK_ECDH1_DERIVE_PARAMS, kdf),
    offset_of!(CK_ECDH1_DERIVE_PARAMS, ulSharedDataLen),
    offset_of!(CK_ECDH1_DERIVE_PARAMS, pSharedData),
    offset_of!(CK_ECDH1_DERIVE_PARAMS, ulPublicDataLen),
    offset_of!(CK_ECDH1_DERIVE_PARAMS, pPublicData),
    size_of::<CK_ECDH1_DERIVE_PARAMS>(),
];

/// The row of the struct in the sources of pkcs11-sys: what is asserted for each system.
#[cfg(not(miri))] // It takes the text of a source apart: there is nothing in it for Miri to see.
fn asserted(abi: usize) -> [usize; 6] {
    let source = support::sources::read("pkcs11-sys/src/params/ecdh.rs");
    let row = source.struct_row("CK_ECDH1_DERIVE_PARAMS");
    let of_abi = |offsets: &[usize]| *offsets.get(abi).expect("an offset for each system");
    let mut offsets: Vec<_> = row.fields.iter().map(|field| of_abi(&field.offsets)).collect();
    offsets.push(row.sizes.get(abi).expect("a size for each system").0);
    offsets.try_into().expect("five fields and the size")
}

/// On Windows it is packed, elsewhere it is not; `cargo check` for the other systems asserts the rows that this reads.
#[test]
#[cfg(not(miri))] // As above.
fn the_parameter_of_ecdh_is_packed_on_windows() {
    let windows = if cfg!(target_pointer_width = "64") { 2 } else { 3 };
    assert_eq!(asserted(windows), Packed::OFFSETS);
    if cfg!(target_pointer_width = "64") {
        assert_ne!(asserted(windows), Loose::OFFSETS, "the difference matters");
    }
}

#[test]
fn the_parameter_of_ecdh_is_laid_out_as_the_system_has_it() {
    if cfg!(windows) {
        assert_eq!(OFFSETS, Packed::OFFSETS);
    } else {
        let word = size_of::<usize>();
        assert_eq!(OFFSETS, [0, word, 2 * word, 3 * word, 4 * word, 5 * word]);
    }
}
