//! The statements of a class: one a reply, one a ruling of the trainer, one an objection; and, once it has ended, one for each
//! person's result and one for the class. Nothing that can still change stands in a statement, since a record store never
//! changes one: so the marks of a reply are the scorer's, and the trainer's stand in statements about these.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::statement::{OURS, about, activity, part, profile, set, uuid};
use super::{Statement, Statements, duration, extension, extensions, language_map, score, tag};
use crate::domain::Mark;
use crate::report::class::{AnswerResults, ClassResults, SeatResults};
use crate::scoring::Apart;

impl Statements<'_> {
    /// The statements of a class: `answered` for each reply of a seat, `scored` where the trainer ruled on it, `commented` where
    /// the trainee saw its marks differently; once the class has ended `passed` or `failed` for each seat, by the drill's mark,
    /// and `completed` for the class.
    #[must_use]
    pub fn of_class(&self, class: &ClassResults) -> Vec<Statement> {
        let mut out = Vec::new();
        for seat in &class.seats {
            for answer in &seat.answers {
                out.push(self.answer(class, seat, answer));
                out.extend(self.ruling(class, seat, answer));
                out.extend(self.objection(class, seat, answer));
            }
        }
        if let Some(ended) = class.ended {
            // Where nothing was asked nobody has failed.
            let seats = class.seats.iter().filter(|_| class.turns > 0);
            out.extend(seats.map(|seat| self.result(class, seat, ended)));
            out.push(self.whole(class, ended));
        }
        // A file that was meddled with may tell a turn twice; the first is what everybody saw.
        let mut told = BTreeSet::new();
        out.retain(|one| told.insert(one.id.clone()));
        out
    }

    fn answer(
        &self,
        class: &ClassResults,
        seat: &SeatResults,
        answer: &AnswerResults,
    ) -> Statement {
        let mut also = extensions([
            ("red-lines", json!(answer.red_lines)),
            ("actions", json!(answer.reply.actions)),
        ]);
        let marks = answer.marks.iter();
        also.extend(marks.map(|(principle, mark)| (extension(principle.key()), json!(mark))));
        let mut result = json!({"score": score(answer.overall), "extensions": also});
        set(&mut result, "response", self.words(&answer.reply.words));
        let took = answer
            .seconds
            .and_then(|seconds| i64::try_from(seconds).ok());
        let took = took.and_then(|seconds| seconds.checked_mul(1000));
        set(&mut result, "duration", took.map(duration));
        let mut context = self.of(class, Some(self.scenario(&answer.scenario)));
        context["revision"] = json!(answer.edition);
        context["extensions"] = json!(extensions([
            ("rubric", json!(class.rubric)),
            ("program", json!(class.program)),
            ("seed", json!(class.seed.to_string())),
            ("scenario-edition", json!(answer.edition)),
            ("scene", json!(answer.scene)),
            ("step", json!(answer.step)),
            ("turn", json!(answer.turn)),
            // Words of the drill, not of a person.
            ("customer", json!(answer.customer)),
        ]));
        if answer.edition.is_empty() {
            context.as_object_mut().map(|all| all.remove("revision"));
        }
        Statement::new(
            &name_of(class, seat, answer),
            json!({
                "actor": self.person(class, seat),
                "verb": self.verb("answered"),
                "object": self.state(&answer.scenario, &answer.state),
                "result": result,
                "context": context,
                "timestamp": time(answer.at),
            }),
        )
    }

    /// The trainer's mark, overall or on principles alone, each with the scorer's rating beside it. Another mark for the same
    /// reply is another statement.
    fn ruling(
        &self,
        class: &ClassResults,
        seat: &SeatResults,
        answer: &AnswerResults,
    ) -> Option<Statement> {
        let reason = answer.reason()?;
        let rating = answer.ruling.as_ref().map(|(rating, _)| (*rating).min(4));
        let (mut ruled, mut scored) = (Map::new(), Map::new());
        // Part of the statement's name only where there are any: those of early versions keep theirs.
        let mut principles = String::new();
        for (principle, rating) in answer.ruled_principles.iter() {
            if let Some(rating) = rating.map(|rating| rating.min(4)) {
                let scorer = answer.marks[principle].rating();
                ruled.insert(principle.key().to_owned(), json!(rating));
                scored.insert(principle.key().to_owned(), json!(scorer));
                principles.push_str(&format!("/{principle}={rating}"));
            }
        }
        let mut result = json!({});
        if let Some(rating) = rating {
            result["score"] =
                json!({"scaled": f64::from(rating) / 4.0, "raw": rating, "min": 0, "max": 4});
            scored.insert("overall".to_owned(), json!(answer.overall.rating()));
        }
        let mut also = extensions([("scorer", json!(scored))]);
        if !ruled.is_empty() {
            also.extend(extensions([("ruled", json!(ruled))]));
        }
        result["extensions"] = json!(also);
        set(&mut result, "response", self.words(reason));
        let name = name_of(class, seat, answer);
        let rated = rating.map_or_else(String::new, |rating| rating.to_string());
        Some(Statement::new(
            &format!("{name}/ruled/{rated}/{reason}{principles}"),
            json!({
                "actor": self.trainer(class),
                "verb": self.verb("scored"),
                "object": about(&name),
                "result": result,
                "context": self.apart(class),
                "timestamp": time(answer.ruled.unwrap_or(answer.at)),
            }),
        ))
    }

    fn objection(
        &self,
        class: &ClassResults,
        seat: &SeatResults,
        answer: &AnswerResults,
    ) -> Option<Statement> {
        let reason = answer.objection.as_deref()?;
        let name = name_of(class, seat, answer);
        let mut result = json!({"extensions": extensions([("overall", json!(answer.overall))])});
        set(&mut result, "response", self.words(reason));
        Some(Statement::new(
            &format!("{name}/objected/{reason}"),
            json!({
                "actor": self.person(class, seat),
                "verb": self.verb("commented"),
                "object": about(&name),
                "result": result,
                "context": self.apart(class),
                "timestamp": time(answer.objected.unwrap_or(answer.at)),
            }),
        ))
    }

    fn result(&self, class: &ClassResults, seat: &SeatResults, ended: i64) -> Statement {
        let passed = class.passed(seat);
        let mut result = json!({
            "success": passed,
            "completion": seat.answers.len() >= class.turns,
            "extensions": extensions([
                ("pass", json!(class.pass)),
                ("answers", json!(seat.answers.len())),
                ("turns", json!(class.turns)),
            ]),
        });
        set(&mut result, "score", seat.mean().map(score));
        Statement::new(
            &format!("class/{}/{}/result", class.class, seat.seat),
            json!({
                "actor": self.person(class, seat),
                "verb": self.verb(if passed { "passed" } else { "failed" }),
                "object": self.drill(class),
                "result": result,
                "context": self.of(class, None),
                "timestamp": time(ended),
            }),
        )
    }

    fn whole(&self, class: &ClassResults, ended: i64) -> Statement {
        let people = class.seats.len();
        let passed = class.seats.iter().filter(|seat| class.passed(seat)).count();
        let means: Vec<Mark> = class.seats.iter().filter_map(SeatResults::mean).collect();
        let agreed = class.agreement();
        let Apart {
            count: rulings,
            same,
            near,
            ..
        } = agreed.overall;
        let scales = agreed.principles.iter();
        let scales = scales.map(|(principle, apart)| (principle.key(), apart));
        let agreement: Map<String, Value> = std::iter::once(("overall", &agreed.overall))
            .chain(scales)
            .filter(|(_, one)| one.count > 0)
            .map(|(scale, one)| {
                let counts = json!({"rulings": one.count, "same": one.same, "near": one.near});
                (scale.to_owned(), counts)
            })
            .collect();
        let mut result = json!({
            "completion": true,
            "extensions": extensions([
                ("people", json!(people)),
                ("passed", json!(passed)),
                ("pass", json!(class.pass)),
                ("turns", json!(class.turns)),
                ("rulings", json!(rulings)),
                ("rulings-as-scored", json!(same)),
                ("rulings-at-most-one-apart", json!(near)),
                ("agreement", json!(agreement)),
            ]),
        });
        let mean = (!means.is_empty()).then(|| Mark::mean(means.into_iter()));
        set(&mut result, "score", mean.map(score));
        let took = (ended >= class.opened).then(|| duration(ended - class.opened));
        set(&mut result, "duration", took);
        let mut group = self.group(class);
        let members: Vec<Value> = class
            .seats
            .iter()
            .map(|seat| self.person(class, seat))
            .collect();
        set(&mut group, "member", (people > 0).then_some(members));
        Statement::new(
            &format!("class/{}/end", class.class),
            json!({
                "actor": group,
                "verb": self.verb("completed"),
                "object": self.drill(class),
                "result": result,
                "context": self.of(class, None),
                "timestamp": time(ended),
            }),
        )
    }

    /// Who sat there: a pseudonym that means nothing outside this class, or the name, which is then the account's.
    fn person(&self, class: &ClassResults, seat: &SeatResults) -> Value {
        let name = seat.name.as_deref().filter(|name| !name.is_empty());
        match name.filter(|_| self.manner.names) {
            Some(name) => {
                let mut agent = self.agent(name);
                agent["name"] = json!(name);
                agent
            }
            None => self.agent(&format!("class:{}:{}", class.class, seat.seat)),
        }
    }

    /// Who led it, of whom the files say nothing.
    fn trainer(&self, class: &ClassResults) -> Value {
        self.agent(&format!("class:{}:trainer", class.class))
    }

    fn group(&self, class: &ClassResults) -> Value {
        json!({"objectType": "Group", "account": self.account(&format!("class:{}", class.class))})
    }

    fn drill(&self, class: &ClassResults) -> Value {
        let name = language_map(&class.title.zh, &class.title.en);
        activity(
            &format!("{OURS}:drill:{}", class.drill),
            "assessment",
            Some(name),
        )
    }

    /// What statements about statements of this class have in common.
    fn apart(&self, class: &ClassResults) -> Value {
        let meeting = activity(
            &format!("{OURS}:class:{}", part(&class.class)),
            "meeting",
            Some(self.both("xapi-class")),
        );
        json!({
            "registration": uuid(&format!("class/{}", class.class)),
            "instructor": self.trainer(class),
            "team": self.group(class),
            "contextActivities": {"grouping": [meeting, self.drill(class)], "category": [profile()]},
        })
    }

    /// What all other statements of this class have in common.
    fn of(&self, class: &ClassResults, parent: Option<Value>) -> Value {
        let mut context = self.apart(class);
        context["language"] = json!(tag(class.language));
        context["platform"] = json!(format!("teller-coach {}", class.program));
        context["extensions"] = json!(extensions([
            ("rubric", json!(class.rubric)),
            ("program", json!(class.program)),
            ("seed", json!(class.seed.to_string())),
            ("drill-edition", known(&class.drill_edition)),
        ]));
        let parent = parent.map(|parent| json!([parent]));
        set(&mut context["contextActivities"], "parent", parent);
        context
    }
}

/// A text; `null`, which is left out, where there is none.
fn known(text: &str) -> Value {
    if text.is_empty() {
        Value::Null
    } else {
        json!(text)
    }
}

/// The name of a reply's statement.
fn name_of(class: &ClassResults, seat: &SeatResults, answer: &AnswerResults) -> String {
    format!(
        "class/{}/{}/{}/{}",
        class.class, seat.seat, answer.scene, answer.turn
    )
}

/// Unix milliseconds as a timestamp; a time that no calendar knows is the beginning of 1970.
fn time(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_string()
}
