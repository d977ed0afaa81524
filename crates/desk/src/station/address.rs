//! What a person types, or a camera reads, to come to a station: an address and a code.

use crate::failure::{Code, Failure};
use sealing::{CodeSlip, InvitationSecret};
use sync::https::Address;

/// How a link begins that holds both.
const SCHEME: &str = "jiafang://";

/// Where to ask, and the secret to ask with.
pub(super) struct Typed {
    /// The station.
    pub address: Address,
    /// What was invited with, or what founds the station.
    pub secret: InvitationSecret,
}

/// Reads what was typed. A link in place of the address holds the code as well.
pub(super) fn read(address: &str, code: &str) -> Result<Typed, Failure> {
    let typed = address.trim();
    let (address, code) = match typed.strip_prefix(SCHEME) {
        None => (typed, code),
        Some(link) => match link.split_once('/') {
            Some((address, in_link)) if code.trim().is_empty() => (address, in_link),
            Some((address, _)) => (address, code),
            None => (link, code),
        },
    };
    let address = of_text(address)?;
    let secret = InvitationSecret::parse(code).map_err(slip)?;
    Ok(Typed { address, secret })
}

/// Reads an address, in whatever letters the keyboard gave.
pub(super) fn of_text(typed: &str) -> Result<Address, Failure> {
    let typed: String = typed.chars().map(narrow).collect();
    typed.parse().map_err(|_| Code::AddressMistyped.into())
}

/// The link that [`read`] reads.
pub(super) fn link(address: &str, code: &str) -> String {
    format!("{SCHEME}{address}/{code}")
}

fn slip(slip: CodeSlip) -> Failure {
    match slip {
        CodeSlip::Group { number } => Failure::with(Code::CodeMistyped, number),
        CodeSlip::Length { .. } => Code::CodeMistyped.into(),
    }
}

/// What Chinese keyboards give for a colon, a full stop, letters and figures.
fn narrow(typed: char) -> char {
    match typed {
        '。' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(typed) - 0xfee0).unwrap_or(typed),
        _ => typed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> String {
        InvitationSecret::make().reveal().to_string()
    }

    #[test]
    fn an_address_is_read_however_it_is_typed() {
        for (typed, expected) in [
            (" 192.168.1.4:9000 ", "192.168.1.4:9000"),
            ("Station。Example：９０００", "station.example:9000"),
        ] {
            let read = of_text(typed).map(|address| address.to_string());
            assert_eq!(read.ok().as_deref(), Some(expected), "{typed}");
        }
        assert_eq!(of_text("社工站").map_err(|f| f.code).err(), Some(Code::AddressMistyped));
    }

    #[test]
    fn a_link_holds_both() {
        let code = code();
        let typed = read(&link("192.168.1.4:9000", &code), "").unwrap_or_else(|_| unreachable!());
        assert_eq!(typed.address.to_string(), "192.168.1.4:9000");
        assert_eq!(typed.secret.reveal().as_str(), code);
    }

    #[test]
    fn a_slip_is_told_with_its_group() {
        let mut code = code();
        let wrong = if code.starts_with('7') { "8" } else { "7" };
        code.replace_range(0..1, wrong);
        let failure = read("h", &code).err().unwrap_or_else(|| unreachable!());
        assert_eq!((failure.code, failure.detail.as_deref()), (Code::CodeMistyped, Some("1")));
        let failure = read("h", "K7M2X").err().unwrap_or_else(|| unreachable!());
        assert_eq!((failure.code, failure.detail), (Code::CodeMistyped, None));
        assert_eq!(read("", &self::code()).err().map(|f| f.code), Some(Code::AddressMistyped));
    }
}
