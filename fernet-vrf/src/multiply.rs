//! The two linear combinations of a verification, U = sB - cY and V = sH - c Gamma, in variable time: all inputs are public.
//!
//! There are several algorithms for each. Which one is fastest depends on the arithmetic backend of `curve25519-dalek`;
//! `docs/adr/0006` has the measurements. Every build compiles all of them and tests that they agree.

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;

use crate::challenge::Challenge;

/// U = sB - cY, by the fastest algorithm for this build.
pub(crate) fn vartime_commitment_to_base(s: &Scalar, c: Challenge, y: &EdwardsPoint) -> EdwardsPoint {
    let table = cfg!(feature = "precomputed-tables");
    if cfg!(curve = "small") {
        if table { vartime_base_table(s, c, y) } else { vartime_columns(s, &ED25519_BASEPOINT_POINT, c, y) }
    } else if table && cfg!(curve = "serial") {
        vartime_base_split(s, c, y)
    } else {
        vartime_base_joint(s, c, y)
    }
}

/// V = sH - c Gamma, by the fastest algorithm for this build.
pub(crate) fn vartime_commitment_to_input(
    s: &Scalar,
    h: &EdwardsPoint,
    c: Challenge,
    gamma: &EdwardsPoint,
) -> EdwardsPoint {
    if cfg!(curve = "small") {
        vartime_columns(s, h, c, gamma)
    } else if cfg!(curve = "serial") {
        vartime_input_halved(s, h, c, gamma)
    } else if cfg!(curve = "avx2") {
        vartime_input_regular(s, h, c, gamma)
    } else {
        vartime_input_split(s, h, c, gamma)
    }
}

/// One double-scalar multiplication with shared doublings. Negates the point and not c, since -c has twice as many bits.
fn vartime_base_joint(s: &Scalar, c: Challenge, y: &EdwardsPoint) -> EdwardsPoint {
    EdwardsPoint::vartime_double_scalar_mul_basepoint(&c.to_scalar(), &-y, s)
}

/// Two multiplications: the precomputed table of the base point saves half of the doublings.
fn vartime_base_split(s: &Scalar, c: Challenge, y: &EdwardsPoint) -> EdwardsPoint {
    EdwardsPoint::mul_base(s) - vartime_multiple(&c.to_scalar(), y)
}

/// Two multiplications in variable time, by 253 and by 128 bits.
fn vartime_input_split(s: &Scalar, h: &EdwardsPoint, c: Challenge, gamma: &EdwardsPoint) -> EdwardsPoint {
    vartime_multiple(s, h) - vartime_multiple(&c.to_scalar(), gamma)
}

/// A multiplication in constant time, which is faster for 253 bits with AVX2, and one in variable time by 128 bits.
fn vartime_input_regular(s: &Scalar, h: &EdwardsPoint, c: Challenge, gamma: &EdwardsPoint) -> EdwardsPoint {
    s * h - vartime_multiple(&c.to_scalar(), gamma)
}

/// Multiplies by the upper half of s alone, then by its lower half and c together, with shared doublings.
fn vartime_input_halved(s: &Scalar, h: &EdwardsPoint, c: Challenge, gamma: &EdwardsPoint) -> EdwardsPoint {
    let (low, high) = halves(s);
    vartime_lower_columns(vartime_multiple(&Scalar::from(high), h), low, &Multiples::new(h), c, gamma)
}

/// [`vartime_input_halved`] for any two points, with all of s in columns of three bits. It needs less stack, and contains no panic
/// that a linker would have to remove.
#[inline(never)]
fn vartime_columns(s: &Scalar, point: &EdwardsPoint, c: Challenge, other: &EdwardsPoint) -> EdwardsPoint {
    let (low, high) = halves(s);
    let table = Multiples::new(point);
    vartime_lower_columns(table.vartime_walk(high), low, &table, c, other)
}

