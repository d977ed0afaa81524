//! A drawing as a short list of vector shapes, in units of its own, from the top left corner: the same list is
//! drawn on the screen and on paper. Every shape names what it belongs to, so that it can be clicked.
//!
//! There are four forms. A zigzag, a double line or an arrow is made of them here, so that screen and paper
//! need to know nothing of what they mean.

mod line;
mod outline;
mod text;

pub(crate) use line::{HEAD, arrow, bars, offset, resampled, shortened, zigzag};
pub(crate) use outline::outlines;
pub(crate) use text::{broken, width};

use crate::id::{KinId, SystemId, TieId};
use serde::Serialize;

/// A place, in units from the top left corner; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

impl Point {
    pub(crate) const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// The place as far on the way to another as `part` says, 0 being here and 1 there.
    pub(crate) fn towards(self, other: Self, part: f32) -> Self {
        Self::new(self.x + (other.x - self.x) * part, self.y + (other.y - self.y) * part)
    }

    pub(crate) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    pub(crate) fn moved(self, dx: f32, dy: f32) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }
}

/// A rectangle with sides along the edges of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    pub(crate) fn around(centre: Point, width: f32, height: f32) -> Self {
        let (x, y) = (width / 2.0, height / 2.0);
        Self { left: centre.x - x, top: centre.y - y, right: centre.x + x, bottom: centre.y + y }
    }

    pub(crate) fn contains(self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }

    pub(crate) fn wider(self, by: f32) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    pub(crate) fn corners(self) -> Vec<Point> {
        vec![
            Point::new(self.left, self.top),
            Point::new(self.right, self.top),
            Point::new(self.right, self.bottom),
            Point::new(self.left, self.bottom),
        ]
    }

    #[cfg(test)]
    pub(crate) fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// What a shape belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// A person.
    Kin(KinId),
    /// A tie between people, or between the family and a system.
    Tie(TieId),
    /// A system around the family.
    System(SystemId),
    /// The drawing itself.
    Drawing,
}

/// What a shape is part of: what screens choose colours and sentences by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The sign of a person or a system.
    Symbol,
    /// The cross of a person who died.
    Death,
    /// Name, years, age.
    Label,
    /// The line between partners, and its strokes of parting.
    Couple,
    /// From parents to children.
    Descent,
    /// The line around those who live together.
    Household,
    /// How two get on: close, or a strong tie.
    Warm,
    /// How two get on: distant, cut off, or a weak tie.
    Cool,
    /// How two get on: conflict, violence, or a tie under stress.
    Harm,
}

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Dashes of 6 units, 4 apart.
    Dashed,
    /// Dots of 1 unit, 4 apart.
    Dotted,
    /// A dash and a dot in turn.
    DashDot,
}

impl Dash {
    /// Lengths of ink and gap in turn, in units; none for an unbroken line.
    #[must_use]
    pub fn lengths(self) -> &'static [f32] {
        match self {
            Self::Solid => &[],
            Self::Dashed => &[6.0, 4.0],
            Self::Dotted => &[1.5, 3.5],
            Self::DashDot => &[7.0, 3.0, 1.5, 3.0],
        }
    }
}

/// What the inside of a closed form is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// With nothing: what lies behind is seen.
    None,
    /// With the ground, so that what lies behind is hidden.
    Ground,
    /// With the colour of its lines.
    Ink,
}

/// Which point of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Form {
    /// A line through two or more points.
    Line {
        /// The points.
        points: Vec<Point>,
        /// Thickness, in units.
        thickness: f32,
        /// How it is broken.
        dash: Dash,
    },
    /// A closed line through three or more points: square, diamond, arrow head, outline.
    Polygon {
        /// The points.
        points: Vec<Point>,
        /// Thickness of the line; 0 for none.
        thickness: f32,
        /// How it is broken.
        dash: Dash,
        /// The inside.
        fill: Fill,
    },
    /// A circle.
    Circle {
        /// Its centre.
        centre: Point,
        /// Its radius.
        radius: f32,
        /// Thickness of the line.
        thickness: f32,
        /// The inside.
        fill: Fill,
    },
    /// One line of text.
    Text {
        /// Where its anchor stands on the baseline.
        at: Point,
        /// Which point of it that is.
        anchor: Anchor,
        /// Size of the type, in units.
        size: f32,
        /// Bold.
        bold: bool,
        /// The text, as recorded.
        text: String,
    },
}

