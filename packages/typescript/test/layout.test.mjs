// Sizes and offsets that the generator computes, against those of a C compiler. The structs have no pointers and nothing of the size of one,
// so every machine with natural alignment lays them out as wasm32 does.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "../generate/header.mjs";

test("the layout of every struct is that of C", () => {
  const include = fileURLToPath(new URL("../../../fernet-ffi/include", import.meta.url));
  const { structs } = parse(readFileSync(`${include}/fernet.h`, "utf8"));
  const held = [...structs.values()].flatMap(({ name, size, fields }) => [
    `_Static_assert(sizeof(fernet_${name}) == ${size}, "${name}");`,
    ...fields.map((field) => `_Static_assert(offsetof(fernet_${name}, ${field.name}) == ${field.offset}, "${name}.${field.name}");`),
  ]);
  const input = `#define FERNET_FREESTANDING\n#include <fernet.h>\n${held.join("\n")}\n`;
  execFileSync("gcc", ["-std=c11", "-fsyntax-only", "-I", include, "-x", "c", "-"], { input, stdio: ["pipe", "inherit", "inherit"] });
});
