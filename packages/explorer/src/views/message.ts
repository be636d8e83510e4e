// What a message says: the fields of `fernet inspect --format json`.
import { copyButton, el, section } from "../dom";
import { count, eth, grouped, percent, short } from "../format";

export type Value = null | boolean | string | Value[] | { [field: string]: Value };
export interface Message { kind: string; number: string; bytes: string; body: Value; computed?: Value }

const SHARES = new Set(["fee_split", "fee_burn", "fee_split_cap", "base_share"]);
const AMOUNTS = new Set(["bond", "fees", "bond_base", "reveal_slash_amount", "proof_slash_amount", "block_reward", "rebate_cap", "base_fee", "rate"]);
/** Most elements of a list that are shown at first. */
const SHOWN = 16;

export function message(value: Message): HTMLElement {
  return section("message", `Message: ${value.kind}`,
    el("p", { class: "quiet" }, `Kind ${value.number}, ${count(value.bytes, "byte")}. Only the form was checked: keys, proofs and amounts were not.`),
    fields(value.body),
    value.computed !== undefined && el("div", {}, el("h3", {}, "What follows from it"), fields(value.computed)));
}

/** A value of a report, with its fields named as in SPEC.md. */
export function fields(value: Value, name = ""): HTMLElement {
  if (value === null) return el("span", { class: "quiet" }, "none");
  if (Array.isArray(value)) return list(value, name);
  if (typeof value === "object") {
    return el("dl", { class: "fields" },
      ...Object.entries(value).map(([field, inner]) => el("div", {}, el("dt", {}, field), el("dd", {}, fields(inner, field)))));
  }
  return scalar(String(value), name);
}

function list(values: Value[], name: string): HTMLElement {
  if (values.length === 0) return el("span", { class: "quiet" }, "none");
  const element = el("ol", { start: 0 });
  const add = (some: Value[]): void => element.append(...some.map((value) => el("li", {}, fields(value, name))));
  add(values.slice(0, SHOWN));
  if (values.length <= SHOWN) return element;
  const more = el("button", { type: "button", class: "more", onclick: () => { add(values.slice(SHOWN)); more.remove(); } },
    `Show all ${grouped(String(values.length))}`);
  return el("div", {}, element, more);
}

function scalar(text: string, name: string): HTMLElement {
  if (/^[0-9a-f]{40,}$/.test(text)) return el("span", { class: "bytes" }, el("code", { title: text }, text.length > 64 ? short(text) : text), copyButton(text, name));
  if (!/^\d+$/.test(text)) return el("span", {}, text);
  const shown = text.length > 4 ? grouped(text) : text;
  if (SHARES.has(name)) return el("span", {}, `${percent(text)} `, el("small", { class: "quiet" }, `${shown} ppm`));
  if (AMOUNTS.has(name)) return el("span", {}, `${shown} wei `, el("small", { class: "quiet" }, `${eth(text).exact ? "" : "≈ "}${eth(text).text} ETH`));
  return el("span", {}, shown);
}
