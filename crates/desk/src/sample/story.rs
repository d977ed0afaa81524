//! Stories: cases told as records, with days counted from today.

mod file;

use super::chance::Chance;
use super::error::SampleError;
use super::ids::{days, id, id_number, id_on};
use super::{
    PHOTOS, SampleAddendum, SampleCase, SampleMember, SamplePhoto, SampleProgress, SampleVisit,
};
use casework::action::{ActionProgress, AgreedAction};
use casework::case::{Case, Ground};
use casework::client::Client;
use casework::id::{ActionId, CaseId, ClientId, MemberId, VisitId};
use casework::id_number::IdNumber;
use casework::member::Member;
use casework::visit::{NextVisit, Present, VisitForm};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use file::{ActionEntry, CaseEntry, ClientEntry, VisitEntry};

/// The cases that a text tells, as they stand today. The format is in `assets/sample/README.md`.
///
/// # Errors
/// [`SampleError`], with the line where the text cannot be read.
pub fn story(toml: &str, today: NaiveDate) -> Result<Vec<SampleCase>, SampleError> {
    let file: file::File =
        toml::from_str(toml).map_err(|error| SampleError::syntax(toml, &error))?;
    file.case.iter().map(|entry| Teller::new(entry, today).tell(entry)).collect()
}

/// Tells one case.
struct Teller {
    today: NaiveDate,
    chance: Chance,
    opened_on: NaiveDate,
}

/// Who can be present at a visit, by the word that the story uses.
struct People<'a> {
    client: &'a str,
    members: Vec<(&'a str, MemberId, &'a str)>,
}

impl Teller {
    fn new(entry: &CaseEntry, today: NaiveDate) -> Self {
        let chance = Chance::of_text(&entry.key);
        Self { today, chance, opened_on: days(today, entry.opened) }
    }

    fn tell(mut self, entry: &CaseEntry) -> Result<SampleCase, SampleError> {
        let client_id = ClientId(id_on(self.opened_on, &mut self.chance));
        let case_id = CaseId(id_on(self.opened_on, &mut self.chance));
        let client = self.client(&entry.client)?;
        let members: Vec<SampleMember> =
            entry.member.iter().map(|entry| self.member(entry)).collect();
        let by_key = entry.member.iter().zip(&members);
        let people = People {
            client: &client.name,
            members: by_key
                .map(|(entry, m)| (entry.key.as_str(), m.id, m.member.name.as_str()))
                .collect(),
        };
        let visits: Result<_, _> =
            entry.visit.iter().map(|entry| self.visit(entry, &people)).collect();
        let case = self.case(entry, client_id);
        Ok(SampleCase { client_id, visits: visits?, client, members, case_id, case })
    }

    fn client(&mut self, entry: &ClientEntry) -> Result<Client, SampleError> {
        let born = days(self.today, entry.born);
        let area = self.chance.within(0..=9_999);
        let number = match &entry.id_order {
            Some(order) => id_number(area, born, order)?,
            None => String::new(),
        };
        let sex = IdNumber::parse(&number).ok().map(|number| number.sex()).or(entry.sex);
        Ok(Client {
            name: entry.name.clone(),
            called: entry.called.clone(),
            group: entry.group,
            id_number: number,
            birth_date: Some(born),
            sex,
            categories: entry.categories.clone(),
            needs: entry.needs.clone(),
            village: entry.village.clone(),
            address: entry.address.clone(),
            phones: entry.phones.clone(),
            school_or_work: entry.school_or_work.clone(),
            health: entry.health.clone(),
            remarks: entry.remarks.clone(),
        })
    }

    fn member(&mut self, entry: &file::MemberEntry) -> SampleMember {
        let member = Member {
            name: entry.name.clone(),
            relation: entry.relation,
            lives_with: entry.lives_with,
            guardian: entry.guardian,
            phone: entry.phone.clone(),
            remarks: entry.remarks.clone(),
            withheld: entry.withheld.is_some(),
            withheld_reason: entry.withheld.clone().unwrap_or_default(),
        };
        SampleMember { id: MemberId(id_on(self.opened_on, &mut self.chance)), member }
    }

