//! This laptop becomes another device of the same person: it was copied, or put back from a backup and written on, so that
//! two of its changes have one number. It invites itself, comes in with keys of its own, and signs again, as what it is
//! now, what the station does not have of it. Nothing is lost: what it had signed before is held.

use super::arrival::Arrivals;
use super::link::LinkError;
use super::people::renew;
use super::reason::HeldReason;
use super::{held, settle};
use crate::body_key::BodyKey;
use crate::error::VaultError;
use crate::id::make_id;
use crate::identity::{self, Identity};
use crate::log::{self, Signer, column};
use crate::own_keys;
use crate::tx::NewChange;
use crate::vault::Vault;
use casework::id::DeviceId;
use chrono::{DateTime, FixedOffset};
use history::{ChangeId, Hash, Header, decode_body};
use protocol::directory::{Act, Entry, FORMAT, Fate, NewDevice, SignedEntry};
use protocol::{SealedChange, Wire as _, proof};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sealing::{BoxKey, DeviceKey, InvitationSecret, Namespace, hazmat};
use serde_json::Value;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// A laptop is another device from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewed {
    /// How many of its changes it signed again.
    pub rewritten: u64,
}

/// The device that this laptop is about to become.
struct Next {
    device: DeviceId,
    key: DeviceKey,
    receives: BoxKey,
    invitation: InvitationSecret,
}

impl Next {
    fn load(conn: &Connection) -> Result<Option<Self>, VaultError> {
        let sql = "SELECT device, seed, box_secret, invitation FROM next_device";
        let found = conn.query_row(sql, [], |row| {
            let seed = Zeroizing::new(row.get::<_, [u8; 32]>(1)?);
            let secret = Zeroizing::new(row.get::<_, [u8; 32]>(2)?);
            let typed = Zeroizing::new(row.get::<_, String>(3)?);
            let device = DeviceId::from_bytes(row.get(0)?);
            let (key, receives) =
                (hazmat::device_key_from_bytes(&seed), hazmat::box_key_from_bytes(&secret));
            Ok((device, key, receives, typed))
        });
        let Some((device, key, receives, typed)) = found.optional()? else { return Ok(None) };
        let invitation = InvitationSecret::parse(&typed).map_err(|_| super::chain::DAMAGED)?;
        Ok(Some(Self { device, key, receives, invitation }))
    }

    fn make(conn: &Connection, now: DateTime<FixedOffset>) -> Result<Self, VaultError> {
        let next = Self {
            device: DeviceId(make_id(now)),
            key: DeviceKey::make(),
            receives: BoxKey::make(),
            invitation: InvitationSecret::make(),
        };
        conn.execute(
            "INSERT OR REPLACE INTO next_device (only, device, seed, box_secret, invitation)
             VALUES (1, ?, ?, ?, ?)",
            params![
                next.device.bytes(),
                hazmat::expose(&next.key),
                hazmat::expose(&next.receives),
                next.invitation.reveal().as_str(),
            ],
        )?;
        Ok(next)
    }
}

