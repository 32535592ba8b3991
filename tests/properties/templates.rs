//! Templates of any mix, length and nesting arrive as they were sent.

use crate::inputs::{bytes, date, number, text, version};
use crate::run::{Fixture, property};
use pkcs11_safe::attribute::{self as attr, Attribute, Date, Key, OwnedValue, Template, Version};
use pkcs11_safe::{AttributeType, Error, Mechanism, MechanismType, Object, SecretKey, Ulong};
use pkcs11_sys::*;
use proptest::collection::{SizeRange, vec};
use proptest::prelude::*;
use support::module::{Attribute as Sent, Function as Called, Value as SentValue};

/// Templates within templates go so deep.
const DEEPEST: u32 = 8;

/// The attributes that are templates.
const TEMPLATES: [Key<Template>; 5] = [
    attr::WRAP_TEMPLATE,
    attr::UNWRAP_TEMPLATE,
    attr::DERIVE_TEMPLATE,
    attr::ENCAPSULATE_TEMPLATE,
    attr::DECAPSULATE_TEMPLATE,
];

/// An attribute with its value.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    number: CK_ATTRIBUTE_TYPE,
    value: ItemValue,
}

#[derive(Clone, Debug)]
enum ItemValue {
    Bool(bool),
    Ulong(Ulong),
    Date(Date),
    Version(Version),
    Text(String),
    Bytes(Vec<u8>),
    Numbers(Vec<Ulong>),
    Mechanisms(Vec<MechanismType>),
    Template(Vec<Item>),
}

/// Any number of an attribute that is a vendor's and no template.
fn vendors() -> impl Strategy<Value = CK_ATTRIBUTE_TYPE> {
    any::<Ulong>().prop_map(|number| (number | CKA_VENDOR_DEFINED) & !CKF_ARRAY_ATTRIBUTE)
}

fn leaf() -> impl Strategy<Value = Item> {
    let value = prop_oneof![
        any::<bool>().prop_map(ItemValue::Bool),
        number().prop_map(ItemValue::Ulong),
        date().prop_map(ItemValue::Date),
        version().prop_map(ItemValue::Version),
        text().prop_map(ItemValue::Text),
        bytes().prop_map(ItemValue::Bytes),
        vec(number(), 0..20).prop_map(ItemValue::Numbers),
        vec(number().prop_map(MechanismType::new), 0..20).prop_map(ItemValue::Mechanisms),
    ];
    (vendors(), value).prop_map(|(number, value)| Item { number, value })
}

fn nested(children: impl Strategy<Value = Vec<Item>>) -> impl Strategy<Value = Item> {
    (prop::sample::select(&TEMPLATES), children)
        .prop_map(|(key, children)| Item { number: key.attribute_type().raw(), value: ItemValue::Template(children) })
}

/// Templates of so many attributes, with templates in them so deep.
pub(crate) fn items(length: impl Into<SizeRange>, depth: u32) -> impl Strategy<Value = Vec<Item>> {
    let tree = leaf().prop_recursive(depth, 40, 6, |inner| nested(vec(inner, 0..6)));
    vec(tree, length)
}

/// Lends the template to the library's type, which borrows.
pub(crate) fn lend_all(items: &[Item], run: &mut dyn FnMut(&[Attribute<'_>])) {
    lend(items, Vec::new(), run);
}

fn lend<'a>(rest: &'a [Item], mut made: Vec<Attribute<'a>>, run: &mut dyn FnMut(&[Attribute<'_>])) {
    let Some((Item { number, value }, rest)) = rest.split_first() else { return run(&made) };
    let number = *number;
    made.push(match value {
        ItemValue::Bool(value) => Key::<bool>::vendor(number).is(*value),
        ItemValue::Ulong(value) => Key::<Ulong>::vendor(number).is(*value),
        ItemValue::Date(value) => Key::<Date>::vendor(number).is(*value),
        ItemValue::Version(value) => Key::<Version>::vendor(number).is(*value),
        ItemValue::Text(value) => Key::<String>::vendor(number).is(value),
        ItemValue::Bytes(value) => Key::<Vec<u8>>::vendor(number).is(value),
        ItemValue::Numbers(value) => Key::<Vec<Ulong>>::vendor(number).is(value),
        ItemValue::Mechanisms(value) => Key::<Vec<MechanismType>>::vendor(number).is(value),
        ItemValue::Template(children) => {
            return lend(children, Vec::new(), &mut |children| {
                let mut made: Vec<Attribute<'_>> = made.clone();
                made.push(template_key(number).is(children));
                lend(rest, made, run);
            });
        }
    });
    lend(rest, made, run);
}

