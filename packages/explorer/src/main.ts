// The page: takes a file, lets the program verify it, and shows what it says.
import { announce, el } from "./dom";
import { Fernet, unpack } from "./fernet";
import { count, grouped } from "./format";
import { Places } from "./places";
import type { Report } from "./report";
import { model, pathUp, type Model } from "./tree/model";
import { View } from "./tree/view";
import { election } from "./views/election";
import { failure } from "./views/failure";
import { fields, message, type Message } from "./views/message";
import { opening, type Opened, type OpeningBody, type Verdict } from "./views/opening";
import { payments } from "./views/payments";
import { refusals } from "./views/refusals";
import { summary } from "./views/summary";
import { trees } from "./views/trees";
import { warnings } from "./views/warnings";

/** Largest file that the page reads, in bytes: 256 MiB. */
const LARGEST = 1 << 28;

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const result = byId("result");
const progress = byId("progress") as HTMLProgressElement;
const fernet = new Fernet(unpack(byId("program").textContent ?? ""), byId("worker").textContent ?? "");

/** The block that is open. */
interface OpenBlock { bytes: Uint8Array; model: Model | undefined; view: View | undefined }
let current: OpenBlock | undefined;

/** The first bytes of an archive: the length of its first message, and version and kind of that. */
const ARCHIVE = [0, 0, 0, 160, 1, 1];

async function open(name: string, bytes: Uint8Array): Promise<void> {
  if (ARCHIVE.every((byte, i) => bytes[i] === byte)) {
    return refuse(name, "it is an archive of messages; `fernet replay` reads it");
  }
  const start = bytes.find((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte)) ?? 0;
  // A message begins with its version, 1, or is hex digits; a block is a JSON object.
  const isMessage = bytes[0] === 1 || /[0-9a-f]/i.test(String.fromCharCode(start));
  try {
    await (isMessage ? openMessage(name, bytes) : openBlock(name, bytes));
  } catch (error) {
    refuse(name, `the page failed: ${String(error)}`);
  }
}

async function openBlock(name: string, bytes: Uint8Array): Promise<void> {
  current = undefined;
  const since = performance.now();
  const outcome = await verify(name, ["block", "--json", "--all", "--timings", "block.json"], { "block.json": bytes });
  if (outcome === undefined) return;
  const text = new TextDecoder().decode(bytes);
  if (outcome.code !== 0) return refuse(name, outcome.stderr, text);
  const report = JSON.parse(outcome.stdout) as Report;
  const places = new Places(text);
  const shape = model(report);
  const view = shape === undefined ? undefined : new View(shape.root);
  show(`Block ${report.block_number} ${report.outcome}`, summary(report, performance.now() - since), election(report, places),
    shape !== undefined && view !== undefined && trees(report, shape, view, places), payments(report), refusals(report, places),
    warnings(outcome.stderr));
  current = { bytes, model: shape, view };
}

async function openMessage(name: string, bytes: Uint8Array): Promise<void> {
  const outcome = await verify(name, ["inspect", "--format", "json", "message"], { message: bytes });
  if (outcome === undefined) return;
  if (outcome.code !== 0) return refuse(name, outcome.stderr);
  const value = JSON.parse(outcome.stdout) as Message;
  if (value.kind !== "seat-opening") {
    announce(`${name} is a message of the kind ${value.kind}, ${count(value.bytes, "byte")}.`);
    return show(`Message: ${value.kind}`, message(value));
  }
  const body = value.body as unknown as OpeningBody;
  let verdict: Verdict;
  if (current === undefined) announce(`${name} is an opening, which is not verified: open its block first.`);
  else if ((verdict = await verifyOpening(name, bytes, current)) === undefined) return;
  const { view } = current ?? {};
  const place = current?.model?.places.get(body.opening.node);
  if (view !== undefined && place !== undefined && verdict !== undefined && "opened" in verdict) {
    view.path = pathUp(place);
    view.select(place);
  }
  // It is shown above the block to which it belongs.
  document.getElementById("opening")?.remove();
  const section = opening(body, verdict, current?.model);
  section.append(el("details", {}, el("summary", {}, "All fields of the message"), fields(value.body)));
  const title = `Opening of a seat at node ${body.opening.node}`;
  if (current === undefined) return show(title, section);
  setTitle(title);
  result.prepend(section);
  navigate();
  result.focus();
}

