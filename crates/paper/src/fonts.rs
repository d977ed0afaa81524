//! The fonts of the page and which of them has a character.
//!
//! They are compiled in: the page then prints the same on every machine and no missing file can spoil
//! it. A `static` of bytes costs the compiler nothing but copying, the linker about a tenth of a second,
//! and the running program only the pages it touches.

use crate::error::PaperError;
use printpdf::ParsedFont;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::{Face, GlyphId, Tag};

/// One of the built-in fonts, in the order in which they are asked for a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FontName {
    /// Headings and labels.
    SemiBold,
    /// The text.
    Regular,
    /// Rare Han characters.
    Han,
    /// Emoji in one colour.
    Emoji,
    /// Symbols.
    Symbols,
}

impl FontName {
    const ALL: [Self; 5] = [Self::SemiBold, Self::Regular, Self::Han, Self::Emoji, Self::Symbols];

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::SemiBold => {
                include_bytes!("../../../assets/fonts/noto-sans-sc/NotoSansSC-SemiBold-8105.ttf")
            }
            Self::Regular => {
                include_bytes!("../../../assets/fonts/noto-sans-sc/NotoSansSC-Regular.ttf")
            }
            Self::Han => include_bytes!("../../../assets/fonts/hanazono/HanaMinB.ttf"),
            Self::Emoji => include_bytes!("../../../assets/fonts/noto-emoji/NotoEmoji-Regular.ttf"),
            Self::Symbols => include_bytes!(
                "../../../assets/fonts/noto-sans-symbols-2/NotoSansSymbols2-Regular.ttf"
            ),
        }
    }

    /// Name of the font's resource in the PDF. Its first six letters become the tag that marks the
    /// embedded font as a subset, which must be capitals.
    pub(crate) fn resource(self) -> &'static str {
        match self {
            Self::SemiBold => "JFSEMI",
            Self::Regular => "JFTEXT",
            Self::Han => "JFRARE",
            Self::Emoji => "JFEMOJ",
            Self::Symbols => "JFSYMB",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::SemiBold => "NotoSansSC-SemiBold-8105.ttf",
            Self::Regular => "NotoSansSC-Regular.ttf",
            Self::Han => "HanaMinB.ttf",
            Self::Emoji => "NotoEmoji-Regular.ttf",
            Self::Symbols => "NotoSansSymbols2-Regular.ttf",
        }
    }
}

/// A glyph of a font.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// The font.
    pub font: FontName,
    /// The glyph's number in it.
    pub id: u16,
    /// How far the pen moves, in ems.
    pub advance: f32,
}

struct Loaded {
    name: FontName,
    face: Face<'static>,
    /// Full-width glyph to its proportional form (the OpenType feature `pwid`).
    proportional: BTreeMap<u16, u16>,
    /// What printpdf needs to embed the font: made when a page first uses it.
    program: OnceLock<Option<ParsedFont>>,
}

/// The built-in fonts, read once and shared by every page: [`Fonts::shared`].
pub struct Fonts {
    loaded: Vec<Loaded>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("count", &self.loaded.len()).finish()
    }
}

impl Fonts {
    /// The fonts of this process. The first call reads their tables (a few milliseconds).
    ///
    /// # Errors
    /// [`PaperError::Font`] when the program is damaged.
    pub fn shared() -> Result<&'static Self, PaperError> {
        static FONTS: OnceLock<Result<Fonts, PaperError>> = OnceLock::new();
        FONTS.get_or_init(Self::embedded).as_ref().map_err(Clone::clone)
    }

    /// A set of its own, for measuring what loading costs.
    ///
    /// # Errors
    /// [`PaperError::Font`] when the program is damaged.
    pub fn embedded() -> Result<Self, PaperError> {
        let loaded = FontName::ALL.into_iter().map(load).collect::<Result<_, _>>()?;
        Ok(Self { loaded })
    }

    /// The glyph that draws a character: of the SemiBold first if `bold`, else of the first font
    /// that has it. `None` if none has, or if all that the font has for it is an empty space.
    pub(crate) fn glyph(&self, character: char, bold: bool) -> Option<Glyph> {
        let first = usize::from(!bold);
        self.loaded.iter().skip(first).find_map(|font| {
            let id = font.face.glyph_index(character).filter(|id| id.0 != 0)?;
            if !character.is_whitespace() {
                font.face.glyph_bounding_box(id)?;
            }
            Some(font.glyph(id))
        })
    }

    /// The narrow form of a full-width glyph, for quotation marks and dots among Latin letters.
    pub(crate) fn proportional(&self, glyph: Glyph) -> Option<Glyph> {
        let font = self.font(glyph.font)?;
        font.proportional.get(&glyph.id).map(|id| font.glyph(GlyphId(*id)))
    }

    /// The font as printpdf embeds it.
    pub(crate) fn program(&self, name: FontName) -> Result<&ParsedFont, PaperError> {
        self.font(name)
            .and_then(|font| font.program.get_or_init(|| parse(name)).as_ref())
            .ok_or(PaperError::Font(name.file()))
    }

    fn font(&self, name: FontName) -> Option<&Loaded> {
        self.loaded.iter().find(|font| font.name == name)
    }
}

