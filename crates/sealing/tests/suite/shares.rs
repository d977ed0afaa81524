//! The station's recovery key on three sheets: any two make it, one does not.

use sealing::{CodeSlip, RecoveryKey, RecoveryShare, SharesDontFit};

fn typed(share: &RecoveryShare) -> RecoveryShare {
    RecoveryShare::parse(&share.reveal()).unwrap()
}

#[test]
fn any_two_make_the_key_in_any_order() {
    for _ in 0..20 {
        let key = RecoveryKey::make();
        let shares = key.split();
        for (a, b) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
            let joined = RecoveryKey::join(&typed(&shares[a]), &typed(&shares[b])).unwrap();
            assert_eq!(joined.user_key().public(), key.user_key().public());
            assert_eq!(joined.signing_key().public(), key.signing_key().public());
        }
    }
}

#[test]
fn they_are_numbered_and_have_nine_groups() {
    let shares = RecoveryKey::make().split();
    assert_eq!(shares.each_ref().map(RecoveryShare::number), [1, 2, 3]);
    for share in shares {
        let printed = share.reveal();
        assert_eq!(printed.split('-').filter(|group| group.len() == 5).count(), 9);
        assert_eq!(printed.len(), 53);
    }
}

#[test]
fn one_sheet_twice_is_told() {
    let [first, second, _] = RecoveryKey::make().split();
    let twice = RecoveryKey::join(&second, &typed(&second)).map(drop);
    assert_eq!(twice, Err(SharesDontFit::SameShare { number: 2 }));
    assert!(RecoveryKey::join(&first, &second).is_ok());
}

#[test]
fn sheets_of_two_splits_are_told() {
    // Zeros but for the number, and the mark of the second.
    let first =
        RecoveryShare::parse("1000N-0000A-0000F-0000M-0000H-0000Y-0000V-0000D-00008").unwrap();
    let second =
        RecoveryShare::parse("2500D-0000A-0000F-0000M-0000H-0000Y-0000V-0000D-00008").unwrap();
    let joined = RecoveryKey::join(&first, &second).map(drop);
    assert_eq!(joined, Err(SharesDontFit::OtherSplit));
}

#[test]
fn splits_of_one_key_share_nothing() {
    let key = RecoveryKey::make();
    let ([a, ..], [b, ..]) = (key.split(), key.split());
    assert_ne!(*a.reveal(), *b.reveal());
}

#[test]
fn a_mistyped_one_says_which_group() {
    let printed = RecoveryKey::make().split()[0].reveal();
    for group in 0..9u8 {
        let mut symbols: Vec<char> = printed.chars().collect();
        let at = usize::from(group) * 6 + 2;
        symbols[at] = if symbols[at] == '7' { '8' } else { '7' };
        let slip = RecoveryShare::parse(&symbols.iter().collect::<String>()).map(drop);
        assert_eq!(slip, Err(CodeSlip::Group { number: group + 1 }));
    }
    let short = RecoveryShare::parse(&printed[..52]).map(drop);
    assert_eq!(short, Err(CodeSlip::Length { found: 44, expected: 45 }));
}

#[test]
fn a_number_that_no_share_has_is_a_slip_in_the_first_group() {
    // Zeros but for the number, well typed.
    let none = "00005-0000A-0000F-0000M-0000H-0000Y-0000V-0000D-00008";
    let fourth = "4000F-0000A-0000F-0000M-0000H-0000Y-0000V-0000D-00008";
    for typed in [none, fourth] {
        let slip = RecoveryShare::parse(typed).map(drop);
        assert_eq!(slip, Err(CodeSlip::Group { number: 1 }));
    }
}
