//! Shares and amounts as text: shares in ppm as fractions and percentages, amounts in wei as ETH. No floats.

use fernet_core::PPM;
use fernet_rewards::Amount;

/// Number of wei in one ETH.
const ETH: u128 = 1_000_000_000_000_000_000;
/// Digits after the decimal point of an amount in ETH that is written in full.
const ETH_DECIMALS: usize = 18;
/// Digits after the decimal point of a share that is written as a fraction in full.
const PPM_DECIMALS: usize = 6;

/// Writes an amount of wei in ETH, exactly and without trailing zeros: `1.5`.
pub(crate) fn eth(wei: u128) -> String {
    fraction(wei / ETH, wei % ETH, ETH_DECIMALS)
}

/// Writes parts per million as a fraction of one: `0.8`.
pub(crate) fn ppm(ppm: u32) -> String {
    fraction((ppm / PPM).into(), (ppm % PPM).into(), PPM_DECIMALS)
}

/// Writes parts per million as a percentage: `12.5%`.
pub(crate) fn percent(ppm: u32) -> String {
    let (whole, rest) = (ppm / (PPM / 100), ppm % (PPM / 100));
    format!("{}%", fraction(whole.into(), rest.into(), PPM_DECIMALS - 2))
}

/// Writes parts per million in both notations: `0.8 (80%)`.
pub(crate) fn both(share: u32) -> String {
    format!("{} ({})", ppm(share), percent(share))
}

