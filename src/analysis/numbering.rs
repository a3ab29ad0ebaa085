//! Numbers for things that many visits share: names are compared once for each thing in memory, and
//! not once for each visit.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// Things of kind `T`, read from what is kept as `K`, numbered in the order in which they are first seen.
pub(super) struct Numbering<K, T> {
    known: HashMap<*const K, usize, BuildHasherDefault<Spread>>,
    places: BTreeMap<T, usize>,
}

impl<K, T: Ord + Copy> Numbering<K, T> {
    /// The number of what `thing` gives, the same whenever it is kept in the same place.
    pub(super) fn of(&mut self, kept: &Arc<K>, thing: impl FnOnce() -> T) -> usize {
        let next = self.places.len();
        let number = || *self.places.entry(thing()).or_insert(next);
        *self.known.entry(Arc::as_ptr(kept)).or_insert_with(number)
    }

    /// All things with their numbers, in the order of the things.
    pub(super) fn all(&self) -> impl Iterator<Item = (T, usize)> {
        self.places.iter().map(|(thing, number)| (*thing, *number))
    }
}

impl<K, T> Default for Numbering<K, T> {
    fn default() -> Self {
        Self {
            known: HashMap::default(),
            places: BTreeMap::new(),
        }
    }
}

/// What was seen before, by where it is kept.
pub(super) struct Seen<K>(HashSet<*const K, BuildHasherDefault<Spread>>);

impl<K> Seen<K> {
    /// True the first time.
    pub(super) fn is_new(&mut self, kept: &Arc<K>) -> bool {
        self.0.insert(Arc::as_ptr(kept))
    }
}

impl<K> Default for Seen<K> {
    fn default() -> Self {
        Self(HashSet::default())
    }
}

/// Hashes a place in memory: nobody chooses those, so that one multiplication spreads them.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, place: usize) {
        // 2^64 by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
        let mixed = (self.0 ^ place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed.rotate_left(32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
