import type { ErrorCode } from "./api/errors.js";

/**
 * The failure of a function. After it nothing has changed: an object that the function would have updated is as before.
 *
 * `code` is the name of the error in SPEC.md, such as `"VerifyError::Invalid"`. It is `"Argument"` for a value of the wrong type, range
 * or length; then `argument` names it, such as `"params.proofsPerNode"`. It is `"State"` for an object that was wiped or closed, `"Length"`
 * for a capacity or a count that does not fit, `"None"` if there is no result, and `"Value"` if two fields contradict each other.
 */
export class FernetError extends Error {
  /** The name of the error in SPEC.md, or one of those above. */
  readonly code: ErrorCode | "Argument";
  /** The argument or field with the wrong value, if `code` is `"Argument"`. */
  readonly argument: string | null;

  /** @internal */
  constructor(code: ErrorCode | "Argument", message: string, argument: string | null = null) {
    super(message);
    this.name = "FernetError";
    this.code = code;
    this.argument = argument;
  }
}

/** Refuses an argument. What was passed may be secret, so only numbers are shown, and those only if `shown`. */
export function refuse(argument: string, expected: string, got: unknown, shown = true): never {
  const number = typeof got === "number" || typeof got === "bigint";
  const text = number && shown ? numberText(got) : kindOf(got);
  throw new FernetError("Argument", `${argument}: expected ${expected}, got ${text}`, argument);
}

function numberText(value: number | bigint): string {
  if (typeof value === "number") return String(value);
  if (value < 0n) return "a negative bigint";
  const power = [256n, 128n, 64n].find((bits) => value >> bits !== 0n);
  return power === undefined ? `${value}n` : `a bigint of 2^${power} or more`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
