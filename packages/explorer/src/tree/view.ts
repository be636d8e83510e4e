// What part of the tree is seen. All drawings of a block share one view: they zoom and move together.
import type { Place } from "./model";

/** Fewest node numbers across a drawing. */
const CLOSEST = 3;

export class View {
  private readonly listeners: (() => void)[] = [];
  private frame = 0;
  /** Node number at the left edge, and node numbers across. */
  from = 0;
  across = 1;
  selected: Place;
  /** The nodes of an opening, from the seat's node to the root. */
  path: Place[] = [];

  constructor(private readonly root: Place) {
    this.selected = root;
    this.fit();
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Shows the whole tree. */
  fit(): void {
    const [first, last] = this.root.span;
    this.set(first - 1, last - first + 2);
  }

  /** Zooms by a factor; the node number `at` stays where it is. */
  zoom(factor: number, at = this.from + this.across / 2): void {
    const across = Math.max(Math.min(this.across / factor, this.widest()), Math.min(CLOSEST, this.widest()));
    this.set(at - ((at - this.from) / this.across) * across, across);
  }

  /** Moves by node numbers. */
  move(by: number): void {
    this.set(this.from + by, this.across);
  }

  select(node: Place, follow = true): void {
    this.selected = node;
    const [left, right] = [this.from + this.across * 0.1, this.from + this.across * 0.9];
    if (follow && (node.x < left || node.x > right)) this.from = node.x - this.across / 2;
    this.set(this.from, this.across);
  }

  private widest(): number {
    return this.root.span[1] - this.root.span[0] + 2;
  }

  private set(from: number, across: number): void {
    const [first, last] = this.root.span;
    this.across = across;
    this.from = Math.max(first - 1, Math.min(from, last + 1 - across));
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.listeners.forEach((listener) => listener());
    });
  }
}
