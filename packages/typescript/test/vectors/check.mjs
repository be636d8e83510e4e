// What the vectors of all folders are checked with. It runs in Node.js and in browsers.

let checks = 0;

/** The number of comparisons so far. */
export const made = () => checks;

/** Compares two values with everything inside them. */
export function same(actual, expected) {
  checks++;
  const [a, b] = [shown(actual), shown(expected)];
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

function shown(value) {
  return JSON.stringify(value, (_, part) => {
    if (typeof part === "bigint") return `${part}n`;
    if (part instanceof Uint8Array) return `0x${[...part].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    const isObject = typeof part === "object" && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1))) : part;
  });
}

/** Expects the error with this name. */
export function refused(code, run) {
  checks++;
  let result;
  try {
    result = run();
  } catch (error) {
    if (error.code !== code) throw error;
    return;
  }
  throw new Error(`${code} was expected, not ${shown(result)}`);
}

/** Runs a case. If it expects an error, that is checked, and the result is null. */
export function outcome(test, run) {
  if (test.error == null) return run();
  refused(test.error, run);
  return null;
}

export const hex = (text) => (text === null ? null : `0x${text}`);
export const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const big = (text) => (text === null ? null : BigInt(text));
export const small = (text) => (text === null ? null : Number(text));
export const repeated = (byte, length) => new Uint8Array(length).fill(byte);
export const ZERO = repeated(0, 32);

/** The address of the rollup in most vectors. */
export const ROLLUP = repeated(0xfe, 20);
