//! What may be written after the program's name.

use std::ffi::OsString;

/// The choices made on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arguments {
    /// `--sample`: open with the sample caseload at hand, in a data folder of its own.
    pub sample: bool,
}

impl Arguments {
    /// Reads the arguments that follow the program's name. An unknown one is refused by name: a
    /// mistyped `--sample` must not open the real vault.
    pub fn parse(given: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut arguments = Self::default();
        for argument in given {
            match argument.to_str() {
                Some("--sample") => arguments.sample = true,
                _ => {
                    return Err(format!(
                        "unknown argument {}; the only one is --sample",
                        argument.to_string_lossy()
                    ));
                }
            }
        }
        Ok(arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Arguments, String> {
        Arguments::parse(words.iter().map(OsString::from))
    }

    #[test]
    fn nothing_means_the_workers_own_vault() {
        assert_eq!(parse(&[]), Ok(Arguments { sample: false }));
    }

    #[test]
    fn the_sample_is_asked_for_by_name() {
        assert_eq!(parse(&["--sample"]), Ok(Arguments { sample: true }));
    }

    #[test]
    fn a_slip_of_the_finger_is_refused_and_named() {
        let refusal = parse(&["--smaple"]).unwrap_err();
        assert!(refusal.contains("--smaple"), "{refusal}");
    }
}
