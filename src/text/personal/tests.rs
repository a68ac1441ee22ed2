//! What is taken out and what stays: tables, and numbers made up by chance.

use proptest::prelude::*;

use super::mask;

#[test]
fn personal_numbers_are_taken_out() {
    for (typed, written) in [
        ("您的卡号是6222021234567894吗?", "您的卡号是[card]吗?"),
        ("卡 4111 1111 1111 1111 没问题", "卡 [card] 没问题"),
        ("card 4111-1111-1111-1111, sir", "card [card], sir"),
        ("，366100 8881100?", "，[card]?"),
        ("５２００ ８２８２ ８２８２ ８２１０", "[card]"),
        ("卡号4111\u{200B}111111111111。", "卡号[card]。"),
        ("6222 0212 3456 7890 123 打错一位", "[account] 打错一位"),
        ("110105 19000101 2000", "[id]"),
        ("身份证11010519491231002X对吗", "身份证[id]对吗"),
        ("11010519491231002x", "[id]"),
        ("ID 110105 19491231 002X.", "ID [id]."),
        ("440524188001010014", "[id]"),
        ("老身份证130503670401001", "老身份证[id]"),
        ("打13812345678找我", "打[phone]找我"),
        (
            "call 138-1234-5678 or 138 1234 5678",
            "call [phone] or [phone]",
        ),
        ("+86 138 1234 5678", "[phone]"),
        ("＋８６１３８１２３４５６７８", "[phone]"),
        ("座机0755-88886666", "座机[phone]"),
        ("138.1234.5678", "[phone]"),
        ("账号1234567890", "账号[account]"),
        ("account 0200001209200123456", "account [account]"),
        ("密码是123456，别告诉人", "密码是[code]，别告诉人"),
        ("验证码：8866", "验证码：[code]"),
        ("您把密码改成 12 34 56 了", "您把密码改成 [code] 了"),
        ("PIN码1234", "PIN码[code]"),
        ("Your password is 12345678.", "Your password is [code]."),
        ("the code: 9981, PIN 4321", "the code: [code], PIN [code]"),
        ("ＰＩＮ１２３４", "ＰＩＮ[code]"),
        ("我手机幺三八幺二三四五六七八", "我手机[phone]"),
        ("一三八 一二三四 五六七八", "[phone]"),
        ("138一二三四5678", "[phone]"),
        (
            "卡号六二二二零二一二三四五六七八九四，对吗",
            "卡号[card]，对吗",
        ),
        ("身份证一一零一零五一九四九一二三一零零二X", "身份证[id]"),
        ("密码是三八四七五六", "密码是[code]"),
        ("卡号6222 0212\n3456 7894，对吗", "卡号[card]，对吗"),
        ("手机138\r\n12345678", "手机[phone]"),
        (
            "卡4111111111111111，电话13812345678",
            "卡[card]，电话[phone]",
        ),
    ] {
        assert_eq!(mask(typed), written, "{typed}");
    }
}

#[test]
fn amounts_dates_and_hotlines_stay() {
    for text in [
        "",
        "您好,请坐。",
        "取50000元，手续费1,000,000.50元",
        "一共10000000000元",
        "¥1234567890.00",
        "2026-03-01 09:30 到 2026-03-05 17:00",
        "from 1-3-2026 to 31-12-2026, 2024 2025 2026 2027",
        "20260301-20260331",
        "2026年3月1日，2026.03.01",
        "请打96110、110、95588",
        "96110 110 95588 95533 12378",
        "利率3.25 3.85 4.15 2.75 1.95",
        "分别是5000 3000 2000 1000",
        "A1024号，请到3号窗口",
        "密码输错了,还能取5000元",
        "密码2020年设的,6位",
        "shopping 1234, barcode 5678",
        "密码不要告诉别人,4-8位",
        "400-820-8888",
        "一共三千五百六十七块八，二三十个人，五六七楼都行",
        "二零二六年三月一日，二〇二六年六月",
        "密码三四五六位都行，一二三四楼都有",
        "取五千\n存3000\n转2000",
        "壹万贰仟叁佰肆拾伍元整",
    ] {
        assert_eq!(mask(text), text);
    }
}

