//! "Did you mean": the known name nearest to one that nobody knows. Must not know what the names stand for.

/// At most so many names are listed in a message; a longer list helps nobody.
const LISTED: usize = 24;

/// At most so many names are compared with; a file made to be slow may define thousands.
const COMPARED: usize = 500;

/// How to mend a name that is not among `known`: the nearest one if it is near, and what there is.
#[must_use]
pub fn advice(word: &str, known: &[&str]) -> String {
    let nearest = nearest(word, known);
    let list = list(known);
    match nearest {
        Some(name) if known.len() == 1 => format!("did you mean `{name}`?"),
        Some(name) => format!("did you mean `{name}`? Known: {list}"),
        None if known.is_empty() => "none are known in this file".to_owned(),
        None => format!("known: {list}"),
    }
}

/// The known name that needs fewest changes, if they are few for its length.
#[must_use]
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let plain = |name: &str| name.to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    known
        .iter()
        .take(COMPARED)
        .map(|&name| (distance(&word, &plain(name)), name))
        .min_by_key(|&(distance, _)| distance)
        .filter(|&(distance, name)| {
            distance <= (name.chars().count().max(word.chars().count()) / 3).max(1)
        })
        .map(|(_, name)| name)
}

/// The names, each in code marks.
#[must_use]
pub fn list(known: &[&str]) -> String {
    let mut list = known
        .iter()
        .take(LISTED)
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if known.len() > LISTED {
        list.push_str(" …");
    }
    list
}

/// How many letters must be put in, taken out, exchanged or swapped with their neighbour to make `b` of `a`.
fn distance(a: &str, b: &str) -> usize {
    // A name longer than any real one is not near anything, and comparing it would cost its length squared.
    const LONGEST: usize = 64;
    let a: Vec<char> = a.chars().take(LONGEST + 1).collect();
    let b: Vec<char> = b.chars().take(LONGEST + 1).collect();
    if a.len() > LONGEST || b.len() > LONGEST {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(from != to))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let known = ["moment", "says", "needs", "offer_water", "提前预约"];
        for (word, expected) in [
            ("momnet", Some("moment")),
            ("Says", Some("says")),
            ("offer-water", Some("offer_water")),
            ("say", Some("says")),
            ("提前预定", Some("提前预约")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, &known), expected, "{word}");
        }
        assert_eq!(nearest(&"x".repeat(100_000), &known), None);
        assert_eq!(advice("sayz", &["says"]), "did you mean `says`?");
        assert_eq!(advice("x", &[]), "none are known in this file");
    }
}
