//! Two clients on record who are one person: a link that somebody makes, and that somebody undoes. Nothing of either is
//! moved or rewritten, and whoever may read one of them alone reads that one alone.

use crate::client::Client;
use crate::fields::FieldId;
use crate::id::ClientId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

impl Client {
    /// What was judged of this client and others: a set of [`Judgement`]s. It is none of the fields that the form shows, and
    /// saving the form leaves it as it is.
    pub const JUDGED: FieldId = FieldId(15);
}

/// What somebody judged of two clients. It stands with one of them and names the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Judgement {
    /// The other client.
    pub other: ClientId,
    /// They are one person; else they are two.
    pub same: bool,
}

/// What stands of two clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody has judged.
    Open,
    /// They are one person.
    Same,
    /// They are two people.
    Two,
    /// People judged differently without knowing of each other: it is asked again.
    Disputed,
}

/// What the judgements that stand of two clients make together.
#[must_use]
pub fn verdict(same: impl IntoIterator<Item = bool>) -> Verdict {
    same.into_iter().fold(Verdict::Open, |before, same| {
        let now = if same { Verdict::Same } else { Verdict::Two };
        if before == Verdict::Open || before == now { now } else { Verdict::Disputed }
    })
}

/// All who are one person with a client by these pairs, herself among them: who is one with two others makes them one.
#[must_use]
pub fn one_person(pairs: &[(ClientId, ClientId)], of: ClientId) -> BTreeSet<ClientId> {
    let mut next: BTreeMap<ClientId, Vec<ClientId>> = BTreeMap::new();
    for (a, b) in pairs {
        next.entry(*a).or_default().push(*b);
        next.entry(*b).or_default().push(*a);
    }
    let (mut found, mut open) = (BTreeSet::from([of]), vec![of]);
    while let Some(one) = open.pop() {
        for other in next.get(&one).into_iter().flatten() {
            if found.insert(*other) {
                open.push(*other);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: u8) -> ClientId {
        ClientId::from_bytes([n; 16])
    }

    #[test]
    fn a_judgement_is_written_as_it_was() {
        let judgement = Judgement { other: id(1), same: true };
        let json = r#"{"other":"01010101-0101-0101-0101-010101010101","same":true}"#;
        assert_eq!(serde_json::to_string(&judgement).unwrap(), json);
        assert_eq!(serde_json::from_str::<Judgement>(json).unwrap(), judgement);
    }

    #[test]
    fn who_judge_differently_are_asked_again() {
        assert_eq!(verdict([]), Verdict::Open);
        assert_eq!(verdict([true, true]), Verdict::Same);
        assert_eq!(verdict([false]), Verdict::Two);
        assert_eq!(verdict([true, false, true]), Verdict::Disputed);
    }

    proptest! {
        #[test]
        fn the_order_of_judgements_does_not_matter(same in proptest::collection::vec(any::<bool>(), 0..6)) {
            let mut turned = same.clone();
            turned.reverse();
            prop_assert_eq!(verdict(same), verdict(turned));
        }

        #[test]
        fn everybody_of_one_person_sees_the_same_people_and_an_undone_pair_parts_nobody_else(
            pairs in proptest::collection::vec((0_u8..9, 0_u8..9), 0..14),
            of in 0_u8..9,
        ) {
            let pairs: Vec<_> = pairs.into_iter().map(|(a, b)| (id(a), id(b))).collect();
            let group = one_person(&pairs, id(of));
            prop_assert!(group.contains(&id(of)));
            for one in &group {
                prop_assert_eq!(&one_person(&pairs, *one), &group);
            }
            let (a, b) = (id(20), id(of));
            let linked = [pairs.clone(), vec![(a, b)]].concat();
            let both: BTreeSet<_> = group.iter().copied().chain([a]).collect();
            prop_assert_eq!(one_person(&linked, a), both);
            prop_assert_eq!(one_person(&pairs, a), BTreeSet::from([a]));
            prop_assert_eq!(one_person(&pairs, b), group);
        }
    }
}
