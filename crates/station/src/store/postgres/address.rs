//! Where a PostgreSQL is, and how it is talked to.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};
use tokio_postgres_rustls::MakeRustlsConnect;
use zeroize::Zeroizing;

use crate::store::StoreError;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long bytes may stay unacknowledged by the other machine.
const UNHEARD: Duration = Duration::from_secs(10);

/// The address of a PostgreSQL, `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, with several hosts between commas where
/// one takes over from the other. It may hold a password, and is never shown.
#[derive(Clone, PartialEq)]
pub struct PostgresUrl {
    url: Arc<Zeroizing<String>>,
    authority: Option<PathBuf>,
}

impl PostgresUrl {
    /// Trusts the certificates in this file (PEM) instead of the system's.
    #[must_use]
    pub fn trusting(self, authority: Option<PathBuf>) -> Self {
        Self { authority, ..self }
    }

    /// How to connect.
    ///
    /// Whoever the hosts are, it is the one that takes writes: a standby is asked for nothing. To this machine the line is
    /// plain unless the address says `sslmode=require`; to any other it is TLS, and the certificate is checked, unless
    /// the address says `sslmode=disable`.
    pub(super) fn config(&self) -> Result<Config, StoreError> {
        let mut config = Config::from_str(&self.url).map_err(|error| bad(&error))?;
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        config.application_name("jiafang-station");
        config.keepalives_idle(UNHEARD).tcp_user_timeout(UNHEARD);
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_ssl_mode() == SslMode::Prefer {
            let here = config.get_hosts().iter().all(is_this_machine);
            config.ssl_mode(if here { SslMode::Disable } else { SslMode::Require });
        }
        Ok(config)
    }

    pub(super) fn tls(&self, config: &Config) -> Result<MakeRustlsConnect, StoreError> {
        let mut roots = RootCertStore::empty();
        if config.get_ssl_mode() != SslMode::Disable {
            let certificates = match &self.authority {
                Some(file) => CertificateDer::pem_file_iter(file)
                    .and_then(Iterator::collect)
                    .map_err(|error| bad(&error))?,
                None => rustls_native_certs::load_native_certs().certs,
            };
            roots.add_parsable_certificates(certificates);
            if roots.is_empty() {
                return Err(StoreError::BadAddress("no certificate authority is known".into()));
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| bad(&error))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }
}

impl FromStr for PostgresUrl {
    type Err = StoreError;

    fn from_str(url: &str) -> Result<Self, StoreError> {
        let url = Self { url: Arc::new(Zeroizing::new(url.to_owned())), authority: None };
        url.config().map(|_| url)
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostgresUrl(…)")
    }
}

fn bad(error: &dyn std::error::Error) -> StoreError {
    StoreError::BadAddress(error.to_string())
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost"
                || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> SslMode {
        url.parse::<PostgresUrl>().unwrap().config().unwrap().get_ssl_mode()
    }

    #[test]
    fn only_the_line_inside_the_machine_is_plain() {
        assert_eq!(mode("postgres://a:b@127.0.0.1:5433,localhost/d"), SslMode::Disable);
        assert_eq!(mode("postgres:///d?host=/run/postgresql&user=a"), SslMode::Disable);
        assert_eq!(mode("postgres://a@db.example/d"), SslMode::Require);
        assert_eq!(mode("postgres://a@127.0.0.1,db.example/d"), SslMode::Require);
        assert_eq!(mode("postgres://a@db.example/d?sslmode=disable"), SslMode::Disable);
        assert_eq!(mode("postgres://a@localhost/d?sslmode=require"), SslMode::Require);
    }

    #[test]
    fn a_standby_is_never_asked() {
        let url: PostgresUrl = "postgres://a@one,two/d?target_session_attrs=any".parse().unwrap();
        let config = url.config().unwrap();
        assert_eq!(config.get_target_session_attrs(), TargetSessionAttrs::ReadWrite);
        assert_eq!(config.get_hosts().len(), 2);
    }

    #[test]
    fn what_is_no_address_is_refused_and_a_password_is_not_shown() {
        assert!("http://db.example".parse::<PostgresUrl>().is_err());
        let url: PostgresUrl = "postgres://a:geheim@localhost/d".parse().unwrap();
        assert!(!format!("{url:?}").contains("geheim"));
    }
}
