//! The numbers of a Chinese text: 3000, 三千, 五万二, 百分之三, 下午两点, 六月八日, 星期三. Must not know English.

use super::{Kind, Number, Numbers};

/// Words in which a numeral counts nothing; where two begin alike, the longer stands first.
const IDIOMS: &[&str] = &[
    "百分之百",
    "百分百",
    "千辛万苦",
    "千家万户",
    "乱七八糟",
    "七上八下",
    "七嘴八舌",
    "三言两语",
    "三天两头",
    "说三道四",
    "颠三倒四",
    "丢三落四",
    "接二连三",
    "五花八门",
    "五湖四海",
    "四面八方",
    "一五一十",
    "一清二楚",
    "一干二净",
    "不三不四",
    "朝九晚五",
    "三番五次",
    "三心二意",
    "三长两短",
    "两全其美",
    "一举两得",
    "万无一失",
    "十全十美",
    "十有八九",
    "千真万确",
    "千言万语",
    "成千上万",
    "千方百计",
    "百感交集",
    "百忙",
    "老百姓",
    "百姓",
    "百货",
    "百科",
    "百年好合",
    "万一",
    "万事",
    "万分",
    "万能",
    "万万",
    "千里",
    "千金",
    "千张",
    "十足",
    "十字",
    "二维码",
    "二手",
    "二话",
    "二心",
    "二来",
    "二则",
    "三来",
    "四处",
    "四周",
    "四川",
    "四肢",
    "五官",
    "六神",
    "八成",
    "三角",
    "三明治",
    "三轮",
    "五金",
    "五香",
    "八宝",
    "七夕",
    "九江",
    "三亚",
    "三峡",
    "两口子",
    "两下",
    "两样",
    "两难",
    "两头",
    "两边",
    "两可",
    "两清",
    "两旁",
    "两码",
    "三两",
    "张三",
    "李四",
    "王五",
    "二百五",
    "半斤八两",
    "九牛一毛",
    "百里",
    "三岁小孩",
    "八遍",
    "八百遍",
    "一万个放心",
    "两讫",
    "两不",
    "一百个放心",
];
/// What makes a numeral beside it vague.
const VAGUE_BEFORE: &str = "几数上";
const VAGUE_BEHIND: &str = "几多来余";

/// The numbers that `text` says.
pub(in super::super) fn numbers(text: &str) -> Numbers {
    let chars: Vec<char> = text.chars().map(narrow).collect();
    let mut out = Numbers {
        halves: text.contains('半')
            || text.contains("刻钟")
            || text.contains("一刻")
            || text.contains("三刻"),
        ..Numbers::default()
    };
    let mut at = 0;
    while at < chars.len() {
        if let Some(length) = idiom(&chars, at) {
            at += length;
        } else if starts(&chars, at, "百分之") {
            at += 3;
        } else if chars[at].is_ascii_digit()
            || digit(chars[at]).is_some()
            || unit(chars[at]).is_some()
        {
            at = number(&chars, at, &mut out);
        } else {
            if let Some(day) = sunday(&chars, at) {
                out.all.push(day);
            }
            at += 1;
        }
    }
    out
}

/// Digits of full width as those of half width.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '．' => '.',
        '，' => '，',
        c => c,
    }
}

