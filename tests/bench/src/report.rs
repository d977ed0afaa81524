//! The visit report with a photo, beside the same words and picture through bare printpdf.

mod bare_page;

use casework::action::ActionState;
use casework::category::{Category, Group};
use casework::risk::RiskLevel;
use casework::sex::Sex;
use casework::visit::VisitNote;
use paper::{ActionLine, ClientLine, Fonts, Language, Photo, VisitReport, visit_report};

use crate::caseload::Caseload;
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};
use crate::writer::Writer;
use bare_page::{BareFonts, Words};

const PHOTO: &[u8] = include_bytes!("../../../assets/sample/photos/dish.jpg");

/// Measures the time of a page with a photo and the size of one without, `rounds` pages.
///
/// # Errors
/// When a page cannot be printed.
pub fn measure(caseload: &Caseload, rounds: usize) -> anyhow::Result<Vec<Figure>> {
    let vault = caseload.open()?;
    let mut writer = Writer::new(caseload.made_at())?;
    let Some(case) = caseload.tale()?.cases().next() else { anyhow::bail!("no case") };
    let fonts = Fonts::shared()?;
    let bare_fonts = BareFonts::load()?;
    let (mut ours, mut bare) = (Times::default(), Times::default());
    let (mut size, mut bare_size) = (0, 0);
    for _ in 0..=rounds {
        let (_, note) = writer.note(case.case_id, case.client_id, vault.identity());
        let report = report(note, &vault.identity().station);
        let words = words(&report);
        ours.time(|| visit_report(&report, fonts))?;
        bare.time(|| bare_page::print(&words, Some(PHOTO), &bare_fonts))?;
        let plain = VisitReport { photos: Vec::new(), ..report };
        size = size.max(visit_report(&plain, fonts)?.len());
        bare_size = bare_size.max(bare_page::print(&words, None, &bare_fonts)?.len());
    }
    Ok(vec![
        Figure::new(
            "visit report with photo",
            (ms(ours.median()?), ms(bare.median()?), "ms"),
            "bare printpdf of the same words, fonts and photo",
            Target::TimesFloor(1.3),
        ),
        Figure::new(
            "its file without the photo",
            (size as f64 / 1000.0, bare_size as f64 / 1000.0, "kB"),
            "bare printpdf of the same words",
            Target::AtMost(300.0),
        ),
    ])
}

fn report(note: VisitNote, station: &str) -> VisitReport {
    let form = note.form;
    VisitReport {
        language: Language::Zh,
        station: station.to_owned(),
        case_number: "XY-2026-0017".to_owned(),
        client: ClientLine {
            name: "陈小米".to_owned(),
            sex: Some(Sex::Female),
            age: Some(13),
            group: Group::Child,
            categories: vec![Category::PovertyChild],
        },
        risk: Some(RiskLevel::High),
        kind: form.kind.unwrap_or(casework::visit::VisitKind::Planned),
        started_at: form.started_at.unwrap_or_default(),
        ended_at: form.ended_at,
        place: form.place,
        present: form.present.into_iter().map(|present| present.name).collect(),
        nobody_home: false,
        observations: form.observations,
        judgement: form.judgement,
        needs: form.needs,
        actions: form
            .actions
            .into_iter()
            .map(|action| ActionLine {
                what: action.what,
                owner: action.owner,
                due: action.due,
                state: ActionState::Open,
            })
            .collect(),
        next: form.next,
        photos: vec![Photo {
            caption: "晚饭".to_owned(),
            taken_at: None,
            added_at: note.signed_at,
            image: Some(PHOTO.to_vec()),
        }],
        addenda: Vec::new(),
        author: note.author_name.clone(),
        signed_at: note.signed_at,
        countersigned: None,
        verification_code: "7K3M-92QX-4DAB".to_owned(),
        withheld_from: Vec::new(),
        printed_at: note.signed_at,
        printed_by: note.author_name,
    }
}

/// What the worker wrote and the headings over it: the page adds labels, rules and numbers to that.
fn words(report: &VisitReport) -> Words {
    let mut prose: Vec<&str> = vec![&report.case_number, &report.client.name, &report.station];
    prose.extend([report.observations.as_str(), &report.judgement, &report.author]);
    prose.extend(report.actions.iter().flat_map(|action| [action.what.as_str(), &action.owner]));
    prose.extend(report.next.iter().map(|next| next.purpose.as_str()));
    prose.extend(report.photos.iter().map(|photo| photo.caption.as_str()));
    let headings = ["家访记录", "时间", "方式", "地点", "在场", "观察", "判断", "约定", "照片"];
    Words {
        headings: headings.map(str::to_owned).into(),
        prose: prose.into_iter().map(str::to_owned).collect(),
    }
}
