// What the protocol refused, with its place in the file, and who contradicted itself.
import { bytes, el, section, table } from "../dom";
import { count } from "../format";
import type { Place, Places } from "../places";
import type { Report } from "../report";

export function refusals(report: Report, places: Places): HTMLElement {
  const { refused, equivocations } = report;
  const rows = refused.map(({ item, error, detail }) => [places.link(item as Place), places.line(item as Place), el("code", {}, error), detail]);
  const contradictions = equivocations.map(({ kind, key, items }) => [
    bytes(key, "the key"), kind, el("span", {}, ...items.flatMap((item, i) => [i === 0 ? "" : " and ", places.link(item as Place)])),
  ]);
  return section("refused", "Refused",
    rows.length === 0 ? el("p", {}, "Nothing in the file was refused.")
      : table(`${count(rows.length, "item")}, which do not count`,
        [{ name: "Item" }, { name: "Line", number: true }, { name: "Error" }, { name: "Reason" }], rows),
    contradictions.length > 0 && table("Equivocations: two statements of one key that contradict each other",
      [{ name: "Key" }, { name: "Kind" }, { name: "Items" }], contradictions));
}
