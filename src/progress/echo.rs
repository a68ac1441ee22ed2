//! A reply that was given to another customer of the same round already, in nearly the same words. Must not mark it: a mark
//! belongs to one reply before one customer, so that it is the same whatever was said before.

use crate::text::normalise;

/// From how much alike on two replies count as the same, out of 1 (letters that need not be changed): another name and one other
/// word in a sentence of twenty characters are still the same. Not by shared pairs of letters: `strsim::sorensen_dice` divides
/// by bytes, which makes a third of what is alike in Chinese.
const SAME: f64 = 0.7;

/// Letters and numbers below which nothing is said: a greeting is rightly the same for everybody.
const SHORTEST: usize = 8;

/// Which of the `earlier` replies `words` repeat, the first one.
#[must_use]
pub fn echoed(words: &str, earlier: &[&str]) -> Option<usize> {
    let words = bare(words);
    if words.chars().count() < SHORTEST {
        return None;
    }
    earlier
        .iter()
        .position(|earlier| strsim::normalized_levenshtein(&words, &bare(earlier)) >= SAME)
}

/// The letters and numbers alone: other commas make no other reply.
fn bare(words: &str) -> String {
    let normal = normalise(words).text();
    normal.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Library;

    #[test]
    fn another_name_or_comma_makes_no_other_reply() {
        let first = "张大爷，让您久等了，真对不起，您先坐，我这就帮您查。";
        let again = "李女士,让您久等了,真对不起,您先请坐,我这就帮您查!";
        assert_eq!(echoed(again, &["您好", first]), Some(1));
        let first =
            "I'm sorry for the wait, Mr Zhang. Please take a seat, I'll look into it right away.";
        let again =
            "I am sorry for the wait, Ms Li - please take a seat, I'll look into it right away";
        assert_eq!(echoed(again, &[first]), Some(0));
        assert_eq!(echoed("您好，请坐！", &["您好，请坐！"]), None);
        let other = "让您久等了，年费是我们扣重了，下午三点前退回您卡上。";
        assert_eq!(
            echoed(other, &[first, "让您久等了，您先坐，我这就帮您查。"]),
            None
        );
    }

    /// Good replies speak to one customer: none may count as a repetition of another's.
    #[test]
    fn no_good_reply_of_one_scenario_is_that_of_another() {
        let library = Library::embedded();
        let mut replies: Vec<(String, String)> = Vec::new();
        for header in library.headers() {
            let scenario = library.scenario(header.id.as_str()).unwrap();
            let good = scenario
                .states
                .iter()
                .filter_map(|state| state.good.as_ref());
            for good in good {
                replies.push((header.id.to_string(), good.words.zh.clone()));
                replies.push((header.id.to_string(), good.words.en.clone()));
            }
        }
        assert!(replies.len() > 300, "{}", replies.len());
        for (number, (id, words)) in replies.iter().enumerate().step_by(3) {
            for (other, earlier) in &replies[..number] {
                assert!(
                    id == other || echoed(words, &[earlier]).is_none(),
                    "{id}: {words}\n{other}: {earlier}"
                );
            }
        }
    }
}
