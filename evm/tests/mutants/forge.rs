//! Forgeries against copies of the contract that lack a check.

use evm::{
    Field, Point, Points, Proof, Random, SecretKey, Statement, Words, affine, challenge, challenge_of, compressed,
    hex32,
};
use evm::{encode_to_curve, hash_to_field, output, point, scalar16};
use p256::Scalar;
use p256::elliptic_curve::PrimeField as _;

/// A call, and the only output that a verifier may return for this key and input.
pub(crate) struct Attempt {
    pub(crate) key: [u8; 32],
    pub(crate) alpha: [u8; 32],
    pub(crate) words: Words,
    pub(crate) right: [u8; 32],
}

pub(crate) type Forgery = fn(&mut Random) -> Attempt;

const B: Point = Point::GENERATOR;

struct Victim {
    key: SecretKey,
    alpha: [u8; 32],
    statement: Statement,
}

impl Victim {
    fn new(random: &mut Random) -> Self {
        let (key, alpha) = (SecretKey::new(random.scalar()), random.bytes());
        Self { statement: Statement::new(key.public_key(), &alpha), key, alpha }
    }

    /// With this H, for copies of the contract that take the field element of H as input.
    fn with_h(random: &mut Random, h: Point) -> Option<Self> {
        let key = SecretKey::new(random.scalar());
        let u = preimage(&h)?;
        Some(Self { statement: Statement::with_u(key.public_key(), u), key, alpha: u.to_repr().into() })
    }

    /// With an H whose logarithm is known.
    fn with_known_h(random: &mut Random) -> (Self, Scalar) {
        loop {
            let h = random.scalar();
            if let Some(victim) = Self::with_h(random, B * h) {
                return (victim, h);
            }
        }
    }

    fn challenge(&self, gamma: &Point, u: &Point, v: &Point) -> Scalar {
        scalar16(&challenge([&self.statement.key, &self.statement.h, gamma, u, v], None))
    }

    fn attempt(&self, words: Words) -> Attempt {
        let right = output(&(self.statement.h * self.key.0));
        Attempt { key: self.statement.key_bytes(), alpha: self.alpha, words, right }
    }

    fn words(&self, gamma: Point, c: Scalar, s: Scalar, points: &Points) -> Words {
        self.statement.words_with(&Proof { gamma, c, s }, points)
    }
}

/// A field element that simplified SWU maps to this point, if there is one.
fn preimage(h: &Point) -> Option<Field> {
    let (x, y) = affine(h);
    let (one, two, ten) = (Field::ONE, Field::from(2_u64), Field::from(10_u64));
    let q = x * k().invert().expect("not zero");
    // w^2 - w = 1/(q - 1), or w^2 + (q - 1)*w + 1 - q = 0.
    let first = Option::<Field>::from((q - one).invert()).map(|d| (-one, -d));
    for (linear, constant) in first.into_iter().chain([(q - one, one - q)]) {
        let discriminant = linear.square() - constant * Field::from(4_u64);
        let Some(root) = Option::<Field>::from(discriminant.sqrt()) else { continue };
        for root in [root, -root] {
            let w = (root - linear) * two.invert().expect("2");
            let Some(u) = Option::<Field>::from((w * ten.invert().expect("10")).sqrt()) else { continue };
            let u = if bool::from(u.is_odd()) == bool::from(y.is_odd()) { u } else { -u };
            if encode_to_curve(&u).0 == *h {
                return Some(u);
            }
        }
    }
    None
}

/// b/3.
fn k() -> Field {
    evm::field(&hex32("73976747e368dbf83bf93f1c7cdd823ecc5f023b441be5a76944bebf629b756e"))
}

fn by(scalar: Scalar) -> Scalar {
    scalar.invert().expect("not zero")
}

fn random_c(random: &mut Random) -> Scalar {
    scalar16(random.bytes().first_chunk().expect("32 bytes"))
}

fn bytes(element: Field) -> [u8; 32] {
    element.to_repr().into()
}

