//! Words typed in capitals: which of them shout. Must not know what any word says of the customer; the words named here are
//! told from abbreviations (PIN, IBAN, LTV), which banks write in capitals in all calm.

use super::reading::Reading;

/// Everyday words that nobody writes in capitals but to raise the voice.
const EVERYDAY: &[&str] = &[
    "all",
    "always",
    "and",
    "are",
    "back",
    "bye",
    "can",
    "cannot",
    "card",
    "come",
    "do",
    "done",
    "down",
    "enough",
    "ever",
    "every",
    "everybody",
    "form",
    "get",
    "go",
    "has",
    "have",
    "hear",
    "here",
    "his",
    "her",
    "how",
    "is",
    "it",
    "just",
    "know",
    "last",
    "listen",
    "look",
    "money",
    "must",
    "my",
    "name",
    "need",
    "never",
    "new",
    "next",
    "no",
    "nobody",
    "nothing",
    "not",
    "now",
    "off",
    "once",
    "one",
    "only",
    "out",
    "over",
    "please",
    "put",
    "queue",
    "quiet",
    "read",
    "said",
    "see",
    "should",
    "sign",
    "sit",
    "speak",
    "stand",
    "stop",
    "take",
    "tell",
    "that",
    "the",
    "them",
    "there",
    "they",
    "this",
    "times",
    "today",
    "told",
    "understand",
    "very",
    "wait",
    "was",
    "we",
    "what",
    "when",
    "where",
    "who",
    "why",
    "will",
    "with",
    "would",
    "wrong",
    "yes",
    "you",
    "your",
];
/// Abbreviations that an exclamation mark behind them does not make a shout of.
const ABBREVIATIONS: &[&str] = &[
    "aer", "app", "apr", "atm", "bic", "ceo", "etf", "eur", "iban", "otp", "pin", "sim", "usa",
    "usd", "vip",
];
/// The fewest letters of a word that shouts by itself.
const LEAST: usize = 3;

/// Words in capitals that shout, as normalised characters, end exclusive: everyday words, what stands in one run of capitals
/// with them, and what an exclamation mark follows.
#[must_use]
pub fn shouts(reading: &Reading) -> Vec<(u32, u32)> {
    let chars = &reading.normal.chars;
    let text = |&(start, end): &(u32, u32)| -> String {
        chars[start as usize..end as usize].iter().collect()
    };
    let mut out = Vec::new();
    let words = &reading.shouted;
    let mut from = 0;
    while from < words.len() {
        let mut to = from + 1;
        // A run goes on where nothing but a blank or a mark stands between.
        while to < words.len() && words[to].0 <= words[to - 1].1 + 1 {
            to += 1;
        }
        let run = &words[from..to];
        let everyday = |word: &(u32, u32)| EVERYDAY.contains(&text(word).as_str());
        let loud = run
            .iter()
            .any(|word| everyday(word) && (word.1 - word.0) as usize >= LEAST);
        out.extend(run.iter().copied().filter(|word| {
            let word_text = text(word);
            (word.1 - word.0) as usize >= LEAST
                && !ABBREVIATIONS.contains(&word_text.as_str())
                && (loud || is_called(chars, word.1 as usize) && word_text.contains(is_vowel))
        }));
        from = to;
    }
    out
}

fn is_called(chars: &[char], after: usize) -> bool {
    chars.get(after) == Some(&'!')
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shouted(words: &str) -> Vec<String> {
        let reading = Reading::of(words);
        shouts(&reading)
            .iter()
            .map(|&(start, end)| {
                reading.normal.chars[start as usize..end as usize]
                    .iter()
                    .collect()
            })
            .collect()
    }

    #[test]
    fn abbreviations_do_not_shout() {
        for words in [
            "Key in the PIN, the ATM is free, then an SMS comes.",
            "I need the IBAN and your ID, OK?",
            "Never tell anyone your PIN!",
            "The LTV and DTI went to the VIP desk.",
            "您的PIN不要告诉别人，ATM在右手边。",
            "Charges are OUR, SHA or BEN.",
        ] {
            assert!(shouted(words).is_empty(), "{words}");
        }
    }

    #[test]
    fn a_raised_voice_is_found() {
        assert_eq!(shouted("Put it DOWN, please."), ["down"]);
        assert_eq!(shouted("WRITE YOUR PIN, now"), ["write", "your"]);
        assert_eq!(shouted("LINDA! Lady here."), ["linda"]);
        assert_eq!(shouted("That is NOT my job."), ["not"]);
    }
}
