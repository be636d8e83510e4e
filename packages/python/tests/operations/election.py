"""election/, availability/."""

import fernet
from fernet import Availability, BlockPhase, Chain, Election, Opening, Params, PinnedMix, Proposal, Registration, Reveal

from ..cases import Json, maybe, raw
from . import tree
from .lottery import defaults


def tx_order(case: Json):
    transactions = [raw(transaction) for transaction in case["transactions"]]
    reveal = Reveal.of(salt=raw(case["salt"]), fees=int(case["fees"]), transactions=transactions)
    assert reveal.tx_root == fernet.tx_root(transactions)
    return {"tx_root": reveal.tx_root, "tx_order_hash": reveal.tx_order_hash()}


def read_proposal(case: Json):
    return Proposal(
        parent=raw(case["parent"]),
        fee_split=int(case["fee_split"]),
        tx_order_hash=raw(case["tx_order_hash"]),
        payout=raw(case["payout"]),
        bond=int(case["bond"]),
    )


def proposal(case: Json):
    made = Params(chain_id=int(case["chain_id"]), rollup_address=raw(case["rollup_address"]))
    read, number = read_proposal(case), int(case["block_number"])
    return {"commitment": read.commitment(made, number), "proposal_id": read.id(made, number)}


def evidence(case: Json):
    if case["kind"] == "claims":
        seats = [tree.seat(tree.context(case[name]), case[name]) for name in "ab"]
        ids = seats[0].equivocation(seats[1])
        assert seats[1].equivocation(seats[0]) == ids
        heads = {(raw(case[name]["prover_seed"]), raw(case[name]["proposal_id"])) for name in "ab"}
        if len(heads) == 1 and seats[0].key == seats[1].key:
            assert fernet.claim_evidence(seats[0].key, *heads.pop(), seats[0].claim, seats[1].claim) == ids
        return {"ids": ids}
    made = Params(chain_id=int(case["chain_id"]), rollup_address=raw(case["rollup_address"]))
    pairs = []
    for name in "ab":
        number, mix = int(case[name]["block_number"]), raw(case[name]["mix"])
        pairs.append((PinnedMix(block_number=number, l1_block=2, mix=mix), read_proposal(case[name])))
    ids = fernet.proposal_evidence(made, raw(case["key"]), *pairs)
    assert fernet.proposal_evidence(made, raw(case["key"]), *reversed(pairs)) == ids
    return {"ids": ids}


def read_registration(case: Json):
    return Registration(
        key=raw(case["key"]),
        role=case["role"],
        entry_l1_block=int(case["entry_l1_block"]),
        exit_l1_block=maybe(int, case["exit_l1_block"]),
    )


def election(case: Json):
    made = Params(
        chain_id=int(case["chain_id"]),
        rollup_address=raw(case["rollup_address"]),
        activation_delay=int(case["activation_delay"]),
        fee_split_cap=int(case["fee_split_cap"]),
        bond_base=int(case["bond_base"]),
    )
    number = int(case["block_number"])
    pinned = PinnedMix(block_number=number, l1_block=int(case["mix_l1_block"]), mix=bytes(32))
    running, refused, known = Election(made, pinned, raw(case["tip"])), [], []
    for index, entry in enumerate(case["proposals"]):
        read = read_proposal(entry)
        known.append((raw(entry["key"]), read.id(made, number)))
        try:
            running.insert(running.check(read_registration(entry), read).rank(raw(entry["beta"])))
        except fernet.FernetError as error:
            refused.append({"index": index, "error": f"{type(error).__name__}::{error.code}"})
    assert running.leader == (running.ranking[0] if running.ranking else None)
    return {"ranking": [known.index((ranked.key, ranked.id)) for ranked in running.ranking], "refused": refused}


LENGTHS = ("proposal_blocks", "reveal_blocks", "proving_blocks")


def phase(case: Json):
    block = BlockPhase.open(defaults(**{name: int(case[name]) for name in LENGTHS}), int(case["opens_at"]))
    phases, effects = [], []
    for event in case["events"]:
        block, does = block.step(int(event["l1_block"]), event["event"])
        phases.append(block.phase)
        effects.append(does)
    return {"phases": phases, "effects": effects}


def chain(case: Json):
    made = defaults(**{name: int(case[name]) for name in LENGTHS})
    number, l1_block = int(case["block_number"]), int(case["l1_block"])
    running = Chain(made, Opening(block_number=number, l1_block=l1_block, parent=raw(case["parent"])))

    def opened(opening, index=0):
        number, l1_block = opening.block_number + index, opening.l1_block + index * made.proposal_blocks
        return {"opened": {"block_number": number, "l1_block": l1_block, "parent": opening.parent}}

    def advance(l1_block):
        happened = []
        while (happening := running.advance(l1_block)) is not None:
            if happening.kind == "opened":
                happened.append(opened(happening.opening))
            elif happening.kind == "effects":
                happened.append({"block_number": happening.block_number, "effects": happening.effects})
            else:
                for index in range(happening.count):
                    skipped = {"block_number": happening.block_number + index, "effects": ["build-on-parent"]}
                    happened += [opened(happening.opening, index), skipped]
        return happened

    happened = []
    for event in case["events"]:
        l1_block = int(event["l1_block"])
        of_event = advance(l1_block)
        if event["event"] != "time":
            number = int(event["block_number"])
            if event["event"] == "proposal":
                effects = running.propose(l1_block, number)
            elif event["event"] == "reveal":
                effects = running.reveal(l1_block, number, raw(event["leader"]))
            else:
                effects = running.submit_tree(l1_block, number)
            of_event += [{"block_number": number, "effects": effects}, *advance(l1_block)]
        happened.append(of_event)
    return {"happened": happened}


def data(case: Json):
    digests = [raw(digest) for digest in case["digests"]]
    reveal = Reveal(salt=bytes(32), fees=0, count=int(case["count"]), tx_root=bytes(32), data_root=raw(case["data_root"]))
    reveal.check_data(digests)
    return {"data_root": fernet.data_root(digests)}


def availability(case: Json, quorum: int):
    made = defaults(attesters=int(case["attesters"]), quorum=quorum, attest_blocks=1)
    pinned = PinnedMix(block_number=42, l1_block=1000, mix=bytes(32))
    context = fernet.ProvingContext(
        made,
        prover_seed=raw(case["prover_seed"]),
        proposal_id=raw(case["proposal_id"]),
        shape=fernet.TreeShape(1),
        snapshot=fernet.Snapshot(made, pinned),
    )
    return Availability(context, raw(case["revealed_root"]), int(case["provers"]))


def attestation(case: Json):
    beta, key = raw(case["beta"]), bytes([2]) * 32
    registration = Registration(key=key, role=case["role"], entry_l1_block=int(case["entry_l1_block"]))
    checked = availability(case, 1).check(registration, raw(case["data_root"]))
    made = checked.attestation(beta)
    return {"alpha": checked.alpha, "attestation_id": made.id, "ticket": fernet.attester_ticket(beta)}


def certificate(case: Json):
    made = availability(case, int(case["quorum"]))
    made_id = made.check_certificate(raw(case["data_root"]), [raw(key) for key in case["keys"]])
    return {"needed": made.needed, "certificate_id": made_id}
