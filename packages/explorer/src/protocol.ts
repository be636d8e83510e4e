/** The first message to the worker: the program. */
export interface Start { program: Uint8Array<ArrayBuffer> }

/** One run of the program. */
export interface Task { id: number; args: string[]; files: Record<string, Uint8Array> }

/** How far a run has come. */
export interface Progress { id: number; what: string; done: number; of: number }

/** The end of a run: exit code and output. */
export interface Outcome { id: number; code: number; stdout: string; stderr: string }
