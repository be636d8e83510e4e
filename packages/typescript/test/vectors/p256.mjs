// vrf-p256/ and rfc9381-p256/.

import { bytes, hex, outcome, refused, same } from "./check.mjs";
import { suiteOf } from "./vrf.mjs";

/** An example of the RFC: as it is if its key has even y, and otherwise with the negated key, which has other proofs. */
function example(fernet, test) {
  const secretKey = fernet.P256SecretKey.fromScalar(bytes(test.sk));
  const key = secretKey.publicKey();
  same(key, hex(test.pk.slice(2)));
  const { proof, beta } = fernet.p256Prove(secretKey, suiteOf(test), hex(test.alpha));
  same(fernet.p256Verify(key, suiteOf(test), hex(test.alpha), proof), beta);
  if (test.pk.startsWith("02")) same([proof, beta], [hex(test.pi), hex(test.beta + "0".repeat(64))]);
  else refused("P256VerifyError::Invalid", () => fernet.p256Verify(key, suiteOf(test), hex(test.alpha), hex(test.pi)));
}

export const p256 = {
  "rfc9381-p256/sswu.json": example,
  "rfc9381-p256/tai.json": example,
  "vrf-p256/keys.json"(fernet, test) {
    // The functions take registered keys; a point of the RFC is longer.
    if (test.form !== "registered") {
      const run = () => fernet.p256KeyParse(hex(test.pk));
      return test.pk.length === 64 ? same(run(), hex(test.pk)) : refused("P256KeyError::Length", run);
    }
    const key = outcome(test, () => fernet.p256KeyParse(hex(test.pk)));
    if (key !== null) same(key, hex(test.pk));
  },
  "vrf-p256/derivation.json"(fernet, test) {
    for (const key of [fernet.P256SecretKey.derive(bytes(test.master)), fernet.P256SecretKey.fromScalar(bytes(test.sk))]) {
      same(key.publicKey(), hex(test.pk));
    }
  },
  "vrf-p256/proofs.json"(fernet, test) {
    const [suite, alpha, ad] = [suiteOf(test), hex(test.alpha), hex(test.ad)];
    const beta = outcome(test, () => {
      const key = fernet.p256KeyParse(hex(test.pk));
      const proof = fernet.p256ProofParse(hex(test.pi));
      return ad === null ? fernet.p256Verify(key, suite, alpha, proof) : fernet.p256VerifyAd(key, suite, alpha, ad, proof);
    });
    if (beta === null) return;
    same(beta, hex(test.beta));
    same(fernet.p256ProofToHash(suite, hex(test.pi)), hex(test.beta));
    if (test.sk === null) return;
    const secretKey = fernet.P256SecretKey.fromScalar(bytes(test.sk));
    const proven = ad === null ? fernet.p256Prove(secretKey, suite, alpha) : fernet.p256ProveAd(secretKey, suite, alpha, ad);
    same(proven, { proof: hex(test.pi), beta: hex(test.beta) });
    same(fernet.p256Evaluate(secretKey, suite, alpha), hex(test.beta));
  },
  "vrf-p256/witness.json"(fernet, test) {
    if (test.form !== "registered") return refused("P256KeyError::Length", () => fernet.p256KeyParse(hex(test.pk)));
    const words = outcome(test, () => {
      const key = fernet.p256KeyParse(hex(test.pk));
      const proof = fernet.p256ProofParse(hex(test.pi));
      const [alpha, ad] = [hex(test.alpha), hex(test.ad)];
      return ad === null ? fernet.p256EvmWitness(key, alpha, proof) : fernet.p256EvmWitnessAd(key, alpha, ad, proof);
    });
    if (words !== null) same(words, hex(test.words.join("")));
  },
};
