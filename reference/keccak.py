"""Keccak-256 as Ethereum uses it (SPEC #notation). hashlib's SHA3-256 pads differently and is another function."""

from collections.abc import Iterator

MASK = 2**64 - 1
RATE = 136  # bytes: 1088 bits


def _round_constants() -> Iterator[int]:
    """The 24 constants of iota, from the shift register x^8 + x^6 + x^5 + x^4 + 1."""
    register = 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            constant |= (register & 1) << (2**j - 1)
            register = register << 1 ^ (0x171 if register & 0x80 else 0)
        yield constant


def _lane_walk() -> Iterator[tuple[int, int]]:
    """Rho and pi in one walk over all lanes but lane 0: (lane to write, rotation of the lane before it)."""
    x, y = 1, 0
    for t in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        yield x + 5 * y, (t + 1) * (t + 2) // 2 % 64


ROUND_CONSTANTS = tuple(_round_constants())
LANE_WALK = tuple(_lane_walk())


def _rotate(lane: int, n: int) -> int:
    return (lane << n | lane >> (64 - n)) & MASK


def permute(a: list[int]) -> None:
    """Keccak-f[1600] in place; lane (x, y) is a[x + 5 * y]."""
    for constant in ROUND_CONSTANTS:
        column = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
        theta = [column[x - 1] ^ _rotate(column[(x + 1) % 5], 1) for x in range(5)]
        a[:] = [lane ^ theta[i % 5] for i, lane in enumerate(a)]
        carried = a[1]
        for i, rotation in LANE_WALK:
            a[i], carried = _rotate(carried, rotation), a[i]
        for y in range(0, 25, 5):
            row = a[y : y + 5]
            a[y : y + 5] = [row[x] ^ ~row[(x + 1) % 5] & row[(x + 2) % 5] for x in range(5)]
        a[0] ^= constant


def keccak(data: bytes) -> bytes:
    """SPEC #notation: Keccak-256, rate 1088, padding byte 0x01."""
    padded = bytearray(data + b"\x01" + bytes(-(len(data) + 1) % RATE))
    padded[-1] |= 0x80
    state = [0] * 25
    for start in range(0, len(padded), RATE):
        for i in range(RATE // 8):
            state[i] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        permute(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])
