//! Writing pages of marks as PDF.

use crate::error::PaperError;
use crate::fonts::{FontName, Fonts};
use crate::mark::Mark;
use crate::photo::Picture;
use crate::sheet::Format;
use crate::text::Piece;
use lopdf::Object;
use printpdf::{
    Codepoint, Color, DictItem, ExternalStream, ExternalXObject, FontId, Greyscale, Line,
    LineDashPattern, LineJoinStyle, LinePoint, Op, PaintMode, PdfDocument, PdfFont, PdfFontHandle,
    PdfPage, PdfParseErrorSeverity, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Px, Rect,
    TextItem, WindingOrder, XObject, XObjectId, XObjectTransform,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the file says of itself. Nothing here but what also stands on the page.
#[derive(Debug)]
pub(crate) struct About {
    /// Title, shown by viewers in their title bar: so never a client's name.
    pub title: String,
    /// Who issued it.
    pub author: String,
    /// Language tag, for screen readers.
    pub language: &'static str,
    /// Tells this print from others of the same record; the same input gives the same file.
    pub identity: String,
    /// When it was printed, in seconds since 1970.
    pub printed_at: i64,
}

/// The PDF of these pages. Marks are placed from the top left corner of the page.
///
/// # Errors
/// [`PaperError::Font`] when a built-in font is damaged, [`PaperError::Write`] when printpdf or lopdf
/// refuses.
pub(crate) fn write(
    pages: Vec<Vec<Mark>>,
    pictures: Vec<Picture>,
    format: Format,
    about: &About,
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    let mut pdf = PdfDocument::new(&about.title);
    describe(&mut pdf, about)?;
    for name in used_fonts(&pages) {
        let font = PdfFont::new(fonts.program(name)?.clone());
        pdf.resources.fonts.map.insert(font_id(name), font);
    }
    for (index, picture) in pictures.into_iter().enumerate() {
        pdf.resources.xobjects.map.insert(picture_id(index), XObject::External(jpeg(picture)));
    }
    pdf.pages = pages.into_iter().map(|marks| page(marks, format)).collect();
    save(&pdf, about)
}

fn describe(pdf: &mut PdfDocument, about: &About) -> Result<(), PaperError> {
    let at = printpdf::OffsetDateTime::from_unix_timestamp(about.printed_at)
        .map_err(|e| PaperError::Write(e.to_owned()))?;
    let info = &mut pdf.metadata.info;
    info.author.clone_from(&about.author);
    info.creator = "Jiafang".to_owned();
    info.producer = "Jiafang".to_owned();
    info.creation_date = at;
    info.modification_date = at;
    info.metadata_date = at;
    Ok(())
}

fn used_fonts(pages: &[Vec<Mark>]) -> BTreeSet<FontName> {
    let mut used = BTreeSet::new();
    for mark in pages.iter().flatten() {
        if let Mark::Text { pieces, .. } = mark {
            used.extend(pieces.iter().map(|p| p.glyph.font));
        }
    }
    used
}

fn save(pdf: &PdfDocument, about: &About) -> Result<Vec<u8>, PaperError> {
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(fault) = warnings.iter().find(|w| w.severity == PdfParseErrorSeverity::Error) {
        return Err(PaperError::Write(fault.msg.clone()));
    }
    let write = |e: lopdf::Error| PaperError::Write(e.to_string());
    file.version = "1.7".to_owned();
    if let Ok(info) = file.trailer.get(b"Info").and_then(Object::as_reference) {
        let info = file.get_object_mut(info).and_then(Object::as_dict_mut).map_err(write)?;
        info.remove(b"GTS_PDFXVersion"); // printpdf's default would claim a prepress standard
    }
    let catalog = file.catalog_mut().map_err(write)?;
    catalog.set("Lang", Object::string_literal(about.language));
    let identity = Object::string_literal(about.identity.as_bytes());
    file.trailer.set("ID", vec![identity.clone(), identity]);
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|e| PaperError::Write(e.to_string()))?;
    Ok(bytes)
}

fn font_id(name: FontName) -> FontId {
    FontId(name.resource().to_owned())
}

fn picture_id(index: usize) -> XObjectId {
    XObjectId(format!("Photo{index}"))
}

/// A JPEG goes into the file as it is.
fn jpeg(picture: Picture) -> ExternalXObject {
    let name = |n: &str| DictItem::Name(n.as_bytes().to_vec());
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(i64::from(picture.width))),
        ("Height".to_owned(), DictItem::Int(i64::from(picture.height))),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ("ColorSpace".to_owned(), name("DeviceRGB")),
        ("Filter".to_owned(), name("DCTDecode")),
    ]);
    let stream = ExternalStream { dict, content: picture.jpeg, compress: false };
    let pixels = |n: u32| usize::try_from(n).ok().map(Px);
    ExternalXObject {
        stream,
        width: pixels(picture.width),
        height: pixels(picture.height),
        dpi: None,
    }
}

