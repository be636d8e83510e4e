//! Binomial probabilities, for the values in theory.

/// The probability of at most `successes` in `trials` independent trials that succeed with probability `p` each.
///
/// The sum starts at no success. Where that probability is below the range of an `f64`, so is the whole sum for the few
/// successes that experiments ask for, and the result is 0.
pub(crate) fn at_most(successes: u64, trials: u64, p: f64) -> f64 {
    if p >= 1.0 || successes >= trials {
        return f64::from(u8::from(successes >= trials));
    }
    let mut term = none(trials, p);
    let mut sum = term;
    for k in 0..successes {
        term *= (trials - k) as f64 / (k + 1) as f64 * (p / (1.0 - p));
        sum += term;
    }
    sum.min(1.0)
}

/// The probability of no success in `trials` independent trials.
pub(crate) fn none(trials: u64, p: f64) -> f64 {
    if trials == 0 { 1.0 } else { libm::exp(trials as f64 * libm::log1p(-p.min(1.0))) }
}

/// The mean of the number of successes, of which at most `most` count: the sum over j below `most` of the probability of
/// more than j.
pub(crate) fn mean_of_at_most(most: u64, trials: u64, p: f64) -> f64 {
    (0..most).map(|j| 1.0 - at_most(j, trials, p)).sum()
}

/// The number of ways to choose `k` of `n` things; exact below 2^53.
pub(crate) fn choose(n: usize, k: usize) -> f64 {
    (0..k).fold(1.0, |ways, i| ways * (n as f64 - i as f64) / (i + 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_those_of_small_fractions() {
        // Four trials at 1/4: 81, 108, 54, 12 and 1 of 256.
        for (successes, of_256) in [(0, 81.0), (1, 189.0), (2, 243.0), (3, 255.0), (4, 256.0), (9, 256.0)] {
            assert!((at_most(successes, 4, 0.25) - of_256 / 256.0).abs() < 1e-15, "{successes}");
        }
        assert_eq!((at_most(2, 3, 1.0), at_most(3, 3, 1.0), at_most(0, 5, 0.0)), (0.0, 1.0, 1.0));
        assert_eq!((none(0, 1.0), none(3, 1.0), at_most(2, 1_000_000, 0.9)), (1.0, 0.0, 0.0));
        // min(X, 2): 1 with 108/256, 2 with 67/256.
        assert!((mean_of_at_most(2, 4, 0.25) - 242.0 / 256.0).abs() < 1e-15);
    }

    #[test]
    fn ways_to_choose_are_those_of_pascals_triangle() {
        assert_eq!([0, 1, 2, 3, 4, 5].map(|k| choose(4, k)), [1.0, 4.0, 6.0, 4.0, 1.0, 0.0]);
        assert_eq!(choose(12, 6), 924.0);
    }

    #[test]
    fn many_rare_trials_are_a_poisson_number() {
        // e^-2 (1 + 2 + 2)
        assert!((at_most(2, 10_000_000, 2e-7) - 0.676_676_416_183_063_5).abs() < 1e-7);
    }
}
