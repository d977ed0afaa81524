//! How a name is read: what people type to find it.

use super::surnames;
use pinyin::ToPinyin;
use unicode_segmentation::UnicodeSegmentation;

/// The name's syllables in lower-case pinyin without tones, `v` for ü, as a keyboard types them
/// (吕 `lv`). A surname at the head is read as a surname. Words in other letters are one syllable
/// each; a character without pinyin stands for itself, so that it can still be searched.
#[must_use]
pub fn syllables(name: &str) -> Vec<String> {
    let name = name.trim();
    let mut found = Vec::new();
    let mut rest = name;
    if let Some((surname, readings)) = surnames::at_head(name) {
        found.extend(readings.iter().map(ToString::to_string));
        rest = name.get(surname.len()..).unwrap_or_default();
    }
    let mut word = String::new();
    for cluster in rest.graphemes(true) {
        let Some(first) = cluster.chars().next() else { continue };
        if let Some(syllable) = of_character(first, !found.is_empty()) {
            found.extend(finished(&mut word));
            found.push(syllable);
        } else if is_han(first) {
            found.extend(finished(&mut word));
            found.push(first.to_string());
        } else if first.is_alphanumeric() {
            word.extend(cluster.chars().flat_map(char::to_lowercase));
        } else {
            found.extend(finished(&mut word));
            found.extend(is_sign(first).then(|| cluster.to_owned()));
        }
    }
    found.extend(finished(&mut word));
    found
}

/// The first letter of each syllable: 王小米 is `wxm`.
#[must_use]
pub fn initials(name: &str) -> String {
    syllables(name).iter().filter_map(|syllable| syllable.chars().next()).collect()
}

/// The reading of one character.
fn of_character(c: char, within: bool) -> Option<String> {
    if within && let Some(given) = surnames::in_given_name(c) {
        return Some(given.to_owned());
    }
    let reading = c.to_pinyin()?.plain();
    Some(reading.chars().map(typed).collect())
}

/// A letter of pinyin as it is typed.
fn typed(letter: char) -> char {
    match letter {
        'ü' => 'v',
        'ê' => 'e',
        letter => letter,
    }
}

/// The word collected so far, if there is one; the collection starts anew.
fn finished(word: &mut String) -> Option<String> {
    (!word.is_empty()).then(|| std::mem::take(word))
}

/// A Chinese character, with or without a reading: the unified and compatibility ideographs of all
/// planes and 〇.
fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{e000}'..='\u{f8ff}' // private use: where cards held characters before they were encoded
        | '\u{20000}'..='\u{3fffd}')
}

/// Something to search by that is neither letter nor punctuation: an emoji, a symbol.
fn is_sign(c: char) -> bool {
    !(c.is_whitespace()
        || c.is_control()
        || c.is_ascii_punctuation()
        || matches!(c, '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{30fb}')
        || matches!(c, '\u{ff00}'..='\u{ff20}' | '\u{fe00}'..='\u{fe6f}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(name: &str) -> String {
        syllables(name).join(" ")
    }

    #[test]
    fn surnames_are_read_as_surnames() {
        for (name, reading) in [
            ("曾小红", "zeng xiao hong"),
            ("单田芳", "shan tian fang"),
            ("仇英", "qiu ying"),
            ("翟天明", "zhai tian ming"),
            ("解学龙", "xie xue long"),
            ("查良", "zha liang"),
            ("区文诗", "ou wen shi"),
            ("任长霞", "ren chang xia"),
            ("华国峰", "hua guo feng"),
            ("朴正花", "piao zheng hua"),
            ("盖小明", "ge xiao ming"),
            ("尉迟敬", "yu chi jing"),
            ("万俟兰", "mo qi lan"),
            ("长孙敏", "zhang sun min"),
            ("澹台明", "tan tai ming"),
            ("欧阳春", "ou yang chun"),
            ("诸葛秀", "zhu ge xiu"),
            ("万小山", "wan xiao shan"),
        ] {
            assert_eq!(read(name), reading, "{name}");
        }
    }

    #[test]
    fn the_same_characters_within_a_name_are_read_as_usual() {
        assert_eq!(read("王曾"), "wang ceng");
        assert_eq!(read("李单"), "li dan");
        assert_eq!(read("张乐乐"), "zhang le le");
        assert_eq!(read("乐乐"), "le le");
        assert_eq!(read("李长江"), "li chang jiang");
    }

    #[test]
    fn u_umlaut_is_typed_v() {
        assert_eq!(read("吕绿"), "lv lv");
        assert_eq!(initials("吕绿"), "ll");
    }

    #[test]
    fn rare_characters_stand_for_themselves_or_are_read() {
        assert_eq!(read("王𬎆"), "wang ying");
        assert_eq!(
            read("李\u{e863}"),
            "li yan",
            "䶮, as old cards hold it: in the private-use area"
        );
        for unread in ["\u{30000}", "\u{e000}"] {
            let name = format!("李{unread}");
            assert_eq!(syllables(&name), ["li", unread]);
            assert_eq!(initials(&name), format!("l{unread}"));
        }
    }

    #[test]
    fn other_scripts_are_words() {
        assert_eq!(syllables("Anna-Maria LI"), ["anna", "maria", "li"]);
        assert_eq!(read("买买提·吐逊"), "mai mai ti tu xun");
        assert_eq!(initials("Li小米3"), "lxm3");
        assert_eq!(syllables("小米👩🏽‍🌾"), ["xiao", "mi", "👩🏽‍🌾"]);
        assert_eq!(syllables("  （）·- "), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn initials_are_one_letter_a_syllable(name in "[\\u{4e00}-\\u{9fa5}]{1,6}|\\PC{0,12}") {
            let syllables = syllables(&name);
            prop_assert!(syllables.iter().all(|s| !s.is_empty()));
            prop_assert_eq!(initials(&name).chars().count(), syllables.len());
        }

        #[test]
        fn chinese_names_have_a_syllable_for_each_character(name in "[\\u{4e00}-\\u{9fa5}]{1,6}") {
            prop_assert_eq!(syllables(&name).len(), name.chars().count());
        }
    }
}
