//! The two sums of a verification, in variable time: all that enters them is public.
//!
//! Each has several routes to the same point. Which one is fastest depends on the arithmetic that `curve25519-dalek` was
//! built with, and `docs/adr/0006` has the measurements. Every build compiles and tests all of them.

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;

use crate::challenge::Challenge;

/// U = sB - cY.
pub(crate) fn commitment_to_base(s: &Scalar, c: Challenge, y: &EdwardsPoint) -> EdwardsPoint {
    let table = cfg!(feature = "precomputed-tables");
    if cfg!(curve = "small") {
        if table { base_table(s, c, y) } else { columns(s, &ED25519_BASEPOINT_POINT, c, y) }
    } else if table && cfg!(curve = "serial") {
        base_split(s, c, y)
    } else {
        base_joint(s, c, y)
    }
}

/// V = sH - c Gamma.
pub(crate) fn commitment_to_input(s: &Scalar, h: &EdwardsPoint, c: Challenge, gamma: &EdwardsPoint) -> EdwardsPoint {
    if cfg!(curve = "small") {
        columns(s, h, c, gamma)
    } else if cfg!(curve = "serial") {
        input_halved(s, h, c, gamma)
    } else if cfg!(curve = "avx2") {
        input_regular(s, h, c, gamma)
    } else {
        input_split(s, h, c, gamma)
    }
}

/// Both multiples share their doublings. The point is negated, not c: -c has twice as many bits to walk.
fn base_joint(s: &Scalar, c: Challenge, y: &EdwardsPoint) -> EdwardsPoint {
    EdwardsPoint::vartime_double_scalar_mul_basepoint(&c.to_scalar(), &-y, s)
}

/// The table of the base point saves half of the doublings.
fn base_split(s: &Scalar, c: Challenge, y: &EdwardsPoint) -> EdwardsPoint {
    EdwardsPoint::mul_base(s) - multiple(&c.to_scalar(), y)
}

/// Two walks of variable time, of 253 and of 128 bits.
fn input_split(s: &Scalar, h: &EdwardsPoint, c: Challenge, gamma: &EdwardsPoint) -> EdwardsPoint {
    multiple(s, h) - multiple(&c.to_scalar(), gamma)
}

/// A walk of constant time, which with AVX2 is the faster one at full length, and one of 128 bits.
fn input_regular(s: &Scalar, h: &EdwardsPoint, c: Challenge, gamma: &EdwardsPoint) -> EdwardsPoint {
    s * h - multiple(&c.to_scalar(), gamma)
}

/// The upper half of s walks alone, then its lower half and c together: no doubling is made twice.
fn input_halved(s: &Scalar, h: &EdwardsPoint, c: Challenge, gamma: &EdwardsPoint) -> EdwardsPoint {
    let (low, high) = halves(s);
    lower_columns(multiple(&Scalar::from(high), h), low, &Multiples::new(h), c, gamma)
}

/// As [`input_halved`], for any two points, with all of s in columns: less stack, and no panic to be proven unreachable.
#[inline(never)]
fn columns(s: &Scalar, point: &EdwardsPoint, c: Challenge, other: &EdwardsPoint) -> EdwardsPoint {
    let (low, high) = halves(s);
    let table = Multiples::new(point);
    lower_columns(table.walk(high), low, &table, c, other)
}

/// [`base_split`] with c in columns.
fn base_table(s: &Scalar, c: Challenge, y: &EdwardsPoint) -> EdwardsPoint {
    EdwardsPoint::mul_base(s) - Multiples::new(y).walk(u128::from_le_bytes(c.0))
}

