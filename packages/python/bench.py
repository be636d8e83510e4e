"""Measures the functions over buffers, on one core: python bench.py"""

import time
from collections.abc import Callable

import fernet

SEED = bytes([7]) * 32


def rate(count: int, run: Callable[[], object]) -> float:
    """How many a second, the best of three runs."""
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        run()
        best = max(best, count / (time.perf_counter() - start))
    return best


def main() -> None:
    keys = bytes(32 * 1_000_000)
    tickets = rate(1_000_000, lambda: fernet.public_tickets(SEED, [0], keys))
    secrets = [fernet.SecretKey.from_seed(bytes([index % 256, index // 256]) + SEED[:30]) for index in range(1024)]
    of = [bytes(secret.public_key) for secret in secrets]
    batch = b"".join(bytes(secret.prove_batchable(SEED, ad=SEED)) for secret in secrets)
    proofs = [bytes(secret.prove(SEED, ad=SEED)) for secret in secrets]
    alphas = SEED * len(secrets)
    together = rate(1024, lambda: fernet.verify_batch(b"".join(of), alphas, batch, ads=alphas))
    single = rate(1024, lambda: [fernet.verify(key, SEED, proof, ad=SEED) for key, proof in zip(of, proofs, strict=True)])
    print(f"tickets {tickets:,.0f}/s, verify_batch {together:,.0f}/s, verify {single:,.0f}/s")


if __name__ == "__main__":
    main()
