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

/// 林: a grandmother brings two up while their mother works far away; the father married again, has twins
/// there and an adopted girl; two aunts live together with a foster child; one is expected.
#[expect(clippy::too_many_lines, reason = "one family")]
pub(crate) fn lin() -> Tale {
    let mut tale = Tale::default();
    let grandfather = tale.kin("林大山", M, 1948);
    let grandmother = tale.kin("何玉珍", F, 1951);
    let father = tale.kin("林建军", M, 1976);
    let aunt = tale.kin("林建萍", F, 1979);
    let partner = tale.kin("周静", F, 1981);
    let first = tale.kin("吴晓燕", F, 1978);
    let second = tale.kin("郑丽", F, 1985);
    let earlier = tale.kin("黄志明", M, 1980);
    let boy = tale.kin("林浩", M, 2005);
    let girl = tale.kin("林雨", F, 2009);
    tale.change(girl, |kin| kin.client = true);
    let [twin, other] = ["林一", "林二"].map(|name| tale.kin(name, F, 2014));
    let step = tale.kin("黄安", M, 2010);
    let adopted = tale.kin("林悦", F, 2018);
    let foster = tale.kin("阿依古丽·买买提艾力", F, 2016);
    let expected = tale.kin("", None, 2027);
    tale.change(expected, |kin| kin.arrival = Arrival::Expected);
    let lost = tale.kin("", None, 2012);
    tale.change(lost, |kin| kin.arrival = Arrival::Miscarried);
    tale.couple(grandfather, grandmother, CoupleState::Separated);
    tale.tie(TieKind::Couple {
        a: father,
        b: first,
        state: CoupleState::Divorced,
        since: Some(2003),
        until: Some(2011),
    });
    tale.tie(TieKind::Couple {
        a: second,
        b: father,
        state: CoupleState::Married,
        since: Some(2013),
        until: None,
    });
    tale.couple(aunt, partner, CoupleState::Cohabiting);
    tale.children(&[grandfather, grandmother], &[father, aunt]);
    tale.children(&[father, first], &[boy, girl]);
    tale.children(&[father, second], &[twin, other, lost, expected]);
    tale.children(&[earlier, second], &[step]);
    tale.tie(TieKind::Twins { children: vec![twin, other], identical: true });
    for parent in [father, second] {
        tale.parent(parent, adopted, ParentWay::Adopted);
    }
    for parent in [aunt, partner] {
        tale.parent(parent, foster, ParentWay::Foster);
    }
    tale.parent(grandmother, girl, ParentWay::Kinship);
    tale.home(&[grandmother, boy, girl]);
    tale.home(&[father, second, twin, other, adopted, step]);
    tale.bond(grandmother, girl, Feeling::Fused);
    tale.bond(father, girl, Feeling::CutOff);
    tale.bond(second, girl, Feeling::Conflict);
    tale.bond(boy, girl, Feeling::Close);
    tale
}

/// Numbers that look random and are always the same for the same seed.
pub(crate) struct Dice(pub u64);

impl Dice {
    /// From 0 up to, and without, `below`.
    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below.max(1)
    }

    fn one(&mut self, in_: usize) -> bool {
        self.roll(in_) == 0
    }
}

const GIVEN: [&str; 12] =
    ["伟", "芳", "国强", "秀兰", "建华", "丽", "志明", "桂英", "小龙", "雨桐", "浩", "静"];
const SURNAMES: [&str; 8] = ["王", "李", "张", "刘", "陈", "欧阳", "赵", "古丽·艾"];

/// A family such as there are, of about so many people: four generations at most, partners from outside with
/// parents and brothers of their own, second marriages, adoption, foster and kinship care, twins.
pub(crate) fn some_family(seed: u64, people: usize) -> Tale {
    let mut dice = Dice(seed);
    let mut tale = Tale::default();
    let mut open = vec![(someone(&mut tale, &mut dice, 1930), 1930)];
    while tale.0.people.len() < people {
        if open.is_empty() {
            open.push((someone(&mut tale, &mut dice, 1950), 1950));
        }
        let (who, year) = open.remove(0);
        let marriages = 1 + usize::from(dice.one(4)) + usize::from(dice.one(9));
        for _ in 0..marriages {
            let partner = someone(&mut tale, &mut dice, year);
            if !dice.one(5) {
                let state = [CoupleState::Married, CoupleState::Divorced, CoupleState::Cohabiting];
                tale.couple(who, partner, state[dice.roll(3)]);
            }
            if dice.one(3) {
                let parent = someone(&mut tale, &mut dice, year - 26);
                let sister = someone(&mut tale, &mut dice, year + 2);
                tale.children(&[parent], &[partner, sister]);
            }
            if year < 2000 {
                offspring(&mut tale, &mut dice, (who, partner), year, &mut open);
            }
        }
    }
    tale.0.people.truncate(people);
    let kept: Vec<KinId> = tale.0.people.iter().map(|kin| kin.id).collect();
    tale.0.ties.retain(|tie| tie.is.people().iter().all(|who| kept.contains(who)));
    let client = dice.roll(kept.len());
    tale.0.people[client].client = true;
    feelings(&mut tale, &mut dice, &kept);
    tale
}

fn someone(tale: &mut Tale, dice: &mut Dice, about: u16) -> KinId {
    let name = format!("{}{}", SURNAMES[dice.roll(8)], GIVEN[dice.roll(12)]);
    let sex = [M, F, M, F, M, F, None][dice.roll(7)];
    let born = if dice.one(10) { 0 } else { about + u16::try_from(dice.roll(6)).unwrap() };
    let who = tale.kin(&name, sex, born);
    if about < 1950 && dice.one(2) {
        tale.change(who, |kin| kin.died = Some(2015));
    }
    who
}

fn offspring(
    tale: &mut Tale,
    dice: &mut Dice,
    (a, b): (KinId, KinId),
    year: u16,
    open: &mut Vec<(KinId, u16)>,
) {
    let count = dice.roll(4);
    let children: Vec<KinId> = (0..count)
        .map(|n| someone(tale, dice, year + 24 + u16::try_from(n).unwrap() * 6))
        .collect();
    let way = [ParentWay::Biological, ParentWay::Biological, ParentWay::Adopted][dice.roll(3)];
    for child in &children {
        tale.parent(a, *child, way);
        tale.parent(b, *child, way);
    }
    if let (&[first, .., last], true) = (children.as_slice(), dice.one(5)) {
        let born = tale.0.people.iter().find(|k| k.id == first).unwrap().born;
        tale.change(last, |kin| kin.born = born);
        if way == ParentWay::Biological {
            tale.tie(TieKind::Twins { children: vec![first, last], identical: dice.one(2) });
        }
    }
    let years = (0u16..).map(|n| year + 24 + n * 6);
    open.extend(children.into_iter().zip(years));
}

fn feelings(tale: &mut Tale, dice: &mut Dice, kept: &[KinId]) {
    let all = [
        Feeling::Close,
        Feeling::Fused,
        Feeling::Distant,
        Feeling::Conflict,
        Feeling::Violence,
        Feeling::CutOff,
    ];
    for _ in 0..kept.len() / 6 {
        let (a, b) = (kept[dice.roll(kept.len())], kept[dice.roll(kept.len())]);
        if a != b {
            tale.bond(a, b, all[dice.roll(6)]);
        }
    }
    let carer = kept[dice.roll(kept.len())];
    let child = kept[dice.roll(kept.len())];
    tale.parent(carer, child, ParentWay::Kinship);
    let start = dice.roll(kept.len());
    tale.home(&kept[start..(start + 4).min(kept.len())]);
}
