//! Where everybody stands: the generations as rows, and between them channels for the lines of descent.

use super::judge::{Judge, Rows};
use super::spread::{Wish, settle};
use super::unions::Unions;
use super::{chains, order, rows};
use crate::drawing::{Area, Point, broken, width};
use crate::family::sound::{Sound, Who};
use crate::family::{Arrival, Kin};

/// Side of a man's square and diameter of a woman's circle.
pub(super) const SYMBOL: f32 = 40.0;
/// Size of a name.
pub(super) const NAME: f32 = 12.0;
/// From name line to name line.
pub(super) const NAME_LEADING: f32 = 15.0;
/// Size of years and ages.
pub(super) const YEARS: f32 = 10.0;
/// Widest line of a name: seven Chinese characters.
const WIDEST: f32 = 88.0;
/// Between the symbol and the baseline of the first line of the name.
pub(super) const BELOW: f32 = 16.0;
/// Least white between two labels.
const GUTTER: f32 = 30.0;
/// From centre to centre of two partners.
const PARTNERS: f32 = 92.0;
/// From centre to centre of two with a bond: a zigzag needs room to be seen.
const BONDED: f32 = 104.0;
/// Between two tracks of a channel.
pub(super) const TRACK: f32 = 12.0;
/// Between labels and the first track: the line around a home runs here.
pub(super) const UNDER: f32 = 30.0;
/// Between the last track and the symbols: twins' lines meet here.
pub(super) const OVER: f32 = 40.0;
/// From a label to a line that comes down beside it.
const CLOSE: f32 = 6.0;
const ROUNDS: usize = 60;

/// What stands under a symbol.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// The lines of the name.
    pub name: Vec<String>,
    /// Years of birth and death.
    pub years: Option<String>,
}

impl Label {
    fn of(kin: &Kin) -> Self {
        let name = broken(&kin.name, NAME, WIDEST);
        let years = match (kin.born, kin.died, kin.dead) {
            (Some(born), Some(died), _) if born == died => Some(born.to_string()),
            (Some(born), Some(died), _) => Some(format!("{born}–{died}")),
            (Some(born), None, true) => Some(format!("{born}–?")),
            (Some(born), None, false) => Some(born.to_string()),
            (None, Some(died), _) => Some(format!("?–{died}")),
            (None, None, _) => None,
        };
        let unknown = name.is_empty() && kin.arrival == Arrival::Born;
        let name = if unknown { vec!["?".to_owned()] } else { name };
        Self { name, years }
    }

    fn width(&self) -> f32 {
        let names = self.name.iter().map(|line| width(line, NAME));
        let years = self.years.iter().map(|years| width(years, YEARS));
        names.chain(years).fold(0.0, f32::max)
    }

    /// From the bottom of the symbol to the bottom of the label.
    pub(super) fn height(&self) -> f32 {
        let names = self.name.len() as f32 * NAME_LEADING;
        BELOW - NAME_LEADING + names + if self.years.is_some() { 13.0 } else { 0.0 } + 3.0
    }
}

/// The family with a place for everybody.
#[derive(Debug)]
pub(super) struct Plan {
    pub unions: Unions,
    pub labels: Vec<Label>,
    /// Row of each person.
    pub row: Vec<usize>,
    /// The people of each row, from the left.
    pub rows: Vec<Vec<Who>>,
    /// Middle of each symbol.
    pub at: Vec<Point>,
    /// Tops and bottoms of the rows, labels included.
    pub bands: Vec<(f32, f32)>,
    /// The height of each union's line of children, where it has one.
    pub tracks: Vec<Option<f32>>,
    /// The height of the line of a couple that is parted by others, where it is.
    pub detours: Vec<Option<f32>>,
}

impl Plan {
    pub(super) fn of(family: &Sound) -> Self {
        let unions = Unions::of(family);
        let row = rows::rows(family, &unions);
        let chains = chains::chains(family, &unions, &row);
        let chains = order::order(family, &unions, &row, chains);
        let labels: Vec<Label> = family.people.iter().map(Label::of).collect();
        let room = Room { family, unions: &unions, labels: &labels, row: &row };
        let xs = room.spread(&chains);
        let rows = chains.into_iter().map(|row| row.concat()).collect();
        let none = vec![None; unions.all.len()];
        let mut plan = Self {
            at: xs.into_iter().map(|x| Point::new(x, 0.0)).collect(),
            bands: Vec::new(),
            tracks: none.clone(),
            detours: none,
            unions,
            labels,
            row,
            rows,
        };
        super::tracks::stack(family, &mut plan);
        plan
    }

