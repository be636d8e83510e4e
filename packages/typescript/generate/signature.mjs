// The parameters, results and arguments of a function, which follow from the order of its arguments in C and from their comments.

import { sizeOf } from "./header.mjs";
import { camel, isPrivate, pascal } from "./names.mjs";

/** Lengths that comments state in words. */
const LENGTHS = {
  "message_tree_data_decode.nodes": "(len - FERNET_MESSAGE_TREE_LEN) / FERNET_NODE_DATA_LEN",
  "randao_ring_restore.entries": "(len - FERNET_RANDAO_RING_STORED_LEN) / FERNET_RANDAO_ENTRY_STORED_LEN",
  "bundle_builder_best.seats": "3",
};

/** A type as an argument. A secret is no text, so it is the same type; and so are values without bytes in them. */
const inputType = (type) => (type.startsWith("T.") && type !== "T.Secret" ? `Input<${type}>` : type);

export class Signatures {
  constructor(model, types) {
    Object.assign(this, { model, types });
  }

  /** Parameters, results and the list of arguments of a function, whose parameter `self` is the object of a method. */
  of(item, self) {
    const found = { given: [], results: [], args: [] };
    for (let i = 0; i < item.parameters.length; ) {
      const [p, length, count] = item.parameters.slice(i, i + 3);
      i += p.pointer && isLength(p, length) ? this.list(found, item, p, length, count) : this.shortened(found, p, length) || this.one(found, p, self);
    }
    const rest = this.rest(item);
    if (rest !== null) {
      found.results.push({ name: rest.name, type: rest.type, comment: rest.comment });
      found.args.push(rest.argument);
    }
    return found;
  }

  /** An array with its length. Returns the number of parameters that it takes in C. */
  list({ given, results, args }, item, p, length, count) {
    const name = camel(p.name);
    const octets = p.type === "uint8_t";
    const [type, codec] = this.typed(p);
    if (p.direction === "in/out") {
      given.push(parameter(p, `readonly Input<${type}>[]`, { many: true }), parameter({ ...length, name: "capacity" }, "number"));
      results.push(result(p, `readonly ${type}[]`));
      args.push(`grown("${name}", ${codec}, ${name}, capacity)`);
      return 3;
    }
    if (p.direction === "in") {
      given.push(parameter(p, octets ? "BytesLike" : `readonly ${inputType(type)}[]`, { many: true }));
      args.push(octets ? `octets("${name}", ${name})` : `list("${name}", ${codec}, ${name})`);
      return 2;
    }
    const counted = count?.direction === "out" && count.type === "size_t";
    const helper = `out${counted ? "Counted" : octets ? "" : "List"}${octets ? "Octets" : ""}${octets && orZero(p) ? "OrNull" : ""}`;
    results.push(result(p, octets ? `Uint8Array${orZero(p)}` : `readonly ${type}[]`));
    args.push(`${helper}("${name}", ${octets ? "" : `${codec}, `}${this.length(item, p, length)})`);
    return counted ? 3 : 2;
  }

  /** A count that the function lowers, with its array and capacity. */
  shortened({ given, results, args }, p, list) {
    if (p.direction !== "in/out" || p.type !== "size_t") return 0;
    const [name, type] = [camel(list.name), `T.${pascal(list.type)}`];
    given.push(parameter(list, `readonly Input<${type}>[]`, { many: true }));
    results.push(result(list, `readonly ${type}[]`));
    args.push(`shortened("${name}", ${this.typed(list)[1]}, ${name})`);
    return 3;
  }

  /** A parameter that is no array. */
  one({ given, results, args }, p, self) {
    const name = camel(p.name);
    const [type, codec] = this.typed(p);
    const isObject = isPrivate(this.model.structs.get(p.type));
    if (p.direction === "out") {
      results.push(result(p, `${type}${orZero(p)}`));
      args.push(`out("${name}", ${orZero(p) ? `orNull(${codec})` : codec})`);
      return 1;
    }
    const none = p.pointer && /\bNULL\b/.test(p.comment);
    const helper = p.direction === "in/out" ? (isObject ? "update" : "changed") : none ? "optional" : p.pointer ? "input" : "value";
    if (p.name !== self) given.push(parameter(p, `${p.pointer ? inputType(type) : type}${none ? " | null" : ""}`, { none }));
    if (p.direction === "in/out" && !isObject) results.push(result(p, type));
    args.push(`${helper}("${name}", ${codec}, ${p.name === self ? "this" : name})`);
    return 1;
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

  /** The type of a parameter, and the expression of its codec. */
  typed(p) {
    if (p.type === "bool") return ["boolean", "flag"];
    if (p.type === "size_t") return ["number", "u32"];
    if (p.type === "int32_t") return ["-1 | 0 | 1", "order"];
    const [type, codec] = this.types.type(p.type, p.comment, "c.");
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
}

function isLength(pointer, length) {
  if (length?.type !== "size_t" || length.pointer) return false;
  return ["len", "count", "capacity", `${pointer.name}_len`].includes(length.name) || length.name === `${pointer.name.slice(0, -1)}_count`;
}

/** A parameter. `c` is the type in C, of each element if there are `many`. */
const parameter = (p, type, { many = false, none = false } = {}) => ({ name: camel(p.name), type, comment: p.comment, c: p.type, many, none });
const result = (p, type) => ({ name: camel(p.name), type, comment: p.comment });

/** Whether zero stands for no result. */
const orZero = (p) => (/\botherwise zero\b/.test(p.comment) ? " | null" : "");
