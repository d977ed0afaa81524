//! The family in sentences: what a drawing says to those who do not see it. Only what is the case; the
//! words are the page's and the screen's.

use super::sound::{Sound, Who};
use super::{Arrival, CoupleState, Feeling, Kin, ParentWay};
use crate::sex::Sex;
use serde::Serialize;

/// Parents of somebody in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Parents {
    /// In what way.
    pub way: ParentWay,
    /// Their names, one or two of them, seldom more.
    pub names: Vec<String>,
}

/// One thing that the drawing says. Names are as recorded; an unknown one is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Statement {
    /// Who somebody is, and whose child.
    Person {
        /// Name.
        name: String,
        /// Sex, where known.
        sex: Option<Sex>,
        /// Year of birth.
        born: Option<u16>,
        /// Not alive any more.
        dead: bool,
        /// Year of death.
        died: Option<u16>,
        /// The client.
        client: bool,
        /// Whether it came into the world.
        arrival: Arrival,
        /// Whose child, natural parents first.
        parents: Vec<Parents>,
    },
    /// Two partners.
    Couple {
        /// One.
        a: String,
        /// The other.
        b: String,
        /// How they stand.
        state: CoupleState,
        /// Year in which they married or moved together.
        since: Option<u16>,
        /// Year in which they parted.
        until: Option<u16>,
    },
    /// Children of one birth.
    Twins {
        /// Their names.
        names: Vec<String>,
        /// Of one egg.
        identical: bool,
    },
    /// How two get on.
    Bond {
        /// Who.
        from: String,
        /// With whom.
        to: String,
        /// How.
        feeling: Feeling,
    },
    /// Who lives together.
    Household {
        /// Their names.
        names: Vec<String>,
    },
}

/// Everything the family's drawing says: its people from the oldest, then couples, twins, homes and
/// feelings. The client comes first of all.
#[must_use]
pub fn statements(family: &Sound) -> Vec<Statement> {
    let name = |who: Who| family.people[who].name.clone();
    let names = |of: &[Who]| of.iter().map(|who| name(*who)).collect();
    let mut order: Vec<Who> = (0..family.people.len()).collect();
    order.sort_by_key(|&who| {
        let kin = &family.people[who];
        (!kin.client, kin.born.is_none(), kin.born, who)
    });
    let mut said: Vec<_> = order.into_iter().map(|who| person(family, who)).collect();
    said.extend(family.couples.iter().map(|couple| Statement::Couple {
        a: name(couple.a),
        b: name(couple.b),
        state: couple.state,
        since: couple.since,
        until: couple.until,
    }));
    said.extend(family.twins.iter().map(|twins| Statement::Twins {
        names: names(&twins.children),
        identical: twins.identical,
    }));
    said.extend(
        family.households.iter().map(|home| Statement::Household { names: names(&home.people) }),
    );
    said.extend(family.bonds.iter().map(|bond| Statement::Bond {
        from: name(bond.from),
        to: name(bond.to),
        feeling: bond.feeling,
    }));
    said
}

fn person(family: &Sound, who: Who) -> Statement {
    let kin: &Kin = &family.people[who];
    let ways = [ParentWay::Biological, ParentWay::Adopted, ParentWay::Foster, ParentWay::Kinship];
    let parents = ways.into_iter().filter_map(|way| {
        let names: Vec<String> = family
            .parents(who, way)
            .into_iter()
            .map(|parent| family.people[parent].name.clone())
            .collect();
        (!names.is_empty()).then_some(Parents { way, names })
    });
    Statement::Person {
        name: kin.name.clone(),
        sex: kin.sex,
        born: kin.born,
        dead: kin.dead,
        died: kin.died,
        client: kin.client,
        arrival: kin.arrival,
        parents: parents.collect(),
    }
}