fn x(point: &Point) -> Field {
    affine(point).0
}

/// A valid proof.
pub(crate) fn valid(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let proof = victim.key.prove(&victim.statement, random.scalar(), None);
    victim.attempt(victim.statement.words(&proof))
}

/// Any Gamma: c and s are chosen, and U and V follow.
pub(crate) fn any_gamma(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let proof = Proof { gamma: B * random.scalar(), c: random_c(random), s: random.scalar() };
    victim.attempt(victim.statement.words(&proof))
}

/// With g = -2 the wrong T is B and the wrong R is constant, for every challenge.
pub(crate) fn gamma_is_minus_double_base(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let k = -(Scalar::from(2_u64) + victim.key.0) * by(Scalar::from(2_u64));
    let s = k - Scalar::ONE;
    let gamma = -B - B;
    let c = victim.challenge(&gamma, &(B * s), &(victim.statement.h * s));
    let points = Points { t: B, s: victim.statement.h * s + B, r: B * k };
    victim.attempt(victim.words(gamma, c, s, &points))
}

/// With h = 1/2 the wrong T and R fit to the right S, for every challenge.
pub(crate) fn h_is_half_base(random: &mut Random) -> Attempt {
    let (one, two) = (Scalar::ONE, Scalar::from(2_u64));
    let half = by(two);
    let h = B * half;
    assert!(preimage(&h).is_none());
    let alpha = bytes(x(&h));
    let victim = loop {
        let key = SecretKey::new(random.scalar());
        let u = hash_to_field(&bytes(x(&key.public_key())), &alpha);
        if bool::from(u.is_odd()) == bool::from(affine(&h).1.is_odd()) {
            break Victim { key, alpha, statement: Statement { key: key.public_key(), u, h, second: false } };
        }
    };
    let v = random.scalar();
    let (g, u) = (victim.key.0 * half + v.double(), v.double());
    let gamma = B * g;
    let c = victim.challenge(&gamma, &(B * u), &(B * v));
    let t = (one - c * g) * by(one + c.double());
    let s = (v + t - one).double();
    let points = Points { t: B * t, s: B * (v + t), r: B * (u + t) };
    victim.attempt(victim.words(gamma, c, s, &points))
}

/// A proof for the other point with the same x, which is hashed as the even one.
pub(crate) fn odd_key(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let (key, nonce) = (-victim.key.0, random.scalar());
    let statement = Statement { key: -victim.statement.key, ..victim.statement.clone() };
    let gamma = statement.h * key;
    let points = [&victim.statement.key, &statement.h, &gamma, &(B * nonce), &(statement.h * nonce)];
    let c = scalar16(&challenge(points, None));
    victim.attempt(statement.words(&Proof { gamma, c, s: nonce + c * key }))
}

/// The negative of the inverse leads to another H, and to the same x in the last call.
pub(crate) fn inverse_p(random: &mut Random) -> Attempt {
    loop {
        let victim = Victim::new(random);
        let w = Field::from(10_u64) * victim.statement.u.square();
        let x1 = k() * (Field::ONE - (w.square() - w).invert().expect("not zero"));
        for (x, second) in [(x1, false), (-w * x1, true)] {
            let y = (x * (x.square() - Field::from(3_u64)) + b()).sqrt();
            let Some(y) = Option::<Field>::from(y) else { continue };
            let odd = bool::from(victim.statement.u.is_odd());
            let y = if bool::from(y.is_odd()) == odd { y } else { -y };
            let statement = Statement { h: point(&x, &y).expect("on the curve"), second, ..victim.statement.clone() };
            let proof = victim.key.prove(&statement, random.scalar(), None);
            let mut words = statement.words(&proof);
            words[12] = bytes(-evm::field(&words[12]));
            return victim.attempt(words);
        }
    }
}

fn b() -> Field {
    k() * Field::from(3_u64)
}

