// Values of every type of fernet.h: one that is right, and those that are wrong, each with the name that has to be refused.

import { Opaque } from "../dist/opaque.js";
import { camel, isPrivate, kebab, pascal } from "../generate/names.mjs";

const BITS = { uint8_t: 8, uint16_t: 16, uint32_t: 32, size_t: 32, uint64_t: 64 };

/** What is passed to everything; what happens to be right for a type is left out. */
const STRANGE = [NaN, Infinity, 1.5, -1, -0.5, 2 ** 32, 2 ** 53, 2 ** 64, -1n, 2n ** 64n, 2n ** 128n, 2n ** 256n, 2n ** 1000n, "1", "", null, undefined, true, Symbol("1"), {}, [], [1], () => 1, new Date(0), new Uint8Array(5), new Uint16Array(32), new ArrayBuffer(32)];

/** Arrays whose memory is gone: transferred, or cut off from a buffer that was shrunk. */
const detached = (size) => {
  const array = new Uint8Array(size);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  const buffer = new ArrayBuffer(size, { maxByteLength: size });
  const outside = new Uint8Array(buffer, 1, size - 1);
  buffer.resize(0);
  return [array, outside];
};

const numbers = (bits) => (value) => typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** bits;
const bigints = (bits) => (value) => typeof value === "bigint" && value >= 0n && value < 2n ** BigInt(bits);
const strange = (isRight, path, more = []) => [...STRANGE, ...more].filter((value) => !isRight(value)).map((value) => [value, path]);

/** The kinds of types, from the header. */
export class Values {
  constructor(model, fernet) {
    Object.assign(this, { model, fernet });
  }

  /** A right value of a type. */
  right(type, comment = "") {
    const named = this.model.enums.get(type);
    if (named?.members.length) return kebab(named.members[0].name);
    if (isFlag(type, comment)) return true;
    const bits = BITS[named?.base ?? type];
    if (bits !== undefined) return bits === 64 ? 1n : type === "size_t" ? 8 : 1;
    const struct = this.model.structs.get(type);
    if (isPrivate(struct)) return Opaque.make(this.fernet[pascal(type)], new Uint8Array(struct.size));
    if (isInteger(struct)) return 1n;
    if (isBytes(struct)) return new Uint8Array(struct.size).fill(1);
    if (isCounted(struct)) return [];
    return Object.fromEntries(fieldsOf(struct).map((field) => [camel(field.name), this.field(field)]));
  }

  field({ type, count, comment }) {
    const one = this.right(type, comment);
    return count === null ? one : Array(count).fill(one);
  }

  /** Wrong values of a type, each with the path that is refused. */
  wrong(type, path, comment = "") {
    const named = this.model.enums.get(type);
    if (named?.members.length) {
      const open = /Accepted is that/.test(comment);
      const names = named.members.map((member) => kebab(member.name));
      return strange((value) => names.includes(value) || (open && numbers(8)(value)), path, ["toString", "__proto__", names[0].toUpperCase()]);
    }
    if (isFlag(type, comment)) return strange((value) => value === true, path, [0, 1, "true"]);
    const bits = BITS[named?.base ?? type];
    const none = /FERNET_NO_(EXIT|NUMBER|BASE_SHARE|ROOT_SEATS)/.test(comment);
    const right = (isOne) => (value) => isOne(value) || (none && value === null);
    if (bits === 64) return strange(right(bigints(64)), path, [1, ...(none ? [2n ** 64n - 1n] : [])]);
    if (bits !== undefined) return strange(right(numbers(bits)), path, [1n, 2 ** bits, ...(none ? [2 ** bits - 1] : [])]);
    const struct = this.model.structs.get(type);
    if (isPrivate(struct)) return strange(() => false, path, [Object.create(null), new (class Seat {})(), this.fernet[pascal(type)], Object.create(this.fernet[pascal(type)].prototype)]);
    if (isInteger(struct)) return strange(bigints(8 * struct.size), path, [1, new Uint8Array(struct.size)]);
    if (isBytes(struct)) {
      const { size } = struct;
      const hex = ["0x", "0x1", `0x${"0g".repeat(size)}`, "00".repeat(size), `0x${"00".repeat(size + 1)}`, `0x${"00".repeat(size)}\n`];
      const right = (value) => value instanceof Uint8Array && value.length === size;
      return strange(right, path, [...hex, new Uint8Array(size - 1), new Uint8Array(size + 1), Array(size).fill(0), 7n, ...detached(size)]);
    }
    if (isCounted(struct)) {
      const most = struct.fields[1].count;
      const item = this.right(struct.fields[1].type);
      const elements = [[["nothing"], `${path}[0]`], [[item, item, 5], `${path}[2]`], [[1], `${path}[0]`]];
      return [...strange(Array.isArray, path, [Array(most + 1).fill(item)]), ...elements];
    }
    return this.wrongStruct(struct, path);
  }

