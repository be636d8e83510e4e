//! Integers modulo 2^255 - 19, to read and to judge the coordinates in a point's memory.

use curve25519_dalek::edwards::EdwardsPoint;

/// Little-endian, below 2^256 and not always reduced; [`Field::equals`] reduces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field([u64; 4]);

impl Field {
    pub(crate) const ONE: Self = Self([1, 0, 0, 0]);

    /// The constant of the curve's equation, -121665 / 121666.
    pub(crate) fn curve_d() -> Self {
        Self([0; 4]).minus(Self([121_665, 0, 0, 0])).times(Self([121_666, 0, 0, 0]).inverse())
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let words: Vec<u64> = bytes.chunks(8).map(|word| u64::from_le_bytes(word.try_into().unwrap())).collect();
        Self(words.try_into().unwrap())
    }

    /// A field element of dalek in memory, 40 bytes: five limbs of 51 bits, or ten of 26 and 25 in turn.
    fn from_memory(bytes: &[u8]) -> Self {
        let (width, bits) = if cfg!(curve = "small") { (4, [26, 25]) } else { (8, [51, 51]) };
        let mut sum = Self([0; 4]);
        for (i, limb) in bytes.chunks(width).enumerate().rev() {
            let mut word = [0; 8];
            word[..width].copy_from_slice(limb);
            sum = sum.times(Self([1 << bits[i % 2], 0, 0, 0])).plus(Self([u64::from_le_bytes(word), 0, 0, 0]));
        }
        sum
    }

    /// The Z of the point with these affine coordinates, if its coordinates are in memory in any order.
    pub(crate) fn z_of(memory: &[u8], [x, y]: &[Self; 2]) -> Option<Self> {
        let step = if cfg!(curve = "small") { 4 } else { 8 };
        let elements: Vec<_> = memory.windows(40).step_by(step).map(Self::from_memory).collect();
        let holds = |value: Self| elements.iter().any(|element| value.equals(*element));
        let zero = Self([0; 4]);
        elements.iter().copied().find(|z| !z.equals(zero) && holds(x.times(*z)) && holds(y.times(*z)))
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        let (mut sum, mut carry) = ([0; 4], 0);
        for (i, word) in sum.iter_mut().enumerate() {
            let wide = u128::from(self.0[i]) + u128::from(other.0[i]) + carry;
            (*word, carry) = (wide as u64, wide >> 64);
        }
        Self::fold(sum, carry)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        let Self(other) = other.reduced();
        const P: [u64; 4] = [u64::MAX - 18, u64::MAX, u64::MAX, u64::MAX >> 1];
        let (mut negative, mut borrow) = ([0; 4], false);
        for (i, word) in negative.iter_mut().enumerate() {
            let (first, one) = P[i].overflowing_sub(other[i]);
            let (second, two) = first.overflowing_sub(u64::from(borrow));
            (*word, borrow) = (second, one || two);
        }
        self.plus(Self(negative))
    }

    pub(crate) fn times(self, other: Self) -> Self {
        let mut wide = [0_u64; 8];
        for i in 0..4 {
            let mut carry = 0;
            for j in 0..4 {
                let sum = u128::from(self.0[i]) * u128::from(other.0[j]) + u128::from(wide[i + j]) + carry;
                (wide[i + j], carry) = (sum as u64, sum >> 64);
            }
            wide[i + 4] = carry as u64;
        }
        let (mut low, mut carry) = ([0; 4], 0);
        for (i, word) in low.iter_mut().enumerate() {
            let sum = u128::from(wide[i]) + 38 * u128::from(wide[i + 4]) + carry;
            (*word, carry) = (sum as u64, sum >> 64);
        }
        Self::fold(low, carry)
    }

    /// 2^256 is 38.
    fn fold(mut low: [u64; 4], mut carry: u128) -> Self {
        while carry > 0 {
            let mut add = 38 * carry;
            for word in &mut low {
                let sum = u128::from(*word) + add;
                (*word, add) = (sum as u64, sum >> 64);
            }
            carry = add;
        }
        Self(low)
    }

    fn reduced(self) -> Self {
        let mut value = self;
        for _ in 0..2 {
            let high = value.0[3] >> 63;
            value.0[3] &= u64::MAX >> 1;
            value = value.plus(Self([19 * high, 0, 0, 0]));
        }
        if value.0[0] >= u64::MAX - 18 && value.0[1..3] == [u64::MAX; 2] && value.0[3] == u64::MAX >> 1 {
            value = Self([value.0[0] - (u64::MAX - 18), 0, 0, 0]);
        }
        value
    }

    pub(crate) fn equals(self, other: Self) -> bool {
        self.reduced().0 == other.reduced().0
    }

    fn power(self, exponent: [u64; 4]) -> Self {
        (0..256).rev().fold(Self::ONE, |power, bit| {
            let square = power.times(power);
            if exponent[bit / 64] >> (bit % 64) & 1 == 1 { square.times(self) } else { square }
        })
    }

    /// To the power of p - 2.
    pub(crate) fn inverse(self) -> Self {
        self.power([u64::MAX - 20, u64::MAX, u64::MAX, u64::MAX >> 1])
    }

    /// By Euler's criterion, (p - 1) / 2 = 2^254 - 10.
    pub(crate) fn is_square(self) -> bool {
        self.power([u64::MAX - 9, u64::MAX, u64::MAX, u64::MAX >> 2]).equals(Self::ONE)
    }
}

/// Affine x and y.
pub(crate) fn coordinates(point: &EdwardsPoint) -> [Field; 2] {
    let bytes = point.compress();
    let mut y = bytes.to_bytes();
    y[31] &= 0x7f;
    let y = Field::from_bytes(&y);
    let decoded = bytes.decompress().unwrap();
    let place = (&raw const decoded).cast::<u8>();
    // SAFETY: a point is four field elements of 40 bytes, without padding.
    let memory = unsafe { std::slice::from_raw_parts(place, size_of::<EdwardsPoint>()) };
    // Z is 1, so one of the elements is x.
    let x = memory.chunks(40).map(Field::from_memory).find(|x| on_curve(*x, y));
    [x.unwrap(), y]
}

/// Whether -x^2 + y^2 = 1 + d x^2 y^2.
fn on_curve(x: Field, y: Field) -> bool {
    let [xx, yy] = [x.times(x), y.times(y)];
    yy.minus(xx).equals(Field::ONE.plus(Field::curve_d().times(xx).times(yy)))
}
