// The proof tree of a block and the bundles of its competing trees, indexed for drawing.
import type { Bundle, RankedClaim, Report, TreeNode, TreeSums } from "../report";

/** A node with its place. Numbers of nodes are in-order, so the number is the horizontal place. */
export interface Place {
  number: string;
  x: number;
  depth: number;
  parent: Place | undefined;
  children: Place[];
  /** First and last number below, itself included. */
  span: [number, number];
  /** Valid claims, best score first. */
  claims: RankedClaim[];
}

/** A submitted tree: a bundle for each node. */
export interface Submitted { sums: TreeSums; wins: boolean; bundles: Map<string, Bundle> }

export interface Model {
  root: Place;
  /** From the root down, each level from the left. */
  levels: Place[][];
  places: Map<string, Place>;
  claims: Map<string, RankedClaim>;
  /** The winner first, then by total. */
  trees: Submitted[];
  /** Seats of each node but the root, which has one. */
  seats: number;
}

/** `undefined` if the block has no valid reveal, so no tree. */
export function model(report: Report): Model | undefined {
  const { nodes, trees, params } = report.details;
  const places = new Map<string, Place>();
  let root: Place | undefined;
  // In post-order, so children come before their parents and the root is last.
  for (const node of nodes) {
    root = place(node, places);
    places.set(node.node, root);
  }
  if (root === undefined) return undefined;
  const levels: Place[][] = [];
  for (let level = [root]; level.length > 0; level = level.flatMap(({ children }) => children)) {
    level.forEach((node) => (node.depth = levels.length));
    levels.push(level);
  }
  const submitted = trees.map(({ item, bundles }) => ({
    sums: report.trees.find((sums) => sums.item === item) as TreeSums,
    wins: item === report.winner,
    bundles: new Map(bundles.map((bundle) => [bundle.node, bundle])),
  }));
  const total = ({ sums }: Submitted): bigint => BigInt(sums.total);
  submitted.sort((a, b) => Number(b.wins) - Number(a.wins) || (total(b) > total(a) ? 1 : total(b) < total(a) ? -1 : 0));
  const claims = new Map(nodes.flatMap((node) => node.claims.map((claim) => [claim.item, claim])));
  return { root, levels, places, claims, trees: submitted, seats: Number(params.proofs_per_node) };
}

function place({ node, left, right, claims }: TreeNode, places: Map<string, Place>): Place {
  const children = [left, right].map((child) => (child === null ? undefined : places.get(child))).filter((child) => child !== undefined);
  const x = Number(node);
  const [first, last] = [children[0], children.at(-1)];
  const made: Place = { number: node, x, depth: 0, parent: undefined, children, claims, span: [first?.span[0] ?? x, last?.span[1] ?? x] };
  children.forEach((child) => (child.parent = made));
  return made;
}

/** Number of seats that a node of a tree can have. */
export const room = (model: Model, node: Place): number => (node === model.root ? 1 : model.seats);

/** Whether the bundles of a node differ between two trees. */
export function differs(a: Submitted, b: Submitted, node: string): boolean {
  const [one, other] = [a.bundles.get(node)?.claims, b.bundles.get(node)?.claims];
  return one?.join() !== other?.join();
}

/** The nodes from one node up to the root. */
export function pathUp(node: Place): Place[] {
  const path: Place[] = [];
  for (let at: Place | undefined = node; at !== undefined; at = at.parent) path.push(at);
  return path;
}
