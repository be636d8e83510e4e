// Writes the files of src/api from the model of fernet.h.

import { camel, isPrivate, pascal, placeOf, translator } from "./names.mjs";
import { Signatures } from "./signature.mjs";
import { capital, doc, PURE } from "./text.mjs";
import { Types } from "./types.mjs";

const HEAD = "// Generated from fernet-ffi/include/fernet.h by generate/main.mjs: do not edit.\n\n";

/** The generated files, by name. */
export function files(model, errors) {
  const say = translator(model, errors);
  const types = new Types(model, say);
  const write = new Writer(model, say, new Signatures(model, types));
  return {
    "constants.ts": HEAD + constants(model, say),
    "errors.ts": HEAD + errorCodes(errors),
    "types.ts": HEAD + types.types(),
    "codecs.ts": HEAD + types.codecs(),
    "classes.ts": HEAD + write.classes(),
    "functions.ts": HEAD + write.functions(),
  };
}

function constants(model, say) {
  const members = new Set([...model.enums.values()].flatMap((item) => item.members.map((member) => member.constant)));
  const kept = model.constants.filter(({ name }) => !members.has(name) && !name.startsWith("NO_"));
  const text = kept.map(({ name, value, comment }) => `${doc(comment.map(say))}export const ${name} = ${value};\n`);
  return [
    `/** Version of this package, which is that of the module. */\nexport const VERSION = "${model.constants.version}";\n`,
    `/** Version of the C ABI of the module. */\nexport const ABI_VERSION = ${model.constants.abi};\n`,
    ...text,
  ].join("\n");
}

function errorCodes(errors) {
  return `/** Every error of SPEC.md that a function may have, and a few of its own. */\nexport type ErrorCode =\n${[...errors.values()].map((name) => `  | "${name}"`).join("\n")};\n`;
}

class Writer {
  constructor(model, say, signatures) {
    Object.assign(this, { model, say, signatures });
  }

  /** The file of classes. */
  classes() {
    const out = [];
    for (const struct of this.model.structs.values()) {
      if (!isPrivate(struct)) continue;
      const name = pascal(struct.name);
      const comment = struct.comment.map((text) => capital(this.say(text.replace(/^A private object: /, ""))));
      const methods = [];
      for (const item of this.model.functions) {
        const place = placeOf(this.model, item);
        if (place.type !== struct.name) continue;
        if (place.name === "wipe") {
          methods.push(WIPE);
          continue;
        }
        const signature = this.signatures.of(item, place.self);
        const params = signature.given.map((p) => `${p.name}: ${p.type}`).join(", ");
        const head = `  ${place.self ? "" : "static "}${place.name}(${params}): ${this.returned(signature)} {`;
        methods.push(`${this.documented(item, signature, "  ")}${head}\n    ${this.body(item, signature)}\n  }\n`);
      }
      out.push(`${doc(comment)}export class ${name} extends Opaque {\n  protected declare readonly type: "${name}";\n\n${methods.join("\n")}}\n\n/** @internal */\nexport const ${camel(struct.name)}Codec = ${PURE}opaque(() => ${name}, ${struct.size});\n`);
    }
    return `/// <reference lib="esnext.disposable" preserve="true" />\n\n${this.imports(out.join(""))}\n${out.join("\n")}`;
  }

  /** The file of functions. */
  functions() {
    const out = this.model.functions
      .filter((item) => !item.text && item.name !== "selftest" && placeOf(this.model, item).type === null)
      .map((item) => {
        const signature = this.signatures.of(item, null);
        const params = signature.given.map((p) => `${p.name}: ${p.type}`).join(", ");
        const name = placeOf(this.model, item).name;
        return `${this.documented(item, signature, "")}export function ${name}(${params}): ${this.returned(signature)} {\n  ${this.body(item, signature)}\n}\n`;
      });
    const text = out.join("\n");
    const uses = ({ name }) => new RegExp(`\\b${camel(name)}Codec\\b`).test(text);
    const classes = [...this.model.structs.values()].filter((struct) => isPrivate(struct) && uses(struct));
    const used = classes.flatMap(({ name }) => [`type ${pascal(name)}`, `${camel(name)}Codec`]);
    return `${this.imports(text)}import { ${used.sort().join(", ")} } from "./classes.js";\n\n${text}`;
  }

  /** The comment of a function. */
  documented(item, { given, results }, indent) {
    const { say } = this;
    const params = given.map(({ name, comment }) => `@param ${name} - ${capital(say(comment))}`);
    const several = results.map(({ name, comment }) => `\`${name}\`: ${say(comment)}`).join(" ");
    const returns = results.length === 0 ? [] : [`@returns ${results.length > 1 ? several : capital(say(results[0].comment))}`];
    // Names that are no enumeration are refused before the call, as arguments.
    const errors = (item.errors ?? "").slice("Errors: ".length).replace(/\bVALUE for [^,.;]*([,;] |(?=\.))/g, "").replace(/, \./g, ".");
    const throws = /\w/.test(errors) ? [`@throws FernetError: ${say(errors)}`] : [];
    return doc([...item.summary.map((text) => say(inTypeScript(text))), ...(item.name.endsWith("_close") ? [ENDED] : []), ...params, ...returns, ...throws], indent);
  }

  /** The type of what a function returns. */
  returned({ results }) {
    if (results.length === 0) return "void";
    if (results.length === 1) return results[0].type;
    return `{ ${results.map(({ name, type }) => `readonly ${name}: ${type}`).join("; ")} }`;
  }

  /** The statement of a function. */
  body(item, signature) {
    const { args } = signature;
    const returned = this.returned(signature);
    const start = returned === "void" ? "call" : `return call<${returned}>`;
    return `${start}("${item.name}", [${args.join(", ")}]);`;
  }

  /** What a file imports, of the names that it may use. */
  imports(text) {
    const used = (names) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).join(", ");
    const call = used(["call", "changed", "grown", "input", "list", "octets", "optional", "out", "outCounted", "outCountedOctets", "outList", "outOctets", "outOctetsOrNull", "rest", "restOctets", "shortened", "update", "value"]);
    const codec = used(["flag", "nullable", "opaque", "order", "orNull", "u16", "u32", "u64", "u8"]);
    const inputs = used(["BytesLike", "Input"]);
    return [
      `import { ${call} } from "../call.js";`,
      `import { ${codec} } from "../codec.js";`,
      `import type { ${inputs} } from "../input.js";`,
      ...(/extends Opaque/.test(text) ? ['import { Opaque } from "../opaque.js";'] : []),
      'import * as c from "./codecs.js";',
      'import type * as T from "./types.js";\n',
    ].join("\n");
  }
}

/** A summary without what is said of arrays in C. */
const inTypeScript = (text) =>
  text
    .replace(/ (The|That) [^.]* bytes\[FERNET_\w+\] and (those|all bytes) after it[^.]*\./, "")
    .replace(/The (ranking|ring) is the caller's array; set count to 0 to start\./, "Start with an empty array.");

const ENDED = 'Afterwards functions refuse the object with `"State"`.';

const WIPE = `  /** Overwrites the key with zeros. Afterwards it is no key: functions refuse it with \`"State"\`. */
  wipe(): void {
    Opaque.bytesOf(this).fill(0);
  }

  /** Wipes the key at the end of a block that declares it with \`using\`. */
  [Symbol.dispose](): void {
    this.wipe();
  }
`;
