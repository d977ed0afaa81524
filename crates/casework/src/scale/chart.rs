//! Scales over time, as lines of a chart.

use super::Taken;
use crate::words::Words;
use chrono::NaiveDate;
use serde::Serialize;

/// One line of a chart: the results of one version of one scale. What another version measured is another
/// line, for the two cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Line {
    /// Which scale.
    pub scale: String,
    /// Which version of its file.
    pub version: u32,
    /// What it was called when it was taken last.
    pub name: Words,
    /// Most points there are: the upper end of the axis.
    pub highest: u16,
    /// The results, oldest first.
    pub points: Vec<Point>,
}

/// A point of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Point {
    /// The day.
    pub on: NaiveDate,
    /// The score; none where a finding decided alone.
    pub score: Option<u16>,
    /// The result.
    pub band: String,
    /// What the result was called.
    pub band_name: Words,
}

/// The lines of what was taken, by scale and version; within a line by day, and within a day as given.
#[must_use]
pub fn lines<'a>(taken: impl IntoIterator<Item = &'a Taken>) -> Vec<Line> {
    let mut taken: Vec<&Taken> = taken.into_iter().collect();
    // Stable: two of one day stay in their order.
    taken.sort_by(|a, b| (&a.scale, a.version, a.on).cmp(&(&b.scale, b.version, b.on)));
    let same = |a: &&Taken, b: &&Taken| (&a.scale, a.version) == (&b.scale, b.version);
    taken.chunk_by(same).filter_map(line).collect()
}

fn line(taken: &[&Taken]) -> Option<Line> {
    let last = taken.last()?;
    let point = |taken: &&Taken| Point {
        on: taken.on,
        score: taken.score,
        band: taken.band.clone(),
        band_name: taken.band_name.clone(),
    };
    Some(Line {
        scale: last.scale.clone(),
        version: last.version,
        name: last.name.clone(),
        highest: last.highest,
        points: taken.iter().map(point).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::Answers;
    use proptest::prelude::*;

    fn taken(scale: &str, version: u32, day: u32, score: u16) -> Taken {
        let words = |text: &str| Words { zh: text.into(), en: text.into() };
        Taken {
            scale: scale.into(),
            version,
            name: words(scale),
            on: NaiveDate::from_ymd_opt(2026, 3, day).unwrap(),
            answers: Answers::default(),
            score: Some(score),
            highest: 27,
            band: "mild".into(),
            band_name: words("mild"),
            changed_by: vec![],
            asks_crisis: false,
        }
    }

    #[test]
    fn a_line_goes_by_day_and_versions_are_not_joined() {
        let all = [
            taken("phq9", 1, 20, 8),
            taken("phq9", 2, 25, 3),
            taken("gad7", 1, 3, 6),
            taken("phq9", 1, 4, 17),
            taken("phq9", 1, 20, 9),
        ];
        let lines = lines(&all);
        let told: Vec<_> = lines
            .iter()
            .map(|line| {
                let scores: Vec<_> = line.points.iter().filter_map(|point| point.score).collect();
                (line.scale.as_str(), line.version, scores)
            })
            .collect();
        let expected = [("gad7", 1, vec![6]), ("phq9", 1, vec![17, 8, 9]), ("phq9", 2, vec![3])];
        assert_eq!(told, expected);
    }

    #[test]
    fn nothing_taken_is_no_line() {
        assert_eq!(lines(&[]), []);
    }

    proptest! {
        #[test]
        fn every_result_is_a_point_of_one_line(
            all in prop::collection::vec((0..3_usize, 1..4_u32, 1..29_u32, 0..28_u16), 0..40)
        ) {
            let all: Vec<_> = (all.into_iter())
                .map(|(s, v, d, p)| taken(["phq9", "gad7", "gds15"][s], v, d, p))
                .collect();
            let lines = lines(&all);
            let points: usize = lines.iter().map(|line| line.points.len()).sum();
            prop_assert_eq!(points, all.len());
            for line in &lines {
                prop_assert!(line.points.is_sorted_by_key(|point| point.on));
                let of_line = (all.iter())
                    .filter(|taken| (&taken.scale, taken.version) == (&line.scale, line.version));
                prop_assert_eq!(of_line.count(), line.points.len());
            }
        }
    }
}
