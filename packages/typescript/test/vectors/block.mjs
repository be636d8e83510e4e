// block/: whole recorded blocks, whose messages a Block and a Chain take in the order of time.

import { big, hex, same, small } from "./check.mjs";
import { paramsOf } from "./randao.mjs";

const proposalOf = (fields) => ({
  parent: hex(fields.parent),
  txOrderHash: hex(fields.tx_order_hash),
  bond: big(fields.bond),
  payout: hex(fields.payout),
  feeSplit: small(fields.fee_split),
});

const claimOf = (fields) => ({
  node: big(fields.node),
  statement: hex(fields.statement),
  proofDigest: hex(fields.proof_digest),
  left: hex(fields.left),
  right: hex(fields.right),
  payout: hex(fields.payout),
  rebatePayee: hex(fields.rebate_payee),
  feeBurn: small(fields.fee_burn),
});

class Run {
  refused = [];
  registry = new Map();
  seats = new Map();
  proposals = [];
  trees = [];
  /** The messages that were sent, by item. */
  sent = new Map();
  outcome = null;
  proving = null;
  certificate = null;

  constructor(fernet, file) {
    Object.assign(this, { fernet, file, params: paramsOf(file.params), number: big(file.block_number) });
    const ring = file.randao.map(({ l1_block: l1Block, mix }) => ({ l1Block: big(l1Block), mix: hex(mix) }));
    this.pinned = fernet.randaoRingPin(ring, this.number, big(file.l1_block), this.params.randaoLag);
    file.registry.forEach((record, i) => this.attempt(`registry[${i}]`, () => this.enroll(record)));
    const opening = { blockNumber: this.number, l1Block: big(file.l1_block), parent: hex(file.parent) };
    this.chain = fernet.Chain.ofOneBlock(this.params, opening);
    this.block = fernet.Block.open(this.params, opening, this.pinned);
    this.now = big(file.l1_block);
    this.advance(this.now);
  }

  attempt(item, run) {
    try {
      run();
      return true;
    } catch (error) {
      if (!(error instanceof this.fernet.FernetError)) throw error;
      this.refused.push({ item, error: error.code });
      return false;
    }
  }

  /** Refuses an item with an error that the file describes and no function sees. */
  refuse(code) {
    throw Object.assign(new this.fernet.FernetError(code, code));
  }

  registered(key) {
    const records = this.registry.get(key);
    return records === undefined ? null : this.fernet.registrationChoose(records);
  }

  enroll({ key, role, owner, proof, entry_l1_block: entry, exit_l1_block: exit }) {
    const { fernet, params } = this;
    const suite = role === "sequencer" ? params.sequencerSuite : "edwards25519";
    const request = { key: hex(key), owner: owner ? hex(owner) : hex("01".repeat(20)), role, suite };
    if (proof) {
      fernet.registrationRequestCheck(params, request, proof.length / 2);
      const [alpha, id] = [fernet.registrationAlpha(params, request), fernet.registrationId(params, request)];
      if (suite === "p256") fernet.p256VerifyAd(request.key, "sswu", alpha, id, hex(proof));
      else fernet.vrfVerifyAd(request.key, "ell2", alpha, id, hex(proof));
    }
    const record = { request, entryL1Block: big(entry), exitL1Block: big(exit) };
    this.registry.set(key, [...(this.registry.get(key) ?? []), record]);
  }

  advance(l1Block) {
    if (l1Block < this.now) return;
    this.now = l1Block;
    for (;;) {
      const happening = this.chain.advance(l1Block);
      if (happening.kind === "none") return;
      const outcome = this.block.outcome(happening, big(this.file.stake));
      if (outcome.kind !== "none") this.outcome = outcome;
    }
  }

  all() {
    const { file } = this;
    const events = [
      ...file.proposals.map((fields, i) => [fields.l1_block, `proposals[${i}]`, () => this.propose(fields, `proposals[${i}]`)]),
      ...(file.reveal ? [[file.reveal.l1_block, "reveal", () => this.reveal(file.reveal)]] : []),
      ...file.trees.map((fields, i) => [fields.l1_block, `trees[${i}]`, () => this.submit(fields, `trees[${i}]`)]),
    ];
    const end = big(file.l1_block_end);
    for (const [l1Block, item, run] of events.sort((a, b) => Number(big(a[0]) - big(b[0])))) {
      // What is recorded after the end is refused; its time is not that of the block.
      const before = { chain: this.fernet.Chain.restore(this.chain.store()), now: this.now, outcome: this.outcome };
      this.advance(big(l1Block));
      same(this.attempt(item, run) && big(l1Block) > end, false);
      if (big(l1Block) > end) Object.assign(this, before);
      this.block = this.fernet.Block.restore(this.block.store());
    }
    this.advance(end);
    if (this.proving === null) {
      file.claims.forEach((_, i) => this.refused.push({ item: `claims[${i}]`, error: "PhaseError::NotInThisPhase" }));
    }
    return this;
  }