fn page(marks: Vec<Mark>, format: Format) -> PdfPage {
    let mut ops = Vec::new();
    for mark in marks {
        draw(mark, format.height, &mut ops);
    }
    let size = Rect::from_wh(Pt(format.width), Pt(format.height));
    PdfPage { media_box: size.clone(), trim_box: size.clone(), crop_box: size, ops }
}

/// Writes a mark; `page` is the height of the page, from whose foot PDF measures.
fn draw(mark: Mark, page: f32, ops: &mut Vec<Op>) {
    match mark {
        Mark::Text { x, y, size, grey, pieces } => {
            ops.push(Op::SetFillColor { col: tone(grey) });
            ops.push(Op::StartTextSection);
            ops.push(Op::SetTextCursor { pos: point(x, y, page) });
            text(&pieces, size, ops);
            ops.push(Op::EndTextSection);
        }
        Mark::Fill { x, y, width, height, grey } => {
            ops.push(Op::SetFillColor { col: tone(grey) });
            let rectangle = rect((x, page - y - height), width, height, PaintMode::Fill);
            ops.push(Op::DrawRectangle { rectangle });
        }
        Mark::Frame { x, y, width, height, line } => {
            ops.push(Op::SetOutlineColor { col: tone(0.0) });
            ops.push(Op::SetOutlineThickness { pt: Pt(line) });
            let rectangle = rect((x, page - y - height), width, height, PaintMode::Stroke);
            ops.push(Op::DrawRectangle { rectangle });
        }
        Mark::Path { points, closed, line, dash, fill, grey } => {
            if let Some(fill) = fill {
                ops.push(Op::SetFillColor { col: tone(fill) });
                path(&points, closed, page, PaintMode::Fill, ops);
            }
            if line > 0.0 {
                pen(line, grey, &dash, ops);
                path(&points, closed, page, PaintMode::Stroke, ops);
                ops.push(Op::SetLineDashPattern { dash: LineDashPattern::solid() });
                ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Miter });
            }
        }
        Mark::Window { x, y, width, height } => {
            ops.push(Op::SaveGraphicsState);
            let rectangle = rect((x, page - y - height), width, height, PaintMode::Clip);
            ops.push(Op::DrawRectangle { rectangle });
        }
        Mark::WindowEnd => ops.push(Op::RestoreGraphicsState),
        Mark::Picture { index, x, y, width, height } => {
            let transform = XObjectTransform {
                translate_x: Some(Pt(x)),
                translate_y: Some(Pt(page - y - height)),
                scale_x: Some(width),
                scale_y: Some(height),
                no_auto_scale: true,
                ..XObjectTransform::default()
            };
            ops.push(Op::UseXobject { id: picture_id(index), transform });
        }
    }
}

/// One show operator for each stretch of one font. Space after a glyph is a number in the same
/// operator: thousandths of an em, negative to the right.
fn text(pieces: &[Piece], size: f32, ops: &mut Vec<Op>) {
    for run in pieces.chunk_by(|a, b| a.glyph.font == b.glyph.font) {
        let Some(first) = run.first() else { continue };
        let font = PdfFontHandle::External(font_id(first.glyph.font));
        ops.push(Op::SetFont { font, size: Pt(size) });
        let glyphs = run
            .iter()
            .map(|piece| {
                let space = (piece.after * -1000.0).round();
                Codepoint::with_cid(piece.glyph.id, space, piece.character.to_string())
            })
            .collect();
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }
}

fn tone(grey: f32) -> Color {
    Color::Greyscale(Greyscale::new(grey, None))
}

fn point(x: f32, y: f32, page: f32) -> Point {
    Point { x: Pt(x), y: Pt(page - y) }
}

/// What the next lines are drawn with.
fn pen(thickness: f32, grey: f32, dash: &[f32], ops: &mut Vec<Op>) {
    ops.push(Op::SetOutlineColor { col: tone(grey) });
    ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
    ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
    ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, dash) });
}

/// A line through points, or the inside of it.
fn path(points: &[(f32, f32)], closed: bool, page: f32, mode: PaintMode, ops: &mut Vec<Op>) {
    let bezier = false;
    let mut points: Vec<LinePoint> =
        points.iter().map(|(x, y)| LinePoint { p: point(*x, *y, page), bezier }).collect();
    if closed {
        points.extend(points.first().cloned());
    }
    if mode == PaintMode::Stroke {
        ops.push(Op::DrawLine { line: Line { points, is_closed: closed } });
    } else {
        let rings = vec![PolygonRing { points }];
        let polygon = Polygon { rings, mode, winding_order: WindingOrder::NonZero };
        ops.push(Op::DrawPolygon { polygon });
    }
}

fn rect((x, y): (f32, f32), width: f32, height: f32, mode: PaintMode) -> Rect {
    Rect {
        x: Pt(x),
        y: Pt(y),
        width: Pt(width),
        height: Pt(height),
        mode: Some(mode),
        winding_order: None,
    }
}
