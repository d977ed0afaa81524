//! What the generator chooses from: names, places and phrases. The format is in
//! `assets/sample/README.md`.

use super::error::SampleError;
use casework::case::GroundKind;
use casework::category::{Category, Group};
use casework::member::Relation;
use casework::need::Need;
use casework::risk::RiskLevel;
use serde::Deserialize;

/// The lists of the generator, checked: none that is always needed is empty.
///
/// In phrases `{name}` stands for what the worker calls the client, `{kin}` for the person who is
/// closest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// Fewest and most visits of a case.
    pub visits_per_case: [u32; 2],
    pub(super) surnames: Vec<String>,
    pub(super) villages: Vec<String>,
    pub(super) child: GroupLists,
    pub(super) elder: GroupLists,
}

/// The lists of children or of older people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupLists {
    pub male: Given,
    pub female: Given,
    pub school_or_work: Vec<WorkLists>,
    pub health: Vec<String>,
    pub remarks: Vec<String>,
    pub consent: Consent,
    pub categories: Vec<CategoryLists>,
    pub risks: Vec<RiskLists>,
    pub arrivals: Vec<String>,
    pub calls: Vec<String>,
    pub nobody_home: Vec<String>,
    pub facts: Vec<FactLists>,
    pub judgements: Vec<String>,
    pub actions: Vec<ActionLists>,
    pub purposes: Vec<String>,
}

/// Characters of given names: one of each, or one of the second alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    pub first: String,
    pub second: String,
}

/// Schools or trades of people of an age.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkLists {
    /// Youngest and oldest, in years.
    pub ages: [u32; 2],
    /// Of men or of women alone.
    pub male: Option<bool>,
    pub texts: Vec<String>,
}

/// On what the work rests.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Consent {
    pub kind: GroundKind,
    pub by: String,
    pub scope: String,
}

/// What goes with a category.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CategoryLists {
    pub category: Category,
    /// How often, beside the other categories.
    pub weight: u32,
    /// Youngest and oldest, in years.
    pub ages: [u32; 2],
    pub needs: Vec<Need>,
    pub reasons: Vec<String>,
    pub facts: Vec<String>,
    /// Households to choose from; the first of each is closest to the client.
    pub households: Vec<Vec<Kin>>,
}

/// A person of a household.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kin {
    pub relation: Relation,
    /// How phrases call the person: 奶奶, 女儿.
    pub word: String,
    /// Needless where it is the other sex than the client's.
    pub male: Option<bool>,
    /// Bears the family's name: a child's own, or a man's.
    #[serde(default)]
    pub same_surname: bool,
    #[serde(default)]
    pub lives_with: bool,
    #[serde(default)]
    pub guardian: bool,
    pub remarks: Vec<String>,
}

/// Reasons of a level of risk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RiskLists {
    pub level: RiskLevel,
    pub reasons: Vec<String>,
}

/// Observations about one need.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactLists {
    pub need: Need,
    /// Youngest and oldest of whom it is said, in years; everybody without.
    pub ages: Option<[u32; 2]>,
    pub texts: Vec<String>,
}

/// An action, and how it may turn out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionLists {
    pub need: Need,
    pub what: String,
    pub owner: String,
    /// Days until it is due.
    pub days: u32,
    pub outcome: String,
}

impl Lists {
    /// Reads and checks the lists.
    ///
    /// # Errors
    /// [`SampleError::Syntax`] with the line, [`SampleError::EmptyList`].
    pub fn parse(text: &str) -> Result<Self, SampleError> {
        let lists: Self =
            toml::from_str(text).map_err(|error| SampleError::syntax(text, &error))?;
        let common =
            [("surnames", lists.surnames.is_empty()), ("villages", lists.villages.is_empty())];
        let child = lists.child.empty();
        let mut all = common.into_iter().chain(child).chain(lists.elder.empty());
        match all.find(|(_, empty)| *empty) {
            Some((list, _)) => Err(SampleError::EmptyList { list }),
            None => Ok(lists),
        }
    }

    /// The lists of a group.
    pub(super) fn of(&self, group: Group) -> &GroupLists {
        match group {
            Group::Child => &self.child,
            Group::Elder => &self.elder,
        }
    }
}

impl GroupLists {
    /// The lists without which no case can be made, and whether each is empty.
    fn empty(&self) -> [(&'static str, bool); 9] {
        let household =
            |c: &CategoryLists| c.households.iter().any(Vec::is_empty) || c.households.is_empty();
        [
            ("given names", self.male.second.is_empty() || self.female.second.is_empty()),
            ("categories", self.categories.iter().all(|c| c.weight == 0)),
            ("reasons", self.categories.iter().any(|c| c.reasons.is_empty())),
            ("households", self.categories.iter().any(household)),
            ("arrivals", self.arrivals.is_empty()),
            ("calls", self.calls.is_empty()),
            ("nobody_home", self.nobody_home.is_empty()),
            ("facts", self.facts.is_empty()),
            ("judgements", self.judgements.is_empty()),
        ]
    }
}
