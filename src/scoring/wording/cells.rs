//! Where each row of the wording's table is found by its hash. Must not depend on other rooms, since the build script reads this
//! file too: it makes the cells, so that no start does.

/// A cell: a number, little-endian as it lies in the program.
pub type Cell = [u8; 4];

/// For each place the number of a row, one added, searched from the place of the hash on until a place is empty. Numbers need
/// fewer bits than there are: the others are the hash's own, so that what is not there is told without going to look at a row.
#[must_use]
pub fn cells(hashes: &[u32]) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); (hashes.len() * 3 / 2 + 1).next_power_of_two()];
    let mask = cells.len() - 1;
    for (number, &hash) in (1_u32..).zip(hashes) {
        let mut at = hash as usize & mask;
        while cells[at] != Cell::default() {
            at = (at + 1) & mask;
        }
        // The mask is greater than any number.
        cells[at] = (number | hash & !(mask as u32)).to_le_bytes();
    }
    cells
}

/// The numbers of the rows that may have this hash, in the order of their places.
pub fn candidates(cells: &[Cell], wanted: u32) -> impl Iterator<Item = usize> {
    let mask = cells.len().wrapping_sub(1);
    let mut at = wanted as usize & mask;
    std::iter::from_fn(move || {
        loop {
            let cell = u32::from_le_bytes(*cells.get(at)?) as usize;
            let number = (cell & mask).checked_sub(1)?;
            at = (at + 1) & mask;
            if (cell ^ wanted as usize) & !mask == 0 {
                return Some(number);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_and_nothing_else() {
        let hashes: Vec<u32> = (1..=1000_u32)
            .map(|one| one.wrapping_mul(0x9E37_79B1))
            .collect();
        let all = cells(&hashes);
        for (number, &hash) in hashes.iter().enumerate() {
            assert!(candidates(&all, hash).any(|one| one == number), "{hash}");
        }
        let known = |hash: u32| candidates(&all, hash).any(|one| hashes[one] == hash);
        assert!((1..5000_u32).all(|hash| known(hash) == hashes.contains(&hash)));
        assert_eq!(candidates(&[], 7).count(), 0);
        assert_eq!(candidates(&cells(&[]), 7).count(), 0);
    }
}
