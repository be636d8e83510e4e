// Every wrong value, for every parameter and every field in it, of every function: each is refused by name.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { inspect } from "node:util";
import * as fernet from "fernet-protocol";
import { parse } from "../generate/header.mjs";
import { isPrivate, pascal, placeOf } from "../generate/names.mjs";
import { Signatures } from "../generate/signature.mjs";
import { Types } from "../generate/types.mjs";
import { Values } from "./misuse.mjs";

const model = parse(readFileSync(new URL("../../../fernet-ffi/include/fernet.h", import.meta.url), "utf8"));
const signatures = new Signatures(model, new Types(model, (text) => text));
const values = new Values(model, fernet);
const classes = [...model.structs.values()].filter(isPrivate).map(({ name }) => pascal(name));
const covered = new Set(["selftest", "FernetError", ...classes]);

for (const item of model.functions) {
  const place = placeOf(model, item);
  if (item.text || item.name === "selftest" || place.name === "wipe") continue;
  const { given } = signatures.of(item, place.self);
  const name = place.type === null ? place.name : `${pascal(place.type)}.${place.name}`;
  covered.add(name);
  test(name, () => {
    const parameters = given.map((parameter) => values.parameter(parameter));
    const call = (args) => {
      if (place.type === null) return fernet[place.name](...args);
      const owner = place.self === null ? fernet[pascal(place.type)] : values.right(place.type);
      return owner[place.name](...args);
    };
    parameters.forEach(({ wrong }, i) => {
      assert.ok(wrong.length > 0);
      for (const [value, path] of wrong) {
        const args = parameters.map(({ right }, j) => (j === i ? value : right));
        assert.throws(() => call(args), (error) => {
          assert.ok(error instanceof fernet.FernetError, `${given[i].name}, ${inspect(value)}: ${error.stack}`);
          assert.deepEqual([error.code, error.argument], ["Argument", path], `${given[i].name}, ${inspect(value)}: ${error.message}`);
          return true;
        });
      }
    });
    // With right values the arguments pass, whatever the function says of them.
    try {
      call(parameters.map(({ right }) => right));
    } catch (error) {
      assert.ok(error instanceof fernet.FernetError && error.code !== "Argument", error.stack);
    }
  });
}

for (const name of ["treeOfIds", "treeOfClaims"]) {
  covered.add(name);
  test(name, () => {
    const { wrong } = values.parameter({ name: "bytes", c: "uint8_t", comment: "", many: true, none: false });
    for (const [value] of wrong) assert.throws(() => fernet[name](value), { code: "Argument", argument: "bytes" });
    assert.throws(() => fernet[name]("0x"), { code: "MessageError::Truncated" });
  });
}

test("the README names every function and class", () => {
  const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const names = Object.keys(fernet).filter((name) => typeof fernet[name] === "function");
  const kinds = /^message\w+(En|De)code$/;
  assert.deepEqual(names.filter((name) => !kinds.test(name) && !page.includes(`\`${name}\``)), []);
});

test("the README names every code that is no error of SPEC.md and can occur", () => {
  const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const codes = readFileSync(new URL("../src/api/errors.ts", import.meta.url), "utf8").match(/"\w+"/g);
  const onlyC = ["Null", "Alignment", "Overlap", "AbiVersion", "Internal"].map((code) => `"${code}"`);
  assert.deepEqual(["\"Argument\"", ...codes].filter((code) => !onlyC.includes(code) && !page.includes(`\`${code}\``)), []);
});

test("no function is left out", () => {
  const methods = classes.flatMap((type) => {
    const statics = Object.getOwnPropertyNames(fernet[type]).filter((name) => !["length", "name", "prototype"].includes(name));
    const own = Object.getOwnPropertyNames(fernet[type].prototype).filter((name) => !["constructor", "wipe"].includes(name));
    return [...statics, ...own].map((name) => `${type}.${name}`);
  });
  const functions = Object.keys(fernet).filter((name) => typeof fernet[name] === "function");
  assert.deepEqual([...functions, ...methods].filter((name) => !covered.has(name)), []);
});
