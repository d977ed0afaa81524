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
mod lines;
mod order;
mod plan;
mod rows;
mod spread;
mod symbols;
mod tracks;
mod unions;

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

#[cfg(test)]
mod tests;
