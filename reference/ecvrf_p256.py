"""ECVRF on P-256 (RFC 9381), with additional data (SPEC #vrf-p256). Not constant-time: for checking only."""

import hmac
from enum import IntEnum
from hashlib import sha256, sha512

from fernet import Refused, refuse_if

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B

Point = tuple[int, int, int]  # Jacobian coordinates (X, Y, Z): x = X/Z^2, y = Y/Z^3; Z = 0 is the point at infinity
INFINITY: Point = (1, 1, 0)


class Suite(IntEnum):
    TAI = 1
    SSWU = 2


def double(p: Point) -> Point:
    """p + p on y^2 = x^3 - 3x + B."""
    x, y, z = p
    yy, zz = y * y % P, z * z % P
    slope, s = 3 * (x - zz) * (x + zz) % P, 4 * x * yy % P
    x2 = (slope * slope - 2 * s) % P
    return x2, (slope * (s - x2) - 8 * yy * yy) % P, 2 * y * z % P


def add(p: Point, q: Point) -> Point:
    """p + q, with all exceptions of the law."""
    if p[2] == 0:
        return q
    if q[2] == 0:
        return p
    pz, qz = p[2] * p[2] % P, q[2] * q[2] % P
    x1, x2 = p[0] * qz % P, q[0] * pz % P
    y1, y2 = p[1] * qz * q[2] % P, q[1] * pz * p[2] % P
    if x1 == x2:
        return double(p) if y1 == y2 else INFINITY
    h, r = x2 - x1, y2 - y1
    hh = h * h % P
    hhh, v = h * hh % P, x1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - y1 * hhh) % P, p[2] * q[2] * h % P


def negate(p: Point) -> Point:
    return p[0], -p[1] % P, p[2]


def combine(m: int, p: Point, n: int, q: Point) -> Point:
    """m*p + n*q, both scalars read together from the top bit."""
    table, r = (INFINITY, p, q, add(p, q)), INFINITY
    for i in reversed(range(max(m.bit_length(), n.bit_length()))):
        r = double(r)
        if digit := (m >> i & 1) | (n >> i & 1) << 1:
            r = add(r, table[digit])
    return r


def multiply(n: int, p: Point) -> Point:
    return combine(n, p, 0, INFINITY)


