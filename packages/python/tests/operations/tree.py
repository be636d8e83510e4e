"""shape/, bundle/, opening/."""

import fernet
from fernet import (
    BestTree,
    Bundle,
    BundleBuilder,
    BundleError,
    Claim,
    ClaimError,
    NodeData,
    OpenedSeat,
    PinnedMix,
    ProvingContext,
    Registration,
    SeatOpening,
    Snapshot,
    TreeShape,
    TreeVerifier,
)

from ..cases import Json, raw
from .lottery import defaults


def bases(case: Json):
    shape = TreeShape.for_transactions(int(case["transactions"]), tx_per_base=int(case["tx_per_base"]))
    return {"bases": shape.bases, "nodes": shape.nodes}


def shape(case: Json):
    made = TreeShape(int(case["bases"]))
    parents = [made.parent(node) for node in range(made.nodes)]
    return {"root": made.root, "post_order": list(made.post_order()), "parents": parents}


def node(case: Json):
    made, number = TreeShape(int(case["bases"])), int(case["node"])
    span = made.span(number)
    assert (number in made) == (span is not None)
    if span is None:
        raise ClaimError("ForeignNode", "the node is not in the tree")
    left, right = made.children(number) or (None, None)
    return {
        "kind": fernet.node_kind(number),
        "first_base": span[0],
        "end_base": span[1],
        "left": left,
        "right": right,
        "parent": made.parent(number),
    }


def context(case: Json):
    made = defaults(proofs_per_node=int(case.get("proofs_per_node", 3)), root_seats=1)
    pinned = PinnedMix(block_number=1, l1_block=1000, mix=bytes(32))
    return ProvingContext(
        made,
        prover_seed=raw(case["prover_seed"]),
        proposal_id=raw(case["proposal_id"]),
        shape=TreeShape(int(case["bases"])),
        snapshot=Snapshot(made, pinned),
    )


def read_claim(case: Json):
    return Claim(
        node=int(case["node"]),
        statement=raw(case["statement"]),
        proof_digest=raw(case["proof_digest"]),
        left=raw(case["left"]),
        right=raw(case["right"]),
        fee_burn=int(case["fee_burn"]),
        payout=raw(case["payout"]),
        rebate_payee=raw(case["rebate_payee"]),
    )


def seat(proving, case: Json):
    registration = Registration(key=raw(case["key"]), role="prover", entry_l1_block=0)
    return proving.check(registration, read_claim(case)).seat_with_ticket(int(case["ticket"]))


def bundle(proving, case: Json):
    made = Bundle(proving, [seat(proving, entry) for entry in case["seats"]])
    if made.node != int(case["node"]):
        raise BundleError("MixedNodes", "the seats are of another node")
    return made


def verify_tree(proving, bundles: Json):
    for entry in bundles:  # the claims of all bundles come first (SPEC #tree-errors)
        for filled in entry["seats"]:
            seat(proving, filled)
    verifier = TreeVerifier(proving)
    accumulators = []
    for entry in bundles:
        accumulators.append(verifier.insert(bundle(proving, entry)))
        verifier = TreeVerifier.from_bytes(proving, verifier.to_bytes())
    return verifier.finish(), accumulators


def sums_of(accumulator):
    sums = accumulator.sums
    return {
        "total": sums.total,
        "filled": sums.filled,
        "kept_base": sums.kept_base,
        "kept_merge": sums.kept_merge,
        "commitment": accumulator.commitment,
    }


def claim(case: Json):
    made = seat(context(case), case["seat"])
    assert made.claim.id(raw(case["prover_seed"]), raw(case["proposal_id"])) == made.claim_id
    return {"claim_id": made.claim_id, "score": made.score, "seat_id": made.id}


def tree(case: Json):
    made, accumulators = verify_tree(context(case), case["bundles"])
    listed = [{**sums_of(accumulator), "node": accumulator.node} for accumulator in accumulators]
    return {**sums_of(made.accumulator), "accumulators": listed}


def children_of(proving, case: Json):
    below = [bundle(proving, entry).accumulate() for entry in case["below"]]
    given = case["children"]
    return None if given is None else (below[int(given["left"])], below[int(given["right"])])


def accumulate(case: Json):
    proving = context(case)
    children = children_of(proving, case)
    return sums_of(bundle(proving, case["bundle"]).accumulate(children))


def insert(case: Json):
    proving = context(case)
    children = children_of(proving, case)
    filled = seat(proving, case["seat"])
    BundleBuilder(proving, int(case["node"]), raw(case["statement"])).insert(filled, children)
    return {}


def best(case: Json):
    proving = context(case)
    below = [bundle(proving, entry).accumulate() for entry in case["bundles"]]
    known = {accumulator.commitment: accumulator for accumulator in below}

    def children(filled):
        named = (known.get(filled.claim.left), known.get(filled.claim.right))
        return None if None in named else named

    seats = [seat(proving, entry) for entry in case["seats"]]
    builder = BundleBuilder(proving, int(case["node"]), seats[0].claim.statement)
    for filled in seats:
        builder.insert(filled, children(filled))
    made = builder.best()
    sums = made.accumulate(children(made.seats[0])).sums
    return {"seats": [seats.index(filled) for filled in made.seats], "total": sums.total, "filled": sums.filled}


def competition(case: Json):
    proving = context(case)
    trees = [verify_tree(proving, bundles)[0] for bundles in case["trees"]]
    running = BestTree(proving)
    for submitted in trees:
        running.submit(submitted)
    winner = None if running.best is None else trees.index(running.best)
    return {"totals": [submitted.accumulator.sums.total for submitted in trees], "winner": winner}


def tree_data(case: Json):
    proving = context(case)
    _, accumulators = verify_tree(proving, case["bundles"])
    bundles = [bundle(proving, entry) for entry in case["bundles"]]
    nodes = [NodeData(made, accumulator) for made, accumulator in zip(bundles, accumulators, strict=True)]
    assert [NodeData.from_bytes(bytes(data)) for data in nodes] == nodes
    tree_data_hash = fernet.tree_data_hash(proving.shape, nodes)
    return {"nodes": [bytes(data) for data in nodes], "tree_data_hash": tree_data_hash}


def open_seat(case: Json):
    filled = case["seat"]
    score = fernet.score(int(filled["ticket"]), int(filled["fee_burn"]))
    opening, root = fernet.open_seat(
        TreeShape(int(case["bases"])),
        prover_seed=raw(case["prover_seed"]),
        proposal_id=raw(case["proposal_id"]),
        seat=OpenedSeat(key=raw(filled["key"]), claim=read_claim(filled), score=score),
        nodes=[NodeData.from_bytes(raw(data)) for data in case["nodes"]],
    )
    assert SeatOpening(bytes(opening)) == opening
    return {"opening": bytes(opening), "root": root}


def verify_opening(case: Json):
    made = TreeShape(int(case["bases"]))
    opening = SeatOpening(raw(case["opening"]))
    bit = opening.verify(
        made,
        prover_seed=raw(case["prover_seed"]),
        proposal_id=raw(case["proposal_id"]),
        root=raw(case["root"]),
    )
    opened = opening.seat
    assert bit == 3 * opened.claim.node + opening.position
    return {
        "key": opened.key,
        "node": opened.claim.node,
        "fee_burn": opened.claim.fee_burn,
        "payout": opened.claim.payout,
        "score": opened.score,
        "claimed_bit": bit,
    }
