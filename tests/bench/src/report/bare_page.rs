//! The same words and picture through printpdf, with nothing looked up, broken or laid out.

use std::collections::BTreeMap;

use anyhow::Context as _;
use image::codecs::jpeg::JpegEncoder;
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, FontId, Mm, Op, ParsedFont, PdfDocument,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Px, TextItem, XObject, XObjectId,
    XObjectTransform,
};

const REGULAR: &[u8] =
    include_bytes!("../../../../assets/fonts/noto-sans-sc/NotoSansSC-Regular.ttf");
const SEMI_BOLD: &[u8] =
    include_bytes!("../../../../assets/fonts/noto-sans-sc/NotoSansSC-SemiBold-8105.ttf");
/// Characters of a line.
const LINE: usize = 38;
/// A photo on the report is at most so many pixels across and down.
const PHOTO: (u32, u32) = (567, 425);

/// The two fonts of the report, read.
pub struct BareFonts([ParsedFont; 2]);

/// What is printed.
#[derive(Debug)]
pub struct Words {
    /// In the heavier font.
    pub headings: Vec<String>,
    /// In the font of the text.
    pub prose: Vec<String>,
}

impl BareFonts {
    /// Reads the fonts.
    ///
    /// # Errors
    /// When printpdf cannot.
    pub fn load() -> anyhow::Result<Self> {
        let read = |bytes| ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).context("a font");
        Ok(Self([read(SEMI_BOLD)?, read(REGULAR)?]))
    }
}

/// A page.
///
/// # Errors
/// When the photo cannot be read.
pub fn print(words: &Words, photo: Option<&[u8]>, fonts: &BareFonts) -> anyhow::Result<Vec<u8>> {
    let mut pdf = PdfDocument::new("bare");
    let [heavy, text] = fonts.0.each_ref().map(|font| pdf.add_font(font));
    let mut ops = Vec::new();
    let mut y = 780.0;
    let headings = words.headings.iter().map(|text| (text, &heavy));
    for (words, font) in headings.chain(words.prose.iter().map(|words| (words, &text))) {
        let chars: Vec<char> = words.chars().collect();
        for line in chars.chunks(LINE) {
            show(line.iter().collect(), y, font, &mut ops);
            y -= 18.0;
        }
    }
    if let Some(photo) = photo {
        let id = XObjectId("Photo".to_owned());
        pdf.resources.xobjects.map.insert(id.clone(), XObject::External(picture(photo)?));
        let transform = XObjectTransform {
            translate_x: Some(Pt(60.0)),
            translate_y: Some(Pt(60.0)),
            scale_x: Some(204.0),
            scale_y: Some(153.0),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        ops.push(Op::UseXobject { id, transform });
    }
    pdf.pages = vec![PdfPage::new(Mm(210.0), Mm(297.0), ops)];
    Ok(pdf.save(&PdfSaveOptions::default(), &mut Vec::new()))
}

fn show(words: String, y: f32, font: &FontId, ops: &mut Vec<Op>) {
    let font = PdfFontHandle::External(font.clone());
    ops.push(Op::StartTextSection);
    ops.push(Op::SetTextCursor { pos: Point { x: Pt(60.0), y: Pt(y) } });
    ops.push(Op::SetFont { font, size: Pt(10.5) });
    ops.push(Op::ShowText { items: vec![TextItem::Text(words)] });
    ops.push(Op::EndTextSection);
}

/// The photo at the size in which the report prints it.
fn picture(bytes: &[u8]) -> anyhow::Result<ExternalXObject> {
    let small = image::load_from_memory(bytes)?.thumbnail(PHOTO.0, PHOTO.1).to_rgb8();
    let mut content = Vec::new();
    JpegEncoder::new_with_quality(&mut content, 80).encode_image(&small)?;
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(small.width().into())),
        ("Height".to_owned(), DictItem::Int(small.height().into())),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ("ColorSpace".to_owned(), name("DeviceRGB")),
        ("Filter".to_owned(), name("DCTDecode")),
    ]);
    Ok(ExternalXObject {
        stream: ExternalStream { dict, content, compress: false },
        width: usize::try_from(small.width()).ok().map(Px),
        height: usize::try_from(small.height()).ok().map(Px),
        dpi: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bare_page_has_the_words_in_subset_fonts_and_the_photo() {
        let words = Words { headings: vec!["家访".into()], prose: vec!["灶台冷".repeat(30)] };
        let fonts = BareFonts::load().unwrap();
        let plain = print(&words, None, &fonts).unwrap();
        assert!(plain.len() < 300_000, "{}", plain.len());
        let dish = include_bytes!("../../../../assets/sample/photos/dish.jpg");
        let with = print(&words, Some(dish), &fonts).unwrap();
        assert!(with.len() > plain.len() + 1_000);
        let pdf = lopdf::Document::load_mem(&plain).unwrap();
        let text = pdf.extract_text(&[1]).unwrap();
        // Lines break inside words.
        let text: String = text.split_whitespace().collect();
        assert!(text.contains("家访") && text.matches("灶台冷").count() == 30, "{text}");
    }
}
