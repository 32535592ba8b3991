//! C_GetAttributeValue (5.7.5): the only function that writes through the pointers of a template.
#![allow(unsafe_code)]

use super::{Room, Slot};
use crate::attribute::Scalar;
use crate::attribute::ask::{Ask, INLINE, Sink};
use crate::canary::{CANARIES, may_be_unfinished, paint};
use crate::link::Link;
use crate::module::CallResult;
use crate::{AttributeType, Error, Function, Result, ReturnValue};
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ops::Range;
use core::ptr;
use pkcs11_sys::{CK_ATTRIBUTE, CK_OBJECT_HANDLE, CK_ULONG, CK_VOID_PTR};
use zeroize::Zeroize;

/// What a first round needs besides the memory for values without a size: the template, and places for the other values.
pub(crate) struct Places {
    /// The first `count` are initialised.
    template: [MaybeUninit<CK_ATTRIBUTE>; INLINE],
    count: usize,
    scalars: [Scalar; INLINE],
}

impl Places {
    /// Painted places.
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { template: [const { MaybeUninit::uninit() }; INLINE], count: 0, scalars: [Scalar(CANARIES[0]); INLINE] }
    }

    /// A round with the values without a size in `memory`, which is painted and begins where any scalar of C may stand.
    #[inline]
    pub(crate) fn round<'m>(&'m mut self, memory: &'m mut [u8]) -> Round<'m> {
        self.count = 0;
        let Self { template, count, scalars } = self;
        Round {
            template,
            count,
            scalars: scalars.as_mut_ptr(),
            memory: memory.as_mut_ptr(),
            left: memory.len(),
            values: PhantomData,
        }
    }

    /// What the module gave as the length of an attribute that was asked for.
    #[inline]
    pub(crate) fn reported(&self, index: usize) -> CK_ULONG {
        assert!(index < self.count, "an attribute that was asked for");
        // SAFETY: the first `count` entries are initialised. The module may have written to them, so only integers are
        // read, and those of a packed struct need not be aligned.
        unsafe { (&raw const (*self.template[index].as_ptr()).ulValueLen).read_unaligned() }
    }

    /// The place of a value that has a size.
    #[inline]
    pub(crate) const fn scalar(&self, index: usize) -> &[u8; 8] {
        &self.scalars[index].0
    }

    pub(crate) fn wipe(&mut self) {
        self.scalars.iter_mut().for_each(|scalar| scalar.0.zeroize());
    }
}

/// A first round as it is put together: a template whose values are in places that are borrowed meanwhile.
pub(crate) struct Round<'m> {
    template: &'m mut [MaybeUninit<CK_ATTRIBUTE>; INLINE],
    count: &'m mut usize,
    /// As many places as the template has.
    scalars: *mut Scalar,
    /// What is left of the memory, and how many bytes that is.
    memory: *mut u8,
    left: usize,
    values: PhantomData<&'m mut [u8]>,
}

/// Adds the attribute, which has room: whoever begins a round has seen to that.
impl Sink for Round<'_> {
    #[inline(always)]
    fn add(&mut self, ask: Ask) {
        if ask.is_template() {
            return;
        }
        let index = *self.count;
        let place = &mut self.template[index];
        let (value, size): (CK_VOID_PTR, usize) = match ask.kind.size() {
            // SAFETY: there are as many scalars as there are places in the template.
            Some(size) => (unsafe { self.scalars.add(index) }.cast(), size),
            None => {
                let value = self.memory;
                self.left = self.left.checked_sub(ask.guess).expect("the memory has room for what is guessed");
                // SAFETY: so much was left of the memory.
                self.memory = unsafe { value.add(ask.guess) };
                (value.cast(), ask.guess)
            }
        };
        #[allow(clippy::cast_possible_truncation, reason = "a guess is small")]
        let size = size as CK_ULONG;
        place.write(CK_ATTRIBUTE { type_: ask.attribute.raw(), pValue: value, ulValueLen: size });
        *self.count = index + 1;
    }
}

