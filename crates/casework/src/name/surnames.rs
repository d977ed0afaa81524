//! Readings of surnames that differ from the character's usual one. The reading is a matter of
//! position: 单 is Shan at the head of a name and dan within it.
//!
//! Source: the entries marked 姓 in 《现代汉语词典》, 7th edition; of two readings that are both
//! surnames (覃 Qin, Tan; 乐 Yue, Le) the more frequent.

/// A surname, simplified and traditional, and the syllables it is read with. `v` stands for ü, as on
/// a keyboard.
type Reading = (&'static str, &'static [&'static str]);

/// Surnames of two and three characters. They go before the shorter ones.
const COMPOUND: &[Reading] = &[
    ("尉迟", &["yu", "chi"]),
    ("尉遲", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("萬俟", &["mo", "qi"]),
    ("单于", &["chan", "yu"]),
    ("單于", &["chan", "yu"]),
    ("澹台", &["tan", "tai"]),
    ("澹臺", &["tan", "tai"]),
    ("长孙", &["zhang", "sun"]),
    ("長孫", &["zhang", "sun"]),
    ("吐谷浑", &["tu", "yu", "hun"]),
    ("吐谷渾", &["tu", "yu", "hun"]),
];

/// Surnames of one character.
const SINGLE: &[Reading] = &[
    ("曾", &["zeng"]),
    ("单", &["shan"]),
    ("單", &["shan"]),
    ("仇", &["qiu"]),
    ("翟", &["zhai"]),
    ("解", &["xie"]),
    ("查", &["zha"]),
    ("区", &["ou"]),
    ("區", &["ou"]),
    ("朴", &["piao"]),
    ("盖", &["ge"]),
    ("蓋", &["ge"]),
    ("缪", &["miao"]),
    ("繆", &["miao"]),
    ("乐", &["yue"]),
    ("樂", &["yue"]),
    ("员", &["yun"]),
    ("員", &["yun"]),
    ("召", &["shao"]),
    ("折", &["she"]),
    ("秘", &["bi"]),
    ("繁", &["po"]),
    ("洗", &["xian"]),
    ("种", &["chong"]),
    ("佴", &["nai"]),
    ("乜", &["nie"]),
    ("阚", &["kan"]),
    ("覃", &["qin"]),
    ("祭", &["zhai"]),
    ("薄", &["bo"]),
    ("卜", &["bu"]),
    ("都", &["du"]),
    ("炅", &["gui"]),
    ("句", &["gou"]),
    ("粘", &["nian"]),
    ("能", &["nai"]),
];

/// Characters that given names read otherwise than dictionaries list first.
const GIVEN: &[(char, &str)] = &[('长', "chang"), ('長', "chang"), ('晟', "sheng")];

/// The surname at the head of a name that is read in a way of its own, and its syllables. A name
/// that is only that character, or doubles it (乐乐), is a pet name and no surname.
pub(super) fn at_head(name: &str) -> Option<Reading> {
    let found = COMPOUND.iter().chain(SINGLE).find(|(surname, _)| name.starts_with(surname));
    let &(surname, syllables) = found?;
    let rest = name.get(surname.len()..)?;
    let pet_name = rest.is_empty() || rest.starts_with(surname);
    (!pet_name).then_some((surname, syllables))
}

/// How a character is read within a given name, where that is not its usual reading.
pub(super) fn in_given_name(c: char) -> Option<&'static str> {
    GIVEN.iter().find(|(given, _)| *given == c).map(|(_, syllable)| *syllable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pinyin::ToPinyin;

    /// An entry that says what the dictionary says anyway is noise; one that is hidden by an entry
    /// before it is never used.
    #[test]
    fn every_single_surname_is_needed_and_reached() {
        for (surname, syllables) in SINGLE {
            let usual: Vec<_> =
                surname.to_pinyin().flatten().map(|reading| reading.plain()).collect();
            assert_ne!(usual, *syllables, "{surname} needs no entry");
            let name = format!("{surname}某");
            assert_eq!(at_head(&name), Some((*surname, *syllables)));
        }
    }

    #[test]
    fn a_syllable_stands_for_each_character() {
        for (surname, syllables) in COMPOUND.iter().chain(SINGLE) {
            assert_eq!(surname.chars().count(), syllables.len(), "{surname}");
            assert!(syllables.iter().all(|s| s.bytes().all(|b| b.is_ascii_lowercase())));
        }
    }

    #[test]
    fn pet_names_have_no_surname() {
        assert_eq!(at_head("乐乐"), None);
        assert_eq!(at_head("曾"), None);
        assert!(at_head("乐小平").is_some());
    }
}
