// How values of JavaScript are checked, written to the memory of the module, and read from it.

import { refuse } from "./error.js";
import { Opaque, type OpaqueClass } from "./opaque.js";
import type { BytesLike } from "./input.js";
import { wasm } from "./wasm.js";

/** A type in memory. `write` refuses every value that is not one of the type, with the path of what is wrong. */
export interface Codec<T> {
  readonly size: number;
  readonly write: (at: number, value: unknown, path: string) => void;
  readonly read: (at: number) => T;
}

/** A type that is passed by value. */
export interface Scalar<T> extends Codec<T> {
  readonly pass: (value: unknown, path: string) => number | bigint;
}

function scalar<T>(size: 1 | 2 | 4 | 8, pass: Scalar<T>["pass"], made: (raw: number | bigint) => T): Scalar<T> {
  return {
    size,
    pass,
    write(at, value, path) {
      const raw = pass(value, path);
      const { view } = wasm();
      if (typeof raw === "bigint") view.setBigUint64(at, raw, true);
      else if (size === 4) view.setUint32(at, raw, true);
      else if (size === 2) view.setUint16(at, raw, true);
      else view.setUint8(at, raw);
    },
    read(at) {
      const { view } = wasm();
      if (size === 8) return made(view.getBigUint64(at, true));
      return made(size === 4 ? view.getUint32(at, true) : size === 2 ? view.getUint16(at, true) : view.getUint8(at));
    },
  };
}

/** An unsigned integer of 1, 2 or 4 bytes. */
function uint(size: 1 | 2 | 4): Scalar<number> {
  const max = 2 ** (8 * size) - 1;
  return scalar(
    size,
    (value, path) => {
      if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > max) {
        refuse(path, `an integer from 0 to ${max}`, value);
      }
      return value;
    },
    Number,
  );
}

export const u8 = /* @__PURE__ */ uint(1);
export const u16 = /* @__PURE__ */ uint(2);
export const u32 = /* @__PURE__ */ uint(4);

/** A bigint of 64 bits. */
export const u64: Scalar<bigint> = /* @__PURE__ */ scalar(8, (value, path) => unsigned(value, 64, path), BigInt);

function unsigned(value: unknown, bits: number, path: string): bigint {
  if (typeof value !== "bigint" || value < 0n || value >> BigInt(bits) !== 0n) refuse(path, `a bigint from 0n to 2n**${bits}n - 1n`, value);
  return value;
}

/** -1, 0 or 1. */
export const order: Codec<-1 | 0 | 1> = /* @__PURE__ */ scalar(4, unwritten, (raw) => (Number(raw) | 0) as -1 | 0 | 1);

function unwritten(): never {
  throw new Error("this type is an output only");
}

/** A byte that is 0 or 1. */
export const flag: Scalar<boolean> = /* @__PURE__ */ scalar(
  1,
  (value, path) => (typeof value === "boolean" ? Number(value) : refuse(path, "true or false", value)),
  (raw) => raw !== 0,
);

/** The same integer, of which one value stands for `null`. */
export function nullable<T extends number | bigint>(inner: Scalar<T>, none: T): Scalar<T | null> {
  return scalar(
    inner.size as 1 | 2 | 4 | 8,
    (value, path) => {
      if (value === null) return none;
      const raw = inner.pass(value, path);
      return raw === none ? refuse(path, `null, or an integer below ${none}`, value) : raw;
    },
    (raw) => (raw === none ? null : (raw as T)),
  );
}

/** One of some names. */
export function choice<T extends string>(size: 1 | 4, numbers: Readonly<Record<T, number>>): Scalar<T> {
  const names = new Map(Object.entries<number>(numbers).map(([name, number]) => [number, name as T]));
  const listed = Object.keys(numbers).map((name) => `"${name}"`).join(", ");
  return scalar(
    size,
    (value, path) => (typeof value === "string" && Object.hasOwn(numbers, value) ? numbers[value as T] : refuse(path, `one of ${listed}`, value)),
    (raw) => names.get(Number(raw))!,
  );
}

/** A byte that is one of some names, or any other number. */
export function orNumber<T extends string>(inner: Scalar<T>): Codec<T | number> {
  return {
    size: 1,
    write: (at, value, path) => (typeof value === "number" ? u8 : inner).write(at, value, path),
    read: (at) => (inner.read(at) as T | undefined) ?? u8.read(at),
  };
}

/** A set of names, one bit for each. */
export function names<T extends string>(numbers: Readonly<Record<T, number>>): Codec<readonly T[]> {
  const entries = Object.entries<number>(numbers) as [T, number][];
  return scalar(4, unwritten, (raw) => entries.filter(([, bit]) => (Number(raw) & bit) !== 0).map(([name]) => name));
}

/** Bytes, of which a value has exactly `size`. */
export function bytes(size: number): Codec<Uint8Array> {
  return {
    size,
    write(at, value, path) {
      const given = toBytes(value, path);
      if (given.length !== size) refuse(path, `${size} bytes`, given);
      wasm().bytes.set(given, at);
    },
    read: (at) => wasm().bytes.slice(at, at + size),
  };
}

