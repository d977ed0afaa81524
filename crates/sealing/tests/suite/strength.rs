//! Judging passphrases as people here choose them.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use sealing::{Advice, Passphrase, Strength};

fn judge(text: &str) -> Strength {
    Strength::of(&Passphrase::new(text.into()), &["陈晓雯", "Chen Xiaowen", "桂花社工站"])
}

#[test]
fn a_few_words_of_ones_own_are_accepted() {
    for text in [
        "雨天带伞去看望三楼的奶奶",
        "灶台边那只花猫爱听收音机",
        "copper teapot sings at dawn",
        "yutian daisan kanwang nainai",
        "k7-Vq2!zR-m9tW",
        // a known line is no harm where enough of one's own stands beside it
        "床前明月光照着灶台边那只花猫听收音机",
    ] {
        let strength = judge(text);
        assert!(strength.accepted, "{text}");
        assert!(strength.score >= 3, "{text}");
        assert!(strength.guesses_log10 >= 8.0, "{text}");
        assert_eq!(strength.advice, [], "{text}");
    }
}

#[test]
fn what_everybody_tries_first_is_refused_with_a_reason() {
    for (text, reason) in [
        ("", Advice::Longer),
        ("猫爱听收音机", Advice::Longer),
        ("password123", Advice::NotWellKnown),
        ("woaini1314520", Advice::NotWellKnown),
        ("床前明月光疑是地上霜", Advice::NotWellKnown),
        ("好好学习天天向上好好学习", Advice::NotWellKnown),
        ("床前明月光疑是地上霜举头望明月低头思故乡", Advice::NotWellKnown),
        ("老吾老以及人之老，幼吾幼以及人之幼", Advice::NotWellKnown),
        ("mnbvcxzlkjhg", Advice::NotKeyboardRow),
        ("aaaaaaaaaaaaaaa", Advice::NotRepeated),
        ("家家家家家家家家家家家家", Advice::NotRepeated),
        ("abcdefghijklmn", Advice::NotSequence),
        ("1988-05-12", Advice::NotDate),
        ("elizabeth", Advice::NotSingleWord),
    ] {
        let strength = judge(text);
        assert!(!strength.accepted, "{text}");
        assert!(strength.advice.contains(&reason), "{text}: {:?}", strength.advice);
        assert_eq!(strength.advice.last(), Some(&Advice::MoreWords), "{text}");
    }
}

#[test]
fn ones_own_name_and_station_count_for_little() {
    for text in [
        "陈晓雯陈晓雯桂花社工站",
        "桂花社工站2024",
        "chenxiaowen",
        "Chen Xiaowen1",
        "ＣＨＥＮ xiaowen",
    ] {
        let strength = judge(text);
        assert!(!strength.accepted, "{text}");
    }
    assert!(judge("陈晓雯桂花社工站1").advice.contains(&Advice::NotYourself));
    assert!(judge("xiaowen123").advice.contains(&Advice::NotYourself));
    // The same letters are worth more for somebody else.
    let text = Passphrase::new("xiaowen guihua".into());
    let own = Strength::of(&text, &["Chen Xiaowen", "guihua"]);
    assert!(own.guesses_log10 < Strength::of(&text, &[]).guesses_log10);
}

#[test]
fn a_single_character_of_the_name_is_no_fault() {
    let strength = Strength::of(&Passphrase::new("灶台边那只花猫爱听收音机".into()), &["花"]);
    assert!(strength.accepted);
}

#[test]
fn each_piece_of_advice_comes_once() {
    let advice = judge("aaabbbccc111").advice;
    let mut once = advice.clone();
    once.dedup();
    assert_eq!(advice, once);
}

#[test]
fn length_alone_does_not_help_but_is_required() {
    assert!(!judge("k7-Vq2!zR").accepted);
    assert!(judge("k7-Vq2!zRm").accepted);
    assert!(!judge(&"密码".repeat(500)).accepted);
}

#[test]
fn debug_keeps_the_number_of_guesses_to_itself() {
    let text = format!("{:?}", judge("雨天带伞去看望三楼的奶奶"));
    assert_eq!(text, "Strength(accepted: true)");
}

#[test]
fn very_long_input_is_judged_by_its_beginning_and_in_time() {
    let worst = "4@8({[<3691!|70$5+%2".repeat(50_000);
    let megabyte = "雨".repeat(1_000_000);
    for text in [worst.as_str(), megabyte.as_str()] {
        let start = Instant::now();
        judge(text);
        // A ceiling against hanging, not a measurement.
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_judged(text in "\\PC{0,30}", personal in "\\PC{0,20}") {
        let strength = Strength::of(&Passphrase::new(text.clone()), &[&personal]);
        prop_assert!(strength.score <= 4);
        prop_assert!(strength.guesses_log10 >= 0.0 && strength.guesses_log10.is_finite());
        prop_assert_eq!(strength.accepted, strength.advice.is_empty());
    }
}
