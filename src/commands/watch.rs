//! How far a long reading is: one line on standard error, for a terminal alone, from the first second
//! on. It is gone when the reading is over.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::ledger::scan::Progress;
use crate::report::wording::counted;
use crate::ui::output::{is_watched, passing};

/// What takes less is not worth a line.
const QUIET: Duration = Duration::from_secs(1);

/// Between two lines.
const BETWEEN: Duration = Duration::from_millis(250);

/// A reading that is watched until this is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    end: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Watch {
    /// Begins to watch, where there is a terminal to see it on.
    pub(super) fn begin(progress: &Arc<Progress>) -> Self {
        if !is_watched() {
            return Self { end: None };
        }
        let (end, ended) = channel();
        let progress = Arc::clone(progress);
        let begun = Instant::now();
        let watching = thread::spawn(move || {
            let mut wait = QUIET;
            let mut is_shown = false;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = BETWEEN;
                is_shown = true;
                passing(&line(&progress, begun.elapsed()));
            }
            if is_shown {
                passing("");
            }
        });
        Self {
            end: Some((end, watching)),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some((end, watching)) = self.end.take() {
            drop(end);
            let _ = watching.join();
        }
    }
}

/// `Reading: 1200000 visits, 3.1 of 9.8 GB, about 4 s left.`
fn line(progress: &Progress, passed: Duration) -> String {
    let [bytes, all, visits] =
        [&progress.bytes, &progress.all, &progress.visits].map(|it| it.load(Ordering::Relaxed));
    let visits = counted(usize::try_from(visits).unwrap_or(usize::MAX), "visit");
    if all == 0 {
        return format!("Reading: {visits}");
    }
    let bytes = bytes.min(all);
    let gigabytes = |bytes: u64| bytes as f64 / 1e9;
    let left = passed.as_secs_f64() * (all - bytes) as f64 / bytes.max(1) as f64;
    format!(
        "Reading: {visits}, {:.1} of {:.1} GB, about {left:.0} s left",
        gigabytes(bytes),
        gigabytes(all)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_the_bytes_read() {
        let progress = Progress::default();
        progress.all.store(8_000_000_000, Ordering::Relaxed);
        progress.bytes.store(2_000_000_000, Ordering::Relaxed);
        progress.visits.store(1, Ordering::Relaxed);
        assert_eq!(
            line(&progress, Duration::from_secs(3)),
            "Reading: 1 visit, 2.0 of 8.0 GB, about 9 s left"
        );
    }
}
