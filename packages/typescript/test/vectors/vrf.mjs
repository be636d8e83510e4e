// vrf/ and rfc9381/.

import { bytes, hex, outcome, refused, same } from "./check.mjs";

export const suiteOf = (test) => test.suite.split("-").at(-1).toLowerCase();

function example(fernet, test) {
  const [suite, key, alpha] = [suiteOf(test), hex(test.pk), hex(test.alpha)];
  const secretKey = fernet.SecretKey.fromSeed(bytes(test.sk));
  same(secretKey.publicKey(), key);
  const expected = { proof: hex(test.pi), beta: hex(test.beta) };
  same(fernet.vrfProve(secretKey, suite, alpha), expected);
  same(fernet.vrfProveVerified(secretKey, suite, alpha), expected);
  same(fernet.vrfEvaluate(secretKey, suite, alpha), expected.beta);
  same(fernet.vrfVerify(key, suite, alpha, expected.proof), expected.beta);
  same(fernet.proofToHash(suite, fernet.proofParse(expected.proof)), expected.beta);
  secretKey.wipe();
  refused("State", () => secretKey.publicKey());
}

export const vrf = {
  "rfc9381/edwards25519_ell2.json": example,
  "rfc9381/edwards25519_tai.json": example,
  "vrf/keys.json"(fernet, test) {
    const key = outcome(test, () => fernet.keyParse(hex(test.pk)));
    if (key !== null) same(key, hex(test.pk));
    same(key !== null, test.valid);
  },
  "vrf/derivation.json"(fernet, test) {
    for (const key of [fernet.SecretKey.derive(bytes(test.master), test.role), fernet.SecretKey.fromSeed(bytes(test.sk))]) {
      same(key.publicKey(), hex(test.pk));
    }
  },
  "vrf/proofs.json"(fernet, test) {
    const [suite, alpha, ad] = [suiteOf(test), hex(test.alpha), hex(test.ad)];
    const beta = outcome(test, () => {
      const key = fernet.keyParse(hex(test.pk));
      const proof = fernet.proofParse(hex(test.pi));
      return ad === null ? fernet.vrfVerify(key, suite, alpha, proof) : fernet.vrfVerifyAd(key, suite, alpha, ad, proof);
    });
    if (beta === null) return;
    same(beta, hex(test.beta));
    same(fernet.proofToHash(suite, hex(test.pi)), hex(test.beta));
    if (test.sk === null) return;
    const secretKey = fernet.SecretKey.fromSeed(bytes(test.sk));
    const expected = { proof: hex(test.pi), beta: hex(test.beta) };
    if (ad === null) {
      same(fernet.vrfProve(secretKey, suite, alpha), expected);
      same(fernet.vrfProveVerified(secretKey, suite, alpha), expected);
    } else {
      same(fernet.vrfProveAd(secretKey, suite, alpha, ad), expected);
      same(fernet.vrfProveVerifiedAd(secretKey, suite, alpha, ad), expected);
    }
  },
};

