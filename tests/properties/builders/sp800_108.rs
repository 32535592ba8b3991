//! SP 800-108: the pieces that are hashed, in any mix.

use super::expected::{buffer, ulong};
use super::seen::Seen;
use crate::inputs::{bytes, count, number};
use core::mem::offset_of;
use pkcs11_safe::Ulong;
use pkcs11_safe::mechanism::*;
use pkcs11_sys::*;
use proptest::collection::vec;
use proptest::prelude::*;
use support::module::{Field, Parameter};

/// A piece of what is hashed.
#[derive(Clone, Debug)]
enum Piece {
    LastRound,
    Bytes(Vec<u8>),
    Key(Ulong),
    Iteration(bool, usize),
    Counter(bool, usize),
    Length(bool, bool, usize),
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let plain =
        prop_oneof![Just(Piece::LastRound), bytes().prop_map(Piece::Bytes), any::<Ulong>().prop_map(Piece::Key)];
    let formats = prop_oneof![
        (any::<bool>(), count()).prop_map(|(little, bits)| Piece::Iteration(little, bits)),
        (any::<bool>(), count()).prop_map(|(little, bits)| Piece::Counter(little, bits)),
        (any::<bool>(), any::<bool>(), count())
            .prop_map(|(segments, little, bits)| { Piece::Length(segments, little, bits) }),
    ];
    // The module copies a piece byte by byte, and formats have padding, which is no byte to Miri.
    let piece = if cfg!(miri) { plain.boxed() } else { prop_oneof![plain, formats].boxed() };
    vec(piece, 0..6)
}

/// What the pieces point to.
enum Format {
    None,
    Counter(CounterFormat),
    Length(LengthFormat),
}

impl Piece {
    fn format(&self) -> Format {
        match *self {
            Self::Iteration(little, bits) | Self::Counter(little, bits) => {
                let format = CounterFormat::new(bits);
                Format::Counter(if little { format.little_endian() } else { format })
            }
            Self::Length(segments, little, bits) => {
                let new = if segments { LengthFormat::sum_of_segments } else { LengthFormat::sum_of_keys };
                Format::Length(if little { new(bits).little_endian() } else { new(bits) })
            }
            _ => Format::None,
        }
    }

    fn data<'a>(&'a self, format: &'a Format) -> PrfData<'a> {
        match (self, format) {
            (Self::Bytes(bytes), _) => PrfData::bytes(bytes),
            (Self::Key(key), _) => PrfData::key(key),
            (Self::Iteration(..), Format::Counter(format)) => PrfData::iteration_counter(format),
            (Self::Counter(..), Format::Counter(format)) => PrfData::counter(format),
            (Self::Length(..), Format::Length(format)) => PrfData::length(format),
            _ => PrfData::last_round(),
        }
    }

