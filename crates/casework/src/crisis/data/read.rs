//! From the files to steps, situations and hotlines.

use super::{
    CrisisFileError, CrisisFileWrong, Hotline, Hotlines, Protocol, Situation, Situations, Step,
    StepKind,
};
use crate::data_file::{Misplaced, Reader, read};
use crate::limits::{MAX_PHONE_CHARS, MIN_PHONE_CHARS};
use crate::role::Role;
use crate::words::Words;
use serde::Deserialize;
use toml::Spanned;

/// Most steps, situations or hotlines.
const MAX_LINES: usize = 50;
/// Latest time for a step: a year.
const MAX_MINUTES: i64 = 366 * 24 * 60;

impl Protocol {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(toml: &str) -> Result<Self, CrisisFileError> {
        let file: ProtocolFile = read(toml)?;
        let at = Reader { toml };
        this_file(at, &file.id, "crisis")?;
        at.count(&file.id, "step", file.steps.len(), 1, MAX_LINES)?;
        at.distinct(file.steps.iter().map(|step| &step.id))?;
        let steps: Result<Vec<Step>, CrisisFileError> =
            file.steps.iter().map(|line| step(at, line)).collect();
        let steps = steps?;
        let wrong = |wrong| CrisisFileError::At { line: at.line(&file.id), wrong };
        for (kind, name) in [
            (StepKind::Consultation, "consultation"),
            (StepKind::Report, "report"),
            (StepKind::FollowUp, "follow_up"),
            (StepKind::StandDown, "stand_down"),
        ] {
            let found = steps.iter().filter(|step| step.kind == kind).count();
            if found != 1 {
                return Err(wrong(CrisisFileWrong::NotOne { kind: name, found }));
            }
        }
        let last = steps.last();
        let stood_down = last
            .is_some_and(|last| last.kind == StepKind::StandDown && last.owner == Role::Supervisor);
        if !stood_down {
            return Err(wrong(CrisisFileWrong::StandDown));
        }
        let twice = (1..file.views.len()).any(|at| file.views[..at].contains(&file.views[at]));
        if file.views.is_empty() || twice {
            return Err(wrong(CrisisFileWrong::Views));
        }
        Ok(Self {
            version: version(at, &file.version)?,
            name: at.words(&file.name)?,
            source: at.words(&file.source)?,
            views: file.views,
            steps,
        })
    }
}

fn step(at: Reader<'_>, line: &StepLine) -> Result<Step, CrisisFileError> {
    at.count(&line.id, "prompts", line.prompts.len(), 0, MAX_LINES)?;
    let prompts: Result<Vec<Words>, Misplaced> =
        line.prompts.iter().map(|prompt| at.words(prompt)).collect();
    let minutes = at.number("within_minutes", &line.within_minutes, 1, MAX_MINUTES)?;
    Ok(Step {
        id: at.id(&line.id)?,
        kind: line.kind,
        owner: line.owner,
        within_minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
        name: at.words(&line.name)?,
        prompts: prompts?,
    })
}

impl Situations {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(toml: &str) -> Result<Self, CrisisFileError> {
        let file: SituationsFile = read(toml)?;
        let at = Reader { toml };
        this_file(at, &file.id, "mandatory_report")?;
        at.count(&file.id, "situation", file.situations.len(), 1, MAX_LINES)?;
        at.distinct(file.situations.iter().map(|situation| &situation.id))?;
        let situation = |line: &SituationLine| {
            Ok(Situation { id: at.id(&line.id)?, text: at.words(&line.text)? })
        };
        let situations: Result<Vec<Situation>, Misplaced> =
            file.situations.iter().map(situation).collect();
        Ok(Self {
            version: version(at, &file.version)?,
            verify: file.verify,
            name: at.words(&file.name)?,
            source: at.words(&file.source)?,
            situations: situations?,
        })
    }
}

impl Hotlines {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(toml: &str) -> Result<Self, CrisisFileError> {
        let file: HotlinesFile = read(toml)?;
        let at = Reader { toml };
        this_file(at, &file.id, "hotlines")?;
        at.count(&file.id, "hotline", file.hotlines.len(), 1, MAX_LINES)?;
        at.distinct(file.hotlines.iter().map(|hotline| &hotline.number))?;
        let hotline = |line: &HotlineLine| {
            let number = line.number.get_ref();
            let dialled = number.chars().all(|c| c.is_ascii_digit() || c == '-');
            if !dialled || !(MIN_PHONE_CHARS..=MAX_PHONE_CHARS).contains(&number.len()) {
                let wrong = CrisisFileWrong::Number { number: number.chars().take(60).collect() };
                return Err(CrisisFileError::At { line: at.line(&line.number), wrong });
            }
            Ok(Hotline { number: number.clone(), name: at.words(&line.name)? })
        };
        let hotlines: Result<Vec<Hotline>, CrisisFileError> =
            file.hotlines.iter().map(hotline).collect();
        Ok(Self {
            version: version(at, &file.version)?,
            verify: file.verify,
            name: at.words(&file.name)?,
            hotlines: hotlines?,
        })
    }
}

fn this_file(
    at: Reader<'_>,
    id: &Spanned<String>,
    expected: &'static str,
) -> Result<(), CrisisFileError> {
    if id.get_ref() == expected {
        return Ok(());
    }
    let found = id.get_ref().chars().take(60).collect();
    Err(CrisisFileError::At {
        line: at.line(id),
        wrong: CrisisFileWrong::OtherFile { found, expected },
    })
}

fn version(at: Reader<'_>, version: &Spanned<i64>) -> Result<u32, Misplaced> {
    let version = at.number("version", version, 1, 1_000_000)?;
    Ok(u32::try_from(version).unwrap_or(u32::MAX))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtocolFile {
    id: Spanned<String>,
    version: Spanned<i64>,
    name: Spanned<Words>,
    source: Spanned<Words>,
    views: Vec<Role>,
    #[serde(rename = "step")]
    steps: Vec<StepLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepLine {
    id: Spanned<String>,
    kind: StepKind,
    owner: Role,
    within_minutes: Spanned<i64>,
    name: Spanned<Words>,
    #[serde(default)]
    prompts: Vec<Spanned<Words>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SituationsFile {
    id: Spanned<String>,
    version: Spanned<i64>,
    verify: bool,
    name: Spanned<Words>,
    source: Spanned<Words>,
    #[serde(rename = "situation")]
    situations: Vec<SituationLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SituationLine {
    id: Spanned<String>,
    text: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HotlinesFile {
    id: Spanned<String>,
    version: Spanned<i64>,
    verify: bool,
    name: Spanned<Words>,
    #[serde(rename = "hotline")]
    hotlines: Vec<HotlineLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HotlineLine {
    number: Spanned<String>,
    name: Spanned<Words>,
}
