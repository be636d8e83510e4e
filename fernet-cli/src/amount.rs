//! Numbers as a person reads and writes them: shares of a whole, wei with its decimals. No floats.

use fernet_core::PPM;

/// Wei of one unit, as ETH has it.
const UNIT: u128 = 1_000_000_000_000_000_000;
/// Decimals of [`UNIT`].
const UNIT_DECIMALS: usize = 18;
/// Decimals of [`PPM`].
const PPM_DECIMALS: usize = 6;

/// Wei as units with all 18 decimals, trailing zeros left out.
pub(crate) fn units(wei: u128) -> String {
    fraction(wei / UNIT, wei % UNIT, UNIT_DECIMALS)
}

/// Parts per million as a fraction: `0.8`.
pub(crate) fn ppm(ppm: u32) -> String {
    fraction((ppm / PPM).into(), (ppm % PPM).into(), PPM_DECIMALS)
}

/// Parts per million as a percentage: `12.5%`.
pub(crate) fn percent(ppm: u32) -> String {
    let (whole, rest) = (ppm / (PPM / 100), ppm % (PPM / 100));
    format!("{}%", fraction(whole.into(), rest.into(), PPM_DECIMALS - 2))
}

fn fraction(whole: u128, rest: u128, decimals: usize) -> String {
    let text = format!("{whole}.{rest:0decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads a share: parts per million as an integer (`800000`), a fraction (`0.8`, `1.0`, and `1` for the whole), or a
/// percentage (`80%`).
pub(crate) fn parse_share(text: &str) -> Result<u32, String> {
    let expected = || format!("expected a share such as 800000 (ppm), 0.8 or 80%, got {text:?}");
    let parsed = match text.strip_suffix('%') {
        Some(percent) => scaled(percent, PPM_DECIMALS - 2),
        None if text.contains('.') || text == "1" => scaled(text, PPM_DECIMALS),
        None => scaled(text, 0),
    };
    parsed.and_then(|ppm| u32::try_from(ppm).ok()).ok_or_else(expected)
}

/// Reads wei, or units with the suffix `eth`: `1000eth`, `0.5eth`.
pub(crate) fn parse_wei(text: &str) -> Result<u128, String> {
    let parsed = match text.strip_suffix("eth") {
        Some(units) => scaled(units.trim_end(), UNIT_DECIMALS),
        None => scaled(text, 0),
    };
    parsed.ok_or_else(|| format!("expected wei such as 1000000 or units such as 1.5eth, got {text:?}"))
}

/// A decimal number times 10^decimals, if that is an integer.
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
    use super::{parse_share, parse_wei, percent, ppm, units};

    #[test]
    fn shares_are_read_in_three_forms() {
        for (text, want) in [("800000", 800_000), ("0.8", 800_000), ("80%", 800_000), ("12.5%", 125_000)] {
            assert_eq!(parse_share(text), Ok(want), "{text}");
        }
        assert_eq!((parse_share("1"), parse_share("1.0"), parse_share("0")), (Ok(1_000_000), Ok(1_000_000), Ok(0)));
        assert_eq!(parse_share("5.0"), Ok(5_000_000));
        for wrong in ["", ".", "-1", "0.", ".5", "0.0000001", "1e6", "abc", "4294967296", "%", "1.2.3", "0.8 "] {
            assert!(parse_share(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn amounts_are_read_in_wei_and_in_units() {
        assert_eq!(parse_wei("17"), Ok(17));
        assert_eq!(parse_wei("1.5eth"), Ok(1_500_000_000_000_000_000));
        assert!(parse_wei("1.5").is_err());
        assert!(parse_wei("0.0000000000000000001eth").is_err());
        assert!(parse_wei("999999999999999999999999999999eth").is_err());
    }

    #[test]
    fn numbers_are_written_without_trailing_zeros() {
        assert_eq!(units(8_602_150_537_634_408_602), "8.602150537634408602");
        assert_eq!((units(0).as_str(), units(200 * 10_u128.pow(18)).as_str()), ("0", "200"));
        assert_eq!((ppm(800_000).as_str(), ppm(6_000_000).as_str(), ppm(1).as_str()), ("0.8", "6", "0.000001"));
        assert_eq!(
            (percent(125_000).as_str(), percent(1_000_000).as_str(), percent(0).as_str()),
            ("12.5%", "100%", "0%")
        );
    }
}
