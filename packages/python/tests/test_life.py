"""The life of a block: signed, proposed, revealed, attested, proven, settled and opened, with this package alone."""

import itertools

import pytest

import fernet
from fernet import p256

BLOCK, OPENS, FEES = 7, 1064, 10**18 + 1
TRANSACTIONS = [bytes([index]) * 32 for index in range(5)]
DIGESTS = [bytes([100 + index]) * 32 for index in range(5)]


class World:
    """A rollup with sequencers on P-256 or edwards25519, and provers that are also attesters."""

    def __init__(self, suite, mode, attesters):
        certificate = {"attesters": 3, "quorum": 2, "attest_blocks": 10} if attesters else {}
        self.params = fernet.Params(
            chain_id=1, rollup_address=b"\1" * 20, sequencer_suite=suite, vrf_mode=mode, fee_split_cap=900_000, **certificate
        )
        masters = [bytes([index]) * 32 for index in range(1, 9)]
        derive = p256.SecretKey.derive if suite == "p256" else lambda master: fernet.SecretKey.derive(master, "sequencer")
        self.sequencers = [derive(master) for master in masters[:2]]
        self.provers = [fernet.SecretKey.derive(master, "prover") for master in masters[2:]]
        roles = [("sequencer", key) for key in self.sequencers] + [("prover", key) for key in self.provers]
        self.registry = fernet.Registry([fernet.Registration(key=registered(key), role=role, entry_l1_block=0) for role, key in roles])
        self.rollup = fernet.Rollup(self.params, fernet.Opening(block_number=BLOCK, l1_block=OPENS, parent=bytes(32)))
        self.contents = fernet.Reveal.of(salt=bytes(32), fees=FEES, transactions=TRANSACTIONS, data_digests=DIGESTS if attesters else None)
        self.ended = []
        self.newest = 999
        self.pass_time(OPENS)

    def pass_time(self, l1_block):
        for number in range(self.newest + 1, l1_block + 1):
            self.rollup.l1_block(number, bytes([7]) * 32)
            self.advance()
        self.newest = l1_block

    def advance(self):
        while (happening := self.rollup.advance()) is not None:
            outcome = self.rollup.outcome(happening, 32 * 10**18)
            if outcome is not None and happening.block_number == BLOCK:
                self.ended.append(outcome)

    @property
    def block(self):
        return self.rollup.block(BLOCK)

    def event(self, message, l1_block):
        self.pass_time(l1_block)
        event = fernet.L1EventMessage(l1_block=l1_block, base_fee=0, rate=0, message=bytes(message))
        applied = self.rollup.event(bytes(event), self.registry)
        self.advance()
        return applied

    def propose(self, sequencer, fee_split):
        proposal = fernet.Proposal(
            parent=bytes(32), fee_split=fee_split, tx_order_hash=self.contents.tx_order_hash(), payout=b"\2" * 20, bond=0
        )
        return self.event(self.block.sign_proposal(sequencer, proposal, self.registry), OPENS)

    def reveal(self):
        head = {"block_number": BLOCK, "salt": bytes(32), "fees": FEES}
        if self.params.attesters:
            roots = {"tx_root": self.contents.tx_root, "data_root": self.contents.data_root}
            message = fernet.RevealDataMessage(**head, count=5, **roots)
        else:
            message = fernet.RevealMessage(**head, transactions=TRANSACTIONS)
        return self.event(message, OPENS + self.params.proposal_blocks)

    def claim_all(self):
        """Every prover claims every node, bases first; returns the builder and the claims."""
        builder = fernet.TreeBuilder(BLOCK, self.block.proving)
        claims = []
        for node in self.block.proving.shape.post_order():
            for index, key in enumerate(self.provers):
                children = dict(builder.claimable(registered(key)))[node]
                digest = node.to_bytes(31, "big") + bytes([index])
                claim = fernet.Claim(
                    node=node, statement=node.to_bytes(32, "big"), proof_digest=digest, left=children[0], right=children[1],
                    fee_burn=index * 10_000, payout=bytes([index + 1]) * 20, rebate_payee=b"\3" * 20,
                )  # fmt: skip
                claims.append(self.block.sign_claim(key, claim, self.registry))
                seat = self.rollup.claim(claims[-1], self.registry)
                builder.insert(seat, fernet.decode(claims[-1]).proof)
        return builder, claims


