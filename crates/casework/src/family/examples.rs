//! Invented families for tests.

use super::{Arrival, CoupleState, Family, Feeling, Kin, KinId, ParentWay, Tie, TieId, TieKind};
use crate::sex::Sex;

/// A family being told, person by person.
#[derive(Default)]
pub(crate) struct Tale(pub Family);

pub(crate) const M: Option<Sex> = Some(Sex::Male);
pub(crate) const F: Option<Sex> = Some(Sex::Female);

impl Tale {
    pub(crate) fn kin(&mut self, name: &str, sex: Option<Sex>, born: u16) -> KinId {
        let id = KinId(uuid::Uuid::from_u128(self.0.people.len() as u128 + 1));
        let born = Some(born).filter(|year| *year > 0);
        self.0.people.push(Kin {
            id,
            name: name.into(),
            sex,
            born,
            dead: false,
            died: None,
            client: false,
            arrival: Arrival::Born,
        });
        id
    }

    pub(crate) fn change(&mut self, who: KinId, change: impl FnOnce(&mut Kin)) {
        change(self.0.people.iter_mut().find(|kin| kin.id == who).unwrap());
    }

    pub(crate) fn tie(&mut self, is: TieKind) -> TieId {
        let id = TieId(uuid::Uuid::from_u128(self.0.ties.len() as u128 + 1));
        self.0.ties.push(Tie { id, is });
        id
    }

    pub(crate) fn couple(&mut self, a: KinId, b: KinId, state: CoupleState) -> TieId {
        self.tie(TieKind::Couple { a, b, state, since: None, until: None })
    }

    pub(crate) fn parent(&mut self, parent: KinId, child: KinId, way: ParentWay) -> TieId {
        self.tie(TieKind::Parent { parent, child, way })
    }

    pub(crate) fn children(&mut self, parents: &[KinId], children: &[KinId]) {
        for child in children {
            for parent in parents {
                self.parent(*parent, *child, ParentWay::Biological);
            }
        }
    }

    pub(crate) fn bond(&mut self, from: KinId, to: KinId, feeling: Feeling) -> TieId {
        self.tie(TieKind::Bond { from, to, feeling })
    }

    pub(crate) fn home(&mut self, people: &[KinId]) -> TieId {
        self.tie(TieKind::Household { people: people.to_vec() })
    }

    pub(crate) fn named(&self, name: &str) -> KinId {
        self.0.people.iter().find(|kin| kin.name == name).unwrap().id
    }
}

/// 小米, 13: father ill and violent, mother weak, grandmother close.
pub(crate) fn xiaomi() -> Tale {
    let mut tale = Tale::default();
    let grandfather = tale.kin("陈德福", M, 1942);
    tale.change(grandfather, |kin| kin.died = Some(2016));
    let grandmother = tale.kin("王秀英", F, 1946);
    let uncle = tale.kin("陈国平", M, 1972);
    let father = tale.kin("陈国庆", M, 1975);
    let aunt = tale.kin("陈国芳", F, 1979);
    let mother = tale.kin("刘春梅", F, 1980);
    let mothers_mother = tale.kin("赵桂兰", F, 1955);
    let mothers_father = tale.kin("刘福生", M, 1952);
    let mothers_brother = tale.kin("刘春江", M, 1984);
    let xiaomi = tale.kin("小米", F, 2013);
    tale.change(xiaomi, |kin| kin.client = true);
    let brother = tale.kin("陈小麦", M, 2017);
    for (a, b) in [(grandfather, grandmother), (father, mother), (mothers_father, mothers_mother)] {
        tale.couple(a, b, CoupleState::Married);
    }
    tale.children(&[grandfather, grandmother], &[uncle, father, aunt]);
    tale.children(&[mothers_father, mothers_mother], &[mother, mothers_brother]);
    tale.children(&[father, mother], &[xiaomi, brother]);
    tale.home(&[grandmother, father, mother, xiaomi, brother]);
    tale.bond(father, xiaomi, Feeling::Violence);
    tale.bond(grandmother, xiaomi, Feeling::Close);
    tale.bond(father, mother, Feeling::Conflict);
    tale.bond(father, uncle, Feeling::CutOff);
    tale.bond(mother, mothers_mother, Feeling::Distant);
    tale
}
