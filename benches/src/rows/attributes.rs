//! Reading attributes: typed, into a buffer, and by number.

use crate::bed::call;
use crate::hand::{into_bytes, into_scalar, value};
use crate::{Bed, Column, Measure, Row};
use cryptoki::object::AttributeType as Peer;
use pkcs11_safe::{AttributeType, attribute as attr};
use pkcs11_sys::*;
use std::hint::black_box;

const FIXED_1: Row = Row { id: "get-1-fixed", about: "read 1 fixed attribute" };
const FIXED_5: Row = Row { id: "get-5-fixed", about: "read 5 fixed attributes, typed" };
const VARIABLE_1: Row = Row { id: "get-1-variable", about: "read 1 variable attribute, owned" };
const MIXED_5: Row = Row { id: "get-5-mixed", about: "read 5 mixed attributes, owned" };
const MIXED_10: Row = Row { id: "get-10-mixed", about: "read 10 mixed attributes, owned" };
const MIXED_10_IN: Row = Row { id: "get-10-mixed-buffer", about: "read 10 mixed attributes, into a buffer" };
const MIXED_10_DYNAMIC: Row = Row { id: "get-10-mixed-dynamic", about: "read 10 mixed attributes, by number" };
const HALF: Row = Row { id: "get-10-half", about: "read 10 attributes by number, 1 sensitive and 1 invalid" };

pub(super) fn all(bed: &Bed, measure: &mut impl Measure) {
    fixed(bed, measure);
    variable(bed, measure);
    mixed_5(bed, measure);
    mixed_10(bed, measure);
    dynamic(bed, measure, &MIXED_10_DYNAMIC, &TEN, &TEN_PEER);
    dynamic(bed, measure, &HALF, &TEN_HALF, &TEN_HALF_PEER);
}

fn fixed(bed: &Bed, measure: &mut impl Measure) {
    let (hand, key) = (bed.hand, bed.key);
    measure.column(&FIXED_1, Column::Hand, || {
        let mut key_type: CK_ULONG = 0;
        let mut template = [into_scalar(CKA_KEY_TYPE, &mut key_type)];
        call!(hand, C_GetAttributeValue(hand.session, key.raw, template.as_mut_ptr(), 1));
        black_box(key_type);
    });
    measure.column(&FIXED_1, Column::Safe, || {
        black_box(bed.safe.get(key.safe, attr::KEY_TYPE).expect("read"));
    });
    measure.column(&FIXED_1, Column::Peer, || {
        black_box(bed.peer.get_attributes(key.peer, &[Peer::KeyType]).expect("read"));
    });

    measure.column(&FIXED_5, Column::Hand, || {
        let (mut class, mut key_type): (CK_ULONG, CK_ULONG) = (0, 0);
        let (mut token, mut private, mut sign): (CK_BBOOL, CK_BBOOL, CK_BBOOL) = (0, 0, 0);
        let mut template = [
            into_scalar(CKA_CLASS, &mut class),
            into_scalar(CKA_KEY_TYPE, &mut key_type),
            into_scalar(CKA_TOKEN, &mut token),
            into_scalar(CKA_PRIVATE, &mut private),
            into_scalar(CKA_SIGN, &mut sign),
        ];
        call!(hand, C_GetAttributeValue(hand.session, key.raw, template.as_mut_ptr(), 5));
        black_box((class, key_type, token, private, sign));
    });
    measure.column(&FIXED_5, Column::Safe, || {
        let query = (attr::CLASS, attr::KEY_TYPE, attr::TOKEN, attr::PRIVATE, attr::SIGN);
        black_box(bed.safe.get(key.safe, query).expect("read"));
    });
    measure.column(&FIXED_5, Column::Peer, || {
        let query = [Peer::Class, Peer::KeyType, Peer::Token, Peer::Private, Peer::Sign];
        black_box(bed.peer.get_attributes(key.peer, &query).expect("read"));
    });
}

