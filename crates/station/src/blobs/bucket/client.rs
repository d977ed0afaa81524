//! The way to a bucket: HTTP over this workspace's TLS.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::client::{HttpClient, HttpConnector};
use object_store::{ClientOptions, RetryConfig};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::{BucketError, Place};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the store may say nothing.
const SILENCE: Duration = Duration::from_secs(15);
/// How long something is tried again before whoever asked is told. Laptops try again by themselves.
const RETRIES: Duration = Duration::from_secs(8);

/// Hands out one client.
#[derive(Debug)]
struct Ready(reqwest::Client);

impl HttpConnector for Ready {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
    }
}

pub(super) fn connect(place: &Place) -> Result<AmazonS3, BucketError> {
    let words = place.credentials.words();
    let retry = RetryConfig { max_retries: 3, retry_timeout: RETRIES, ..RetryConfig::default() };
    let mut builder = AmazonS3Builder::new()
        .with_endpoint(&place.endpoint)
        .with_allow_http(place.is_plain())
        .with_bucket_name(&place.bucket)
        .with_region(&words.region)
        .with_access_key_id(&words.id)
        .with_secret_access_key(words.secret.as_str())
        .with_retry(retry)
        // Not every store has the request for many at once.
        .with_disable_bulk_delete(true)
        .with_http_connector(Ready(client(place)?));
    if let Some(token) = &words.token {
        builder = builder.with_token(token.as_str());
    }
    builder.build().map_err(|_| BucketError::BadAddress)
}

fn client(place: &Place) -> Result<reqwest::Client, BucketError> {
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls(place.authority.as_deref(), place.is_plain())?)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .http1_only()
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE);
    client.build().map_err(|_| BucketError::Tls)
}

fn tls(authority: Option<&Path>, plain: bool) -> Result<ClientConfig, BucketError> {
    let mut roots = RootCertStore::empty();
    if !plain {
        let certificates = match authority {
            Some(file) => CertificateDer::pem_file_iter(file)
                .and_then(Iterator::collect)
                .map_err(|_| BucketError::Tls)?,
            None => rustls_native_certs::load_native_certs().certs,
        };
        roots.add_parsable_certificates(certificates);
        if roots.is_empty() {
            return Err(BucketError::Tls);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| BucketError::Tls)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
