//! How a story names a thing on the screen.

use std::fmt;

/// Something to look at, click or write in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target<'a> {
    /// By its test id (`data-testid`).
    Id(&'a str),
    /// A button, link, tab or menu item by the words on it.
    Named(&'a str),
    /// A field by its label.
    Field(&'a str),
    /// A button in the dialog that lies on top, by the words on it.
    InDialog(&'a str),
    /// One of a few chips, by the words on it.
    Choice(&'a str),
    /// Any element that shows exactly these words.
    Text(&'a str),
    /// Any element that says these words, among others.
    Saying(&'a str),
    /// By CSS selector, where nothing better is to be had.
    Css(&'a str),
}

impl<'a> From<&'a str> for Target<'a> {
    /// A bare word is a test id.
    fn from(id: &'a str) -> Self {
        Self::Id(id)
    }
}

impl fmt::Display for Target<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(to, "the element {id}"),
            Self::Named(words) => write!(to, "the button “{words}”"),
            Self::InDialog(words) => write!(to, "the button “{words}” in the dialog"),
            Self::Choice(words) => write!(to, "the choice “{words}”"),
            Self::Field(label) => write!(to, "the field “{label}”"),
            Self::Text(words) | Self::Saying(words) => write!(to, "the words “{words}”"),
            Self::Css(selector) => write!(to, "the selector {selector}"),
        }
    }
}

impl Target<'_> {
    /// The XPath that finds it. Hidden elements are found too; the verbs look at that.
    pub(crate) fn path(&self) -> Option<String> {
        Some(match self {
            Self::Id(id) => format!("//*[@data-testid={}]", quoted(id)),
            Self::Named(words) => {
                let words = quoted(words);
                format!(
                    "//*[self::button or self::a or self::summary or @role='button' or \
                     @role='tab' or @role='menuitem' or @role='option' or @role='link']\
                     [normalize-space(.)={words} or @aria-label={words} or \
                     .//*[normalize-space(.)={words}]]"
                )
            }
            Self::Field(label) => {
                let label = quoted(label);
                format!(
                    "//*[(self::input or self::textarea or self::select or @role='combobox' or \
                     @role='textbox') and (@aria-label={label} or \
                     @id=//label[normalize-space(.)={label}]/@for or \
                     ancestor::label[normalize-space(.)={label}])]"
                )
            }
            Self::InDialog(words) => format!(
                "//*[@role='dialog' or @role='alertdialog']//button[normalize-space(.)={}]",
                quoted(words)
            ),
            Self::Choice(words) => format!(
                "//label[.//input[@type='radio' or @type='checkbox']][.//text()[normalize-space(.)={words}]]",
                words = quoted(words)
            ),
            Self::Text(words) => format!("//*[text()[normalize-space(.)={}]]", quoted(words)),
            Self::Saying(words) => format!("//*[text()[contains(., {})]]", quoted(words)),
            Self::Css(_) => return None,
        })
    }
}

/// A string literal of XPath 1.0, which knows no escapes.
fn quoted(words: &str) -> String {
    if !words.contains('\'') {
        return format!("'{words}'");
    }
    let parts: Vec<String> = words.split('\'').map(|part| format!("'{part}'")).collect();
    format!("concat({})", parts.join(", \"'\", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_word_is_a_test_id() {
        assert_eq!(Target::from("visit-sign"), Target::Id("visit-sign"));
        assert_eq!(Target::Id("visit-sign").path().unwrap(), "//*[@data-testid='visit-sign']");
    }

    #[test]
    fn an_apostrophe_does_not_end_the_words() {
        assert_eq!(quoted("O'Brien's"), "concat('O', \"'\", 'Brien', \"'\", 's')");
    }

    #[test]
    fn a_failure_names_what_was_missed_in_words() {
        assert_eq!(Target::Named("签署并存档").to_string(), "the button “签署并存档”");
    }
}
