//! Chance that is the same every time: SplitMix64 (Steele, Lea and Flood, 2014). It decides what a
//! sample looks like and nothing else; secrets come from the system.

use std::ops::RangeInclusive;

/// A stream of numbers that looks random and follows from its seed.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The stream of a seed and a number in it: streams of one seed do not depend on each other.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut apart = Self(seed);
        let mixed = apart.next();
        Self(mixed ^ stream.wrapping_mul(0xd1b5_4a32_d192_ed03))
    }

    /// The stream of a text.
    pub fn of_text(text: &str) -> Self {
        // FNV-1a: texts that differ start apart.
        let fold =
            |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self::new(text.bytes().fold(0xcbf2_9ce4_8422_2325, fold), 0)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in a range, both ends included.
    pub fn within(&mut self, range: RangeInclusive<u32>) -> u32 {
        let span = u64::from(range.end().saturating_sub(*range.start())) + 1;
        // The remainder is below 2³², and the sum not above the range's end.
        range.start() + u32::try_from(self.next() % span).unwrap_or_default()
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, of_hundred: u32) -> bool {
        self.within(0..=99) < of_hundred
    }

    /// One of a list; `None` of an empty one.
    pub fn of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let last = u32::try_from(list.len().checked_sub(1)?).unwrap_or(u32::MAX);
        list.get(self.within(0..=last) as usize)
    }

    /// A text of a list; empty of an empty one.
    pub fn text<'a>(&mut self, list: &'a [String]) -> &'a str {
        self.of(list).map_or("", String::as_str)
    }

    /// So many different ones of a list, or all, in the list's order.
    pub fn some<'a, T>(&mut self, count: u32, list: &'a [T]) -> Vec<&'a T> {
        let (mut wanted, mut left) = (u64::from(count), list.len() as u64);
        let mut chosen = Vec::new();
        for one in list {
            if self.next() % left < wanted {
                chosen.push(one);
                wanted -= 1;
            }
            left -= 1;
        }
        chosen
    }

    /// Ten bytes for an identity.
    pub fn bytes(&mut self) -> [u8; 10] {
        let (mut bytes, first, second) =
            ([0; 10], self.next().to_be_bytes(), self.next().to_be_bytes());
        for (to, from) in bytes.iter_mut().zip(first.into_iter().chain(second)) {
            *to = from;
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_splitmix64() {
        // The first numbers of seed 1234567, as published with the algorithm.
        let mut chance = Chance(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| chance.next()).collect();
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn streams_of_one_seed_differ() {
        assert_ne!(Chance::new(1, 0).next(), Chance::new(1, 1).next());
        assert_ne!(Chance::of_text("a").next(), Chance::of_text("b").next());
    }

    #[test]
    fn a_range_is_kept_and_reached() {
        let mut chance = Chance::new(7, 0);
        let drawn: Vec<u32> = (0..200).map(|_| chance.within(3..=6)).collect();
        assert!((3..=6).all(|n| drawn.contains(&n)));
        assert!(drawn.iter().all(|n| (3..=6).contains(n)));
    }

    #[test]
    fn some_are_different_and_in_order() {
        let list: Vec<u32> = (0..9).collect();
        let mut chance = Chance::new(3, 3);
        for count in 0..12 {
            let chosen = chance.some(count, &list);
            assert_eq!(chosen.len(), (count as usize).min(9));
            assert!(chosen.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn nothing_comes_of_an_empty_list() {
        assert_eq!(Chance::new(1, 1).of::<u8>(&[]), None);
        assert_eq!(Chance::new(1, 1).text(&[]), "");
    }
}
