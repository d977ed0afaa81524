//! What must hold of a person around the client before it is kept.

use super::Member;
use crate::limits::MAX_FIELD_CHARS;
use crate::name::{self, NameError};
use crate::phone::{self, PhoneError};
use crate::problem::Problem;
use crate::text::{self, TextError};

/// One thing that is wrong with a member of the household: the field, and what is the matter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemberError {
    /// The name, or how the family calls the person.
    #[error("name: {0}")]
    Name(NameError),
    /// The telephone number.
    #[error("telephone: {0}")]
    Phone(PhoneError),
    /// Remarks.
    #[error("remarks: {0}")]
    Remarks(TextError),
    /// Why the file is withheld from the person. Needed where it is.
    #[error("reason for withholding: {0}")]
    WithheldReason(TextError),
}

impl MemberError {
    /// The problem as screens translate it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Name(wrong) => Problem::of("name", wrong),
            Self::Phone(wrong) => Problem::of("phone", wrong),
            Self::Remarks(wrong) => Problem::of("remarks", wrong),
            Self::WithheldReason(wrong) => Problem::of("withheld_reason", wrong),
        }
    }
}

/// The member as it is kept: texts cleaned. The reason for withholding goes when nothing is
/// withheld any more; it stays in the record's history.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(member: &Member) -> Result<Member, Vec<MemberError>> {
    let mut errors = Vec::new();
    let name = name::check(&member.name).map_err(MemberError::Name);
    let phone = match member.phone.trim() {
        "" => Ok(String::new()),
        typed => phone::check(typed).map_err(MemberError::Phone),
    };
    let remarks = text::check(&member.remarks, MAX_FIELD_CHARS).map_err(MemberError::Remarks);
    let withheld_reason = if member.withheld {
        text::check_some(&member.withheld_reason, MAX_FIELD_CHARS)
            .map_err(MemberError::WithheldReason)
    } else {
        Ok(String::new())
    };
    let mut kept = |field: Result<String, MemberError>| match field {
        Ok(text) => text.trim().to_owned(),
        Err(error) => {
            errors.push(error);
            String::new()
        }
    };
    let checked = Member {
        name: kept(name),
        relation: member.relation,
        lives_with: member.lives_with,
        guardian: member.guardian,
        phone: kept(phone),
        remarks: kept(remarks),
        withheld: member.withheld,
        withheld_reason: kept(withheld_reason),
    };
    if errors.is_empty() { Ok(checked) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::Relation;

    fn father() -> Member {
        Member {
            name: "李志强".into(),
            relation: Relation::Father,
            lives_with: true,
            guardian: true,
            phone: "13812345678".into(),
            remarks: "双侧股骨头坏死，在家养病。".into(),
            withheld: true,
            withheld_reason: "曾动手打孩子。".into(),
        }
    }

    #[test]
    fn a_clean_member_stays_as_it_is() {
        assert_eq!(check(&father()), Ok(father()));
    }

    #[test]
    fn withholding_needs_a_reason() {
        let without = Member { withheld_reason: " \n".into(), ..father() };
        assert_eq!(check(&without), Err(vec![MemberError::WithheldReason(TextError::Empty)]));
    }

    #[test]
    fn the_reason_goes_when_nothing_is_withheld() {
        let open = check(&Member { withheld: false, ..father() }).unwrap();
        assert_eq!(open.withheld_reason, "");
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let wrong = Member {
            name: "\u{200b}".into(),
            phone: "问村委会".into(),
            remarks: "长".repeat(2_001),
            ..father()
        };
        let expected = vec![
            MemberError::Name(NameError::Empty),
            MemberError::Phone(PhoneError::Character { found: '问' }),
            MemberError::Remarks(TextError::TooLong { limit: 2_000, length: 2_001 }),
        ];
        let errors = check(&wrong).unwrap_err();
        assert_eq!(errors, expected);
        let fields: Vec<_> = errors.iter().map(|error| error.problem().field).collect();
        assert_eq!(fields, ["name", "phone", "remarks"]);
    }

    #[test]
    fn a_member_needs_no_telephone() {
        assert_eq!(check(&Member { phone: "  ".into(), ..father() }).unwrap().phone, "");
    }
}
