//! What can be put on paper: text, lines, tints, pictures. Lengths in points; `y` grows downwards.

use crate::text::Piece;

/// Something drawn at a place.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    /// A line of text; `y` is its baseline.
    Text {
        /// Left end.
        x: f32,
        /// Baseline.
        y: f32,
        /// Size of the type.
        size: f32,
        /// 0 is black, 1 white.
        grey: f32,
        /// The glyphs.
        pieces: Vec<Piece>,
    },
    /// A filled rectangle: a rule if it is thin.
    Fill {
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// 0 is black, 1 white.
        grey: f32,
    },
    /// The outline of a rectangle.
    Frame {
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Thickness of the line.
        line: f32,
    },
    /// A line through points, open or closed.
    Path {
        /// The points, from the left and from the top.
        points: Vec<(f32, f32)>,
        /// From the last back to the first.
        closed: bool,
        /// Thickness of the line; 0 for none.
        line: f32,
        /// Ink and gap in turn; nothing for an unbroken line.
        dash: Vec<f32>,
        /// The inside, if it is filled: 0 is black, 1 white.
        fill: Option<f32>,
        /// The line: 0 is black, 1 white.
        grey: f32,
    },
    /// From here on only what lies in this rectangle is drawn.
    Window {
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
    },
    /// From here on everything is drawn again.
    WindowEnd,
    /// A picture.
    Picture {
        /// Which of the document's pictures.
        index: usize,
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
    },
}

impl Mark {
    /// A horizontal rule.
    pub(crate) fn rule(x: f32, y: f32, width: f32, thickness: f32, grey: f32) -> Self {
        Self::Fill { x, y, width, height: thickness, grey }
    }

    /// The same mark, moved.
    pub(crate) fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text { x, y, .. }
            | Self::Fill { x, y, .. }
            | Self::Frame { x, y, .. }
            | Self::Window { x, y, .. }
            | Self::Picture { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::WindowEnd => {}
            Self::Path { points, .. } => points.iter_mut().for_each(|(x, y)| {
                *x += dx;
                *y += dy;
            }),
        }
        self
    }
}
