// Writes src/api from the model of fernet.h: `node generate/main.mjs`, or `--check` to compare.

import { sizeOf } from "./header.mjs";
import { camel, isPrivate, kebab, pascal, placeOf, translator } from "./names.mjs";

const HEAD = "// Generated from fernet-ffi/include/fernet.h by generate/main.mjs: do not edit.\n\n";
const INTEGERS = { uint8_t: ["number", "u8"], uint16_t: ["number", "u16"], uint32_t: ["number", "u32"], uint64_t: ["bigint", "u64"] };
const NONE = { NO_EXIT: "u64", NO_NUMBER: "u64", NO_BASE_SHARE: "u32", NO_ROOT_SEATS: "u8" };

/** The generated files, by name. */
export function files(model, errors) {
  const say = translator(model, errors);
  const write = new Writer(model, say);
  return {
    "constants.ts": HEAD + constants(model, say),
    "errors.ts": HEAD + errorCodes(errors),
    "types.ts": HEAD + write.types(),
    "codecs.ts": HEAD + write.codecs(),
    "classes.ts": HEAD + write.classes(),
    "functions.ts": HEAD + write.functions(),
  };
}

function doc(paragraphs, indent = "") {
  const lines = paragraphs.flatMap((paragraph, i) => {
    const blank = i > 0 && !(paragraph.startsWith("@") && paragraphs[i - 1].startsWith("@"));
    return [...(blank ? [""] : []), ...wrap(paragraph, 120 - indent.length)];
  });
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd() + "\n").join("")}${indent} */\n`;
}

function wrap(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== "" && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

function constants(model, say) {
  const members = new Set([...model.enums.values()].flatMap((item) => item.members.map((member) => member.constant)));
  const kept = model.constants.filter(({ name }) => !members.has(name) && !name.startsWith("NO_"));
  const text = kept.map(({ name, value, comment }) => `${doc(comment.map(say))}export const ${name} = ${value};\n`);
  return [
    `/** Version of this package, which is that of the module. */\nexport const VERSION = "${model.constants.version}";\n`,
    `/** Version of the C ABI of the module. */\nexport const ABI_VERSION = ${model.constants.abi};\n`,
    ...text,
  ].join("\n");
}

function errorCodes(errors) {
  return `/** Every error of SPEC.md that a function may have, and a few of its own. */\nexport type ErrorCode =\n${[...errors.values()].map((name) => `  | "${name}"`).join("\n")};\n`;
}

export class Writer {
  constructor(model, say) {
    Object.assign(this, { model, say });
  }

  /** The type of a value, and the expression of its codec. `comment` says which value stands for nothing. */
  type(name, comment = "", prefix = "") {
    const named = this.model.enums.get(name);
    if (named?.members.length) return [pascal(name), `${prefix}${camel(name)}`];
    const [type, codec] = named ? INTEGERS[named.base] : (INTEGERS[name] ?? [pascal(name), `${prefix}${camel(name)}`]);
    if (INTEGERS[name] === undefined && !named) return [type, codec];
    if (name === "uint8_t" && /^1 (if|for) /.test(comment)) return ["boolean", "flag"];
    const none = /FERNET_(NO_(?:EXIT|NUMBER|BASE_SHARE|ROOT_SEATS))\b/.exec(comment)?.[1];
    if (none === undefined) return [type, codec];
    if (NONE[none] !== codec) throw new Error(`${none} is no ${codec}`);
    const value = this.model.constants.find((constant) => constant.name === none).value;
    return [`${type} | null`, `nullable(${codec}, ${value}${type === "bigint" ? "n" : ""})`];
  }

  /** What a struct is in TypeScript. */
  kind({ fields, name }) {
    const [first, second] = fields;
    if (first.name === "private_bytes") return "class";
    if (first.name === "bytes" && fields.length === 1) return /^The integer.* big-endian/.test(first.comment) ? "integer" : "bytes";
    if (first.name === "count" && second.count !== null && fields.length === 2) return "counted";
    return "struct";
  }

  field(field) {
    if (field.type === "int32_t" && field.name === "status") return ["ErrorCode | null", "status"];
    if (field.name === "field") return ["string", `ascii(${field.count})`];
    const [type, codec] = this.type(field.type, field.comment);
    if (/^The suite of the key's VRF\. Accepted is /.test(field.comment)) return [`${type} | number`, `orNumber(${codec})`];
    return field.count === null ? [type, codec] : [`readonly ${type}[]`, `array(${codec}, ${field.count})`];
  }

  fields(struct) {
    return struct.fields.filter((field) => !field.comment.startsWith("Reserved;"));
  }

  types() {
    const { say } = this;
    const out = ['import type { ErrorCode } from "./errors.js";\n'];
    for (const { name, comment, members } of this.model.enums.values()) {
      if (members.length === 0) continue;
      const named = members.map((member) => `- \`"${kebab(member.name)}"\`: ${member.comment.map(say).join(" ")}`);
      const list = [...comment.map(say), named[0], ...named.slice(1)];
      const text = doc(list).replace(/\n \*\n(?= \* - )/g, (match, at, whole) => (whole.slice(0, at).includes(" * - ") ? "\n" : match));
      out.push(`${text}export type ${pascal(name)} = ${members.map((member) => `"${kebab(member.name)}"`).join(" | ")};\n`);
    }
    for (const struct of this.model.structs.values()) {
      const [name, kind] = [pascal(struct.name), this.kind(struct)];
      const comment = struct.comment.map(say);
      if (kind === "class") continue;
      if (kind === "bytes") out.push(`${doc([...comment, `${struct.size} bytes.`])}export type ${name} = Uint8Array;\n`);
      else if (kind === "integer") out.push(`${doc([...comment, `Below 2^${8 * struct.size}.`])}export type ${name} = bigint;\n`);
      else if (kind === "counted") out.push(`${doc(comment)}export type ${name} = readonly ${pascal(struct.fields[1].type)}[];\n`);
      else {
        const fields = this.fields(struct).map((field) => `${doc([say(field.comment)], "  ")}  readonly ${camel(field.name)}: ${this.field(field)[0]};\n`);
        out.push(`${doc(comment)}export interface ${name} {\n${fields.join("")}}\n`);
      }
    }
    return out.join("\n");
  }

  codecs() {
    const types = [];
    const bodies = [];
    for (const { name, base, members, bits } of this.model.enums.values()) {
      if (members.length === 0) continue;
      types.push(pascal(name));
      const numbers = members.map((member) => `"${kebab(member.name)}": ${member.value}`).join(", ");
      const { size } = sizeOf(this.model, base);
      bodies.push(`export const ${camel(name)} = ${PURE}${bits ? "names" : "choice"}<T.${pascal(name)}>(${bits ? "" : `${size}, `}{ ${numbers} });`);
    }
    const done = new Set();
    const add = (struct) => {
      if (done.has(struct.name)) return;
      done.add(struct.name);
      for (const field of struct.fields) if (this.model.structs.has(field.type)) add(this.model.structs.get(field.type));
      bodies.push(`export const ${camel(struct.name)} = ${this.codec(struct)};`);
    };
    for (const struct of this.model.structs.values()) if (!isPrivate(struct)) add(struct);
    return `import { array, ascii, bytes, choice, counted, flag, integer, names, nullable, orNumber, secretBytes, struct, u16, u32, u64, u8 } from "../codec.js";
import { status } from "../status.js";
import type * as T from "./types.js";

${bodies.join("\n")}
`;
  }

  codec(struct) {
    const type = `T.${pascal(struct.name)}`;
    switch (this.kind(struct)) {
      case "bytes":
        return `${PURE}${struct.name === "secret" ? "secretBytes" : "bytes"}(${struct.size})`;
      case "integer":
        return `${PURE}integer(${struct.size})`;
      case "counted":
        return `${PURE}counted(${camel(struct.fields[1].type)}, ${struct.fields[1].count})`;
    }
    const fields = this.fields(struct).map((field) => `  ${camel(field.name)}: [${field.offset}, ${pure(this.field(field)[1])}],\n`);
    return `${PURE}struct<${type}>(${struct.size}, {\n${fields.join("")}})`;
  }

  /** Parameters, results and the list of arguments of a function. */
  signature(item, self) {
    const given = [];
    const results = [];
    const args = [];
    const list = item.parameters;
    const isLength = (pointer, length) =>
      length?.type === "size_t" &&
      !length.pointer &&
      (["len", "count", "capacity", `${pointer.name}_len`].includes(length.name) || length.name === `${pointer.name.slice(0, -1)}_count`);
    // `c` is the type in C, of each element if there are `many`.
    const param = (p, type, { many = false, none = false } = {}) => given.push({ name: camel(p.name), type, comment: p.comment, c: p.type, many, none });
    const result = (p, type) => results.push({ name: camel(p.name), type, comment: p.comment });
    const size = (p) => sizeOf(this.model, p.type);
    for (let i = 0; i < list.length; i++) {
      const [p, length, count] = list.slice(i, i + 3);
      const name = `"${camel(p.name)}"`;
      const struct = this.model.structs.get(p.type);
      const octets = p.type === "uint8_t";
      const [type, codec] = this.typed(p);
      if (p.direction === "in/out" && p.type === "size_t") {
        param(length, `readonly Input<T.${pascal(length.type)}>[]`, { many: true });
        result(length, `readonly T.${pascal(length.type)}[]`);
        args.push(`shortened("${camel(length.name)}", ${this.typed(length)[1]}, ${camel(length.name)})`);
        i += 2;
      } else if (p.pointer && isLength(p, length) && p.direction === "in/out") {
        param(p, `readonly Input<${type}>[]`, { many: true });
        param({ ...length, name: "capacity" }, "number");
        result(p, `readonly ${type}[]`);
        args.push(`grown(${name}, ${codec}, ${camel(p.name)}, capacity)`);
        i += 2;
      } else if (p.pointer && isLength(p, length) && p.direction === "out") {
        const counted = count?.direction === "out" && count.type === "size_t";
        const room = this.length(item, p, length);
        result(p, octets ? `Uint8Array${this.zero(p)}` : `readonly ${type}[]`);
        const helper = octets ? (counted ? "outCountedOctets" : this.zero(p) ? "outOctetsOrNull" : "outOctets") : counted ? "outCounted" : "outList";
        args.push(`${helper}(${name}, ${octets ? "" : `${codec}, `}${room})`);
        i += counted ? 2 : 1;
      } else if (p.pointer && isLength(p, length)) {
        param(p, octets ? "BytesLike" : `readonly ${inputType(type)}[]`, { many: true });
        args.push(octets ? `octets(${name}, ${camel(p.name)})` : `list(${name}, ${codec}, ${camel(p.name)})`);
        i += 1;
      } else if (p.direction === "out") {
        result(p, `${type}${this.zero(p)}`);
        args.push(`out(${name}, ${this.zero(p) ? `orNull(${codec})` : codec})`);
      } else if (p.direction === "in/out") {
        if (p.name !== self) param(p, inputType(type));
        if (!isPrivate(struct)) result(p, type);
        args.push(`${isPrivate(struct) ? "update" : "changed"}(${name}, ${codec}, ${p.name === self ? "this" : camel(p.name)})`);
      } else if (p.pointer) {
        const none = /\bNULL\b/.test(p.comment);
        if (p.name !== self) param(p, none ? `${inputType(type)} | null` : inputType(type), { none });
        args.push(`${none ? "optional" : "input"}(${name}, ${codec}, ${p.name === self ? "this" : camel(p.name)})`);
      } else {
        param(p, type);
        args.push(`value(${name}, ${codec}, ${camel(p.name)})`);
      }
    }
    const rest = this.rest(item);
    if (rest !== null) {
      results.push({ name: rest.name, type: rest.type, comment: rest.comment });
      args.push(rest.argument);
    }
    return { given, results, args };
  }

  /** What a decoder leaves in the bytes after the fields, as its comment says; named as the encoder names it. */
  rest(item) {
    const stated = /is bytes\[FERNET_(\w+)\] and all bytes after it|are bytes\[FERNET_(\w+)\] and those after it: an array/.exec(item.summary.join(" "));
    if (stated === null) return null;
    const offset = this.model.constants.find(({ name }) => name === (stated[1] ?? stated[2])).value;
    const encoder = this.model.functions.find(({ name }) => name === item.name.replace(/_decode$/, "_encode"));
    const list = encoder.parameters.at(-2);
    const [name, comment] = [camel(list.name), list.comment];
    if (list.type === "uint8_t") return { name, comment, type: "Uint8Array", argument: `restOctets("${name}", ${offset}, bytes)` };
    const [type, codec] = this.typed(list);
    return { name, comment, type: `readonly ${type}[]`, argument: `rest("${name}", ${codec}, ${offset}, bytes)` };
  }

  /** Whether zero stands for no result. */
  zero(p) {
    return /\botherwise zero\b/.test(p.comment) ? " | null" : "";
  }

  typed(p) {
    if (p.type === "bool") return ["boolean", "flag"];
    if (p.type === "size_t") return ["number", "u32"];
    if (p.type === "int32_t") return ["-1 | 0 | 1", "order"];
    const [type, codec] = this.type(p.type, p.comment, "c.");
    if (isPrivate(this.model.structs.get(p.type))) return [type, `${camel(p.type)}Codec`];
    return [codec.startsWith("c.") ? `T.${type}` : type, codec];
  }

  /** The number of elements of an output, which its comment states. */
  length(item, p, length) {
    const stated = /FERNET_(?:[^(]|sizeof\([^)]*\)|f\()*?(?= \(LENGTH|$)/.exec(length.comment)?.[0] ?? /equal to (\w+)/.exec(length.comment)?.[1];
    const special = LENGTHS[`${item.name}.${p.name}`];
    const text = special ?? stated;
    const expression = text
      .replace(/sizeof\(fernet_(\w+)\)/g, (_, name) => sizeOf(this.model, name).size)
      .replace(/\bFERNET_(\w+)/g, (_, name) => this.model.constants.find((constant) => constant.name === name).value)
      .replace(/\b([a-z]\w*)\b/g, (name) => `of("${camel(this.arrayOf(item, name))}")`);
    return /of\(/.test(expression) ? `(of) => ${expression}` : `() => ${expression}`;
  }

  /** The array of which a parameter is the length. */
  arrayOf(item, name) {
    const i = item.parameters.findIndex((parameter) => parameter.name === name);
    if (i < 1) throw new Error(`${item.name}: no length ${name}`);
    return item.parameters[i - 1].name;
  }

  documented(item, { given, results }, indent) {
    const { say } = this;
    const params = given.map(({ name, comment }) => `@param ${name} - ${capital(say(comment))}`);
    const returns = results.length === 1 ? [`@returns ${capital(say(results[0].comment))}`] : results.length > 1 ? [`@returns ${results.map(({ name, comment }) => `\`${name}\`: ${say(comment)}`).join(" ")}`] : [];
    // Names that are no enumeration are refused before the call, as arguments.
    const errors = (item.errors ?? "").slice("Errors: ".length).replace(/\bVALUE for [^,.;]*([,;] |(?=\.))/g, "").replace(/, \./g, ".");
    const throws = /\w/.test(errors) ? [`@throws FernetError: ${say(errors)}`] : [];
    const summary = item.summary.map((text) => text.replace(/ (The|That) [^.]* bytes\[FERNET_\w+\] and (those|all bytes) after it[^.]*\./, "").replace(/The (ranking|ring) is the caller's array; set count to 0 to start\./, "Start with an empty array."));
    return doc([...summary.map(say), ...params, ...returns, ...throws], indent);
  }

  returned({ results }) {
    if (results.length === 0) return "void";
    if (results.length === 1) return results[0].type;
    return `{ ${results.map(({ name, type }) => `readonly ${name}: ${type}`).join("; ")} }`;
  }

  body(item, signature) {
    const { args } = signature;
    const returned = this.returned(signature);
    const start = returned === "void" ? "call" : `return call<${returned}>`;
    return `${start}("${item.name}", [${args.join(", ")}]);`;
  }

  classes() {
    const out = [];
    for (const struct of this.model.structs.values()) {
      if (!isPrivate(struct)) continue;
      const name = pascal(struct.name);
      const comment = struct.comment.map((text) => capital(this.say(text.replace(/^A private object: /, ""))));
      const methods = [];
      for (const item of this.model.functions) {
        const place = placeOf(this.model, item);
        if (place.type !== struct.name) continue;
        if (place.name === "wipe") {
          methods.push(WIPE);
          continue;
        }
        const signature = this.signature(item, place.self);
        const params = signature.given.map((p) => `${p.name}: ${p.type}`).join(", ");
        const head = `  ${place.self ? "" : "static "}${place.name}(${params}): ${this.returned(signature)} {`;
        methods.push(`${this.documented(item, signature, "  ")}${head}\n    ${this.body(item, signature)}\n  }\n`);
      }
      out.push(`${doc(comment)}export class ${name} extends Opaque {\n${methods.join("\n")}}\n\n/** @internal */\nexport const ${camel(struct.name)}Codec = ${PURE}opaque(() => ${name}, ${struct.size});\n`);
    }
    return `/// <reference lib="esnext.disposable" preserve="true" />\n\n${this.imports(out.join(""))}\n${out.join("\n")}`;
  }

  functions() {
    const out = this.model.functions
      .filter((item) => !item.text && item.name !== "selftest" && placeOf(this.model, item).type === null)
      .map((item) => {
        const signature = this.signature(item, null);
        const params = signature.given.map((p) => `${p.name}: ${p.type}`).join(", ");
        const name = placeOf(this.model, item).name;
        return `${this.documented(item, signature, "")}export function ${name}(${params}): ${this.returned(signature)} {\n  ${this.body(item, signature)}\n}\n`;
      });
    const text = out.join("\n");
    const classes = [...text.matchAll(/\b([a-z]\w*)Codec\b/g)].map(([, name]) => name);
    const used = [...new Set(classes)].flatMap((name) => [`type ${pascal(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).replace(/P256/i, "P256")}`, `${name}Codec`]);
    return `${this.imports(text)}import { ${used.sort().join(", ")} } from "./classes.js";\n\n${text}`;
  }

  imports(text) {
    const used = (names) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).join(", ");
    const call = used(["call", "changed", "grown", "input", "list", "octets", "optional", "out", "outCounted", "outCountedOctets", "outList", "outOctets", "outOctetsOrNull", "rest", "restOctets", "shortened", "update", "value"]);
    const codec = used(["flag", "nullable", "opaque", "order", "orNull", "u16", "u32", "u64", "u8"]);
    const inputs = used(["BytesLike", "Input"]);
    return [
      `import { ${call} } from "../call.js";`,
      `import { ${codec} } from "../codec.js";`,
      `import type { ${inputs} } from "../input.js";`,
      ...(/extends Opaque/.test(text) ? ['import { Opaque } from "../opaque.js";'] : []),
      'import * as c from "./codecs.js";',
      'import type * as T from "./types.js";\n',
    ].join("\n");
  }
}

const PURE = "/* @__PURE__ */ ";

/** Lengths that comments state in words. */
const LENGTHS = {
  "message_tree_data_decode.nodes": "(len - FERNET_MESSAGE_TREE_LEN) / FERNET_NODE_DATA_LEN",
  "randao_ring_restore.entries": "(len - FERNET_RANDAO_RING_STORED_LEN) / FERNET_RANDAO_ENTRY_STORED_LEN",
  "bundle_builder_best.seats": "3",
};

const WIPE = `  /** Overwrites the key with zeros. Afterwards it is no key: functions refuse it with \`"State"\`. */
  wipe(): void {
    Opaque.bytesOf(this).fill(0);
  }

  /** Wipes the key at the end of a block that declares it with \`using\`. */
  [Symbol.dispose](): void {
    this.wipe();
  }
`;

/** A codec that is made by a call is left out by bundlers where it is not used. */
const pure = (codec) => (codec.includes("(") ? PURE + codec : codec);
/** A type as an argument. A secret is no text, so it is the same type; and so are values without bytes in them. */
const inputType = (type) => (type.startsWith("T.") && type !== "T.Secret" ? `Input<${type}>` : type);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
