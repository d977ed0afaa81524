//! What a drawing says, in sentences: on paper under the drawing, and for those who do not see it.

use super::legend::couple_word;
use crate::labels::Language;
use casework::ecomap::{Flow, LinkStatement, Strength, SystemKind};
use casework::family::{Arrival, Feeling, ParentWay, Parents, Statement};
use casework::sex::Sex;

/// One sentence about the family.
#[must_use]
pub fn sentence(statement: &Statement, language: Language) -> String {
    match statement {
        Statement::Person { .. } => person(statement, language),
        Statement::Couple { a, b, state, since, until } => {
            let both = pair(a, b, language);
            let state = couple_word(*state);
            let state = language.choose(state.0, state.1);
            let years = years(*since, *until, language);
            language.choose(format!("{both}：{state}{years}。"), format!("{both}: {state}{years}."))
        }
        Statement::Twins { names, identical } => {
            let all = listed(names, language);
            let of = match (identical, names.len()) {
                (true, 2) => language.choose("同卵双胞胎", "identical twins"),
                (false, 2) => language.choose("双胞胎", "twins"),
                (true, _) => language.choose("同卵多胞胎", "of one birth, identical"),
                (false, _) => language.choose("多胞胎", "of one birth"),
            };
            language.choose(format!("{all}：{of}。"), format!("{all}: {of}."))
        }
        Statement::Household { names } => {
            let all = listed(names, language);
            language.choose(format!("同住一家：{all}。"), format!("Living together: {all}."))
        }
        Statement::Bond { from, to, feeling } => bond(from, to, *feeling, language),
    }
}

/// One sentence about what surrounds the family.
#[must_use]
pub fn link_sentence(link: &LinkStatement, language: Language) -> String {
    let kind = system_word(link.kind, language);
    let system =
        language.choose(format!("{}（{kind}）", link.system), format!("{} ({kind})", link.system));
    let Some((strength, flow)) = link.tie else {
        return language
            .choose(format!("{system}：没有记录往来。"), format!("{system}: no tie recorded."));
    };
    let with = match &link.with {
        Some(with) => name(with, language),
        None => language.choose("全家", "the household").to_owned(),
    };
    let strength = match strength {
        Strength::Strong => language.choose("关系紧密", "strong"),
        Strength::Weak => language.choose("关系薄弱", "weak"),
        Strength::Stressful => language.choose("关系紧张", "under stress"),
    };
    let flow = match flow {
        Flow::None => "",
        Flow::ToFamily => language.choose("，支持流向家庭", "; help flows to the family"),
        Flow::FromFamily => language.choose("，家庭付出精力", "; effort flows from the family"),
        Flow::Both => language.choose("，双向往来", "; both give and take"),
    };
    language.choose(
        format!("{system}与{with}：{strength}{flow}。"),
        format!("{system} and {with}: {strength}{flow}."),
    )
}

fn person(statement: &Statement, language: Language) -> String {
    let Statement::Person { name: who, sex, born, dead, died, client, arrival, parents } =
        statement
    else {
        return String::new();
    };
    let mut facts: Vec<String> = Vec::new();
    match arrival {
        Arrival::Born => facts.extend(sex.map(|sex| sex_word(sex, language))),
        other => facts.push(arrival_word(*other, language).to_owned()),
    }
    if let Some(born) = born {
        facts.push(match arrival {
            Arrival::Expected => language.choose(format!("预产{born}年"), format!("due in {born}")),
            Arrival::Born => language.choose(format!("{born}年生"), format!("born {born}")),
            _ => language.choose(format!("{born}年"), format!("{born}")),
        });
    }
    match (died, dead) {
        (Some(died), _) if *arrival == Arrival::Born => {
            facts.push(language.choose(format!("{died}年去世"), format!("died {died}")));
        }
        (None, true) if *arrival == Arrival::Born => {
            facts.push(language.choose("已去世", "has died").to_owned());
        }
        _ => {}
    }
    facts.extend(client.then(|| language.choose("服务对象", "the client").to_owned()));
    facts.extend(parents.iter().map(|parents| descent(parents, language)));
    let who = name(who, language);
    if facts.is_empty() {
        return language.choose(format!("{who}。"), format!("{who}."));
    }
    let facts = facts.join(language.choose("，", ", "));
    language.choose(format!("{who}：{facts}。"), format!("{who}: {facts}."))
}