fn starts(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

fn idiom(chars: &[char], at: usize) -> Option<usize> {
    // Most characters begin no idiom of the list.
    let c = *chars.get(at)?;
    if digit(c).is_none() && unit(c).is_none() && !"不成半颠丢乱接朝说老李王张".contains(c)
    {
        return None;
    }
    // 十分 is "very", 十分钟 are ten minutes; 千万 alone is "by all means".
    let numeral_before = at.checked_sub(1).is_some_and(|before| {
        chars.get(before).is_some_and(|c| {
            c.is_ascii_digit()
                || digit(*c).is_some()
                || unit(*c).is_some()
                || VAGUE_BEFORE.contains(*c)
        })
    });
    if !numeral_before {
        if starts(chars, at, "十分")
            && chars.get(at + 2) != Some(&'钟')
            && chars.get(at + 2) != Some(&'之')
        {
            return Some(2);
        }
        if starts(chars, at, "千万") {
            return Some(2);
        }
    }
    IDIOMS
        .iter()
        .find(|idiom| starts(chars, at, idiom))
        .map(|idiom| idiom.chars().count())
}

fn digit(c: char) -> Option<f64> {
    Some(match c {
        '零' | '〇' => 0.0,
        '一' | '幺' => 1.0,
        '二' | '两' => 2.0,
        '三' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        _ => return None,
    })
}

fn unit(c: char) -> Option<f64> {
    Some(match c {
        '十' => 10.0,
        '百' => 100.0,
        '千' => 1_000.0,
        '万' => 10_000.0,
        '亿' => 100_000_000.0,
        _ => return None,
    })
}

/// Reads the number that begins at `start`; where the next may begin.
fn number(chars: &[char], start: usize, out: &mut Numbers) -> usize {
    let typed = chars[start].is_ascii_digit();
    let mut end = start;
    while let Some(&c) = chars.get(end) {
        let grouped = (c == ',' || c == '.')
            && end > start
            && chars.get(end + 1).is_some_and(char::is_ascii_digit);
        let fits = if typed && end > start && unit(c).is_some_and(|unit| unit > 10.0) {
            true
        } else if typed {
            c.is_ascii_digit() || grouped
        } else {
            digit(c).is_some() || unit(c).is_some()
        };
        if !fits {
            break;
        }
        end += 1;
    }
    let said = &chars[start..end];
    let before = start.checked_sub(1).and_then(|before| chars.get(before));
    let behind = chars.get(end).copied();
    let is = |c: Option<&char>, of: &str| c.is_some_and(|c| of.contains(*c));
    // 周三 and 星期五 are days; 每周三次 is a count.
    let week = before == Some(&'周') || (is(before, "期拜") && start >= 2);
    if week
        && said.len() == 1
        && !is(behind.as_ref(), "次天回个")
        && let Some(day) = digit(said[0]).filter(|day| (1.0..=6.0).contains(day))
    {
        out.all.push(Number {
            value: day,
            kind: Kind::Weekday,
            said: said_with(chars, start - 1, end),
            weak: false,
        });
        return end;
    }
    if (is(before, VAGUE_BEFORE) && unit(said[0]).is_some())
        || is(behind.as_ref(), VAGUE_BEHIND)
        || (behind.is_some_and(|c| "个天年次块".contains(c))
            && is(chars.get(end + 1), VAGUE_BEHIND))
    {
        return end + usize::from(behind.is_some_and(|c| VAGUE_BEHIND.contains(c)));
    }
    // 六万一单一单: the 一 belongs to what follows.
    let counts_on = matches!(said, [.., _, '百' | '千' | '万', '一'])
        && behind.is_some_and(|c| "单下年个天次张位定起直样些共会边笔".contains(c));
    let (said, end) = if counts_on {
        (&said[..said.len() - 1], end - 1)
    } else {
        (said, end)
    };
    let Some(mut value) = (if typed {
        typed_value(said)
    } else {
        spoken_value(said)
    }) else {
        return end;
    };
    let mut end = end;
    // 三分之一
    if starts(chars, end, "分之") {
        let rest = chars.get(end + 2..).unwrap_or_default();
        let length = rest.iter().take_while(|c| digit(**c).is_some()).count();
        return end + 2 + length;
    }
    match behind {
        Some('成') if !typed => value *= 10.0,
        Some('折') => return end,
        // 三块五
        Some('块' | '元') => {
            let next = chars.get(end + 1).copied();
            let after = chars.get(end + 2).copied();
            if let Some(tenth) =
                next.and_then(|c| digit(c).or_else(|| c.to_digit(10).map(f64::from)))
                && after.is_none_or(|c| !c.is_alphanumeric() || "毛角的".contains(c))
            {
                value += tenth / 10.0;
                end += 2;
            }
        }
        // 百分之二点五
        Some('点') => {
            let share = start
                .checked_sub(3)
                .is_some_and(|at| starts(chars, at, "百分之"));
            let tenth = chars.get(end + 1).and_then(|c| digit(*c));
            let after = chars.get(end + 2).copied();
            if let Some(tenth) = tenth
                && (share || after.is_some_and(|c| "个倍万亿元块米".contains(c)))
            {
                value += tenth / 10.0;
                end += 2;
            }
        }
        _ => {}
    }
    let clock = matches!(behind, Some('点' | '时' | ':' | '：'));
    let counts = behind.is_some_and(|c| "个天年次遍位张笔周月岁元块".contains(c));
    let one = said.len() == 1 && !typed;
    let alone = one && unit(said[0]).is_some_and(|unit| unit > 10.0);
    out.all.push(Number {
        value,
        kind: if clock { Kind::Clock } else { Kind::Plain },
        said: said_with(chars, start, end),
        // 一 is in too many words to count; 二 and 两 count only before what is counted.
        weak: value == 0.0 || value == 1.0 || alone || (one && value == 2.0 && !clock && !counts),
    });
    end
}

fn said_with(chars: &[char], start: usize, end: usize) -> String {
    chars.get(start..end).unwrap_or_default().iter().collect()
}

/// 周日, 星期天
fn sunday(chars: &[char], at: usize) -> Option<Number> {
    ["周日", "星期天", "星期日", "礼拜天"]
        .iter()
        .find(|word| starts(chars, at, word))
        .map(|word| Number {
            value: 7.0,
            kind: Kind::Weekday,
            said: (*word).to_owned(),
            weak: false,
        })
}

/// The value of digits, with 万 and the like behind them.
fn typed_value(said: &[char]) -> Option<f64> {
    let digits: String = said
        .iter()
        .filter(|c| c.is_ascii_digit() || **c == '.')
        .collect();
    let factor: f64 = said.iter().filter_map(|c| unit(*c)).product();
    digits.parse::<f64>().ok().map(|value| value * factor)
}

/// The value of numerals; none where two digits on end make it vague (三四十).
fn spoken_value(said: &[char]) -> Option<f64> {
    if said.iter().all(|c| digit(*c).is_some()) {
        return match said.len() {
            1 => digit(said[0]),
            2 => None,
            _ => Some(
                said.iter()
                    .filter_map(|c| digit(*c))
                    .fold(0.0, |sum, digit| sum * 10.0 + digit),
            ),
        };
    }
    let (mut total, mut section, mut pending) = (0.0, 0.0, None::<f64>);
    let mut last = 1.0;
    let mut zero = false;
    for &c in said {
        if let Some(value) = digit(c) {
            if value == 0.0 {
                zero = true;
                continue;
            }
            if pending.is_some() {
                return None;
            }
            pending = Some(value);
        } else if let Some(unit) = unit(c) {
            if unit >= 10_000.0 {
                let whole = section + pending.unwrap_or(0.0);
                total = (total + if whole == 0.0 { 1.0 } else { whole }) * unit;
                section = 0.0;
            } else {
                section += pending.unwrap_or(1.0) * unit;
            }
            pending = None;
            zero = false;
            last = unit;
        }
    }
    // 一百二 is 120, 一百零二 is 102.
    let rest = pending.unwrap_or(0.0)
        * if zero || last <= 10.0 {
            1.0
        } else {
            last / 10.0
        };
    Some(total + section + rest)
}