/// A multiple t of the inverse makes T = t*B and R constant.
pub(crate) fn inverse_n(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let (one, t) = (Scalar::ONE, random.scalar());
    let s = (one - t - victim.key.0) * by(t - one) - one;
    let gamma = B * (one - t);
    let big_s = (victim.statement.h * s + B) * by((one + s) * by(t) - s);
    let points = Points { t: B * t, s: big_s, r: B * (t * (s + one)) };
    let c = victim.challenge(&gamma, &(points.r - points.t), &(points.s - points.t));
    let mut words = victim.words(gamma, c, s, &points);
    words[13] = (t * by((one - c.square()) * (s + one))).to_repr().into();
    victim.attempt(words)
}

/// Points that do not depend on the challenge, with the wrong R.
fn constant(victim: &Victim, s: Scalar, t: Point) -> (Point, Points) {
    let gamma = victim.statement.key + B * (s + Scalar::ONE).double();
    (gamma, Points { t, s: victim.statement.h * s + B, r: B * (s + Scalar::ONE) })
}

/// T = Gamma: any slope will do.
pub(crate) fn t_is_gamma(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    loop {
        let s = random.scalar();
        let gamma = victim.statement.key + B * (s + Scalar::ONE).double();
        let (_, points) = constant(&victim, s, gamma);
        let c = victim.challenge(&gamma, &(points.r - points.t), &(points.s - points.t));
        let sum = x(&(gamma * (by(c) + Scalar::ONE) - B * by(c)));
        if let Some(slope) = Option::<Field>::from((sum + x(&gamma).double()).sqrt()) {
            let mut words = victim.words(gamma, c, s, &points);
            words[8] = bytes(slope);
            return victim.attempt(words);
        }
    }
}

/// Any T, if nothing binds it.
pub(crate) fn any_t(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let s = random.scalar();
    let (gamma, points) = constant(&victim, s, B * random.scalar());
    let c = victim.challenge(&gamma, &(points.r - points.t), &(points.s - points.t));
    victim.attempt(victim.words(gamma, c, s, &points))
}

/// Any S: V is free.
pub(crate) fn any_s(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let (gamma, u, v) = (B * random.scalar(), random.scalar(), B * random.scalar());
    let c = victim.challenge(&gamma, &(B * u), &v);
    let t = gamma * c + B;
    let points = Points { t, s: v + t, r: B * u + t };
    victim.attempt(victim.words(gamma, c, u + c * victim.key.0, &points))
}

/// Any R: U is free.
pub(crate) fn any_r(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let (factor, nonce, u) = (random.scalar(), random.scalar(), B * random.scalar());
    let gamma = victim.statement.h * factor;
    let c = victim.challenge(&gamma, &u, &(victim.statement.h * nonce));
    let s = nonce + c * factor;
    let t = gamma * c + B;
    let points = Points { t, s: victim.statement.h * s + B, r: u + t };
    victim.attempt(victim.words(gamma, c, s, &points))
}

/// The slope with which the contract computes the point `sum` from two points with equal x coordinates and the y coordinate of
/// the second.
fn slope_to(sum: &Point, second: &Point) -> Option<Field> {
    let ((x, y), (x2, y2)) = (affine(sum), affine(second));
    let slope = Option::<Field>::from((x + x2.double()).sqrt())?;
    [slope, -slope].into_iter().find(|slope| bool::from((*slope * (x2 - x) + y2).is_odd()) == bool::from(y.is_odd()))
}

/// R = -T: U is any point.
pub(crate) fn r_is_minus_t(random: &mut Random) -> Attempt {
    loop {
        let (victim, h) = Victim::with_known_h(random);
        let two = Scalar::from(2_u64);
        let g = h * victim.key.0 * by(Scalar::ONE + h.double());
        let (gamma, u, v) = (B * g, B * random.scalar(), B * (-h.double()));
        let c = victim.challenge(&gamma, &u, &v);
        let s = c * (victim.key.0 - g.double()) - two;
        let t = gamma * c + B;
        let points = Points { t, s: victim.statement.h * s + B, r: -t };
        assert_eq!(points.s - t, v);
        if let Some(slope) = slope_to(&u, &t) {
            let mut words = victim.words(gamma, c, s, &points);
            words[9] = bytes(slope);
            return victim.attempt(words);
        }
    }
}

