// The types of fernet.h: what each is in TypeScript, and with which codec of src/codec.ts it is written and read.

import { sizeOf } from "./header.mjs";
import { camel, isPrivate, kebab, pascal } from "./names.mjs";
import { doc, PURE } from "./text.mjs";

const INTEGERS = { uint8_t: ["number", "u8"], uint16_t: ["number", "u16"], uint32_t: ["number", "u32"], uint64_t: ["bigint", "u64"] };
const NONE = { NO_EXIT: "u64", NO_NUMBER: "u64", NO_BASE_SHARE: "u32", NO_ROOT_SEATS: "u8" };

export class Types {
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

  /** The type and the codec of a field. */
  field(field) {
    if (field.type === "int32_t" && field.name === "status") return ["ErrorCode | null", "status"];
    if (field.name === "field") return ["string", `ascii(${field.count})`];
    const [type, codec] = this.type(field.type, field.comment);
    if (/^The suite of the key's VRF\. Accepted is /.test(field.comment)) return [`${type} | number`, `orNumber(${codec})`];
    return field.count === null ? [type, codec] : [`readonly ${type}[]`, `array(${codec}, ${field.count})`];
  }

  /** The fields that TypeScript has. */
  fields(struct) {
    return struct.fields.filter((field) => !field.comment.startsWith("Reserved;"));
  }

  /** The file of types. */
  types() {
    const { say } = this;
    const out = ['import type { ErrorCode } from "./errors.js";\n'];
    for (const { name, comment, members } of this.model.enums.values()) {
      if (members.length === 0) continue;
      const named = members.map((member) => `- \`"${kebab(member.name)}"\`: ${member.comment.map(say).join(" ")}`);
      const text = doc([...comment.map(say), ...named]).replace(/\n \*\n(?= \* - )/g, (match, at, whole) => (whole.slice(0, at).includes(" * - ") ? "\n" : match));
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

  /** The file of codecs. */
  codecs() {
    const bodies = [];
    for (const { name, base, members, bits } of this.model.enums.values()) {
      if (members.length === 0) continue;
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
}

/** A codec that is made by a call is left out by bundlers where it is not used. */
const pure = (codec) => (codec.includes("(") ? PURE + codec : codec);
