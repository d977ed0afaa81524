//! How good an order of the rows is: the fewer lines cross and the fewer children stand out of the order of
//! birth, the better.

use super::chains::man_right;
use super::unions::Unions;
use crate::family::sound::{Sound, Who};

/// The chains of each row, from the left.
pub(super) type Rows = Vec<Vec<Vec<Who>>>;

/// Two lines of descent that cross.
const CROSSING: f32 = 3.0;
/// A child out of the order of birth. Less than a crossing: the years stand beside the people.
const OUT_OF_ORDER: f32 = 2.0;
/// Two children of whom the younger stands left: of orders with as many out of order, that with the eldest left.
const REVERSED: f32 = 0.25;
/// A place between the first and the last child of a union, or between parents and the middle of children.
const SPREAD: f32 = 0.1;
/// A couple with the man at the right.
const MAN_RIGHT: f32 = 0.3;
/// A place between twins.
const TWINS: f32 = 0.8;
/// A place between two of one home who stand in one row, or between two with a bond.
const APART: f32 = 0.03;

/// What an order is judged by.
pub(super) struct Judge<'a> {
    family: &'a Sound,
    unions: &'a Unions,
    /// Union and child, for each pair of rows that lines of descent join.
    lines: Vec<Vec<(usize, Who)>>,
    /// Two people who should not be far apart in their row.
    near: Vec<(Who, Who)>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(family: &'a Sound, unions: &'a Unions, row: &[usize]) -> Self {
        let mut lines = std::collections::BTreeMap::new();
        for (number, union) in unions.all.iter().enumerate() {
            for child in &union.children {
                let between = (row[union.parents[0]], row[child.who]);
                lines.entry(between).or_insert_with(Vec::new).push((number, child.who));
            }
        }
        let bonds = family.bonds.iter().map(|bond| (bond.from, bond.to));
        let carers = unions.carers.iter().flat_map(|c| c.parents.iter().map(|p| (*p, c.child)));
        let homes = family.households.iter().flat_map(|home| {
            home.people.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
        });
        let near = bonds.chain(carers).chain(homes).collect();
        Self { family, unions, lines: lines.into_values().collect(), near }
    }

    /// The place of everybody in her row, the middle of the row being 0.
    pub(super) fn places(&self, rows: &Rows) -> Vec<f32> {
        let mut places = vec![0.0; self.family.people.len()];
        for row in rows {
            let count: usize = row.iter().map(Vec::len).sum();
            let middle = (count.max(1) - 1) as f32 / 2.0;
            for (place, who) in row.iter().flatten().enumerate() {
                places[*who] = place as f32 - middle;
            }
        }
        places
    }

    /// The place of a union: between its parents.
    pub(super) fn middle(&self, union: usize, places: &[f32]) -> f32 {
        let parents = &self.unions.all[union].parents;
        parents.iter().map(|who| places[*who]).sum::<f32>() / parents.len() as f32
    }

    /// What is wrong with an order; 0 is perfect.
    pub(super) fn cost(&self, rows: &Rows) -> f32 {
        let places = self.places(rows);
        let crossings: usize = self.lines.iter().map(|of| self.crossings(of, &places)).sum();
        let mut cost = crossings as f32 * CROSSING;
        for (number, union) in self.unions.all.iter().enumerate() {
            if let &[a, b] = union.parents.as_slice() {
                let (left, right) = if places[a] < places[b] { (a, b) } else { (b, a) };
                if man_right(self.family, left, right) {
                    cost += MAN_RIGHT;
                }
                cost += APART * (places[a] - places[b]).abs();
            }
            let children: Vec<f32> = union.children.iter().map(|c| places[c.who]).collect();
            let Some(first) = children.iter().copied().reduce(f32::min) else { continue };
            let last = children.iter().copied().fold(first, f32::max);
            let off = self.middle(number, &places) - f32::midpoint(first, last);
            cost += SPREAD * (last - first + off.abs());
            let series = self.series(number, &places);
            cost += OUT_OF_ORDER * (series.len() - longest_rise(&series)) as f32;
            cost += REVERSED * reversed(&series) as f32;
        }
        for pair in self.family.twins.iter().flat_map(|twins| twins.children.windows(2)) {
            cost += TWINS * ((places[pair[0]] - places[pair[1]]).abs() - 1.0);
        }
        let apart = self.near.iter().map(|(a, b)| (places[*a] - places[*b]).abs());
        cost + APART * apart.sum::<f32>()
    }

    fn crossings(&self, lines: &[(usize, Who)], places: &[f32]) -> usize {
        let ends: Vec<(f32, f32, usize)> = lines
            .iter()
            .map(|(union, child)| (self.middle(*union, places), places[*child], *union))
            .collect();
        let crosses = |a: &(f32, f32, usize), b: &(f32, f32, usize)| {
            a.2 != b.2 && (a.0 - b.0) * (a.1 - b.1) < 0.0
        };
        let pairs = ends.iter().enumerate();
        pairs.map(|(i, a)| ends[..i].iter().filter(|b| crosses(a, b)).count()).sum()
    }

    /// Whether the children of a union stand in the order of birth.
    pub(super) fn in_order(&self, union: usize, places: &[f32]) -> bool {
        reversed(&self.series(union, places)) == 0
    }

    /// The places of the children of whom the year is known, the oldest first.
    fn series(&self, union: usize, places: &[f32]) -> Vec<f32> {
        let known = |who: Who| self.family.people[who].born.is_some();
        let children = self.unions.all[union].children.iter().map(|child| child.who);
        children.filter(|child| known(*child)).map(|child| places[child]).collect()
    }
}

/// Length of the longest series that rises: the others would have to move for all to rise.
fn longest_rise(series: &[f32]) -> usize {
    let mut longest: Vec<usize> = Vec::with_capacity(series.len());
    for (i, place) in series.iter().enumerate() {
        let before = (0..i).filter(|j| series[*j] < *place).map(|j| longest[j]).max();
        longest.push(before.unwrap_or(0) + 1);
    }
    longest.into_iter().max().unwrap_or(0)
}

/// How many pairs fall.
fn reversed(series: &[f32]) -> usize {
    let pairs = series.iter().enumerate();
    pairs.map(|(i, place)| series[..i].iter().filter(|before| *before > place).count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_who_moved_to_the_end_is_one_out_of_order() {
        assert_eq!(longest_rise(&[0.0, 2.0, 1.0]), 2);
        assert_eq!(longest_rise(&[]), 0);
        assert_eq!((reversed(&[0.0, 2.0, 1.0]), reversed(&[1.0, 2.0, 0.0])), (1, 2));
    }
}
