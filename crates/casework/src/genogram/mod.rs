//! The genogram 家系图: the family drawn by the standard symbols.
//!
//! Symbols and lines follow McGoldrick, Gerson and Petry, *Genograms: Assessment and Treatment* (4th ed.,
//! 2020): squares and circles, the oldest child left, strokes of parting across the line of a couple, zigzags for
//! conflict. From people to shapes: [`unions`] says who stands under whom, [`rows`] in which generation,
//! [`chains`] keeps partners together, [`order`] sets them from left to right, [`plan`] gives each a place,
//! and the others draw. Nothing depends on the order in which anything was recorded.

mod bonds;
mod chains;
mod homes;
mod judge;
mod legend;
mod lines;
mod order;
mod plan;
mod rows;
mod spread;
mod symbols;
mod tracks;
mod unions;

pub use legend::{Sign, legend};

use crate::drawing::Drawing;
use crate::family::sound::Sound;

/// White around the drawing.
const MARGIN: f32 = 16.0;

/// Draws a family. `year` is the year for which ages are shown, this one as a rule.
#[must_use]
pub fn genogram(family: &Sound, year: u16) -> Drawing {
    let plan = plan::Plan::of(family);
    let mut drawing = Drawing::default();
    homes::draw(family, &plan, &mut drawing);
    lines::draw(family, &plan, &mut drawing);
    bonds::draw(family, &plan, &mut drawing);
    symbols::draw(family, &plan, year, &mut drawing);
    drawing.trimmed(MARGIN)
}

/// The client's household alone, with what ties its people: the middle of the ecomap. Without a household
/// it is the client; without a client, nobody.
pub(crate) fn home_drawing(family: &Sound, year: u16) -> Drawing {
    let Some(client) = family.people.iter().position(|kin| kin.client) else {
        return Drawing::default();
    };
    let home = family.households.iter().find(|home| home.people.contains(&client));
    let people = home.map_or_else(|| vec![client], |home| home.people.clone());
    let mut within = family.only(&people);
    // The circle around them says it already.
    within.households.clear();
    genogram(&within, year)
}

#[cfg(test)]
mod tests;