fn variable(bed: &Bed, measure: &mut impl Measure) {
    let (hand, key) = (bed.hand, bed.key);
    measure.column(&VARIABLE_1, Column::Hand, || {
        let mut label = [0; 256];
        let mut template = [into_bytes(CKA_LABEL, &mut label)];
        call!(hand, C_GetAttributeValue(hand.session, key.raw, template.as_mut_ptr(), 1));
        black_box(String::from_utf8(value(&label, &template[0]).to_vec()).expect("text"));
    });
    measure.column(&VARIABLE_1, Column::Safe, || {
        black_box(bed.safe.get(key.safe, attr::LABEL).expect("read"));
    });
    measure.column(&VARIABLE_1, Column::Peer, || {
        black_box(bed.peer.get_attributes(key.peer, &[Peer::Label]).expect("read"));
    });
}

fn mixed_5(bed: &Bed, measure: &mut impl Measure) {
    let (hand, key) = (bed.hand, bed.key);
    measure.column(&MIXED_5, Column::Hand, || {
        let (mut class, mut key_type): (CK_ULONG, CK_ULONG) = (0, 0);
        let (mut label, mut id, mut curve) = ([0; 256], [0; 64], [0; 64]);
        let mut template = [
            into_scalar(CKA_CLASS, &mut class),
            into_scalar(CKA_KEY_TYPE, &mut key_type),
            into_bytes(CKA_LABEL, &mut label),
            into_bytes(CKA_ID, &mut id),
            into_bytes(CKA_EC_PARAMS, &mut curve),
        ];
        call!(hand, C_GetAttributeValue(hand.session, key.raw, template.as_mut_ptr(), 5));
        let label = String::from_utf8(value(&label, &template[2]).to_vec()).expect("text");
        let (id, curve) = (value(&id, &template[3]).to_vec(), value(&curve, &template[4]).to_vec());
        black_box((class, key_type, label, id, curve));
    });
    measure.column(&MIXED_5, Column::Safe, || {
        let query = (attr::CLASS, attr::KEY_TYPE, attr::LABEL, attr::ID, attr::EC_PARAMS);
        black_box(bed.safe.get(key.safe, query).expect("read"));
    });
    measure.column(&MIXED_5, Column::Peer, || {
        let query = [Peer::Class, Peer::KeyType, Peer::Label, Peer::Id, Peer::EcParams];
        black_box(bed.peer.get_attributes(key.peer, &query).expect("read"));
    });
}

/// Six of a fixed size, four of any.
pub(super) const TEN: [CK_ATTRIBUTE_TYPE; 10] = [
    CKA_CLASS,
    CKA_KEY_TYPE,
    CKA_TOKEN,
    CKA_PRIVATE,
    CKA_SIGN,
    CKA_DERIVE,
    CKA_LABEL,
    CKA_ID,
    CKA_EC_PARAMS,
    CKA_SUBJECT,
];

pub(super) const TEN_PEER: [Peer; 10] = [
    Peer::Class,
    Peer::KeyType,
    Peer::Token,
    Peer::Private,
    Peer::Sign,
    Peer::Derive,
    Peer::Label,
    Peer::Id,
    Peer::EcParams,
    Peer::Subject,
];

/// An EC key has no modulus, and its value is sensitive.
pub(super) const TEN_HALF: [CK_ATTRIBUTE_TYPE; 10] = {
    let mut ten = TEN;
    (ten[2], ten[9]) = (CKA_MODULUS_BITS, CKA_VALUE);
    ten
};

pub(super) const TEN_HALF_PEER: [Peer; 10] = {
    let mut ten = TEN_PEER;
    (ten[2], ten[9]) = (Peer::ModulusBits, Peer::Value);
    ten
};

/// By hand: places for numbers and bytes, and one call.
#[derive(Clone)]
struct Places {
    numbers: [CK_ULONG; 3],
    flags: [CK_BBOOL; 4],
    label: [u8; 256],
    id: [u8; 64],
    curve: [u8; 64],
    subject: [u8; 512],
}

impl Places {
    const EMPTY: Self =
        Self { numbers: [0; 3], flags: [0; 4], label: [0; 256], id: [0; 64], curve: [0; 64], subject: [0; 512] };

