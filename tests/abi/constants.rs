//! Every constant of the standard has the value that C gives it.

use crate::{Table, assert_same, c_table};

/// How many integer constants PKCS #11 3.2 defines.
const COUNT: usize = 1052;

macro_rules! push {
    ({ $rows:ident } $($name:ident $short:ident $value:expr;)*) => {
        $rows.extend([$((stringify!($name), stringify!($short), pkcs11_sys::$name as u64)),*]);
    };
}

macro_rules! collect {
    ($rows:ident: $($list:ident)*) => { $(pkcs11_sys::$list!(push { $rows });)* };
}

/// Name, short name and value of every row of every list.
#[rustfmt::skip]
fn rows() -> Vec<(&'static str, &'static str, u64)> {
    let mut rows = Vec::new();
    collect!(rows:
        with_cka with_ckc with_ckd with_ckk with_ckm with_ckn with_cko with_ckr with_ckt with_cku
        with_ckf_attribute with_ckf_cancel with_ckf_hkdf_salt with_ckf_initialize with_ckf_interface with_ckf_mechanism
        with_ckf_message with_ckf_otp with_ckf_session with_ckf_slot with_ckf_token with_ckf_wait
        with_ckg_generator with_ckg_mgf
        with_ckh_hedge with_ckh_hw_feature
        with_ckp_ml_dsa with_ckp_ml_kem with_ckp_prf with_ckp_profile with_ckp_slh_dsa
        with_cks_state with_cks_validation
        with_ckv_authority with_ckv_type
        with_ckz_oaep with_ckz_salt
        with_bool with_ck_bool with_ck_special with_cryptoki_version
        with_ck_certificate_category with_ck_security_domain
        with_ck_otp with_ck_otp_format with_ck_otp_requirement
        with_ck_sp800_108 with_ck_sp800_108_dkm_length
    );
    rows
}

pub(crate) fn table() -> Table {
    rows().into_iter().map(|(name, _, value)| (name.to_owned(), value)).collect()
}

#[test]
fn constants_have_the_values_of_c() {
    let c = c_table("constants").expect("build.rs compiles it");
    assert_eq!(c.len(), COUNT);
    assert_same(&c, &table());
}

#[test]
fn each_constant_stands_in_one_row() {
    assert_eq!(rows().len(), COUNT);
    assert_eq!(table().len(), COUNT);
}

#[test]
fn short_names_are_the_ends_of_names() {
    for (name, short, _) in rows() {
        let prefix = name.strip_suffix(short).unwrap_or_else(|| panic!("{short} is no end of {name}"));
        assert!(prefix.is_empty() || prefix.ends_with('_'), "{name}, {short}");
    }
}
