//! Who is known here: this vault's own device, and over it what the directory says.

use super::chain::Chain;
use super::link::Link;
use super::role_of;
use crate::context::{Context, Person};
use crate::error::VaultError;
use crate::identity::{self, Device, Identity};
use crate::log::Signers;
use casework::id::{DeviceId, PersonId};
use casework::rhythm::VisitRules;
use casework::role::Role;
use protocol::lockbox;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// What views are made from, as the vault has it.
pub(crate) fn context(
    conn: &Connection,
    identity: &Identity,
    rules: VisitRules,
) -> Result<Context, VaultError> {
    let (people, signers) = (BTreeMap::new(), Signers::default());
    let mut context = Context { rules, people, signers, chain: None };
    renew(conn, identity, &mut context)?;
    Ok(context)
}

/// Brings directory and people to what lies in the vault.
pub(crate) fn renew(
    conn: &Connection,
    identity: &Identity,
    context: &mut Context,
) -> Result<(), VaultError> {
    context.chain = None;
    if let Some(link) = Link::load(conn)? {
        let mut chain = Chain::begin(identity.station_id, link.root);
        chain.load(conn)?;
        context.chain = Some(chain);
    }
    know(conn, context)
}

/// Brings people to what the directory in `context` says.
pub(super) fn know(conn: &Connection, context: &mut Context) -> Result<(), VaultError> {
    let mut devices = identity::devices(conn)?;
    if let (Some(chain), Some(link)) = (&context.chain, Link::load(conn)?) {
        devices.extend(of_directory(chain, &link));
    }
    context.signers = Signers::of(&devices);
    context.people = devices.into_iter().map(|(id, device)| (id, device.person)).collect();
    Ok(())
}

fn of_directory(chain: &Chain, link: &Link) -> BTreeMap<DeviceId, Device> {
    let station = chain.directory.station();
    let people: BTreeMap<PersonId, (String, Role)> = chain
        .directory
        .people()
        .map(|(id, person)| {
            let about = lockbox::person_name(station, id);
            // A name that does not open is none: what its bearer wrote stands all the same.
            let name = sealing::open_name(&link.name_key, &about, &person.name);
            (id, (name.map(|name| name.to_string()).unwrap_or_default(), role_of(person.role)))
        })
        .collect();
    chain
        .directory
        .devices()
        .map(|(id, device)| {
            let known = people.get(&device.person).cloned();
            let (name, role) = known.unwrap_or((String::new(), Role::Worker));
            let person = Person { id: device.person, name, role };
            (id, Device { public: device.sign, person })
        })
        .collect()
}

/// A person's name; empty where it is not known.
pub(super) fn name_of(context: &Context, id: PersonId) -> &str {
    let known = context.people.values().find(|person| person.id == id);
    known.map_or("", |person| person.name.as_str())
}
