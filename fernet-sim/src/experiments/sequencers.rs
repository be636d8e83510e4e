//! What the experiments on sequencers share.

use fernet_core::{Address, FeeSplit, ParamValues, Params, equilibrium_split};

/// The greatest split of the experiments, in parts per million.
pub(super) const MAX_SPLIT: u64 = 100_000_000;

/// Parameters of a rollup whose sequencers may bid splits up to `cap` parts per million.
///
/// # Panics
/// If the cap is above [`MAX_SPLIT`].
pub(super) fn with_cap(cap: u64) -> Params {
    let mut values = ParamValues::new(1, Address::from_bytes([1; 20]));
    values.fee_split_cap = u32::try_from(cap.min(MAX_SPLIT)).expect("below 2^32");
    values.bond_base = u128::from(cap > 1_000_000);
    Params::new(values).expect("a cap in its range")
}

/// A split in parts per million, up to [`MAX_SPLIT`].
///
/// # Panics
/// If it is above.
pub(super) fn split(ppm: u64) -> FeeSplit {
    with_cap(MAX_SPLIT).fee_split(u32::try_from(ppm).expect("below 2^32")).expect("below the cap")
}

/// The split of the symmetric equilibrium among `keys` keys that find the same MEV (SPEC #odds). The cap, the MEV and the
/// split are in parts per million.
///
/// # Panics
/// If the cap is above [`MAX_SPLIT`], or if there are 2^32 keys or more.
pub(super) fn equilibrium(cap: u64, keys: u64, mev: u64) -> u64 {
    let keys = u32::try_from(keys).expect("below 2^32");
    equilibrium_split(&with_cap(cap), keys, mev).map_or(0, |split| split.ppm().into())
}

/// The chance in theory to lead against `keys - 1` rivals whose weight `1 + bid` is `1/a` of the own one (SPEC #mechanism
/// for the literal rule).
pub(super) fn among(literal: bool, a: f64, keys: f64) -> f64 {
    match (literal, a >= 1.0) {
        (true, true) => 1.0 - 1.0 / a + 1.0 / (a * keys),
        (true, false) => libm::pow(a, keys - 1.0) / keys,
        (false, true) => a / keys * (1.0 - libm::pow(1.0 - 1.0 / a, keys)),
        (false, false) => a / keys,
    }
}

/// Some keys that bid the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// Number of keys.
    pub(super) keys: f64,
    /// `1 + bid`.
    pub(super) weight: f64,
}

/// The chance in theory that one more key with `weight` leads two groups of rivals under the literal rule: the integral
/// over its uniform ticket t of `min(1, t w / w_j)^n_j`, piece by piece.
pub(super) fn leads(weight: f64, rivals: [Group; 2]) -> f64 {
    let [a, b] = if rivals[0].weight <= rivals[1].weight { rivals } else { [rivals[1], rivals[0]] };
    // From these tickets on, every rival of the group is beaten.
    let (first, second) = ((a.weight / weight).min(1.0), (b.weight / weight).min(1.0));
    let (n, m) = (a.keys + b.keys, b.keys);
    // Logarithms, because the powers of weights overflow.
    let below = libm::exp(
        a.keys * libm::log(weight / a.weight) + b.keys * libm::log(weight / b.weight) + (n + 1.0) * libm::log(first),
    ) / (n + 1.0);
    let power = |t: f64| libm::exp(m * libm::log(weight / b.weight) + (m + 1.0) * libm::log(t)) / (m + 1.0);
    below + (power(second) - power(first)) + (1.0 - second)
}

/// Finds the integer from 0 to `last` at which a function with one peak is greatest, by ternary search.
pub(super) fn peak(last: u64, at: impl Fn(u64) -> f64) -> u64 {
    let (mut low, mut high) = (0, last);
    while high - low > 2 {
        let third = (high - low) / 3;
        let (left, right) = (low + third, high - third);
        // A chance that is too small for a float is 0: the peak is to its right.
        if at(left) <= at(right) { low = left } else { high = right }
    }
    (low..=high).max_by(|a, b| at(*a).total_cmp(&at(*b))).unwrap_or(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean of a function over the midpoints of a million steps of its argument from 0 to 1.
    fn integral(at: impl Fn(f64) -> f64) -> f64 {
        (0..1_000_000).map(|i| at((f64::from(i) + 0.5) / 1e6)).sum::<f64>() / 1e6
    }

    #[test]
    fn chances_against_equal_rivals_are_the_integral() {
        for (a, keys) in [(2.0 / 1.5, 5), (0.75, 5), (1.0, 2), (3.0, 40_i32)] {
            let literal = integral(|t: f64| (t * a).min(1.0).powi(keys - 1));
            let distance = integral(|x: f64| (1.0 - x / a).max(0.0).powi(keys - 1));
            assert!((among(true, a, keys.into()) - literal).abs() < 1e-9, "{a} {keys}");
            assert!((among(false, a, keys.into()) - distance).abs() < 1e-9, "{a} {keys}");
        }
    }

    #[test]
    fn chances_against_two_groups_are_the_integral() {
        let rivals = [Group { keys: 3.0, weight: 1.2 }, Group { keys: 2.0, weight: 1.9 }];
        for weight in [1.0, 1.2, 1.5, 1.9, 2.5_f64] {
            let expected = integral(|t| (t * weight / 1.2).min(1.0).powi(3) * (t * weight / 1.9).min(1.0).powi(2));
            assert!((leads(weight, rivals) - expected).abs() < 1e-9, "{weight}");
        }
    }

    #[test]
    fn peaks_are_found() {
        for target in [0, 1, 7, 999, 1000] {
            assert_eq!(peak(1000, |x| -(x as f64 - target as f64).abs()), target);
        }
        assert_eq!(peak(0, |_| 1.0), 0);
        // The chance to lead 99,999 rivals that bid 1 is 0 in floating-point numbers below a split of 0.98.
        let profit = |split: u64| among(true, (1e6 + split as f64) / 2e6, 1e5) * (2e6 - split as f64);
        assert_eq!(profit(900_000), 0.0);
        assert!(peak(1_000_000, profit) > 999_000);
    }
}