/// Something drawn, and what it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Shape {
    /// What it belongs to.
    pub of: Subject,
    /// What it is part of.
    pub part: Part,
    /// What is drawn.
    pub form: Form,
}

/// A drawing. What comes later in the list lies on top.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Drawing {
    /// Width, in units.
    pub width: f32,
    /// Height, in units.
    pub height: f32,
    /// The shapes, from the bottom up.
    pub shapes: Vec<Shape>,
}

/// Thickness of an ordinary line.
pub(crate) const THIN: f32 = 1.5;

impl Drawing {
    pub(crate) fn put(&mut self, of: Subject, part: Part, form: Form) {
        self.shapes.push(Shape { of, part, form });
    }

    pub(crate) fn line(&mut self, of: Subject, part: Part, dash: Dash, points: &[Point]) {
        let points = points.to_vec();
        self.put(of, part, Form::Line { points, thickness: THIN, dash });
    }

    /// A line of text, with the ground behind it so that lines do not run through it.
    pub(crate) fn text(&mut self, of: Subject, at: Point, size: f32, bold: bool, text: &str) {
        let behind = Area {
            left: at.x - width(text, size) / 2.0,
            top: at.y - size * 0.86,
            right: at.x + width(text, size) / 2.0,
            bottom: at.y + size * 0.16,
        };
        let form = Form::Polygon {
            points: behind.corners(),
            thickness: 0.0,
            dash: Dash::Solid,
            fill: Fill::Ground,
        };
        self.put(of, Part::Label, form);
        let text = text.to_owned();
        self.put(of, Part::Label, Form::Text { at, anchor: Anchor::Middle, size, bold, text });
    }

    /// The extent of everything drawn.
    pub(crate) fn extent(&self) -> Option<Area> {
        self.shapes.iter().map(|shape| shape.form.extent()).reduce(|a, b| Area {
            left: a.left.min(b.left),
            top: a.top.min(b.top),
            right: a.right.max(b.right),
            bottom: a.bottom.max(b.bottom),
        })
    }

    /// The drawing moved to its own corner, with a margin all round, and its size set.
    pub(crate) fn trimmed(mut self, margin: f32) -> Self {
        let Some(extent) = self.extent() else { return self };
        let (dx, dy) = (margin - extent.left, margin - extent.top);
        for shape in &mut self.shapes {
            shape.form.shift(dx, dy);
        }
        self.width = rounded(extent.right - extent.left + 2.0 * margin);
        self.height = rounded(extent.bottom - extent.top + 2.0 * margin);
        self
    }
}

impl Form {
    /// The rectangle around it.
    pub(crate) fn extent(&self) -> Area {
        let mut around = match self {
            Self::Circle { centre, radius, .. } => {
                return Area::around(*centre, radius * 2.0, radius * 2.0);
            }
            Self::Text { at, anchor, size, text, .. } => {
                let wide = width(text, *size);
                let left = match anchor {
                    Anchor::Start => at.x,
                    Anchor::Middle => at.x - wide / 2.0,
                    Anchor::End => at.x - wide,
                };
                let (top, bottom) = (at.y - size * 0.88, at.y + size * 0.12);
                return Area { left, top, right: left + wide, bottom };
            }
            Self::Line { points, .. } | Self::Polygon { points, .. } => points.iter(),
        };
        let first = around.next().copied().unwrap_or_default();
        around.fold(Area::around(first, 0.0, 0.0), |area, p| Area {
            left: area.left.min(p.x),
            top: area.top.min(p.y),
            right: area.right.max(p.x),
            bottom: area.bottom.max(p.y),
        })
    }

    fn shift(&mut self, dx: f32, dy: f32) {
        let shift = |p: &mut Point| *p = Point::new(rounded(p.x + dx), rounded(p.y + dy));
        match self {
            Self::Line { points, .. } | Self::Polygon { points, .. } => {
                points.iter_mut().for_each(shift);
            }
            Self::Circle { centre: at, .. } | Self::Text { at, .. } => shift(at),
        }
    }
}

/// To a tenth of a unit: finer than any printer, and the list stays short on its way to the screen.
fn rounded(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}
