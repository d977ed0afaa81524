//! From a file to a scale: everything that the scoring relies on is checked here, once.

use super::file::{
    AlarmLine, BandLine, ChangeLine, ChoiceLine, File, FindingLine, ItemLine, Named,
};
use super::{Alarm, Band, Change, Choice, Effect, Finding, Item, Part, Scale, ScaleError, Wrong};
use crate::data_file::{LineWrong, Reader, read};
use std::collections::BTreeMap;
use toml::Spanned;

/// Most items of a scale: what one sitting bears.
const MAX_ITEMS: usize = 200;
/// Most parts, findings, bands, changes or alarms.
const MAX_OTHERS: usize = 50;
/// Most options of an item.
const MAX_OPTIONS: usize = 20;
/// Most points of one option.
const MAX_POINTS: i64 = 100;

impl Scale {
    /// Reads and checks a scale's file. Total: any text gives a scale or an error.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(toml: &str) -> Result<Self, ScaleError> {
        let file: File = read(toml)?;
        let at = Reader { toml };
        let lines = Lines { at };
        lines.counts(&file)?;
        at.distinct(file.parts.iter().map(|part| &part.id))?;
        at.distinct(file.items.iter().map(|item| &item.id))?;
        at.distinct(file.findings.iter().map(|finding| &finding.id))?;
        let parts = each(&file.parts, |line| lines.part(line))?;
        let sets = lines.sets(&file.choices)?;
        let items = each(&file.items, |line| lines.item(line, &sets, &parts))?;
        let findings = each(&file.findings, |line| lines.finding(line))?;
        let (lowest, highest) = lines.ends(&file, &items)?;
        let bands = lines.bands(&file.bands, lowest, highest, at.line(&file.highest))?;
        let changes = each(&file.changes, |line| lines.change(line, &findings, &bands))?;
        let alarms = each(&file.alarms, |line| lines.alarm(line, &items))?;
        let most = i64::try_from(bands.len()).unwrap_or(i64::MAX);
        let worse_at_most = match &file.worse_at_most {
            Some(line) => at.number("worse_at_most", line, 1, most)?,
            None => most,
        };
        let from_age = file.from_age.as_ref().map(|age| at.number("from_age", age, 0, 130));
        Ok(Self {
            id: at.id(&file.id)?,
            version: u32::try_from(at.number("version", &file.version, 1, 1_000_000)?).unwrap_or(1),
            name: at.words(&file.name)?,
            source: at.words(&file.source)?,
            licence: at.words(&file.licence)?,
            about: at.words(&file.about)?,
            groups: file.groups,
            from_age: from_age.transpose()?.and_then(|age| u32::try_from(age).ok()),
            better: file.better,
            lowest: small(lowest),
            highest: small(highest),
            parts,
            items,
            findings,
            bands,
            changes,
            worse_at_most: usize::try_from(worse_at_most).unwrap_or(usize::MAX),
            alarms,
        })
    }
}

fn each<L, T>(
    lines: &[L],
    read: impl Fn(&L) -> Result<T, ScaleError>,
) -> Result<Vec<T>, ScaleError> {
    lines.iter().map(read).collect()
}

/// A number that has been checked to be between 0 and 20,000.
fn small(number: i64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// The lines of a scale's file.
#[derive(Clone, Copy)]
struct Lines<'a> {
    at: Reader<'a>,
}

