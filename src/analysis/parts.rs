//! Many visits by all cores: cut into as many runs, each worked through in its order. What comes of
//! the runs comes back in their order too, so that putting them together is the same for any number.

use std::thread;

/// From so many visits on they are shared out.
const MANY: usize = 5_000;

/// What comes of each run.
pub(super) fn in_parts<'t, T: Sync, R: Send>(
    all: &'t [T],
    of: impl Fn(&'t [T]) -> R + Sync,
) -> Vec<R> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    in_so_many(all, if all.len() < MANY { 1 } else { n_threads }, of)
}

/// Works on each where it lies.
pub(super) fn each_in_parts<T: Send>(all: &mut [T], of: impl Fn(&mut T) + Sync) {
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    if all.len() < MANY || n_threads <= 1 {
        return all.iter_mut().for_each(of);
    }
    thread::scope(|scope| {
        for part in all.chunks_mut(all.len().div_ceil(n_threads)) {
            scope.spawn(|| part.iter_mut().for_each(&of));
        }
    });
}

fn in_so_many<'t, T: Sync, R: Send>(
    all: &'t [T],
    n: usize,
    of: impl Fn(&'t [T]) -> R + Sync,
) -> Vec<R> {
    if n <= 1 {
        return vec![of(all)];
    }
    let parts = all.chunks(all.len().div_ceil(n).max(1));
    thread::scope(|scope| {
        let of = &of;
        let started: Vec<_> = parts.map(|part| scope.spawn(move || of(part))).collect();
        let joined = started.into_iter();
        joined
            .map(|part| part.join().expect("figures do not panic"))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_whole_for_any_number_of_runs() {
        let all: Vec<usize> = (0..10).collect();
        for n in 0..12 {
            let parts = in_so_many(&all, n, <[usize]>::to_vec);
            assert_eq!(parts.concat(), all, "{n} runs");
        }
        let none: Vec<Vec<usize>> = in_so_many(&[], 3, <[usize]>::to_vec);
        assert!(none.concat().is_empty());
    }
}
