// Input that is malformed: the field and what was expected, as `fernet` says it, with its place in the file.
import { announce, el, section } from "../dom";
import { locate } from "../locate";

/** Lines of the file that are shown around the place. */
const AROUND = 3;
/** Characters of a line that are shown, and how many of them are before the place. */
const LONGEST = 160;
const BEFORE = 40;

export function failure(name: string, said: string, text: string | undefined): HTMLElement {
  // `fernet: block.json: claims[7].node: expected ..., got ...`
  const message = said.replace(/^fernet: /, "").replace(/^(block\.json|message): /, "");
  const [, path, reason] = /^(\w+(?:\.\w+|\[\d+\])*): (.*)$/s.exec(message) ?? [];
  announce(`${name} is refused. ${message}`);
  const at = text === undefined ? undefined : place(text, message, path);
  return section("failure", `${name} is refused`,
    el("p", { class: "bad" }, "✗ ", path !== undefined && el("code", { class: "field" }, path), path === undefined ? message : ` ${reason}`),
    text !== undefined && at !== undefined && excerpt(text, at));
}

/** Where in the file the field is that the message names, or the line and column. */
function place(text: string, message: string, path: string | undefined): number | undefined {
  const [, line, column] = /\(line (\d+), column (\d+)\)/.exec(message) ?? [];
  if (line !== undefined) {
    const before = text.split("\n").slice(0, Number(line) - 1);
    return Math.min(before.join("\n").length + Math.min(before.length, 1) + Math.max(Number(column) - 1, 0), text.length);
  }
  if (path === undefined) return undefined;
  // A field that is missing has no place; the object that lacks it has one.
  let found: number | undefined;
  for (const { 0: { length }, index } of path.matchAll(/\w+|\[\d+\]/g)) {
    const span = locate(text, path.slice(0, index + length));
    if (span === undefined) break;
    found = span.start;
  }
  return found;
}

function excerpt(text: string, at: number): HTMLElement {
  const lines = text.split("\n");
  const line = text.slice(0, at).split("\n").length - 1;
  const column = at - (text.lastIndexOf("\n", at - 1) + 1);
  const first = Math.max(line - AROUND, 0);
  const shown = lines.slice(first, line + AROUND + 1).map((content, i) => {
    const here = first + i === line;
    const start = here && content.length > LONGEST ? Math.max(column - BEFORE, 0) : 0;
    const cut = `${start > 0 ? "…" : ""}${content.slice(start, start + LONGEST)}${content.length > start + LONGEST ? "…" : ""}`;
    const row = `${String(first + i + 1).padStart(6)}  ${cut}\n`;
    return here ? el("mark", {}, row) : row;
  });
  return el("pre", { class: "file", tabindex: 0, "aria-label": `The file at line ${line + 1}` }, ...shown);
}
