//! `class rehearse DRILL --trainees N`: a class of scripted trainees at real terminals. The trainer leads them to try a drill out;
//! `--unattended` leads them by itself and says whether every reply was kept once and how long everybody waited.

mod cast;
mod pty;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use cast::{Cast, Sent, Setting};
use pty::{LARGE, Pty};

use super::{ClassArgs, host, with_scenarios};
use crate::classroom::{Directory, Repertoire, results, verify};
use crate::cli::world::{self, World};
use crate::cli::{Exit, Streams};
use crate::domain::{Language, ScenarioId};
use crate::i18n::Texts;
use crate::replay::{Document, Lookup};
use crate::scenario::{Library, Scenario};
use crate::text::sanitize_line;
use crate::tui::class::{Orders, Phase};

/// What `class rehearse` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The drill: one of the program's, or a file that ends in `.drill.yaml`
    drill: String,
    /// How many scripted trainees
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=1000))]
    trainees: u16,
    /// Keep the class in this folder; without it a folder of its own that is gone afterwards
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Lead the class without a person, then say what was kept and how long everybody waited
    #[arg(long)]
    unattended: bool,
    /// The longest a trainee thinks before answering, in seconds
    #[arg(long, default_value_t = 20, value_name = "SECONDS")]
    pace: u16,
    /// Of a hundred trainees so many lose their connection right after sending, and come back
    #[arg(long, default_value_t = 0, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    cut: u8,
    /// The seed of the encounters and of who answers what
    #[arg(long)]
    seed: Option<u64>,
    #[command(flatten)]
    class: ClassArgs,
}

/// How long to wait for what should not take long: everybody seated, a turn opened, the class ended.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long the wall is looked at.
const WALL: Duration = Duration::from_millis(1_500);

/// Rehearses.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let config = args.class.config.read(&world).config;
    let language = args.class.look.language(&config, &world);
    let opened = args.class.library.open_with_own(&world);
    let Some((_, scenarios)) = with_scenarios(&args.drill, &opened.library, streams)? else {
        return Ok(Exit::Usage);
    };
    let own = tempfile::tempdir().context("no folder could be made for the class")?;
    let dir = args.dir.clone().unwrap_or_else(|| own.path().join("class"));
    let seed = args.seed.unwrap_or_else(world::any_seed);
    let setting = setting(args, &dir, seed, language);
    let repertoire = repertoire(&scenarios, &opened.library, language);
    if args.unattended {
        let heard = (scenarios, repertoire);
        return unattended(args, &dir, setting, heard, &opened.library, streams);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let cast = {
        let (stop, dir) = (Arc::clone(&stop), dir.clone());
        std::thread::spawn(move || Cast::new(&dir, setting, scenarios, repertoire)?.play(&stop))
    };
    let class = args.class.clone();
    let led = host::run(
        &host::Args::of(&args.drill, dir, Some(seed), class),
        streams,
    );
    stop.store(true, Ordering::Relaxed);
    let played = cast
        .join()
        .map_err(|_| anyhow!("a scripted trainee failed"))?;
    let exit = led?;
    played.map(|()| exit)
}

/// What can be said to the customers of a drill: a script that can't be read has nothing to add, and `check` says what is wrong.
fn repertoire(scenarios: &[Arc<Scenario>], library: &Library, language: Language) -> Repertoire {
    let mut repertoire = Repertoire::default();
    for scenario in scenarios {
        let file = library.file(scenario.id.as_str());
        let Some(text) = file.and_then(|file| file.replay()) else {
            continue;
        };
        let name = format!("{}.replay.yaml", scenario.id);
        let found = |_: &ScenarioId| Lookup::Found(Arc::clone(scenario));
        if let Some((script, scenario)) = Document::read(&name, text, found).replay {
            repertoire.add(&scenario, &script, language);
        }
    }
    repertoire
}

fn setting(args: &Args, dir: &Path, seed: u64, language: Language) -> Setting {
    let texts = Texts::new(language);
    let title = texts.with("coach-title", &[("turn", 1.into())]);
    let mut terminal = vec![
        "class".to_owned(),
        "join".to_owned(),
        dir.display().to_string(),
    ];
    terminal.extend(["--lang".to_owned(), language.key().to_owned()]);
    terminal.extend(args.class.library.again());
    Setting {
        trainees: usize::from(args.trainees),
        cut: usize::from(args.cut),
        pace: Duration::from_secs(args.pace.into()),
        seed,
        called: texts.get("rehearse-called"),
        args: terminal,
        // The words before the number of the reply.
        marked: title.split('1').next().unwrap_or(&title).trim().to_owned(),
        writing: texts.get("write-title"),
        // So much of the first sentence as stands on one line of the screen.
        sitting_down: texts.get("class-name").chars().take(6).collect(),
    }
}

/// What an unattended class came to.
struct Played {
    sent: Vec<Sent>,
    waited: Vec<Duration>,
    to_wall: Vec<Duration>,
    unmarked: usize,
    cuts: usize,
    memory: Option<u64>,
    /// Of one processor core, the trainer's program.
    console: Option<f64>,
}

