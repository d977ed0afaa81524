//! Numbers, ids and hashes in paths and queries: one spelling each, and a refusal for any other.

use std::str::FromStr;

use axum::http::Uri;
use protocol::api::RefusalCode;
use protocol::invitation::LOOKUP_LEN;

use super::answers::Refusal;

/// A thing in a path.
pub(super) fn part<T: FromStr + ToString>(text: &str) -> Result<T, Refusal> {
    let thing: T = text.parse().map_err(|_| RefusalCode::Malformed)?;
    if thing.to_string() == text { Ok(thing) } else { Err(RefusalCode::Malformed.into()) }
}

/// A lookup of an invitation.
pub(super) fn lookup(text: &str) -> Result<[u8; LOOKUP_LEN], Refusal> {
    let mut lookup = [0; LOOKUP_LEN];
    hex::decode_to_slice(text, &mut lookup).map_err(|_| RefusalCode::Malformed)?;
    if hex::encode(lookup) == text { Ok(lookup) } else { Err(RefusalCode::Malformed.into()) }
}

/// A number in the query of a request; none where it is not named.
pub(super) fn number(uri: &Uri, name: &str) -> Result<Option<u64>, Refusal> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let mut values = pairs.filter_map(|pair| pair.split_once('=')).filter(|(key, _)| *key == name);
    let Some((_, value)) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(RefusalCode::Malformed.into());
    }
    part(value).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_there_or_not_or_refused() {
        let number = |uri: &str| number(&uri.parse().unwrap(), "after").map_err(|r| r.0.code);
        assert_eq!(number("/x"), Ok(None));
        assert_eq!(number("/x?upto=3"), Ok(None));
        assert_eq!(number("/x?upto=3&after=18446744073709551615"), Ok(Some(u64::MAX)));
        for bad in ["/x?after=", "/x?after=-1", "/x?after=1&after=2", "/x?after=01", "/x?after=+1"]
        {
            assert_eq!(number(bad), Err(RefusalCode::Malformed), "{bad}");
        }
    }
}