    /// Half the room that a person takes from left to right.
    pub(super) fn half(&self, who: Who) -> f32 {
        half(&self.labels[who])
    }

    /// The room that a person takes, symbol and label.
    pub(super) fn cell(&self, who: Who) -> Area {
        let (at, half) = (self.at[who], self.half(who));
        Area {
            left: at.x - half,
            top: at.y - SYMBOL / 2.0,
            right: at.x + half,
            bottom: at.y + SYMBOL / 2.0 + self.labels[who].height(),
        }
    }

    /// Two stand side by side.
    pub(super) fn adjacent(&self, a: Who, b: Who) -> bool {
        self.rows[self.row[a]].windows(2).any(|pair| pair == [a, b] || pair == [b, a])
    }

    /// The middle of the white between two who stand side by side, or a place beside one.
    pub(super) fn gutter(&self, left: Who, right: Who) -> f32 {
        f32::midpoint(self.at[left].x + self.half(left), self.at[right].x - self.half(right))
    }

    /// Where the line to the children leaves the union: in the middle, or straight above the only child.
    pub(super) fn stem(&self, family: &Sound, union: usize) -> f32 {
        let &[a, b] = self.unions.all[union].parents.as_slice() else {
            return self.unions.all[union].parents.first().map_or(0.0, |who| self.at[*who].x);
        };
        let (left, right) = if self.at[a].x <= self.at[b].x { (a, b) } else { (b, a) };
        if self.row[a] != self.row[b] {
            return f32::midpoint(self.at[left].x, self.at[right].x);
        }
        let (from, to) = (self.at[left].x + self.half(left), self.at[right].x - self.half(right));
        let middle = f32::midpoint(from, to);
        let free = ((to - from) / 2.0 - CLOSE).max(0.0);
        let branches = self.branches(family, union);
        match branches.first() {
            Some(x) if branches.iter().all(|other| (other - x).abs() < 0.5) => {
                x.clamp(middle - free, middle + free)
            }
            _ => middle,
        }
    }

    /// Where the lines to the children of a union leave the line of all: above each, and for twins above the
    /// middle of them.
    pub(super) fn branches(&self, family: &Sound, union: usize) -> Vec<f32> {
        let children = &self.unions.all[union].children;
        let branch = |who: Who| {
            let group = family.twins.iter().find(|twins| twins.children.contains(&who));
            let Some(group) = group else { return self.at[who].x };
            let together = children.iter().filter(|other| group.children.contains(&other.who));
            let xs: Vec<f32> = together.map(|other| self.at[other.who].x).collect();
            xs.iter().sum::<f32>() / xs.len() as f32
        };
        children.iter().map(|child| branch(child.who)).collect()
    }
}

fn half(label: &Label) -> f32 {
    (label.width().max(SYMBOL + 8.0)) / 2.0
}

/// What places are reckoned from.
struct Room<'a> {
    family: &'a Sound,
    unions: &'a Unions,
    labels: &'a [Label],
    row: &'a [usize],
}

