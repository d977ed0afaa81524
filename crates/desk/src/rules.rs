//! The station's rules: those that ship with the program, or a station's own in the data folder.

use casework::rhythm::{RulesError, VisitRules};
use std::io::ErrorKind;
use std::path::Path;

/// The visit rules that ship with the program.
const BUILT_IN: &str = include_str!("../../../assets/rules/visits.toml");

/// Where a station puts visit rules of its own, inside the data folder.
pub const OWN: &str = "rules/visits.toml";

/// The visit rules that hold.
#[derive(Debug)]
pub struct Rules {
    /// The station's own where they can be used, else those that ship.
    pub visits: VisitRules,
    /// Why the station's own cannot be used, with the line; nothing where they can, or there are none.
    pub problem: Option<String>,
}

/// The visit rules that hold. A slip in the station's own file keeps nobody from her cases; it is told.
///
/// # Errors
/// Only if the rules that ship are broken, which a test rules out.
pub fn load(folder: &Path) -> Result<Rules, RulesError> {
    let own = match std::fs::read_to_string(folder.join(OWN)) {
        Ok(text) => VisitRules::parse(&text).map_err(|error| error.to_string()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(Rules { visits: VisitRules::parse(BUILT_IN)?, problem: None });
        }
        Err(error) => Err(error.to_string()),
    };
    match own {
        Ok(visits) => Ok(Rules { visits, problem: None }),
        Err(problem) => Ok(Rules { visits: VisitRules::parse(BUILT_IN)?, problem: Some(problem) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn with_own(rules: impl AsRef<[u8]>) -> Rules {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("rules")).unwrap();
        fs::write(folder.path().join(OWN), rules).unwrap();
        load(folder.path()).unwrap()
    }

    #[test]
    fn without_rules_of_their_own_those_that_ship_hold() {
        let folder = tempfile::tempdir().unwrap();
        let rules = load(folder.path()).unwrap();
        assert_eq!(rules.visits, VisitRules::parse(BUILT_IN).unwrap());
        assert_eq!(rules.problem, None);
    }

    #[test]
    fn a_stations_own_rules_hold() {
        let rules = with_own(BUILT_IN.replacen("version = 1", "version = 7", 1));
        assert_eq!((rules.visits.version, rules.problem), (7, None));
    }

    #[test]
    fn broken_rules_do_not_hold_and_are_told_with_their_line() {
        let rules = with_own("# ours\nid = \"visits\"\nversion = [");
        assert_eq!(rules.visits, VisitRules::parse(BUILT_IN).unwrap());
        assert!(rules.problem.unwrap().starts_with("line 3: "));
        let slow = BUILT_IN.replacen("days = 1\n", "days = 500\n", 1);
        let line = slow.lines().position(|line| line == "days = 500").unwrap() + 1;
        assert!(with_own(&slow).problem.unwrap().starts_with(&format!("line {line}: ")));
        assert!(with_own(b"\xff\xfe").problem.is_some(), "not text");
    }
}
