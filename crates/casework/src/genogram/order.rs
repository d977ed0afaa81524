//! The order of each row from left to right, with few crossings.
//!
//! Barycentres, row by row, down and up (Sugiyama, Tagawa and Toda 1981), over chains of partners instead of
//! single nodes, so that partners never part; then chains change places and turn round as long as that makes
//! the drawing better. The best order seen is kept, so more steps never make it worse.

use super::judge::{Judge, Rows};
use super::unions::{Unions, birth};
use crate::family::sound::{Sound, Who};

/// Down and up so many times: past this, orders repeat.
const SWEEPS: usize = 6;
/// Passes of exchange, each over every chain.
const PASSES: usize = 4;
/// Rows with more chains than this are only exchanged with neighbours, which costs less.
const MANY: usize = 14;

/// The chains in a good order.
pub(super) fn order(family: &Sound, unions: &Unions, row: &[usize], chains: Rows) -> Rows {
    let judge = Judge::new(family, unions, row);
    let walked = walk(unions, row, &chains);
    let sweep = Sweep { family, unions, row, judge: &judge };
    let mut best = sweep.best(chains);
    let other = sweep.best(walked);
    if judge.cost(&other) < judge.cost(&best) {
        best = other;
    }
    improve(&judge, best)
}

/// The chains in the order in which somebody meets them who walks through the family.
fn walk(unions: &Unions, row: &[usize], chains: &Rows) -> Rows {
    let mut walked: Rows = vec![Vec::new(); chains.len()];
    let mut met = vec![false; row.len()];
    let chain_of = |who: Who| chains[row[who]].iter().find(|chain| chain.contains(&who));
    for start in chains.iter().flatten().filter_map(|chain| chain.first()) {
        let mut open = vec![*start];
        while let Some(who) = open.pop() {
            if met[who] {
                continue;
            }
            let Some(chain) = chain_of(who) else { continue };
            walked[row[who]].push(chain.clone());
            chain.iter().for_each(|who| met[*who] = true);
            // The last pushed is met first: children before parents before brothers and sisters.
            for who in chain.iter().rev() {
                if let Some(above) = unions.above[*who] {
                    let union = &unions.all[above];
                    open.extend(union.children.iter().rev().map(|child| child.who));
                    open.extend(union.parents.iter().rev());
                }
            }
            let children =
                unions.all.iter().filter(|u| u.parents.iter().any(|p| chain.contains(p)));
            open.extend(children.flat_map(|u| u.children.iter().rev().map(|child| child.who)));
        }
    }
    walked
}

struct Sweep<'a> {
    family: &'a Sound,
    unions: &'a Unions,
    row: &'a [usize],
    judge: &'a Judge<'a>,
}

impl Sweep<'_> {
    /// The best order that sweeps from this one come by.
    fn best(&self, start: Rows) -> Rows {
        let mut rows = start.clone();
        let (mut best, mut cost) = (start, f32::MAX);
        for _ in 0..SWEEPS {
            for number in 0..rows.len() {
                self.sort(&mut rows, number, true);
            }
            keep_better(self.judge, &rows, &mut best, &mut cost);
            for number in (0..rows.len()).rev() {
                self.sort(&mut rows, number, false);
            }
            keep_better(self.judge, &rows, &mut best, &mut cost);
        }
        best
    }

    fn sort(&self, rows: &mut Rows, number: usize, down: bool) {
        let places = self.judge.places(rows);
        let mut keyed: Vec<_> = std::mem::take(&mut rows[number])
            .into_iter()
            .map(|mut chain| {
                let pulls: Vec<_> =
                    chain.iter().map(|who| self.pull(*who, down, &places)).collect();
                if falls(&pulls) {
                    chain.reverse();
                }
                let known: Vec<f32> = pulls.into_iter().flatten().collect();
                let own = chain.iter().map(|who| places[*who]).sum::<f32>() / chain.len() as f32;
                let key = if known.is_empty() {
                    own
                } else {
                    known.iter().sum::<f32>() / known.len() as f32
                };
                let first = self.first(&chain);
                (key, first, chain)
            })
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        rows[number] = keyed.into_iter().map(|(_, _, chain)| chain).collect();
    }

    /// Who of the chain is a child of somebody, by birth: brothers and sisters with one pull stand in this order.
    fn first(&self, chain: &[Who]) -> (u16, Who) {
        let children = chain.iter().filter(|who| self.unions.above[**who].is_some());
        let births = children.map(|who| birth(self.family, *who)).min();
        births.unwrap_or((u16::MAX, chain[0]))
    }

    /// Where somebody should stand, by her parents or by her children.
    fn pull(&self, who: Who, down: bool, places: &[f32]) -> Option<f32> {
        if down {
            return self.unions.above[who].map(|union| self.judge.middle(union, places));
        }
        let unions = self.unions.all.iter().filter(|union| union.parents.contains(&who));
        let children = unions.flat_map(|union| &union.children).map(|child| child.who);
        let below: Vec<f32> =
            children.filter(|c| self.row[*c] > self.row[who]).map(|c| places[c]).collect();
        (!below.is_empty()).then(|| below.iter().sum::<f32>() / below.len() as f32)
    }
}

fn keep_better(judge: &Judge<'_>, rows: &Rows, best: &mut Rows, cost: &mut f32) {
    let now = judge.cost(rows);
    if now < *cost {
        *cost = now;
        best.clone_from(rows);
    }
}

/// The pulls of a chain's people fall from left to right: it stands the wrong way round.
fn falls(pulls: &[Option<f32>]) -> bool {
    let middle = (pulls.len().max(1) - 1) as f32 / 2.0;
    let known = pulls.iter().enumerate().filter_map(|(i, pull)| pull.map(|pull| (i, pull)));
    let mean =
        known.clone().map(|(_, pull)| pull).sum::<f32>() / known.clone().count().max(1) as f32;
    known.map(|(i, pull)| (i as f32 - middle) * (pull - mean)).sum::<f32>() < -0.01
}

/// Moves and turns chains as long as that makes the order better.
fn improve(judge: &Judge<'_>, mut rows: Rows) -> Rows {
    let mut cost = judge.cost(&rows);
    for _ in 0..PASSES {
        let before = cost;
        for number in 0..rows.len() {
            let count = rows[number].len();
            for from in 0..count {
                turn(judge, &mut rows, number, from, &mut cost);
                let reach = if count > MANY { 1 } else { count };
                for to in from.saturating_sub(reach)..count.min(from + reach + 1) {
                    shift(judge, &mut rows, (number, from, to), &mut cost);
                }
            }
        }
        if cost >= before {
            break;
        }
    }
    rows
}

fn turn(judge: &Judge<'_>, rows: &mut Rows, number: usize, at: usize, cost: &mut f32) {
    if rows[number][at].len() < 2 {
        return;
    }
    rows[number][at].reverse();
    let now = judge.cost(rows);
    if now + 0.001 < *cost {
        *cost = now;
    } else {
        rows[number][at].reverse();
    }
}

fn shift(
    judge: &Judge<'_>,
    rows: &mut Rows,
    (number, from, to): (usize, usize, usize),
    cost: &mut f32,
) {
    if from == to {
        return;
    }
    let chain = rows[number].remove(from);
    rows[number].insert(to, chain);
    let now = judge.cost(rows);
    if now + 0.001 < *cost {
        *cost = now;
    } else {
        let chain = rows[number].remove(to);
        rows[number].insert(from, chain);
    }
}