impl Room<'_> {
    /// From the middle of one to the middle of the next.
    fn apart(&self, left: Who, right: Who) -> f32 {
        let labels = half(&self.labels[left]) + half(&self.labels[right]) + GUTTER;
        let bond = self.family.bonds.iter().any(|bond| {
            (bond.from, bond.to) == (left, right) || (bond.to, bond.from) == (left, right)
        });
        let labels = if bond { labels.max(BONDED) } else { labels };
        let couple = self.unions.all.iter().find(|union| {
            union.parents.len() == 2
                && union.parents.contains(&left)
                && union.parents.contains(&right)
        });
        let Some(union) = couple else { return labels };
        let years = union
            .couple
            .and_then(|couple| super::lines::couple_years(&self.family.couples[couple]));
        let dated = years.map_or(0.0, |years| SYMBOL + width(&years, YEARS) + 24.0);
        labels.max(PARTNERS).max(dated)
    }

    /// The middle of everybody, from left to right.
    fn spread(&self, chains: &Rows) -> Vec<f32> {
        let mut xs = vec![0.0; self.labels.len()];
        let mut lines: Vec<Line> = chains.iter().map(|row| self.line(row)).collect();
        for line in &mut lines {
            let mut x = 0.0;
            for (number, chain) in line.chains.iter().enumerate() {
                x += if number == 0 { 0.0 } else { line.apart[number] };
                chain.set(&mut xs, x);
            }
        }
        for round in 0..ROUNDS {
            let down: Vec<usize> = (0..lines.len()).collect();
            for number in down.iter().chain(down.iter().rev()) {
                let line = &lines[*number];
                let wishes: Vec<Wish> = (0..line.chains.len())
                    .map(|chain| self.wish(line, chain, &xs, round))
                    .collect();
                for (chain, x) in line.chains.iter().zip(settle(&wishes, &line.apart)) {
                    chain.set(&mut xs, x);
                }
            }
        }
        xs
    }

    fn line(&self, row: &[Vec<Who>]) -> Line {
        let chains: Vec<Chain> = row.iter().map(|people| self.chain(people)).collect();
        let mut apart = vec![0.0];
        for pair in chains.windows(2) {
            let (Some((last, offset)), Some((first, _))) =
                (pair[0].people.last(), pair[1].people.first())
            else {
                continue;
            };
            apart.push(offset + self.apart(*last, *first));
        }
        Line { chains, apart }
    }

    fn chain(&self, people: &[Who]) -> Chain {
        let mut x = 0.0;
        let mut placed: Vec<(Who, f32)> = Vec::new();
        for who in people {
            if let Some((before, _)) = placed.last() {
                x += self.apart(*before, *who);
            }
            placed.push((*who, x));
        }
        Chain { people: placed }
    }

    /// Where a chain should stand: each of it under the parents, each union of it over the children, and
    /// a little as close to its neighbours as may be.
    fn wish(&self, line: &Line, number: usize, xs: &[f32], round: usize) -> Wish {
        let chain = &line.chains[number];
        let here = chain.people.first().map_or(0.0, |(who, _)| xs[*who]);
        let (mut sum, mut weight) = (0.0, 0.0);
        let mut add = |at: f32, by: f32| {
            sum += at * by;
            weight += by;
        };
        for (who, _) in &chain.people {
            if let Some(above) = self.unions.above[*who] {
                add(here + self.off(above, xs), 1.0);
            }
        }
        for (number, union) in self.unions.all.iter().enumerate() {
            let mine = union.parents.first().is_some_and(|who| chain.has(*who));
            if mine && !union.children.is_empty() {
                add(here - self.off(number, xs), 1.0 + union.children.len() as f32 * 0.2);
            }
        }
        // Loose at first, so that families gather; at the end only those whom nothing else holds.
        let close = if round < ROUNDS / 2 { 0.05 } else { 0.002 };
        if let Some(last) = number.checked_sub(1).and_then(|left| line.chains.get(left)) {
            add(last.start(xs) + line.apart[number], close);
        }
        if let Some(next) = line.chains.get(number + 1) {
            add(next.start(xs) - line.apart[number + 1], close);
        }
        add(here, 0.001);
        Wish { at: sum / weight, weight }
    }

    /// How far the children of a union would have to move to stand under it.
    fn off(&self, union: usize, xs: &[f32]) -> f32 {
        let union = &self.unions.all[union];
        let lowest = union.children.iter().filter(|c| self.row[c.who] > self.row[union.parents[0]]);
        let places: Vec<f32> = lowest.map(|c| xs[c.who]).collect();
        let Some(first) = places.iter().copied().reduce(f32::min) else { return 0.0 };
        let last = places.into_iter().fold(first, f32::max);
        let stem = match union.parents.as_slice() {
            &[a, b] => {
                let (left, right) = if xs[a] <= xs[b] { (a, b) } else { (b, a) };
                let sides = half(&self.labels[left]) - half(&self.labels[right]);
                f32::midpoint(xs[a], xs[b]) + sides / 2.0
            }
            one => one.first().map_or(0.0, |who| xs[*who]),
        };
        stem - f32::midpoint(first, last)
    }
}

/// A row of chains.
struct Line {
    chains: Vec<Chain>,
    /// From the first of the chain before to the first of each.
    apart: Vec<f32>,
}

/// People with fixed distances.
struct Chain {
    /// Everybody, and how far to the right of the first.
    people: Vec<(Who, f32)>,
}

impl Chain {
    fn set(&self, xs: &mut [f32], x: f32) {
        for (who, offset) in &self.people {
            xs[*who] = x + offset;
        }
    }

    fn has(&self, who: Who) -> bool {
        self.people.iter().any(|(other, _)| *other == who)
    }

    fn start(&self, xs: &[f32]) -> f32 {
        self.people.first().map_or(0.0, |(who, _)| xs[*who])
    }
}

/// Whether the children of a union stand in the order of birth.
pub(super) fn in_order(family: &Sound, plan: &Plan, union: usize) -> bool {
    let places: Vec<f32> = plan.at.iter().map(|at| at.x).collect();
    Judge::new(family, &plan.unions, &plan.row).in_order(union, &places)
}
