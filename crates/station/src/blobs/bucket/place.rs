//! Where a bucket is, and by whose leave it is used.

use std::fmt;
use std::io::Read as _;
use std::net::IpAddr;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use reqwest::Url;
use zeroize::Zeroizing;

use super::BucketError;

/// The region that is named where nobody names one. Stores of one's own do not mind.
const REGION: &str = "us-east-1";
/// Longest file of credentials, in bytes.
const MAX_FILE: u64 = 16 * 1024;

/// Whose leave it is to use a bucket: a key's name, its secret, and what goes with them. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials(Arc<Secrets>);

#[derive(PartialEq, Eq)]
pub(super) struct Secrets {
    pub(super) id: String,
    pub(super) secret: Zeroizing<String>,
    pub(super) token: Option<Zeroizing<String>>,
    pub(super) region: String,
}

impl Credentials {
    /// The names under which they stand in the environment or in a file, as other programs know them.
    const NAMES: [&str; 4] =
        ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"];

    /// From the environment.
    ///
    /// # Errors
    /// [`BucketError::NoCredentials`].
    pub fn from_environment() -> Result<Self, BucketError> {
        Self::from_words(|name| std::env::var(name).ok())
    }

    /// From a file of lines `NAME=VALUE`, as systemd reads them.
    ///
    /// # Errors
    /// [`BucketError::OpenFile`] where others than its owner may read it; [`BucketError::NoCredentials`].
    pub fn from_file(path: &std::path::Path) -> Result<Self, BucketError> {
        let file = std::fs::File::open(path)?;
        if file.metadata()?.mode() & 0o077 != 0 {
            return Err(BucketError::OpenFile);
        }
        let mut text = Zeroizing::new(String::new());
        file.take(MAX_FILE).read_to_string(&mut text)?;
        Self::from_words(|wanted| {
            let mut lines = text.lines().filter_map(|line| line.split_once('='));
            let (_, value) = lines.find(|(name, _)| name.trim() == wanted)?;
            Some(value.trim().trim_matches('"').to_owned())
        })
    }

    fn from_words(word: impl Fn(&str) -> Option<String>) -> Result<Self, BucketError> {
        let word = |name| word(name).filter(|word| !word.is_empty());
        let [id, secret, token, region] = Self::NAMES.map(word);
        Ok(Self(Arc::new(Secrets {
            id: id.ok_or(BucketError::NoCredentials)?,
            secret: Zeroizing::new(secret.ok_or(BucketError::NoCredentials)?),
            token: token.map(Zeroizing::new),
            region: region.unwrap_or_else(|| REGION.to_owned()),
        })))
    }

    pub(super) fn words(&self) -> &Secrets {
        &self.0
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// A place in a bucket: `https://HOST[:PORT]/BUCKET[/PREFIX]`. Plain `http` is for this machine alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) endpoint: String,
    pub(super) bucket: String,
    pub(super) prefix: String,
    pub(super) credentials: Credentials,
    pub(super) authority: Option<PathBuf>,
}

impl Place {
    /// The place at this address.
    ///
    /// # Errors
    /// [`BucketError::BadAddress`], also where there are credentials in it.
    pub fn new(address: &str, credentials: Credentials) -> Result<Self, BucketError> {
        let Address { endpoint, bucket, prefix } = address.parse()?;
        Ok(Self { endpoint, bucket, prefix, credentials, authority: None })
    }

    /// Trusts the certificates in this file (PEM) instead of the system's.
    #[must_use]
    pub fn trusting(self, authority: Option<PathBuf>) -> Self {
        Self { authority, ..self }
    }

    /// It is on this machine, where the line may be plain.
    pub(super) fn is_plain(&self) -> bool {
        self.endpoint.starts_with("http:")
    }
}

struct Address {
    endpoint: String,
    bucket: String,
    prefix: String,
}

impl FromStr for Address {
    type Err = BucketError;

    fn from_str(address: &str) -> Result<Self, BucketError> {
        let url = Url::parse(address).map_err(|_| BucketError::BadAddress)?;
        let secret = !url.username().is_empty() || url.password().is_some();
        if secret || url.query().is_some() || url.fragment().is_some() {
            return Err(BucketError::BadAddress);
        }
        let host = url.host_str().ok_or(BucketError::BadAddress)?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let here = host == "localhost" || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            return Err(BucketError::BadAddress);
        }
        let mut path = url.path().trim_matches('/').splitn(2, '/');
        let bucket = path.next().filter(|name| !name.is_empty()).ok_or(BucketError::BadAddress)?;
        let prefix = path.next().unwrap_or_default();
        let plain = |part: &str| {
            let good = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            !part.is_empty() && part != "." && part != ".." && part.chars().all(good)
        };
        if !plain(bucket) || !(prefix.is_empty() || prefix.split('/').all(plain)) {
            return Err(BucketError::BadAddress);
        }
        let endpoint = url.origin().ascii_serialization();
        Ok(Self { endpoint, bucket: bucket.to_owned(), prefix: prefix.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn place(address: &str) -> Option<(String, String, String)> {
        let words = |name: &str| Some(format!("of {name}"));
        let place = Place::new(address, Credentials::from_words(words).unwrap()).ok()?;
        Some((place.endpoint, place.bucket, place.prefix))
    }

    #[test]
    fn an_address_names_a_bucket_and_perhaps_a_place_in_it() {
        let parts = |a: &str, b: &str, c: &str| Some((a.into(), b.into(), c.into()));
        let endpoint = "https://s3.example:9000";
        assert_eq!(place("https://s3.example:9000/one"), parts(endpoint, "one", ""));
        assert_eq!(place("https://s3.example:9000/one/a/b/"), parts(endpoint, "one", "a/b"));
        assert_eq!(place("http://127.0.0.1:9/one"), parts("http://127.0.0.1:9", "one", ""));
        assert_eq!(place("http://[::1]:9/one"), parts("http://[::1]:9", "one", ""));
        for bad in [
            "",
            "s3.example/one",
            "https://s3.example",
            "https://s3.example/",
            "http://s3.example/one",
            "https://key:secret@s3.example/one",
            "https://s3.example/one?key=secret",
            "https://s3.example/one//b",
            "https://s3.example/o%20ne",
            "ftp://s3.example/one",
        ] {
            assert_eq!(place(bad), None, "{bad}");
        }
    }

    #[test]
    fn credentials_in_a_file_are_for_its_owner_alone_and_are_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("s3.env");
        let text = "# of the bucket\nAWS_ACCESS_KEY_ID=one\nAWS_SECRET_ACCESS_KEY=\"ge=heim\"\n";
        std::fs::write(&file, text).unwrap();
        let mode =
            |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        mode(0o640);
        assert!(matches!(Credentials::from_file(&file), Err(BucketError::OpenFile)));
        mode(0o600);
        let credentials = Credentials::from_file(&file).unwrap();
        assert_eq!(credentials.words().id, "one");
        assert_eq!(credentials.words().secret.as_str(), "ge=heim");
        assert_eq!(credentials.words().region, REGION);
        assert!(!format!("{credentials:?}").contains("heim"));
        std::fs::write(&file, "AWS_ACCESS_KEY_ID=one\n").unwrap();
        assert!(matches!(Credentials::from_file(&file), Err(BucketError::NoCredentials)));
    }
}
