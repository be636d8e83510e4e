import type { Opaque } from "./opaque.js";

/** Bytes as an argument: a `Uint8Array`, or hex with `0x` and two digits for each byte. */
export type BytesLike = Uint8Array | `0x${string}`;

/** A type of this package as an argument: byte strings in it may also be hex with `0x`. */
export type Input<T> = T extends Uint8Array
  ? BytesLike
  : T extends Opaque
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Input<Item>[]
      : T extends object
        ? { readonly [Name in keyof T]: Input<T[Name]> }
        : T;
