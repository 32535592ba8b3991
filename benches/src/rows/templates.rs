//! Templates: built and passed in one call.

use crate::bed::call;
use crate::{Bed, Column, Measure, Row};
use cryptoki::object as peer;
use pkcs11_null::Setting;
use pkcs11_safe::{Attribute, KeyType, ObjectClass, attribute as attr};
use pkcs11_sys::*;
use std::hint::black_box;

const BUILT: Row = Row { id: "template-12-built", about: "template of 12, built inside" };
const PREBUILT: Row = Row { id: "template-12-prebuilt", about: "template of 12, prebuilt" };
const BUILT_UNREAD: Row = Row { id: "template-12-built-unread", about: "template of 12, built inside, not looked at" };
const PREBUILT_UNREAD: Row =
    Row { id: "template-12-prebuilt-unread", about: "template of 12, prebuilt, not looked at" };
const OBJECT: Row = Row { id: "object", about: "create an object of 4 attributes and destroy it" };

const LABEL: &str = "My EC Keypair";
const ID: [u8; 20] = [7; 20];
const P256: [u8; 10] = *b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";

/// What a hand-written template points to.
struct Values {
    class: CK_ULONG,
    key_type: CK_ULONG,
    yes: CK_BBOOL,
    no: CK_BBOOL,
}

const VALUES: Values = Values { class: CKO_PRIVATE_KEY, key_type: CKK_EC, yes: CK_TRUE, no: CK_FALSE };

#[inline(always)]
fn by_hand(values: &Values, label: &str, id: &[u8], curve: &[u8]) -> [CK_ATTRIBUTE; 12] {
    [
        CK_ATTRIBUTE::scalar(CKA_CLASS, &values.class),
        CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &values.key_type),
        CK_ATTRIBUTE::scalar(CKA_TOKEN, &values.yes),
        CK_ATTRIBUTE::scalar(CKA_PRIVATE, &values.yes),
        CK_ATTRIBUTE::bytes(CKA_LABEL, label.as_bytes()),
        CK_ATTRIBUTE::bytes(CKA_ID, id),
        CK_ATTRIBUTE::scalar(CKA_SENSITIVE, &values.yes),
        CK_ATTRIBUTE::scalar(CKA_EXTRACTABLE, &values.no),
        CK_ATTRIBUTE::scalar(CKA_SIGN, &values.yes),
        CK_ATTRIBUTE::scalar(CKA_DERIVE, &values.yes),
        CK_ATTRIBUTE::scalar(CKA_DECRYPT, &values.no),
        CK_ATTRIBUTE::bytes(CKA_EC_PARAMS, curve),
    ]
}

#[inline(always)]
fn by_safe<'a>(label: &'a str, id: &'a [u8], curve: &'a [u8]) -> [Attribute<'a>; 12] {
    [
        attr::CLASS.is(ObjectClass::PRIVATE_KEY),
        attr::KEY_TYPE.is(KeyType::EC),
        attr::TOKEN.is(true),
        attr::PRIVATE.is(true),
        attr::LABEL.is(label),
        attr::ID.is(id),
        attr::SENSITIVE.is(true),
        attr::EXTRACTABLE.is(false),
        attr::SIGN.is(true),
        attr::DERIVE.is(true),
        attr::DECRYPT.is(false),
        attr::EC_PARAMS.is(curve),
    ]
}

#[inline(always)]
fn by_peer(label: &str, id: &[u8], curve: &[u8]) -> [peer::Attribute; 12] {
    [
        peer::Attribute::Class(peer::ObjectClass::PRIVATE_KEY),
        peer::Attribute::KeyType(peer::KeyType::EC),
        peer::Attribute::Token(true),
        peer::Attribute::Private(true),
        peer::Attribute::Label(label.into()),
        peer::Attribute::Id(id.to_vec()),
        peer::Attribute::Sensitive(true),
        peer::Attribute::Extractable(false),
        peer::Attribute::Sign(true),
        peer::Attribute::Derive(true),
        peer::Attribute::Decrypt(false),
        peer::Attribute::EcParams(curve.to_vec()),
    ]
}

