//! Estimates from samples, with intervals.

/// Half the width of the intervals, in standard errors: a normal value lies inside with a probability of 99.9 %.
pub const Z: f64 = 3.290_526_731_491_925_5;

/// The value of one measure in one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate, or the value itself if it was computed and not drawn.
    pub value: f64,
    /// The lower end of the interval of 99.9 %.
    pub low: f64,
    /// The upper end of the interval of 99.9 %.
    pub high: f64,
    /// The value in theory: a closed form or a computation that draws nothing, where there is one.
    pub expected: Option<f64>,
    /// Number of samples; 0 for a value that was computed.
    pub samples: u64,
}

impl Estimate {
    /// A value that was computed, not drawn.
    #[must_use]
    pub const fn exact(value: f64) -> Self {
        Self { value, low: value, high: value, expected: None, samples: 0 }
    }

    /// The same estimate with its value in theory; without one if that is not a number, as a mean over blocks that never happen.
    #[must_use]
    pub const fn expecting(self, expected: f64) -> Self {
        Self { expected: if expected.is_finite() { Some(expected) } else { None }, ..self }
    }

    /// The estimate multiplied by a constant, the value in theory too.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let (low, high) = if factor < 0.0 { (self.high, self.low) } else { (self.low, self.high) };
        Self {
            value: self.value * factor,
            low: low * factor,
            high: high * factor,
            expected: self.expected.map(|expected| expected * factor),
            samples: self.samples,
        }
    }

    /// The estimate less a constant, the value in theory too.
    #[must_use]
    pub fn minus(self, constant: f64) -> Self {
        Self {
            value: self.value - constant,
            low: self.low - constant,
            high: self.high - constant,
            expected: self.expected.map(|expected| expected - constant),
            samples: self.samples,
        }
    }

    /// Whether the value in theory, if there is one, lies in the interval, up to a rounding error of 10^-12 of it.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let inside = |expected: f64| {
            let rounding = expected.abs() * 1e-12;
            self.low - rounding <= expected && expected <= self.high + rounding
        };
        self.expected.is_none_or(inside)
    }
}

/// The sum of samples and of the squares of their distances from the mean, from which a mean and its interval are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    samples: u64,
    sum: f64,
    /// Updated sample by sample (T. F. Chan, G. H. Golub, R. J. LeVeque, Am. Stat. 37, 1983): the difference of the sum of squares
    /// and that of the mean would lose all digits of samples that are close together.
    deviations: f64,
}

impl Mean {
    /// Adds one sample.
    pub fn insert(&mut self, sample: f64) {
        let n = self.samples as f64;
        if self.samples > 0 {
            let apart = n * sample - self.sum;
            self.deviations += apart * apart / (n * (n + 1.0));
        }
        self.samples += 1;
        self.sum += sample;
    }

    /// Adds the samples of another sum.
    pub fn merge(&mut self, other: &Self) {
        let (n, m) = (self.samples as f64, other.samples as f64);
        if self.samples > 0 && other.samples > 0 {
            let apart = other.sum / m - self.sum / n;
            self.deviations += apart * apart * (n * m / (n + m));
        }
        self.samples += other.samples;
        self.sum += other.sum;
        self.deviations += other.deviations;
    }

    /// The sums over those samples only in which a condition holds. The samples of `condition` are 1 where it holds and 0
    /// elsewhere; these samples are 0 elsewhere.
    #[must_use]
    pub fn among(&self, condition: &Self) -> Self {
        let samples = condition.sum as u64;
        // Without the zeros, the mean is further from 0, and the deviations are less by that.
        let zeros = self.samples.saturating_sub(samples) as f64;
        let apart = if samples == 0 { 0.0 } else { self.sum / samples as f64 };
        let of_zeros = apart * apart * (samples as f64 * zeros / self.samples.max(1) as f64);
        Self { samples, sum: self.sum, deviations: (self.deviations - of_zeros).max(0.0) }
    }

    /// Number of samples.
    #[must_use]
    pub const fn samples(&self) -> u64 {
        self.samples
    }

