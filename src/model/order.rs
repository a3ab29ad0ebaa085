//! Sorting that the program pays for once. Each type of element brings a sort of some kilobytes of its
//! own with `slice::sort_by`, and there are many types; here places are sorted, whatever stands there.

use std::cmp::Ordering;

/// Sorts a slice; elements alike stay in their order.
pub trait InOrder {
    /// What is sorted.
    type Element;

    /// Sorts by a comparison.
    fn order_by(&mut self, compare: impl FnMut(&Self::Element, &Self::Element) -> Ordering);

    /// Sorts by a key.
    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&Self::Element) -> K);
}

impl<T> InOrder for [T] {
    type Element = T;

    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut order = places(self.len(), &mut |left, right| {
            compare(&self[left], &self[right])
        });
        for place in 0..order.len() {
            // What stood there may have been moved on, by the steps before.
            let mut from = order[place];
            while from < place {
                from = order[from];
            }
            order[place] = from;
            self.swap(place, from);
        }
    }

    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|left, right| key(left).cmp(&key(right)));
    }
}

/// The places in their order.
fn places(n: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|left, right| compare(*left, *right));
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(pairs in prop::collection::vec((0..9_u8, 0..200_u8), 0..60)) {
            let (mut ours, mut theirs) = (pairs.clone(), pairs);
            ours.order_by_key(|pair| pair.0);
            theirs.sort_by_key(|pair| pair.0);
            prop_assert_eq!(&ours, &theirs);
            ours.order_by(|a, b| b.1.cmp(&a.1));
            theirs.sort_by_key(|pair| std::cmp::Reverse(pair.1));
            prop_assert_eq!(ours, theirs);
        }
    }
}
