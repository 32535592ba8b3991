//! Reading templates inside objects: arrays of CK_ATTRIBUTE that the module fills through our pointers.

use super::reader::fatal;
use crate::attribute::{Entry, OwnedValue, Template, kind_of};
use crate::link::Link;
use crate::raw::Node;
use crate::{AttributeType, Error, Function, Reason, Result, ReturnValue};
use pkcs11_sys::{CK_ATTRIBUTE, CK_OBJECT_HANDLE, CK_UNAVAILABLE_INFORMATION};

/// Templates within templates are followed so far; what lies deeper is left out as unavailable.
const DEPTH: usize = 4;

/// A template has no more attributes, and no value in it more bytes.
const MOST_NODES: usize = 1024;
const LARGEST: usize = 1 << 16;

/// Reads one template: its size, the numbers and sizes of its attributes, and their values; a call each, and two more
/// for every level of templates within; and one more where a value is what memory was painted with.
pub(super) fn read(
    link: &Link,
    object: CK_OBJECT_HANDLE,
    attribute: AttributeType,
) -> Result<Result<Template, Reason>> {
    let mut nodes = vec![Node::query(attribute)];
    // Once more from the beginning where something has grown meanwhile.
    let mut again = true;
    for _ in 0..=4 * DEPTH {
        match ask(link, object, &mut nodes)? {
            ReturnValue::OK => {}
            ReturnValue::ATTRIBUTE_SENSITIVE => return Ok(Err(Reason::Sensitive)),
            ReturnValue::ATTRIBUTE_TYPE_INVALID => return Ok(Err(Reason::Absent)),
            ReturnValue::BUFFER_TOO_SMALL if again => {
                (nodes, again) = (vec![Node::query(attribute)], false);
                continue;
            }
            ReturnValue::BUFFER_TOO_SMALL => {
                let detail = format!("finds every buffer for {attribute} too small, of the size that it told too");
                return Err(Error::module(Function::GetAttributeValue, detail));
            }
            rv => {
                fatal(rv)?;
                return Ok(Err(Reason::Failed(rv)));
            }
        }
        if nodes[0].reported == CK_UNAVAILABLE_INFORMATION {
            return Ok(Err(Reason::Unavailable));
        }
        if !grow(&mut nodes)? {
            break;
        }
    }
    Ok(Ok(template(&nodes, 0)))
}

/// One call; and another where a value may be what was in memory before.
fn ask(link: &Link, object: CK_OBJECT_HANDLE, nodes: &mut [Node]) -> Result<ReturnValue> {
    let rv = link.raw_get_template(object, nodes)?;
    if !Node::repaint_doubtful(nodes) {
        return Ok(rv);
    }
    let rv = link.raw_get_template(object, nodes)?;
    match nodes.iter().find(|node| node.is_doubtful()) {
        Some(node) => Err(lie(node, "is another one than before")),
        None => Ok(rv),
    }
}

/// Gives every node that has told its size room for as much; whether any did.
fn grow(nodes: &mut Vec<Node>) -> Result<bool> {
    let mut grown = false;
    for index in 0..nodes.len() {
        let node = &nodes[index];
        if node.is_filled() || node.reported == CK_UNAVAILABLE_INFORMATION {
            continue;
        }
        let size = usize::try_from(node.reported).ok().filter(|size| *size <= LARGEST);
        let size = size.ok_or_else(|| lie(node, "is too large for a template"))?;
        if !node.attribute.is_template() {
            nodes[index].make_room(size);
        } else if size % size_of::<CK_ATTRIBUTE>() != 0 {
            return Err(lie(node, "is no multiple of the size of CK_ATTRIBUTE"));
        } else if node.depth < DEPTH {
            let (first, count, depth) = (nodes.len(), size / size_of::<CK_ATTRIBUTE>(), node.depth + 1);
            if first + count > MOST_NODES {
                return Err(lie(node, "is too large for a template"));
            }
            nodes[index].make_children(first, count);
            nodes.extend((0..count).map(|_| Node::child(depth)));
        } else {
            nodes[index].reported = CK_UNAVAILABLE_INFORMATION;
            continue;
        }
        grown = true;
    }
    Ok(grown)
}

fn lie(node: &Node, what: &str) -> Error {
    Error::module(
        Function::GetAttributeValue,
        format!("the size of {}, {} bytes, {what}", node.attribute, node.reported),
    )
}

fn template(nodes: &[Node], index: usize) -> Template {
    let children = nodes[index].children();
    Template(children.map(|child| Entry::new(nodes[child].attribute, value(nodes, child))).collect())
}

fn value(nodes: &[Node], index: usize) -> Result<OwnedValue, Reason> {
    let node = &nodes[index];
    if node.reported == CK_UNAVAILABLE_INFORMATION {
        return Err(Reason::Unavailable);
    }
    if node.attribute.is_template() {
        return Ok(OwnedValue::Template(template(nodes, index)));
    }
    OwnedValue::new(kind_of(node.attribute), node.value())
}