    /// The mean of the samples; 0 without samples.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.samples == 0 { 0.0 } else { self.sum / self.samples as f64 }
    }

    /// The estimate of a mean, with the normal interval from the variance of the samples. Without two samples the
    /// interval is that of knowing nothing.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        let (value, n) = (self.mean(), self.samples as f64);
        let half = if self.samples < 2 { f64::INFINITY } else { Z * (self.deviations / (n - 1.0) / n).sqrt() };
        Estimate { value, low: value - half, high: value + half, expected: None, samples: self.samples }
    }

    /// The estimate of a probability from samples that are 0 or 1, with Wilson's score interval, which holds at 0 and at
    /// all hits too (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927).
    #[must_use]
    pub fn proportion(&self) -> Estimate {
        let (p, n) = (self.mean(), self.samples as f64);
        if self.samples == 0 {
            return Estimate { value: 0.0, low: 0.0, high: 1.0, expected: None, samples: 0 };
        }
        let z2 = Z * Z;
        let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        let (low, high) = ((centre - half).max(0.0), (centre + half).min(1.0));
        // Rounding may move an end across the value at 0 and 1.
        Estimate { value: p, low: low.min(p), high: high.max(p), expected: None, samples: self.samples }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(samples: &[f64]) -> Mean {
        let mut mean = Mean::default();
        samples.iter().for_each(|sample| mean.insert(*sample));
        mean
    }

    #[test]
    fn a_mean_has_its_standard_error() {
        // Mean 2.5, sample variance 5/3, standard error sqrt(5/12).
        let estimate = of(&[1.0, 2.0, 3.0, 4.0]).estimate();
        assert_eq!(estimate.value, 2.5);
        assert!((estimate.high - 2.5 - Z * (5.0_f64 / 12.0).sqrt()).abs() < 1e-12);
        assert!((estimate.high - 2.5 - (2.5 - estimate.low)).abs() < 1e-12);
        assert_eq!(of(&[1.0]).estimate().high, f64::INFINITY);
    }

    #[test]
    fn a_mean_under_a_condition_counts_its_samples_only() {
        let mean = of(&[0.0, 3.0, 0.0, 5.0]).among(&of(&[0.0, 1.0, 0.0, 1.0]));
        assert_eq!(mean.estimate(), of(&[3.0, 5.0]).estimate());
    }

    #[test]
    fn samples_close_together_keep_their_standard_error() {
        // 1, 1 + 2^-40 and 1 + 2^-39 have the variance 2^-80, half of whose digits a sum of squares cannot hold.
        let small = 2.0_f64.powi(-40);
        let estimate = of(&[1.0, 1.0 + small, 1.0 + 2.0 * small]).estimate();
        assert!((estimate.high - estimate.value - Z * small / 3.0_f64.sqrt()).abs() < small / 1000.0, "{estimate:?}");
    }

    #[test]
    fn a_negative_factor_exchanges_the_ends() {
        let estimate = of(&[1.0, 2.0, 3.0, 4.0]).estimate().times(-2.0);
        assert_eq!(estimate.value, -5.0);
        assert!(estimate.low < estimate.value && estimate.value < estimate.high);
        assert_eq!(estimate.expecting(f64::NAN).expected, None);
    }

    #[test]
    fn a_proportion_has_wilsons_interval() {
        // 2 of 10 at z = 3.2905: ends by the formula in rational arithmetic, 0.0440 and 0.5754.
        let mut hits = of(&[1.0, 1.0]);
        hits.merge(&of(&[0.0; 8]));
        let estimate = hits.proportion();
        assert_eq!((estimate.value, estimate.samples), (0.2, 10));
        let end = |sign: f64| {
            let (n, p) = (10.0, 0.2);
            // The ends solve (p - x)^2 = z^2 x (1 - x) / n.
            let (a, b, c) = (1.0 + Z * Z / n, -(2.0 * p + Z * Z / n), p * p);
            (-b + sign * (b * b - 4.0 * a * c).sqrt()) / (2.0 * a)
        };
        assert!((estimate.low - end(-1.0)).abs() < 1e-12 && (estimate.high - end(1.0)).abs() < 1e-12);
        let none = of(&[0.0; 100]).proportion();
        assert_eq!((none.value, none.low), (0.0, 0.0));
        assert!((none.high - Z * Z / (100.0 + Z * Z)).abs() < 1e-12);
        assert_eq!(of(&[1.0; 100]).proportion().high, 1.0);
    }
}
