//! The line to a station: requests and answers, while nobody holds the vault.

use super::{address, refusal};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::role::Role;
use protocol::Wire as _;
use protocol::api::{BATCH_LEN, Heads, SessionBegin, SessionOpen, Token};
use protocol::directory::{Role as OnWire, SignedEntry};
use protocol::invitation::Bundle;
use sealing::{InvitationSecret, LOOKUP_LEN};
use sync::https::{Address, Canceller, ContactError, FirstContact, Https, NoHttps};
use sync::{Asker, Call, Request, Response, Transport as _, Unreachable};
use vault::Stage;

/// Pages of the directory that a new laptop reads at the most: a station with a hundred years of entries has fewer.
const PAGES: u32 = 10_000;

/// How often something is asked where the line breaks.
const TRIES: u32 = 3;

/// The bundle that lies at a station for whoever has this secret. Nothing of it is believed but what opens.
///
/// # Errors
/// [`Code::InvitationUnknown`], [`Code::WrongStation`], that the station is not reached.
pub(super) fn bundle(address: &Address, secret: &InvitationSecret) -> Result<Bundle, Failure> {
    let mut contact = FirstContact::with(address)?;
    let sealed = contact.bundle(secret.lookup()).map_err(|error| match error {
        ContactError::Unreachable(why) => refusal::unreachable(why).into(),
        ContactError::Refused(why) => refusal::refused(why),
    })?;
    let opened = secret.open_bundle(&sealed.sealed).map_err(|_| Code::WrongStation)?;
    Bundle::from_bytes(&opened).map_err(|error| match error {
        protocol::WireError::Newer => Code::ProgramTooOld.into(),
        _ => Code::WrongStation.into(),
    })
}

/// A line to a station whose authority is known.
pub(crate) struct Line {
    address: Address,
    https: Https,
    asker: Asker,
}

impl Line {
    /// To the station at this address, whose certificates this authority signs. Nobody asks yet.
    ///
    /// # Errors
    /// [`Code::AddressMistyped`]; [`Code::Internal`] where there is no HTTPS on this machine.
    pub(super) fn pinned(address: &Address, authority: &[u8]) -> Result<Self, Failure> {
        let https = Https::new(address, authority)?;
        Ok(Self { address: address.clone(), https, asker: Asker::Anybody })
    }

    /// As [`pinned`](Self::pinned), to the station that the open vault belongs to.
    ///
    /// # Errors
    /// [`Code::Locked`], [`Code::NotLinked`].
    pub(crate) fn without_session(desk: &Desk) -> Result<Self, Failure> {
        let link = desk.open(|vault| Ok(vault.station()?))?.ok_or(Code::NotLinked)?;
        match link.stage {
            Stage::Founding(_) => Err(Code::NotLinked.into()),
            Stage::Joining | Stage::Member | Stage::Revoked => {
                Self::pinned(&address::of_text(&link.address)?, &link.authority)
            }
        }
    }

    /// To the station that the open vault belongs to, with a session for what a person does there.
    ///
    /// # Errors
    /// [`Code::Locked`], [`Code::NotLinked`], [`Code::LaptopRevoked`], that the station is not reached.
    pub(crate) fn of(desk: &Desk) -> Result<Self, Failure> {
        let mut line = Self::without_session(desk)?;
        let device = desk.open(|vault| Ok(vault.identity().device))?;
        let challenge = match line.ask(Request::SessionBegin(SessionBegin { device }))? {
            Response::Challenge(challenge) => challenge.challenge,
            _ => return Err(Code::NotAStation.into()),
        };
        let signature = desk.open(|vault| Ok(vault.sign_session(&challenge)))?;
        let open = SessionOpen { device, challenge, signature };
        match line.ask(Request::SessionOpen(open))? {
            Response::Session(session) => line.asker = Asker::Session(session.token),
            _ => return Err(Code::NotAStation.into()),
        }
        Ok(line)
    }

    /// Where the station is reached.
    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    /// Ends the request that is under way, from another thread.
    pub(crate) fn canceller(&self) -> Canceller {
        self.https.canceller()
    }

