//! Why a request came to nothing, in the few words that a person can act on.

use std::error::Error;
use std::io;

use crate::call::Unreachable;

/// What an error of the library means.
pub(super) fn of(error: &reqwest::Error) -> Unreachable {
    if error.is_timeout() {
        return Unreachable::TimedOut;
    }
    if let Some(tls) = tls_error(error) {
        return match tls {
            rustls::Error::InvalidCertificate(_) => Unreachable::OtherCertificate,
            _ => Unreachable::NotAStation,
        };
    }
    if error.is_connect() {
        return Unreachable::Offline;
    }
    if is_no_http(error) { Unreachable::NotAStation } else { Unreachable::BrokenOff }
}

type Cause<'a> = &'a (dyn Error + 'static);

fn causes<'a>(error: Cause<'a>) -> impl Iterator<Item = Cause<'a>> {
    std::iter::successors(Some(error), |error| cause(*error))
}

/// What an error comes from. An I/O error hides what it wraps: its source is the source of that.
fn cause<'a>(error: Cause<'a>) -> Option<Cause<'a>> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

fn tls_error(error: &reqwest::Error) -> Option<&rustls::Error> {
    causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>())
}

/// Something answered that was no HTTP.
fn is_no_http(error: &reqwest::Error) -> bool {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<hyper::Error>())
        .any(|error| error.is_parse() || error.is_parse_too_large())
}
