//! Estimates from samples, with intervals.

use serde::Serialize;

/// Half the width of the intervals, in standard errors: a normal value lies inside with a probability of 99.9 %.
pub const Z: f64 = 3.290_526_731_491_925_5;

/// The value of one measure in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
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

    /// The same estimate with its value in theory.
    #[must_use]
    pub const fn expecting(self, expected: f64) -> Self {
        Self { expected: Some(expected), ..self }
    }

    /// The estimate multiplied by a positive constant, the value in theory too.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            value: self.value * factor,
            low: self.low * factor,
            high: self.high * factor,
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

/// Sums of samples, from which a mean and its interval are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    samples: u64,
    sum: f64,
    squares: f64,
}

impl Mean {
    /// Adds one sample.
    pub fn insert(&mut self, sample: f64) {
        self.samples += 1;
        self.sum += sample;
        self.squares += sample * sample;
    }

    /// Adds the samples of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.samples += other.samples;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The sums over those samples only in which a condition holds. The samples of `condition` are 1 where it holds and 0
    /// elsewhere; these samples are 0 elsewhere.
    #[must_use]
    pub const fn among(&self, condition: &Self) -> Self {
        Self { samples: condition.sum as u64, sum: self.sum, squares: self.squares }
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
        let half = if self.samples < 2 {
            f64::INFINITY
        } else {
            let variance = ((self.squares - n * value * value) / (n - 1.0)).max(0.0);
            Z * (variance / n).sqrt()
        };
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
