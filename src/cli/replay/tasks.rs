//! Which cases are run, and by how many threads; the order of the results is always the same. Must not read or write.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use super::Args;
use super::options::Shard;
use crate::replay::{Case, CaseResult, ReplayFile, run_case};
use crate::report::{ReplayedFile, Replays};
use crate::scenario::Scenario;

/// A replay file that can be run.
pub(super) struct Script {
    pub(super) name: String,
    pub(super) argument: Option<String>,
    pub(super) replay: ReplayFile,
    pub(super) scenario: Arc<Scenario>,
}

/// Runs the cases that are wanted.
pub(super) fn play(scripts: &[Script], args: &Args) -> Replays {
    let wanted = |script: &Script, case: &Case| {
        args.cases.is_empty()
            || args.cases.iter().any(|wanted| {
                wanted.scenario == script.replay.scenario.as_str() && wanted.number == case.number
            })
    };
    let shard = args.shard.unwrap_or(Shard { index: 0, of: 1 });
    let tasks: Vec<(usize, &Arc<Scenario>, &Case)> = scripts
        .iter()
        .enumerate()
        .flat_map(|(number, script)| {
            let cases = script.replay.cases.iter();
            cases
                .filter(move |case| wanted(script, case))
                .map(move |case| (number, &script.scenario, case))
        })
        .enumerate()
        .filter(|(index, _)| index % shard.of == shard.index)
        .map(|(_, task)| task)
        .collect();

    let processors = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = args.jobs.map_or_else(processors, NonZeroUsize::get);
    let mut results = run_all(&tasks, jobs, args.fail_fast).into_iter();

    let mut files: Vec<ReplayedFile> = scripts
        .iter()
        .map(|script| ReplayedFile {
            name: script.name.clone(),
            argument: script.argument.clone(),
            scenario: script.replay.scenario.clone(),
            cases: Vec::new(),
        })
        .collect();
    let mut not_run = 0;
    for (number, _, _) in &tasks {
        match (results.next().flatten(), files.get_mut(*number)) {
            (Some(result), Some(file)) => file.cases.push(result),
            _ => not_run += 1,
        }
    }
    files.retain(|file| !file.cases.is_empty());
    Replays {
        files,
        not_run,
        unreadable: Vec::new(),
    }
}

/// The results in the order of the tasks, whichever thread had them first. With `fail_fast`, none behind the first failure:
/// a thread passes a case over only if an earlier one is known to have failed, so that the first failure is always the same.
fn run_all(
    tasks: &[(usize, &Arc<Scenario>, &Case)],
    jobs: usize,
    fail_fast: bool,
) -> Vec<Option<CaseResult>> {
    let next = AtomicUsize::new(0);
    let first_failure = AtomicUsize::new(usize::MAX);
    let (send, receive) = mpsc::channel();
    let work = |send: mpsc::Sender<(usize, CaseResult)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((_, scenario, case)) = tasks.get(index) else {
                return;
            };
            if fail_fast && index > first_failure.load(Ordering::Relaxed) {
                return;
            }
            let result = run_case(scenario, case);
            if !result.passed() {
                first_failure.fetch_min(index, Ordering::Relaxed);
            }
            // The receiver lives as long as this scope.
            let _ = send.send((index, result));
        }
    };
    if jobs == 1 {
        work(send);
    } else {
        thread::scope(|scope| {
            for _ in 1..jobs.min(tasks.len()) {
                let send = send.clone();
                scope.spawn(|| work(send));
            }
            work(send);
        });
    }
    let last = if fail_fast {
        first_failure.into_inner()
    } else {
        usize::MAX
    };
    let mut results: Vec<Option<CaseResult>> = tasks.iter().map(|_| None).collect();
    for (index, result) in receive {
        if index <= last
            && let Some(slot) = results.get_mut(index)
        {
            *slot = Some(result);
        }
    }
    results
}