/** The result is `undefined` if another file has taken its place. */
async function verifyOpening(name: string, bytes: Uint8Array, block: OpenBlock): Promise<Verdict> {
  const files = { message: bytes, "block.json": block.bytes };
  const outcome = await verify(name, ["open", "block.json", "--verify", "message", "--format", "json"], files);
  if (outcome === undefined) return undefined;
  const refused = outcome.stderr.split("\n").filter((line) => !line.includes(": warning,")).join("\n").replace(/^fernet: /, "");
  announce(outcome.code === 0 ? `${name} is valid.` : `${name}: ${refused}`);
  return outcome.code === 0 ? { opened: JSON.parse(outcome.stdout) as Opened } : { refused };
}

/** Runs the program with a bar of its progress. */
async function verify(name: string, args: string[], files: Record<string, Uint8Array>): ReturnType<Fernet["run"]> {
  announce(`Verifying ${name}…`);
  progress.hidden = false;
  progress.removeAttribute("value");
  let told = "";
  const outcome = await fernet.run(args, files, ({ what, done, of }) => {
    progress.max = of;
    progress.value = done;
    const text = `${name}: ${what}, ${grouped(String(of))} in all`;
    // Once for each step, not for each number: a screen reader reads it aloud.
    if (text !== told) announce((told = text));
    progress.setAttribute("aria-valuetext", `${what} ${done} of ${of}`);
  });
  if (outcome !== undefined) progress.hidden = true;
  return outcome;
}

/** Shows why a file is refused. `text` is the file, if the message names a place in it. */
function refuse(name: string, said: string, text?: string): void {
  show(`${name} is refused`, failure(name, said, text));
}

function setTitle(title: string): void {
  document.title = `${title} – Fernet explorer`;
}

/** Shows sections in place of all others. The block that is open is closed, and a run that is going on ends. */
function show(title: string, ...sections: (HTMLElement | undefined | false)[]): void {
  fernet.stop();
  progress.hidden = true;
  current = undefined;
  setTitle(title);
  result.replaceChildren(...sections.filter((one): one is HTMLElement => one instanceof HTMLElement));
  navigate();
  result.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Links to the sections that are there. */
function navigate(): void {
  const nav = byId("sections");
  const headings = [...result.querySelectorAll("section > h2")];
  nav.replaceChildren(...headings.map((heading) => el("a", { href: `#${heading.parentElement?.id ?? ""}` }, heading.textContent ?? "")));
  nav.hidden = headings.length < 2;
}

async function openFile(file: File | null | undefined): Promise<void> {
  if (file === null || file === undefined) return;
  if (file.size > LARGEST) return refuse(file.name, `${file.name} has ${file.size} bytes; the page reads at most ${LARGEST}`);
  await open(file.name, new Uint8Array(await file.arrayBuffer()));
}

function listen(): void {
  const input = byId("file") as HTMLInputElement;
  input.addEventListener("change", () => {
    void openFile(input.files?.[0]);
    input.value = "";
  });
  document.addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("dragging"); });
  document.addEventListener("dragleave", (event) => { if (event.relatedTarget === null) document.body.classList.remove("dragging"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dragging");
    void openFile(event.dataTransfer?.files[0]);
  });
  byId("paste").addEventListener("click", paste);
}

/** A dialog for the text of a message or a block. */
function paste(): void {
  const area = el("textarea", { rows: 8, "aria-label": "Hex digits of a message, or the JSON of a block", spellcheck: "false" });
  const dialog = el("dialog", { "aria-labelledby": "paste-title" }, el("h2", { id: "paste-title" }, "Hex digits of a message, or the JSON of a block"), area,
    el("div", { class: "tools" },
      el("button", { type: "button", onclick: () => { dialog.close(); void open("The pasted text", new TextEncoder().encode(area.value)); } }, "Show"),
      el("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

listen();
const inside = byId("block").textContent?.trim() ?? "";
if (inside !== "") void open("The block of this page", new TextEncoder().encode(inside));
