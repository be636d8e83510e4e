// Runs the program `fernet`, compiled to WebAssembly, off the main thread.
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import type { Outcome, Progress, Start, Task } from "./protocol";

/** A line of progress: `verifying claims 120/3067`. */
const PROGRESS = /^([a-z ]+) (\d+)\/(\d+)$/;

let program: Promise<WebAssembly.Module> | undefined;

self.onmessage = async ({ data }: MessageEvent<Start | Task>) => {
  if ("program" in data) {
    program = WebAssembly.compile(data.program);
    return;
  }
  const outcome = await run(data).catch((error: unknown) => ({ code: -1, stdout: "", stderr: `fernet: ${String(error)}` }));
  self.postMessage({ id: data.id, ...outcome } satisfies Outcome);
};

async function run({ id, args, files }: Task): Promise<Omit<Outcome, "id">> {
  if (program === undefined) throw new Error("the program has not come yet");
  const module = await program;
  const stdout: Uint8Array[] = [];
  const stderr: string[] = [];
  const line = (text: string): void => {
    const [, what, done, of] = PROGRESS.exec(text) ?? [];
    if (what === undefined) stderr.push(text);
    else self.postMessage({ id, what, done: Number(done), of: Number(of) } satisfies Progress);
  };
  const folder = Object.entries(files).map(([name, bytes]): [string, File] => [name, new File(bytes)]);
  const wasi = new WASI(["fernet", ...args], [], [
    new OpenFile(new File([])),
    new ConsoleStdout((bytes) => stdout.push(bytes.slice())),
    ConsoleStdout.lineBuffered(line),
    new PreopenDirectory(".", new Map(folder)),
  ], { debug: false });
  // What the C library has no code for: threads and links. The program goes on without them.
  const missing = WebAssembly.Module.imports(module).filter((entry) => entry.module === "env");
  const env = Object.fromEntries(missing.map(({ name }) => [name, () => (name === "realpath" ? 0 : NOT_SUPPORTED)]));
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport, env });
  const code = wasi.start(instance as Parameters<typeof wasi.start>[0]);
  return { code, stdout: await new Blob(stdout as BlobPart[]).text(), stderr: stderr.join("\n") };
}

/** `ENOSYS` of WASI. */
const NOT_SUPPORTED = 52;
