// The election as a table, with odds.
import { bytes, el, exact, section, table } from "../dom";
import { count, odds, percent, ratio, scientific, ticket } from "../format";
import type { Place, Places } from "../places";
import type { Report } from "../report";

export function election(report: Report, places: Places): HTMLElement {
  const { ranking, odds: chances, valid_proposals } = report.details;
  const [leader, runnerUp] = ranking;
  if (leader === undefined) return section("election", "Election", el("p", {}, "No proposal is valid."));
  const columns = [
    { name: "Rank", number: true }, { name: "Key" }, { name: "fee_split", number: true },
    { name: "Ticket", number: true, hint: "share of the largest ticket" },
    { name: "Score", number: true, hint: "share of the leader's score" },
    { name: "fee_split to lead", number: true, hint: "the smallest with which it would have led" },
    { name: "Proposal" },
  ];
  const rows = ranking.map((proposal, i) => [
    String(i + 1),
    bytes(proposal.key, "the key"),
    percent(proposal.fee_split),
    exact(ticket(proposal.ticket), proposal.ticket),
    exact(ratio(proposal.score, leader.score), proposal.score),
    i === 0 ? "leads" : proposal.fee_split_to_lead === null ? "no split" : percent(proposal.fee_split_to_lead),
    places.link(proposal.item as Place),
  ]);
  const rivals = ranking.length - 1;
  return section("election", "Election",
    el("p", {}, bytes(leader.key, "the leader's key"), ` leads with ${leader.item}: fee_split ${percent(leader.fee_split)}, score `,
      exact(scientific(leader.score), leader.score), "."),
    runnerUp !== undefined && chances !== null && el("p", {},
      `Odds: against ${count(rivals, "rival")} with the runner-up's fee_split of ${percent(runnerUp.fee_split)} such a score leads in `,
      el("strong", {}, odds(chances.score)), " of blocks",
      chances.fee_split === null ? "." : "; before any ticket is known, the leader's fee_split leads in ",
      chances.fee_split !== null && el("strong", {}, odds(chances.fee_split)), chances.fee_split !== null && "."),
    table(`${count(valid_proposals, "valid proposal")} of ${count(ranking.length, "key")}, best score first`, columns, rows));
}
