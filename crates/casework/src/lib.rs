//! The domain of social casework: the people served, their cases, the visits paid to them, and the
//! rules that stations follow. Pure: no disk, no network, no clock. What time it is, and which ids
//! are new, is passed in.
//!
//! One module a noun. A record that people edit field by field ([`client`], [`member`], [`case`],
//! [`action`], [`goal`]) is projected from [`fields`]; a record that is signed as a whole ([`visit`],
//! [`session`], [`family_meeting`], [`assessment`], [`plan`], [`referral`], [`evaluation`], [`closure`]) is a
//! form that a check must accept first. Where a case stands ([`stage`]) and how a [`crisis`] stands follow
//! from their records alone.

pub mod access;
pub mod action;
pub mod addendum;
pub mod assessment;
pub mod attachment;
pub mod case;
pub mod category;
pub mod client;
pub mod closure;
pub mod crisis;
pub mod data_file;
pub mod drawing;
pub mod duplicate;
pub mod ecomap;
mod encounter;
pub mod evaluation;
pub mod family;
pub mod family_meeting;
pub mod fields;
pub mod genogram;
pub mod goal;
pub mod id;
pub mod id_number;
pub mod kind;
pub mod limits;
pub mod member;
pub mod name;
pub mod need;
pub mod phone;
pub mod plan;
pub mod problem;
pub mod referral;
pub mod review;
pub mod rhythm;
pub mod risk;
pub mod role;
pub mod same;
pub mod scale;
pub mod session;
pub mod sex;
pub mod signed;
pub mod stage;
pub mod text;
pub mod today;
pub mod visit;
pub mod words;
