//! The one next step: of a list of proposals and of the reply's own faults, the edit that helps most, found by scoring the
//! edited reply again. What does not raise the mark is never shown. Must not phrase anything itself: the words are data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::assess::assess;
use super::reading::Reading;
use super::signals::{Effect, Inventory};
use super::{Assessment, EvidenceEffect, Situation};
use crate::domain::{Bilingual, Language, Moment, Principle, Reply};
use crate::text::{ReplyLanguage, Span, normalise};

/// A proposal as data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proposal {
    id: String,
    /// Signals and actions that already do what it proposes.
    without: Vec<String>,
    principle: Principle,
    at: Place,
    moments: Vec<Moment>,
    say: Bilingual,
    example: Bilingual,
    /// Other examples, by the moment and what the customer speaks of.
    #[serde(default)]
    heard: Vec<Heard>,
    /// Whether it is among the few for those who do poorly.
    #[serde(default)]
    simple: bool,
}

/// An example for some moments, or for customers who use one of some words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heard {
    /// None: at every moment.
    #[serde(default)]
    moments: Vec<Moment>,
    /// None in either language: whatever was said.
    #[serde(default)]
    zh: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    example: Bilingual,
}

impl Heard {
    /// Whether it is for this moment and for a customer who said `said`, which is normalised.
    fn fits(&self, moment: Moment, said: &str) -> bool {
        let mut words = self.zh.iter().chain(&self.en).peekable();
        (self.moments.is_empty() || self.moments.contains(&moment))
            && (words.peek().is_none() || words.any(|word| holds_word(said, word)))
    }
}

impl Proposal {
    /// The words it proposes to who answers this customer at this moment.
    fn example(&self, moment: Moment, customer: &str, language: Language) -> &str {
        let said = normalise(customer).text();
        let heard = self.heard.iter().find(|heard| heard.fits(moment, &said));
        heard
            .map_or(&self.example, |heard| &heard.example)
            .get(language)
    }
}

/// Whether `text` holds `word`; an English word only where one begins.
fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let inside = text[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphanumeric());
        !inside || !word.starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    Start,
    End,
}

/// One thing to do better.
#[derive(Debug, Clone, PartialEq)]
pub enum NextStep {
    /// Say something more.
    Add {
        /// The proposal's key.
        id: String,
        /// The principle it serves.
        principle: Principle,
        /// What to do.
        say: Bilingual,
        /// Words that would do it, in the language of the reply.
        example: String,
        /// Whether they go before what was said; else behind it.
        first: bool,
        /// How many points the overall mark gains.
        gain: u8,
    },
    /// Leave something out.
    Leave {
        /// What is wrong with it: the key of the signal.
        signal: String,
        /// Where it stands in the reply.
        span: Span,
        /// The words to leave out.
        words: String,
        /// How many points the overall mark gains.
        gain: u8,
    },
    /// Nothing to mend: a question to think about.
    Reflect {
        /// The principle it is about.
        principle: Principle,
        /// The question.
        question: Bilingual,
    },
}

impl NextStep {
    /// `reply` as it would be after this step.
    #[must_use]
    pub fn applied(&self, reply: &Reply) -> Reply {
        let words = match self {
            Self::Add { example, first, .. } => with(&reply.words, example, *first),
            Self::Leave { span, .. } => without(&reply.words, *span),
            Self::Reflect { .. } => reply.words.clone(),
        };
        Reply {
            words,
            actions: reply.actions.clone(),
        }
    }
}

/// `words` with `example` before or behind them. English sentences need a space between them.
fn with(words: &str, example: &str, first: bool) -> String {
    let english = ReplyLanguage::of(example) == ReplyLanguage::En && !words.is_empty();
    let gap = if english { " " } else { "" };
    if first {
        format!("{example}{gap}{words}")
    } else {
        format!("{words}{gap}{example}")
    }
}

/// A question for each principle.
fn questions() -> &'static BTreeMap<Principle, Bilingual> {
    static QUESTIONS: OnceLock<BTreeMap<Principle, Bilingual>> = OnceLock::new();
    QUESTIONS.get_or_init(|| {
        match serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/reflection.json"))) {
            Ok(questions) => questions,
            Err(error) => unreachable!("the embedded questions are not readable: {error}"),
        }
    })
}

