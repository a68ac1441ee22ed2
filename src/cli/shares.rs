//! Work on many files, shared among the processor's cores. Must not change the order of the results.

use std::num::NonZeroUsize;
use std::thread;

use super::files::Source;

/// How many threads to use where nobody says.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// What `work` makes of the sources, in their order; each thread is given the sources of its share that follow one another.
pub(super) fn on_all_cores<T: Send>(
    sources: Vec<Source>,
    jobs: Option<NonZeroUsize>,
    work: impl Fn(Vec<Source>) -> Vec<T> + Sync,
) -> Vec<T> {
    let jobs = jobs.map_or_else(cores, NonZeroUsize::get);
    let share = sources.len().div_ceil(jobs).max(1);
    let mut shares: Vec<Vec<Source>> = Vec::new();
    for source in sources {
        match shares.last_mut().filter(|last| last.len() < share) {
            Some(last) => last.push(source),
            None => shares.push(vec![source]),
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
