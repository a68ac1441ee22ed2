//! What cards, identity documents and telephones look like as digits: lengths, checksums, dates. Pure arithmetic; must not
//! look at text.

/// Whether the last digit is the Luhn check digit of the others, as on bank cards.
pub(super) fn is_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (u32::from(*digit), place % 2) {
            (digit, 0) => digit,
            (digit, _) if digit > 4 => digit * 2 - 9,
            (digit, _) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether the digits are a Chinese identity number: 18 digits, or 17 followed by an X, with a right check digit (GB 11643);
/// the old 15 digits have none. Where `whole` says that they are written like one, a date of birth in its place is enough,
/// so that a mistyped number is found too.
pub(super) fn is_identity(digits: &[u8], ends_in_x: bool, whole: bool) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = &[1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    if !digits
        .first()
        .is_some_and(|region| (1..=8).contains(region))
    {
        return false;
    }
    if digits.len() == 15 {
        let day: Vec<u8> = [1, 9]
            .into_iter()
            .chain(digits.get(6..12).unwrap_or_default().iter().copied())
            .collect();
        return whole && is_birth_date(&day);
    }
    let last = match (digits.len(), ends_in_x) {
        (17, true) => Some(10),
        (18, false) => digits.last().copied(),
        _ => None,
    };
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    let checks = last.is_some() && CHECKS.get(sum as usize % 11).copied() == last;
    checks || (last.is_some() && whole && digits.get(6..14).is_some_and(is_birth_date))
}

/// Whether eight digits are a day of the years 1800–2099.
pub(super) fn is_birth_date(digits: &[u8]) -> bool {
    let number = |part: Option<&[u8]>| {
        part.unwrap_or_default()
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(*digit))
    };
    digits.len() == 8
        && (1800..2100).contains(&number(digits.get(..4)))
        && (1..=12).contains(&number(digits.get(4..6)))
        && (1..=31).contains(&number(digits.get(6..)))
}

/// Whether the digits are a Chinese mobile number, with or without the country's code.
pub(super) fn is_mobile(digits: &[u8]) -> bool {
    let national = match digits {
        [0, 0, 8, 6, rest @ ..] | [8, 6, rest @ ..] => rest,
        all => all,
    };
    national.len() == 11 && matches!(national, [1, 3..=9, ..])
}
