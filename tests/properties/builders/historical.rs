//! RC2 and RC5.

use super::expected::{Expected, Fields};
use super::seen::Seen;
use crate::inputs::{bytes, count};
use pkcs11_safe::mechanism::*;
use proptest::prelude::*;

pub(super) fn rc2_cbc(seen: &Seen) {
    seen.property((count(), any::<[u8; 8]>()), |(bits, iv)| {
        let fields = Fields::new("CK_RC2_CBC_PARAMS").count("ulEffectiveBits", bits).a("iv", &iv);
        seen.is(&Rc2Cbc::new(bits, &iv), &Expected::of("CKM_RC2_CBC", fields.clone()));
        seen.is(&Rc2Cbc::padded(bits, &iv), &Expected::of("CKM_RC2_CBC_PAD", fields));
    });
}

pub(super) fn rc2_mac(seen: &Seen) {
    seen.property((count(), count()), |(bits, length)| {
        let fields = Fields::new("CK_RC2_MAC_GENERAL_PARAMS").count("ulEffectiveBits", bits);
        let expected = Expected::of("CKM_RC2_MAC_GENERAL", fields.count("ulMacLength", length));
        seen.is(&Rc2MacGeneral::new(bits, length), &expected);
    });
}

fn rc5_params(name: &'static str, word: usize, rounds: usize) -> Fields {
    Fields::new(name).count("ulWordsize", word).count("ulRounds", rounds)
}

pub(super) fn rc5(seen: &Seen) {
    seen.property((count(), count()), |(word, rounds)| {
        let fields = rc5_params("CK_RC5_PARAMS", word, rounds);
        seen.is(&Rc5::ecb(word, rounds), &Expected::of("CKM_RC5_ECB", fields.clone()));
        seen.is(&Rc5::mac(word, rounds), &Expected::of("CKM_RC5_MAC", fields));
    });
}

pub(super) fn rc5_cbc(seen: &Seen) {
    seen.property((count(), count(), bytes()), |(word, rounds, iv)| {
        let fields = rc5_params("CK_RC5_CBC_PARAMS", word, rounds).b("pIv", "ulIvLen", &iv);
        seen.is(&Rc5Cbc::new(word, rounds, &iv), &Expected::of("CKM_RC5_CBC", fields.clone()));
        seen.is(&Rc5Cbc::padded(word, rounds, &iv), &Expected::of("CKM_RC5_CBC_PAD", fields));
    });
}

pub(super) fn rc5_mac(seen: &Seen) {
    seen.property((count(), count(), count()), |(word, rounds, length)| {
        let fields = rc5_params("CK_RC5_MAC_GENERAL_PARAMS", word, rounds).count("ulMacLength", length);
        seen.is(&Rc5MacGeneral::new(word, rounds, length), &Expected::of("CKM_RC5_MAC_GENERAL", fields));
    });
}
