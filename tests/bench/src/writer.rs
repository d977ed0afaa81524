//! A worker who writes notes of one length, each in other words.

use casework::action::AgreedAction;
use casework::id::{ActionId, CaseId, ClientId, VisitId};
use casework::need::Need;
use casework::visit::{NextVisit, Present, VisitForm, VisitKind, VisitNote};
use chrono::{DateTime, Days, FixedOffset, NaiveTime, TimeDelta};
use vault::{Identity, Vault, VaultError, make_id};

use crate::caseload::Tale;

/// Characters of a note: a page by hand.
const LENGTH: usize = 600;
/// Of these, one in so many is judgement.
const JUDGEMENT: usize = 5;
/// What the notes are made of: no vault of the bench holds these cases.
const SEED: u64 = 77;
const CASES: usize = 200;
const VISITS: u32 = 12;

/// Writes and signs.
#[derive(Debug)]
pub struct Writer {
    text: Vec<char>,
    length: usize,
    at: usize,
    now: DateTime<FixedOffset>,
}

impl Writer {
    /// A writer whose first note is signed after `now`.
    ///
    /// # Errors
    /// When the lists that ship are broken.
    pub fn new(now: DateTime<FixedOffset>) -> anyhow::Result<Self> {
        Self::of_length(now, LENGTH)
    }

    /// The same, whose notes have so many characters.
    ///
    /// # Errors
    /// When the lists that ship are broken.
    pub fn of_length(now: DateTime<FixedOffset>, length: usize) -> anyhow::Result<Self> {
        let tale = Tale::new(SEED, (CASES, VISITS), now)?;
        let visits = tale.cases().flat_map(|case| case.visits);
        let text = visits.flat_map(|visit| visit.form.observations.chars().collect::<Vec<_>>());
        Ok(Self { text: text.filter(|c| *c != '\n').collect(), length, at: 0, now })
    }

    /// The next note of a case, and when it is signed.
    pub fn note(&mut self, case: CaseId, client: ClientId, by: &Identity) -> (VisitId, VisitNote) {
        self.now += TimeDelta::minutes(7);
        let signed_at = self.now;
        let today = signed_at.date_naive();
        let form = VisitForm {
            kind: Some(VisitKind::Planned),
            started_at: Some(today.and_time(NaiveTime::MIN) + TimeDelta::hours(9)),
            ended_at: Some(today.and_time(NaiveTime::MIN) + TimeDelta::hours(10)),
            present: vec![Present { name: "奶奶".to_owned(), member: None, client: false }],
            observations: self.words(self.length - self.length / JUDGEMENT),
            judgement: self.words(self.length / JUDGEMENT),
            needs: vec![Need::Safety, Need::Education],
            actions: vec![self.action("社工"), self.action("奶奶")],
            next: today
                .checked_add_days(Days::new(30))
                .map(|on| NextVisit {
                    on: Some(on), purpose: "看约定执行得怎样".to_owned()
                }),
            ..VisitForm::default()
        };
        let author = by.person;
        let author_name = by.person_name.clone();
        let id = VisitId(make_id(signed_at));
        (id, VisitNote { case, client, author, author_name, signed_at, form })
    }

    fn action(&mut self, owner: &str) -> AgreedAction {
        AgreedAction {
            id: ActionId(make_id(self.now)),
            what: self.words(14),
            owner: owner.to_owned(),
            due: self.now.date_naive().checked_add_days(Days::new(14)),
        }
    }

    fn words(&mut self, length: usize) -> String {
        let words: String = self.text.iter().cycle().skip(self.at).take(length).collect();
        self.at = (self.at + length) % self.text.len().max(1);
        words
    }
}

/// Signs a note: durable when this returns.
///
/// # Errors
/// Faults of the disk.
pub fn sign(vault: &mut Vault, visit: VisitId, note: &VisitNote) -> Result<(), VaultError> {
    vault.write(note.signed_at, |tx| tx.sign_note(visit, note))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caseload::Caseload;
    use casework::id::CaseId;

    #[test]
    fn notes_are_of_one_length_in_other_words_and_can_be_signed() {
        let root = tempfile::tempdir().unwrap();
        let caseload = Caseload::find_or_make(root.path(), 1, 1).unwrap();
        let case = caseload.tale().unwrap().cases().next().unwrap();
        let mut vault = caseload.open().unwrap();
        let mut writer = Writer::new(caseload.made_at()).unwrap();
        let identity = vault.identity().clone();
        let mut texts = Vec::new();
        for _ in 0..3 {
            let (id, note) = writer.note(case.case_id, case.client_id, &identity);
            sign(&mut vault, id, &note).unwrap();
            let form = vault.read().visit(id).unwrap().unwrap().note.form;
            assert_eq!(form.actions.len(), 2);
            let length = form.observations.chars().count() + form.judgement.chars().count();
            assert_eq!(length, LENGTH);
            assert!(!texts.contains(&form.observations));
            texts.push(form.observations);
        }
        let case: CaseId = case.case_id;
        assert!(vault.read().case(case).unwrap().unwrap().open_actions >= 6);
    }
}