/// A question on the principle that is marked lowest of those the moment lives by: who does well learns more from thinking than
/// from being told.
fn reflect(situation: &Situation<'_>, assessment: &Assessment) -> Option<NextStep> {
    let principle = situation
        .moment
        .lives_by()
        .min_by_key(|principle| assessment.principles[*principle].mark)?;
    Some(NextStep::Reflect {
        principle,
        question: questions().get(&principle)?.clone(),
    })
}

fn proposals() -> &'static [Proposal] {
    static PROPOSALS: OnceLock<Vec<Proposal>> = OnceLock::new();
    PROPOSALS.get_or_init(|| {
        match serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/advice.json"))) {
            Ok(proposals) => proposals,
            Err(error) => unreachable!("the embedded advice is not readable: {error}"),
        }
    })
}

/// From this overall mark on a reply is left as it is.
const GOOD_ENOUGH: u8 = 88;
/// Below this overall mark only simple steps are proposed, as long as one of them helps: in field trials those ranked lowest
/// did worse the more feedback they got.
const WEAK: u8 = 38;

/// The edit of `reply` that raises its overall mark most, if any does; a crossed red line comes first. A reply that is very
/// good already gets a question to think about instead. One step at a time: those who do worst do worse still with more.
#[must_use]
pub fn next_step(
    situation: &Situation<'_>,
    reply: &Reply,
    assessment: &Assessment,
) -> Option<NextStep> {
    if assessment.overall.value() >= GOOD_ENOUGH && !assessment.crosses(None) {
        return reflect(situation, assessment);
    }
    let worst = leave(situation, reply, assessment);
    if assessment.crosses(None) && worst.is_some() {
        return worst;
    }
    let better = add(situation, reply, assessment);
    match (&worst, &better) {
        (Some(NextStep::Leave { gain: left, .. }), Some(NextStep::Add { gain: added, .. }))
            if left >= added =>
        {
            worst
        }
        (_, Some(_)) => better,
        _ => worst,
    }
}

fn gain(situation: &Situation<'_>, before: &Assessment, edited: &Reply) -> Option<u8> {
    let after = assess(situation, edited);
    let gain = after.overall.value().checked_sub(before.overall.value())?;
    (gain > 0 && (after.red_lines.is_empty() || !before.red_lines.is_empty())).then_some(gain)
}

/// The best proposal. What serves a principle that the moment lives by comes first, the worst marked before the others; then
/// the gain decides.
fn add(situation: &Situation<'_>, reply: &Reply, assessment: &Assessment) -> Option<NextStep> {
    let language = match ReplyLanguage::of(&reply.words) {
        ReplyLanguage::En if !reply.words.is_empty() => Language::En,
        ReplyLanguage::En if ReplyLanguage::of(situation.customer) == ReplyLanguage::En => {
            Language::En
        }
        _ => Language::Zh,
    };
    let weak = assessment.overall.value() < WEAK;
    let mut best: Option<((bool, u8, u8), NextStep)> = None;
    for proposal in proposals() {
        let fits = proposal.moments.is_empty() || proposal.moments.contains(&situation.moment);
        if !fits
            || proposal
                .without
                .iter()
                .any(|signal| assessment.found(signal))
        {
            continue;
        }
        let example = proposal.example(situation.moment, situation.customer, language);
        let first = proposal.at == Place::Start;
        let words = with(&reply.words, example, first);
        let edited = Reply {
            words,
            actions: reply.actions.clone(),
        };
        let Some(gain) = gain(situation, assessment, &edited) else {
            continue;
        };
        let mark = assessment.principles[proposal.principle].mark.value();
        let lived_by = situation
            .moment
            .lives_by()
            .any(|principle| principle == proposal.principle);
        // In steps of ten, so that a point or two does not outweigh a proposal that helps more.
        let need = if lived_by { (100 - mark) / 10 } else { 0 };
        let worth = (weak && proposal.simple, need, gain);
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            let step = NextStep::Add {
                id: proposal.id.clone(),
                principle: proposal.principle,
                say: proposal.say.clone(),
                example: example.to_owned(),
                first,
                gain,
            };
            best = Some((worth, step));
        }
    }
    best.map(|(_, step)| step)
}

