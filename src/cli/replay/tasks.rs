//! Which cases are run, and by how many threads; the order of the results is always the same. Must not read or write.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use super::Args;
use super::options::Shard;
use super::progress::Progress;
use crate::cli::{Streams, shares};
use crate::replay::{Case, CaseResult, Met, ReplayFile, Touched, left_out, run_case};
use crate::report::{ReplayedCase, Replays};
use crate::scenario::Scenario;

/// A replay file that can be run.
pub(super) struct Script {
    pub(super) name: String,
    pub(super) argument: Option<String>,
    /// Where it lies; none for what is embedded in the program.
    pub(super) path: Option<PathBuf>,
    /// What the file says.
    pub(super) text: String,
    pub(super) replay: ReplayFile,
    pub(super) scenario: Arc<Scenario>,
    /// What there is to touch, where that is asked for.
    pub(super) touched: Option<Touched>,
}

/// Runs the cases that are wanted.
pub(super) fn play(scripts: &[Script], args: &Args, streams: &mut Streams<'_>) -> Replays {
    let words = args.name.as_deref().unwrap_or_default().to_lowercase();
    let wanted = |script: &Script, case: &Case| {
        let numbered = args.cases.is_empty()
            || args
                .cases
                .iter()
                .any(|wanted| wanted.is(script.replay.scenario.as_str(), case));
        let tags = case.tags.iter().chain(&script.scenario.tags);
        let tagged = args.tags.is_empty() || tags.into_iter().any(|tag| args.tags.contains(tag));
        let named = [&case.name.zh, &case.name.en]
            .iter()
            .any(|name| name.to_lowercase().contains(&words));
        let selected = args
            .select
            .as_ref()
            .is_none_or(|one| one.holds(script, case));
        numbered && tagged && named && selected
    };
    let shard = args.shard.unwrap_or(Shard { index: 0, of: 1 });
    let tasks: Vec<(usize, &Script, &Case)> = scripts
        .iter()
        .flat_map(|script| {
            let cases = script.replay.cases.iter();
            cases
                .filter(move |case| wanted(script, case))
                .map(move |case| (script, case))
        })
        .enumerate()
        .filter(|(_, (script, case))| shard.holds(script.replay.scenario.as_str(), &case.label()))
        .map(|(order, (script, case))| (order, script, case))
        .collect();

    let jobs = args.jobs.map_or_else(shares::cores, NonZeroUsize::get);
    let mut replays = Replays::default();
    for touched in scripts.iter().filter_map(|script| script.touched.as_ref()) {
        if !replays.coverage.iter().any(|one| one.file == touched.file) {
            replays.coverage.push(touched.clone());
        }
    }
    for ((_, script, _), result) in tasks.iter().zip(run_all(&tasks, jobs, args, streams)) {
        match result {
            Some((case, met)) => {
                if let Some((of, met)) = script.touched.as_ref().zip(met) {
                    let mut all = replays.coverage.iter_mut();
                    let same = all.find(|one| one.file == of.file);
                    same.into_iter().for_each(|one| one.add(&met));
                }
                replays.cases.push(case);
            }
            None => replays.not_run += 1,
        }
    }
    replays
}

impl Script {
    /// Plays a case, unless it or its file says that it is to be left out.
    fn play(&self, case: &Case) -> CaseResult {
        let only = self.replay.cases.iter().find(|case| case.only.is_some());
        match (&case.skip, only) {
            (Some(reason), _) => left_out(case, reason),
            (None, Some(only)) if case.only.is_none() => {
                let reason = only.only.as_deref().unwrap_or_default();
                left_out(case, &format!("only #{} is played: {reason}", only.number))
            }
            _ => run_case(&self.scenario, case),
        }
    }
}

/// A case as it is reported, and what it touched where that is asked for.
type Done = (ReplayedCase, Option<Met>);

/// The results in the order of the tasks, whichever thread had them first. With `fail_fast`, none behind the first failure:
/// a thread passes a case over only if an earlier one is known to have failed, so that the first failure is always the same.
fn run_all(
    tasks: &[(usize, &Script, &Case)],
    jobs: usize,
    args: &Args,
    streams: &mut Streams<'_>,
) -> Vec<Option<Done>> {
    let next = AtomicUsize::new(0);
    let first_failure = AtomicUsize::new(usize::MAX);
    let (send, receive) = mpsc::channel();
    let work = |send: mpsc::Sender<(usize, Done)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((order, script, case)) = tasks.get(index) else {
                return;
            };
            if args.fail_fast && index > first_failure.load(Ordering::Relaxed) {
                return;
            }
            let mut result = script.play(case);
            if args.twice {
                result.compare(&script.play(case));
            }
            if !result.passed() {
                first_failure.fetch_min(index, Ordering::Relaxed);
            }
            let met = script
                .touched
                .is_some()
                .then(|| Met::by(&result, &script.scenario));
            let file = (script.name.as_str(), script.argument.as_deref());
            let scenario = &script.replay.scenario;
            // The whole assessments are let go here: a thousand cases' are more than the rest of the program.
            let done = ReplayedCase::new(*order, file, scenario, result);
            // The receiver lives as long as this scope.
            let _ = send.send((index, (done, met)));
        }
    };
    let mut results: Vec<Option<Done>> = tasks.iter().map(|_| None).collect();
    let mut progress = Progress::of(tasks.len());
    thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, tasks.len().max(1)) {
            let send = send.clone();
            scope.spawn(|| work(send));
        }
        drop(send);
        for (done, (index, result)) in (1..).zip(receive) {
            progress.at(done, streams.err);
            if let Some(slot) = results.get_mut(index) {
                *slot = Some(result);
            }
        }
    });
    progress.over(streams.err);
    let last = if args.fail_fast {
        first_failure.into_inner()
    } else {
        usize::MAX
    };
    // What a thread had begun behind the first failure is as good as not run.
    for slot in results.iter_mut().skip(last.saturating_add(1)) {
        *slot = None;
    }
    results
}
