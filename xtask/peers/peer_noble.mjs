// RFC 9381 over `@noble/curves`: field, curve, encodings, Elligator 2 and hash are the package's, only the order of the steps
// is written here. Requests as JSON from standard input, replies as JSON.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages are in the working directory, which is not above this file.
const packages = createRequire(`${process.cwd()}/`);
const load = (name) => import(pathToFileURL(packages.resolve(name)));
const { ed25519, ed25519_hasher } = await load("@noble/curves/ed25519.js");
const { sha512 } = await load("@noble/hashes/sha2.js");

const { Point } = ed25519;
const { Fn } = Point;
const SUITES = { TAI: 3, ELL2: 4 };
const DST = Buffer.from("ECVRF_edwards25519_XMD:SHA-512_ELL2_NU_\x04", "latin1");

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (data) => Buffer.from(data).toString("hex");
const join = (...parts) => Uint8Array.from(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
const hash = (...parts) => sha512(join(...parts));
const integer = (data) => BigInt(`0x${hex(Uint8Array.from(data).reverse())}`);

// Section 5.4.1.
function encodeToCurve(suite, key, alpha) {
  if (suite === SUITES.ELL2) return ed25519_hasher.encodeToCurve(join(key, alpha), { DST });
  for (let counter = 0; counter < 256; counter++) {
    const digest = hash([suite, 1], key, alpha, [counter, 0]);
    try {
      return Point.fromBytes(digest.slice(0, 32)).clearCofactor();
    } catch {} // no point has this encoding
  }
  throw new Error("no point");
}

// Section 5.4.3.
const challenge = (suite, points) => hash([suite, 2], ...points.map((point) => point.toBytes()), [0]).slice(0, 16);

// Section 5.2.
const output = (suite, gamma) => hash([suite, 3], gamma.clearCofactor().toBytes(), [0]);

// Section 5.1.
function prove(suite, seed, alpha) {
  const digest = sha512(seed);
  const [low, prefix] = [digest.slice(0, 32), digest.slice(32)];
  low[0] &= 0xf8;
  low[31] = (low[31] & 0x7f) | 0x40;
  const x = Fn.create(integer(low));
  const key = Point.BASE.multiply(x);
  const h = encodeToCurve(suite, key.toBytes(), alpha);
  const gamma = h.multiply(x);
  const k = Fn.create(integer(hash(prefix, h.toBytes())));
  const c = challenge(suite, [key, h, gamma, Point.BASE.multiply(k), h.multiply(k)]);
  const s = Fn.add(k, Fn.mul(integer(c), x));
  const pi = join(gamma.toBytes(), c, Fn.toBytes(s));
  return { pk: hex(key.toBytes()), pi: hex(pi), beta: hex(output(suite, gamma)) };
}

// Section 5.4.4. The package throws what it refuses.
function decode(pi) {
  return { gamma: Point.fromBytes(pi.slice(0, 32)), c: integer(pi.slice(32, 48)), s: Fn.fromBytes(pi.slice(48)) };
}

// Sections 5.3 and 5.4.5.
function verify(suite, key, alpha, pi) {
  const y = Point.fromBytes(key);
  if (y.isSmallOrder()) return null;
  const { gamma, c, s } = decode(pi);
  const h = encodeToCurve(suite, key, alpha);
  const u = Point.BASE.multiplyUnsafe(s).subtract(y.multiplyUnsafe(c));
  const v = h.multiplyUnsafe(s).subtract(gamma.multiplyUnsafe(c));
  if (hex(challenge(suite, [y, h, gamma, u, v])) !== hex(pi.slice(32, 48))) return null;
  return hex(output(suite, gamma));
}

function reply({ suite, sk, pk, alpha, pi }) {
  if (sk) return prove(SUITES[suite], bytes(sk), bytes(alpha));
  try {
    if (!pk) return { beta: hex(output(SUITES[suite], decode(bytes(pi)).gamma)) };
    return { beta: verify(SUITES[suite], bytes(pk), bytes(alpha), bytes(pi)) };
  } catch {
    return { beta: null };
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(reply)));
