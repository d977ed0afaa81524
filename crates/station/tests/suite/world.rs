//! A station on a temporary folder and a free port, and those who come to it.

use std::net::SocketAddr;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use protocol::api::{
    Answer, Answers, Challenge, ChangesPage, DirectoryHead, FoundRequest, PutInvitation, Session,
    SessionBegin, path,
};
use protocol::directory::{Act, Role};
use protocol::invitation::LOOKUP_LEN;
use protocol::{Hash, Namespace, SealedChange, StationId, proof};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use sha2::Sha256;
use station::server::Patience;
use station::store::{self, Store};
use station::{Home, Running, Settings};

use crate::client::{Client, Reply};
use crate::people::{Laptop, batch, public, random, sign};
use crate::stores;

pub const LOOPBACK: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// What a typed code stands for.
pub struct Code {
    pub lookup: [u8; LOOKUP_LEN],
    pub key: SigningKey,
    pub seal: [u8; 32],
}

impl Code {
    pub fn typed(code: &str) -> Self {
        const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let groups = code.split('-').flat_map(|group| group.chars().take(4));
        let symbols: Vec<u8> =
            groups.map(|c| u8::try_from(ALPHABET.find(c).unwrap()).unwrap()).collect();
        let derive = |info: &str, out: &mut [u8]| {
            Hkdf::<Sha256>::new(Some(&[]), &symbols).expand(info.as_bytes(), out).unwrap();
        };
        let (mut lookup, mut seed, mut seal) = ([0; LOOKUP_LEN], [0; 32], [0; 32]);
        derive("jiafang invitation lookup v1\0", &mut lookup);
        derive("jiafang invitation sign v1\0", &mut seed);
        derive("jiafang invitation seal v1\0", &mut seal);
        Self { lookup, key: SigningKey::from_bytes(&seed), seal }
    }
}

pub struct World {
    pub folder: tempfile::TempDir,
    pub home: Home,
    pub code: Code,
    pub settings: Settings,
    pub patience: Patience,
    pub running: Option<Running>,
    pub client: Client,
    /// The end of the directory, as everybody in the test knows it.
    pub head: Option<DirectoryHead>,
    pub station: StationId,
}

pub fn authority(home: &Home) -> Vec<u8> {
    let pem = std::fs::read(home.tls("authority.pem")).unwrap();
    CertificateDer::from_pem_slice(&pem).unwrap().to_vec()
}

/// Room enough on whatever disk the tests run.
pub fn settings() -> Settings {
    Settings { reserve: 1 << 20, postgres: stores::postgres(), ..Settings::default() }
}

impl World {
    pub fn new() -> Self {
        Self::with(settings(), Patience::default())
    }

