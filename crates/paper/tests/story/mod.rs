//! An invented visit, in both languages.
#![allow(dead_code, reason = "each test file uses a part")]

use casework::action::ActionState;
use casework::category::{Category, Group};
use casework::need::Need;
use casework::risk::RiskLevel;
use casework::sex::Sex;
use casework::visit::{NextVisit, VisitKind};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use image::{ImageFormat, Rgb, RgbImage};
use paper::{ActionLine, AddendumEntry, ClientLine, Language, Photo, VisitReport};
use std::io::Cursor;
use std::sync::OnceLock;

pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

pub fn local(month: u32, d: u32, hour: u32, minute: u32) -> NaiveDateTime {
    day(month, d).and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

pub fn zoned(month: u32, d: u32, hour: u32, minute: u32) -> DateTime<FixedOffset> {
    let china = FixedOffset::east_opt(8 * 3600).unwrap();
    china.from_local_datetime(&local(month, d, hour, minute)).unwrap()
}

/// A picture with something to see in it: a window over a table.
pub fn picture(width: u32, height: u32) -> Vec<u8> {
    let shade = |x: u32, y: u32| {
        let (across, down) = (x * 100 / width, y * 100 / height);
        let window = (30..70).contains(&across) && (15..55).contains(&down);
        let bar = (48..52).contains(&across) || (33..36).contains(&down);
        match (window, bar, down > 75) {
            (true, false, _) => 235,
            (_, _, true) => 90,
            _ => 150 + u8::try_from(across / 2).unwrap(),
        }
    };
    let drawn = RgbImage::from_fn(width, height, |x, y| {
        let s = shade(x, y);
        Rgb([s, s.saturating_sub(8), s.saturating_sub(24)])
    });
    let mut bytes = Cursor::new(Vec::new());
    drawn.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn wide() -> Vec<u8> {
    static WIDE: OnceLock<Vec<u8>> = OnceLock::new();
    WIDE.get_or_init(|| picture(800, 600)).clone()
}

fn tall() -> Vec<u8> {
    static TALL: OnceLock<Vec<u8>> = OnceLock::new();
    TALL.get_or_init(|| picture(600, 800)).clone()
}

fn action(what: &str, owner: &str, due: Option<NaiveDate>, state: ActionState) -> ActionLine {
    ActionLine { what: what.into(), owner: owner.into(), due, state }
}

pub fn zh() -> VisitReport {
    VisitReport {
        language: Language::Zh,
        station: "青禾县暖阳社会工作服务站".into(),
        case_number: "QH-2026-0017".into(),
        client: ClientLine {
            name: "陈小米".into(),
            sex: Some(Sex::Female),
            age: Some(13),
            group: Group::Child,
            categories: vec![Category::PovertyChild, Category::GuardianshipChild],
        },
        risk: Some(RiskLevel::High),
        kind: VisitKind::Planned,
        started_at: local(3, 14, 15, 10),
        ended_at: Some(local(3, 14, 16, 40)),
        place: "".into(),
        present: vec!["陈小米".into(), "陈国庆（父亲）".into(), "王秀兰（母亲）".into(), "李𬎆（儿童主任）".into()],
        nobody_home: false,
        observations: "进门时，小米正在灶台边热饭，刘海儿仍遮住半张脸，左脸的红肿已经消退，颧骨处留有约2厘米的淡青色痕迹。她说：“阿姨，我这几天没有哭。”说话时看着地面，手一直捏着衣角。\n父亲坐在里屋床上，右侧髋部疼痛，下床须扶墙；床头有布洛芬一盒（剩余6粒）、县医院3月10日的复诊单，单上写着“股骨头坏死（Ⅲ期），建议住院”——他说没有钱，不去。谈到上周打孩子的事，他沉默了一会儿，说：“那天她顶嘴，我火一上来就……打了，打完我也后悔。”\n母亲全程很少说话，问到家里的开支时，说低保每月1,280元，药费约600元，小米的伙食费拖了两个月。冰箱里有鸡蛋、白菜和半袋面粉。小米的作业本摆在饭桌上，近两周的语文作业都有老师批改，最近一次得“优”。\n小米给社工看了她发给同学的消息：“没事了，我爸今天给我煮了面😊”。".into(),
        judgement: "再次受暴的风险仍然较高：父亲的疼痛和经济压力没有缓解，他承认打人是错的，但还没有控制情绪的办法。母亲愿意站在孩子一边，只是在家里说不上话，需要有人先和她单独谈。\n小米开始愿意说话，愿意给社工看自己的手机，这是好的变化。她的自我评价很低，宜尽快安排一对一会谈，并请学校心理老师配合。".into(),
        needs: vec![Need::Safety, Need::Guardianship, Need::MentalHealth, Need::Medical],
        actions: vec![
            action("联系县医院社工部，问清住院押金能否减免，并代约骨科复诊", "周敏（社工）", Some(day(3, 17)), ActionState::Done),
            action("把伙食费的情况报给学校，申请困难学生补助；王秀兰带户口本和低保证到校办手续", "王秀兰、班主任刘老师", Some(day(3, 20)), ActionState::Open),
            action("一周内不单独留小米和父亲在家过夜；如再起冲突，小米先到李主任家，再给社工打电话", "李𬎆（儿童主任）", None, ActionState::Open),
        ],
        next: Some(NextVisit { on: Some(day(3, 21)), purpose: "看伤痕恢复和住院的进展，与王秀兰单独会谈。".into() }),
        photos: vec![
            Photo { caption: "床头的药盒和复诊单（征得父亲同意拍摄）".into(), taken_at: Some(local(3, 14, 15, 32)), added_at: zoned(3, 14, 17, 58), image: Some(wide()) },
            Photo { caption: "小米画的“我的家”".into(), taken_at: None, added_at: zoned(3, 14, 17, 59), image: Some(tall()) },
        ],
        addenda: vec![AddendumEntry {
            author: "周敏".into(),
            signed_at: zoned(3, 15, 9, 12),
            text: "更正：复诊单的日期是3月9日，不是3月10日。另，县医院社工部今早回电，押金可以减到2,000元。".into(),
        }],
        author: "周敏".into(),
        signed_at: zoned(3, 14, 18, 22),
        countersigned: None,
        verification_code: "7K3M-92QX-4D".into(),
        withheld_from: vec!["陈国庆（父亲）".into()],
        printed_at: zoned(3, 16, 8, 45),
        printed_by: "周敏".into(),
    }
}

/// When a supervisor approved it, where one did.
pub fn approved_at() -> chrono::DateTime<chrono::FixedOffset> {
    zoned(3, 16, 8, 30)
}

pub fn en() -> VisitReport {
    VisitReport {
        language: Language::En,
        station: "Nuanyang Social Work Station, Qinghe County".into(),
        present: vec!["Chen Xiaomi".into(), "Chen Guoqing (father)".into(), "Wang Xiulan (mother)".into()],
        place: "Their home, 3 Lane Two, Zhangjia village; later the yard".into(),
        observations: "Xiaomi was heating rice at the stove when I came in. Her fringe still covers half her face; the swelling on the left cheek has gone and a faint mark of about 2 cm is left on the cheekbone. She said, “I haven’t cried these days, auntie,” and kept her eyes on the floor.\nHer father was on the bed in the back room. His right hip hurts and he holds the wall when he gets up. Beside the bed: a box of ibuprofen with six tablets left and a follow-up slip of 10 March that advises admission. He says there is no money for it. About last week he said: “She answered back and I lost my temper… I was sorry straight afterwards.”".into(),
        judgement: "The risk of further violence is still high: neither the pain nor the money worries have eased, and although he calls the beating wrong he has no way yet of keeping his temper. Her mother is willing to stand by her but has little say at home; she should be seen alone first.".into(),
        actions: vec![
            action("Ask the hospital’s social work office whether the deposit can be waived, and book the follow-up", "Zhou Min (worker)", Some(day(3, 17)), ActionState::Done),
            action("Apply for the hardship grant at school; Wang Xiulan brings the household register", "Wang Xiulan, Ms Liu", Some(day(3, 20)), ActionState::Open),
        ],
        next: Some(NextVisit { on: Some(day(3, 21)), purpose: "See how the mark heals and how the admission stands; talk with Wang Xiulan alone.".into() }),
        addenda: vec![AddendumEntry { author: "Zhou Min".into(), signed_at: zoned(3, 15, 9, 12), text: "Correction: the follow-up slip is dated 9 March, not 10 March.".into() }],
        client: ClientLine { name: "Chen Xiaomi (陈小米)".into(), ..zh().client },
        author: "Zhou Min".into(),
        printed_by: "Zhou Min".into(),
        withheld_from: Vec::new(),
        photos: vec![Photo { caption: "The box of tablets and the slip".into(), taken_at: Some(local(3, 14, 15, 32)), added_at: zoned(3, 14, 17, 58), image: None }],
        ..zh()
    }
}
