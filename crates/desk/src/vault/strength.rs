//! How good a passphrase is, while it is typed.

use super::view::Strength;
use crate::desk::Desk;
use crate::failure::Failure;
use sealing::{Advice, Passphrase};
use serde::Deserialize;
use ts_rs::TS;

/// Request of `vault_strength`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
#[ts(rename = "VaultStrengthRequest")]
pub struct Request {
    /// The passphrase.
    pub passphrase: String,
    /// Names that it should not be made of.
    pub hints: Vec<String>,
}

/// Response of `vault_strength`.
pub type Response = super::view::Strength;

/// Runs the command.
///
/// # Errors
/// None.
pub fn run(_: &Desk, request: Request) -> Result<Response, Failure> {
    let hints: Vec<&str> = request.hints.iter().map(String::as_str).collect();
    let judged = sealing::Strength::of(&Passphrase::new(request.passphrase), &hints);
    Ok(Strength {
        score: judged.score,
        enough: judged.accepted,
        advice: judged.advice.into_iter().map(|advice| key(advice).to_owned()).collect(),
    })
}

fn key(advice: Advice) -> &'static str {
    match advice {
        Advice::Longer => "longer",
        Advice::NotYourself => "not_yourself",
        Advice::NotWellKnown => "not_well_known",
        Advice::NotKeyboardRow => "not_keyboard_row",
        Advice::NotRepeated => "not_repeated",
        Advice::NotSequence => "not_sequence",
        Advice::NotDate => "not_date",
        Advice::NotSingleWord => "not_single_word",
        Advice::MoreWords => "more_words",
    }
}
