// The bundles of messages with trees, which the decoders leave in the bytes.

import { MESSAGE_TREE_LEN, SIGNED_CLAIM_LEN } from "./api/constants.js";
import { messageTreeOfClaimsDecode, messageTreeOfIdsDecode, signedClaimDecode } from "./api/functions.js";
import type { ClaimId, SignedClaim } from "./api/types.js";
import { toBytes } from "./codec.js";
import type { BytesLike } from "./input.js";

const ID_LEN = 32;

/**
 * Reads the bundles of a tree that names claims by their ids (SPEC #message-tree).
 *
 * @param bytes - The message.
 * @returns For each node, in post-order, the ids of the claims of its bundle, primary first.
 * @throws FernetError: `MessageError`.
 */
export function treeOfIds(bytes: BytesLike): readonly (readonly ClaimId[])[] {
  const message = Uint8Array.from(toBytes(bytes, "bytes"));
  return bundles(message, messageTreeOfIdsDecode(message).count, ID_LEN, (item) => item);
}

/**
 * Reads the bundles of a tree with its claims in full (SPEC #message-tree).
 *
 * @param bytes - The message.
 * @returns For each node, in post-order, the claims of its bundle with their keys and proofs, primary first.
 * @throws FernetError: `MessageError`.
 */
export function treeOfClaims(bytes: BytesLike): readonly (readonly SignedClaim[])[] {
  const message = Uint8Array.from(toBytes(bytes, "bytes"));
  return bundles(message, messageTreeOfClaimsDecode(message).count, SIGNED_CLAIM_LEN, signedClaimDecode);
}

/** Splits the bytes after the fields of a message that was decoded: for each bundle a byte with its length, then its items. */
function bundles<T>(message: Uint8Array, count: bigint, size: number, read: (item: Uint8Array) => T): T[][] {
  let at = MESSAGE_TREE_LEN;
  return Array.from({ length: Number(count) }, () => {
    const length = message[at]!;
    const start = at + 1;
    at = start + length * size;
    return Array.from({ length }, (_, i) => read(message.slice(start + i * size, start + (i + 1) * size)));
  });
}
