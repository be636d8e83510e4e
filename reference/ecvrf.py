"""ECVRF on edwards25519 (RFC 9381), with additional data (SPEC #vrf, #vrf-ad). Not constant-time: for checking only."""

from enum import IntEnum
from hashlib import sha512

from fernet import Refused, refuse_if

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # extended coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, x*y = T/Z
IDENTITY: Point = (0, 1, 1, 0)


class Suite(IntEnum):
    TAI = 3
    ELL2 = 4


def add(p: Point, q: Point) -> Point:
    """The complete addition law on -x^2 + y^2 = 1 + D x^2 y^2."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = b - a, (d - c) % P, (d + c) % P, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(p: Point) -> Point:
    """p + p, cheaper than the general law."""
    a, b = p[0] * p[0], p[1] * p[1]
    e, g, h = (a + b - (p[0] + p[1]) ** 2) % P, (a - b) % P, a + b
    f = 2 * p[2] * p[2] + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def negate(p: Point) -> Point:
    return -p[0] % P, p[1], p[2], -p[3] % P


def combine(m: int, p: Point, n: int, q: Point) -> Point:
    """m*p + n*q, both scalars read together from the top bit."""
    table, r = (IDENTITY, p, q, add(p, q)), IDENTITY
    for i in reversed(range(max(m.bit_length(), n.bit_length()))):
        r = double(r)
        if digit := (m >> i & 1) | (n >> i & 1) << 1:
            r = add(r, table[digit])
    return r


def multiply(n: int, p: Point) -> Point:
    return combine(n, p, 0, IDENTITY)


def sqrt(a: int) -> int | None:
    """A square root modulo P, or None."""
    root = pow(a, (P + 3) // 8, P)
    for candidate in (root, root * SQRT_M1 % P):
        if candidate * candidate % P == a % P:
            return candidate
    return None


def encode(p: Point) -> bytes:
    """RFC 8032, section 5.1.2: y, with the parity of x in the top bit."""
    inverse = pow(p[2], -1, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decode(data: bytes) -> Point:
    """RFC 8032, section 5.1.3, and nothing but the one canonical encoding (SPEC #vrf)."""
    sign, y = data[31] >> 7, int.from_bytes(data, "little") % 2**255
    if y >= P:
        raise Refused("PointError::NonCanonical")
    x = sqrt((y * y - 1) * pow(D * y * y + 1, -1, P))
    if x is None:
        raise Refused("PointError::NotOnCurve")
    if x == 0 and sign:
        raise Refused("PointError::MinusZero")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decode(bytes([0x58]) + bytes([0x66]) * 31)


def is_identity(p: Point) -> bool:
    return p[0] == 0 and p[1] == p[2]


def hash_to_curve_tai(key: bytes, alpha: bytes) -> Point:
    """RFC 9381, section 5.4.1.1: try and increment."""
    for counter in range(256):
        try:
            candidate = decode(sha512(b"\x03\x01" + key + alpha + bytes([counter, 0])).digest()[:32])
        except Refused:
            continue
        if not is_identity(point := multiply(8, candidate)):
            return point
    raise Refused("VerifyError::NoPoint")


def hash_to_curve_ell2(key: bytes, alpha: bytes) -> Point:
    """RFC 9381, section 5.4.1.2, by edwards25519_XMD:SHA-512_ELL2_NU_ of RFC 9380."""
    dst = b"ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_\x04"
    dst += bytes([len(dst)])
    # expand_message_xmd to 48 bytes: one block of SHA-512 suffices.
    b0 = sha512(bytes(128) + key + alpha + (48).to_bytes(2, "big") + b"\x00" + dst).digest()
    u = int.from_bytes(sha512(b0 + b"\x01" + dst).digest()[:48], "big") % P
    # Elligator 2 on t^2 = s^3 + J s^2 + s, with the non-square 2; -1/2 is a non-square too, so 1 + 2u^2 is never 0.
    j = 486662
    s = -j * pow(1 + 2 * u * u, -1, P) % P
    odd = 1
    t = sqrt(s**3 + j * s * s + s)
    if t is None:
        s, odd = (-s - j) % P, 0
        t = sqrt(s**3 + j * s * s + s)
    assert t is not None
    t = -t % P if t & 1 != odd else t
    # To Edwards form, with the even root of -(J + 2); the two exceptional points go to the identity.
    if t == 0 or s == P - 1:
        return IDENTITY
    c = sqrt(-j - 2)
    assert c is not None
    x = min(c, P - c, key=lambda root: root & 1) * s * pow(t, -1, P) % P
    y = (s - 1) * pow(s + 1, -1, P) % P
    return multiply(8, (x, y, 1, x * y % P))


def hash_to_curve(suite: Suite, key: bytes, alpha: bytes) -> Point:
    """RFC 9381, section 5.4.1, salted with the public key."""
    return hash_to_curve_ell2(key, alpha) if suite == Suite.ELL2 else hash_to_curve_tai(key, alpha)


def ad_suite(suite: Suite, ad: bytes | None) -> bytes:
    """SPEC #vrf-ad: the suite byte of the nonce and the challenge."""
    return bytes([suite if ad is None else suite + 0x80])


def challenge(suite: Suite, points: list[bytes], ad: bytes | None) -> int:
    """RFC 9381, section 5.4.3; with additional data SPEC #vrf-ad. `points` is Y, H, Gamma, U, V."""
    text = ad_suite(suite, ad) + b"\x02" + b"".join(points) + (ad or b"") + b"\x00"
    return int.from_bytes(sha512(text).digest()[:16], "little")


def output(suite: Suite, gamma: Point) -> bytes:
    """RFC 9381, section 5.2: beta."""
    return sha512(bytes([suite, 3]) + encode(multiply(8, gamma)) + b"\x00").digest()


def expand_seed(seed: bytes) -> tuple[int, bytes, bytes]:
    """RFC 8032, section 5.1.5: the secret scalar, the nonce prefix and the public key of a seed."""
    hashed = sha512(seed).digest()
    x = int.from_bytes(hashed[:32], "little") & (2**254 - 8) | 2**254
    return x, hashed[32:], encode(multiply(x, BASE))


def prove(seed: bytes, alpha: bytes, ad: bytes | None = None, suite: Suite = Suite.ELL2) -> tuple[bytes, bytes]:
    """RFC 9381, section 5.1, and SPEC #vrf-ad: the 80-byte proof and beta."""
    x, prefix, key = expand_seed(seed)
    point = hash_to_curve(suite, key, alpha)
    h, gamma = encode(point), multiply(x, point)
    text = prefix + h if ad is None else prefix + ad_suite(suite, ad) + h + ad
    k = int.from_bytes(sha512(text).digest(), "little") % L
    u, v = encode(multiply(k, BASE)), encode(multiply(k, point))
    c = challenge(suite, [key, h, encode(gamma), u, v], ad)
    s = (k + c * x) % L
    return encode(gamma) + c.to_bytes(16, "little") + s.to_bytes(32, "little"), output(suite, gamma)


def decode_key(key: bytes) -> Point:
    """SPEC #vrf: a public key, canonical and not of small order."""
    if len(key) != 32:
        raise Refused("KeyError::Length")
    try:
        y = decode(key)
    except Refused as refused:
        raise Refused(str(refused).replace("PointError::", "KeyError::")) from None
    if is_identity(multiply(8, y)):
        raise Refused("KeyError::SmallOrder")
    return y


def decode_proof(proof: bytes) -> tuple[Point, int, int]:
    """RFC 9381, section 5.4.4: Gamma, c, s."""
    if len(proof) != 80:
        raise Refused("ProofError::Length")
    try:
        gamma = decode(proof[:32])
    except Refused as refused:
        raise Refused(str(refused).replace("PointError::", "ProofError::Gamma")) from None
    c, s = int.from_bytes(proof[32:48], "little"), int.from_bytes(proof[48:], "little")
    if s >= L:
        raise Refused("ProofError::ScalarNotReduced")
    return gamma, c, s


def decode_batch(data: bytes) -> tuple[Point, Point, Point, int]:
    """SPEC #vrf-batch: the points that are eight times those sent, and s."""
    refuse_if(len(data) != 128, "BatchProofError::Length")
    points = []
    for start, name in ((0, "Gamma"), (32, "U"), (64, "V")):
        try:
            points.append(multiply(8, decode(data[start : start + 32])))
        except Refused as refused:
            raise Refused(f"BatchProofError::{name}") from refused
    s = int.from_bytes(data[96:], "little")
    refuse_if(s >= L, "BatchProofError::ScalarNotReduced")
    return *points, s


def batch_to_proof(key: bytes, alpha: bytes, data: bytes, ad: bytes | None, suite: Suite) -> bytes:
    """SPEC #vrf-batch: the 80 bytes that the 128 stand for, valid or not."""
    decode_key(key)
    gamma, u, v, s = decode_batch(data)
    points = [key, encode(hash_to_curve(suite, key, alpha)), encode(gamma), encode(u), encode(v)]
    return encode(gamma) + challenge(suite, points, ad).to_bytes(16, "little") + s.to_bytes(32, "little")


def batch_from_proof(key: bytes, alpha: bytes, proof: bytes, ad: bytes | None, suite: Suite) -> bytes:
    """SPEC #vrf-batch: the form for batches of a valid proof, whose points have prime order."""
    try:
        verify(key, alpha, proof, ad, suite)
    except Refused as refused:
        raise Refused(str(refused).replace("VerifyError::", "ExpandError::")) from None
    y, (gamma, c, s) = decode_key(key), decode_proof(proof)
    h = hash_to_curve(suite, key, alpha)
    points = gamma, combine(s, BASE, c, negate(y)), combine(s, h, c, negate(gamma))
    refuse_if(any(not is_identity(multiply(L, point)) for point in points), "ExpandError::MixedOrder")
    return b"".join(encode(multiply(pow(8, -1, L), point)) for point in points) + s.to_bytes(32, "little")


def verify(key: bytes, alpha: bytes, proof: bytes, ad: bytes | None = None, suite: Suite = Suite.ELL2) -> bytes:
    """RFC 9381, section 5.3, and SPEC #vrf-ad: beta. Key before proof, encodings before the challenge."""
    y = decode_key(key)
    gamma, c, s = decode_proof(proof)
    h = hash_to_curve(suite, key, alpha)
    u, v = combine(s, BASE, c, negate(y)), combine(s, h, c, negate(gamma))
    if c != challenge(suite, [key, encode(h), proof[:32], encode(u), encode(v)], ad):
        raise Refused("VerifyError::Invalid")
    return output(suite, gamma)
