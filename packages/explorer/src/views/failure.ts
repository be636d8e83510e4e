// Input that is malformed: the field and what was expected, as `fernet` says it, with its place in the file.
import { announce, el, section } from "../dom";
import { locate } from "../locate";

/** Lines of the file that are shown around the place. */
const AROUND = 3;
const LONGEST = 160;

export function failure(name: string, said: string, text: string | undefined): HTMLElement {
  // `fernet: block.json: claims[7].node: expected ..., got ...`
  const message = said.replace(/^fernet: /, "").replace(/^(block\.json|message): /, "");
  const [, path, reason] = /^((?:[a-z_0-9]+|\[\d+\]|\.)+): (.*)$/s.exec(message) ?? [];
  announce(`${name} is refused. ${message}`);
  const line = text === undefined ? undefined : place(text, message, path);
  return section("failure", `${name} is refused`,
    el("p", { class: "bad" }, "✗ ", path !== undefined && el("code", { class: "field" }, path), path === undefined ? message : ` ${reason}`),
    text !== undefined && line !== undefined && excerpt(text, line));
}

/** The line, from 0, of the field or of the position that the message names. */
function place(text: string, message: string, path: string | undefined): number | undefined {
  const [, line] = /\(line (\d+), column \d+\)/.exec(message) ?? [];
  if (line !== undefined) return Number(line) - 1;
  // A field that is missing has no place; the object that lacks it has one.
  for (let at = path ?? ""; at !== ""; at = at.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, "")) {
    const span = locate(text, at);
    if (span !== undefined) return text.slice(0, span.start).split("\n").length - 1;
  }
  return undefined;
}

function excerpt(text: string, line: number): HTMLElement {
  const lines = text.split("\n");
  const first = Math.max(line - AROUND, 0);
  const shown = lines.slice(first, line + AROUND + 1).map((content, i) => {
    const cut = content.length > LONGEST ? `${content.slice(0, LONGEST)}…` : content;
    const row = `${String(first + i + 1).padStart(6)}  ${cut}\n`;
    return first + i === line ? el("mark", {}, row) : row;
  });
  return el("pre", { class: "file", tabindex: 0, "aria-label": `The file at line ${line + 1}` }, ...shown);
}