    /// Asserts that a piece arrived.
    #[track_caller]
    fn assert(&self, arrived: &Parameter) {
        let kind = match self {
            Self::LastRound | Self::Iteration(..) => CK_SP800_108_ITERATION_VARIABLE,
            Self::Bytes(_) => CK_SP800_108_BYTE_ARRAY,
            Self::Key(_) => CK_SP800_108_KEY_HANDLE,
            Self::Counter(..) => CK_SP800_108_COUNTER,
            Self::Length(..) => CK_SP800_108_DKM_LENGTH,
        };
        assert_eq!((arrived.structure, arrived.number("type_")), (Some("CK_PRF_DATA_PARAM"), Some(kind)));
        let at = |offset: usize| {
            let bytes = arrived.buffer("pValue").and_then(|bytes| bytes.get(offset..offset + size_of::<Ulong>()));
            Ulong::from_ne_bytes(bytes.expect("is there").try_into().expect("is as long"))
        };
        let flag = |offset: usize| arrived.buffer("pValue").expect("is there")[offset];
        match self {
            Self::LastRound => assert_eq!(arrived.field("pValue"), Some(&Field::Bytes(None))),
            Self::Bytes(bytes) => assert_eq!(arrived.field("pValue"), Some(&buffer(bytes))),
            Self::Key(key) => assert_eq!(at(0), *key),
            Self::Iteration(little, bits) | Self::Counter(little, bits) => {
                assert_eq!(flag(offset_of!(CK_SP800_108_COUNTER_FORMAT, bLittleEndian)), u8::from(*little));
                assert_eq!(at(offset_of!(CK_SP800_108_COUNTER_FORMAT, ulWidthInBits)), ulong(*bits));
            }
            Self::Length(segments, little, bits) => {
                let method = if *segments {
                    CK_SP800_108_DKM_LENGTH_SUM_OF_SEGMENTS
                } else {
                    CK_SP800_108_DKM_LENGTH_SUM_OF_KEYS
                };
                assert_eq!(at(offset_of!(CK_SP800_108_DKM_LENGTH_FORMAT, dkmLengthMethod)), method);
                assert_eq!(flag(offset_of!(CK_SP800_108_DKM_LENGTH_FORMAT, bLittleEndian)), u8::from(*little));
                assert_eq!(at(offset_of!(CK_SP800_108_DKM_LENGTH_FORMAT, ulWidthInBits)), ulong(*bits));
            }
        }
    }
}

/// Asserts that the pieces, and no additional keys, arrived.
#[track_caller]
fn assert_pieces(parameter: &Parameter, prf: Ulong, pieces: &[Piece]) {
    assert_eq!(parameter.number("prfType"), Some(prf));
    assert_eq!(parameter.number("ulNumberOfDataParams"), Some(ulong(pieces.len())));
    assert_eq!(parameter.number("ulAdditionalDerivedKeys"), Some(0));
    assert_eq!(parameter.field("pAdditionalDerivedKeys"), Some(&Field::List(Vec::new())));
    let Some(Field::List(arrived)) = parameter.field("pDataParams") else { panic!("{parameter:?}") };
    assert_eq!(arrived.len(), pieces.len());
    for (piece, arrived) in pieces.iter().zip(arrived) {
        piece.assert(arrived);
    }
}

pub(super) fn sp800_108(seen: &Seen) {
    seen.property((number(), pieces(), any::<bool>()), |(prf, pieces, twice)| {
        let formats: Vec<_> = pieces.iter().map(Piece::format).collect();
        let data: Vec<_> = pieces.iter().zip(&formats).map(|(piece, format)| piece.data(format)).collect();
        let (builder, name) = if twice {
            (Sp800_108Kdf::double_pipeline(prf.into(), &data), "CKM_SP800_108_DOUBLE_PIPELINE_KDF")
        } else {
            (Sp800_108Kdf::counter(prf.into(), &data), "CKM_SP800_108_COUNTER_KDF")
        };
        seen.is_with(&builder, name, |parameter| {
            assert_eq!((parameter.structure, parameter.fields.len()), (Some("CK_SP800_108_KDF_PARAMS"), 5));
            assert_pieces(parameter, prf, &pieces);
        });
    });
}

pub(super) fn sp800_108_feedback(seen: &Seen) {
    seen.property((number(), pieces(), bytes()), |(prf, pieces, iv)| {
        let formats: Vec<_> = pieces.iter().map(Piece::format).collect();
        let data: Vec<_> = pieces.iter().zip(&formats).map(|(piece, format)| piece.data(format)).collect();
        let builder = Sp800_108FeedbackKdf::new(prf.into(), &data).iv(&iv);
        seen.is_with(&builder, "CKM_SP800_108_FEEDBACK_KDF", |parameter| {
            assert_eq!((parameter.structure, parameter.fields.len()), (Some("CK_SP800_108_FEEDBACK_KDF_PARAMS"), 7));
            assert_pieces(parameter, prf, &pieces);
            assert_eq!(parameter.field("pIV"), Some(&buffer(&iv)));
            assert_eq!(parameter.number("ulIVLen"), Some(ulong(iv.len())));
        });
    });
}
