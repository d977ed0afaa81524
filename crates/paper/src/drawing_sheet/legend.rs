//! What the signs mean: those that the drawing has, in columns under it.

use super::{DrawingSheet, Shown, vector};
use crate::error::{Field, PaperError};
use crate::flow::Row;
use crate::labels::Language;
use crate::mark::Mark;
use crate::sheet::{LEFT, Sheet, Style};
use casework::drawing::Drawing;
use casework::ecomap::{LinkSign, Strength, link_legend};
use casework::family::{Arrival, CoupleState, Feeling, ParentWay};
use casework::genogram::{Sign, legend};
use casework::sex::Sex;

/// Narrowest column of the legend, in points.
const COLUMN: f32 = 122.0;
/// Room for a picture.
const PICTURE: f32 = 34.0;
/// A unit of a picture, in points.
const SCALE: f32 = 0.52;
const STYLE: Style = Style { size: 8.0, leading: 24.0, bold: false, grey: 0.0 };

/// The legend of the drawing, as rows that stay together.
pub(super) fn rows(sheet: &DrawingSheet<'_>, page: &Sheet<'_>) -> Result<Vec<Row>, PaperError> {
    let language = sheet.language;
    let signs: Vec<(&'static str, Drawing)> = match sheet.shown {
        Shown::Genogram => {
            let signs = legend(sheet.family).into_iter();
            signs.map(|(sign, picture)| (sign_word(sign, language), picture)).collect()
        }
        Shown::Ecomap(around) => {
            let signs = link_legend(around).into_iter();
            signs.map(|(sign, picture)| (link_word(sign, language), picture)).collect()
        }
    };
    let full = page.format.full();
    let columns = ((full / COLUMN).floor() as usize).max(1);
    let width = full / columns as f32;
    let mut rows = vec![Row {
        height: 4.0,
        marks: vec![Mark::rule(LEFT, 0.0, full, 0.4, 0.55)],
        keep_next: true,
        ..Row::default()
    }];
    for line in signs.chunks(columns) {
        let mut row = Row { height: STYLE.leading, keep_next: true, ..Row::default() };
        for (number, (word, picture)) in line.iter().enumerate() {
            let x = LEFT + number as f32 * width;
            let aside = (PICTURE - picture.width * SCALE) / 2.0;
            let top = (STYLE.leading - picture.height * SCALE) / 2.0;
            row.marks.extend(vector::marks(picture, (x + aside, top), SCALE, page)?);
            let room = width - PICTURE - 8.0;
            let lines = page.lines(word, STYLE, room, Field::Label)?;
            let leading = 10.0;
            let first = (STYLE.leading - leading * lines.len() as f32) / 2.0;
            for (line, pieces) in lines.into_iter().enumerate() {
                let style = Style { leading, ..STYLE };
                row.marks.push(style.mark(
                    x + PICTURE + 4.0,
                    first + line as f32 * leading,
                    pieces,
                ));
            }
        }
        rows.push(row);
    }
    if let Some(last) = rows.last_mut() {
        last.keep_next = false;
    }
    Ok(rows)
}

fn sign_word(sign: Sign, language: Language) -> &'static str {
    let (zh, en) = match sign {
        Sign::Person(Some(Sex::Male)) => ("男", "man"),
        Sign::Person(Some(Sex::Female)) => ("女", "woman"),
        Sign::Person(None) => ("性别不详", "sex not known"),
        Sign::Client => ("服务对象（双线）", "client (double outline)"),
        Sign::Dead => ("已去世", "has died"),
        Sign::Arrival(Arrival::Expected) => ("怀孕中", "pregnancy"),
        Sign::Arrival(Arrival::Miscarried) => ("流产", "miscarriage"),
        Sign::Arrival(Arrival::Ended) => ("人工流产", "pregnancy ended"),
        Sign::Arrival(Arrival::Stillborn) => ("死产", "stillbirth"),
        Sign::Arrival(Arrival::Born) => ("出生", "born"),
        Sign::Couple(None) => ("有共同子女", "have a child together"),
        Sign::Couple(Some(state)) => couple_word(state),
        Sign::Parent(ParentWay::Biological) => ("亲生", "child by birth"),
        Sign::Parent(ParentWay::Adopted) => ("收养", "adoption"),
        Sign::Parent(ParentWay::Foster) => ("家庭寄养", "foster care"),
        Sign::Parent(ParentWay::Kinship) => ("亲属照料", "kinship care"),
        Sign::Twins(true) => ("同卵双胞胎", "identical twins"),
        Sign::Twins(false) => ("双胞胎", "twins"),
        Sign::Household => ("同住一家", "live together"),
        Sign::Feeling(feeling) => feeling_word(feeling),
    };
    language.choose(zh, en)
}

/// How two partners stand, in one word.
pub(super) fn couple_word(state: CoupleState) -> (&'static str, &'static str) {
    match state {
        CoupleState::Married => ("已婚", "married"),
        CoupleState::Cohabiting => ("同居", "living together as partners"),
        CoupleState::Separated => ("分居", "separated"),
        CoupleState::Divorced => ("离婚", "divorced"),
    }
}

fn feeling_word(feeling: Feeling) -> (&'static str, &'static str) {
    match feeling {
        Feeling::Close => ("亲密", "close"),
        Feeling::Fused => ("过度亲密（融合）", "fused"),
        Feeling::Distant => ("疏远", "distant"),
        Feeling::Conflict => ("冲突", "conflict"),
        Feeling::Violence => ("暴力（箭头指向受害者）", "violence (towards the arrow)"),
        Feeling::CutOff => ("断绝往来", "cut off"),
    }
}

fn link_word(sign: LinkSign, language: Language) -> &'static str {
    let (zh, en) = match sign {
        LinkSign::Strength(Strength::Strong) => ("关系紧密", "strong tie"),
        LinkSign::Strength(Strength::Weak) => ("关系薄弱", "weak tie"),
        LinkSign::Strength(Strength::Stressful) => ("关系紧张", "tie under stress"),
        LinkSign::Flow => ("资源、精力的流向", "which way help and effort flow"),
    };
    language.choose(zh, en)
}
