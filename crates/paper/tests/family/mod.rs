//! Invented families and what surrounds them.
#![allow(dead_code, reason = "each test file uses a part")]

use casework::ecomap::{Ecomap, Flow, Link, Strength, System, SystemId, SystemKind};
use casework::family::{
    Arrival, CoupleState, Family, Feeling, Kin, KinId, ParentWay, Tie, TieId, TieKind,
};
use casework::sex::Sex;

pub const M: Option<Sex> = Some(Sex::Male);
pub const F: Option<Sex> = Some(Sex::Female);

fn bytes(number: usize) -> [u8; 16] {
    u128::try_from(number).unwrap().to_be_bytes()
}

#[derive(Default)]
pub struct Tale(pub Family);

impl Tale {
    pub fn kin(&mut self, name: &str, sex: Option<Sex>, born: u16) -> KinId {
        let id = KinId::from_bytes(bytes(self.0.people.len() + 1));
        self.0.people.push(Kin {
            id,
            name: name.into(),
            sex,
            born: Some(born).filter(|year| *year > 0),
            dead: false,
            died: None,
            client: false,
            arrival: Arrival::Born,
        });
        id
    }

    pub fn of(&mut self, who: KinId) -> &mut Kin {
        self.0.people.iter_mut().find(|kin| kin.id == who).unwrap()
    }

    pub fn tie(&mut self, is: TieKind) {
        let id = TieId::from_bytes(bytes(self.0.ties.len() + 1));
        self.0.ties.push(Tie { id, is });
    }

    pub fn couple(&mut self, a: KinId, b: KinId, state: CoupleState, years: (u16, u16)) {
        let year = |year: u16| Some(year).filter(|year| *year > 0);
        self.tie(TieKind::Couple { a, b, state, since: year(years.0), until: year(years.1) });
    }

    pub fn children(&mut self, parents: &[KinId], children: &[KinId], way: ParentWay) {
        for child in children {
            for parent in parents {
                self.tie(TieKind::Parent { parent: *parent, child: *child, way });
            }
        }
    }

    pub fn bond(&mut self, from: KinId, to: KinId, feeling: Feeling) {
        self.tie(TieKind::Bond { from, to, feeling });
    }

    pub fn home(&mut self, people: &[KinId]) {
        self.tie(TieKind::Household { people: people.to_vec() });
    }
}

use CoupleState::{Cohabiting, Divorced, Married, Separated};
use ParentWay::{Adopted, Biological, Foster, Kinship};

/// 小米, 13: father ill and violent, mother weak, grandmother close.
pub fn xiaomi() -> Tale {
    let mut t = Tale::default();
    let grandfather = t.kin("陈德福", M, 1942);
    t.of(grandfather).died = Some(2016);
    let grandmother = t.kin("王秀英", F, 1946);
    let uncle = t.kin("陈国平", M, 1972);
    let father = t.kin("陈国庆", M, 1975);
    let aunt = t.kin("陈国芳", F, 1979);
    let mother = t.kin("刘春梅", F, 1980);
    let other_grandmother = t.kin("赵桂兰", F, 1955);
    let other_grandfather = t.kin("刘福生", M, 1952);
    let mothers_brother = t.kin("刘春江", M, 1984);
    let xiaomi = t.kin("小米", F, 2013);
    t.of(xiaomi).client = true;
    let brother = t.kin("陈小麦", M, 2017);
    t.couple(grandfather, grandmother, Married, (0, 0));
    t.couple(father, mother, Married, (2011, 0));
    t.couple(other_grandfather, other_grandmother, Married, (0, 0));
    t.children(&[grandfather, grandmother], &[uncle, father, aunt], Biological);
    t.children(&[other_grandfather, other_grandmother], &[mother, mothers_brother], Biological);
    t.children(&[father, mother], &[xiaomi, brother], Biological);
    t.home(&[grandmother, father, mother, xiaomi, brother]);
    t.bond(father, xiaomi, Feeling::Violence);
    t.bond(grandmother, xiaomi, Feeling::Close);
    t.bond(father, mother, Feeling::Conflict);
    t.bond(father, uncle, Feeling::CutOff);
    t.bond(mother, other_grandmother, Feeling::Distant);
    t
}

