//! How high everything is: rows one under the other, with as many tracks between them as lines of descent
//! pass side by side.

use crate::family::sound::Sound;

use super::plan::{OVER, Plan, SYMBOL, TRACK, UNDER};

/// A line that needs a track: from where to where.
struct Track {
    union: usize,
    left: f32,
    right: f32,
}

/// White between two lines on one track.
const CLEAR: f32 = 14.0;

/// Sets the heights of the plan.
pub(super) fn stack(family: &Sound, plan: &mut Plan) {
    let mut top = 0.0;
    for number in 0..plan.rows.len() {
        let symbols = top + SYMBOL / 2.0;
        for who in plan.rows[number].clone() {
            plan.at[who].y = symbols;
        }
        let labels = plan.rows[number].iter().map(|who| plan.labels[*who].height());
        let bottom = top + SYMBOL + labels.fold(0.0, f32::max);
        plan.bands.push((top, bottom));
        let parted = parted(plan, number);
        let after = lay(parted, bottom + UNDER, &mut plan.detours);
        let children = children(family, plan, number);
        let lowest = lay(children, after, &mut plan.tracks);
        top = lowest + OVER;
    }
}

/// Puts lines on tracks from the top down, each on the first where it is clear; gives back the height below
/// the last.
fn lay(mut lines: Vec<Track>, top: f32, heights: &mut [Option<f32>]) -> f32 {
    lines.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.union.cmp(&b.union)));
    let mut ends: Vec<f32> = Vec::new();
    for line in lines {
        let free = ends.iter().position(|end| end + CLEAR < line.left);
        let track = free.unwrap_or(ends.len());
        if free.is_none() {
            ends.push(line.right);
        } else {
            ends[track] = line.right;
        }
        heights[line.union] = Some(top + track as f32 * TRACK);
    }
    top + ends.len() as f32 * TRACK
}

/// Couples of a row with others between them.
fn parted(plan: &Plan, row: usize) -> Vec<Track> {
    let unions = plan.unions.all.iter().enumerate();
    let parted = unions.filter_map(|(number, union)| {
        let &[a, b] = union.parents.as_slice() else { return None };
        if plan.row[a] != row || plan.row[b] != row || plan.adjacent(a, b) {
            return None;
        }
        let (left, right) = (plan.at[a].x.min(plan.at[b].x), plan.at[a].x.max(plan.at[b].x));
        Some(Track { union: number, left, right })
    });
    parted.collect()
}

/// Unions whose lowest parent stands in this row.
fn children(family: &Sound, plan: &Plan, row: usize) -> Vec<Track> {
    let unions = plan.unions.all.iter().enumerate();
    let lines = unions.filter_map(|(number, union)| {
        let lowest = union.parents.iter().map(|who| plan.row[*who]).max()?;
        if lowest != row || union.children.is_empty() {
            return None;
        }
        let stem = plan.stem(family, number);
        let xs = plan.branches(family, number);
        let left = xs.iter().copied().fold(stem, f32::min);
        let right = xs.into_iter().fold(stem, f32::max);
        Some(Track { union: number, left, right })
    });
    lines.collect()
}