    fn case(&self, entry: &CaseEntry, client: ClientId) -> Case {
        let ground = Ground {
            kind: entry.ground.kind,
            by: entry.ground.by.clone(),
            scope: entry.ground.scope.clone(),
            on: days(self.today, entry.ground.day),
        };
        Case {
            client,
            number: format!("{}-{}", self.opened_on.year(), entry.number),
            opened_on: self.opened_on,
            worker: None,
            source: entry.source,
            reason: entry.reason.clone(),
            ground: Some(ground),
            risk: entry.risk.clone(),
        }
    }

    fn visit(&mut self, entry: &VisitEntry, people: &People) -> Result<SampleVisit, SampleError> {
        let started_at = days(self.today, entry.day).and_time(entry.from);
        let ended_at = entry.to.map(|to| {
            let night = TimeDelta::days((to < entry.from).into());
            started_at.date().and_time(to) + night
        });
        let actions: Vec<_> =
            entry.action.iter().map(|action| self.action(action, started_at)).collect();
        let form = VisitForm {
            kind: Some(entry.kind),
            started_at: Some(started_at),
            ended_at,
            place: entry.place.clone(),
            present: entry.present.iter().map(|word| people.present(word)).collect(),
            nobody_home: entry.nobody_home,
            observations: entry.observations.trim().to_owned(),
            judgement: entry.judgement.trim().to_owned(),
            needs: entry.needs.clone(),
            actions: actions.iter().map(|(action, _)| action.clone()).collect(),
            next: entry.next.as_ref().map(|next| NextVisit {
                on: Some(days(self.today, next.day)),
                purpose: next.purpose.clone(),
            }),
            attachments: Vec::new(),
            client_signed: entry.client_signed,
            as_typed: None,
        };
        Ok(SampleVisit {
            id: VisitId(id(started_at, &mut self.chance)),
            signed_at: ended_at
                .zip(entry.signed)
                .map(|(end, minutes)| end + TimeDelta::minutes(minutes.into())),
            addenda: entry.addendum.iter().map(|addendum| self.addendum(addendum)).collect(),
            progress: actions.into_iter().filter_map(|(_, progress)| progress).collect(),
            photos: entry.photo.iter().map(photo).collect::<Result<_, _>>()?,
            form,
        })
    }

    fn action(
        &mut self,
        entry: &ActionEntry,
        at: NaiveDateTime,
    ) -> (AgreedAction, Option<SampleProgress>) {
        let action = ActionId(id(at, &mut self.chance));
        let progress = entry.closed.map(|day| SampleProgress {
            action,
            progress: ActionProgress {
                state: entry.state,
                closed_on: Some(days(self.today, day)),
                outcome: entry.outcome.clone(),
            },
        });
        let due = Some(days(self.today, entry.due));
        let agreed =
            AgreedAction { id: action, what: entry.what.clone(), owner: entry.owner.clone(), due };
        (agreed, progress)
    }

    fn addendum(&self, entry: &file::AddendumEntry) -> SampleAddendum {
        let signed_at = days(self.today, entry.day).and_time(entry.at);
        SampleAddendum { text: entry.text.trim().to_owned(), signed_at }
    }
}

impl People<'_> {
    /// The person a word of the story means: the client, a member by key, or anyone by name.
    fn present(&self, word: &str) -> Present {
        if word == "client" {
            return Present { name: self.client.to_owned(), member: None, client: true };
        }
        match self.members.iter().find(|(key, ..)| *key == word) {
            Some((_, id, name)) => {
                Present { name: (*name).to_owned(), member: Some(*id), client: false }
            }
            None => Present { name: word.to_owned(), member: None, client: false },
        }
    }
}

fn photo(entry: &file::PhotoEntry) -> Result<SamplePhoto, SampleError> {
    let found = PHOTOS.iter().find(|(name, _)| *name == entry.file);
    let (name, bytes) = *found.ok_or_else(|| SampleError::NoPhoto { name: entry.file.clone() })?;
    Ok(SamplePhoto { name: name.to_owned(), bytes, caption: entry.caption.clone() })
}