/// The fault in the reply that costs most.
fn leave(situation: &Situation<'_>, reply: &Reply, assessment: &Assessment) -> Option<NextStep> {
    let inventory = Inventory::embedded();
    let mut spans: Vec<(&str, Span)> = assessment
        .principles
        .iter()
        .flat_map(|(_, one)| &one.evidence)
        .filter(|one| one.effect == EvidenceEffect::Lowers)
        .filter_map(|one| Some((&*one.signal, one.span?)))
        .filter(|(signal, _)| {
            let fault = |number: usize| {
                inventory
                    .signals()
                    .get(number)
                    .is_some_and(|one| one.effect == Effect::Fault)
            };
            inventory.number(signal).is_some_and(fault)
        })
        .collect();
    // What is left out is the whole clause: the rest of it would hang in the air.
    let clauses = clauses(&reply.words);
    for (_, span) in &mut spans {
        if let (Some(first), Some(last)) = (
            clauses.iter().find(|clause| clause.overlaps(*span)),
            clauses.iter().rfind(|clause| clause.overlaps(*span)),
        ) {
            *span = Span::new(first.start, last.end);
        }
    }
    spans.sort_by_key(|(signal, span)| (*span, *signal));
    spans.dedup();
    let mut best: Option<((bool, u8), NextStep)> = None;
    for (signal, span) in spans {
        let edited = Reply {
            words: without(&reply.words, span),
            actions: reply.actions.clone(),
        };
        let Some(points) = gain(situation, assessment, &edited) else {
            continue;
        };
        // What crosses a red line goes first, however little is gained while other faults remain.
        let crosses = assessment
            .red_lines
            .iter()
            .any(|crossing| crossing.span.overlaps(span));
        let worth = (crosses, points);
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            let step = NextStep::Leave {
                signal: signal.to_owned(),
                span,
                words: span.text(&reply.words),
                gain: points,
            };
            best = Some((worth, step));
        }
    }
    best.map(|(_, step)| step)
}

/// The clauses of `words` in typed characters, with the mark that ends each.
fn clauses(words: &str) -> Vec<Span> {
    let reading = Reading::of(words);
    let typed = |(start, end): (u32, u32)| {
        let (from, to) = reading.normal.typed(start as usize, end as usize);
        Span::new(from, to)
    };
    reading.clauses.clause_ranges().map(typed).collect()
}