    /// Listens until the line ends or is cut; tells that it stands, and whenever something is new.
    pub(crate) fn listen(&mut self, token: &Token, mut tell: impl FnMut()) {
        let _ = self.https.listen(token, |_| tell());
    }

    /// Carries what the engine asks.
    pub(crate) fn carry_call(&mut self, call: &Call) -> Result<Response, Unreachable> {
        self.https.carry(call)
    }

    /// Carries a request; a refusal is an answer.
    pub(super) fn carry(&mut self, request: Request) -> Result<Response, Failure> {
        let call = Call { request, asker: self.asker.clone() };
        self.https.carry(&call).map_err(|why| refusal::unreachable(why).into())
    }

    /// As [`carry`](Self::carry), for what does no harm twice: where the answer is lost on the way it is asked again.
    pub(super) fn carry_surely(&mut self, request: &Request) -> Result<Response, Failure> {
        let mut tries = 1;
        loop {
            match self.carry(request.clone()) {
                Err(_) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    /// Carries a request; a refusal is a failure.
    fn ask(&mut self, request: Request) -> Result<Response, Failure> {
        match self.carry(request)? {
            Response::Refused(why) => Err(refusal::refused(why)),
            answer => Ok(answer),
        }
    }

    /// How far the station has each author's changes.
    ///
    /// # Errors
    /// That the station is not reached or refuses.
    pub(crate) fn heads(&mut self) -> Result<Heads, Failure> {
        match self.ask(Request::Heads)? {
            Response::Heads(heads) => Ok(heads),
            _ => Err(Code::NotAStation.into()),
        }
    }

    /// Brings the directory here up to the station's.
    pub(super) fn directory_down(&mut self, desk: &Desk) -> Result<(), Failure> {
        let head = desk.open(|vault| Ok(vault.directory().and_then(|one| one.head())))?;
        let entries = self.directory(head.map(|head| head.index))?;
        let fault = desk.open(|vault| Ok(vault.directory_apply(&entries)?))?.fault;
        fault.map_or(Ok(()), |why| Err(refusal::fault(why).into()))
    }

    /// The directory after an entry, for whoever is invited and not in it yet.
    pub(super) fn directory_as_invited(
        &mut self,
        lookup: &[u8; LOOKUP_LEN],
        after: Option<u64>,
    ) -> Result<Vec<SignedEntry>, Failure> {
        self.asker = Asker::Invited(*lookup);
        self.directory(after)
    }

    fn directory(&mut self, after: Option<u64>) -> Result<Vec<SignedEntry>, Failure> {
        let (mut entries, mut after) = (Vec::new(), after);
        for _ in 0..PAGES {
            let page = match self.ask(Request::Directory { after, max_bytes: BATCH_LEN })? {
                Response::Directory(page) => page,
                _ => return Err(Code::NotAStation.into()),
            };
            let next = after.map_or(0, |after| after + 1) + page.entries.len() as u64;
            after = next.checked_sub(1);
            entries.extend(page.entries);
            if !page.more {
                return Ok(entries);
            }
        }
        Err(Code::StationMisbehaves.into())
    }
}

impl From<NoHttps> for Failure {
    fn from(_: NoHttps) -> Self {
        Code::Internal.into()
    }
}

/// A role as casework knows it.
pub(super) fn role(role: OnWire) -> Role {
    match role {
        OnWire::Worker => Role::Worker,
        OnWire::Supervisor => Role::Supervisor,
        OnWire::Manager => Role::Manager,
        OnWire::ChildDirector => Role::ChildDirector,
        OnWire::Auditor => Role::Auditor,
    }
}

/// A role as it stands in the directory.
pub(super) fn wire_role(role: Role) -> OnWire {
    match role {
        Role::Worker => OnWire::Worker,
        Role::Supervisor => OnWire::Supervisor,
        Role::Manager => OnWire::Manager,
        Role::ChildDirector => OnWire::ChildDirector,
        Role::Auditor => OnWire::Auditor,
    }
}
