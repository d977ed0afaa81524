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
            | Self::Picture { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
        self
    }
}
