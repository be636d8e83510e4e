// Comments and words of generated files.

/** A comment of some paragraphs. */
export function doc(paragraphs, indent = "") {
  const lines = paragraphs.flatMap((paragraph, i) => {
    const blank = i > 0 && !(paragraph.startsWith("@") && paragraphs[i - 1].startsWith("@"));
    return [...(blank ? [""] : []), ...wrap(paragraph, 120 - indent.length)];
  });
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd() + "\n").join("")}${indent} */\n`;
}

function wrap(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== "" && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Before a call that bundlers may leave out. */
export const PURE = "/* @__PURE__ */ ";