    fn template(&mut self, types: &[CK_ATTRIBUTE_TYPE; 10]) -> [CK_ATTRIBUTE; 10] {
        let [class, key_type, bits] = &mut self.numbers;
        let [token, private, sign, derive] = &mut self.flags;
        let third = if types[2] == CKA_TOKEN { into_scalar(types[2], token) } else { into_scalar(types[2], bits) };
        [
            into_scalar(types[0], class),
            into_scalar(types[1], key_type),
            third,
            into_scalar(types[3], private),
            into_scalar(types[4], sign),
            into_scalar(types[5], derive),
            into_bytes(types[6], &mut self.label),
            into_bytes(types[7], &mut self.id),
            into_bytes(types[8], &mut self.curve),
            into_bytes(types[9], &mut self.subject),
        ]
    }
}

fn mixed_10(bed: &Bed, measure: &mut impl Measure) {
    let (hand, key) = (bed.hand, bed.key);
    measure.column(&MIXED_10, Column::Hand, || {
        let mut places = Places::EMPTY;
        let mut template = places.template(&TEN);
        call!(hand, C_GetAttributeValue(hand.session, key.raw, template.as_mut_ptr(), 10));
        let label = String::from_utf8(value(&places.label, &template[6]).to_vec()).expect("text");
        let (id, curve) = (value(&places.id, &template[7]).to_vec(), value(&places.curve, &template[8]).to_vec());
        black_box((places.numbers, places.flags, label, id, curve, value(&places.subject, &template[9]).to_vec()));
    });
    let numbers = (attr::CLASS, attr::KEY_TYPE, attr::TOKEN, attr::PRIVATE, attr::SIGN, attr::DERIVE);
    let query = (numbers, attr::LABEL, attr::ID, attr::EC_PARAMS, attr::SUBJECT);
    measure.column(&MIXED_10, Column::Safe, || {
        black_box(bed.safe.get(key.safe, query).expect("read"));
    });
    measure.column(&MIXED_10, Column::Peer, || {
        black_box(bed.peer.get_attributes(key.peer, &TEN_PEER).expect("read"));
    });

    let mut places = Places::EMPTY;
    measure.column(&MIXED_10_IN, Column::Hand, || {
        let mut template = places.template(&TEN);
        call!(hand, C_GetAttributeValue(hand.session, key.raw, template.as_mut_ptr(), 10));
        let label = str::from_utf8(value(&places.label, &template[6])).expect("text");
        let (id, curve) = (value(&places.id, &template[7]), value(&places.curve, &template[8]));
        black_box((&places.numbers, &places.flags, label, id, curve, value(&places.subject, &template[9])));
    });
    let mut buffer = [0; 1024];
    measure.column(&MIXED_10_IN, Column::Safe, || {
        black_box(bed.safe.get_in(key.safe, query, &mut buffer).expect("read"));
    });
    // cryptoki reads into memory of its own alone.
    measure.column(&MIXED_10_IN, Column::Peer, || {
        black_box(bed.peer.get_attributes(key.peer, &TEN_PEER).expect("read"));
    });
}

/// Attributes by number, each with its value or the reason why there is none; cryptoki leaves out what it has not got.
fn dynamic(bed: &Bed, measure: &mut impl Measure, row: &Row, types: &[CK_ATTRIBUTE_TYPE; 10], peer: &[Peer; 10]) {
    let (hand, key) = (bed.hand, bed.key);
    measure.column(row, Column::Hand, || {
        let mut places = Places::EMPTY;
        let mut template = places.template(types);
        let get = hand.list.C_GetAttributeValue.expect("the module has it");
        // SAFETY: each pointer leads into `places`, with the length beside it, and nobody else uses that meanwhile.
        let rv = unsafe { get(hand.session, key.raw, template.as_mut_ptr(), 10) };
        assert!(matches!(rv, CKR_OK | CKR_ATTRIBUTE_SENSITIVE | CKR_ATTRIBUTE_TYPE_INVALID));
        let label = value(&places.label, &template[6]).to_vec();
        let (id, curve) = (value(&places.id, &template[7]).to_vec(), value(&places.curve, &template[8]).to_vec());
        black_box((places.numbers, places.flags, label, id, curve, value(&places.subject, &template[9]).to_vec()));
    });
    let safe = types.map(AttributeType::new);
    measure.column(row, Column::Safe, || {
        black_box(bed.safe.attributes(key.safe, &safe).expect("read"));
    });
    measure.column(row, Column::Peer, || {
        black_box(bed.peer.get_attributes(key.peer, peer).expect("read"));
    });
}
