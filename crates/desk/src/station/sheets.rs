//! Sheets of the station's recovery key: the new ones that wait to be typed back, and what was typed from paper.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use sealing::{CodeSlip, RecoveryKey, RecoveryShare, SharesDontFit};
use serde::Deserialize;
use ts_rs::TS;

/// A new recovery key, and its sheets as they were printed. In memory alone, until two of them are typed back or the
/// vault is locked.
pub(crate) struct NewSheets {
    pub(super) key: RecoveryKey,
    pub(super) shares: [RecoveryShare; 3],
}

impl NewSheets {
    pub(super) fn make() -> Self {
        let key = RecoveryKey::make();
        let shares = key.split();
        Self { key, shares }
    }
}

/// What was typed from two of the three sheets.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
pub struct TypedSheets {
    /// One sheet.
    pub first: String,
    /// Another.
    pub second: String,
}

impl TypedSheets {
    /// The key that they make.
    ///
    /// # Errors
    /// [`Code::SheetMistyped`] with `first` or `second` and the group, as `first 5`; [`Code::SheetTwice`];
    /// [`Code::SheetsDiffer`].
    pub(super) fn join(&self) -> Result<RecoveryKey, Failure> {
        let first = read("first", &self.first)?;
        let second = read("second", &self.second)?;
        RecoveryKey::join(&first, &second).map_err(|why| match why {
            SharesDontFit::SameShare { number } => Failure::with(Code::SheetTwice, number),
            SharesDontFit::OtherSplit => Code::SheetsDiffer.into(),
        })
    }
}

fn read(which: &str, typed: &str) -> Result<RecoveryShare, Failure> {
    RecoveryShare::parse(typed).map_err(|slip| match slip {
        CodeSlip::Group { number } => {
            Failure::with(Code::SheetMistyped, format!("{which} {number}"))
        }
        CodeSlip::Length { .. } => Failure::with(Code::SheetMistyped, which),
    })
}

/// A reason, tidied; it must say something.
///
/// # Errors
/// [`Code::ReasonMissing`].
pub(crate) fn reason(typed: &str) -> Result<String, Failure> {
    let reason: String = typed.trim().chars().take(MAX_REASON_CHARS).collect();
    if reason.is_empty() { Err(Code::ReasonMissing.into()) } else { Ok(reason) }
}

/// Longest reason, in characters: what a sealed one holds in any script.
const MAX_REASON_CHARS: usize = 500;

impl Desk {
    /// Whoever does this is a manager. The station keeps to it too; this tells before anything is made or asked.
    pub(crate) fn for_managers(&self) -> Result<(), Failure> {
        self.open(|vault| {
            vault.directory().ok_or(Code::NotLinked)?;
            match vault.role() {
                casework::role::Role::Manager => Ok(()),
                _ => Err(Code::NotYourRole.into()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(first: &str, second: &str) -> Result<RecoveryKey, Failure> {
        TypedSheets { first: first.to_owned(), second: second.to_owned() }.join()
    }

    #[test]
    fn two_sheets_make_the_key_and_slips_are_told_apart() {
        let NewSheets { key, shares } = NewSheets::make();
        let [a, b, _] = shares.map(|share| share.reveal().to_string());
        let joined = typed(&a, &b.to_lowercase()).unwrap();
        assert_eq!(joined.user_key().public(), key.user_key().public());
        let told = |first: &str, second: &str| {
            let failure = typed(first, second).unwrap_err();
            (failure.code, failure.detail)
        };
        assert_eq!(told(&a, &a), (Code::SheetTwice, Some("1".into())));
        let other = NewSheets::make().shares[1].reveal().to_string();
        assert_eq!(told(&a, &other), (Code::SheetsDiffer, None));
        let slip: String =
            b.chars().enumerate().map(|(at, c)| if at == 8 { '*' } else { c }).collect();
        assert_eq!(told(&a, &slip), (Code::SheetMistyped, Some("second 2".into())));
        assert_eq!(told(&a[..20], &b), (Code::SheetMistyped, Some("first".into())));
    }

    #[test]
    fn a_reason_says_something() {
        assert_eq!(reason("  孩子失联 \n").unwrap(), "孩子失联");
        assert_eq!(reason(" \n\t").unwrap_err().code, Code::ReasonMissing);
        assert_eq!(reason(&"字".repeat(2000)).unwrap().chars().count(), MAX_REASON_CHARS);
    }
}