impl Loaded {
    fn glyph(&self, id: GlyphId) -> Glyph {
        let units = f32::from(self.face.units_per_em());
        let advance = f32::from(self.face.glyph_hor_advance(id).unwrap_or(0)) / units;
        Glyph { font: self.name, id: id.0, advance }
    }
}

fn load(name: FontName) -> Result<Loaded, PaperError> {
    let face = Face::parse(name.bytes(), 0).map_err(|_| PaperError::Font(name.file()))?;
    let proportional = proportional_forms(&face);
    Ok(Loaded { name, face, proportional, program: OnceLock::new() })
}

fn parse(name: FontName) -> Option<ParsedFont> {
    ParsedFont::from_bytes(name.bytes(), 0, &mut Vec::new())
}

/// The single substitutions of the feature `pwid`.
fn proportional_forms(face: &Face<'_>) -> BTreeMap<u16, u16> {
    let mut forms = BTreeMap::new();
    let Some(gsub) = face.tables().gsub else { return forms };
    let Some(feature) = gsub.features.find(Tag::from_bytes(b"pwid")) else { return forms };
    let lookups = feature.lookup_indices.into_iter().filter_map(|i| gsub.lookups.get(i));
    for subtable in lookups.flat_map(|l| l.subtables.into_iter::<SubstitutionSubtable<'_>>()) {
        let SubstitutionSubtable::Single(single) = subtable else { continue };
        for id in 0..face.number_of_glyphs() {
            let Some(at) = single.coverage().get(GlyphId(id)) else { continue };
            let to = match single {
                SingleSubstitution::Format1 { delta, .. } => Some(id.wrapping_add_signed(delta)),
                SingleSubstitution::Format2 { substitutes, .. } => substitutes.get(at).map(|g| g.0),
            };
            if let Some(to) = to {
                forms.insert(id, to);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(character: char, bold: bool) -> Option<FontName> {
        Fonts::shared().unwrap().glyph(character, bold).map(|g| g.font)
    }

    /// GB 18030-2022 implementation level 3, without the compatibility block.
    const GB_18030_2022: [(u32, u32); 7] = [
        (0x4E00, 0x9FEF),
        (0x3400, 0x4DB5),
        (0x20000, 0x2A6D6),
        (0x2A700, 0x2B734),
        (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1),
        (0x2CEB0, 0x2EBE0),
    ];

    #[test]
    fn coverage_of_every_character_that_gb_18030_2022_allows_in_a_name() {
        for (from, to) in GB_18030_2022 {
            for c in (from..=to).filter_map(char::from_u32) {
                assert!(found(c, false).is_some(), "U+{:X}", u32::from(c));
            }
        }
    }

    #[test]
    fn coverage_of_the_8105_characters_in_both_weights() {
        let table = include_str!("../tests/data/general-standard-8105.txt");
        let mut count = 0;
        for c in table.chars().filter(|c| *c != '\n') {
            assert_eq!(found(c, false), Some(FontName::Regular), "{c}");
            assert_eq!(found(c, true), Some(FontName::SemiBold), "{c}");
            count += 1;
        }
        assert_eq!(count, 8105);
    }

    #[test]
    fn a_rare_character_an_emoji_and_a_box_come_from_the_fallbacks() {
        assert_eq!(found('𬎆', true), Some(FontName::Han));
        assert_eq!(found('㐂', true), Some(FontName::Regular));
        assert_eq!(found('😭', false), Some(FontName::Emoji));
        assert_eq!(found('☐', false), Some(FontName::Symbols));
        assert_eq!(found('𓀀', false), None);
    }

    #[test]
    fn quotation_marks_have_a_narrow_form() {
        let fonts = Fonts::shared().unwrap();
        for bold in [false, true] {
            let wide = fonts.glyph('’', bold).unwrap();
            let narrow = fonts.proportional(wide).unwrap();
            assert!((wide.advance - 1.0).abs() < 0.01, "{}", wide.advance);
            assert!(narrow.advance < 0.4, "{}", narrow.advance);
        }
    }

    #[test]
    fn every_font_can_be_embedded() {
        let fonts = Fonts::shared().unwrap();
        for name in FontName::ALL {
            assert!(fonts.program(name).unwrap().has_source_bytes(), "{name:?}");
        }
    }
}