fn fraction(whole: u128, rest: u128, decimals: usize) -> String {
    let text = format!("{whole}.{rest:0decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Largest share that may be written without a unit, in ppm: 10, which is 1000 %. A larger number is probably a percentage
/// whose sign is missing.
const LARGEST_FRACTION: u32 = 10 * PPM;

/// Reads a share in ppm, written as a fraction (`0.8`, `1`, `6`), a percentage (`80%`), or parts per million (`800000ppm`).
pub(crate) fn parse_share(text: &str) -> Result<u32, String> {
    let units = [("%", PPM_DECIMALS - 2), ("ppm", 0), ("", PPM_DECIMALS)];
    let ppm = with_unit(text, &units).and_then(|ppm| u32::try_from(ppm).ok());
    let is_fraction = text.ends_with(|last: char| last.is_ascii_digit());
    match ppm {
        Some(ppm) if is_fraction && ppm > LARGEST_FRACTION => {
            let (fraction, percent) = (self::ppm(ppm), percent(ppm));
            Err(format!("{fraction} without a unit is {percent}; write {fraction}% or {percent}"))
        }
        Some(ppm) => Ok(ppm),
        None => {
            let most = percent(u32::MAX);
            Err(format!("expected a share such as 0.8, 80% or 800000ppm, in whole ppm and at most {most}"))
        }
    }
}

/// Reads a share of at most 1000000 ppm, such as a FEE_BURN or a probability.
pub(crate) fn parse_part(text: &str) -> Result<u32, String> {
    match parse_share(text)? {
        ppm @ ..=PPM => Ok(ppm),
        ppm => Err(format!("expected at most 1, which is 100%, got {}, which is {}", self::ppm(ppm), percent(ppm))),
    }
}

/// Reads an amount of wei, without a unit or in `wei`, `gwei` or `eth`: `1000eth`, `0.5eth`, `20gwei`.
pub(crate) fn parse_wei(text: &str) -> Result<u128, String> {
    let units = [("gwei", 9), ("wei", 0), ("eth", ETH_DECIMALS), ("", 0)];
    with_unit(text, &units)
        .ok_or_else(|| "expected an amount such as 1000000, 20gwei or 1.5eth, in whole wei".to_owned())
}

/// Reads an amount of less than 2^96 wei, as the protocol requires.
pub(crate) fn parse_amount(text: &str) -> Result<u128, String> {
    let wei = parse_wei(text)?;
    Amount::new(wei).map(|amount| amount.wei()).map_err(|error| error.to_string())
}

/// Reads a number with a unit, and scales it by 10^decimals. `units` lists the suffixes with their decimals; the first suffix
/// that the text ends in counts.
fn with_unit(text: &str, units: &[(&str, usize)]) -> Option<u128> {
    units
        .iter()
        .find_map(|(unit, decimals)| Some((text.strip_suffix(unit)?, *decimals)))
        .and_then(|(number, decimals)| scaled(number, decimals))
}

/// Multiplies a decimal number by 10^decimals. Returns `None` unless the result is an integer.
fn scaled(text: &str, decimals: usize) -> Option<u128> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let rest_trimmed = rest.trim_end_matches('0');
    if !digits(whole) || !digits(rest) || rest_trimmed.len() > decimals {
        return None;
    }
    format!("{whole}{rest_trimmed:0<decimals$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use fernet_core::PPM;

    use super::{eth, parse_amount, parse_part, parse_share, parse_wei, percent, ppm};

    #[test]
    fn shares_are_read_in_three_notations() {
        for (text, want) in [
            ("0.8", 800_000),
            ("80%", 800_000),
            ("800000ppm", 800_000),
            ("12.5%", 125_000),
            ("0", 0),
            ("1", 1_000_000),
            ("1.0", 1_000_000),
            ("6", 6_000_000),
            ("600%", 6_000_000),
            ("2ppm", 2),
            ("10", 10_000_000),
            ("8000%", 80_000_000),
            ("429496.7295%", u32::MAX),
            ("4294967295ppm", u32::MAX),
        ] {
            assert_eq!(parse_share(text), Ok(want), "{text}");
        }
        for wrong in
            ["", ".", "-1", "0.", ".5", "0.0000001", "1e6", "abc", "%", "1.2.3", "0.8 ", "0.5ppm", "ppm", "80 %"]
        {
            assert!(parse_share(wrong).is_err(), "{wrong:?}");
        }
        for large in ["800000", "429496.7296%", "4294967296ppm"] {
            assert!(parse_share(large).is_err(), "{large:?}");
        }
        for (bare, said) in
            [("80", "80 without a unit is 8000%; write 80% or 8000%"), ("10.5", "10.5 without a unit is 1050%")]
        {
            assert!(parse_share(bare).unwrap_err().starts_with(said), "{bare}");
        }
        assert_eq!((parse_part("1"), parse_part("100%"), parse_part("1000000ppm")), (Ok(PPM), Ok(PPM), Ok(PPM)));
        for large in ["1.000001", "2.0", "8.5", "101%", "1000001ppm"] {
            assert!(parse_part(large).unwrap_err().starts_with("expected at most 1"), "{large}");
        }
    }

    #[test]
    fn amounts_are_read_with_and_without_a_unit() {
        assert_eq!((parse_wei("17"), parse_wei("17wei")), (Ok(17), Ok(17)));
        assert_eq!((parse_wei("20gwei"), parse_wei("0.5gwei")), (Ok(20_000_000_000), Ok(500_000_000)));
        assert_eq!(parse_wei("1.5eth"), Ok(1_500_000_000_000_000_000));
        for wrong in ["1.5", "1.5wei", "0.0000000001gwei", "0.0000000000000000001eth", "eth", "1 eth", "1Eth", "-1"] {
            assert!(parse_wei(wrong).is_err(), "{wrong}");
        }
        assert!(parse_wei("999999999999999999999999999999eth").is_err());
        assert_eq!(parse_amount("79228162514264337593543950335"), Ok((1 << 96) - 1));
        assert!(parse_amount("79228162514264337593543950336").is_err());
    }

    #[test]
    fn numbers_are_written_without_trailing_zeros() {
        assert_eq!(eth(8_602_150_537_634_408_602), "8.602150537634408602");
        assert_eq!((eth(0).as_str(), eth(200 * 10_u128.pow(18)).as_str()), ("0", "200"));
        assert_eq!((ppm(800_000).as_str(), ppm(6_000_000).as_str(), ppm(1).as_str()), ("0.8", "6", "0.000001"));
        assert_eq!(
            (percent(125_000).as_str(), percent(1_000_000).as_str(), percent(0).as_str()),
            ("12.5%", "100%", "0%")
        );
    }
}
