//! Work on many things of a kind, shared among the processor's cores. Must not change the order of the results.

use std::num::NonZeroUsize;
use std::thread;

/// How many threads to use where nobody says.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// What `work` makes of `all`, in their order; each thread is given those of its share, which follow one another.
pub(super) fn on_all_cores<S: Send, T: Send>(
    all: Vec<S>,
    jobs: Option<NonZeroUsize>,
    work: impl Fn(Vec<S>) -> Vec<T> + Sync,
) -> Vec<T> {
    let jobs = jobs.map_or_else(cores, NonZeroUsize::get);
    let share = all.len().div_ceil(jobs).max(1);
    let mut shares: Vec<Vec<S>> = Vec::new();
    for one in all {
        match shares.last_mut().filter(|last| last.len() < share) {
            Some(last) => last.push(one),
            None => shares.push(vec![one]),
        }
    }
    let work = &work;
    thread::scope(|scope| {
        let workers: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || work(share)))
            .collect();
        let done = workers.into_iter().map(|worker| match worker.join() {
            Ok(done) => done,
            // What a thread panicked with goes on in this one, as if there had been one only.
            Err(panic) => std::panic::resume_unwind(panic),
        });
        done.flatten().collect()
    })
}