fn unattended(
    args: &Args,
    dir: &Path,
    setting: Setting,
    heard: (Vec<Arc<Scenario>>, Repertoire),
    library: &Library,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let language = Texts::new(setting_language(&setting));
    let played = lead(args, dir, setting, heard)?;
    let directory = Directory::new(dir.to_owned());
    let found = results(&directory)?;
    let mut stored: Vec<Sent> = Vec::new();
    for seat in &found.seats {
        stored.extend(seat.answers.iter().map(|answer| Sent {
            name: seat.name.clone().unwrap_or_default(),
            scene: answer.scene,
            turn: answer.turn,
            words: answer.reply.words.clone(),
        }));
    }
    let missing = played
        .sent
        .iter()
        .filter(|one| !stored.contains(one))
        .count();
    let doubled = stored.len().saturating_sub(played.sent.len() - missing);
    let verified = verify(&directory, &|id| library.scenario(id.as_str()))?;
    say(
        &language,
        &played,
        stored.len(),
        (missing, doubled),
        streams,
    )?;
    for finding in &verified.findings {
        let (file, what) = (sanitize_line(&finding.file), sanitize_line(&finding.what));
        writeln!(streams.out, "{file}: {what}")?;
    }
    let sound = missing + doubled + played.unmarked + verified.findings.len() == 0;
    Ok(if sound { Exit::Fine } else { Exit::FellShort })
}

/// Leads the class through its console, as a trainer would.
fn lead(
    args: &Args,
    dir: &Path,
    setting: Setting,
    heard: (Vec<Arc<Scenario>>, Repertoire),
) -> Result<Played> {
    let folder = dir.display().to_string();
    let mut console: Vec<String> = ["class", "host", &args.drill, "--dir", &folder]
        .map(str::to_owned)
        .into();
    console.extend(["--seed".to_owned(), setting.seed.to_string()]);
    console.push("--unkept".to_owned());
    console.extend(setting.args.iter().skip(3).cloned());
    let mut console = Pty::run(&console, LARGE)?;
    let begun = pty::now();
    let (trainees, pace) = (setting.trainees, setting.pace);
    let mut cast = Cast::new(dir, setting, heard.0, heard.1)?;
    let seated = |cast: &Cast| {
        let members = cast.orders().map_or(0, |orders: &Orders| orders.members);
        members == trainees && cast.all_answered()
    };
    if !cast.play_until(PATIENCE, seated)? {
        return Err(anyhow!(
            "not everybody had sat down after {} seconds",
            PATIENCE.as_secs()
        ));
    }
    let mut to_wall = Vec::new();
    loop {
        cast.pressed.clear();
        console.count(trainees);
        console.keys("n");
        let opened = |cast: &Cast| {
            cast.orders()
                .is_some_and(|one| one.phase == Phase::Answering)
        };
        if !cast.play_until(Duration::from_secs(3), opened)? {
            // No turn is left.
            break;
        }
        let answered = cast.play_until(pace + PATIENCE, Cast::all_answered)?;
        let _ = cast.play_until(WALL, |_| false)?;
        cast.pressed.sort_unstable();
        for (count, at) in console.counted() {
            let pressed = cast.pressed.get(count - 1).filter(|_| cast.cuts == 0);
            to_wall.extend(pressed.map(|pressed| at.saturating_duration_since(*pressed)));
        }
        console.keys("r");
        let _ = cast.play_until(WALL, |_| false)?;
        if !answered {
            break;
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    let used = console.processor().map(|used| used / seconds);
    let memory = cast.memory();
    console.keys("e");
    let _ = cast.play_until(Duration::from_millis(500), |_| false)?;
    console.keys("\r");
    let ended = |cast: &Cast| cast.orders().is_some_and(|one| one.phase == Phase::Ended);
    if !cast.play_until(PATIENCE, ended)? {
        return Err(anyhow!("the class could not be ended"));
    }
    Ok(Played {
        sent: std::mem::take(&mut cast.sent),
        waited: std::mem::take(&mut cast.waited),
        to_wall,
        unmarked: cast.unmarked,
        cuts: cast.cuts,
        memory,
        console: used,
    })
}

/// The language that the terminals were given.
fn setting_language(setting: &Setting) -> Language {
    let mut all = Language::ALL.iter().copied();
    let given = |one: &Language| setting.args.iter().any(|arg| arg == one.key());
    all.find(given).unwrap_or(Language::Zh)
}

fn say(
    texts: &Texts,
    played: &Played,
    stored: usize,
    (missing, doubled): (usize, usize),
    streams: &mut Streams<'_>,
) -> Result<()> {
    let mut line = |key: &str, values: &[(&str, fluent_bundle::FluentValue<'_>)]| {
        writeln!(streams.out, "{}", texts.with(key, values))
    };
    line(
        "rehearse-kept",
        &[
            ("sent", played.sent.len().into()),
            ("stored", stored.into()),
            ("missing", missing.into()),
            ("doubled", doubled.into()),
        ],
    )?;
    if played.unmarked > 0 {
        line("rehearse-unmarked", &[("count", played.unmarked.into())])?;
    }
    if played.cuts > 0 {
        line("rehearse-cuts", &[("count", played.cuts.into())])?;
    }
    for (key, times) in [
        ("rehearse-waited", &played.waited),
        ("rehearse-wall", &played.to_wall),
    ] {
        let mut millis: Vec<u64> = times
            .iter()
            .map(|one| u64::try_from(one.as_millis()).unwrap_or(u64::MAX))
            .collect();
        millis.sort_unstable();
        let at = |share: usize| {
            millis.get((millis.len() * share / 100).min(millis.len().saturating_sub(1)))
        };
        if let (Some(median), Some(slow), Some(slowest)) = (at(50), at(99), millis.last()) {
            line(
                key,
                &[
                    ("median", (*median).into()),
                    ("slow", (*slow).into()),
                    ("slowest", (*slowest).into()),
                ],
            )?;
        }
    }
    if let (Some(memory), Some(console)) = (played.memory, played.console) {
        line(
            "rehearse-load",
            &[
                ("memory", format!("{:.1}", memory as f64 / 1024.0).into()),
                ("console", format!("{:.1}", console * 100.0).into()),
            ],
        )?;
    }
    Ok(())
}