    pub fn with(settings: Settings, patience: Patience) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        let address = "station.example:8443".parse().unwrap();
        let name = "安平社工站";
        let code = match &settings.postgres {
            None => home.init(name, &address),
            Some(url) => home.init_in_postgres(name, &address, url),
        };
        let code = Code::typed(&code.unwrap());
        let running = Running::start(&home, settings.clone(), patience, LOOPBACK).unwrap();
        let client = Client::new(running.address(), authority(&home));
        Self {
            folder,
            home,
            code,
            settings,
            patience,
            running: Some(running),
            client,
            head: None,
            station: StationId::from_bytes(random()),
        }
    }

    /// A founded station and its founder, who is speaking.
    pub fn founded() -> (Self, Laptop, Client) {
        Self::founded_with(settings(), Patience::default())
    }

    pub fn founded_with(settings: Settings, patience: Patience) -> (Self, Laptop, Client) {
        let mut world = Self::with(settings, patience);
        let founder = world.found();
        let client = world.enter(&founder);
        (world, founder, client)
    }

    pub fn found(&mut self) -> Laptop {
        let founder = Laptop::new(self.station);
        let reply = self.client.post(path::FOUND, &self.founding(&founder));
        self.head = Some(reply.read());
        founder
    }

    pub fn founding(&self, founder: &Laptop) -> FoundRequest {
        let entry = founder.entry((0, Hash::ZERO), vec![founder.found_act()]);
        let words = proof::found(self.station, entry.hash());
        FoundRequest { proof: sign(&self.code.key, Namespace::Found, &words), entry }
    }

    pub fn stop(&mut self) {
        self.running = None;
    }

    pub fn restart(&mut self) {
        self.stop();
        let (settings, patience) = (self.settings.clone(), self.patience);
        let running = Running::start(&self.home, settings, patience, LOOPBACK).unwrap();
        self.client.address = running.address();
        self.running = Some(running);
    }

    /// The store itself, of a station that was stopped.
    pub fn store(&self) -> Arc<dyn Store> {
        store::open(&self.home, self.settings.postgres.as_ref(), None).unwrap().store
    }

    pub fn place(&self) -> (u64, Hash) {
        self.head.map_or((0, Hash::ZERO), |head| (head.index + 1, head.hash))
    }

    pub fn head_hash(&self) -> Hash {
        self.head.unwrap().hash
    }

    /// Opens a session.
    pub fn enter(&self, laptop: &Laptop) -> Client {
        let session: Session = self.try_enter(laptop).read();
        self.client.with(session.token)
    }

    pub fn try_enter(&self, laptop: &Laptop) -> Reply {
        let begin = SessionBegin { device: laptop.device };
        let challenge: Challenge = self.client.post(path::SESSION_BEGIN, &begin).read();
        self.client.post(path::SESSION, &laptop.answers(challenge.challenge))
    }

    /// Appends an entry of these acts.
    pub fn act(&mut self, who: &Laptop, client: &Client, acts: Vec<Act>) -> Reply {
        let entry = who.entry(self.place(), acts);
        let reply = client.post(path::DIRECTORY, &entry);
        if reply.status == 200 {
            self.head = Some(reply.read());
        }
        reply
    }

    /// Invites somebody who joins, and is speaking.
    pub fn join(&mut self, inviter: &Laptop, client: &Client, role: Role) -> (Laptop, Client) {
        let (secret, laptop) = self.invite(inviter, client, role);
        let entry = laptop.entry(self.place(), vec![laptop.joins(&secret)]);
        self.head = Some(self.client.post(path::JOIN, &entry).read());
        let client = self.enter(&laptop);
        (laptop, client)
    }

    pub fn invite(
        &mut self,
        inviter: &Laptop,
        client: &Client,
        role: Role,
    ) -> (SigningKey, Laptop) {
        let (secret, laptop) = (SigningKey::from_bytes(&random()), Laptop::new(self.station));
        let act = Act::Invite {
            invitation: public(&secret),
            person: laptop.person,
            role,
            name: vec![1; 64],
        };
        assert_eq!(self.act(inviter, client, vec![act]).status, 200);
        (secret, laptop)
    }
}

pub fn bundle_of(secret: &SigningKey, expires_in: u32) -> PutInvitation {
    PutInvitation { invitation: public(secret), expires_in, sealed: vec![6; 300] }
}

pub fn push(client: &Client, changes: impl IntoIterator<Item = SealedChange>) -> Vec<Answer> {
    let answers: Answers = client.post(path::CHANGES, &batch(changes)).read();
    answers.answers
}

pub fn pull(client: &Client, after: u64) -> ChangesPage {
    client.get(&format!("{}?after={after}", path::CHANGES)).read()
}

/// Everything the person may see, page by page.
pub fn pull_all(client: &Client) -> Vec<SealedChange> {
    let (mut after, mut all) = (0, Vec::new());
    loop {
        let page = pull(client, after);
        after = page.next;
        all.extend(page.items.into_iter().map(|item| item.change));
        if !page.more {
            return all;
        }
    }
}
