// Calls of functions of the C ABI, whose arguments are listed in its order.

import type { ErrorCode } from "./api/errors.js";
import { type Codec, type Scalar, toBytes, u32, u8 } from "./codec.js";
import { FernetError, refuse } from "./error.js";
import { Opaque } from "./opaque.js";
import { allocate, run, text, wasm, withStack } from "./wasm.js";

/** Numbers of elements of the arrays among the inputs, by name. */
type Counts = (name: string) => number;

/** An argument of a function, of which the C ABI may have up to three. */
interface Argument {
  /** Whether it is placed after the others, because its size depends on theirs. */
  readonly late?: boolean;
  readonly place: (counts: Map<string, number>) => (number | bigint)[];
  /** The name of a result, and how it is read. */
  readonly result?: readonly [name: string, read: (at: readonly (number | bigint)[]) => unknown];
  /** What is done after success. */
  readonly done?: (at: number) => void;
}

/**
 * Calls a function, and returns its result, an object of its results, or nothing.
 *
 * Every argument is checked before the call. A failure changes no object.
 */
export function call<T>(name: string, args: readonly Argument[]): T {
  return withStack(() => {
    const counts = new Map<string, number>();
    const placed: (number | bigint)[][] = [];
    for (const late of [false, true]) {
      args.forEach((argument, i) => {
        if ((argument.late ?? false) === late) placed[i] = argument.place(counts);
      });
    }
    const status = run(`fernet_${name}`, placed.flat());
    if (status !== 0) {
      const code = text(run("fernet_status_name", [status])) as ErrorCode;
      throw new FernetError(code, `${name}: ${code}`);
    }
    const results: Record<string, unknown> = {};
    args.forEach(({ result, done }, i) => {
      if (result !== undefined) results[result[0]] = result[1](placed[i]!);
      if (done !== undefined) done(placed[i]![0] as number);
    });
    const values = Object.values(results);
    return (values.length > 1 ? results : values[0]) as T;
  });
}

/** An input by value. */
export function value(name: string, type: Scalar<unknown>, given: unknown): Argument {
  return { place: () => [type.pass(given, name)] };
}

/** An input by pointer. */
export function input(name: string, type: Codec<unknown>, given: unknown): Argument {
  return { place: () => [written(name, type, given)] };
}

/** An input by pointer that may be `null`. */
export function optional(name: string, type: Codec<unknown>, given: unknown): Argument {
  return { place: () => [given === null ? 0 : written(name, type, given)] };
}

function written(name: string, type: Codec<unknown>, given: unknown): number {
  const at = allocate(type.size);
  type.write(at, given, name);
  return at;
}

/** An array of bytes, of any length. */
export function octets(name: string, given: unknown): Argument {
  return {
    place(counts) {
      const bytes = toBytes(given, name);
      const at = allocate(bytes.length);
      wasm().bytes.set(bytes, at);
      counts.set(name, bytes.length);
      return [at, bytes.length];
    },
  };
}

/** An array of any length. */
export function list(name: string, type: Codec<unknown>, given: unknown): Argument {
  return {
    place(counts) {
      if (!Array.isArray(given)) refuse(name, "an array", given);
      const at = allocate(given.length * type.size);
      for (let i = 0; i < given.length; i++) type.write(at + i * type.size, given[i], `${name}[${i}]`);
      counts.set(name, given.length);
      return [at, given.length];
    },
  };
}

/** A result. */
export function out(name: string, type: Codec<unknown>): Argument {
  return { place: () => [allocate(type.size)], result: [name, ([at]) => type.read(at as number)] };
}

/** A result that is an array, whose length follows from the inputs. */
export function outList(name: string, type: Codec<unknown>, length: (counts: Counts) => number): Argument {
  return {
    late: true,
    place(counts) {
      const count = Math.max(0, Math.floor(length((of) => counts.get(of)!)));
      return [allocate(count * type.size), count];
    },
    result: [name, ([at, count]) => elements(type, at as number, count as number)],
  };
}

