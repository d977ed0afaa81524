//! A measured figure beside its floor and its target, and the table of them all.

use std::fmt;

use serde::{Serialize, Serializer};

/// What a figure has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// At most so many times the floor.
    TimesFloor(f64),
    /// At most so much, in the figure's unit.
    AtMost(f64),
    /// At least so much, in the figure's unit.
    AtLeast(f64),
}

impl fmt::Display for Target {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimesFloor(most) => write!(to, "≤ {most:.1} ×"),
            Self::AtMost(most) => write!(to, "≤ {most}"),
            Self::AtLeast(least) => write!(to, "≥ {least:.1}"),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A measured figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// What it came to.
    pub value: f64,
    /// In which unit value and floor are.
    pub unit: &'static str,
    /// What the floor came to in the same run.
    pub floor: f64,
    /// Value over floor.
    pub ratio: f64,
    /// What the floor is.
    pub against: String,
    /// What is wanted.
    pub target: Target,
    /// Whether it is so.
    pub meets: bool,
}

impl Figure {
    /// A figure and its floor, both in `unit`.
    pub fn new(
        name: impl Into<String>,
        (value, floor, unit): (f64, f64, &'static str),
        against: impl Into<String>,
        target: Target,
    ) -> Self {
        let ratio = value / floor;
        let meets = match target {
            Target::TimesFloor(most) => ratio <= most,
            Target::AtMost(most) => value <= most,
            Target::AtLeast(least) => value >= least,
        };
        Self {
            name: name.into(),
            value,
            unit,
            floor,
            ratio,
            against: against.into(),
            target,
            meets,
        }
    }

    fn cells(&self) -> [String; 6] {
        [
            self.name.clone(),
            format!("{} {}", shown(self.value), self.unit),
            format!("{} {}", shown(self.floor), self.unit),
            shown(self.ratio),
            self.target.to_string(),
            if self.meets { "met" } else { "missed" }.to_owned(),
        ]
    }
}

/// Three digits that count, and no more.
fn shown(number: f64) -> String {
    let size = number.abs();
    if size >= 100.0 {
        format!("{number:.0}")
    } else if size >= 10.0 {
        format!("{number:.1}")
    } else if size >= 0.095 {
        format!("{number:.2}")
    } else {
        format!("{number:.4}")
    }
}

const HEAD: [&str; 6] = ["figure", "measured", "floor", "ratio", "target", ""];

/// The figures as a table for a terminal, what each floor is below it.
pub fn table(figures: &[Figure]) -> String {
    let rows: Vec<[String; 6]> =
        std::iter::once(HEAD.map(str::to_owned)).chain(figures.iter().map(Figure::cells)).collect();
    let widths = HEAD.iter().enumerate().map(|(at, _)| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    });
    let widths: Vec<usize> = widths.collect();
    let mut table = String::new();
    for row in &rows {
        table.push_str(&line(row, &widths));
    }
    table.push_str("\nfloors\n");
    for figure in figures {
        table.push_str(&format!("  {}: {}\n", figure.name, figure.against));
    }
    table
}

/// Words to the left, numbers to the right.
fn line(row: &[String; 6], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(at, (cell, &width))| {
        if at == 0 || at == 5 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    });
    let line = cells.collect::<Vec<_>>().join("  ");
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn save(value: f64) -> Figure {
        Figure::new("save", (value, 0.5, "ms"), "a bare transaction", Target::TimesFloor(2.0))
    }

    #[test]
    fn a_ratio_is_value_over_floor_and_its_bound_is_kept() {
        assert!((save(0.9).ratio - 1.8).abs() < 1e-9);
        assert!(save(0.9).meets);
        assert!(save(1.0).meets, "the bound itself is met");
        assert!(!save(1.01).meets);
    }

    #[test]
    fn bounds_of_the_value_itself_do_not_look_at_the_floor() {
        let figure = |value, target| Figure::new("f", (value, 1000.0, "ms"), "", target).meets;
        assert!(figure(2.0, Target::AtMost(2.0)) && !figure(2.1, Target::AtMost(2.0)));
        assert!(figure(1.0, Target::AtLeast(1.0)) && !figure(0.999, Target::AtLeast(1.0)));
    }

    #[test]
    fn what_could_not_be_measured_is_not_met() {
        let figure = Figure::new("f", (f64::NAN, 1.0, "ms"), "", Target::TimesFloor(2.0));
        assert!(!figure.meets);
    }

    #[test]
    fn numbers_are_shown_as_far_as_they_count() {
        let cases = [(1234.4, "1234"), (12.34, "12.3"), (1.234, "1.23"), (0.0012, "0.0012")];
        for (number, text) in cases {
            assert_eq!(shown(number), text);
        }
    }

    #[test]
    fn the_table_lines_up_and_names_what_is_missed() {
        let table = table(&[save(0.9), save(1.5)]);
        assert_eq!(
            table,
            "figure  measured    floor  ratio   target\n\
             save     0.90 ms  0.50 ms   1.80  ≤ 2.0 ×  met\n\
             save     1.50 ms  0.50 ms   3.00  ≤ 2.0 ×  missed\n\
             \nfloors\n  save: a bare transaction\n  save: a bare transaction\n"
        );
    }

    #[test]
    fn the_file_has_every_part_of_a_figure() {
        let json = serde_json::to_value(save(0.9)).unwrap();
        for part in ["name", "value", "unit", "floor", "ratio", "against", "target", "meets"] {
            assert!(!json[part].is_null(), "{part}");
        }
        assert_eq!(json["target"], "≤ 2.0 ×");
        assert_eq!(json["meets"], true);
    }
}