/// [`vartime_base_split`] with c in columns of three bits.
fn vartime_base_table(s: &Scalar, c: Challenge, y: &EdwardsPoint) -> EdwardsPoint {
    EdwardsPoint::mul_base(s) - Multiples::new(y).vartime_walk(u128::from_le_bytes(c.0))
}

/// 2^126 times `sum`, plus `low` times the point of `table`, minus c times `other`.
#[inline(never)]
fn vartime_lower_columns(
    mut sum: EdwardsPoint,
    low: u128,
    table: &Multiples,
    c: Challenge,
    other: &EdwardsPoint,
) -> EdwardsPoint {
    let other_table = Multiples::new(&-other);
    let (digits, other_digits) = (vartime_digits(low), vartime_digits(u128::from_le_bytes(c.0)));
    let mut both = digits.iter().zip(&other_digits).rev();
    // The highest column is not doubled again: it has the carry of `low` and the highest two bits of c.
    if let Some((digit, other_digit)) = both.next() {
        table.vartime_add_to(&mut sum, *digit);
        other_table.vartime_add_to(&mut sum, *other_digit);
    }
    for (digit, other_digit) in both {
        sum = sum.mul_by_cofactor();
        table.vartime_add_to(&mut sum, *digit);
        other_table.vartime_add_to(&mut sum, *other_digit);
    }
    sum
}

/// A scalar times any point.
pub(crate) fn vartime_multiple(scalar: &Scalar, point: &EdwardsPoint) -> EdwardsPoint {
    EdwardsPoint::vartime_double_scalar_mul_basepoint(scalar, point, &Scalar::ZERO)
}

/// The lowest 126 bits, which fill 42 columns of three bits, and the 127 bits above them.
fn halves(s: &Scalar) -> (u128, u128) {
    const LOW: u128 = u128::MAX >> 2;
    let bytes = s.as_bytes();
    let low = bytes.first_chunk().copied().map_or(0, u128::from_le_bytes);
    let high = bytes.last_chunk().copied().map_or(0, u128::from_le_bytes);
    (low & LOW, high << 2 | low >> 126)
}

/// Number of columns of three bits, for 128 bits and a carry.
const COLUMNS: usize = 43;

/// The signed digit of one column: zero, or plus or minus 1 or 3, shifted by at most two bits.
#[derive(Clone, Copy)]
struct Digit {
    /// Index of the absolute value in [`Multiples`]; `None` for zero.
    index: Option<u8>,
    negative: bool,
}

/// The width-3 non-adjacent form, lowest column first. At most one of three consecutive digits is not zero, so a column has at
/// most one.
fn vartime_digits(mut scalar: u128) -> [Digit; COLUMNS] {
    // How many bits of the next column the last digit has used.
    let mut taken = 0;
    [(); COLUMNS].map(|()| {
        let zeros = scalar.trailing_zeros().min(3);
        let shift = zeros.saturating_add(taken);
        if shift > 2 {
            scalar >>= 3_u32.saturating_sub(taken);
            taken = 0;
            return Digit { index: None, negative: false };
        }
        scalar >>= zeros;
        let (index, negative) = match (shift, scalar & 7) {
            (0, 1) => (0, false),
            (0, 7) => (0, true),
            (0, 3) => (1, false),
            (0, _) => (1, true),
            (1, 1) => (2, false),
            (1, 7) => (2, true),
            (1, 3) => (3, false),
            (1, _) => (3, true),
            (_, 1) => (4, false),
            (_, 7) => (4, true),
            (_, 3) => (5, false),
            (_, _) => (5, true),
        };
        scalar = (scalar >> 3).wrapping_add(u128::from(negative));
        taken = shift;
        Digit { index: Some(index), negative }
    })
}

/// A point times 1, 3, 2, 6, 4 and 12.
struct Multiples([EdwardsPoint; 6]);