fn template_key(number: CK_ATTRIBUTE_TYPE) -> Key<Template> {
    TEMPLATES.into_iter().find(|key| key.attribute_type().raw() == number).expect("one of them")
}

impl Item {
    /// The bytes of a value that is no template.
    fn bytes(&self) -> Vec<u8> {
        let numbers = |list: &mut dyn Iterator<Item = Ulong>| list.flat_map(Ulong::to_ne_bytes).collect();
        match &self.value {
            ItemValue::Bool(value) => vec![u8::from(*value)],
            ItemValue::Ulong(value) => value.to_ne_bytes().to_vec(),
            ItemValue::Date(date) => format!("{:04}{:02}{:02}", date.year(), date.month(), date.day()).into_bytes(),
            ItemValue::Version(version) => vec![version.major, version.minor],
            ItemValue::Text(text) => text.clone().into_bytes(),
            ItemValue::Bytes(bytes) => bytes.clone(),
            ItemValue::Numbers(list) => numbers(&mut list.iter().copied()),
            ItemValue::Mechanisms(list) => numbers(&mut list.iter().map(|mechanism| mechanism.raw())),
            ItemValue::Template(_) => unreachable!("is told apart"),
        }
    }

    /// What the module gets. Nothing is a NULL, whatever the type.
    fn sent(&self) -> Sent {
        let value = match &self.value {
            ItemValue::Template(children) if children.is_empty() => SentValue::Null(0),
            ItemValue::Template(children) => SentValue::Template(children.iter().map(Self::sent).collect()),
            _ if self.bytes().is_empty() => SentValue::Null(0),
            _ => SentValue::Bytes(self.bytes()),
        };
        Sent { type_: self.number, value }
    }

    /// How deep templates within templates go.
    fn depth(&self) -> u32 {
        match &self.value {
            ItemValue::Template(children) => 1 + depth(children),
            _ => 0,
        }
    }
}

fn depth(items: &[Item]) -> u32 {
    items.iter().map(Item::depth).max().unwrap_or(0)
}

fn sent(items: &[Item]) -> Vec<Sent> {
    items.iter().map(Item::sent).collect()
}

/// Whether a template that was read is that one, in order, by bytes and by type.
pub(crate) fn same_entries(template: &Template, items: &[Item]) -> bool {
    let typed = |entry: &attr::Entry, item: &Item| match &item.value {
        ItemValue::Bool(value) => entry.get(Key::<bool>::vendor(item.number)) == Some(*value),
        ItemValue::Ulong(CK_UNAVAILABLE_INFORMATION) => entry.get(Key::<Ulong>::vendor(item.number)).is_none(),
        ItemValue::Ulong(value) => entry.get(Key::<Ulong>::vendor(item.number)) == Some(*value),
        ItemValue::Date(value) => entry.get(Key::<Date>::vendor(item.number)) == Some(*value),
        ItemValue::Version(value) => entry.get(Key::<Version>::vendor(item.number)) == Some(*value),
        ItemValue::Text(value) => entry.get(Key::<String>::vendor(item.number)).as_ref() == Some(value),
        ItemValue::Bytes(value) => entry.get(Key::<Vec<u8>>::vendor(item.number)).as_ref() == Some(value),
        ItemValue::Numbers(value) => entry.get(Key::<Vec<Ulong>>::vendor(item.number)).as_ref() == Some(value),
        ItemValue::Mechanisms(value) => {
            entry.get(Key::<Vec<MechanismType>>::vendor(item.number)).as_ref() == Some(value)
        }
        ItemValue::Template(children) => {
            entry.get(template_key(item.number)).is_some_and(|template| same_entries(&template, children))
        }
    };
    template.entries().len() == items.len()
        && template.entries().iter().zip(items).all(|(entry, item)| {
            let bytes = match entry.value() {
                Ok(OwnedValue::Template(_)) => item.depth() > 0,
                Ok(value) => item.depth() == 0 && value.as_bytes() == Some(&item.bytes()),
                Err(_) => false,
            };
            entry.attribute_type().raw() == item.number && bytes && typed(entry, item)
        })
}

