/**
 * Fernet with the module inlined: `import` it and call any function. The module is compiled at the first call, in about 20 ms.
 *
 * @packageDocumentation
 */

import { base64 } from "./inline.js";
import { provide } from "./wasm.js";

provide(() => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new WebAssembly.Module(bytes);
});

export * from "./exports.js";