impl Lines<'_> {
    fn wrong<T>(self, at: &Spanned<T>, wrong: Wrong) -> ScaleError {
        ScaleError::At { line: self.at.line(at), wrong }
    }

    fn counts(self, file: &File) -> Result<(), ScaleError> {
        for (what, found, from, to) in [
            ("item", file.items.len(), 1, MAX_ITEMS),
            ("band", file.bands.len(), 1, MAX_OTHERS),
            ("part", file.parts.len(), 0, MAX_OTHERS),
            ("choices", file.choices.len(), 0, MAX_OTHERS),
            ("finding", file.findings.len(), 0, MAX_OTHERS),
            ("change", file.changes.len(), 0, MAX_OTHERS),
            ("alarm", file.alarms.len(), 0, MAX_OTHERS),
            ("for", file.groups.len(), 1, 2),
        ] {
            self.at.count(&file.id, what, found, from, to)?;
        }
        Ok(())
    }

    fn part(self, line: &Named) -> Result<Part, ScaleError> {
        Ok(Part { id: self.at.id(&line.id)?, name: self.at.words(&line.name)? })
    }

    fn finding(self, line: &FindingLine) -> Result<Finding, ScaleError> {
        let most = small(self.at.number("most", &line.most, 1, 1_000)?);
        Ok(Finding { id: self.at.id(&line.id)?, text: self.at.words(&line.text)?, most })
    }

    fn sets(
        self,
        sets: &BTreeMap<String, Vec<ChoiceLine>>,
    ) -> Result<BTreeMap<&str, Vec<Choice>>, ScaleError> {
        let choices = |(id, lines): (_, &Vec<ChoiceLine>)| Ok((id, self.choices(lines, 1)?));
        sets.iter().map(|(id, lines)| choices((id.as_str(), lines))).collect()
    }

    /// Options with points that differ. `line` is where they stand, should there be none.
    fn choices(self, lines: &[ChoiceLine], line: usize) -> Result<Vec<Choice>, ScaleError> {
        if !(2..=MAX_OPTIONS).contains(&lines.len()) {
            let found = lines.len();
            let wrong = LineWrong::Count { what: "options", found, from: 2, to: MAX_OPTIONS };
            let line = lines.first().map_or(line, |first| self.at.line(&first.points));
            return Err(ScaleError::At { line, wrong: wrong.into() });
        }
        let mut choices: Vec<Choice> = Vec::with_capacity(lines.len());
        for choice in lines {
            let points = small(self.at.number("points", &choice.points, 0, MAX_POINTS)?);
            if choices.iter().any(|earlier| earlier.points == points) {
                return Err(self.wrong(&choice.points, Wrong::SamePoints { points }));
            }
            choices.push(Choice { points, text: self.at.words(&choice.text)? });
        }
        Ok(choices)
    }

    fn item(
        self,
        line: &ItemLine,
        sets: &BTreeMap<&str, Vec<Choice>>,
        parts: &[Part],
    ) -> Result<Item, ScaleError> {
        let id = self.at.id(&line.id)?;
        let part = match &line.part {
            Some(part) => {
                let known = parts.iter().any(|known| known.id == *part.get_ref());
                Some(self.at.known(part, "part", known)?)
            }
            None => None,
        };
        let choices = match (&line.choices, &line.options) {
            (Some(set), None) => match sets.get(set.get_ref().as_str()) {
                Some(choices) => choices.clone(),
                None => {
                    return Err(self.at.unknown(set, "choices").into());
                }
            },
            (None, Some(own)) => self.choices(own, self.at.line(&line.id))?,
            _ => return Err(self.wrong(&line.id, Wrong::Choices { id })),
        };
        Ok(Item { id, part, text: self.at.words(&line.text)?, choices })
    }

    /// The ends that the file declares, which must be those of its items.
    fn ends(self, file: &File, items: &[Item]) -> Result<(i64, i64), ScaleError> {
        let lowest: i64 = items.iter().map(|item| i64::from(item.range().0)).sum();
        let highest: i64 = items.iter().map(|item| i64::from(item.range().1)).sum();
        for (what, line, found) in
            [("lowest", &file.lowest, lowest), ("highest", &file.highest, highest)]
        {
            let declared = *line.get_ref();
            if declared != found {
                return Err(self.wrong(line, Wrong::Sum { what, declared, found }));
            }
        }
        Ok((lowest, highest))
    }

    /// The bands, lowest first: together they hold every score once.
    fn bands(
        self,
        lines: &[BandLine],
        lowest: i64,
        highest: i64,
        end: usize,
    ) -> Result<Vec<Band>, ScaleError> {
        self.at.distinct(lines.iter().map(|band| &band.id))?;
        let mut sorted: Vec<&BandLine> = lines.iter().collect();
        sorted.sort_by_key(|band| *band.from.get_ref());
        let mut bands = Vec::with_capacity(sorted.len());
        let mut next = lowest;
        for line in sorted {
            let id = self.at.id(&line.id)?;
            let (from, to) = (*line.from.get_ref(), *line.to.get_ref());
            if to < from {
                return Err(self.wrong(&line.to, Wrong::BandBackwards { id }));
            }
            if from < next {
                return Err(self.wrong(&line.from, Wrong::Overlap { id, score: from }));
            }
            if from > next {
                return Err(self.wrong(&line.from, Wrong::Hole { from: next, to: from - 1 }));
            }
            if to > highest {
                return Err(self.wrong(&line.to, Wrong::Overlap { id, score: to }));
            }
            let name = self.at.words(&line.name)?;
            bands.push(Band { id, from: small(from), to: small(to), name });
            next = to + 1;
        }
        if next <= highest {
            let wrong = Wrong::Hole { from: next, to: highest };
            return Err(ScaleError::At { line: end, wrong });
        }
        Ok(bands)
    }

    fn change(
        self,
        line: &ChangeLine,
        findings: &[Finding],
        bands: &[Band],
    ) -> Result<Change, ScaleError> {
        self.at.distinct(line.findings.iter())?;
        let mut most: i64 = 0;
        for id in &line.findings {
            let finding = findings.iter().find(|finding| finding.id == *id.get_ref());
            self.at.known(id, "finding", finding.is_some())?;
            most += finding.map_or(0, |finding| i64::from(finding.most));
        }
        // Without findings nothing could ever reach it: 1 to 0 refuses every number.
        let at_least = self.at.number("at_least", &line.at_least, 1, most)?;
        let effect = match (&line.set, &line.worse) {
            (Some(set), None) => {
                let known = bands.iter().any(|band| band.id == *set.get_ref());
                Effect::Set { band: self.at.known(set, "band", known)? }
            }
            (None, Some(worse)) => {
                let most = i64::try_from(bands.len()).unwrap_or(i64::MAX);
                let bands = self.at.number("worse", worse, 1, most)?;
                Effect::Worse { bands: usize::try_from(bands).unwrap_or(usize::MAX) }
            }
            _ => return Err(self.wrong(&line.at_least, Wrong::Effect)),
        };
        Ok(Change {
            findings: line.findings.iter().map(|id| id.get_ref().clone()).collect(),
            at_least: u32::try_from(at_least).unwrap_or(u32::MAX),
            effect,
            text: self.at.words(&line.text)?,
        })
    }

    fn alarm(self, line: &AlarmLine, items: &[Item]) -> Result<Alarm, ScaleError> {
        let item = items.iter().find(|item| item.id == *line.item.get_ref());
        let id = self.at.known(&line.item, "item", item.is_some())?;
        let most = item.map_or(0, |item| i64::from(item.range().1));
        let at_least = small(self.at.number("at_least", &line.at_least, 1, most)?);
        Ok(Alarm { item: id, at_least, asks: line.asks, text: self.at.words(&line.text)? })
    }
}

#[cfg(test)]
mod tests;