/// The values, as a program has them: not known to the compiler.
fn values() -> (&'static str, &'static [u8], &'static [u8]) {
    (black_box(LABEL), black_box(&ID), black_box(&P256))
}

/// Templates built inside and before, for the module that looks at each attribute and for one that does nothing at all.
pub(super) fn passed(bed: &Bed, measure: &mut impl Measure) {
    let Some(null) = &bed.null else { return };
    built(bed, measure, &BUILT);
    prebuilt(bed, measure, &PREBUILT);
    null.with(Setting::Unread, 1, 0, || {
        built(bed, measure, &BUILT_UNREAD);
        prebuilt(bed, measure, &PREBUILT_UNREAD);
    });
}

fn built(bed: &Bed, measure: &mut impl Measure, row: &Row) {
    let hand = bed.hand;
    measure.column(row, Column::Hand, || {
        let (label, id, curve) = values();
        let mut template = by_hand(&VALUES, label, id, curve);
        let mut object = 0;
        call!(hand, C_CreateObject(hand.session, template.as_mut_ptr(), 12, &raw mut object));
        black_box(object);
    });
    measure.column(row, Column::Safe, || {
        let (label, id, curve) = values();
        black_box(bed.safe.create_object(&by_safe(label, id, curve)).expect("created").handle());
    });
    measure.column(row, Column::Peer, || {
        let (label, id, curve) = values();
        black_box(bed.peer.create_object(&by_peer(label, id, curve)).expect("created"));
    });
}

fn prebuilt(bed: &Bed, measure: &mut impl Measure, row: &Row) {
    let hand = bed.hand;
    let (label, id, curve) = values();
    let mut template = by_hand(&VALUES, label, id, curve);
    measure.column(row, Column::Hand, || {
        let template: &mut [_; 12] = black_box(&mut template);
        let mut object = 0;
        call!(hand, C_CreateObject(hand.session, template.as_mut_ptr(), 12, &raw mut object));
        black_box(object);
    });
    let template = by_safe(label, id, curve);
    measure.column(row, Column::Safe, || {
        let template: &[_; 12] = black_box(&template);
        black_box(bed.safe.create_object(template).expect("created").handle());
    });
    let template = by_peer(label, id, curve);
    measure.column(row, Column::Peer, || {
        let template: &[_; 12] = black_box(&template);
        black_box(bed.peer.create_object(template).expect("created"));
    });
}

pub(super) fn object(bed: &Bed, measure: &mut impl Measure) {
    let hand = bed.hand;
    let class = CKO_DATA;
    measure.column(&OBJECT, Column::Hand, || {
        let (label, id, _) = values();
        let mut template = [
            CK_ATTRIBUTE::scalar(CKA_CLASS, &class),
            CK_ATTRIBUTE::scalar(CKA_TOKEN, &CK_FALSE),
            CK_ATTRIBUTE::bytes(CKA_LABEL, label.as_bytes()),
            CK_ATTRIBUTE::bytes(CKA_VALUE, id),
        ];
        let mut object = 0;
        call!(hand, C_CreateObject(hand.session, template.as_mut_ptr(), 4, &raw mut object));
        call!(hand, C_DestroyObject(hand.session, object));
    });
    measure.column(&OBJECT, Column::Safe, || {
        let (label, id, _) = values();
        let class = attr::CLASS.is(ObjectClass::DATA);
        let template = [class, attr::TOKEN.is(false), attr::LABEL.is(label), attr::VALUE.is(id)];
        let object = bed.safe.create_object(&template).expect("created");
        bed.safe.destroy(object).expect("destroyed");
    });
    measure.column(&OBJECT, Column::Peer, || {
        let (label, id, _) = values();
        let template = [
            peer::Attribute::Class(peer::ObjectClass::DATA),
            peer::Attribute::Token(false),
            peer::Attribute::Label(label.into()),
            peer::Attribute::Value(id.to_vec()),
        ];
        let object = bed.peer.create_object(&template).expect("created");
        bed.peer.destroy_object(object).expect("destroyed");
    });
}
