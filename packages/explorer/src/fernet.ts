// The program `fernet` as the page calls it.
import type { Outcome, Progress, Start, Task } from "./protocol";

type Listener = (progress: Progress) => void;

/** The program in its worker. A run that is started ends the one before it, if that is still going on. */
export class Fernet {
  private worker: Worker | undefined;
  private pending: { id: number; end: (outcome: Outcome | undefined) => void; listener: Listener } | undefined;
  private last = 0;

  constructor(private readonly program: Promise<Uint8Array<ArrayBuffer>>, private readonly script: string) {}

  /** Runs the program. The result is `undefined` if another run has taken its place. */
  async run(args: string[], files: Record<string, Uint8Array>, listener: Listener): Promise<Outcome | undefined> {
    this.stop();
    const id = ++this.last;
    const outcome = new Promise<Outcome | undefined>((end) => (this.pending = { id, end, listener }));
    const worker = await this.start();
    if (this.pending?.id === id) worker.postMessage({ id, args, files } satisfies Task);
    return outcome;
  }

  /** Ends the run that is going on, if there is one: its result is `undefined`. */
  stop(): void {
    if (this.pending === undefined) return;
    this.pending.end(undefined);
    this.pending = undefined;
    this.worker?.terminate();
    this.worker = undefined;
  }

  private async start(): Promise<Worker> {
    const program = await this.program;
    if (this.worker !== undefined) return this.worker;
    const address = URL.createObjectURL(new Blob([this.script], { type: "text/javascript" }));
    this.worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.worker.onmessage = ({ data }: MessageEvent<Progress | Outcome>) => {
      const pending = this.pending;
      if (pending?.id !== data.id) return;
      if ("what" in data) return pending.listener(data);
      this.pending = undefined;
      pending.end(data);
    };
    this.worker.postMessage({ program } satisfies Start);
    return this.worker;
  }
}

/** The bytes of a text of base64 digits, decompressed. */
export async function unpack(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Uint8Array.from(atob(base64), (digit) => digit.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