/// S = -T: V is any point.
pub(crate) fn s_is_minus_t(random: &mut Random) -> Attempt {
    loop {
        let (victim, h) = Victim::with_known_h(random);
        let g = -h * victim.key.0;
        let (gamma, v) = (B * g, B * random.scalar());
        let u = B * (-Scalar::from(2_u64) * by(h));
        let c = victim.challenge(&gamma, &u, &v);
        let s = -(c * g + Scalar::from(2_u64)) * by(h);
        let t = gamma * c + B;
        let points = Points { t, s: -t, r: u + t };
        if let Some(slope) = slope_to(&v, &t) {
            let mut words = victim.words(gamma, c, s, &points);
            words[10] = bytes(slope);
            return victim.attempt(words);
        }
    }
}

/// The x coordinate of simplified SWU that is not on the curve: y is free but for its parity.
pub(crate) fn h_off_the_curve(random: &mut Random) -> Attempt {
    loop {
        let victim = Victim::new(random);
        let statement = &victim.statement;
        let w = Field::from(10_u64) * statement.u.square();
        let h = x(&statement.h);
        let h = if statement.second { -h * w.invert().expect("not zero") } else { -h * w };
        let odd = bool::from(statement.u.is_odd());
        let (gamma, u, v) = (B * random.scalar(), random.scalar(), B * random.scalar());
        let encoded = [&[2 + u8::from(odd)], bytes(h).as_slice()].concat();
        let [key, gamma_bytes, u_bytes, v_bytes] = [&statement.key, &gamma, &(B * u), &v].map(compressed);
        let c = scalar16(&challenge_of(&[key, encoded, gamma_bytes, u_bytes, v_bytes], None));
        let s = u + c * victim.key.0;
        let t = gamma * c + B;
        let points = Points { t, s: v + t, r: B * u + t };
        let (s_x, s_y) = affine(&points.s);
        let sum = x(&(points.s * (by(s) + Scalar::ONE) - B * by(s)));
        let Some(slope) = Option::<Field>::from((sum + h + s_x).sqrt()) else { continue };
        let fits = |slope: &Field| bool::from((*slope * (h - s_x) + s_y).is_odd()) == odd;
        let Some(slope) = [slope, -slope].into_iter().find(fits) else { continue };
        let mut words = victim.words(gamma, c, s, &points);
        words[2][15] ^= 1;
        words[11] = bytes(slope);
        return victim.attempt(words);
    }
}

/// A proof for -H.
pub(crate) fn minus_h(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let statement = Statement { h: -victim.statement.h, ..victim.statement.clone() };
    let proof = victim.key.prove(&statement, random.scalar(), None);
    victim.attempt(statement.words(&proof))
}

/// A valid proof with other calldata: nothing may be accepted for it.
fn second_encoding(attempt: Attempt) -> Attempt {
    Attempt { right: [0; 32], ..attempt }
}

/// Bits above the one of the branch.
pub(crate) fn bits_above_the_branch(random: &mut Random) -> Attempt {
    loop {
        let mut attempt = valid(random);
        if attempt.words[2][15] == 1 {
            attempt.words[2][3] = 1;
            return second_encoding(attempt);
        }
    }
}