impl Link {
    /// The first round. What the module wrote is in the places and in the memory of the round, unchecked.
    #[inline]
    pub(crate) fn raw_guess_attribute_value(&self, object: CK_OBJECT_HANDLE, round: Round<'_>) -> CallResult {
        #[allow(clippy::cast_possible_truncation, reason = "at most INLINE")]
        let count = *round.count as CK_ULONG;
        let template = round.template.as_mut_ptr().cast::<CK_ATTRIBUTE>();
        self.call(Function::GetAttributeValue, |table| {
            // SAFETY:
            // - `template[..count]` is an array of initialised CK_ATTRIBUTE that nobody else uses during the call;
            // - each pValue is valid for writes of its ulValueLen bytes: it is a scalar, of eight bytes, where
            //   `kind.size()` is no more, or that part of the memory which `add` has taken off what was left; the places
            //   do not overlap, and are borrowed exclusively until the call returns;
            // - A1: the module writes no more than it is told; A3: it keeps no pointer after it returns.
            unsafe { (table.C_GetAttributeValue)(self.handle(), object, template, count) }
        })
    }

    /// Asks for the slots that have room, even room for nothing. What the module wrote is in the slots and in `memory`;
    /// of the template, only the lengths are read back, unchecked.
    pub(crate) fn raw_get_attribute_value(
        &self,
        object: CK_OBJECT_HANDLE,
        slots: &mut [Slot],
        memory: &mut [u8],
    ) -> Result<ReturnValue> {
        let mut inline = [const { MaybeUninit::<CK_ATTRIBUTE>::uninit() }; INLINE];
        let mut large;
        let template = if slots.len() <= INLINE {
            &mut inline[..slots.len()]
        } else {
            large = vec![MaybeUninit::uninit(); slots.len()];
            &mut large[..]
        };
        let (count, capacity) = (slots.len(), memory.len());
        let (slots, memory) = (slots.as_mut_ptr(), memory.as_mut_ptr());
        let (mut places, mut asked) = (template.iter_mut(), 0);
        for index in 0..count {
            // SAFETY: `index` is below the length of the slots, which are borrowed exclusively; nothing is kept but a copy.
            let room = unsafe { (*slots.add(index)).room };
            let (value, size) = match room {
                None => continue,
                Some(Room::None) => (ptr::null_mut(), 0),
                Some(Room::Inline(size)) => {
                    assert!(size <= 8, "a scalar has at most eight bytes");
                    // SAFETY: the address of a field of a valid slot.
                    (unsafe { &raw mut (*slots.add(index)).inline }.cast(), size)
                }
                Some(Room::At(at, size)) => {
                    assert!(at <= capacity && size <= capacity - at, "a room lies within its memory");
                    // SAFETY: `at` is at most the length of the memory.
                    (unsafe { memory.add(at) }.cast(), size)
                }
            };
            let size = CK_ULONG::try_from(size).map_err(|_| Error::usage("buffer", "is too long"))?;
            // There are as many places as slots.
            if let Some(place) = places.next() {
                // SAFETY: as above.
                let attribute = unsafe { (*slots.add(index)).attribute };
                place.write(CK_ATTRIBUTE { type_: attribute.raw(), pValue: value, ulValueLen: size });
                asked += 1;
            }
        }
        let template = template.as_mut_ptr().cast::<CK_ATTRIBUTE>();
        #[allow(clippy::cast_possible_truncation, reason = "a template of 2^32 attributes does not fit in memory")]
        let length = asked as CK_ULONG;
        let rv = self.call(Function::GetAttributeValue, |table| {
            // SAFETY:
            // - `template[..asked]` is an array of initialised CK_ATTRIBUTE that nobody else uses during the call;
            // - each non-null pValue is valid for writes of its ulValueLen bytes: it is the scalar of a slot (asserted to
            //   be large enough), or lies within `memory` (asserted); the rooms do not overlap (Reader lays them out), all
            //   derive from one pointer each, and neither slots nor memory are touched until the call returns;
            // - A1: the module writes no more than it is told; A3: it keeps no pointer after it returns.
            unsafe { (table.C_GetAttributeValue)(self.handle(), object, template, length) }
        })?;
        let mut next = 0;
        for index in 0..count {
            // SAFETY: as above; the module may have written to the template, so only its integers are read, from the
            // first `asked` entries, which are initialised.
            unsafe {
                if (*slots.add(index)).room.is_some() {
                    (*slots.add(index)).reported = (&raw const (*template.add(next)).ulValueLen).read_unaligned();
                    next += 1;
                }
            }
        }
        Ok(rv)
    }
}

