//! Odds by hand: halves and their powers, which binary fractions hold exactly.

use fernet_core::*;

/// The probability `2^-exponent`: that none of so many rivals with the same bid reaches a ticket of 2^127.
fn half_to_the(exponent: u64) -> Probability {
    let bid = FeeBurn::new(250_000).unwrap();
    Probability::against(Score::new(Ticket::new(1 << 127), bid), exponent, bid)
}

#[test]
fn against_rivals_whom_a_ticket_beats_half_of_the_time() {
    assert_eq!(half_to_the(0), Probability::CERTAIN);
    for rivals in 1..=128_u32 {
        assert_eq!(half_to_the(rivals.into()).get(), 1 << (128 - rivals), "{rivals} rivals");
    }
    assert_eq!(half_to_the(129).get(), 0);
    assert_eq!(half_to_the(u64::MAX).get(), 0);
}

#[test]
fn a_bid_that_doubles_the_score_halves_what_rivals_may_draw() {
    let (none, all) = (FeeBurn::ZERO, FeeBurn::new(PPM).unwrap());
    assert_eq!(Probability::against(Score::new(Ticket::new(1 << 100), none), 1, all).get(), 1 << 99);
    assert_eq!(Probability::against(Score::new(Ticket::new(1 << 100), all), 1, none).get(), 1 << 101);
    assert_eq!(Probability::against(Score::new(Ticket::new(u128::MAX), all), 1, none), Probability::CERTAIN);
}

/// Any ticket reaches a score of 0, so does a rival's 0.
#[test]
fn a_score_of_nothing_never_leads_against_a_rival() {
    let score = Score::new(Ticket::new(0), FeeBurn::ZERO);
    assert_eq!(Probability::against(score, 1, FeeBurn::ZERO).get(), 0);
    assert_eq!(Probability::against(score, 0, FeeBurn::ZERO), Probability::CERTAIN);
}

/// With half of the rivals' weight, a key with the ticket `w` (as a part of 1) leads with probability `(w / 2)^(n - 1)`; over all `w`
/// that is `2^-(n - 1) / n`.
#[test]
fn among_keys_that_bid_more() {
    let (none, all) = (FeeBurn::ZERO, FeeBurn::new(PPM).unwrap());
    assert_eq!(Probability::among(0, none, all), None);
    assert_eq!(Probability::among(1, none, all).unwrap(), Probability::CERTAIN);
    assert_eq!(Probability::among(2, none, all).unwrap().get(), 1 << 126);
    assert_eq!(Probability::among(4, none, all).unwrap().get(), 1 << 123);
}

#[test]
fn percentages_are_rounded_to_the_decimals_asked_for() {
    let text = |exponent, decimals: usize| format!("{:.decimals$}", half_to_the(exponent));
    assert_eq!(half_to_the(1).to_string(), "50");
    assert_eq!((text(1, 0), text(1, 2), text(2, 9)), ("50".into(), "50.00".into(), "25.000000000".into()));
    // 12.5 and 6.25 and 0.78125 and 0.09765625 %.
    assert_eq!((half_to_the(3).to_string(), text(3, 1)), ("13".into(), "12.5".into()));
    assert_eq!((half_to_the(4).to_string(), text(4, 1)), ("6".into(), "6.3".into()));
    assert_eq!((text(7, 4), text(10, 3)), ("0.7813".into(), "0.098".into()));
    assert_eq!(text(2, 12), "25.000000000", "nine decimals at most");
    assert_eq!((Probability::CERTAIN.to_string(), text(0, 1)), ("100".into(), "100.0".into()));
    assert_eq!(half_to_the(200).to_string(), "0");
}