/** Secret bytes, which are no text: text cannot be wiped. */
export function secretBytes(size: number): Codec<Uint8Array> {
  const inner = bytes(size);
  return {
    ...inner,
    write: (at, value, path) => (isBytes(value) ? inner.write(at, value, path) : refuse(path, `a Uint8Array of ${size} bytes`, value, false)),
  };
}

/** The bytes of an array of bytes or of hex with `0x`. */
export function toBytes(value: unknown, path: string): Uint8Array {
  if (isBytes(value)) return isDetached(value) ? refuse(path, "an array whose buffer is not detached", value) : value;
  const expected = "a Uint8Array, or hex with 0x";
  if (typeof value !== "string") refuse(path, expected, value, false);
  if (!value.startsWith("0x") || value.length % 2 !== 0) refuse(path, expected, value);
  const out = new Uint8Array(value.length / 2 - 1);
  for (let i = 0; i < out.length; i++) {
    const byte = 16 * digit(value.charCodeAt(2 * i + 2)) + digit(value.charCodeAt(2 * i + 3));
    if (Number.isNaN(byte)) refuse(path, expected, value);
    out[i] = byte;
  }
  return out;
}

/** The value of a hexadecimal digit. */
function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : NaN;
}

/** Also for arrays of other realms, such as those of an iframe. */
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/** Whether the buffer of an array was transferred, or shrunk so that the array is outside of it. */
function isDetached(value: Uint8Array): boolean {
  try {
    Uint8Array.prototype.keys.call(value);
    return false;
  } catch {
    return true;
  }
}

/** A big-endian integer of so many bytes, as a bigint. */
export function integer(size: number): Codec<bigint> {
  return {
    size,
    write(at, value, path) {
      const { view } = wasm();
      let rest = unsigned(value, 8 * size, path);
      for (let i = size - 8; i >= 0; i -= 8, rest >>= 64n) view.setBigUint64(at + i, BigInt.asUintN(64, rest));
    },
    read(at) {
      const { view } = wasm();
      let value = 0n;
      for (let i = 0; i < size; i += 8) value = (value << 64n) | view.getBigUint64(at + i);
      return value;
    },
  };
}

/** Text of at most `size` bytes, which ends with a zero byte. */
export function ascii(size: number): Codec<string> {
  return { size, write: unwritten, read: (at) => String.fromCharCode(...wasm().bytes.slice(at, at + size)).split("\0")[0]! };
}

/** A struct: for each field its offset and type. Every field has to be given, and no other. */
export function struct<T>(size: number, fields: { readonly [K in keyof T]: readonly [offset: number, codec: Codec<T[K]>] }): Codec<T> {
  const entries = Object.entries(fields) as [string, readonly [number, Codec<unknown>]][];
  return {
    size,
    write(at, value, path) {
      if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) refuse(path, "an object", value);
      for (const name of Object.keys(value)) {
        if (!Object.hasOwn(fields, name)) refuse(`${path}.${name}`, "no field of this name", (value as Record<string, unknown>)[name], false);
      }
      for (const [name, [offset, codec]] of entries) codec.write(at + offset, (value as Record<string, unknown>)[name], `${path}.${name}`);
    },
    read: (at) => Object.fromEntries(entries.map(([name, [offset, codec]]) => [name, codec.read(at + offset)])) as T,
  };
}

/** An array of so many elements. */
export function array<T>(inner: Codec<T>, length: number): Codec<readonly T[]> {
  return {
    size: inner.size * length,
    write(at, value, path) {
      if (!Array.isArray(value) || value.length !== length) refuse(path, `an array of ${length}`, value);
      for (let i = 0; i < length; i++) inner.write(at + i * inner.size, value[i], `${path}[${i}]`);
    },
    read: (at) => Array.from({ length }, (_, i) => inner.read(at + i * inner.size)),
  };
}

/** A byte with the number of elements, and at most so many elements. */
export function counted<T>(inner: Codec<T>, most: number): Codec<readonly T[]> {
  return {
    size: 1 + inner.size * most,
    write(at, value, path) {
      if (!Array.isArray(value) || value.length > most) refuse(path, `an array of at most ${most}`, value);
      u8.write(at, value.length, path);
      for (let i = 0; i < value.length; i++) inner.write(at + 1 + i * inner.size, value[i], `${path}[${i}]`);
    },
    read: (at) => Array.from({ length: u8.read(at) }, (_, i) => inner.read(at + 1 + i * inner.size)),
  };
}

/** An object of a class, whose state is bytes that only the module understands. */
export function opaque<T extends Opaque>(type: () => OpaqueClass<T>, size: number): Codec<T> {
  return {
    size,
    write(at, value, path) {
      const { name, prototype } = type();
      if (!Object.prototype.isPrototypeOf.call(prototype, value as object)) refuse(path, `a ${name}`, value);
      wasm().bytes.set(Opaque.bytesOf(value as object, path), at);
    },
    read: (at) => Opaque.make(type(), wasm().bytes.slice(at, at + size)),
  };
}

/** `null` for a value whose bytes are all zero. */
export function orNull<T>(inner: Codec<T>): Codec<T | null> {
  return { ...inner, read: (at) => (wasm().bytes.subarray(at, at + inner.size).some((byte) => byte !== 0) ? inner.read(at) : null) };
}

export type { BytesLike };