/** A result of as many bytes as follow from the inputs. */
export function outOctets(name: string, length: (counts: Counts) => number): Argument {
  const { late, place } = outList(name, u8, length);
  return { late: late!, place, result: [name, ([at, count]) => wasm().bytes.slice(at as number, (at as number) + (count as number))] };
}

/** The same, or `null` if all bytes are zero. */
export function outOctetsOrNull(name: string, length: (counts: Counts) => number): Argument {
  const inner = outOctets(name, length);
  return {
    ...inner,
    result: [
      name,
      (at) => {
        const bytes = inner.result![1](at) as Uint8Array;
        return bytes.some((byte) => byte !== 0) ? bytes : null;
      },
    ],
  };
}

/** A result that is an array with a capacity, whose length the function writes. */
export function outCounted(name: string, type: Codec<unknown>, capacity: (counts: Counts) => number): Argument {
  const inner = outList(name, type, capacity);
  return {
    late: true,
    place: (counts) => [...inner.place(counts), allocate(4)],
    result: [name, ([at, , count]) => elements(type, at as number, u32.read(count as number))],
  };
}

/** A result of bytes with a capacity, whose number the function writes. */
export function outCountedOctets(name: string, capacity: (counts: Counts) => number): Argument {
  const { late, place } = outCounted(name, u8, capacity);
  return { late: late!, place, result: [name, ([at, , count]) => wasm().bytes.slice(at as number, (at as number) + u32.read(count as number))] };
}

function elements(type: Codec<unknown>, at: number, count: number): unknown[] {
  return Array.from({ length: count }, (_, i) => type.read(at + i * type.size));
}

/** An object that the function updates. */
export function update(name: string, type: Codec<unknown>, given: unknown): Argument {
  return {
    place: () => [written(name, type, given)],
    done: (at) => Opaque.bytesOf(given as Opaque).set(wasm().bytes.subarray(at, at + type.size)),
  };
}

/** A value that the function changes: the caller's stays as it is, and a new one is returned. */
export function changed(name: string, type: Codec<unknown>, given: unknown): Argument {
  return { place: () => [written(name, type, given)], result: [name, ([at]) => type.read(at as number)] };
}

/** An array with a capacity, to which the function adds: the caller's stays as it is, and a new one is returned. */
export function grown(name: string, type: Codec<unknown>, given: unknown, capacity: unknown): Argument {
  return {
    place() {
      if (!Array.isArray(given)) refuse(name, "an array", given);
      const room = u32.pass(capacity, "capacity") as number;
      if (given.length > room) refuse(name, `an array of at most ${room}`, given);
      const [at, count] = [allocate(room * type.size), allocate(4)];
      for (let i = 0; i < given.length; i++) type.write(at + i * type.size, given[i], `${name}[${i}]`);
      u32.write(count, given.length, name);
      return [at, room, count];
    },
    result: [name, ([at, , count]) => elements(type, at as number, u32.read(count as number))],
  };
}

/** An array that the function shortens: the caller's stays as it is, and a new one is returned. */
export function shortened(name: string, type: Codec<unknown>, given: unknown): Argument {
  const inner = list(name, type, given);
  return {
    place(counts) {
      const [at, length] = inner.place(counts) as [number, number];
      const count = allocate(4);
      u32.write(count, length, name);
      return [count, at, length];
    },
    result: [name, ([count, at]) => elements(type, at as number, u32.read(count as number))],
  };
}

/** A result that is in the bytes of an input: the elements from an offset on. */
export function rest(name: string, type: Codec<unknown>, offset: number, given: unknown): Argument {
  let [at, count] = [0, 0];
  return {
    place() {
      const bytes = toBytes(given, name).subarray(offset);
      at = allocate(bytes.length);
      wasm().bytes.set(bytes, at);
      count = Math.floor(bytes.length / type.size);
      return [];
    },
    result: [name, () => elements(type, at, count)],
  };
}

/** The same for bytes. */
export function restOctets(name: string, offset: number, given: unknown): Argument {
  return { place: () => [], result: [name, () => toBytes(given, name).slice(offset)] };
}
