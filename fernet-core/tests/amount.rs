//! Amounts: their range, their arithmetic, their bytes.

use fernet_core::{Amount, AmountTooLarge};
use proptest::prelude::*;

const LIMIT: u128 = 1 << 96;

fn wei(wei: u128) -> Amount {
    Amount::new(wei).unwrap()
}

#[test]
fn the_range_is_below_two_to_the_96() {
    assert_eq!(Amount::MAX.wei(), LIMIT - 1);
    assert_eq!(Amount::new(LIMIT - 1), Ok(Amount::MAX));
    assert_eq!(Amount::new(LIMIT), Err(AmountTooLarge));
    assert_eq!(Amount::try_from(u128::MAX), Err(AmountTooLarge));
    assert_eq!(Amount::default(), Amount::ZERO);
    assert!(AmountTooLarge.to_string().contains("2^96"), "{AmountTooLarge}");
}

#[test]
fn sums_and_differences_stay_in_range() {
    assert_eq!(wei(2).checked_add(wei(3)), Some(wei(5)));
    assert_eq!(Amount::MAX.checked_add(Amount::ZERO), Some(Amount::MAX));
    assert_eq!(Amount::MAX.checked_add(wei(1)), None);
    assert_eq!(wei(3).checked_sub(wei(3)), Some(Amount::ZERO));
    assert_eq!(wei(2).checked_sub(wei(3)), None);
}

#[test]
fn scaling_rounds_down() {
    assert_eq!(wei(1).mul_ppm_floor(999_999), Ok(Amount::ZERO));
    assert_eq!(wei(1).mul_ppm_floor(1_000_000), Ok(wei(1)));
    assert_eq!(wei(3).mul_ppm_floor(1_500_000), Ok(wei(4)));
    assert_eq!(Amount::MAX.mul_ppm_floor(1_000_000), Ok(Amount::MAX));
    assert_eq!(Amount::MAX.mul_ppm_floor(1_000_001), Err(AmountTooLarge));
    assert_eq!(Amount::MAX.mul_ppm_floor(u32::MAX), Err(AmountTooLarge));
}

#[test]
fn a_split_never_cuts_off_more_than_all() {
    assert_eq!(wei(10).split_floor(3, 2), (wei(10), Amount::ZERO));
    assert_eq!(wei(10).split_floor(2, 3), (wei(6), wei(4)));
    assert_eq!(wei(10).split_floor(1, 0), (Amount::ZERO, wei(10)));
    assert_eq!(Amount::MAX.split_floor(u32::MAX, u64::from(u32::MAX)), (Amount::MAX, Amount::ZERO));
}

#[test]
fn bytes_are_big_endian_and_canonical() {
    let mut bytes = [0; 32];
    bytes[20..].fill(0xff);
    assert_eq!(Amount::MAX.to_be_bytes(), bytes);
    assert_eq!(Amount::from_be_bytes(bytes), Ok(Amount::MAX));
    for bit in 96..256 {
        let mut bytes = [0; 32];
        bytes[31 - bit / 8] = 1 << (bit % 8);
        assert_eq!(Amount::from_be_bytes(bytes), Err(AmountTooLarge), "bit {bit}");
    }
}

#[test]
fn text_is_wei_in_decimal() {
    assert_eq!(Amount::MAX.to_string(), "79228162514264337593543950335");
    assert_eq!(format!("{:?}", wei(7)), "Amount(7 wei)");
    assert_eq!(format!("{:>3}", wei(7)), "  7");
}

proptest! {
    #[test]
    fn every_integer_is_an_amount_or_too_large(value: u128) {
        match Amount::new(value) {
            Ok(amount) => prop_assert!(amount.wei() == value && value < LIMIT),
            Err(error) => prop_assert!(error == AmountTooLarge && value >= LIMIT),
        }
    }

    #[test]
    fn parts_sum_to_the_whole(whole in 0..LIMIT, cut: u128, numerator: u32, denominator: u64) {
        for (part, rest) in [wei(whole).split_at(cut), wei(whole).split_floor(numerator, denominator)] {
            prop_assert_eq!(part.wei() + rest.wei(), whole);
        }
        prop_assert_eq!(wei(whole).split_at(cut).0.wei(), whole.min(cut));
    }

    #[test]
    fn a_floor_is_the_greatest_integer_below(whole in 0..LIMIT, ppm: u32) {
        let exact = whole * u128::from(ppm);
        match wei(whole).mul_ppm_floor(ppm) {
            Ok(part) => prop_assert!(exact - part.wei() * 1_000_000 < 1_000_000),
            Err(_) => prop_assert!(exact / 1_000_000 >= LIMIT),
        }
    }

    #[test]
    fn bytes_come_back(value in 0..LIMIT) {
        prop_assert_eq!(Amount::from_be_bytes(wei(value).to_be_bytes()), Ok(wei(value)));
        prop_assert_eq!(u128::from(wei(value)), value);
    }
}

/// Known answers: powers of ten, and quotients at the end of 128 bits.
#[test]
fn a_product_of_192_bits_is_divided_exactly() {
    let of = |wei: u128| Amount::new(wei).expect("below 2^96");
    let (unit, ten_to_27) = (10_u64.pow(18), 10_u128.pow(27));
    assert_eq!(of(ten_to_27).mul_div_floor(ten_to_27, unit), 10_u128.pow(36));
    assert_eq!(of(ten_to_27 - 1).mul_div_floor(ten_to_27, unit), 10_u128.pow(36) - 10_u128.pow(9));
    assert_eq!(of(3).mul_div_floor(1 << 127, 7), 0x36db_6db6_db6d_b6db_6db6_db6d_b6db_6db6);
    assert_eq!(of(2).mul_div_floor(1 << 127, 1), u128::MAX, "2^128 has no room");
    assert_eq!(of(2).mul_div_floor(1 << 127, 2), 1 << 127);
}
