import type { ErrorCode } from "./api/errors.js";

/**
 * The failure of a function. After it nothing has changed: an object that the function would have updated is as before.
 *
 * `code` is the name of the error in SPEC.md, such as `"VerifyError::Invalid"`. It is `"Argument"` for a value of the wrong type, range
 * or length; then `argument` names it, such as `"params.proofsPerNode"`.
 */
export class FernetError extends Error {
  /** The name of the error in SPEC.md, or `"Argument"`. */
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

/** Refuses an argument. No message contains bytes or text of the caller, which may be secret. */
export function refuse(argument: string, expected: string, got: unknown): never {
  throw new FernetError("Argument", `${argument}: expected ${expected}, got ${describe(got)}`, argument);
}

function describe(value: unknown): string {
  if (typeof value === "number" || value === null || value === undefined) return String(value);
  if (typeof value === "bigint") {
    if (value < 0n) return "a negative bigint";
    return value < 1n << 64n ? `${value}n` : value < 1n << 256n ? "a bigint of 2^64 or more" : "a bigint of 2^256 or more";
  }
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
