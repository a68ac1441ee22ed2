//! The statements of one encounter: one a reply, one a disagreement with its marks, one for the end, one for an exam. Nothing
//! that can still change stands in a statement, since a record store never changes one.

use serde_json::{Map, Value, json};

use super::statement::{OURS, about, activity, profile, set, uuid};
use super::{Statement, Statements, duration, extension, extensions, score, tag};
use crate::progress::{End, KeptEncounter, KeptReply};

/// The longest that a reply takes, in milliseconds. Longer is a pause: who leaves an encounter can go on the next day.
const LONGEST: i64 = 30 * 60 * 1000;

impl Statements<'_> {
    /// The statements of `one` by the trainee with the account `account`: `answered` for each reply, `commented` where they saw
    /// its marks differently, `completed` or `terminated` at the end, `passed` or `failed` for an exam that ended with it.
    #[must_use]
    pub fn of_encounter(&self, one: &KeptEncounter, account: &str) -> Vec<Statement> {
        let mut out = Vec::new();
        let mut before = one.at;
        let mut took = Some(0);
        for (turn, reply) in (1_usize..).zip(&one.replies) {
            let since = reply.at.duration_since(before).as_millis();
            let since = i64::try_from(since)
                .ok()
                .filter(|since| (0..=LONGEST).contains(since));
            took = took.zip(since).map(|(took, since)| took + since);
            before = reply.at;
            out.push(self.reply(one, account, turn, reply, since));
            for (number, reason) in (1_usize..).zip(&reply.disagreements) {
                out.extend(self.disagreement(one, account, (turn, number), reply, reason));
            }
        }
        out.extend(self.end(one, account, took));
        out.extend(self.exam(one, account));
        out
    }

    fn reply(
        &self,
        one: &KeptEncounter,
        account: &str,
        turn: usize,
        reply: &KeptReply,
        took: Option<i64>,
    ) -> Statement {
        let mut also = extensions([
            ("turn", json!(turn)),
            ("moment", json!(reply.moment)),
            ("red-lines", json!(reply.red_lines)),
            ("actions", json!(reply.reply.actions)),
            ("hints", json!(reply.hints)),
        ]);
        let marks = reply.marks.iter();
        also.extend(marks.map(|(principle, mark)| (extension(principle.key()), json!(mark))));
        let mut result = json!({"score": score(reply.overall), "extensions": also});
        set(&mut result, "response", self.words(&reply.reply.words));
        set(&mut result, "duration", took.map(duration));
        // Early versions did not write down which state was answered.
        let object = reply.state.as_ref().map_or_else(
            || self.scenario(&one.scenario),
            |state| self.state(&one.scenario, state),
        );
        Statement::new(
            &format!("{}/{turn}", one.id),
            json!({
                "actor": self.agent(account),
                "verb": self.verb("answered"),
                "object": object,
                "result": result,
                "context": self.context(one, Some(self.scenario(&one.scenario))),
                "timestamp": reply.at.to_string(),
            }),
        )
    }

    /// What the trainee says of the marks; nothing where words stay here, since it is nothing else.
    fn disagreement(
        &self,
        one: &KeptEncounter,
        account: &str,
        (turn, number): (usize, usize),
        reply: &KeptReply,
        reason: &str,
    ) -> Option<Statement> {
        let reply_name = format!("{}/{turn}", one.id);
        let reason = self.words(reason)?;
        Some(Statement::new(
            &format!("{reply_name}/disagreed/{number}"),
            json!({
                "actor": self.agent(account),
                "verb": self.verb("commented"),
                "object": about(&reply_name),
                "result": {"response": reason},
                // What is about a statement may name neither revision nor platform.
                "context": {"registration": uuid(&one.id), "contextActivities": {"category": [profile()]}},
                // When it was said is not kept; the reply that it is about was there.
                "timestamp": reply.at.to_string(),
            }),
        ))
    }

    fn end(&self, one: &KeptEncounter, account: &str, took: Option<i64>) -> Option<Statement> {
        let verb = match one.end {
            End::Open => return None,
            End::Left => "terminated",
            End::Answered | End::Ended { .. } => "completed",
        };
        let ending = match &one.end {
            End::Ended { ending, .. } => json!(ending),
            _ => Value::Null,
        };
        let mut result = json!({
            "completion": !matches!(one.end, End::Left),
            "extensions": extensions([("end", json!(one.end.key())), ("ending", ending)]),
        });
        // Who left before the first reply has no mark, not a bad one.
        let answered = !one.replies.is_empty();
        set(&mut result, "score", answered.then(|| score(one.overall())));
        set(
            &mut result,
            "duration",
            took.filter(|_| answered).map(duration),
        );
        Some(Statement::new(
            &format!("{}/end", one.id),
            json!({
                "actor": self.agent(account),
                "verb": self.verb(verb),
                "object": self.scenario(&one.scenario),
                "result": result,
                "context": self.context(one, None),
                "timestamp": last(one),
            }),
        ))
    }

    fn exam(&self, one: &KeptEncounter, account: &str) -> Option<Statement> {
        let result = one.examined?;
        let exam = activity(
            &format!("{OURS}:exam"),
            "assessment",
            Some(self.both("xapi-exam")),
        );
        Some(Statement::new(
            &format!("{}/exam", one.id),
            json!({
                "actor": self.agent(account),
                "verb": self.verb(if result.passed { "passed" } else { "failed" }),
                "object": exam,
                "result": {
                    "score": score(result.overall),
                    "success": result.passed,
                    "completion": true,
                    "extensions": extensions([("pass", json!(result.pass))]),
                },
                "context": self.context(one, None),
                "timestamp": last(one),
            }),
        ))
    }

    fn context(&self, one: &KeptEncounter, parent: Option<Value>) -> Value {
        let mut activities: Map<String, Value> = Map::new();
        activities.insert("category".to_owned(), json!([profile()]));
        if let Some(parent) = parent {
            activities.insert("parent".to_owned(), json!([parent]));
        }
        let form = activity(
            &format!("{OURS}:form:{}", one.form),
            "course",
            Some(self.both(&format!("form-{}", one.form))),
        );
        activities.insert("grouping".to_owned(), json!([form]));
        let text = |text: &str| match text {
            "" => Value::Null,
            text => json!(text),
        };
        let mut context = json!({
            "registration": uuid(&one.id),
            "language": tag(one.language),
            "platform": format!("teller-coach {}", one.version),
            "contextActivities": activities,
            "extensions": extensions([
                ("form", json!(one.form)),
                ("round", text(&one.round)),
                ("scenario-edition", text(&one.scenario_version)),
                ("program", text(&one.version)),
                ("rubric", text(&one.rubric)),
                // A text: stores that keep numbers as JavaScript does would change the last digits.
                ("seed", json!(one.seed.to_string())),
            ]),
        });
        let edition = Some(one.scenario_version.as_str()).filter(|edition| !edition.is_empty());
        set(&mut context, "revision", edition);
        context
    }
}

/// When the last reply was sent.
fn last(one: &KeptEncounter) -> String {
    let last = one.replies.last();
    last.map_or(one.at, |reply| reply.at).to_string()
}
