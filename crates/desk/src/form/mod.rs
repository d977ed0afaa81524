//! Forms that are half filled in: a registration, an intake, an edit. They outlive a lock and a power cut.

pub mod autosave;
pub mod discard;
pub mod get;
pub mod list;

use crate::failure::{Code, Failure};

/// Longest key: the longest name of a form with an identity behind it.
const KEY_CHARS: usize = 64;

/// The key, if it is one that a screen could have made.
pub(crate) fn key(typed: &str) -> Result<&str, Failure> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-/_".contains(c);
    if typed.is_empty() || typed.len() > KEY_CHARS || !typed.chars().all(plain) {
        return Err(Code::BadRequest.into());
    }
    Ok(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_a_form_and_a_record() {
        for good in ["client", "client/0199aa10-7b22-7000-8000-0123456789ab", "case/1"] {
            assert_eq!(key(good).unwrap(), good);
        }
        for bad in ["", "client 1", "小禾", &"a".repeat(65)] {
            assert_eq!(key(bad).unwrap_err().code, Code::BadRequest);
        }
    }
}
