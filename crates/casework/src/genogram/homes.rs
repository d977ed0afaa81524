//! The dashed line around people of one home. It holds everybody of the home and nobody else: people of one
//! home who stand apart are joined by corridors through the white between rows and labels.

use super::plan::Plan;
use crate::drawing::{Area, Dash, Drawing, Fill, Form, Part, Subject, THIN, outlines};
use crate::family::sound::{Household, Sound, Who};

/// White between people and the line around them.
const PAD: f32 = 9.0;
/// Half of the width of a corridor.
const NARROW: f32 = 7.0;
/// From labels to a corridor that runs below them.
const BELOW: f32 = 9.0;

pub(super) fn draw(family: &Sound, plan: &Plan, drawing: &mut Drawing) {
    for home in &family.households {
        for points in outlines(&areas(plan, home)) {
            let form =
                Form::Polygon { points, thickness: THIN, dash: Dash::Dashed, fill: Fill::None };
            drawing.put(Subject::Tie(home.tie), Part::Household, form);
        }
    }
}

/// People of one home who stand side by side.
struct Group {
    row: usize,
    area: Area,
}

/// Everything that lies within the line.
pub(super) fn areas(plan: &Plan, home: &Household) -> Vec<Area> {
    let mut left = groups(plan, home);
    let mut areas: Vec<Area> = left.iter().map(|group| group.area).collect();
    if left.is_empty() {
        return areas;
    }
    let mut joined = vec![left.remove(0)];
    while let Some((from, to)) = nearest(&joined, &left) {
        let group = left.remove(to);
        let (above, below) = if joined[from].row <= group.row {
            (&joined[from], &group)
        } else {
            (&group, &joined[from])
        };
        corridor(plan, above, below, &mut areas);
        joined.push(group);
    }
    areas
}

fn groups(plan: &Plan, home: &Household) -> Vec<Group> {
    let mut groups = Vec::new();
    for (row, people) in plan.rows.iter().enumerate() {
        let lives_here = |who: &Who| home.people.contains(who);
        for run in people.chunk_by(|a, b| lives_here(a) == lives_here(b)) {
            if !lives_here(&run[0]) {
                continue;
            }
            let cells = run.iter().map(|who| plan.cell(*who));
            let around = cells.reduce(|a, b| Area {
                left: a.left.min(b.left),
                top: a.top.min(b.top),
                right: a.right.max(b.right),
                bottom: a.bottom.max(b.bottom),
            });
            groups.extend(around.map(|area| Group { row, area: area.wider(PAD) }));
        }
    }
    groups
}

/// The two groups that are nearest to each other, one joined and one not.
fn nearest(joined: &[Group], left: &[Group]) -> Option<(usize, usize)> {
    let pairs = (0..joined.len()).flat_map(|a| (0..left.len()).map(move |b| (a, b)));
    pairs.min_by(|x, y| {
        let far = |(a, b): (usize, usize)| {
            let (a, b) = (&joined[a], &left[b]);
            let aside = (a.area.left - b.area.right).max(b.area.left - a.area.right).max(0.0);
            (a.row.abs_diff(b.row) as f32) * 1_000.0 + aside
        };
        far(*x).total_cmp(&far(*y))
    })
}

/// Joins two groups, the first not below the second.
fn corridor(plan: &Plan, above: &Group, below: &Group, areas: &mut Vec<Area>) {
    let left = above.area.left.max(below.area.left);
    let right = above.area.right.min(below.area.right);
    if below.row == above.row + 1 && right - left > 40.0 {
        let (top, bottom) = (above.area.bottom - 1.0, below.area.top + 1.0);
        areas.push(Area { left, top, right, bottom });
        return;
    }
    let within = |x: f32, group: &Group| {
        let (left, right) = (group.area.left + NARROW, group.area.right - NARROW);
        x.clamp(left, right.max(left))
    };
    let centre = f32::midpoint(below.area.left, below.area.right);
    let mut x = within(centre, above);
    let mut top = above.area.bottom - 1.0;
    let last = below.row.max(above.row + 1);
    for row in above.row..last {
        let band = plan.bands[row].1 + BELOW;
        let next = if row + 1 >= below.row { within(x, below) } else { opening(plan, row + 1, x) };
        areas.push(Area { left: x - NARROW, top, right: x + NARROW, bottom: band + NARROW * 2.0 });
        areas.push(Area {
            left: x.min(next) - NARROW,
            top: band,
            right: x.max(next) + NARROW,
            bottom: band + NARROW * 2.0,
        });
        top = band;
        x = next;
    }
    let end = if below.row == above.row { below.area.bottom - 1.0 } else { below.area.top + 1.0 };
    areas.push(Area {
        left: x - NARROW,
        top: top.min(end),
        right: x + NARROW,
        bottom: (top + NARROW * 2.0).max(end),
    });
}

/// The white between two people of a row, or beside its ends, that is nearest to a place.
fn opening(plan: &Plan, row: usize, x: f32) -> f32 {
    let people = &plan.rows[row];
    let between = people.windows(2).map(|pair| plan.gutter(pair[0], pair[1]));
    let ends = [
        people.first().map(|who| plan.cell(*who).left - 20.0),
        people.last().map(|who| plan.cell(*who).right + 20.0),
    ];
    let openings = between.chain(ends.into_iter().flatten());
    openings.min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs())).unwrap_or(x)
}
