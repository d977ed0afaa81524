//! Where a station is: a host and a port, as a person types them or an invitation brings them.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// The port where none is typed.
const PORT: u16 = 8443;

/// A host name or an IP address, and a port. Never more: no path, no user, no other scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The name or the IP address, without brackets, in lower case.
    host: String,
    port: u16,
}

/// The text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address of the form HOST or HOST:PORT")]
pub struct NotAnAddress;

impl Address {
    /// What every URL of the station begins with.
    pub(super) fn base(&self) -> String {
        format!("https://{self}")
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let text = text.strip_prefix("https://").unwrap_or(text);
        let text = text.strip_suffix('/').unwrap_or(text);
        let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, "")) => (host, None),
            Some((host, rest)) => (host, Some(rest.strip_prefix(':').ok_or(NotAnAddress)?)),
            None => match text.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (text, None),
            },
        };
        let is_digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        let port = match port {
            Some(port) if is_digits(port) => port.parse().map_err(|_| NotAnAddress)?,
            Some(_) => return Err(NotAnAddress),
            None => PORT,
        };
        let host = host.to_ascii_lowercase();
        if port == 0 || !(host.parse::<IpAddr>().is_ok() || is_name(&host)) {
            return Err(NotAnAddress);
        }
        Ok(Self { host, port })
    }
}

fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    // Digits and dots alone are an IP address or nothing: elsewhere they are read in surprising ways.
    let is_numeric = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    host.len() <= 253 && !is_numeric && host.split('.').all(is_label)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_is_understood() {
        for (typed, shown) in [
            ("station.example", "station.example:8443"),
            (" Station.Example:9000 ", "station.example:9000"),
            ("https://station.example:9000/", "station.example:9000"),
            ("192.168.1.7", "192.168.1.7:8443"),
            ("[fe80::1]:9000", "[fe80::1]:9000"),
            ("[::1]", "[::1]:8443"),
        ] {
            let address: Address = typed.parse().unwrap();
            assert_eq!(address.to_string(), shown);
            assert_eq!(shown.parse(), Ok(address));
        }
    }

    #[test]
    fn trust_11_nothing_but_a_host_and_a_port_is_an_address() {
        for typed in [
            "",
            ":8443",
            "http://station.example",
            "station.example/path",
            "station.example:8443/path",
            "user@station.example",
            "station.example:0",
            "station.example:99999",
            "station.example:+1",
            "station.example?x",
            "station.example#x",
            "station..example",
            "sta tion",
            "1.2.3",
            "0x7f.1:80:90",
            "[::1",
            "[::1]8443",
        ] {
            assert_eq!(typed.parse::<Address>(), Err(NotAnAddress), "{typed}");
        }
    }
}
