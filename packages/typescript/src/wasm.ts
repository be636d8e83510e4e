// The one instance of the module, and its memory. Calls put their arguments on a stack that begins where the memory that the module uses
// itself ends. Nothing stays there: each call zeroes what it used.

import { VERSION } from "./api/constants.js";
import { FernetError } from "./error.js";

type Export = (...values: (number | bigint)[]) => number;
type Exports = Record<string, Export>;

interface Instance {
  readonly memory: WebAssembly.Memory;
  readonly exports: Exports;
  /** The lowest address of the stack of arguments. */
  readonly base: number;
  /** The first free address of the stack of arguments. */
  top: number;
  bytes: Uint8Array;
  view: DataView;
}

const PAGE = 65536;
let source: (() => WebAssembly.Module) | null = null;
let instance: Instance | null = null;

/** Sets where the module comes from when it is needed, if nothing was set before. */
export function provide(module: () => WebAssembly.Module): void {
  source ??= module;
}

/** Sets the module, in place of one that is used already: no object has its state in there. */
export function replace(module: WebAssembly.Module): void {
  instance = instantiate(module);
  source = () => module;
}

/** The instance, made when it is first needed. */
export function wasm(): Instance {
  if (instance !== null) return instance;
  if (source === null) throw new Error("fernet-protocol/module: call load() before any other function");
  return (instance = instantiate(source()));
}

function instantiate(module: WebAssembly.Module): Instance {
  const { exports } = new WebAssembly.Instance(module, {});
  const { memory, __heap_base: heap, fernet_version: version } = exports as Record<string, unknown>;
  if (!(memory instanceof WebAssembly.Memory) || !(heap instanceof WebAssembly.Global) || typeof version !== "function") {
    throw new Error("this is not a module of this package");
  }
  const base = Math.ceil(heap.value / 16) * 16;
  const bytes = new Uint8Array(memory.buffer);
  const found = textIn(bytes, version());
  if (found !== VERSION) throw new Error(`this is the module of version ${found}, and the package has version ${VERSION}`);
  return { memory, exports: exports as Exports, base, top: base, bytes, view: new DataView(memory.buffer) };
}

/** Text of the module, which is ASCII and ends with a zero byte. */
export function text(at: number): string {
  return textIn(wasm().bytes, at);
}

function textIn(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, bytes.indexOf(0, at)));
}

/** Takes memory from the stack of arguments. */
export function allocate(size: number): number {
  const made = wasm();
  const at = made.top;
  const top = at + Math.ceil(size / 16) * 16;
  if (top > made.bytes.length) {
    try {
      made.memory.grow(Math.ceil((top - made.bytes.length) / PAGE));
    } catch {
      throw new FernetError("Argument", `${size} bytes: more than the memory of the module can have`);
    }
    made.bytes = new Uint8Array(made.memory.buffer);
    made.view = new DataView(made.memory.buffer);
  }
  made.top = top;
  return at;
}

/** Runs `use`, then zeroes and frees what it allocated. */
export function withStack<T>(use: () => T): T {
  const made = wasm();
  const mark = made.top;
  try {
    return use();
  } finally {
    made.bytes.fill(0, mark, made.top);
    made.top = mark;
  }
}

/** Calls a function of the module. If it does not return, the instance is given up, because its own stack is not as before. */
export function run(name: string, values: (number | bigint)[]): number {
  const { exports } = wasm();
  const called = exports[name];
  if (called === undefined) throw new Error(`the module that was loaded has no ${name}: load fernet.wasm`);
  try {
    return called(...values);
  } catch (error) {
    instance = null;
    throw error;
  }
}
