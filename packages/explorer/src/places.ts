// Where an item is in the block file.
import { el } from "./dom";
import { children, locate, type Span } from "./locate";

/** A path such as `claims[7]` or `params.chain_id`. */
export type Place = string;

/** Longest excerpt that is shown, in characters. */
const LONGEST = 4000;

export class Places {
  /** The elements of each list of the file that was asked for: a block may have thousands of refused items. */
  private readonly lists = new Map<string, Span[]>();
  private readonly newlines: number[] = [];

  constructor(private readonly text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.newlines.push(at);
  }

  /** The line of an item, from 1; empty if the file does not have it. */
  line(place: Place): string {
    const span = this.span(place);
    if (span === undefined) return "";
    let [low, high] = [0, this.newlines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.newlines[middle] ?? 0) < span.start) low = middle + 1;
      else high = middle;
    }
    return String(low + 1);
  }

  private span(place: Place): Span | undefined {
    const [, list, index] = /^(\w+)\[(\d+)\]$/.exec(place) ?? [];
    if (list === undefined) return locate(this.text, place);
    let spans = this.lists.get(list);
    if (spans === undefined) {
      const whole = locate(this.text, list);
      spans = whole === undefined ? [] : [...children(this.text, whole.start)].map(([, span]) => span);
      this.lists.set(list, spans);
    }
    return spans[Number(index)];
  }

  /** The item as it is written in the file. */
  private excerpt(place: Place): string | undefined {
    const span = this.span(place);
    if (span === undefined) return undefined;
    const text = this.text.slice(span.start, span.end);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
  }

  /** A button that shows the item as it is written in the file. */
  link(place: Place): HTMLElement {
    return el("button", { type: "button", class: "place", title: "Show it as it is in the file", onclick: () => this.show(place) }, place);
  }

  private show(place: Place): void {
    const line = this.line(place);
    const close = el("button", { type: "button", onclick: () => dialog.close() }, "Close");
    const dialog = el("dialog", { class: "excerpt", "aria-label": place },
      el("h2", {}, `${place}${line === "" ? "" : `, line ${line}`}`),
      el("pre", { tabindex: 0 }, this.excerpt(place) ?? "The file does not have it."), close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}