fn without(words: &str, span: Span) -> String {
    let keep = |at: usize| at < span.start as usize || at >= span.end as usize;
    words
        .chars()
        .enumerate()
        .filter(|(at, _)| keep(*at))
        .map(|(_, c)| c)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_proposed_raises_the_mark() {
        for (moment, customer, words) in [
            (Moment::Grievance, "等了两个小时!", "现在人多,等着吧。"),
            (Moment::Refusal, "就不能通融一下?", "不行,规定。"),
            (
                Moment::Confusion,
                "I don't understand this form.",
                "Just fill it in.",
            ),
            (
                Moment::Mistake,
                "You charged me twice!",
                "The system did that.",
            ),
        ] {
            let situation = Situation::new(moment, customer);
            let reply = Reply::of_words(words);
            let before = assess(&situation, &reply);
            let step = next_step(&situation, &reply, &before);
            let edited = match &step {
                Some(step) => step.applied(&reply).words,
                None => panic!("nothing to better in {words:?}"),
            };
            let after = assess(&situation, &Reply::of_words(&edited));
            assert!(after.overall > before.overall, "{words:?}: {step:?}");
        }
    }

    #[test]
    fn what_crosses_a_red_line_is_named_first() {
        let situation = Situation::new(Moment::Grievance, "You charged me twice!");
        let reply = Reply::of_words("Not my problem. Please wait over there.");
        let before = assess(&situation, &reply);
        match next_step(&situation, &reply, &before) {
            Some(NextStep::Leave { words, .. }) => assert_eq!(words, "Not my problem."),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_example_speaks_of_what_the_customer_spoke_of() {
        let example = |id: &str, customer: &str, language: Language| {
            let of = proposals().iter().find(|proposal| proposal.id == id);
            of.map(|proposal| {
                proposal
                    .example(Moment::Grievance, customer, language)
                    .to_owned()
            })
            .unwrap_or_default()
        };
        let zh = |customer: &str| example("name_the_feeling", customer, Language::Zh);
        assert!(zh("我等了两个小时！").starts_with("等了这么久"));
        assert!(zh("这理财怎么亏了三万？").contains("亏"));
        assert!(
            zh("等额本息是什么？").starts_with("换了我"),
            "等额 is no waiting"
        );
        let en = |customer: &str| example("apologise_plainly", customer, Language::En);
        assert!(en("You CHARGED me twice").starts_with("The charge"));
        assert!(en("Why was it discharged?").starts_with("I'm sorry you were kept"));
    }

    #[test]
    fn the_example_is_for_the_moment_and_for_anybody() {
        for proposal in proposals() {
            let all = Moment::ALL.iter().copied();
            let fitting = all
                .filter(|moment| proposal.moments.is_empty() || proposal.moments.contains(moment));
            for moment in fitting {
                let [zh, en] = [Language::Zh, Language::En]
                    .map(|language| proposal.example(moment, "", language).to_lowercase());
                let id = &proposal.id;
                assert!(!zh.replace("您", "").contains('你'), "{id}: {zh}");
                for title in ["sir", "madam", "先生", "女士"] {
                    let words: Vec<&str> = en.split(|c: char| !c.is_alphabetic()).collect();
                    assert!(
                        !words.contains(&title) && !zh.contains(title),
                        "{id}: {zh} {en}"
                    );
                }
                let greets = ["您好", "今天想办", "good morning", "hello"]
                    .iter()
                    .any(|greeting| zh.contains(greeting) || en.contains(greeting));
                assert!(moment != Moment::Closing || !greets, "{id}: {zh} {en}");
            }
        }
        // Who has said nothing but a bare word at a farewell is not told to say good morning.
        for (customer, words) in [("那我走了。", "嗯。"), ("I'm off, then.", "Right.")] {
            let situation = Situation::new(Moment::Closing, customer);
            let reply = Reply::of_words(words);
            match next_step(&situation, &reply, &assess(&situation, &reply)) {
                Some(NextStep::Add { example, .. }) => {
                    assert!(
                        !example.starts_with("您好") && !example.starts_with("Good morning"),
                        "{example}"
                    );
                }
                other => panic!("{words}: {other:?}"),
            }
        }
    }

    #[test]
    fn who_does_poorly_gets_a_simple_step() {
        let mut simple = 0;
        for (moment, customer, words) in [
            (Moment::Waiting, "怎么这么久？", "在弄呢。"),
            (Moment::Refusal, "为什么不能取？", "不能。"),
            (Moment::Inquiry, "How much is it?", "Dunno."),
            (Moment::Grievance, "You lost my form!", "Hm. Whatever."),
        ] {
            let situation = Situation::new(moment, customer);
            let reply = Reply::of_words(words);
            let before = assess(&situation, &reply);
            assert!(before.overall.value() < WEAK, "{words}");
            if let Some(NextStep::Add { id, .. }) = next_step(&situation, &reply, &before) {
                let of = proposals().iter().find(|proposal| proposal.id == id);
                assert!(of.is_some_and(|proposal| proposal.simple), "{words}: {id}");
                simple += 1;
            }
        }
        assert!(simple >= 2, "{simple}");
    }

    #[test]
    fn proposals_have_both_languages_and_ids_of_their_own() {
        let mut ids: Vec<&str> = proposals()
            .iter()
            .map(|proposal| proposal.id.as_str())
            .collect();
        assert!(ids.len() > 10);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), proposals().len());
        for proposal in proposals() {
            assert!(
                !proposal.say.zh.is_empty() && !proposal.say.en.is_empty(),
                "{}",
                proposal.id
            );
            assert_ne!(proposal.example.zh, proposal.example.en);
            for signal in &proposal.without {
                let known = crate::domain::Action::from_key(signal).is_some()
                    || crate::scoring::signal_name(signal, Language::En).is_some();
                assert!(
                    known,
                    "{}: there is no signal or action `{signal}`",
                    proposal.id
                );
            }
        }
    }
}