/// The number of an attribute that has not told its number: it is no attribute's.
const UNNAMED: AttributeType = AttributeType::new(CK_ULONG::MAX);

/// The length of a node whose size is asked for, before the call: no template and no value in one is as long.
const UNTOLD: CK_ULONG = CK_ULONG::MAX / 0xff * 0xa5;

/// A node of a template that is being read: the template itself, or an attribute in it. Nodes are in one list, and the
/// children of a node stand together.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) attribute: AttributeType,
    /// What the module gave as its length.
    pub(crate) reported: CK_ULONG,
    pub(crate) depth: usize,
    room: NodeRoom,
    /// Which pattern its value was painted with, and whether that still shows.
    pattern: usize,
    doubtful: bool,
}

#[derive(Debug)]
enum NodeRoom {
    /// Its size is not known yet.
    None,
    Value(Vec<u8>),
    Children(Range<usize>),
}

impl Node {
    /// The attribute that is asked for.
    pub(crate) fn query(attribute: AttributeType) -> Self {
        Self { attribute, reported: 0, depth: 0, room: NodeRoom::None, pattern: 0, doubtful: false }
    }

    /// An attribute of which nothing is known, not even its number.
    pub(crate) fn child(depth: usize) -> Self {
        Self { attribute: UNNAMED, reported: 0, depth, room: NodeRoom::None, pattern: 0, doubtful: false }
    }

    pub(crate) fn is_filled(&self) -> bool {
        !matches!(self.room, NodeRoom::None)
    }

    pub(crate) fn make_room(&mut self, size: usize) {
        self.room = NodeRoom::Value(vec![0; size]);
    }

    fn paint(&mut self) {
        if let NodeRoom::Value(value) = &mut self.room {
            paint(value, CANARIES[self.pattern]);
        }
    }

    /// Has what may not have been written painted with the other pattern, so that the next call tells; whether there is any.
    pub(crate) fn repaint_doubtful(nodes: &mut [Self]) -> bool {
        let mut any = false;
        for node in nodes.iter_mut().filter(|node| node.doubtful) {
            node.pattern = 1 - node.pattern;
            any = true;
        }
        any
    }

    /// Whether its value may be what was in memory before.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.doubtful
    }

    pub(crate) fn make_children(&mut self, first: usize, count: usize) {
        self.room = NodeRoom::Children(first..first + count);
    }

    pub(crate) fn children(&self) -> Range<usize> {
        match &self.room {
            NodeRoom::Children(children) => children.clone(),
            _ => 0..0,
        }
    }

    /// The bytes that were written, as many as were reported and fit.
    pub(crate) fn value(&self) -> &[u8] {
        match &self.room {
            NodeRoom::Value(value) => {
                let length = usize::try_from(self.reported).unwrap_or(0).min(value.len());
                &value[..length]
            }
            _ => &[],
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let NodeRoom::Value(value) = &mut self.room {
            crate::secret::wipe(value);
        }
    }
}