def registered(key):
    return key.public_key.to_registered() if isinstance(key, p256.SecretKey) else bytes(key.public_key)


def attest(world):
    """Collects a certificate, which the rollup accepts."""
    availability = world.block.availability(world.registry)
    builder = fernet.CertificateBuilder(availability)
    for key in world.provers:
        try:
            message = world.block.sign_attestation(key, DIGESTS, world.newest, world.registry)
        except fernet.AttestationError as error:
            assert error.code == "NotSelected"
            continue
        attestation = world.rollup.attestation(message, world.registry)
        assert world.block.evidence is not None and attestation.key == registered(key)
        if builder.missing:
            assert builder.insert(attestation, fernet.decode(message).proof)
            assert not builder.insert(attestation, fernet.decode(message).proof)
    assert builder.missing == 0 and len(builder.attestations) == availability.needed
    certificate = fernet.CertificateMessage(
        block_number=BLOCK, proposal_id=world.block.leader.id, data_root=world.contents.data_root, attestations=builder.attestations
    )
    assert world.rollup.certify(bytes(certificate), world.registry) == builder.id == world.block.certificate


@pytest.mark.parametrize("suite", ["edwards25519", "p256"])
@pytest.mark.parametrize("mode", ["per-node", "per-block", "public"])
@pytest.mark.parametrize("attesters", [False, True])
def test_life(suite, mode, attesters):
    world = World(suite, mode, attesters)
    applied = [world.propose(key, fee_split) for key, fee_split in zip(world.sequencers, (700_000, 800_000), strict=True)]
    assert [one.kind for one in applied] == ["proposed", "proposed"] and applied[0].leads
    best = max(applied, key=lambda one: one.ranked.score).ranked
    assert world.block.leader == best
    assert world.reveal().kind == "revealed"
    if attesters:
        attest(world)
    builder, _ = world.claim_all()
    submitted = world.event(builder.to_message(), OPENS + 20)
    assert submitted.kind == "submitted" and submitted.leads and world.block.best_tree == submitted.tree

    stored = world.rollup.to_bytes()
    world.rollup = fernet.Rollup.from_bytes(stored)
    assert world.rollup.to_bytes() == stored
    block, deadline = world.block, world.block.deadline
    world.pass_time(deadline)
    [outcome] = world.ended
    receipt = outcome.receipt
    assert outcome.kind == "settled" and receipt.fees == FEES
    assert receipt.fees + receipt.bond_used == receipt.sequencer + receipt.reserved + receipt.burned + receipt.rebate
    check_openings(block, builder, submitted.tree, receipt)


def check_openings(block, builder, tree, receipt):
    """Every seat of the winning tree opens, and is paid from the reserve."""
    context, shape = block.proving, block.proving.shape
    bundles = {}
    for message in fernet.decode(builder.to_message()).bundles:
        seats = [builder.seat(signed.claim.id(context.prover_seed, context.proposal_id)) for signed in message]
        bundles[seats[0].claim.node] = seats
    nodes, sums, bits, paid = [], {}, set(), 0
    for node in shape.post_order():
        children = shape.children(node)
        bundle = fernet.Bundle(context, bundles[node])
        sums[node] = bundle.accumulate(children and (sums[children[0]], sums[children[1]]))
        nodes.append(fernet.NodeData(bundle, sums[node]))
        paid += sum(block.plan.pay(node, seat.claim.fee_burn) for seat in bundles[node])
    head = {"prover_seed": context.prover_seed, "proposal_id": context.proposal_id}
    for seat in itertools.chain.from_iterable(bundles.values()):
        opened = fernet.OpenedSeat(key=seat.key, claim=seat.claim, score=seat.score)
        opening, root = fernet.open_seat(shape, **head, seat=opened, nodes=nodes)
        assert root == tree.accumulator.commitment and opening.seat == opened
        bits.add(fernet.SeatOpening(bytes(opening)).verify(shape, **head, root=root))
    filled = sum(len(seats) for seats in bundles.values())
    assert len(bits) == filled == tree.accumulator.sums.filled
    assert 0 <= receipt.reserved - paid < filled
    assert all(sorted(seats[1:]) == seats[1:] for seats in bundles.values())