/// 小米's surroundings.
pub fn around_xiaomi(tale: &Tale) -> Ecomap {
    let mut ecomap = Ecomap::default();
    let mut add = |kind, name: &str, with: &str, strength, flow| {
        let number = ecomap.systems.len() + 1;
        let system = SystemId::from_bytes(bytes(number));
        ecomap.systems.push(System { id: system, kind, name: name.into() });
        let with = tale.0.people.iter().find(|kin| kin.name == with).map(|kin| kin.id);
        let id = TieId::from_bytes(bytes(1_000 + number));
        ecomap.links.push(Link { id, system, with, strength, flow });
    };
    use Strength::{Stressful, Strong, Weak};
    add(SystemKind::School, "青禾县第二初级中学", "小米", Stressful, Flow::FromFamily);
    add(SystemKind::Committee, "张家村村委会", "", Weak, Flow::ToFamily);
    add(SystemKind::Hospital, "县人民医院骨科", "陈国庆", Weak, Flow::Both);
    add(SystemKind::Relatives, "外婆家", "刘春梅", Weak, Flow::None);
    add(SystemKind::Friends, "同学小雨", "小米", Strong, Flow::Both);
    add(SystemKind::Station, "社工周敏", "", Strong, Flow::ToFamily);
    add(SystemKind::Work, "镇上的服装厂", "刘春梅", Stressful, Flow::FromFamily);
    ecomap
}

/// 林雨, 17: kinship care, a father who married again, twins, adoption, fostering, two women who live together.
pub fn lin() -> Tale {
    let mut t = Tale::default();
    let grandfather = t.kin("林大山", M, 1948);
    let grandmother = t.kin("何玉珍", F, 1951);
    let father = t.kin("林建军", M, 1976);
    let aunt = t.kin("林建萍", F, 1979);
    let partner = t.kin("周静", F, 1981);
    let first = t.kin("吴晓燕", F, 1978);
    let second = t.kin("郑丽", F, 1985);
    let earlier = t.kin("黄志明", M, 1980);
    let boy = t.kin("林浩", M, 2005);
    let girl = t.kin("林雨", F, 2009);
    t.of(girl).client = true;
    let [twin, other] = ["林一", "林二"].map(|name| t.kin(name, F, 2014));
    let step = t.kin("黄安", M, 2010);
    let adopted = t.kin("林悦", F, 2018);
    let foster = t.kin("阿依古丽·买买提艾力", F, 2016);
    let expected = t.kin("", None, 2027);
    t.of(expected).arrival = Arrival::Expected;
    let lost = t.kin("", None, 2012);
    t.of(lost).arrival = Arrival::Miscarried;
    t.couple(grandfather, grandmother, Separated, (0, 0));
    t.couple(father, first, Divorced, (2003, 2011));
    t.couple(second, father, Married, (2013, 0));
    t.couple(aunt, partner, Cohabiting, (0, 0));
    t.children(&[grandfather, grandmother], &[father, aunt], Biological);
    t.children(&[father, first], &[boy, girl], Biological);
    t.children(&[father, second], &[twin, other, lost, expected], Biological);
    t.children(&[earlier, second], &[step], Biological);
    t.children(&[father, second], &[adopted], Adopted);
    t.children(&[aunt, partner], &[foster], Foster);
    t.children(&[grandmother], &[girl], Kinship);
    t.tie(TieKind::Twins { children: vec![twin, other], identical: true });
    t.home(&[grandmother, boy, girl]);
    t.home(&[father, second, twin, other, adopted, step]);
    t.bond(grandmother, girl, Feeling::Fused);
    t.bond(father, girl, Feeling::CutOff);
    t.bond(second, girl, Feeling::Conflict);
    t.bond(boy, girl, Feeling::Close);
    t
}

