// Runs the checks in a module that imports nothing: no clock, no randomness, no allocator, no way to panic.
import { readFile } from "node:fs/promises";

const module = await WebAssembly.compile(await readFile(process.argv[2]));
const imports = WebAssembly.Module.imports(module);
if (imports.length > 0) {
  console.error("imports:", imports);
  process.exit(1);
}
const { exports } = await WebAssembly.instantiate(module);
for (const check of ["check_vrf", "check_core"]) {
  if (exports[check]() !== 1) {
    console.error(check, "fails");
    process.exit(1);
  }
}
