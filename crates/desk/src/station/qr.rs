//! A link as a QR code (ISO/IEC 18004) that the screens draw.

use crate::failure::{Code, Failure};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// A QR code as SVG path data, one unit a module.
pub(super) struct Drawn {
    /// The dark modules.
    pub path: String,
    /// Modules on each side.
    pub size: u32,
}

/// Draws a text. The quiet zone around it is the screen's.
pub(super) fn draw(text: &str) -> Result<Drawn, Failure> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M)
        .map_err(|_| Code::Internal)?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            // Writing to a text does not fail.
            let _ = write!(path, "M{} {}h1v1h-1z", place % width, place / width);
        }
    }
    Ok(Drawn { path, size: u32::try_from(width).unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_are_where_a_camera_looks_for_them() {
        let drawn = draw("jiafang://192.168.1.4:8443/ABCDE-FGHJK-MNPQR-STVWX-YZ012").ok();
        let drawn = drawn.unwrap_or_else(|| unreachable!());
        let far = drawn.size - 1;
        for (x, y) in [(0, 0), (far, 0), (0, far)] {
            assert!(drawn.path.contains(&format!("M{x} {y}h1")), "{x} {y}");
        }
        assert!(drawn.path.bytes().all(|b| b.is_ascii_digit() || b"Mhvz -".contains(&b)));
    }
}
