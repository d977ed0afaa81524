//! The station's rules: those that ship with the program, or a station's own in the data folder.

use casework::rhythm::{RulesError, VisitRules};
use std::path::Path;

/// The visit rules that ship with the program.
const BUILT_IN: &str = include_str!("../../../assets/rules/visits.toml");

/// Where a station puts visit rules of its own, inside the data folder.
pub const OWN: &str = "rules/visits.toml";

/// The visit rules that hold: the station's own where they can be read, else those that ship.
///
/// # Errors
/// Only if the rules that ship are broken, which a test rules out.
pub fn load(folder: &Path) -> Result<VisitRules, RulesError> {
    let own = std::fs::read_to_string(folder.join(OWN)).ok();
    own.and_then(|text| VisitRules::parse(&text).ok()).map_or_else(|| VisitRules::parse(BUILT_IN), Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_ship_can_be_read() {
        assert!(VisitRules::parse(BUILT_IN).is_ok());
    }

    #[test]
    fn a_stations_own_rules_hold_and_broken_ones_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let shipped = load(folder.path()).unwrap();
        std::fs::create_dir(folder.path().join("rules")).unwrap();
        let own = BUILT_IN.replacen("version = 1", "version = 7", 1);
        std::fs::write(folder.path().join(OWN), &own).unwrap();
        assert_eq!(load(folder.path()).unwrap().version, 7);
        std::fs::write(folder.path().join(OWN), "version = [").unwrap();
        assert_eq!(load(folder.path()).unwrap(), shipped);
    }
}
