// What the block paid: its identity, and the amounts by key and by payout address.
import { amount, bytes, el, section, table } from "../dom";
import { grouped, percent } from "../format";
import type { Report, Settlement } from "../report";

export function payments(report: Report): HTMLElement | undefined {
  if (report.settlement !== null) return settled(report, report.settlement);
  if (report.slashed === null) return undefined;
  const { slashing } = report.details;
  return section("payments", "Slashing",
    el("p", {}, "No fees are paid. The leader is slashed ", amount(report.slashed), ", which is burned",
      slashing !== null && el("span", {}, "; ", amount(slashing.stake_left), " of its stake remain"), "."),
    report.forfeit !== null && report.forfeit !== "0" && el("p", {}, "Of its bond ", amount(report.forfeit), " are burned."),
    slashing !== null && el("p", {}, "Bond returned: ", amount(slashing.bond_returned), "."));
}

function settled(report: Report, settlement: Settlement): HTMLElement {
  const { totals, seats } = report.details;
  const right = ["sequencer", "reserved", "burned", "rebate"] as const;
  const sum = (names: readonly (keyof Settlement & ("fees" | "bond_used" | (typeof right)[number]))[]): bigint =>
    names.reduce((total, name) => total + BigInt(settlement[name]), 0n);
  const holds = sum(["fees", "bond_used"]) === sum(right);
  const part = (name: "fees" | "bond_used" | (typeof right)[number], label: string): HTMLElement =>
    el("span", { class: "part" }, amount(settlement[name]), el("small", {}, label));
  const identity = el("div", { class: "identity", role: "group", "aria-label": "Identity of the settlement" },
    part("fees", "fees and block reward"), "+", part("bond_used", "bond used"), "=",
    part("sequencer", "sequencer"), "+", part("reserved", "reserved for provers"), "+", part("burned", "burned"), "+",
    part("rebate", "gas rebate"),
    el("strong", { class: holds ? "good" : "bad" }, holds ? "✓ holds to the wei" : "✗ IS BROKEN"));
  const pays = settlement.pays.map((pay) => [
    `node ${pay.node}`, bytes(pay.key, "the key"), percent(pay.fee_burn), amount(pay.amount), bytes(pay.payout, "the payout address"), pay.item,
  ]);
  const keys = mostFirst(totals.keys, (of) => [of.sequencer, of.pays]).map((of) => [bytes(of.key, "the key"), amount(of.sequencer), amount(of.pays)]);
  const payouts = mostFirst(totals.payouts, (of) => [of.sequencer, of.pays, of.rebates])
    .map((of) => [bytes(of.payout, "the payout address"), amount(of.sequencer), amount(of.pays), amount(of.rebates)]);
  const number = true;
  return section("payments", "Payments",
    identity,
    el("p", {}, "The pool for the provers is ", amount(settlement.pool), ".",
      seats !== null && el("span", {}, ` ${grouped(seats.count)} seats share it: `, amount(seats.base_pay), " for a base, ",
        amount(seats.merge_pay), " for a merge, before burns.")),
    el("p", {}, "The sequencer is paid at ", bytes(settlement.sequencer_payout, "the payout address"), "; the gas rebate goes to ",
      bytes(settlement.rebate_payee, "the rebate payee"), "."),
    el("div", { class: "columns" },
      table("By key, most paid first", [{ name: "Key" }, { name: "As sequencer", number }, { name: "Pays", number }], keys, 8),
      table("By payout address, most paid first",
        [{ name: "Payout" }, { name: "As sequencer", number }, { name: "Pays", number }, { name: "Rebate", number }], payouts, 8)),
    table("Every pay, by node in post-order", [{ name: "Node" }, { name: "Key" }, { name: "fee_burn", number }, { name: "Pay", number },
      { name: "Payout" }, { name: "Claim" }], pays, 6));
}

/** Sorted by the sum of the amounts, which are in wei, largest first. */
function mostFirst<T>(items: T[], amounts: (item: T) => string[]): T[] {
  const sums = new Map(items.map((item) => [item, amounts(item).reduce((sum, amount) => sum + BigInt(amount), 0n)]));
  const sum = (item: T): bigint => sums.get(item) ?? 0n;
  return [...items].sort((a, b) => (sum(b) > sum(a) ? 1 : sum(b) < sum(a) ? -1 : 0));
}