/// The digits with their check digit behind them, so that Luhn's sum is right.
fn with_luhn(mut digits: Vec<u8>) -> Vec<u8> {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let weighted = u32::from(*digit) * if place % 2 == 0 { 2 } else { 1 };
            weighted / 10 + weighted % 10
        })
        .sum();
    digits.push(u8::try_from((10 - sum % 10) % 10).unwrap());
    digits
}

fn typed(digits: &[u8], lengths: &[usize], separator: &str, wide: bool) -> String {
    let mut rest = digits.iter().map(|digit| {
        let zero = if wide { '０' } else { '0' };
        char::from_u32(zero as u32 + u32::from(*digit)).unwrap()
    });
    let mut parts: Vec<String> = lengths
        .iter()
        .map(|length| rest.by_ref().take(*length).collect())
        .collect();
    parts.push(rest.collect());
    parts.retain(|part| !part.is_empty());
    parts.join(separator)
}

/// Somebody's number, as somebody might type it.
fn personal_number() -> impl Strategy<Value = String> {
    let digits = |length| prop::collection::vec(0..10u8, length);
    let separator = || prop::sample::select(vec!["", " ", "-", "　", "－", " - "]);
    let card = (
        3..7u8,
        digits(11..18),
        separator(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(first, rest, separator, fours, wide)| {
            let number = with_luhn([vec![first], rest].concat());
            typed(&number, if fours { &[4; 4] } else { &[6] }, separator, wide)
        });
    let mobile = (
        3..10u8,
        digits(9..10),
        separator(),
        any::<bool>(),
        prop::sample::select(vec!["", "+86", "86 "]),
    )
        .prop_map(|(second, rest, separator, wide, country)| {
            let number = [vec![1, second], rest].concat();
            country.to_owned() + &typed(&number, &[3, 4], separator, wide)
        });
    let identity = (
        1..9u8,
        digits(5..6),
        1900..2020u32,
        1..13u32,
        1..29u32,
        digits(3..4),
        0..11u8,
        any::<bool>(),
    )
        .prop_map(|(first, region, year, month, day, order, check, parted)| {
            let region: String = region.iter().map(u8::to_string).collect();
            let order: String = order.iter().map(u8::to_string).collect();
            let check = if check == 10 {
                "X".to_owned()
            } else {
                check.to_string()
            };
            let gap = if parted { " " } else { "" };
            format!("{first}{region}{gap}{year}{month:02}{day:02}{gap}{order}{check}")
        });
    let account = digits(10..24).prop_map(|digits| typed(&digits, &[], "", false));
    let code = (
        prop::sample::select(vec![
            "密码是",
            "验证码：",
            "PIN ",
            "password is ",
            "Code: ",
            "您把密码改成",
        ]),
        digits(4..9),
    )
        .prop_map(|(label, digits)| label.to_owned() + &typed(&digits, &[], "", false));
    prop_oneof![card, mobile, identity, account, code]
}

proptest! {
    #[test]
    fn no_personal_number_survives(
        before in "[你好请问a-z]{0,6}",
        number in personal_number(),
        behind in "[，。!? ][您的谢谢a-z]{0,6}",
    ) {
        let text = format!("{before}，{number}{behind}");
        let masked = mask(&text);
        prop_assert!(!masked.contains(|c: char| c.is_numeric()), "{text} -> {masked}");
        let head = format!("{before}，");
        prop_assert!(masked.starts_with(&head) && masked.ends_with(&behind), "{text} -> {masked}");
        prop_assert_eq!(mask(&masked), masked);
    }

    #[test]
    fn text_without_digits_is_unchanged(text in "[^0-9０-９〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{0,60}") {
        prop_assert_eq!(mask(&text), text);
    }

    #[test]
    fn any_text_can_be_masked(text in "([0-9０-９ .+xX密码pin-]|\\PC){0,60}") {
        prop_assert!(mask(&text).chars().filter(|c| c.is_numeric()).count() <= text.chars().count());
    }
}
