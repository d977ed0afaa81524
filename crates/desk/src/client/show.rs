//! From the vault's records to what the screens show of a client.

use super::view::{CaseLine, ClientCard, ClientView, MemberView, SameClient};
use crate::conflict::show::disputed_names;
use crate::failure::{Code, Failure};
use crate::seen::shown;
use casework::client::Client;
use casework::fields::RecordKind;
use casework::id::ClientId;
use chrono::NaiveDate;
use vault::{ClientRecord, Reader};

/// A client in a line.
pub(crate) fn card(id: ClientId, client: Client, today: NaiveDate) -> ClientCard {
    ClientCard {
        id,
        age: client.age_on(today),
        name: client.name,
        called: client.called,
        group: client.group,
        sex: client.sex,
        village: client.village,
        categories: client.categories,
        phones: client.phones,
    }
}

/// The card of a client on record.
pub(crate) fn card_of(
    read: Reader<'_>,
    id: ClientId,
    today: NaiveDate,
) -> Result<ClientCard, Failure> {
    let record = read.client(id)?.ok_or(Code::NotFound)?;
    Ok(card(id, record.client, today))
}

/// The household of a client.
pub(crate) fn members(read: Reader<'_>, client: ClientId) -> Result<Vec<MemberView>, Failure> {
    let members = read.members(client)?.into_iter().map(|record| {
        Ok(MemberView {
            id: record.id,
            member: record.member,
            conflicts: disputed_names(read, RecordKind::MEMBER, record.id.into())?,
            seen: shown(record.seen),
        })
    });
    members.collect()
}

/// The cases of a client, newest first.
fn cases(read: Reader<'_>, client: ClientId) -> Result<Vec<CaseLine>, Failure> {
    let lines = read.cases_of(client)?.into_iter().map(|line| CaseLine {
        id: line.id,
        number: line.case.number,
        opened_on: line.case.opened_on,
        risk: line.case.risk.level,
    });
    Ok(lines.collect())
}

/// The other records of the same person.
fn same(read: Reader<'_>, client: ClientId, today: NaiveDate) -> Result<Vec<SameClient>, Failure> {
    let others = read.same_person(client)?.into_iter().map(|other| {
        let judged = read.judged(client, other)?;
        let last = judged.iter().max_by_key(|row| (row.at, row.change));
        Ok(SameClient {
            client: card_of(read, other, today)?,
            cases: cases(read, other)?,
            by: last.map(|row| read.person_of(row.author).to_owned()),
            at: last.map(|row| row.at),
            judged: judged.iter().map(|row| row.change.to_string()).collect(),
        })
    });
    others.collect()
}

/// A client as its own page shows it.
pub(crate) fn page(
    read: Reader<'_>,
    record: ClientRecord,
    today: NaiveDate,
) -> Result<ClientView, Failure> {
    Ok(ClientView {
        id: record.id,
        age: record.client.age_on(today),
        members: members(read, record.id)?,
        cases: cases(read, record.id)?,
        conflicts: disputed_names(read, RecordKind::CLIENT, record.id.into())?,
        same: same(read, record.id, today)?,
        // Who looks decides it (`client_get`): a likeness is only looked at.
        reads_only: true,
        client: record.client,
        seen: shown(record.seen),
    })
}