impl Multiples {
    #[inline(never)]
    fn new(point: &EdwardsPoint) -> Self {
        // Computed in place to save stack.
        let mut table = Self([*point; 6]);
        let [_, three, two, six, four, twelve] = &mut table.0;
        *two += point;
        *three += &*two;
        (*six, *four) = (*three, *two);
        *six += &*three;
        *four += &*two;
        *twelve = *six;
        *twelve += &*six;
        table
    }

    fn vartime_add_to(&self, sum: &mut EdwardsPoint, digit: Digit) {
        match digit.index.and_then(|index| self.0.get(usize::from(index))) {
            None => {}
            Some(point) if digit.negative => *sum -= point,
            Some(point) => *sum += point,
        }
    }

    /// The scalar times the point of this table.
    #[inline(never)]
    fn vartime_walk(&self, scalar: u128) -> EdwardsPoint {
        let mut sum = EdwardsPoint::identity();
        for digit in vartime_digits(scalar).iter().rev() {
            sum = sum.mul_by_cofactor();
            self.vartime_add_to(&mut sum, *digit);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::constants::EIGHT_TORSION;
    use proptest::prelude::*;

    use super::*;

    fn agree(s: Scalar, c: [u8; 16], point: EdwardsPoint, other: EdwardsPoint) {
        let c = Challenge(c);
        let u = EdwardsPoint::mul_base(&s) - point * c.to_scalar();
        for route in [vartime_commitment_to_base, vartime_base_joint, vartime_base_split, vartime_base_table] {
            assert_eq!(route(&s, c, &point), u);
        }
        assert_eq!(vartime_columns(&s, &ED25519_BASEPOINT_POINT, c, &point), u);
        let v = point * s - other * c.to_scalar();
        for route in [
            vartime_commitment_to_input,
            vartime_input_split,
            vartime_input_regular,
            vartime_input_halved,
            vartime_columns,
        ] {
            assert_eq!(route(&s, &point, c, &other), v);
        }
    }

    #[test]
    fn routes_agree_at_the_edges() {
        let scalars = [
            Scalar::ZERO,
            Scalar::ONE,
            -Scalar::ONE,
            Scalar::from(u128::MAX),
            Scalar::from(u128::MAX >> 2),
            Scalar::from(1_u128 << 126),
            Scalar::from(u128::MAX) * Scalar::from(u128::MAX >> 4),
        ];
        let patterns = [0x00, 0x01, 0x55, 0x6d, 0x7f, 0x80, 0xaa, 0xb6, 0xdb, 0xff];
        let points = [EdwardsPoint::default(), ED25519_BASEPOINT_POINT, EIGHT_TORSION[1], EIGHT_TORSION[4]];
        for s in scalars {
            for c in patterns {
                for point in points {
                    agree(s, [c; 16], point, ED25519_BASEPOINT_POINT + EIGHT_TORSION[3]);
                    agree(s, [c; 16], ED25519_BASEPOINT_POINT * s, point);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn routes_agree(s: [u8; 32], c: [u8; 16], h: [u8; 32], gamma: [u8; 32], t in 0_usize..8) {
            let [s, h, gamma] = [s, h, gamma].map(Scalar::from_bytes_mod_order);
            agree(s, c, EdwardsPoint::mul_base(&h) + EIGHT_TORSION[t], EdwardsPoint::mul_base(&gamma) + EIGHT_TORSION[t]);
        }

        #[test]
        fn digits_sum_up(scalar: u128) {
            let mut sum = Scalar::ZERO;
            for digit in vartime_digits(scalar).iter().rev() {
                let digit_value = digit.index.map_or(Scalar::ZERO, |index| Scalar::from([1_u8, 3, 2, 6, 4, 12][usize::from(index)]));
                sum = sum * Scalar::from(8_u8) + if digit.negative { -digit_value } else { digit_value };
            }
            prop_assert_eq!(sum, Scalar::from(scalar));
        }
    }
}
