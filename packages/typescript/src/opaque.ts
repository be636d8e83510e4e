/**
 * An object whose state only the module reads: the base of the classes. It is not printed and not serialised. The state is kept outside
 * the memory of the module, so nothing has to be freed.
 */
export abstract class Opaque {
  readonly #bytes: Uint8Array;

  /** @internal */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @internal */
  static bytesOf(value: Opaque): Uint8Array {
    return value.#bytes;
  }
}
