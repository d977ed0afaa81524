//! From the vault's records to what the screens show of a client.

use super::view::{CaseLine, ClientCard, ClientView, MemberView};
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

/// A client as its own page shows it.
pub(crate) fn page(
    read: Reader<'_>,
    record: ClientRecord,
    today: NaiveDate,
) -> Result<ClientView, Failure> {
    let cases = read.cases_of(record.id)?.into_iter();
    Ok(ClientView {
        id: record.id,
        age: record.client.age_on(today),
        members: members(read, record.id)?,
        cases: cases
            .map(|line| CaseLine {
                id: line.id,
                number: line.case.number,
                opened_on: line.case.opened_on,
                risk: line.case.risk.level,
            })
            .collect(),
        conflicts: disputed_names(read, RecordKind::CLIENT, record.id.into())?,
        client: record.client,
        seen: shown(record.seen),
    })
}