/// An old woman, four children with partners, some of them twice, ten grandchildren, some with children of
/// their own: forty people.
#[expect(clippy::too_many_lines, reason = "one family")]
pub fn forty() -> Tale {
    let mut t = Tale::default();
    let old = t.kin("沈桂花", F, 1938);
    t.of(old).client = true;
    let husband = t.kin("沈长贵", M, 1935);
    t.of(husband).died = Some(2019);
    t.couple(husband, old, Married, (1957, 0));
    let names = ["沈建国", "沈建芳", "沈建业", "沈建红"];
    let mut children = Vec::new();
    for (number, name) in (0u16..).zip(names) {
        let sex = if number % 2 == 0 { M } else { F };
        children.push(t.kin(name, sex, 1958 + number * 4));
    }
    t.children(&[husband, old], &children, Biological);
    let other = |sex: Option<Sex>| if sex == M { F } else { M };
    let mut year = 1984;
    let given = ["伟", "敏", "磊", "静", "强", "娜", "军", "霞", "涛", "琳", "鹏"];
    let mut grandchildren = Vec::new();
    for (number, child) in children.iter().enumerate() {
        let sex = t.of(*child).sex;
        let born = t.of(*child).born.unwrap();
        let partner = t.kin(["马玉兰", "孙志刚", "徐凤英", "胡大勇"][number], other(sex), born + 1);
        t.couple(*child, partner, if number == 2 { Divorced } else { Married }, (0, 0));
        let mut kids = Vec::new();
        for _ in 0..[3, 2, 1, 2][number] {
            let name = format!("沈{}", given[grandchildren.len() + kids.len()]);
            kids.push(t.kin(&name, if year % 2 == 0 { M } else { F }, year));
            year += 1;
        }
        t.children(&[*child, partner], &kids, Biological);
        grandchildren.extend(kids);
        if number == 1 {
            let parents = [t.kin("孙有田", M, 1934), t.kin("姚二妹", F, 1937)];
            let brother = t.kin("孙志强", M, 1965);
            t.couple(parents[0], parents[1], Married, (0, 0));
            t.children(&parents, &[partner, brother], Biological);
        }
        if number == 2 {
            let second = t.kin("郭小琴", F, 1972);
            t.couple(*child, second, Married, (2004, 0));
            let twins = [t.kin("沈子轩", M, 2006), t.kin("沈子涵", F, 2006)];
            t.children(&[*child, second], &twins, Biological);
            t.tie(TieKind::Twins { children: twins.to_vec(), identical: false });
        }
    }
    for (number, parent) in grandchildren.clone().into_iter().enumerate().take(6) {
        let sex = t.of(parent).sex;
        let born = t.of(parent).born.unwrap();
        let partner =
            t.kin(["韩雪", "罗明", "唐丽", "曹斌", "邓梅", "许亮"][number], other(sex), born);
        t.couple(parent, partner, Married, (0, 0));
        let child =
            t.kin(["沈一诺", "罗佳", "沈思源", "曹宇", "沈小满", "许诺"][number], F, born + 27);
        t.children(&[parent, partner], &[child], if number == 3 { Adopted } else { Biological });
    }
    let adopted = t.kin("曹小宝", M, 2018);
    let parents = [grandchildren[3], t.0.people.iter().find(|kin| kin.name == "曹斌").unwrap().id];
    t.children(&parents, &[adopted], Adopted);
    for (name, year) in [("沈小宇", 2014), ("沈小雪", 2017)] {
        let child = t.kin(name, F, year);
        let father = t.0.people.iter().find(|kin| kin.name == "韩雪").unwrap().id;
        t.children(&[grandchildren[0], father], &[child], Biological);
    }
    let (son, bride) = (grandchildren[7], t.kin("常欣", F, 1992));
    t.couple(son, bride, Cohabiting, (2020, 0));
    assert_eq!(t.0.people.len(), 40);
    t.home(&[old, children[3]]);
    t.bond(children[3], old, Feeling::Close);
    t.bond(children[0], children[2], Feeling::Conflict);
    t.bond(children[2], old, Feeling::Distant);
    t.bond(children[1], children[3], Feeling::CutOff);
    t
}