/// The sum of two numbers of 256 bits.
fn sum(a: &[u8; 32], b: &[u8; 32]) -> [u8; 32] {
    let mut carry = 0_u16;
    let mut sum = [0; 32];
    for i in (0..32).rev() {
        carry += u16::from(a[i]) + u16::from(b[i]);
        sum[i] = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    assert_eq!(carry, 0);
    sum
}

fn p() -> [u8; 32] {
    hex32("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
}

/// s + n.
pub(crate) fn s_plus_n(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let s = Scalar::from(u64::try_from(random.below(1_000_000)).expect("small") + 1);
    let proof = Proof { gamma: B * random.scalar(), c: random_c(random), s };
    let mut words = victim.statement.words(&proof);
    words[3] = sum(&words[3], &hex32("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));
    second_encoding(victim.attempt(words))
}

/// Gamma with one of its coordinates increased by p.
fn plus_p(random: &mut Random, gamma: Point, word: usize) -> Attempt {
    let victim = Victim::new(random);
    let proof = Proof { gamma, c: random_c(random), s: random.scalar() };
    let mut words = victim.statement.words(&proof);
    words[word] = sum(&words[word], &p());
    second_encoding(victim.attempt(words))
}

fn small_point() -> Point {
    (5_u64..).find_map(|x| evm::even(&bytes(Field::from(x)))).expect("a point")
}

pub(crate) fn gamma_x_plus_p(random: &mut Random) -> Attempt {
    plus_p(random, small_point(), 0)
}

pub(crate) fn gamma_y_plus_p(random: &mut Random) -> Attempt {
    let x = evm::field(&hex32("d7325d7646cd60d80a92738ceb345f844cffaf35841022cab176f692de8de1d7"));
    plus_p(random, point(&x, &Field::from(5_u64)).expect("on the curve"), 1)
}

/// A sum whose x coordinate is below p - n, so that P256VERIFY does not tell it from another.
pub(crate) fn small_x(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let c = random_c(random);
    let gamma = (small_point() - B) * by(Scalar::ONE + c);
    let proof = Proof { gamma, c, s: random.scalar() };
    second_encoding(victim.attempt(victim.statement.words(&proof)))
}

/// A valid proof with one word changed.
fn valid_with(random: &mut Random, word: usize, change: impl FnOnce(&mut [u8; 32])) -> Attempt {
    let mut attempt = valid(random);
    change(&mut attempt.words[word]);
    second_encoding(attempt)
}

pub(crate) fn gamma_off_the_curve(random: &mut Random) -> Attempt {
    valid_with(random, 1, |y| y[31] ^= 1)
}

pub(crate) fn key_off_the_curve(random: &mut Random) -> Attempt {
    // The witness leads to another y, which is even.
    loop {
        let mut attempt = valid(random);
        attempt.words[7] = random.bytes();
        let slope = Option::<Field>::from(Field::from_repr(attempt.words[7].into()));
        let [key, gamma_x, gamma_y] = [&attempt.key, &attempt.words[0], &attempt.words[1]].map(evm::field);
        if slope.is_some_and(|slope| !bool::from((slope * (gamma_x - key) - gamma_y).is_odd())) {
            let e = slope.expect("a slope").square() - gamma_x - key;
            let r = evm::field(&attempt.words[6]);
            let w = Field::from(10_u64) * hash_to_field(&attempt.key, &attempt.alpha).square();
            attempt.words[12] = bytes(((w.square() - w) * (e - r)).invert().expect("not zero"));
            return second_encoding(attempt);
        }
    }
}

pub(crate) fn c_is_one(random: &mut Random) -> Attempt {
    valid_with(random, 2, |c| {
        c[16..].fill(0);
        c[31] = 1;
    })
}

pub(crate) fn s_is_zero(random: &mut Random) -> Attempt {
    valid_with(random, 3, |s| s.fill(0))
}

pub(crate) fn s_is_minus_one(random: &mut Random) -> Attempt {
    valid_with(random, 3, |s| *s = (-Scalar::ONE).to_repr().into())
}

pub(crate) fn gamma_is_minus_key(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let proof = Proof { gamma: -victim.statement.key, c: random_c(random), s: random.scalar() };
    second_encoding(victim.attempt(victim.statement.words(&proof)))
}

pub(crate) fn s_is_h(random: &mut Random) -> Attempt {
    let victim = Victim::new(random);
    let proof = victim.key.prove(&victim.statement, random.scalar(), None);
    let points = Points { s: victim.statement.h, ..victim.statement.points(&proof) };
    second_encoding(victim.attempt(victim.statement.words_with(&proof, &points)))
}