  propose(fields, item) {
    const { fernet } = this;
    const onP256 = fields.proof.length === 162;
    const message = { blockNumber: this.number, key: hex(fields.key), proposal: proposalOf(fields), proof: hex(fields.proof) };
    const bytes = onP256 ? fernet.messageProposalP256Encode(message) : fernet.messageProposalEncode(message);
    const registration = this.registered(fields.key);
    this.sent.set(item, bytes);
    const { proposed } = onP256
      ? this.block.proposeP256(this.chain, big(fields.l1_block), bytes, registration)
      : this.block.propose(this.chain, big(fields.l1_block), bytes, registration);
    this.proposals.push({ item, candidate: proposed.candidate });
  }

  reveal({ l1_block: l1Block, salt, transactions, fees, data_digests: digests }) {
    const { fernet, number: blockNumber } = this;
    const hashes = transactions.map(hex);
    const common = { salt: hex(salt), fees: big(fees) };
    const count = BigInt(hashes.length);
    const bytes =
      digests === undefined
        ? fernet.messageRevealEncode({ blockNumber, count, ...common }, hashes)
        : fernet.messageRevealDataEncode({ blockNumber, contents: { ...common, count, txRoot: fernet.txRoot(hashes), dataRoot: fernet.dataRoot(digests.map(hex)) } });
    this.block.reveal(this.chain, big(l1Block), bytes);
    this.proving = this.block.provingContext();
    this.file.claims.forEach((fields, i) => this.attempt(`claims[${i}]`, () => this.claim(fields, i)));
    if (this.params.attesters > 0) this.certify();
  }

  claim({ key, proof, ...fields }, i) {
    const message = { blockNumber: this.number, proposalId: this.proving.proposalId, key: hex(key), claim: claimOf(fields), proof: hex(proof) };
    const bytes = this.fernet.messageClaimEncode(message);
    this.sent.set(`claims[${i}]`, bytes);
    this.seats.set(String(i), this.block.claim(bytes, this.registered(key)));
  }

  certify() {
    const { fernet, file, number: blockNumber } = this;
    const { proposalId } = this.proving;
    const all = [...this.registry.keys()].map((key) => this.registered(key));
    this.provers = fernet.registrationCountProvers(this.params, this.pinned, all);
    const signed = (file.attestations ?? []).map(({ key, proof }) => ({ key: hex(key), proof: hex(proof) }));
    (file.attestations ?? []).forEach(({ key, data_root: dataRoot }, i) => {
      const bytes = fernet.messageAttestationEncode({ blockNumber, proposalId, dataRoot: hex(dataRoot), ...signed[i] });
      this.sent.set(`attestations[${i}]`, bytes);
      this.attempt(`attestations[${i}]`, () => this.block.attestation(bytes, this.provers, this.registered(key)));
    });
    (file.certificates ?? []).forEach(({ data_root: dataRoot, attestations }, i) => {
      const chosen = attestations.map((position) => signed[Number(position)]);
      const message = { blockNumber, proposalId, dataRoot: hex(dataRoot), count: chosen.length };
      const bytes = fernet.messageCertificateEncode(message, chosen);
      if (this.attempt(`certificates[${i}]`, () => this.block.certify(bytes, this.provers, all))) {
        this.certificate ??= { item: `certificates[${i}]`, id: this.block.certificate() };
      }
    });
  }

  submit({ l1_block: l1Block, base_fee: baseFee, rate, bundles }, item) {
    const { fernet, proving } = this;
    this.block.accepts(this.chain, big(l1Block), "tree");
    for (const { claims } of bundles) if (claims.some((claim) => !this.seats.has(claim))) this.refuse("TreeError::RefusedClaim");
    const verifier = fernet.TreeVerifier.create(proving);
    for (const { node, claims } of bundles) {
      const seats = claims.map((claim) => this.seats.get(claim));
      // The functions take the node of a bundle from its seats; the file also names the node of each bundle.
      if (seats.length <= this.params.proofsPerNode && seats.some((seat) => seat.read().claim.node !== big(node))) {
        const isRoot = big(node) === fernet.treeShape(proving.bases).root;
        this.refuse(isRoot && seats.length > 1 ? "BundleError::RootTakesOne" : "BundleError::MixedNodes");
      }
      verifier.insert(proving, seats);
    }
    const tree = verifier.finish();
    this.block.submitTree(this.chain, { l1Block: big(l1Block), baseFee: big(baseFee), rate: big(rate) }, tree);
    this.trees.push({ item, tree, bundles });
  }

