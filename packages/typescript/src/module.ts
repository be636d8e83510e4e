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
 * @throws FernetError: `Argument` for anything else. What is no WebAssembly, or another module, is refused with the errors of the engine or an
 * `Error`. After a failure the module is the one before.
 */
export async function load(source: Uint8Array | ArrayBuffer | object): Promise<void> {
  replace(await compiled(source));
}

async function compiled(source: unknown): Promise<WebAssembly.Module> {
  // By name, because the source may be of another realm.
  const type = Object.prototype.toString.call(source).slice(8, -1);
  if (type === "WebAssembly.Module") return source as WebAssembly.Module;
  if (type === "Response" && (source as Response).ok) return WebAssembly.compile(await (source as Response).arrayBuffer());
  if (type === "ArrayBuffer" || ArrayBuffer.isView(source)) return WebAssembly.compile(source as BufferSource);
  throw new FernetError("Argument", "source: expected bytes, a WebAssembly.Module or a Response that succeeded", "source");
}

export * from "./exports.js";
