//! Where the chains of each row stand: parents over the middle of their children, nobody in another's place.
//!
//! Each row by itself is solved exactly: the places nearest to the wished ones that keep their distances are an
//! isotonic regression, found by pooling adjacent violators (Ayer et al. 1955). Rows are solved in turn, down
//! and up, until they rest.

/// A chain wishes to stand here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// Place of its first person.
    pub at: f32,
    /// How much it weighs against the others'.
    pub weight: f32,
}

/// The places nearest to the wishes, in the sense of least squares, of chains of which each stands at least
/// `apart[i]` to the right of the one before; `apart[0]` counts for nothing.
pub(super) fn settle(wishes: &[Wish], apart: &[f32]) -> Vec<f32> {
    let mut shift = 0.0;
    let mut shifts = Vec::with_capacity(wishes.len());
    for (i, by) in apart.iter().enumerate() {
        shift += if i == 0 { 0.0 } else { *by };
        shifts.push(shift);
    }
    // Each pool: weighted sum of wishes, weight, how many chains.
    let mut pools: Vec<(f32, f32, usize)> = Vec::new();
    for (wish, shift) in wishes.iter().zip(&shifts) {
        let mut pool = ((wish.at - shift) * wish.weight, wish.weight, 1);
        while let Some(last) = pools.last()
            && last.0 / last.1 >= pool.0 / pool.1
        {
            pool = (pool.0 + last.0, pool.1 + last.1, pool.2 + last.2);
            pools.pop();
        }
        pools.push(pool);
    }
    let settled = pools.iter().flat_map(|pool| std::iter::repeat_n(pool.0 / pool.1, pool.2));
    settled.zip(shifts).map(|(place, shift)| place + shift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wish(at: f32) -> Wish {
        Wish { at, weight: 1.0 }
    }

    #[test]
    fn who_has_room_stands_where_she_wishes() {
        assert_eq!(settle(&[wish(0.0), wish(50.0)], &[0.0, 20.0]), [0.0, 50.0]);
    }

    #[test]
    fn two_who_wish_for_one_place_stand_around_it() {
        assert_eq!(settle(&[wish(10.0), wish(10.0)], &[0.0, 20.0]), [0.0, 20.0]);
        let heavy = Wish { at: 10.0, weight: 3.0 };
        assert_eq!(settle(&[heavy, wish(10.0)], &[0.0, 20.0]), [5.0, 25.0]);
        assert_eq!(settle(&[], &[]), Vec::<f32>::new());
    }

    proptest! {
        #[test]
        fn everybody_keeps_her_distance(
            row in prop::collection::vec((-500f32..500.0, 0.1f32..5.0, 1f32..90.0), 0..40),
        ) {
            let wishes: Vec<Wish> =
                row.iter().map(|(at, weight, _)| Wish { at: *at, weight: *weight }).collect();
            let apart: Vec<f32> = row.iter().map(|(_, _, apart)| *apart).collect();
            let places = settle(&wishes, &apart);
            prop_assert_eq!(places.len(), row.len());
            for (i, pair) in places.windows(2).enumerate() {
                prop_assert!(pair[1] - pair[0] >= apart[i + 1] - 0.01);
            }
        }
    }
}
