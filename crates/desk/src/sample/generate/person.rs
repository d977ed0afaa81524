//! Clients and their households.

use super::Maker;
use crate::sample::SampleMember;
use crate::sample::ids::{days, id_number, id_on};
use crate::sample::lists::{CategoryLists, Given, Kin, WorkLists};
use casework::category::Group;
use casework::client::Client;
use casework::id::MemberId;
use casework::member::Member;
use casework::sex::Sex;
use chrono::NaiveDate;

/// Of a hundred given names so many have one character.
const SHORT_NAMES: u32 = 15;

impl Maker<'_> {
    /// The client, and what the worker calls the client.
    pub(super) fn client(&mut self, category: &CategoryLists) -> (Client, String) {
        let male = self.chance.percent(50);
        let surname = self.surname();
        let given = self.given(if male { &self.of_group.male } else { &self.of_group.female });
        let [youngest, oldest] = category.ages;
        // 365 days and a quarter to the year: on the day the age is in the range.
        let age = self.chance.within(youngest * 1_461 / 4 + 1..=oldest * 1_461 / 4 + 364);
        let born = days(self.today, -i32::try_from(age).unwrap_or_default());
        let order = self.chance.within(0..=499) * 2 + u32::from(male);
        let number = id_number(self.index, born, &format!("{order:03}"));
        let called = match self.group {
            Group::Child => given.clone(),
            Group::Elder if male => format!("{surname}爷爷"),
            Group::Elder => format!("{surname}奶奶"),
        };
        let client = Client {
            name: format!("{surname}{given}"),
            called: String::new(),
            group: self.group,
            id_number: number.unwrap_or_default(),
            birth_date: Some(born),
            sex: Some(if male { Sex::Male } else { Sex::Female }),
            categories: vec![category.category],
            needs: category.needs.clone(),
            village: self.chance.text(&self.lists.villages).to_owned(),
            address: format!("{}组{}号", self.chance.within(1..=12), self.chance.within(1..=160)),
            phones: vec![self.phone()],
            school_or_work: self.school_or_work(born, male),
            health: self.chance.text(&self.of_group.health).to_owned(),
            remarks: self.chance.text(&self.of_group.remarks).to_owned(),
        };
        (client, called)
    }

    /// The household, and what phrases call the closest person of it.
    pub(super) fn household(
        &mut self,
        category: &CategoryLists,
        client: &Client,
        opened_on: NaiveDate,
    ) -> (Vec<SampleMember>, String) {
        let Some(household) = self.chance.of(&category.households) else {
            return (Vec::new(), String::new());
        };
        let members = household.iter().map(|kin| self.member(kin, client, opened_on)).collect();
        (members, household.first().map(|kin| kin.word.clone()).unwrap_or_default())
    }

    fn member(&mut self, kin: &Kin, client: &Client, opened_on: NaiveDate) -> SampleMember {
        let man = client.sex == Some(Sex::Male);
        let family = kin.same_surname && (man || self.group == Group::Child);
        let own = self.lists.surnames.iter().find(|surname| client.name.starts_with(*surname));
        let surname = match own {
            Some(surname) if family => surname.clone(),
            _ => self.surname(),
        };
        // The grown-ups of a child's family bear the names of their own time.
        let elder = &self.lists.elder;
        let given = self.given(if kin.male.unwrap_or(!man) { &elder.male } else { &elder.female });
        let member = Member {
            name: format!("{surname}{given}"),
            relation: kin.relation,
            lives_with: kin.lives_with,
            guardian: kin.guardian,
            phone: self.phone(),
            remarks: self.chance.text(&kin.remarks).to_owned(),
            withheld: false,
            withheld_reason: String::new(),
        };
        SampleMember { id: MemberId(id_on(opened_on, &mut self.chance)), member }
    }

    fn school_or_work(&mut self, born: NaiveDate, male: bool) -> String {
        let age = self.today.years_since(born).unwrap_or_default();
        let fits = |work: &&WorkLists| {
            let [youngest, oldest] = work.ages;
            (youngest..=oldest).contains(&age) && work.male.is_none_or(|of| of == male)
        };
        let texts: Vec<String> = self
            .of_group
            .school_or_work
            .iter()
            .filter(fits)
            .flat_map(|work| work.texts.clone())
            .collect();
        self.chance.text(&texts).to_owned()
    }

    fn surname(&mut self) -> String {
        self.chance.text(&self.lists.surnames).to_owned()
    }

    fn given(&mut self, given: &Given) -> String {
        let (first, second): (Vec<char>, Vec<char>) =
            (given.first.chars().collect(), given.second.chars().collect());
        let short = self.chance.percent(SHORT_NAMES);
        let first = self.chance.of(&first).filter(|_| !short);
        first.into_iter().chain(self.chance.of(&second)).collect()
    }

    /// A number that no network gives out.
    fn phone(&mut self) -> String {
        format!("129{:08}", self.chance.within(0..=99_999_999))
    }
}
