// Finds a value in the text of a JSON file by its path, without a parse that would round numbers or lose the place.

/** Start and end of a value in the text. */
export interface Span { start: number; end: number }

/** The place of `claims[7].node` in a JSON text; `undefined` if there is no such value or the text ends before it. */
export function locate(text: string, path: string): Span | undefined {
  let span: Span | undefined = { start: 0, end: text.length };
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    span = child(text, span.start, index === undefined ? name ?? "" : Number(index));
    if (span === undefined) return undefined;
  }
  const start = skipBlanks(text, span.start);
  return { start, end: skipValue(text, start) };
}

function child(text: string, at: number, wanted: string | number): Span | undefined {
  for (const [name, span] of children(text, at)) if (name === wanted) return span;
  return undefined;
}

/** The elements of an array by position, or the fields of an object by name, as far as the text is well-formed. */
export function* children(text: string, at: number): Generator<[string | number, Span]> {
  let next = skipBlanks(text, at);
  const isArray = text[next] === "[";
  if (!isArray && text[next] !== "{") return;
  for (let index = 0; next < text.length; index++) {
    next = skipBlanks(text, next + 1);
    if (text[next] === "]" || text[next] === "}") return;
    let name: string | number = index;
    if (!isArray) {
      const end = skipValue(text, next);
      name = text.slice(next + 1, end - 1);
      next = skipBlanks(text, skipBlanks(text, end) + 1);
    }
    const end = skipValue(text, next);
    yield [name, { start: next, end }];
    next = skipBlanks(text, end);
    if (text[next] !== ",") return;
  }
}

function skipBlanks(text: string, at: number): number {
  while (at < text.length && " \n\r\t".includes(text.charAt(at))) at++;
  return at;
}

/** The end of the value that starts at `at`. */
function skipValue(text: string, at: number): number {
  let depth = 0;
  do {
    const char = text[at];
    if (char === undefined) return at;
    if (char === '"') at = skipString(text, at);
    else if ("[{".includes(char)) { depth++; at++; }
    else if ("]}".includes(char)) { depth--; at++; }
    else if (depth === 0) { while (at < text.length && !",]} \n\r\t".includes(text.charAt(at))) at++; }
    else at++;
  } while (depth > 0);
  return at;
}

function skipString(text: string, at: number): number {
  for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
  return Math.min(at + 1, text.length);
}