fn descent(parents: &Parents, language: Language) -> String {
    let names = listed(&parents.names, language);
    match parents.way {
        ParentWay::Biological => {
            language.choose(format!("{names}的亲生子女"), format!("child of {names}"))
        }
        ParentWay::Adopted => {
            language.choose(format!("由{names}收养"), format!("adopted by {names}"))
        }
        ParentWay::Foster => {
            language.choose(format!("由{names}家庭寄养"), format!("fostered by {names}"))
        }
        ParentWay::Kinship => {
            language.choose(format!("由亲属{names}照料"), format!("in the kinship care of {names}"))
        }
    }
}

fn bond(from: &str, to: &str, feeling: Feeling, language: Language) -> String {
    let both = pair(from, to, language);
    let (zh, en) = match feeling {
        Feeling::Close => ("关系亲密", "close"),
        Feeling::Fused => ("过度亲密（融合）", "fused"),
        Feeling::Distant => ("关系疏远", "distant"),
        Feeling::Conflict => ("有冲突", "in conflict"),
        Feeling::CutOff => ("断绝往来", "cut off from each other"),
        Feeling::Violence => {
            let (from, to) = (name(from, language), name(to, language));
            return language.choose(
                format!("{from}对{to}有暴力行为。"),
                format!("{from} is violent towards {to}."),
            );
        }
    };
    language.choose(format!("{both}：{zh}。"), format!("{both}: {en}."))
}

fn years(since: Option<u16>, until: Option<u16>, language: Language) -> String {
    match (since, until) {
        (None, None) => String::new(),
        (Some(since), None) => {
            language.choose(format!("（{since}年起）"), format!(" (since {since})"))
        }
        (None, Some(until)) => {
            language.choose(format!("（到{until}年）"), format!(" (until {until})"))
        }
        (Some(since), Some(until)) => {
            language.choose(format!("（{since}年至{until}年）"), format!(" ({since} to {until})"))
        }
    }
}

fn name(name: &str, language: Language) -> String {
    if name.is_empty() {
        language.choose("（没有名字）", "(no name)").to_owned()
    } else {
        name.to_owned()
    }
}

fn pair(a: &str, b: &str, language: Language) -> String {
    let (a, b) = (name(a, language), name(b, language));
    language.choose(format!("{a}与{b}"), format!("{a} and {b}"))
}

fn listed(names: &[String], language: Language) -> String {
    let names: Vec<String> = names.iter().map(|one| name(one, language)).collect();
    match names.as_slice() {
        [a, b] if language == Language::En => format!("{a} and {b}"),
        all => all.join(language.comma()),
    }
}

fn sex_word(sex: Sex, language: Language) -> String {
    language.sex(sex).to_owned()
}

fn arrival_word(arrival: Arrival, language: Language) -> &'static str {
    match arrival {
        Arrival::Born => language.choose("出生", "born"),
        Arrival::Expected => language.choose("怀孕中", "expected"),
        Arrival::Miscarried => language.choose("流产", "miscarried"),
        Arrival::Ended => language.choose("人工流产", "pregnancy ended"),
        Arrival::Stillborn => language.choose("死产", "stillborn"),
    }
}

fn system_word(kind: SystemKind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        SystemKind::School => ("学校", "school"),
        SystemKind::Committee => ("村（居）委会", "village or residents’ committee"),
        SystemKind::Hospital => ("医疗", "health care"),
        SystemKind::Relatives => ("亲戚", "relatives"),
        SystemKind::Neighbours => ("邻里", "neighbours"),
        SystemKind::Friends => ("朋友", "friends"),
        SystemKind::Work => ("工作单位", "work"),
        SystemKind::Station => ("社工站", "social work"),
        SystemKind::Government => ("政府部门", "government"),
        SystemKind::Justice => ("公安、司法", "police and courts"),
        SystemKind::Organisation => ("社会组织", "social organisation"),
        SystemKind::Faith => ("宗教团体", "faith community"),
        SystemKind::Other => ("其他", "other"),
    };
    language.choose(zh, en)
}
