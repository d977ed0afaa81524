//! Names that may be one person's, written by two hands or heard by two ears.

use super::reading::syllables;

/// Pairs of initials that many speakers do not tell apart.
const INITIALS: [(&str, &str); 4] = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")];

/// Pairs of finals that many speakers do not tell apart.
const FINALS: [(&str, &str); 2] = [("ing", "in"), ("eng", "en")];

/// The names sound the same, or would but for sounds that are often confused (n/l, zh/z, ch/c,
/// sh/s, ing/in, eng/en), or differ in one character of a given name of two or more. A surname that
/// sounds different is a different family.
#[must_use]
pub fn similar(a: &str, b: &str) -> bool {
    let (a, b) = (sounds(a), sounds(b));
    if a.is_empty() || a.len() != b.len() {
        return false;
    }
    match a.iter().zip(&b).filter(|(a, b)| a != b).count() {
        0 => true,
        // In 王芳 and 王丽 the one character is the whole given name.
        1 => a.len() >= 3 && a.first() == b.first(),
        _ => false,
    }
}

/// What two names have in common that are [`similar`]: how the family sounds, and how long the name is. Nothing for an
/// empty name.
#[must_use]
pub fn family_sound(name: &str) -> Option<String> {
    let sounds = sounds(name);
    Some(format!("{}{}", sounds.first()?, sounds.len()))
}

/// The syllables of a name, with sounds that are often confused written alike.
fn sounds(name: &str) -> Vec<String> {
    syllables(name).iter().map(|syllable| sound(syllable)).collect()
}

fn sound(syllable: &str) -> String {
    let initial = INITIALS.iter().find_map(|(from, to)| Some((syllable.strip_prefix(from)?, *to)));
    let (rest, head) = initial.unwrap_or((syllable, ""));
    let last = FINALS.iter().find_map(|(from, to)| Some((rest.strip_suffix(from)?, *to)));
    let (middle, tail) = last.unwrap_or((rest, ""));
    format!("{head}{middle}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_sound_alike_are_similar() {
        for (a, b) in [
            ("张小米", "张晓蜜"), // same syllables
            ("张小米", "章小米"), // same sound of the surname
            ("牛兰花", "刘兰花"), // n/l
            ("李宁", "李林"),     // n/l and ing/in at once
            ("周诗雨", "邹思雨"), // zh/z, sh/s
            ("陈静", "岑静"),     // ch/c
            ("程晨", "陈成"),     // eng/en, both ways
            ("王英", "王因"),     // ing/in
            ("Anna Li", "anna li"),
        ] {
            assert!(similar(a, b), "{a} {b}");
        }
    }

    #[test]
    fn one_character_may_differ_in_a_longer_given_name() {
        assert!(similar("张建国", "张建军"));
        assert!(similar("欧阳小米", "欧阳小麦"));
        assert!(!similar("张建国", "李建国"), "another family");
        assert!(!similar("王芳", "王丽"), "the whole given name differs");
        assert!(!similar("张建国", "张志军"));
        assert!(!similar("张建国", "张建"));
    }

    #[test]
    fn nothing_is_similar_to_no_name() {
        assert!(!similar("", ""));
        assert!(!similar("·", "张三"));
    }

    proptest! {
        #[test]
        fn likeness_goes_both_ways(a in "[王汪林宁英因诗思]{1,4}", b in "[王汪林宁英因诗思]{1,4}") {
            prop_assert_eq!(similar(&a, &b), similar(&b, &a));
            prop_assert!(similar(&a, &a));
            if similar(&a, &b) {
                prop_assert_eq!(family_sound(&a), family_sound(&b));
            }
        }
    }
}
