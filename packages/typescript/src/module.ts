/**
 * Fernet without the module: give it to {@link load} once, before any other function.
 *
 * @packageDocumentation
 */

import { FernetError } from "./error.js";
import { replace } from "./wasm.js";

/**
 * Compiles a module if need be, and sets it for all functions: `fernet-protocol/fernet.wasm`, or `fernet-protocol/vrf.wasm`, which has keys,
 * proofs, tickets and scores only and is much smaller.
 *
 * @param source - The bytes of the module, a `WebAssembly.Module` (which can be sent to workers), or the `Response` of a request for it.
 * @throws FernetError: `Argument` for anything else.
 */
export async function load(source: Uint8Array | ArrayBuffer | object): Promise<void> {
  replace(await compiled(source));
}

async function compiled(source: unknown): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof Response === "function" && source instanceof Response) return WebAssembly.compile(await source.arrayBuffer());
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source as BufferSource);
  throw new FernetError("Argument", "source: expected bytes, a WebAssembly.Module or a Response", "source");
}

export * from "./exports.js";
