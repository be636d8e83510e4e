/**
 * Fernet with the module inlined: `import` it and call any function. The module is compiled at the first call, in about 20 ms.
 *
 * @packageDocumentation
 */

import { base64 } from "./inline.js";
import { provide } from "./wasm.js";

provide(() => new WebAssembly.Module(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))));

export * from "./exports.js";
