import { ABI_VERSION } from "./api/constants.js";
import { call, value } from "./call.js";
import { u32 } from "./codec.js";

export * from "./api/classes.js";
export * from "./api/constants.js";
export type * from "./api/errors.js";
export * from "./api/functions.js";
export type * from "./api/types.js";
export { FernetError } from "./error.js";
export type { BytesLike, Input } from "./input.js";
export { treeOfClaims, treeOfIds } from "./tree.js";

/**
 * Checks that the module computes correctly on this machine. It makes and verifies an example proof of RFC 9381, checks that
 * verification refuses it for another input, and computes one ticket, one score and one pay. It takes about as long as four proofs.
 *
 * @throws FernetError: `SelfTest`.
 */
export function selftest(): void {
  call("selftest", [value("abiVersion", u32, ABI_VERSION)]);
}