/// 2^126 times the sum so far, plus the lowest bits of s times a point, minus c times another.
#[inline(never)]
fn lower_columns(
    mut sum: EdwardsPoint,
    low: u128,
    table: &Multiples,
    c: Challenge,
    other: &EdwardsPoint,
) -> EdwardsPoint {
    let other_table = Multiples::new(&-other);
    let (digits, other_digits) = (digits(low), digits(u128::from_le_bytes(c.0)));
    let mut both = digits.iter().zip(&other_digits).rev();
    // The highest column stands above the lowest bits: a carry of theirs, and the last two bits of c.
    if let Some((digit, other_digit)) = both.next() {
        table.add_to(&mut sum, *digit);
        other_table.add_to(&mut sum, *other_digit);
    }
    for (digit, other_digit) in both {
        sum = sum.mul_by_cofactor();
        table.add_to(&mut sum, *digit);
        other_table.add_to(&mut sum, *other_digit);
    }
    sum
}

/// A multiple of any point.
pub(crate) fn multiple(scalar: &Scalar, point: &EdwardsPoint) -> EdwardsPoint {
    EdwardsPoint::vartime_double_scalar_mul_basepoint(scalar, point, &Scalar::ZERO)
}

/// The lowest 126 bits, which the columns but the last take in threes, and the 127 above them.
fn halves(s: &Scalar) -> (u128, u128) {
    const LOW: u128 = u128::MAX >> 2;
    let bytes = s.as_bytes();
    let low = bytes.first_chunk().copied().map_or(0, u128::from_le_bytes);
    let high = bytes.last_chunk().copied().map_or(0, u128::from_le_bytes);
    (low & LOW, high << 2 | low >> 126)
}

/// Columns of three bits for 128 bits and a carry.
const COLUMNS: usize = 43;

/// A signed digit of one column: none, or plus or minus 1 or 3, shifted by at most two bits.
#[derive(Clone, Copy)]
struct Digit {
    /// The place of the absolute value in [`Multiples`].
    place: Option<u8>,
    negative: bool,
}

/// The width-3 non-adjacent form, lowest first. Of three bits at most one is not zero: a column has at most one digit.
fn digits(mut scalar: u128) -> [Digit; COLUMNS] {
    // Bits of the next column that the last digit has already taken.
    let mut taken = 0;
    [(); COLUMNS].map(|()| {
        let zeros = scalar.trailing_zeros().min(3);
        let shift = zeros.saturating_add(taken);
        if shift > 2 {
            scalar >>= 3_u32.saturating_sub(taken);
            taken = 0;
            return Digit { place: None, negative: false };
        }
        scalar >>= zeros;
        let (place, negative) = match (shift, scalar & 7) {
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
        Digit { place: Some(place), negative }
    })
}

/// A point times 1, 3, 2, 6, 4 and 12.
struct Multiples([EdwardsPoint; 6]);

impl Multiples {
    #[inline(never)]
    fn new(point: &EdwardsPoint) -> Self {
        // In place, for the sake of the stack.
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

    fn add_to(&self, sum: &mut EdwardsPoint, digit: Digit) {
        match digit.place.and_then(|place| self.0.get(usize::from(place))) {
            None => {}
            Some(point) if digit.negative => *sum -= point,
            Some(point) => *sum += point,
        }
    }

    /// The point times a scalar.
    #[inline(never)]
    fn walk(&self, scalar: u128) -> EdwardsPoint {
        let mut sum = EdwardsPoint::identity();
        for digit in digits(scalar).iter().rev() {
            sum = sum.mul_by_cofactor();
            self.add_to(&mut sum, *digit);
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
        for route in [commitment_to_base, base_joint, base_split, base_table] {
            assert_eq!(route(&s, c, &point), u);
        }
        assert_eq!(columns(&s, &ED25519_BASEPOINT_POINT, c, &point), u);
        let v = point * s - other * c.to_scalar();
        for route in [commitment_to_input, input_split, input_regular, input_halved, columns] {
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
            for digit in digits(scalar).iter().rev() {
                let digit_value = digit.place.map_or(Scalar::ZERO, |place| Scalar::from([1_u8, 3, 2, 6, 4, 12][usize::from(place)]));
                sum = sum * Scalar::from(8_u8) + if digit.negative { -digit_value } else { digit_value };
            }
            prop_assert_eq!(sum, Scalar::from(scalar));
        }
    }
}
