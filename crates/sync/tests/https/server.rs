//! A server that answers whatever a test says, over TLS or not.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use protocol::Wire;
use protocol::api::{CONTENT_TYPE, Hello};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sync::https::{Address, Https};

/// An authority, and a server's certificate that it signed.
pub struct Authority {
    pub der: Vec<u8>,
    server: (CertificateDer<'static>, PrivateKeyDer<'static>),
}

impl Authority {
    pub fn new(host: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let der = params.self_signed(&key).unwrap().der().to_vec();
        let issuer = Issuer::new(params, key);
        let server_key = KeyPair::generate().unwrap();
        let server = CertificateParams::new(vec![host.to_owned()]).unwrap();
        let certificate = server.signed_by(&server_key, &issuer).unwrap().der().clone();
        let key = PrivateKeyDer::try_from(server_key.serialize_der()).unwrap();
        Self { der, server: (certificate, key) }
    }

    fn config(&self) -> Arc<ServerConfig> {
        let (certificate, key) = (self.server.0.clone(), self.server.1.clone_key());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        Arc::new(config)
    }
}

/// What a server does with a request.
#[derive(Clone)]
pub enum Does {
    /// Sends these bytes, and ends the connection without a farewell.
    Says(Vec<u8>),
    /// Nothing at all.
    KeepsSilent,
}

pub struct Server {
    pub address: Address,
    pub authority: Authority,
    /// What was asked, head and body.
    pub asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Over TLS.
    pub fn new(does: Does) -> Self {
        Self::start(Authority::new("127.0.0.1"), true, does)
    }

    /// Over TLS, with the certificate of another host.
    pub fn elsewhere(does: Does) -> Self {
        Self::start(Authority::new("elsewhere.example"), true, does)
    }

    /// Without TLS.
    pub fn bare(does: Does) -> Self {
        Self::start(Authority::new("127.0.0.1"), false, does)
    }

    fn start(authority: Authority, tls: bool, does: Does) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string().parse().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (config, log) = (authority.config(), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, log, does) = (Arc::clone(&config), Arc::clone(&log), does.clone());
                thread::spawn(move || {
                    if tls {
                        let connection = ServerConnection::new(config).unwrap();
                        serve(StreamOwned::new(connection, stream), &log, &does);
                    } else {
                        speak(stream, &does);
                    }
                });
            }
        });
        Self { address, authority, asked }
    }

    pub fn https(&self) -> Https {
        Https::new(&self.address, &self.authority.der).unwrap()
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(mut stream: impl Read + Write, log: &Mutex<Vec<String>>, does: &Does) {
    let Some(asked) = request(&mut stream) else { return };
    log.lock().unwrap().push(asked);
    speak(stream, does);
}

fn speak(mut stream: impl Write, does: &Does) {
    match does {
        // Whoever goes away in the middle is what some tests are about.
        Does::Says(bytes) => _ = stream.write_all(bytes).and_then(|()| stream.flush()),
        Does::KeepsSilent => thread::sleep(Duration::from_secs(60)),
    }
}

fn request(stream: &mut impl Read) -> Option<String> {
    let mut bytes = Vec::new();
    let mut one = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut one).ok()?;
        bytes.push(one[0]);
    }
    let head = String::from_utf8(bytes).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8_lossy(&body))
}

/// An answer with these head lines and this body.
pub fn says(status: &str, lines: &[String], body: &[u8]) -> Does {
    let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    let mut bytes = format!("HTTP/1.1 {status}\r\n{lines}\r\n").into_bytes();
    bytes.extend_from_slice(body);
    Does::Says(bytes)
}

/// A body of a type, with its length.
pub fn typed(status: &str, of_type: &str, body: &[u8]) -> Does {
    let lines = [format!("content-type: {of_type}"), format!("content-length: {}", body.len())];
    says(status, &lines, body)
}

pub fn cbor(status: &str, thing: &impl Wire) -> Does {
    typed(status, CONTENT_TYPE, &thing.to_bytes())
}

pub fn hello() -> Hello {
    Hello { version: "1.2.3".to_owned(), min_format: 1, read_only: false, station: None }
}

/// Nobody listens there.
pub fn nobody() -> Address {
    let listener: TcpListener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop::<TcpListener>(listener);
    assert!(TcpStream::connect(&address).is_err());
    address.parse().unwrap()
}
