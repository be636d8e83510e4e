// What became of the block, and when.
import { announce, bytes, el, pairs, section } from "../dom";
import { count, duration, grouped } from "../format";
import type { Report } from "../report";

const OUTCOMES: Record<string, [string, string]> = {
  settled: ["✓", "its tree won and its fees are paid"],
  proven: ["✓", "its parent is not final yet"],
  final: ["✓", "it has a valid tree; a better one may still be submitted"],
  proving: ["…", "waiting for a tree"],
  reveal: ["…", "waiting for the leader's reveal"],
  proposal: ["…", "taking proposals"],
  skipped: ["✗", "the next block builds on its parent"],
  voided: ["✗", "a block on which it builds was reverted"],
  reverted: ["✗", "the next block builds on its parent"],
};

const REASONS: Record<string, string> = {
  "no-proposal": "no proposal was made",
  "no-valid-proposal": "no proposal is valid",
  "no-reveal": "the leader did not reveal",
  "no-valid-reveal": "the reveal is not valid",
  "no-tree": "no tree was submitted",
  "no-valid-tree": "no tree is valid",
};

const TICKETS: Record<string, string> = {
  "per-node": "one VRF evaluation per prover and node",
  "per-block": "one VRF evaluation per prover and block",
  public: "hashes of public keys",
};

export function summary(report: Report, ms: number): HTMLElement {
  const { details, randao, availability } = report;
  const { params, limits } = details;
  const [sign, meaning] = OUTCOMES[report.outcome] ?? ["?", ""];
  const reason = report.reason === null ? meaning : `${REASONS[report.reason] ?? report.reason}; ${meaning}`;
  const verified = Number(details.valid_claims) + Number(details.valid_proposals);
  const done = `Verified here in ${duration(ms)}: ${count(verified, "valid proof")} of proposals and claims, ${
    count(report.refused.length, "item")} refused`;
  announce(`Block ${report.block_number} ${report.outcome}. ${done}.`);
  return section("summary", `Block ${grouped(report.block_number)}`,
    el("p", { class: `outcome ${report.outcome}` }, el("span", { "aria-hidden": true }, sign), ` ${report.outcome}`,
      el("span", { class: "meaning" }, reason === "" ? undefined : ` — ${reason}`)),
    pairs([
      ["rollup", el("span", {}, bytes(params.rollup_address ?? "", "the rollup's address"), ` on chain ${params.chain_id ?? ""}`)],
      ["randomness", el("span", {}, bytes(randao.mix, "the RANDAO mix"), ` of L1 block ${grouped(randao.l1_block)}`)],
      ["limits", `before L1 block ${grouped(limits.proposals)} for proposals, ${grouped(limits.reveal)} for the reveal, ${
        grouped(limits.trees)} for trees`],
      ["sequencers", `keys on ${params.sequencer_suite === "p256" ? "P-256" : "edwards25519"}`],
      ["tickets", TICKETS[params.vrf_mode ?? ""] ?? params.vrf_mode ?? ""],
      ["tree", report.nodes === null ? "none: the block has no valid reveal"
        : `${count(report.bases ?? "0", "base")}, ${count(report.nodes, "node")}, ${count(details.valid_claims, "valid claim")}`],
      ...(availability === undefined ? [] : [["availability", el("span", {},
        `${count(availability.attesters, "attester")} of ${count(availability.provers, "prover")}, ${availability.needed} needed; `,
        availability.certificate === null ? "no certificate"
          : el("span", {}, `${availability.certificate.item} `, bytes(availability.certificate.certificate_id, "the certificate id")))] satisfies [string, HTMLElement]]),
    ]),
    el("p", { class: "quiet" }, `${done}.`));
}