def test_claims_in_a_batch():
    world = World("edwards25519", "per-node", False)
    world.propose(world.sequencers[0], 0)
    world.reveal()
    _, claims = world.claim_all()
    batch = [world.block.batch_form(claim) for claim in claims[:20]]
    forged = bytearray(batch[3])
    forged[-40] ^= 1
    batch[3] = bytes(forged)
    seats = world.block.claims(batch, world.registry)
    assert isinstance(seats[3], fernet.FernetError)
    for index, seat in enumerate(seats):
        if index != 3:
            assert seat == world.rollup.claim(claims[index], world.registry)


def test_evidence():
    world = World("edwards25519", "per-node", False)
    first = world.propose(world.sequencers[0], 0)
    second = world.propose(world.sequencers[0], 100)
    assert first.evidence is None
    evidence = fernet.EvidenceMessage.from_bytes(second.evidence)
    assert evidence.kind == "proposal-evidence"
    assert world.block.evidence(bytes(evidence.first), bytes(evidence.second), world.registry) == second.evidence
    with pytest.raises(fernet.BlockError) as caught:
        world.block.evidence(bytes(evidence.first), bytes(evidence.first), world.registry)
    assert caught.value.code == "NoEvidence"
    with pytest.raises(fernet.MessageError):
        world.block.evidence(bytes(evidence.first), b"", world.registry)


def test_a_root_alone():
    worlds = [World("edwards25519", "per-node", False) for _ in range(2)]
    for world in worlds:
        world.propose(world.sequencers[0], 500_000)
        world.reveal()
    builder, claims = worlds[0].claim_all()
    worlds[0].event(builder.to_message(), OPENS + 20)
    tree = worlds[0].block.best_tree
    [root] = [claim for claim in claims if fernet.decode(claim).claim == tree.root.claim and fernet.decode(claim).key == tree.root.key]
    worlds[1].pass_time(OPENS + 20)
    prices = {"l1_block": OPENS + 20, "base_fee": 0, "rate": 0}
    applied = worlds[1].rollup.submit_root(root, tree.accumulator.sums, worlds[1].registry, **prices)
    assert applied.leads
    for world in worlds:
        world.pass_time(world.block.deadline)
    assert worlds[0].ended[0].receipt == worlds[1].ended[0].receipt


def test_a_reorganisation_of_l1():
    world = World("edwards25519", "per-node", False)
    assert world.rollup.reorganised(OPENS) is False
    assert world.rollup.reorganised(OPENS - 1) is True
    with pytest.raises(fernet.BlockError) as caught:
        world.rollup.l1_block(OPENS + 1, bytes(32))
    assert caught.value.code == "Stale"


def test_a_block_that_is_not_revealed():
    world = World("edwards25519", "per-node", False)
    world.propose(world.sequencers[0], 0)
    world.pass_time(OPENS + 8)
    [outcome] = world.ended
    assert outcome.kind == "not-revealed" and outcome.slashing.slashed == 0 and outcome.receipt is None


def test_a_chain_of_one_block():
    params = fernet.Params(chain_id=1, rollup_address=b"\1" * 20)
    chain = fernet.Chain.of_one_block(params, fernet.Opening(block_number=1, l1_block=1064, parent=bytes(32)))
    assert chain.advance(1064).kind == "opened"
    assert chain.advance(1064 + 3).effects == ["build-on-parent"]
    assert chain.advance(2000) is None and chain.open_blocks == []


def test_a_key_of_a_scalar_can_be_registered():
    scalar = bytes.fromhex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")  # RFC 9381, example 13
    with pytest.raises(fernet.P256KeyError) as caught:
        p256.SecretKey.from_scalar(scalar).public_key.to_registered()
    assert caught.value.code == "OddY"
    even = p256.SecretKey.from_scalar(scalar, even_y=True).public_key
    assert bytes(even)[1:] == bytes(p256.SecretKey.from_scalar(scalar).public_key)[1:] == even.to_registered()