def sqrt(a: int) -> int | None:
    """A square root modulo P, or None."""
    root = pow(a, (P + 1) // 4, P)
    return root if root * root % P == a % P else None


def curve(x: int) -> int:
    return (x**3 - 3 * x + B) % P


def affine(p: Point) -> tuple[int, int]:
    """x and y of a point. The point at infinity has none."""
    refuse_if(p[2] == 0, "EvmWitnessError::NoWitness")
    inverse = pow(p[2], -1, P)
    return p[0] * inverse**2 % P, p[1] * inverse**3 % P


def encode(p: Point) -> bytes:
    """RFC 9381, section 5.5: the compressed string of SEC 1. The point at infinity has none of 33 bytes."""
    assert p[2] != 0
    x, y = affine(p)
    return bytes([2 + (y & 1)]) + x.to_bytes(32, "big")


def decode(data: bytes, enum: str, prefix: str = "") -> Point:
    """The one canonical encoding of a point (SPEC #vrf-p256). An error has its name after `enum` and `prefix`."""
    sign, x = data[0], int.from_bytes(data[1:], "big")
    refuse_if(sign not in (2, 3), f"{enum}::{prefix}Sign")
    refuse_if(x >= P, f"{enum}::{prefix}NonCanonical")
    y = sqrt(curve(x))
    if y is None:
        raise Refused(f"{enum}::{prefix}NotOnCurve")
    return x, y if y & 1 == sign & 1 else P - y, 1


GENERATOR = decode(
    bytes.fromhex("036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"), "P256KeyError"
)


def hash_to_curve_tai(key: bytes, alpha: bytes) -> Point:
    """RFC 9381, section 5.4.1.1: try and increment."""
    for counter in range(256):
        x = sha256(b"\x01\x01" + key + alpha + bytes([counter, 0])).digest()
        try:
            return decode(b"\x02" + x, "PointError")
        except Refused:
            continue
    raise Refused("P256VerifyError::NoPoint")


def hash_to_field(key: bytes, alpha: bytes) -> int:
    """RFC 9380, section 5.2, for the one field element of RFC 9381, section 5.4.1.2."""
    dst = b"ECVRF_P256_XMD:SHA-256_SSWU_NU_\x02"
    dst += bytes([len(dst)])
    # expand_message_xmd to 48 bytes: two blocks of SHA-256.
    b0 = sha256(bytes(64) + key + alpha + (48).to_bytes(2, "big") + b"\x00" + dst).digest()
    b1 = sha256(b0 + b"\x01" + dst).digest()
    b2 = sha256(bytes(x ^ y for x, y in zip(b0, b1, strict=True)) + b"\x02" + dst).digest()
    return int.from_bytes((b1 + b2)[:48], "big") % P


def hash_to_curve_sswu(key: bytes, alpha: bytes) -> Point:
    """RFC 9381, section 5.4.1.2, by P256_XMD:SHA-256_SSWU_NU_ of RFC 9380."""
    u = hash_to_field(key, alpha)
    # RFC 9380, section 6.6.2, with A = -3 and Z = -10.
    zu = -10 * u * u % P
    denominator = (zu * zu + zu) % P
    if denominator == 0:
        x = B * pow(30, -1, P) % P  # B / (Z * A)
    else:
        x = B * pow(3, -1, P) * (1 + pow(denominator, -1, P)) % P  # (-B / A) * (1 + 1 / (Z^2 u^4 + Z u^2))
    y = sqrt(curve(x))
    if y is None:
        x = zu * x % P
        y = sqrt(curve(x))
    assert y is not None
    return x, y if y & 1 == u & 1 else P - y, 1


def hash_to_curve(suite: Suite, key: bytes, alpha: bytes) -> Point:
    """RFC 9381, section 5.4.1, salted with the string of the public key."""
    return hash_to_curve_sswu(key, alpha) if suite == Suite.SSWU else hash_to_curve_tai(key, alpha)


def ad_suite(suite: Suite, ad: bytes | None) -> bytes:
    """SPEC #vrf-p256: the suite byte of the nonce and the challenge."""
    return bytes([suite if ad is None else suite + 0x80])


def challenge(suite: Suite, points: list[bytes], ad: bytes | None) -> int:
    """RFC 9381, section 5.4.3; with additional data SPEC #vrf-p256. `points` is Y, H, Gamma, U, V."""
    text = ad_suite(suite, ad) + b"\x02" + b"".join(points) + (ad or b"") + b"\x00"
    return int.from_bytes(sha256(text).digest()[:16], "big")


def output(suite: Suite, gamma: Point) -> bytes:
    """RFC 9381, section 5.2: beta, 32 bytes."""
    return sha256(bytes([suite, 3]) + encode(gamma) + b"\x00").digest()


def beta64(beta: bytes) -> bytes:
    """SPEC #vrf-p256: beta where 64 bytes of it are used."""
    return beta + bytes(32)


def nonce(x: int, message: bytes, additional: bytes = b"") -> int:
    """RFC 6979, section 3.2, with SHA-256 and the additional input of section 3.6."""

    def mac(key: bytes, text: bytes) -> bytes:
        return hmac.digest(key, text, "sha256")

    hashed = int.from_bytes(sha256(message).digest(), "big") % N
    data = x.to_bytes(32, "big") + hashed.to_bytes(32, "big") + additional
    key, value = bytes(32), b"\x01" * 32
    for separator in (b"\x00", b"\x01"):
        key = mac(key, value + separator + data)
        value = mac(key, value)
    while True:
        value = mac(key, value)
        if 0 < (k := int.from_bytes(value, "big")) < N:
            return k
        key = mac(key, value + b"\x00")
        value = mac(key, value)


def nonce_of(suite: Suite, x: int, h: bytes, ad: bytes | None) -> int:
    """RFC 9381, section 5.4.2.1; with additional data SPEC #vrf-p256."""
    if ad is None:
        return nonce(x, h)
    return nonce(x, h, b"fernet/1/nonce/p256".ljust(32, b"\0") + ad_suite(suite, ad) + sha256(ad).digest())


def read_secret(secret: bytes) -> int:
    """A secret key: 32 bytes, 1 to n - 1."""
    x = int.from_bytes(secret, "big")
    refuse_if(not 0 < x < N, "P256SecretKeyError::OutOfRange")
    return x


def public_key(x: int) -> bytes:
    """The 33-byte string of the public key."""
    return encode(multiply(x, GENERATOR))


def even(x: int) -> int:
    """SPEC #vrf-p256: of x and n - x the one whose public key has even y."""
    return x if public_key(x)[0] == 2 else N - x


def derive(master: bytes) -> int:
    """SPEC #vrf-p256: the secret key of a sequencer."""
    hashed = sha512(b"fernet/1/key/sequencer-p256".ljust(32, b"\0") + master).digest()
    return even(int.from_bytes(hashed[:48], "big") % N or 1)


def prove(x: int, alpha: bytes, ad: bytes | None = None, suite: Suite = Suite.SSWU) -> tuple[bytes, bytes]:
    """RFC 9381, section 5.1, and SPEC #vrf-p256: the 81-byte proof and beta."""
    key = public_key(x)
    point = hash_to_curve(suite, key, alpha)
    h, gamma = encode(point), multiply(x, point)
    k = nonce_of(suite, x, h, ad)
    u, v = encode(multiply(k, GENERATOR)), encode(multiply(k, point))
    c = challenge(suite, [key, h, encode(gamma), u, v], ad)
    s = (k + c * x) % N
    return encode(gamma) + c.to_bytes(16, "big") + s.to_bytes(32, "big"), output(suite, gamma)


def decode_key(key: bytes) -> Point:
    """SPEC #vrf-p256: the 33-byte string of a public key, with y of either parity."""
    refuse_if(len(key) != 33, "P256KeyError::Length")
    return decode(key, "P256KeyError")


def decode_registered(key: bytes) -> Point:
    """SPEC #vrf-p256: a registered key, the x-coordinate of a public key with even y."""
    refuse_if(len(key) != 32, "P256KeyError::Length")
    return decode(b"\x02" + key, "P256KeyError")


def decode_proof(proof: bytes) -> tuple[Point, int, int]:
    """RFC 9381, section 5.4.4: Gamma, c, s."""
    refuse_if(len(proof) != 81, "P256ProofError::Length")
    gamma = decode(proof[:33], "P256ProofError", "Gamma")
    c, s = int.from_bytes(proof[33:49], "big"), int.from_bytes(proof[49:], "big")
    refuse_if(s >= N, "P256ProofError::ScalarNotReduced")
    return gamma, c, s


def verify(key: bytes, alpha: bytes, proof: bytes, ad: bytes | None = None, suite: Suite = Suite.SSWU) -> bytes:
    """RFC 9381, section 5.3, and SPEC #vrf-p256: beta. `key` has 33 bytes. Key, proof, exceptional cases, challenge."""
    y = decode_key(key)
    gamma, c, s = decode_proof(proof)
    h = hash_to_curve(suite, key, alpha)
    u, v = combine(s, GENERATOR, c, negate(y)), combine(s, h, c, negate(gamma))
    refuse_if(c < 2 or s in (0, N - 1) or u[2] == 0 or v[2] == 0, "P256VerifyError::Exceptional")
    refuse_if(c != challenge(suite, [key, encode(h), proof[:33], encode(u), encode(v)], ad), "P256VerifyError::Invalid")
    return output(suite, gamma)


def verify_registered(
    key: bytes, alpha: bytes, proof: bytes, ad: bytes | None = None, suite: Suite = Suite.SSWU
) -> bytes:
    """SPEC #vrf-p256: beta in 64 bytes, from a proof of a registered key."""
    decode_registered(key)
    return beta64(verify(b"\x02" + key, alpha, proof, ad, suite))


def invert(a: int, modulus: int) -> int:
    refuse_if(a % modulus == 0, "EvmWitnessError::NoWitness")
    return pow(a, -1, modulus)


def slope(p: Point, q: Point) -> int:
    """SPEC #evm-witness: of the line through two points."""
    (x1, y1), (x2, y2) = affine(p), affine(q)
    return (y1 - y2) * invert(x1 - x2, P) % P


def evm_witness(key: bytes, alpha: bytes, proof: bytes, ad: bytes | None = None) -> list[bytes]:
    """SPEC #evm-witness: the 14 words. `key` has 33 bytes."""
    y = decode_key(key)
    refuse_if(key[0] != 2, "P256KeyError::OddY")
    verify(key, alpha, proof, ad, Suite.SSWU)
    gamma, c, s = decode_proof(proof)
    h, w = hash_to_curve_sswu(key, alpha), 10 * hash_to_field(key, alpha) ** 2
    d = w * w - w
    t, s_point = add(multiply(c, gamma), GENERATOR), add(multiply(s, h), GENERATOR)
    r = add(combine(s, GENERATOR, c, negate(y)), t)
    is_first = (3 * affine(h)[0] - B) * d % P == B
    words = [
        *affine(gamma),
        c if is_first else c + 2**128,
        s,
        *(affine(point)[0] for point in (t, s_point, r)),
        slope(gamma, negate(y)),
        slope(gamma, t),
        slope(r, negate(t)),
        slope(s_point, negate(t)),
        slope(h, s_point),
        invert(d * (affine(add(gamma, negate(y)))[0] - affine(r)[0]), P),
        invert((1 - c * c) * (s + 1), N),
    ]
    return [word.to_bytes(32, "big") for word in words]
