//! Kinds of record of the whole case, beside those of [`RecordKind`] itself. The numbers are part of the
//! format: never changed, never used again (`crates/decisions/0020-whole-case-records.md`).

use crate::fields::RecordKind;

/// A goal 服务目标, edited field by field.
pub const GOAL: RecordKind = RecordKind(20);
/// An assessment 预估: one signed note.
pub const ASSESSMENT: RecordKind = RecordKind(21);
/// An agreed plan 服务计划: one signed note.
pub const PLAN: RecordKind = RecordKind(22);
/// A session 会谈: one signed note.
pub const SESSION: RecordKind = RecordKind(23);
/// A family meeting 家庭会议: one signed note.
pub const FAMILY_MEETING: RecordKind = RecordKind(24);
/// A referral 转介: one signed note, and its answer, edited.
pub const REFERRAL: RecordKind = RecordKind(25);
/// An evaluation 评估: one signed note.
pub const EVALUATION: RecordKind = RecordKind(26);
/// A closure 结案: one signed note.
pub const CLOSURE: RecordKind = RecordKind(27);
/// A step back to an earlier stage, or the reopening of a closed case: one signed note.
pub const STEP_BACK: RecordKind = RecordKind(28);
/// A crisis 危机: its opening, a signed note, and what was done since, each a change of its own.
pub const CRISIS: RecordKind = RecordKind(29);