impl Link {
    /// Asks for a template, `nodes[0]`, with as much of its inside as the nodes have room for. The module sees our
    /// pointers only; of what it wrote, the numbers and lengths are read back, and never a pointer. A value that is still
    /// the pattern is doubtful, and the module's fault if it was doubtful before.
    pub(crate) fn raw_get_template(&self, object: CK_OBJECT_HANDLE, nodes: &mut [Node]) -> Result<ReturnValue> {
        let mut template = vec![CK_ATTRIBUTE::ZERO; nodes.len()];
        let nodes_were_asked = nodes.len() > 1;
        let base = template.as_mut_ptr();
        for (index, node) in nodes.iter_mut().enumerate() {
            // What an earlier call wrote is not taken for what this one does not write.
            node.paint();
            let (value, size) = match &mut node.room {
                NodeRoom::None => (ptr::null_mut(), Ok(UNTOLD)),
                NodeRoom::Value(value) => (value.as_mut_ptr().cast(), CK_ULONG::try_from(value.len())),
                NodeRoom::Children(children) => {
                    assert!(children.start <= children.end && children.end <= template.len());
                    let size = children.len() * size_of::<CK_ATTRIBUTE>();
                    // SAFETY: the children lie within the template (asserted).
                    (unsafe { base.add(children.start) }.cast(), CK_ULONG::try_from(size))
                }
            };
            let size = size.map_err(|_| Error::usage("attribute", "is too long"))?;
            let entry = CK_ATTRIBUTE { type_: node.attribute.raw(), pValue: value, ulValueLen: size };
            // SAFETY: `index` is below the length of the template, which has an entry for every node.
            unsafe { base.add(index).write(entry) };
        }
        let rv = self.call(Function::GetAttributeValue, |table| {
            // SAFETY:
            // - `base` points to an initialised array that nobody else uses; its first entry is the template asked for;
            // - the pValue of an entry is NULL, or a buffer of ulValueLen bytes that its node owns, or that part of the
            //   array which is its children; no two overlap, and none is touched until the call returns;
            // - A1, A2 (a module follows the pointers of an array attribute as we laid them out), A3.
            unsafe { (table.C_GetAttributeValue)(self.handle(), object, base, 1) }
        })?;
        let readable = rv == ReturnValue::OK;
        for (index, node) in nodes.iter_mut().enumerate() {
            // SAFETY: as above; only integers are read.
            let (attribute, reported) = unsafe {
                let entry = base.add(index);
                ((&raw const (*entry).type_).read_unaligned(), (&raw const (*entry).ulValueLen).read_unaligned())
            };
            let attribute = AttributeType::new(attribute);
            let known = node.depth == 0 || node.is_filled();
            if readable && attribute == UNNAMED && node.depth > 0 && nodes_were_asked {
                let detail = "counted more attributes of a template than it gave";
                return Err(Error::module(Function::GetAttributeValue, detail));
            }
            if readable && matches!(node.room, NodeRoom::None) && reported == UNTOLD {
                let detail = format!("says that it gave the size of {attribute} and wrote nothing");
                return Err(Error::module(Function::GetAttributeValue, detail));
            }
            if let NodeRoom::Value(value) = &node.room {
                let given = usize::try_from(reported).ok().and_then(|length| value.get(..length)).unwrap_or_default();
                let again = node.doubtful;
                node.doubtful = readable && !given.is_empty() && may_be_unfinished(given, CANARIES[node.pattern]);
                if again && node.doubtful {
                    let detail = format!("reported {reported} bytes of {attribute} and wrote fewer");
                    return Err(Error::module(Function::GetAttributeValue, detail));
                }
            }
            if readable && known && attribute != node.attribute {
                let detail = format!("{} became {attribute} between two calls", node.attribute);
                return Err(Error::module(Function::GetAttributeValue, detail));
            }
            let room = match &node.room {
                NodeRoom::None => usize::MAX,
                NodeRoom::Value(value) => value.len(),
                NodeRoom::Children(children) => children.len() * size_of::<CK_ATTRIBUTE>(),
            };
            let exact = matches!(node.room, NodeRoom::Children(_));
            let fits =
                usize::try_from(reported).is_ok_and(|length| if exact { length == room } else { length <= room });
            if readable && !fits && reported != pkcs11_sys::CK_UNAVAILABLE_INFORMATION {
                let detail = format!("reported {reported} bytes of {attribute} where it was given {room}");
                return Err(Error::module(Function::GetAttributeValue, detail));
            }
            node.attribute = attribute;
            node.reported = reported;
        }
        Ok(rv)
    }
}
