// Objects of classes: only static methods make them, and a ledger that was closed refuses everything.

import assert from "node:assert/strict";
import test from "node:test";
import * as fernet from "fernet-protocol";

const classes = Object.values(fernet).filter((value) => Object.getPrototypeOf(value).name === "Opaque");

test("new is refused", () => {
  assert.ok(classes.includes(fernet.SecretKey) && classes.includes(fernet.Block));
  for (const type of classes) {
    for (const given of [[], [new Uint8Array(32)]]) {
      assert.throws(() => new type(...given), { name: "FernetError", code: "Argument", argument: type.name });
    }
  }
});

test("methods refuse what is no object", () => {
  for (const self of [undefined, null, 1, {}, Object.create(fernet.SecretKey.prototype)]) {
    for (const method of ["publicKey", "wipe"]) {
      assert.throws(() => fernet.SecretKey.prototype[method].call(self), { name: "FernetError", code: "Argument" });
    }
  }
});

test("a ledger that was closed refuses everything", () => {
  const params = fernet.paramsDefault(1n, "0xfefefefefefefefefefefefefefefefefefefefe");
  const ledger = fernet.Ledger.open({ params, fees: 1_000_000n, bond: 0n, bases: 1n, feeSplit: 500_000 });
  const rebate = { baseFee: 0n, rate: 0n, payee: new Uint8Array(20) };
  assert.equal(ledger.pay([{ node: 0n, feeBurn: 0 }]).length, 1);
  // A failure closes nothing.
  assert.throws(() => ledger.close({ ...rebate, rate: 2n ** 96n }), { code: "SettleError::AmountTooLarge" });
  assert.equal(ledger.close(rebate).funding.fees, 1_000_000n);
  assert.throws(() => ledger.close(rebate), { code: "State" });
  assert.throws(() => ledger.pay([]), { code: "State" });
});

test("an integer out of range is named with its size", () => {
  const ticket = (value) => () => fernet.score(value, 0);
  assert.throws(ticket(2n ** 128n), { message: "ticket: expected a bigint from 0n to 2n**128n - 1n, got a bigint of 2^128 or more" });
  assert.throws(ticket(2n ** 256n), { message: "ticket: expected a bigint from 0n to 2n**128n - 1n, got a bigint of 2^256 or more" });
  assert.throws(() => fernet.paramsDefault(2n ** 64n, new Uint8Array(20)), { message: "chainId: expected a bigint from 0n to 2n**64n - 1n, got a bigint of 2^64 or more" });
});

test("an array whose buffer was transferred is named", () => {
  const alpha = new Uint8Array(3);
  structuredClone(alpha, { transfer: [alpha.buffer] });
  const secretKey = fernet.SecretKey.derive(new Uint8Array(32), "prover");
  assert.throws(() => fernet.vrfProve(secretKey, "ell2", alpha), { code: "Argument", argument: "alpha", message: /detached/ });
  assert.equal(fernet.vrfProve(secretKey, "ell2", new Uint8Array(0)).beta.length, 64);
});
