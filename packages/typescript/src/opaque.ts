import { FernetError, refuse } from "./error.js";

/** The state of each object, outside the object: it is not printed and not serialised. */
const states = /* @__PURE__ */ new WeakMap<object, Uint8Array>();

/**
 * An object whose state only the module reads: the base of the classes. The state is kept outside the memory of the module, so nothing
 * has to be freed. Objects are made by static methods, such as `SecretKey.derive`.
 */
export abstract class Opaque {
  /** Only for the compiler: the name of the class, so that an object of one class is not taken for one of another. */
  protected abstract readonly type: string;

  /** Refuses `new`. */
  protected constructor() {
    throw new FernetError("Argument", `${new.target.name}: expected a call of a static method that makes the object, got new`, new.target.name);
  }

  /** @internal */
  static make<T extends Opaque>(type: OpaqueClass<T>, bytes: Uint8Array): T {
    const made = Object.create(type.prototype) as T;
    states.set(made, bytes);
    return made;
  }

  /** @internal */
  static bytesOf(value: object, path = "this"): Uint8Array {
    return states.get(value) ?? refuse(path, "an object that a static method of its class made", value);
  }
}

/** A class of objects. Its constructor is not used. */
export interface OpaqueClass<T extends Opaque> {
  readonly name: string;
  readonly prototype: T;
}
