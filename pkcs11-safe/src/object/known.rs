//! What a search has found so far: a module may give an object twice.

use crate::handle::Handle;
use pkcs11_sys::CK_OBJECT_HANDLE;
use std::collections::HashSet;

/// Which handles were found. Most modules give them in ascending order, where the last one tells; of others a few are
/// compared one by one, and many are kept in a set.
#[derive(Default)]
pub(super) struct Known {
    highest: Option<CK_OBJECT_HANDLE>,
    all: Option<HashSet<CK_OBJECT_HANDLE>>,
}

impl Known {
    /// Adds the objects that were not found before.
    #[inline]
    pub(super) fn add<H: Handle>(
        &mut self,
        handles: &[CK_OBJECT_HANDLE],
        found: &mut Vec<H>,
        object: impl Fn(&CK_OBJECT_HANDLE) -> H,
    ) {
        if self.are_new(handles) {
            found.extend(handles.iter().map(object));
            return;
        }
        for handle in handles {
            if self.is_new(*handle, found) {
                found.push(object(handle));
            }
        }
    }

    /// Whether all are above what was found, in ascending order, so that none was found before, which they are from now on.
    fn are_new(&mut self, handles: &[CK_OBJECT_HANDLE]) -> bool {
        let above = match (handles.first(), self.highest) {
            (Some(first), Some(highest)) => *first > highest,
            _ => true,
        };
        let ascend = self.all.is_none() && above && handles.is_sorted_by(|one, next| one < next);
        if ascend {
            self.highest = handles.last().copied().or(self.highest);
        }
        ascend
    }

    /// Whether the handle is not among those found, which it is from now on.
    #[inline]
    fn is_new<H: Handle>(&mut self, handle: CK_OBJECT_HANDLE, found: &[H]) -> bool {
        if self.all.is_none() && self.highest.is_none_or(|highest| handle > highest) {
            self.highest = Some(handle);
            return true;
        }
        self.is_new_out_of_order(handle, found)
    }

    #[cold]
    fn is_new_out_of_order<H: Handle>(&mut self, handle: CK_OBJECT_HANDLE, found: &[H]) -> bool {
        const FEW: usize = 64;
        let mut handles = found.iter().map(|object| (*object).into().handle());
        if self.all.is_none() && found.len() <= FEW {
            return handles.all(|known| known != handle);
        }
        self.all.get_or_insert_with(|| handles.collect()).insert(handle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handle::Object;

    /// What is found in these batches, one after another.
    fn found(batches: &[Vec<CK_OBJECT_HANDLE>]) -> Vec<CK_OBJECT_HANDLE> {
        let (mut known, mut found) = (Known::default(), Vec::new());
        for batch in batches {
            known.add(batch, &mut found, |handle| Object::new(*handle, 0, 0));
        }
        found.into_iter().map(Object::handle).collect()
    }

    #[test]
    fn each_object_is_found_once_in_whatever_order_and_batch() {
        let up: Vec<_> = (1..=200).collect();
        let down: Vec<_> = (1..=200).rev().collect();
        // Again in a later batch: in part, between others, and after what was out of order.
        assert_eq!(found(&[up.clone(), up.clone()]), up);
        assert_eq!(found(&[up.clone(), (150..=250).collect(), (240..=260).collect()]), (1..=260).collect::<Vec<_>>());
        assert_eq!(found(&[vec![5, 7], vec![6, 8], vec![9, 10], vec![8, 9, 11]]), [5, 7, 6, 8, 9, 10, 11]);
        assert_eq!(found(&[down.clone(), down.clone()]), down);
        assert_eq!(found(&[down.clone(), (190..=300).collect()]), [down, (201..=300).collect()].concat());
        assert_eq!(found(&[vec![3, 3, 3], vec![], vec![3]]), [3]);
    }
}