/// The templates of the last call of a function.
fn arrived(fixture: &Fixture, function: Called) -> Vec<Vec<Sent>> {
    fixture.claim.calls_of(function).pop().map(|record| record.templates).expect("was called")
}

#[test]
fn a_template_arrives_in_every_function_that_takes_one() {
    let fixture = Fixture::new();
    let class = attr::CLASS.is(pkcs11_safe::ObjectClass::DATA);
    let object = fixture.create_object(&[class]).expect("creates");
    property(96, items(0..100, 4), |items| {
        fixture.claim.clear();
        lend_all(&items, &mut |template| {
            // What becomes of the template is the module's affair: most are refused.
            let _ = fixture.create_object(template);
            let _ = fixture.copy_object(object, template);
            let _ = fixture.set(object, template);
            let _ = fixture.find::<Object>(template).map(|found| assert!(found.len() <= fixture.claim.objects()));
            let _ = fixture.generate_key(Mechanism::AES_KEY_GEN, template);
        });
        let expected = sent(&items);
        for function in [
            Called::CreateObject,
            Called::CopyObject,
            Called::SetAttributeValue,
            Called::FindObjectsInit,
            Called::GenerateKey,
        ] {
            assert_eq!(arrived(&fixture, function), core::slice::from_ref(&expected), "{function}");
        }
    });
}

#[test]
fn both_templates_of_a_key_pair_arrive_apart() {
    let fixture = Fixture::new();
    property(48, (items(0..30, 2), items(0..30, 2)), |(public, private)| {
        fixture.claim.clear();
        lend_all(&public, &mut |public| {
            lend_all(&private, &mut |private| {
                let _ = fixture.generate_key_pair(Mechanism::EC_KEY_PAIR_GEN, public, private);
            });
        });
        assert_eq!(arrived(&fixture, Called::GenerateKeyPair), [sent(&public), sent(&private)]);
    });
}

#[test]
fn a_search_by_type_adds_the_class_and_nothing_else() {
    let fixture = Fixture::new();
    property(48, items(0..30, 1), |items| {
        fixture.claim.clear();
        lend_all(&items, &mut |template| {
            let _ = fixture.find::<SecretKey>(template).expect("searches");
        });
        let class = Sent { type_: CKA_CLASS, value: SentValue::from(CKO_SECRET_KEY) };
        assert_eq!(arrived(&fixture, Called::FindObjectsInit), [[&[class], &sent(&items)[..]].concat()]);
    });
}

#[test]
fn templates_within_templates_arrive_to_a_depth_and_no_deeper() {
    let fixture = Fixture::new();
    let chain = |depth: u32| {
        let leaf = Item { number: CKA_VENDOR_DEFINED, value: ItemValue::Bool(true) };
        (0..depth)
            .fold(vec![leaf], |inner, _| vec![Item { number: CKA_WRAP_TEMPLATE, value: ItemValue::Template(inner) }])
    };
    property(24, 0..3 * DEEPEST, |deep| {
        fixture.claim.clear();
        let items = chain(deep);
        assert_eq!(depth(&items), deep);
        lend_all(&items, &mut |template| {
            let made = fixture.create_object(template);
            if deep > DEEPEST {
                assert!(matches!(made, Err(Error::Usage { argument: "template", .. })), "{made:?}");
                assert_eq!(fixture.claim.count(Called::CreateObject), 0);
            } else {
                assert_eq!(arrived(&fixture, Called::CreateObject), [sent(&items)]);
            }
        });
    });
}

#[test]
fn the_attributes_that_are_templates_are_those_of_the_table() {
    let rows = crate::attributes::ROWS.iter().filter(|(_, kind, _)| *kind == "Template").map(|(_, _, number)| *number);
    let mut rows: Vec<_> = rows.collect();
    let mut ours = TEMPLATES.map(|key| AttributeType::raw(key.attribute_type()));
    rows.sort_unstable();
    ours.sort_unstable();
    assert_eq!(rows, ours);
}
