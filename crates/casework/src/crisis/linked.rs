//! Crises of one client that were opened without knowing of each other: both are kept, and each shows the
//! other.

use crate::id::{ClientId, CrisisId};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet};

/// A crisis, as far as its place beside others goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its identity.
    pub id: CrisisId,
    /// The client, once she is known.
    pub client: Option<ClientId>,
    /// When it was opened.
    pub opened_at: DateTime<FixedOffset>,
    /// When it was stood down.
    pub stood_down_at: Option<DateTime<FixedOffset>>,
    /// Those that its opener knew of.
    pub beside: Vec<CrisisId>,
}

/// Of each crisis the others that it is shown with: of one client and open at one time, or named when it
/// was opened. Two that are both open are always linked, whatever the clocks of their laptops said.
#[must_use]
pub fn linked(heads: &[Head]) -> BTreeMap<CrisisId, BTreeSet<CrisisId>> {
    let mut links: BTreeMap<CrisisId, BTreeSet<CrisisId>> =
        heads.iter().map(|head| (head.id, BTreeSet::new())).collect();
    for (at, one) in heads.iter().enumerate() {
        for other in heads.iter().skip(at + 1) {
            if one.id != other.id && together(one, other) {
                links.entry(one.id).or_default().insert(other.id);
                links.entry(other.id).or_default().insert(one.id);
            }
        }
    }
    links
}

fn together(one: &Head, other: &Head) -> bool {
    let named = one.beside.contains(&other.id) || other.beside.contains(&one.id);
    let of_one = one.client.is_some() && one.client == other.client;
    let over_before = |one: &Head, other: &Head| {
        one.stood_down_at.is_some_and(|stood_down| stood_down <= other.opened_at)
    };
    named || (of_one && !over_before(one, other) && !over_before(other, one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn head(n: u8, client: Option<u8>, from: i64, to: Option<i64>) -> Head {
        let noon: DateTime<FixedOffset> = "2026-03-14T12:00:00+08:00".parse().unwrap();
        Head {
            id: CrisisId::from_bytes([n; 16]),
            client: client.map(|n| ClientId::from_bytes([n; 16])),
            opened_at: noon + TimeDelta::hours(from),
            stood_down_at: to.map(|to| noon + TimeDelta::hours(to)),
            beside: vec![],
        }
    }

    fn with(heads: &[Head], n: u8) -> Vec<u8> {
        let links = linked(heads);
        links[&CrisisId::from_bytes([n; 16])].iter().map(|id| id.bytes()[0]).collect()
    }

    #[test]
    fn two_opened_offline_for_one_client_are_both_kept_and_linked() {
        let heads = [
            head(1, Some(7), 0, None),
            head(2, Some(7), -9_000, None),
            head(3, Some(8), 0, None),
            head(4, None, 0, None),
            head(5, None, 0, None),
        ];
        assert_eq!(with(&heads, 1), [2], "though the other's clock is a year behind");
        assert_eq!(with(&heads, 2), [1]);
        assert!(with(&heads, 3).is_empty() && with(&heads, 4).is_empty());
        assert_eq!(linked(&heads).len(), 5, "none is lost");
    }

    #[test]
    fn one_that_was_over_before_is_another_story_unless_it_was_named() {
        let mut heads = [head(1, Some(7), 0, Some(10)), head(2, Some(7), 10, None)];
        assert!(with(&heads, 1).is_empty());
        heads[1].beside = vec![heads[0].id];
        assert_eq!(with(&heads, 1), [2]);
        let overlapping = [head(1, Some(7), 0, Some(10)), head(2, Some(7), 9, Some(12))];
        assert_eq!(with(&overlapping, 2), [1]);
    }

    proptest! {
        #[test]
        fn a_link_holds_in_both_directions(
            heads in prop::collection::vec(
                (0..6_u8, prop::option::of(0..2_u8), 0..20_i64, prop::option::of(0..40_i64)), 0..8
            )
        ) {
            let heads: Vec<_> =
                heads.into_iter().map(|(n, client, from, to)| head(n, client, from, to)).collect();
            let links = linked(&heads);
            for (one, others) in &links {
                prop_assert!(!others.contains(one));
                for other in others {
                    prop_assert!(links[other].contains(one));
                }
            }
        }
    }
}
