import type { ErrorCode } from "./api/errors.js";
import type { Codec } from "./codec.js";
import { run, text, wasm } from "./wasm.js";

/** The name of an error, or `null` for success. */
export const status: Codec<ErrorCode | null> = {
  size: 4,
  write() {
    throw new Error("this type is an output only");
  },
  read(at) {
    const number = wasm().view.getInt32(at, true);
    return number === 0 ? null : (text(run("fernet_status_name", [number])) as ErrorCode);
  },
};
