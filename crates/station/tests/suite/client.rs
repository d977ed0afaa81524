//! A laptop's end of the line: one request a connection, over TLS, with nothing trusted but one authority.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use protocol::Wire;
use protocol::api::{RefusalCode, Refused, Token};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

pub type Line = StreamOwned<ClientConnection, TcpStream>;

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The refusal; its status is the code's.
    pub fn refused(&self) -> Refused {
        let refused = Refused::from_bytes(&self.body).expect("a refusal");
        assert_eq!(refused.code.status(), self.status);
        assert_eq!(self.header("content-type"), Some("application/cbor"));
        refused
    }

    pub fn code(&self) -> RefusalCode {
        self.refused().code
    }

    pub fn read<T: Wire>(&self) -> T {
        assert_eq!(self.status, 200, "{:?}", Refused::from_bytes(&self.body));
        assert_eq!(self.header("cache-control"), Some("no-store"));
        T::from_bytes(&self.body).expect("an answer")
    }
}

#[derive(Clone)]
pub struct Client {
    pub address: SocketAddr,
    pub authority: Vec<u8>,
    pub token: Option<Token>,
}

impl Client {
    pub fn new(address: SocketAddr, authority: Vec<u8>) -> Self {
        Self { address, authority, token: None }
    }

    pub fn with(&self, token: Token) -> Self {
        Self { token: Some(token), ..self.clone() }
    }

    /// A connection after its handshake.
    pub fn line(&self) -> std::io::Result<Line> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(self.authority.clone())).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from("localhost").unwrap();
        let tcp = TcpStream::connect_timeout(&self.address, Duration::from_secs(5))?;
        tcp.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut line =
            StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), tcp);
        while line.conn.is_handshaking() {
            line.conn.complete_io(&mut line.sock)?;
        }
        Ok(line)
    }

    pub fn head(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> String {
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nhost: station\r\nconnection: close\r\n");
        if let Some(token) = &self.token {
            head += &format!("authorization: {}\r\n", token.to_header());
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head
    }

    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Reply> {
        let mut line = self.line()?;
        let mut head = self.head(method, path, headers);
        head += &format!("content-length: {}\r\n\r\n", body.len());
        line.write_all(head.as_bytes())?;
        // The station may have answered and closed before it has read everything.
        let sent = line.write_all(body).and_then(|()| line.flush());
        match reply(&mut line) {
            Ok(reply) => Ok(reply),
            Err(error) => Err(sent.err().unwrap_or(error)),
        }
    }

    pub fn send(&self, method: &str, path: &str, body: &[u8]) -> Reply {
        self.try_send(method, path, &[], body).unwrap()
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[])
    }

    pub fn post(&self, path: &str, body: &impl Wire) -> Reply {
        self.send("POST", path, &body.to_bytes())
    }
}

/// Reads one answer to its end.
pub fn reply(line: &mut Line) -> std::io::Result<Reply> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        if let Some(reply) = whole(&bytes, false) {
            return Ok(reply);
        }
        match line.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => break,
            Err(error) => return Err(error),
        }
    }
    whole(&bytes, true).ok_or(std::io::ErrorKind::UnexpectedEof.into())
}

fn whole(bytes: &[u8], ended: bool) -> Option<Reply> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = bytes[end + 4..].to_vec();
    let reply = Reply { status, head, body };
    let length: Option<usize> = reply.header("content-length").and_then(|n| n.parse().ok());
    // No body comes after a HEAD, whatever its length says; those tests close the line.
    match length {
        Some(length) => (reply.body.len() >= length || ended).then_some(reply),
        None => (ended || status == 204).then_some(reply),
    }
}
