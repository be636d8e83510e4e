// One tree on a canvas. Only what is seen is drawn, and a node shows as much as it has room for.
import { el } from "../dom";
import { differs, room, type Model, type Place, type Submitted } from "./model";
import type { View } from "./view";

const MARGIN = 26;
/** Size of a node that shows its number and seats, in pixels. */
const WIDTH = 34;
const HEIGHT = 30;
/** Less room than this on its level, and a node is a dot. */
const LABELLED = WIDTH + 3;
/** Less room than this, and the lines to a level are left out: they would fill the space. */
const LINED = 3;

interface Colours { text: string; quiet: string; line: string; paper: string; accent: string; seat: string; path: string; changed: string }

export class Drawing {
  readonly element: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private colours: Colours | undefined;
  /** Nodes whose bundle differs from that of the winner. */
  private readonly changed: Set<Place>;

  constructor(
    private readonly model: Model,
    private readonly tree: Submitted | undefined,
    private readonly view: View,
    label: string,
  ) {
    const [winner] = model.trees;
    const changed = (node: Place): boolean => tree !== undefined && winner !== undefined && differs(tree, winner, node.number);
    this.changed = new Set(model.levels.flat().filter(changed));
    const keys = "plus and minus zoom, arrow keys move, 0 shows all";
    this.canvas = el("canvas", { tabindex: 0, role: "img", "aria-label": `${label}; ${keys}` });
    this.canvas.style.height = `${2 * MARGIN + Math.min(Math.max(model.levels.length - 1, 1) * 58, 520)}px`;
    this.element = el("div", { class: "drawing" }, this.canvas);
    view.onChange(() => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const recolour = (): void => {
      if (!this.canvas.isConnected) return dark.removeEventListener("change", recolour);
      this.colours = undefined;
      this.draw();
    };
    dark.addEventListener("change", recolour);
    this.listen();
  }

  private x(number: number): number {
    return ((number - this.view.from) / this.view.across) * this.canvas.clientWidth;
  }

  private y(depth: number): number {
    const levels = Math.max(this.model.levels.length - 1, 1);
    return MARGIN + (depth * (this.canvas.clientHeight - 2 * MARGIN)) / levels;
  }

  /** Draws what is seen. */
  private draw(): void {
    const { canvas } = this;
    const [width, height, scale] = [canvas.clientWidth, canvas.clientHeight, devicePixelRatio];
    if (width === 0) return;
    if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
    if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const colours = (this.colours ??= palette(canvas));
    this.edges(context, colours);
    this.model.levels.forEach((level) => this.level(context, colours, level));
  }

  /** Room between two nodes of a level. */
  private apart([first, second]: Place[]): number {
    return first === undefined || second === undefined ? Infinity : this.x(second.x) - this.x(first.x);
  }

  private edges(context: CanvasRenderingContext2D, colours: Colours): void {
    const { from, across, path } = this.view;
    const onPath = new Set(path);
    const plain = new Path2D();
    const opened = new Path2D();
    for (const level of this.model.levels.slice(1)) {
      const lined = this.apart(level) >= LINED;
      for (const child of level) {
        const { parent } = child;
        if (parent === undefined) continue;
        const isPath = onPath.has(child) && onPath.has(parent);
        const [left, right] = child.x < parent.x ? [child.x, parent.x] : [parent.x, child.x];
        if (!isPath && (!lined || right < from || left > from + across)) continue;
        const [x, y, below, middle] = [this.x(parent.x), this.y(parent.depth), this.y(child.depth), this.x(child.x)];
        const line = isPath ? opened : plain;
        line.moveTo(x, y);
        line.bezierCurveTo(x, (y + below) / 2, middle, (y + below) / 2, middle, below);
      }
    }
    context.lineWidth = 1;
    context.strokeStyle = colours.line;
    context.stroke(plain);
    context.lineWidth = 4;
    context.strokeStyle = colours.path;
    context.stroke(opened);
  }

  private level(context: CanvasRenderingContext2D, colours: Colours, level: Place[]): void {
    const apart = this.apart(level);
    for (const node of level) {
      const x = this.x(node.x);
      if (x < -WIDTH || x > this.canvas.clientWidth + WIDTH) continue;
      if (apart >= LABELLED) this.node(context, colours, node, x, this.y(node.depth));
      else this.dot(context, colours, node, x, this.y(node.depth), Math.min(Math.max(apart * 0.7, 1.2), 16));
    }
  }

  private dot(context: CanvasRenderingContext2D, colours: Colours, node: Place, x: number, y: number, size: number): void {
    const seats = this.tree?.bundles.get(node.number)?.claims.length ?? 0;
    const share = Math.max(seats / room(this.model, node), 0.15);
    const tall = 18;
    context.fillStyle = colours.line;
    context.fillRect(x - size / 2, y - tall / 2, size, tall);
    context.fillStyle = this.changed.has(node) ? colours.changed : this.view.path.includes(node) ? colours.path : colours.accent;
    context.fillRect(x - size / 2, y + tall / 2 - tall * share, size, tall * share);
    if (node === this.view.selected) this.ring(context, colours, x, y, Math.max(size, 6), tall);
  }

  private node(context: CanvasRenderingContext2D, colours: Colours, node: Place, x: number, y: number): void {
    const bundle = this.tree?.bundles.get(node.number);
    context.fillStyle = colours.paper;
    context.strokeStyle = this.changed.has(node) ? colours.changed : this.view.path.includes(node) ? colours.path : colours.line;
    context.lineWidth = this.changed.has(node) || this.view.path.includes(node) ? 2 : 1;
    context.setLineDash(this.changed.has(node) ? [4, 2] : []);
    context.beginPath();
    context.roundRect(x - WIDTH / 2, y - HEIGHT / 2, WIDTH, HEIGHT, 5);
    context.fill();
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = colours.text;
    context.font = "11px ui-monospace, monospace";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(node.number, x, y - 6);
    const seats = bundle?.claims.length ?? 0;
    const places = room(this.model, node);
    for (let i = 0; i < places; i++) {
      const left = x + (i - (places - 1) / 2) * 9 - 3;
      context.fillStyle = i === 0 ? colours.accent : colours.seat;
      context.strokeStyle = colours.quiet;
      context.lineWidth = 1;
      if (i < seats) context.fillRect(left, y + 4, 6, 6);
      else context.strokeRect(left + 0.5, y + 4.5, 5, 5);
    }
    const out = bundle?.left_out.length ?? node.claims.length;
    if (out > 0) {
      context.fillStyle = colours.quiet;
      context.font = "9px ui-monospace, monospace";
      context.textAlign = "left";
      context.fillText(`+${out}`, x + WIDTH / 2 - 12, y + HEIGHT / 2 + 7);
    }
    if (node === this.view.selected) this.ring(context, colours, x, y, WIDTH, HEIGHT);
  }

  private ring(context: CanvasRenderingContext2D, colours: Colours, x: number, y: number, width: number, height: number): void {
    context.strokeStyle = colours.text;
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(x - width / 2 - 4, y - height / 2 - 4, width + 8, height + 8, 8);
    context.stroke();
  }

  /** The node under a point: the nearest of the nearest level. */
  private at(x: number, y: number): Place | undefined {
    const nearest = <T>(all: T[], distance: (one: T) => number): T | undefined =>
      all.reduce<T | undefined>((best, one) => (best === undefined || distance(one) < distance(best) ? one : best), undefined);
    const level = nearest(this.model.levels, (level) => Math.abs(this.y(level[0]?.depth ?? 0) - y));
    return level === undefined ? undefined : nearest(level, (node) => Math.abs(this.x(node.x) - x));
  }

  private listen(): void {
    const { canvas, view } = this;
    const number = (x: number): number => view.from + (x / canvas.clientWidth) * view.across;
    canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && Math.abs(event.deltaX) > Math.abs(event.deltaY)) view.move((event.deltaX / canvas.clientWidth) * view.across);
      else if (event.ctrlKey || event.metaKey || document.activeElement === canvas) view.zoom(Math.exp(-event.deltaY / 300), number(event.offsetX));
      else return;
      event.preventDefault();
    }, { passive: false });
    const fingers = new Map<number, number>();
    let moved = 0;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event.offsetX);
      moved = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      moved += Math.abs(event.offsetX - before);
      if (other === undefined) view.move(((before - event.offsetX) / canvas.clientWidth) * view.across);
      else if (before !== other) view.zoom(Math.abs(event.offsetX - other) / Math.max(Math.abs(before - other), 1), number(other));
      fingers.set(event.pointerId, event.offsetX);
    });
    const up = (event: PointerEvent): void => {
      const node = fingers.delete(event.pointerId) && event.type === "pointerup" && moved < 5 ? this.at(event.offsetX, event.offsetY) : undefined;
      if (node !== undefined) view.select(node, false);
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("keydown", (event) => {
      const step = view.across / 8;
      const actions: Record<string, () => void> = {
        "+": () => view.zoom(1.5), "=": () => view.zoom(1.5), "-": () => view.zoom(1 / 1.5), "0": () => view.fit(),
        ArrowLeft: () => view.move(-step), ArrowRight: () => view.move(step),
      };
      const action = actions[event.key];
      if (action === undefined || event.ctrlKey || event.metaKey) return;
      action();
      event.preventDefault();
    });
  }
}

function palette(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour("text"), quiet: colour("quiet"), line: colour("line"), paper: colour("paper"),
    accent: colour("accent"), seat: colour("seat"), path: colour("path"), changed: colour("changed"),
  };
}
