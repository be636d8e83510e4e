// The nanoseconds that the package takes to verify and to make a proof: the least of many batches.

const [BATCHES, CALLS] = [200, 4];

export function speed(fernet) {
  const secretKey = fernet.SecretKey.derive(new Uint8Array(32).fill(7), "prover");
  const key = secretKey.publicKey();
  const alpha = new Uint8Array(32).fill(1);
  const { proof } = fernet.vrfProve(secretKey, "ell2", alpha);
  const least = (run) => {
    let best = Infinity;
    for (let batch = 0; batch < BATCHES; batch++) {
      const start = performance.now();
      for (let i = 0; i < CALLS; i++) run();
      best = Math.min(best, performance.now() - start);
    }
    return (best / CALLS) * 1e6;
  };
  const found = { verify: least(() => fernet.vrfVerify(key, "ell2", alpha, proof)), prove: least(() => fernet.vrfProve(secretKey, "ell2", alpha)) };
  secretKey.wipe();
  return found;
}