  wrongStruct(struct, path) {
    const right = this.right(struct.name);
    const fields = fieldsOf(struct);
    const first = `${path}.${camel(fields[0].name)}`;
    const whole = STRANGE.map((value) => [value, value !== null && typeof value === "object" && !Array.isArray(value) && !ArrayBuffer.isView(value) ? first : path]);
    const missing = fields.map((field) => [Object.fromEntries(Object.entries(right).filter(([name]) => name !== camel(field.name))), `${path}.${camel(field.name)}`]);
    const surplus = [[{ ...right, fee_burn: 1 }, `${path}.fee_burn`], [{ ...right, reserved2: 0 }, `${path}.reserved2`]];
    const inner = fields.flatMap((field) => {
      const name = camel(field.name);
      const at = `${path}.${name}`;
      if (field.count === null) return this.wrong(field.type, at, field.comment).map(([value, where]) => [{ ...right, [name]: value }, where]);
      const elements = this.wrong(field.type, `${at}[0]`, field.comment).map(([value, where]) => [{ ...right, [name]: [value, ...right[name].slice(1)] }, where]);
      return [...strange(() => false, at, [Array(field.count + 1).fill(right[name][0])]).map(([value]) => [{ ...right, [name]: value }, at]), ...elements];
    });
    return [...whole, ...missing, ...surplus, ...inner];
  }

  /** The same for a parameter of a function. */
  parameter({ name, c, comment, many, none }) {
    if (many && c === "uint8_t") {
      const hex = ["0x0", "0xzz", "00", "0X00", "0x00 "];
      return { right: new Uint8Array(3), wrong: [...strange((value) => value instanceof Uint8Array, name, [...hex, 1n, [0, 1]]), ...detached(3).map((value) => [value, name])] };
    }
    if (many) {
      const one = this.right(c);
      const sparse = new Array(2);
      sparse[1] = one;
      const elements = this.wrong(c, `${name}[1]`).map(([value, path]) => [[one, value], path]);
      const whole = strange((value) => Array.isArray(value) && value.length === 0, name).map(([value]) => [value, Array.isArray(value) ? null : name]);
      return { right: [one], wrong: [...whole.filter(([, path]) => path !== null), [sparse, this.firstWrong(c, `${name}[0]`)], ...elements] };
    }
    return { right: this.right(c, comment), wrong: this.wrong(c, name, comment).filter(([value]) => !(none && value === null)) };
  }

  /** The path at which `undefined` is refused. */
  firstWrong(type, path) {
    return this.wrong(type, path).find(([value]) => value === undefined)[1];
  }
}

const isFlag = (type, comment) => type === "uint8_t" && /^1 (if|for) /.test(comment);
const isInteger = ({ fields }) => fields.length === 1 && /^The integer/.test(fields[0].comment);
const isBytes = ({ fields }) => fields.length === 1 && fields[0].name === "bytes" && !isInteger({ fields });
const isCounted = ({ fields }) => fields.length === 2 && fields[0].name === "count" && fields[1].count !== null;
const fieldsOf = (struct) => struct.fields.filter((field) => !field.comment.startsWith("Reserved;"));