impl Vault {
    /// From which number on another laptop that is this device signed other changes; nothing for one that is alone what
    /// it is.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn own_fork(&self) -> Result<Option<u64>, VaultError> {
        own_fork(&self.conn)
    }

    /// The entry by which this laptop invites itself as a further device of its person; nothing where that is done. The
    /// keys of that device are kept before anybody hears of them.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`] for a vault that stands alone; faults of the disk.
    pub fn invite_itself(
        &mut self,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<SignedEntry>, LinkError> {
        let chain = self.context.chain.as_ref().ok_or(LinkError::NotLinked)?;
        let next = match Next::load(&self.conn)? {
            Some(next) => next,
            None => Next::make(&self.conn, now)?,
        };
        let invitation = next.invitation.public();
        match chain.directory.invitation(invitation).map(|one| one.fate) {
            Some(Fate::Open | Fate::Used(_)) => Ok(None),
            Some(Fate::Withdrawn) => {
                let invitation = Next::make(&self.conn, now)?.invitation.public();
                self.invites(invitation, now).map(Some)
            }
            None => self.invites(invitation, now).map(Some),
        }
    }

    /// The entry by which this laptop invites itself, once its keys are kept; nothing before.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`] for a vault that stands alone; when the vault cannot be read.
    pub fn invites_itself(
        &self,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<SignedEntry>, LinkError> {
        let next = Next::load(&self.conn)?;
        next.map(|next| self.invites(next.invitation.public(), now)).transpose()
    }

    fn invites(
        &self,
        invitation: sealing::DevicePublic,
        now: DateTime<FixedOffset>,
    ) -> Result<SignedEntry, LinkError> {
        let person = self.identity.person;
        self.sign_acts(vec![Act::InviteDevice { invitation, person }], now)
    }

    /// The entry by which this laptop comes in as the device that it invited; nothing where that is done, or the
    /// invitation is not in the directory.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`] for a vault that stands alone; when the vault cannot be read.
    pub fn joins_itself(
        &self,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<SignedEntry>, LinkError> {
        let chain = self.context.chain.as_ref().ok_or(LinkError::NotLinked)?;
        let Some(next) = Next::load(&self.conn)? else { return Ok(None) };
        let directory = &chain.directory;
        let open = directory.invitation(next.invitation.public());
        let user_key = directory.person(self.identity.person).and_then(|person| person.user_key);
        let Some(user_key) = user_key.filter(|_| open.is_some_and(|one| one.fate == Fate::Open))
        else {
            return Ok(None);
        };
        let device = NewDevice {
            device: next.device,
            sign: next.key.public(),
            receives: next.receives.public(),
            user_key,
        };
        let (station, person) = (self.identity.station_id, self.identity.person);
        let proof = next.invitation.sign_join(&proof::join(station, person, &device));
        let (index, previous) = directory.next_place();
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let entry = Entry {
            format: FORMAT,
            station,
            index,
            previous,
            clock: history::HybridClock { millis, counter: 0 },
            author: next.device,
            acts: vec![Act::Join { invitation: next.invitation.public(), device, proof }],
        }
        .to_bytes();
        let signature = sealing::sign(&next.key, Namespace::Directory, &entry);
        Ok(Some(SignedEntry { entry, signature }))
    }

    /// Becomes the device that it invited, once the directory has let that in: with its keys, and with all that the station
    /// does not have of this laptop signed again. In one transaction, or nothing.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`] for a vault that stands alone; faults of the disk. The vault is then as it was.
    pub fn become_next(
        &mut self,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Renewed>, LinkError> {
        let chain = self.context.chain.as_ref().ok_or(LinkError::NotLinked)?;
        let Some(next) = Next::load(&self.conn)? else { return Ok(None) };
        let let_in = chain.directory.device(next.device).filter(|device| device.is_active());
        if let_in.is_none_or(|device| device.sign != next.key.public()) {
            return Ok(None);
        }
        let me = Identity { device: next.device, ..self.identity.clone() };
        let transaction = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let waiting = set_aside(&transaction, self.identity.device)?;
        take_the_keys(&transaction, &me, &next)?;
        // That two laptops were one device is over.
        let about = self.identity.device.bytes();
        transaction.execute("DELETE FROM alarms WHERE about = ?", [about])?;
        let mut arrivals = Arrivals::new(&transaction, &self.context, &chain.directory);
        // What the other laptop signed under the old name is in its place by now.
        let held = held_of(&transaction, self.identity.device, &waiting)?;
        settle::all(&transaction, &mut arrivals, &held, |_, _| Ok(()))?;
        arrivals.withdrew = true;
        let signer = Signer { identity: &me, key: &next.key, context: &self.context, now };
        let rewritten = sign_again(&transaction, signer, waiting)?;
        arrivals.refresh_views()?;
        drop(arrivals);
        transaction.commit().map_err(VaultError::from)?;
        (self.identity, self.device_key) = identity::load(&self.conn)?;
        renew(&self.conn, &self.identity, &mut self.context)?;
        Ok(Some(Renewed { rewritten }))
    }
}

/// From which number on another laptop that is this device signed other changes.
pub(super) fn own_fork(conn: &Connection) -> Result<Option<u64>, VaultError> {
    let mut statement = conn.prepare_cached("SELECT seq FROM own_fork")?;
    let seq: Option<i64> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(seq.map(i64::unsigned_abs))
}

/// A change of this device came for a number that it has used itself.
pub(super) fn note_own_fork(conn: &Connection, seq: u64) -> Result<(), VaultError> {
    let sql = "INSERT INTO own_fork (only, seq) VALUES (1, ?1)
         ON CONFLICT DO UPDATE SET seq = min(seq, ?1)";
    conn.prepare_cached(sql)?.execute([column(seq)])?;
    Ok(())
}

/// A change that is to be signed again.
struct Waiting {
    old: ChangeId,
    header: Header,
    body: Value,
}

/// Takes out of the log what the station does not have of this device, and holds it.
fn set_aside(conn: &Connection, me: DeviceId) -> Result<Vec<Waiting>, VaultError> {
    let acknowledged: i64 =
        conn.query_row("SELECT acknowledged FROM sync_state", [], |row| row.get(0))?;
    let common = match own_fork(conn)? {
        Some(first) => column(first.saturating_sub(1)).min(acknowledged),
        None => acknowledged,
    };
    let mut statement = conn.prepare(
        "SELECT generation, header, signature, sealed, n FROM log
         WHERE author = ?1 AND (seq > ?2 OR seq IN (SELECT seq FROM refused)) ORDER BY seq",
    )?;
    let mut rows = statement.query(params![me.bytes(), common])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let change = held::sealed(row)?;
        held::keep(conn, &change, HeldReason::Forked)?;
        conn.execute("DELETE FROM log WHERE n = ?", [row.get::<_, i64>(4)?])?;
        if let Some(waiting) = opened(conn, &change)? {
            all.push(waiting);
        }
    }
    Ok(all)
}

fn opened(conn: &Connection, change: &SealedChange) -> Result<Option<Waiting>, VaultError> {
    let Ok(header) = Header::decode(&change.header) else { return Ok(None) };
    let Some(key) = BodyKey::find(conn, BodyKey::of(&header, change.generation))? else {
        return Ok(None);
    };
    let opened = log::open_body(&key, &header, (&change.header, &change.sealed));
    let body = opened.ok().and_then(|body| decode_body(&body).ok());
    Ok(body.map(|body| Waiting { old: change.id(), header, body }))
}

/// What is held of the old device but is not this laptop's.
fn held_of(
    conn: &Connection,
    old: DeviceId,
    mine: &[Waiting],
) -> Result<Vec<SealedChange>, VaultError> {
    let mut statement =
        conn.prepare("SELECT generation, header, signature, sealed FROM held ORDER BY n")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let change = held::sealed(row)?;
        let id = change.id();
        // What cannot be read is nobody's.
        let Ok(header) = Header::decode(&change.header) else { continue };
        if header.author == old && mine.iter().all(|waiting| waiting.old != id) {
            all.push((header.seq, change));
        }
    }
    all.sort_by_key(|(seq, _)| *seq);
    Ok(all.into_iter().map(|(_, change)| change).collect())
}

fn take_the_keys(conn: &Connection, me: &Identity, next: &Next) -> Result<(), VaultError> {
    conn.execute(
        "INSERT INTO devices (device, public, person, person_name) VALUES (?, ?, ?, ?)",
        params![next.device.bytes(), next.key.public().0, me.person.bytes(), me.person_name],
    )?;
    conn.execute(
        "UPDATE identity SET device = ?, device_seed = ?",
        params![next.device.bytes(), hazmat::expose(&next.key)],
    )?;
    own_keys::replace_box_key(conn, &next.receives)?;
    conn.execute_batch(
        "UPDATE sync_state SET acknowledged = 0;
         DELETE FROM refused;
         DELETE FROM station_short;
         DELETE FROM own_fork;
         DELETE FROM next_device;",
    )?;
    Ok(())
}

/// Signs again, in the old order. What named one of these changes names what took its place.
fn sign_again(
    conn: &Connection,
    signer: Signer<'_>,
    waiting: Vec<Waiting>,
) -> Result<u64, VaultError> {
    let mut names: BTreeMap<ChangeId, ChangeId> = BTreeMap::new();
    let mut head = None;
    for Waiting { old, header, body } in waiting {
        let supersedes = header.supersedes.iter().map(|id| *names.get(id).unwrap_or(id)).collect();
        let change = NewChange {
            file: header.file,
            record: header.record,
            record_kind: header.record_kind,
            field: header.field,
            kind: header.kind,
            supersedes,
            value: renamed(body, &names),
        };
        let appended = signer.append(conn, head, change)?;
        head = Some(appended.head);
        names.insert(old, appended.entry.id);
        let sql = "INSERT INTO rewritten (old, new) VALUES (?, ?)";
        conn.execute(sql, params![old.bytes(), appended.entry.id.bytes()])?;
    }
    Ok(names.len() as u64)
}

/// Reviews and addenda name changes in what they say, in hexadecimal.
fn renamed(value: Value, names: &BTreeMap<ChangeId, ChangeId>) -> Value {
    match value {
        Value::String(text) => {
            let new = text.parse::<Hash>().ok().and_then(|old| names.get(&old));
            Value::String(new.map_or(text, |new| new.to_string()))
        }
        Value::Array(all) => all.into_iter().map(|one| renamed(one, names)).collect(),
        Value::Object(all) => {
            all.into_iter().map(|(key, one)| (key, renamed(one, names))).collect()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_named_in_a_body_is_named_anew_wherever_it_stands() {
        let (old, new) = (Hash([0xab; 32]), Hash([0xcd; 32]));
        let names = BTreeMap::from([(old, new)]);
        let other = Hash([0xef; 32]).to_string();
        let (was, is) = (old.to_string(), new.to_string());
        let body = json!({"covers": [was, other], "note": was, "text": format!("{was}。"), "n": 3});
        let expected =
            json!({"covers": [is, other], "note": is, "text": format!("{was}。"), "n": 3});
        assert_eq!(renamed(body, &names), expected);
    }
}
