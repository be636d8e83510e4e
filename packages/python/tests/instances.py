"""An object of each class, and a value for each parameter of each function."""

from functools import cache
from typing import Any

import fernet
from fernet import p256

from .cases import load
from .operations import tree
from .operations.lottery import defaults
from .recorded import Recorded

#: The length of the bytes that a parameter takes, where it is not 32.
LENGTHS = {
    "beta": 64,
    "owner": 20,
    "payee": 20,
    "payout": 20,
    "rebate_payee": 20,
    "reveal": 96,
    "rollup_address": 20,
    "source": 20,
}

#: Parameters that take bytes of any length: what is wrong with them is a FernetError.
ANY_LENGTH = {
    "ad",
    "ads",
    "alpha",
    "alphas",
    "data",
    "keys",
    "message",
    "opening",
    "proof",
    "proofs",
    "first",
    "second",
    "messages",
    "claim",
}


@cache
def instances() -> dict[str, Any]:
    """An object of each class, by its name; those of p256 as "p256.Proof"."""
    block = Recorded(load("block/certificate"))
    block.run()
    opened = Recorded(load("block/certificate"))
    opened.pass_time(opened.opens)
    case = load("bundle/tree")[0]["input"]
    context = tree.context(case)
    winner, accumulators = tree.verify_tree(context, case["bundles"])
    bundles = [tree.bundle(context, bundle) for bundle in case["bundles"]]
    nodes = [fernet.NodeData(*pair) for pair in zip(bundles, accumulators, strict=True)]
    seat = bundles[0].seats[0]
    opened_seat = fernet.OpenedSeat(key=seat.key, claim=seat.claim, score=seat.score)
    head = {"prover_seed": context.prover_seed, "proposal_id": context.proposal_id}
    params = defaults(attesters=4, quorum=2, attest_blocks=1)
    pinned = fernet.PinnedMix(block_number=1, l1_block=1000, mix=bytes(32))
    registration = fernet.Registration(key=bytes(32), role="prover", entry_l1_block=0)
    with_attesters = fernet.ProvingContext(params, **head, shape=context.shape, snapshot=fernet.Snapshot(params, pinned))
    availability = fernet.Availability(with_attesters, bytes(32), 2)
    attestation = availability.check(registration, bytes(32))
    proposal = fernet.Proposal(parent=bytes(32), fee_split=0, tx_order_hash=bytes(32), payout=b"\1" * 20, bond=0)
    sequencer = fernet.Registration(key=bytes(32), role="sequencer", entry_l1_block=0)
    election = fernet.Election(params, pinned, bytes(32))
    checked = election.check(sequencer, proposal)
    plan = fernet.SettlementPlan(params, context.shape, fees=100, fee_split=800_000)
    ledger = plan.ledger()
    ledger.pay(context.shape.root, 0)
    key = fernet.SecretKey.from_seed(bytes(32))
    p256_key = p256.SecretKey.derive(bytes(32))
    opening = fernet.Opening(block_number=1, l1_block=1066, parent=bytes(32))
    chain = fernet.Chain(params, opening)
    reveal = fernet.Reveal.of(salt=bytes(32), fees=1, transactions=[])
    request = fernet.RegistrationRequest(suite=4, key=bytes(32), role="prover", owner=b"\1" * 20)
    messages = [fernet.decode(bytes.fromhex(case["input"]["bytes"])) for case in every_kind()]
    funding = plan.funding
    objects = [
        params, pinned, registration, election, checked, checked.rank(bytes(64)), proposal, plan, plan.ledger(), key,
        key.public_key, key.prove(b""), key.prove_batchable(b""), fernet.verify_batch(b"", b"", b""), opening, chain,
        chain.advance(1066), reveal, request, context, winner, bundles[0], accumulators[0], accumulators[0].sums, nodes[0],
        seat, seat.claim, context.shape, context.shape.post_order(), fernet.TreeVerifier(context),
        fernet.BundleBuilder(context, 0, bytes(32)), fernet.BestTree(context), opened_seat,
        fernet.open_seat(context.shape, **head, seat=opened_seat, nodes=nodes)[0], availability, attestation,
        fernet.CertificateBuilder(availability), attestation.attestation(bytes(64)), funding, ledger.close(),
        fernet.slash(params, "not-proven", fee_split=0, stake=1, bond=0), fernet.RandaoRing(4),
        fernet.Rebate(payee=bytes(20), base_fee=1, rate=1), fernet.MevReference(smoothing=1, low=0, high=2, start=1),
        fernet.MevReport(source=bytes(20), l1_block=1, mev=1, fees=1), fernet.Registry([registration]),
        fernet.Snapshot(params, pinned), fernet.Candidate(key=bytes(32), ticket=1, fee=1),
        fernet.RegistrationRecord(request=request, entry_l1_block=1), fernet.BlockPhase.open(params, 100),
        context.check(registration, seat.claim), block.rollup, opened.rollup.block(1), block.outcome, block.applied,
        fernet.TreeBuilder(1, context), fernet.SignedAttestation(key=bytes(32), proof=bytes(80)),
        fernet.SignedClaim(key=bytes(32), claim=seat.claim, proof=bytes(80)), *messages,
    ]  # fmt: skip
    named = {type(one).__name__: one for one in objects}
    of_p256 = [p256_key, p256_key.public_key, p256_key.prove(b"")]
    return {**named, **{f"p256.{type(one).__name__}": one for one in of_p256}}


def every_kind() -> list[Any]:
    """A case of the vectors for each kind of message."""
    cases = {}
    files = ("parameters", "registry", "l1", "proposal", "reveal", "attestation", "claim", "tree", "evidence")
    for file in files:
        for case in load(f"message/{file}"):
            if "output" in case:
                cases.setdefault(case["output"]["kind"], case)
    return list(cases.values())


def argument(module: str, name: str, annotation: str) -> Any:
    """A value that a parameter takes. It need not make sense."""
    of = annotation.removesuffix(" | None")
    if of == "SupportsIndex":
        return {"tx_per_base": 2, "bases": 2, "capacity": 4}.get(name, 1)
    if of == "Buffer":
        if name == "proof" and module == "p256":
            return bytes(81)
        return bytes({"proof": 80}.get(name, LENGTHS.get(name, 32)))
    literals = {
        "Role": "prover", "Duty": "propose", "VrfMode": "per-node", "SequencerSuite": "edwards25519", "Event": "time",
        "Suite": "ECVRF-EDWARDS25519-SHA512-ELL2", "P256Suite": "ECVRF-P256-SHA256-SSWU", "SlashReason": "not-proven",
    }  # fmt: skip
    if of in literals:
        return literals[of]
    if of in ("str", "bool"):
        return "00" if of == "str" else False
    if of.startswith("Iterable["):
        return []
    if of.startswith("tuple["):
        return tuple(argument(module, name, part) for part in of[6:-1].split(", "))
    if of == "Signed":
        return instances()["ClaimMessage"]
    if of == "SecretKey | P256SecretKey":
        return instances()["SecretKey"]
    qualified = f"{module}.{of}"
    return instances()[qualified if qualified in instances() else of]