  leader(rank) {
    let held;
    try {
      held = this.block.proposal(rank).candidate;
    } catch {
      return null;
    }
    const { item } = this.proposals.find(({ candidate }) => String(candidate.key) === String(held.key) && String(candidate.id) === String(held.id));
    const score = this.fernet.score(held.ticket, held.fee);
    return { item, proposalId: held.id, key: held.key, ticket: held.ticket, feeSplit: held.fee, score };
  }
}

const OUTCOMES = { settled: "settled", skipped: "skipped", "not-revealed": "skipped", "not-proven": "reverted" };
const ORDER = ["registry", "proposals", "reveal", "claims", "attestations", "certificates", "trees"];

/** Runs a recorded block and compares everything with its result. */
export function checkBlock(fernet, file, result) {
  const run = new Run(fernet, file).all();
  const rank = ({ item }) => ORDER.indexOf(/^\w+/.exec(item)[0]);
  const position = ({ item }) => Number(/\d+/.exec(item)?.[0] ?? 0);
  same(run.refused.sort((a, b) => rank(a) - rank(b) || position(a) - position(b)), result.refused);
  same(run.pinned, { blockNumber: run.number, l1Block: big(result.randao.l1_block), mix: hex(result.randao.mix) });
  same(fernet.sequencerSeed(run.params, run.pinned), hex(result.sequencer_seed));
  const leader = (fields) =>
    fields && { item: fields.item, proposalId: hex(fields.proposal_id), key: hex(fields.key), ticket: big(fields.ticket), feeSplit: small(fields.fee_split), score: big(fields.score) };
  same([run.leader(0), run.leader(1)], [leader(result.leader), leader(result.runner_up)]);
  same(OUTCOMES[run.outcome.kind], result.outcome);
  if (run.proving !== null) {
    same([run.proving.seed, run.proving.bases], [hex(result.prover_seed), big(result.bases)]);
    same(fernet.treeShape(run.proving.bases).nodes, big(result.nodes));
  }
  if (result.availability) {
    const { certificate, provers } = result.availability;
    same(run.certificate, certificate && { item: certificate.item, id: hex(certificate.certificate_id) });
    same(run.provers, big(provers));
  }
  const trees = run.trees.map(({ item, tree }) => {
    const { total, filled, keptBase, keptMerge, commitment } = tree.read().info;
    return { item, total, filled, keptBase, keptMerge, commitment };
  });
  const expected = result.trees.map((fields) => ({
    item: fields.item,
    total: big(fields.total),
    filled: big(fields.filled),
    keptBase: big(fields.kept_base),
    keptMerge: big(fields.kept_merge),
    commitment: hex(fields.commitment),
  }));
  const byItem = (a, b) => position(a) - position(b);
  same(trees.sort(byItem), expected);
  checkEnd(fernet, run, result);
  checkEquivocations(run, result);
}

function checkEnd(fernet, run, result) {
  const { receipt, slashing, kind } = run.outcome;
  const lost = kind === "not-revealed" || kind === "not-proven";
  same(lost ? [slashing.slashed, slashing.forfeit] : [null, null], [result.slashed, result.forfeit].map(big));
  if (result.settlement === null) return;
  const { funding, reserved, burned, rebate } = receipt;
  const { settlement } = result;
  same([funding.fees, funding.pool, funding.sequencer, funding.bondUsed], [settlement.fees, settlement.pool, settlement.sequencer, settlement.bond_used].map(big));
  same([reserved, burned, rebate], [settlement.reserved, settlement.burned, settlement.rebate].map(big));
  const { tree, bundles } = run.trees.find(({ item }) => item === result.winner);
  same(run.block.bestTree().compare(tree), 0);
  same(tree.read().root.claim.rebatePayee, hex(settlement.rebate_payee));
  const numbers = run.block.settlement();
  const pays = bundles.flatMap(({ claims }) =>
    claims.map((claim) => {
      const { key, claim: paid } = run.seats.get(claim).read();
      return { item: `claims[${claim}]`, key, payout: paid.payout, amount: fernet.settlementPay(numbers, paid.node, paid.feeBurn) };
    }),
  );
  same(pays, settlement.pays.map(({ item, key, payout, amount }) => ({ item, key: hex(key), payout: hex(payout), amount: big(amount) })));
}

function checkEquivocations(run, { equivocations }) {
  for (const { kind, key, items } of equivocations) {
    const [a, b] = items.map((item) => run.sent.get(item));
    const { block } = run;
    const registration = run.registered(key);
    if (kind === "attestation") {
      const evidence = block.attestationEvidence(a, b, run.provers, registration);
      block.checkAttestationEvidence(evidence, run.provers, registration);
    } else {
      block.checkEvidence(block.evidence(a, b, [registration]), [registration]);
    }
    same(run.fernet.messageKey(a), hex(key));
  }
}
