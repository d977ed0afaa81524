//! The scales that a station has: those that come with the program, and its own beside or instead of them.

use super::{SHIPPED, Scale, ScaleError};

/// A file of the station that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What the file is called.
    pub file: String,
    /// Why.
    pub why: NotUsed,
}

/// Why a file is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUsed {
    /// It is no scale.
    #[error(transparent)]
    NoScale(#[from] ScaleError),
    /// Another file of the station holds this scale.
    #[error("`{id}` is in another file already")]
    Twice {
        /// Which scale.
        id: String,
    },
    /// It holds a scale that comes with the program, and its version is not raised: its results could not be
    /// told from those of the other.
    #[error(
        "`{id}` comes with the program in version {shipped}: this file must have a greater one"
    )]
    NotNewer {
        /// Which scale.
        id: String,
        /// The version that comes with the program.
        shipped: u32,
    },
}

/// The scales of a station, in the order in which they are offered, and its files that are not used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Those that may be taken.
    pub scales: Vec<Scale>,
    /// Files that are not used. What comes with the program stands in for them.
    pub refused: Vec<Refused>,
}

impl Shelf {
    /// The shelf with the station's own files, each with what it is called.
    #[must_use]
    pub fn of<'a>(own: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let shipped: Vec<Scale> =
            SHIPPED.iter().filter_map(|file| Scale::parse(file).ok()).collect();
        let mut shelf = Self { scales: shipped.clone(), refused: Vec::new() };
        let mut taken: Vec<String> = Vec::new();
        for (file, text) in own {
            match own_scale(text, &shipped, &taken) {
                Ok(scale) => {
                    taken.push(scale.id.clone());
                    shelf.put(scale);
                }
                Err(why) => shelf.refused.push(Refused { file: file.to_owned(), why }),
            }
        }
        shelf
    }

    /// The scale of this identity.
    #[must_use]
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    fn put(&mut self, scale: Scale) {
        match self.scales.iter_mut().find(|there| there.id == scale.id) {
            Some(there) => *there = scale,
            None => self.scales.push(scale),
        }
    }
}

fn own_scale(text: &str, shipped: &[Scale], taken: &[String]) -> Result<Scale, NotUsed> {
    let scale = Scale::parse(text)?;
    if taken.contains(&scale.id) {
        return Err(NotUsed::Twice { id: scale.id });
    }
    match shipped.iter().find(|shipped| shipped.id == scale.id) {
        Some(shipped) if scale.version <= shipped.version => {
            Err(NotUsed::NotNewer { id: scale.id, shipped: shipped.version })
        }
        _ => Ok(scale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phq9(id: &str, version: u32) -> String {
        SHIPPED[3].replacen("id = \"phq9\"", &format!("id = \"{id}\""), 1).replacen(
            "version = 1",
            &format!("version = {version}"),
            1,
        )
    }

    #[test]
    fn all_that_is_shipped_is_there_without_files() {
        let shelf = Shelf::of([]);
        assert_eq!(shelf.scales.len(), SHIPPED.len());
        assert_eq!(shelf.refused, []);
    }

    #[test]
    fn an_own_scale_stands_beside_and_a_newer_one_instead() {
        let (own, newer) = (phq9("ours", 1), phq9("phq9", 2));
        let shelf = Shelf::of([("ours.toml", own.as_str()), ("phq9.toml", newer.as_str())]);
        assert_eq!(shelf.scales.len(), SHIPPED.len() + 1);
        assert_eq!(shelf.scale("phq9").unwrap().version, 2);
        assert_eq!(shelf.scales.last().unwrap().id, "ours");
        assert_eq!(shelf.refused, []);
    }

    #[test]
    fn a_file_that_is_not_used_is_named_and_hides_nothing() {
        let (same, own) = (phq9("phq9", 1), phq9("ours", 1));
        let files = [
            ("same.toml", same.as_str()),
            ("broken.toml", "id = \"phq9\""),
            ("one.toml", own.as_str()),
            ("two.toml", own.as_str()),
        ];
        let shelf = Shelf::of(files);
        assert_eq!(shelf.scale("phq9").unwrap().version, 1);
        let told: Vec<_> = shelf.refused.iter().map(|refused| refused.file.as_str()).collect();
        assert_eq!(told, ["same.toml", "broken.toml", "two.toml"]);
        assert_eq!(shelf.refused[0].why, NotUsed::NotNewer { id: "phq9".into(), shipped: 1 });
        assert!(matches!(shelf.refused[1].why, NotUsed::NoScale(_)));
        assert_eq!(shelf.refused[2].why, NotUsed::Twice { id: "ours".into() });
    }
}
