//! The surroundings in sentences.

use super::{Flow, Strength, Surroundings, SystemKind};
use crate::family::Sound;
use serde::Serialize;

/// One tie of the ecomap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LinkStatement {
    /// Name of the system.
    pub system: String,
    /// What it is.
    pub kind: SystemKind,
    /// With whom; without, with the household.
    pub with: Option<String>,
    /// How strong and which way; none for a system that nothing ties to the family.
    pub tie: Option<(Strength, Flow)>,
}

/// Everything that the ecomap says of the surroundings, system by system.
#[must_use]
pub fn link_statements(around: &Surroundings, family: &Sound) -> Vec<LinkStatement> {
    let mut said = Vec::new();
    for system in &around.systems {
        let one =
            |with, tie| LinkStatement { system: system.name.clone(), kind: system.kind, with, tie };
        let before = said.len();
        for link in around.links.iter().filter(|link| link.system == system.id) {
            let name =
                |who| family.people().iter().find(|kin| kin.id == who).map(|k| k.name.clone());
            said.push(one(link.with.and_then(name), Some((link.strength, link.flow))));
        }
        if said.len() == before {
            said.push(one(None, None));
        }
    }
    said
}
