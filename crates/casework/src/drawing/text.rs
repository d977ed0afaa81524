//! How much room a text takes, without a font: never less than it takes in Noto Sans.

/// Width of a text, in units.
pub(crate) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(ems).sum::<f32>() * size
}

fn ems(c: char) -> f32 {
    match c {
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        'A'..='Z' => 0.74,
        ' '..='~' => 0.62,
        '\u{a0}'..='\u{10ff}' => 0.72,
        '\u{2013}' => 0.6,
        _ => 1.02,
    }
}

/// The text in as few lines as it needs, none wider than this and all about as long, broken at a space or a
/// middle dot where there is one. A single character is never broken; nothing is left out but the space at a
/// break.
pub(crate) fn broken(text: &str, size: f32, most: f32) -> Vec<String> {
    let lines = filled(text, size, most);
    let even = width(text, size) / lines.len().max(1) as f32;
    let narrower = (0u8..4).map(|step| even + f32::from(step) * size);
    let balanced = narrower
        .take_while(|wide| *wide < most)
        .map(|wide| filled(text, size, wide))
        .find(|other| other.len() == lines.len());
    balanced.unwrap_or(lines)
}

/// The text in lines filled one after the other.
fn filled(text: &str, size: f32, most: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for c in text.chars() {
        if !line.is_empty() && width(&line, size) + ems(c) * size > most {
            let rest = match line.rfind([' ', '·']) {
                Some(at) if at > 0 => {
                    let after = at + line[at..].chars().next().map_or(0, char::len_utf8);
                    line.split_off(after)
                }
                _ => String::new(),
            };
            lines.push(std::mem::replace(&mut line, rest));
        }
        line.push(c);
    }
    lines.push(line);
    let trimmed = lines.into_iter().map(|line| line.trim().to_owned());
    trimmed.filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_name_is_one_line_and_a_long_one_breaks_where_it_may() {
        assert_eq!(broken("陈国庆", 12.0, 90.0), ["陈国庆"]);
        assert_eq!(broken("阿依古丽·买买提艾力", 12.0, 90.0), ["阿依古丽·", "买买提艾力"]);
        assert_eq!(broken("县人民医院骨科", 12.0, 74.0), ["县人民医", "院骨科"]);
        assert_eq!(broken("Mary Jane Whitfield", 12.0, 90.0), ["Mary Jane", "Whitfield"]);
        assert_eq!(broken("", 12.0, 90.0), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn nothing_of_a_name_is_lost_and_no_line_is_too_wide(name in "[a-zA-Z·一-龥 ]{0,100}") {
            let lines = broken(&name, 12.0, 90.0);
            let dense = |text: &str| text.replace(' ', "");
            prop_assert_eq!(dense(&lines.concat()), dense(&name));
            for line in lines {
                prop_assert!(width(&line, 12.0) <= 90.0, "{}", line);
            }
        }
    }
}
