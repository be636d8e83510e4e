// Warnings about the parameters of the rollup, which `fernet` writes on standard error.
import { el, section } from "../dom";

export function warnings(said: string): HTMLElement | undefined {
  const items = said.split("\n").filter((line) => line.startsWith("fernet: warning, ")).map((line) => line.slice("fernet: warning, ".length));
  if (items.length === 0) return undefined;
  return section("warnings", "Warnings about the parameters", el("ul", {}, ...items.map((item) => {
    const [name, ...rest] = item.split(": ");
    return el("li", {}, el("code", {}, name ?? ""), ` ${rest.join(": ")}`);
  })));
}
