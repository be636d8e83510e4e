// The report of `fernet block --json --all`, as vectors/block/README.md describes it. Integers are decimal strings.

export interface Report {
  block_number: string;
  outcome: string;
  reason: string | null;
  randao: { l1_block: string; mix: string };
  sequencer_seed: string;
  leader: RankedProposal | null;
  prover_seed: string | null;
  bases: string | null;
  nodes: string | null;
  availability?: {
    provers: string;
    needed: string;
    attesters: string;
    certificate: { item: string; certificate_id: string } | null;
  };
  refused: { item: string; error: string; detail: string }[];
  equivocations: { kind: string; key: string; items: string[] }[];
  trees: TreeSums[];
  winner: string | null;
  settlement: Settlement | null;
  slashed: string | null;
  forfeit: string | null;
  details: Details;
  timings: { step: string; microseconds: string }[];
}

export interface RankedProposal {
  item: string;
  proposal_id: string;
  key: string;
  ticket: string;
  fee_split: string;
  score: string;
}

export interface TreeSums {
  item: string;
  total: string;
  filled: string;
  kept_base: string;
  kept_merge: string;
  commitment: string;
}

export interface Settlement {
  fees: string;
  pool: string;
  sequencer: string;
  sequencer_payout: string;
  bond_used: string;
  reserved: string;
  burned: string;
  rebate: string;
  rebate_payee: string;
  pays: Pay[];
}

export interface Pay { node: string; item: string; key: string; payout: string; fee_burn: string; amount: string }

export interface Details {
  limits: { proposals: string; reveal: string; trees: string };
  valid_proposals: string;
  valid_claims: string;
  ranking: (RankedProposal & { fee_split_to_lead: string | null })[];
  odds: { score: string; fee_split: string | null } | null;
  seats: { count: string; base_pay: string; merge_pay: string } | null;
  slashing: { stake_left: string; bond_returned: string } | null;
  params: Record<string, string | null>;
  nodes: TreeNode[];
  trees: { item: string; bundles: Bundle[] }[];
  totals: {
    keys: { key: string; sequencer: string; pays: string }[];
    payouts: { payout: string; sequencer: string; pays: string; rebates: string }[];
  };
}

export interface TreeNode { node: string; left: string | null; right: string | null; claims: RankedClaim[] }

export interface RankedClaim { item: string; key: string; ticket: string; fee_burn: string; score: string; payout: string }

export interface Bundle { node: string; claims: string[]; left_out: string[]; total: string }
